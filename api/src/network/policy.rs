//! Who may see and change networks.

use sea_orm::Condition;

use crate::{
    core::{Actor, Ctx, Role},
    rights::{
        Allowed,
        classes::{Class, TypeFields},
        nothing,
    },
};

/// What can be done to a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Found one, change it, let authorities in and record that they left.
    Lead,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Lead];

    fn allowed(self) -> Allowed {
        match self {
            Action::Lead => Allowed { roles: &[Role::MedCoordinator, Role::AuthorityAdmin], offices: &[] },
        }
    }
}

/// Which authorities exchange experience is known to every caller with a credential.
pub fn visible(ctx: &Ctx) -> Condition {
    match ctx.actor {
        Actor::Anonymous => nothing(),
        Actor::User(_) | Actor::System => Condition::all(),
    }
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Network",
        fields: &[(
            Class::Network,
            &[
                "id",
                "leadAuthority",
                "name",
                "purpose",
                "kind",
                "validFrom",
                "validTo",
                "isMember",
                "members",
                "version",
            ],
        )],
    },
    TypeFields { name: "NetworkMember", fields: &[(Class::Network, &["authority", "joinedOn", "leftOn"])] },
];
