//! Who may see and change conclusions.

use entity::{
    agenda_item,
    conclusion::Column,
    matter,
    meeting::{self, MeetingStatus},
};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, ExprTrait, Query},
};

use crate::{
    core::{Ctx, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::inside,
        tenant,
    },
};

/// What can be done to a conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Record or correct one, until the minutes are approved.
    Record,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Record];

    fn allowed(self) -> Allowed {
        match self {
            Action::Record => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator],
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
        }
    }
}

/// A conclusion is open to everybody of its authority once the minutes of its meeting are approved, unless its item or
/// matter is hidden; before that, and where it is hidden, it is for those inside its committee.
pub fn visible(ctx: &Ctx) -> Condition {
    let any = Condition::any().add(inside(&ctx.actor, ctx.today(), Column::CommitteeId)).add(open());
    tenant(&ctx.actor, Column::AuthorityId).add(any)
}

fn open() -> Condition {
    let approved = [MeetingStatus::MinutesApproved, MeetingStatus::MinutesAdopted];
    let meeting = |column| Expr::col((meeting::Entity, column));
    let approved = Query::select()
        .expr(Expr::val(1))
        .from(meeting::Entity)
        .and_where(meeting(meeting::Column::AuthorityId).equals(Column::AuthorityId.as_column_ref()))
        .and_where(meeting(meeting::Column::Id).equals(Column::MeetingId.as_column_ref()))
        .and_where(meeting::Column::Status.is_in(approved))
        .and_where(meeting::Column::Kind.ne(meeting::MeetingKind::PreMeeting))
        .take();
    let item = |column| Expr::col((agenda_item::Entity, column));
    let hidden_item = Query::select()
        .expr(Expr::val(1))
        .from(agenda_item::Entity)
        .and_where(item(agenda_item::Column::AuthorityId).equals(Column::AuthorityId.as_column_ref()))
        .and_where(item(agenda_item::Column::Id).equals(Column::AgendaItemId.as_column_ref()))
        .and_where(item(agenda_item::Column::ConfidentialBasis).is_not_null())
        .take();
    let matter = |column| Expr::col((matter::Entity, column));
    let hidden_matter = Query::select()
        .expr(Expr::val(1))
        .from(matter::Entity)
        .and_where(matter(matter::Column::AuthorityId).equals(Column::AuthorityId.as_column_ref()))
        .and_where(matter(matter::Column::Id).equals(Column::MatterId.as_column_ref()))
        .and_where(matter(matter::Column::ConfidentialBasis).is_not_null())
        .take();
    Condition::all()
        .add(Expr::exists(approved))
        .add(Expr::exists(hidden_item).not())
        .add(Expr::exists(hidden_matter).not())
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Conclusion",
        fields: &[(
            Class::Authority,
            &[
                "id",
                "kind",
                "text",
                "managementPosition",
                "employeePosition",
                "minorityStatement",
                "concludedOn",
                "version",
                "agendaItem",
                "committee",
                "meeting",
                "matter",
                "forwardedTo",
                "forwardedItem",
                "answer",
                "history",
            ],
        )],
    },
    TypeFields { name: "ForwardedAnswer", fields: &[(Class::Authority, &["status", "due", "isOverdue"])] },
];
