//! Who may see, add and remove attachments.

use entity::{agenda_item, attachment};
use sea_orm::{
    Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    agenda_item::service as items,
    core::{Ctx, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Announce one and send its content.
    Create,
    /// Change its title.
    Update,
    /// Remove it while the minutes are not approved.
    Remove,
    /// Remove it afterwards, because it holds what should not be there.
    RemoveLate,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Update, Action::Remove, Action::RemoveLate];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::Update | Action::Remove => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator],
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
            Action::RemoveLate => Allowed { roles: &[Role::MedCoordinator], offices: &[] },
        }
    }
}

/// The attachments that a caller sees: those of the items that it sees.
pub fn visible(ctx: &Ctx) -> Condition {
    use attachment::Column as C;
    let of = |column: C| Expr::col((attachment::Entity, column));
    let item = visible_items(ctx)
        .filter(of(C::AuthorityId).equals((agenda_item::Entity, agenda_item::Column::AuthorityId)))
        .filter(of(C::AgendaItemId).equals((agenda_item::Entity, agenda_item::Column::Id)))
        .select_only()
        .expr(Expr::val(1));
    tenant(&ctx.actor, C::AuthorityId).add(Expr::exists(item.into_query()))
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Attachment",
    fields: &[(
        Class::Authority,
        &[
            "id",
            "title",
            "fileName",
            "mediaType",
            "size",
            "sha256",
            "state",
            "contentUrl",
            "createdAt",
            "storedAt",
            "removedAt",
            "version",
            "agendaItem",
        ],
    )],
}];

/// The items that a caller sees.
pub fn visible_items(ctx: &Ctx) -> Select<agenda_item::Entity> {
    agenda_item::Entity::find().filter(items::visible(ctx))
}
