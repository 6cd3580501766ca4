//! Who may see and record attendance.

use entity::attendance;
use sea_orm::{Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::SelectStatement};

use crate::{
    core::Ctx,
    meeting::service::{LEADING, SECRETARIAT, seen},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to attendance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Record anybody's.
    Record,
    /// Say of oneself, before the meeting is held, whether one comes.
    RecordOwn,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Record, Action::RecordOwn];

    fn allowed(self) -> Allowed {
        match self {
            Action::Record => Allowed { roles: SECRETARIAT, offices: LEADING },
            Action::RecordOwn => Allowed { roles: SECRETARIAT, offices: &[Office::Member] },
        }
    }
}

/// Who is at a meeting is open to those who see the meeting, like who sits in a committee.
pub fn visible(ctx: &Ctx) -> Condition {
    use attendance::Column;
    tenant(&ctx.actor, Column::AuthorityId).add(seen(ctx, Column::AuthorityId, Column::MeetingId))
}

/// The ids of the attendance that a caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    attendance::Entity::find().select_only().column(attendance::Column::Id).filter(visible(ctx)).into_query()
}

/// The classes of the fields: those of a mandate. The person is null for those who may not see it.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Attendance",
    fields: &[(
        Class::Authority,
        &[
            "id",
            "meeting",
            "mandate",
            "person",
            "side",
            "seatType",
            "role",
            "alternateFor",
            "status",
            "version",
        ],
    )],
}];
