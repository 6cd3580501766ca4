//! Who may see and change decisions.

use entity::{agenda_item, decision::Column, matter};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    agenda_item::service::visible_ids as visible_items,
    core::{Ctx, Role, db::named},
    matter::service::visible_ids as visible_matters,
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Record one, or correct it.
    Record,
    /// Record management's reply to the committee.
    Reply,
    /// Record what a later look at it showed.
    Review,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Record, Action::Reply, Action::Review];

    fn allowed(self) -> Allowed {
        match self {
            Action::Record | Action::Review => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator],
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
            Action::Reply => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator],
                offices: &[Office::Chair, Office::Secretary],
            },
        }
    }
}

/// Decisions are visible with their matter, and with the item that they came from.
pub fn visible(ctx: &Ctx) -> Condition {
    let item = Condition::any()
        .add(Column::AgendaItemId.is_null())
        .add(named::<agenda_item::Entity>(Column::AgendaItemId, visible_items(ctx)));
    tenant(&ctx.actor, Column::AuthorityId)
        .add(named::<matter::Entity>(Column::MatterId, visible_matters(ctx)))
        .add(item)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Decision",
    fields: &[(
        Class::Authority,
        &[
            "id",
            "matter",
            "committee",
            "agendaItem",
            "body",
            "decidedBy",
            "decidedOn",
            "text",
            "followsInput",
            "firstDiscussedOn",
            "daysAfterDiscussion",
            "reply",
            "repliedOn",
            "replyDue",
            "isReplyOverdue",
            "reviewOn",
            "reviewedOn",
            "review",
            "version",
        ],
    )],
}];
