//! Who may see and change authorities.

use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        Allowed,
        classes::{Class, TypeFields},
    },
};

/// What can be done to an authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Correct its name, register number or code.
    Update,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Update];

    fn allowed(self) -> Allowed {
        match self {
            Action::Update => Allowed { roles: &[Role::AuthorityAdmin], offices: &[] },
        }
    }
}

/// That an authority exists is public: it is an employer, not a person.
pub fn visible(_: &Actor) -> Condition {
    Condition::all()
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Authority",
        fields: &[
            (
                Class::Public,
                &[
                    "id",
                    "name",
                    "kind",
                    "cvr",
                    "code",
                    "codeChecked",
                    "framework",
                    "validFrom",
                    "validTo",
                    "version",
                    "predecessors",
                    "successors",
                ],
            ),
            (Class::Authority, &["agreement"]),
        ],
    },
    TypeFields { name: "AuthoritySuccession", fields: &[(Class::Public, &["on", "authority"])] },
];
