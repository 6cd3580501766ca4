//! Who may see and change the parts of development projects. Which rows one sees is said where projects say it.

use crate::{
    core::Role,
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
    },
};

/// What can be done to a part of a development project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Record one.
    Record,
    /// Change what was recorded.
    Update,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Record, Action::Update];

    fn allowed(self) -> Allowed {
        match self {
            // Those who do the work record what they learn.
            Action::Record | Action::Update => {
                Allowed { roles: &[Role::Secretary, Role::MedCoordinator], offices: &[Office::Member] }
            }
        }
    }
}

/// The classes of the fields. Rows that are not for everybody are hidden as rows; units and persons are null for others.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "ProblemStatement",
        fields: &[
            (
                Class::Public,
                &[
                    "id",
                    "project",
                    "authority",
                    "sharing",
                    "text",
                    "context",
                    "ownerSide",
                    "ownerOrganisation",
                    "statedOn",
                    "version",
                ],
            ),
            (Class::Authority, &["owner"]),
        ],
    },
    TypeFields {
        name: "Prototype",
        fields: &[(
            Class::Public,
            &["id", "project", "authority", "sharing", "title", "begunOn", "versions", "version"],
        )],
    },
    TypeFields {
        name: "PrototypeVersion",
        fields: &[(Class::Public, &["number", "description", "learning", "madeOn"])],
    },
    TypeFields {
        name: "Trial",
        fields: &[
            (
                Class::Public,
                &[
                    "id",
                    "project",
                    "authority",
                    "sharing",
                    "title",
                    "kind",
                    "area",
                    "hypothesis",
                    "site",
                    "from",
                    "to",
                    "participants",
                    "result",
                    "verdict",
                    "medInvolvedOn",
                    "decidedOn",
                    "daysBeforeDecision",
                    "version",
                ],
            ),
            (Class::Authority, &["orgUnit"]),
        ],
    },
    TypeFields {
        name: "Lesson",
        fields: &[
            (
                Class::Public,
                &["id", "project", "authority", "sharing", "kind", "text", "learnedOn", "version"],
            ),
            (Class::Authority, &["links"]),
        ],
    },
    TypeFields {
        name: "DevelopmentSpace",
        fields: &[(
            Class::Public,
            &[
                "id",
                "project",
                "authority",
                "sharing",
                "title",
                "mandate",
                "rulesSetAside",
                "budgetDkk",
                "from",
                "until",
                "closedOn",
                "isExpired",
                "outcome",
                "version",
            ],
        )],
    },
];
