//! Who may see, write and sign charters.

use entity::charter::Column;
use sea_orm::{ColumnTrait, Condition};

use crate::{
    core::{Ctx, Role},
    rights::{
        Allowed,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to a charter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Write one, give it a new version, publish it, and note which organisations sign.
    Keep,
    /// Sign one for one's authority, or take that back.
    Sign,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Keep, Action::Sign];

    fn allowed(self) -> Allowed {
        match self {
            Action::Keep | Action::Sign => {
                Allowed { roles: &[Role::MedCoordinator, Role::AuthorityAdmin], offices: &[] }
            }
        }
    }
}

/// A published charter is for everybody; before that it is for its own authority.
pub fn visible(ctx: &Ctx) -> Condition {
    Condition::any().add(Column::PublishedOn.is_not_null()).add(tenant(&ctx.actor, Column::AuthorityId))
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Charter",
        fields: &[(
            Class::Public,
            &["id", "keeper", "title", "publishedOn", "versions", "signatures", "isSigned", "version"],
        )],
    },
    TypeFields { name: "CharterVersion", fields: &[(Class::Public, &["number", "text", "adoptedOn"])] },
    TypeFields {
        name: "CharterSignature",
        fields: &[(
            Class::Public,
            &["authority", "organisation", "versionNumber", "signedOn", "withdrawnOn"],
        )],
    },
];
