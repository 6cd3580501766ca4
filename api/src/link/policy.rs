//! Who may see and change links.

use entity::link::Column;
use sea_orm::Condition;

use super::kinds::end_seen;
use crate::{
    core::{Ctx, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Link two things.
    Create,
    /// End a link.
    End,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::End];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::End => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator],
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
        }
    }
}

/// A link is seen by whoever sees one of its ends.
pub fn visible(ctx: &Ctx) -> Condition {
    let any = Condition::any().add(end_seen(ctx, Column::FromKind, Column::FromId)).add(end_seen(
        ctx,
        Column::ToKind,
        Column::ToId,
    ));
    tenant(&ctx.actor, Column::AuthorityId).add(any)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Link",
    fields: &[(
        Class::Authority,
        &["id", "type", "validFrom", "validTo", "version", "fromId", "toId", "otherType", "otherId", "other"],
    )],
}];
