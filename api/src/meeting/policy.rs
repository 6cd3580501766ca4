//! Who may see and change meetings.

use entity::meeting::{self, MeetingKind};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, SimpleExpr},
};

use super::rules::MINUTES_OUT;
use crate::{
    core::{Ctx, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::inside,
        tenant,
    },
};

/// What can be done to a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Set one up, alone or in a series; move it; say where it is.
    Plan,
    /// Call the members.
    Convene,
    /// Send the agenda out.
    PublishAgenda,
    /// Record that it took place.
    Hold,
    /// Call it off, or put it off without a new time.
    Cancel,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] =
        &[Action::Plan, Action::Convene, Action::PublishAgenda, Action::Hold, Action::Cancel];

    fn allowed(self) -> Allowed {
        match self {
            // Chair and vice-chair each, so that either can call an extraordinary meeting (rule 44).
            Action::Plan | Action::Convene | Action::PublishAgenda | Action::Hold => {
                Allowed { roles: SECRETARIAT, offices: LEADING }
            }
            Action::Cancel => Allowed { roles: SECRETARIAT, offices: &[Office::Chair, Office::Secretary] },
        }
    }
}

/// Roles whose work is to run meetings. An administrator runs the authority's settings, not its committees.
pub const SECRETARIAT: &[Role] = &[Role::Secretary, Role::MedCoordinator];

/// Offices that run the meetings of their committee.
pub const LEADING: &[Office] = &[Office::Chair, Office::ViceChair, Office::Secretary];

/// Meetings are open to every employee of the authority, save pre-meetings: that a side meets, and when, is known inside
/// its committee only.
pub fn visible(ctx: &Ctx) -> Condition {
    let open = Condition::any().add(meeting::Column::Kind.ne(MeetingKind::PreMeeting)).add(inside(
        &ctx.actor,
        ctx.today(),
        meeting::Column::CommitteeId,
    ));
    tenant(&ctx.actor, meeting::Column::AuthorityId).add(open)
}

/// The meetings of the committees that the caller is inside of: where to join, and why one was called off, is for them.
pub fn visible_inside(ctx: &Ctx) -> Condition {
    tenant(&ctx.actor, meeting::Column::AuthorityId).add(inside(
        &ctx.actor,
        ctx.today(),
        meeting::Column::CommitteeId,
    ))
}

/// That the meeting which two columns name is one that the caller sees.
pub fn seen<C: ColumnTrait>(ctx: &Ctx, authority: C, meeting: C) -> SimpleExpr {
    named(authority, meeting, visible(ctx))
}

/// That the meeting which two columns name lets its minutes out: they are approved, and it is no pre-meeting.
pub fn minutes_out<C: ColumnTrait>(authority: C, meeting: C) -> SimpleExpr {
    let out = Condition::all()
        .add(meeting::Column::Status.is_in(MINUTES_OUT.iter().copied()))
        .add(meeting::Column::Kind.ne(MeetingKind::PreMeeting));
    named(authority, meeting, out)
}

fn named<C: ColumnTrait>(authority: C, meeting: C, that: Condition) -> SimpleExpr {
    let of = |column: meeting::Column| Expr::col(column.as_column_ref());
    Expr::exists(
        Query::select()
            .expr(Expr::val(1))
            .from(meeting::Entity)
            .and_where(of(meeting::Column::AuthorityId).equals(authority.as_column_ref()))
            .and_where(of(meeting::Column::Id).equals(meeting.as_column_ref()))
            .cond_where(that)
            .take(),
    )
}

/// The ids of the meetings that a caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    meeting::Entity::find().select_only().column(meeting::Column::Id).filter(visible(ctx)).into_query()
}

/// The classes of the fields. `onlineUrl` and `statusReason` are null for those outside the committee.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Meeting",
    fields: &[(
        Class::Authority,
        &[
            "id",
            "committee",
            "series",
            "kind",
            "side",
            "preMeetingOf",
            "preMeetings",
            "title",
            "startsAt",
            "endsAt",
            "startsOn",
            "place",
            "onlineUrl",
            "status",
            "statusReason",
            "convenedAt",
            "agendaPublishedAt",
            "heldAt",
            "itemsDue",
            "agendaDue",
            "isAgendaLate",
            "agenda",
            "attendance",
            "minutes",
            "sequence",
            "version",
        ],
    )],
}];
