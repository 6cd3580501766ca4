//! Who may see and change contributions.

use entity::{agenda_item, contribution::Column, matter};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    agenda_item::service::visible_ids as visible_items,
    core::{Ctx, Role, db::named},
    matter::service::visible_ids as visible_matters,
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::inside,
        tenant,
    },
};

/// What can be done to a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Bring one in.
    Create,
    /// Bring one in for somebody else.
    Record,
    /// Tie it to a matter or an agenda item, or set a day for the answer.
    Place,
    /// Say what became of it.
    Answer,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Record, Action::Place, Action::Answer];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create => Allowed {
                roles: &[Role::Employee, Role::Secretary, Role::MedCoordinator],
                offices: &[Office::Member],
            },
            Action::Record | Action::Place | Action::Answer => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator],
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
        }
    }
}

/// The contributions that a caller sees: its own; those brought to a committee that it is inside; and those on a matter
/// that it sees, unless they were taken up in an item that it does not see.
pub fn visible(ctx: &Ctx) -> Condition {
    let actor = &ctx.actor;
    let on_matter =
        Condition::all().add(named::<matter::Entity>(Column::MatterId, visible_matters(ctx))).add(
            Condition::any()
                .add(Column::AgendaItemId.is_null())
                .add(named::<agenda_item::Entity>(Column::AgendaItemId, visible_items(ctx))),
        );
    let mut any = Condition::any().add(inside(actor, ctx.today(), Column::CommitteeId)).add(on_matter);
    if let Some(own) = actor.person_id() {
        any = any.add(Column::AuthorId.eq(own));
    }
    tenant(actor, Column::AuthorityId).add(any)
}

/// The classes of the fields. `author` is null for everybody else when the author asked not to be named.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Contribution",
    fields: &[(
        Class::Authority,
        &[
            "id",
            "committee",
            "matter",
            "agendaItem",
            "kind",
            "text",
            "side",
            "unit",
            "author",
            "isMine",
            "authorHidden",
            "madeOn",
            "answerDue",
            "isAnswerOverdue",
            "outcome",
            "outcomeReason",
            "answeredOn",
            "withdrawnOn",
            "version",
        ],
    )],
}];
