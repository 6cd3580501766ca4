//! Who may see and change local agreements.

use entity::local_agreement;
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        Allowed,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to a local agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Record a new one.
    Create,
    /// Correct it.
    Update,
    /// End it.
    End,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Update, Action::End];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::Update | Action::End => Allowed { roles: COORDINATION, offices: &[] },
        }
    }
}

const COORDINATION: &[Role] = &[Role::MedCoordinator, Role::AuthorityAdmin];

/// Agreements are open to every employee of the authority.
pub fn visible(actor: &Actor) -> Condition {
    tenant(actor, local_agreement::Column::AuthorityId)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "LocalAgreement",
        fields: &[(
            Class::Authority,
            &[
                "id",
                "title",
                "stringModel",
                "validFrom",
                "validTo",
                "version",
                "authority",
                "rules",
                "wheelEntries",
            ],
        )],
    },
    TypeFields {
        name: "RuleParameter",
        fields: &[(
            Class::Authority,
            &[
                "name",
                "value",
                "default",
                "overridden",
                "unit",
                "min",
                "max",
                "description",
                "reference",
                "sureness",
            ],
        )],
    },
];
