//! Who may see and write minutes.

use entity::minutes::{self, Column};
use sea_orm::{Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::SelectStatement};

use crate::{
    core::Ctx,
    meeting::service::{LEADING, SECRETARIAT, minutes_out},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::inside,
        tenant,
    },
};

/// What can be done to minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Write them.
    Write,
    /// Approve them, as chair or as vice-chair.
    Approve,
    /// Record that a later meeting adopted them.
    Adopt,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Write, Action::Approve, Action::Adopt];

    fn allowed(self) -> Allowed {
        match self {
            Action::Write | Action::Adopt => Allowed { roles: SECRETARIAT, offices: LEADING },
            // No role stands in for the two who answer for the text.
            Action::Approve => Allowed { roles: &[], offices: &[Office::Chair, Office::ViceChair] },
        }
    }
}

/// Minutes that chair and vice-chair approved are open to every employee of the authority (rule 43); drafts, and those
/// of pre-meetings, to those inside the committee.
pub fn visible(ctx: &Ctx) -> Condition {
    let open = Condition::any().add(minutes_out(Column::AuthorityId, Column::MeetingId)).add(inside(
        &ctx.actor,
        ctx.today(),
        Column::CommitteeId,
    ));
    tenant(&ctx.actor, Column::AuthorityId).add(open)
}

/// The ids of the minutes that a caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    minutes::Entity::find().select_only().column(Column::Id).filter(visible(ctx)).into_query()
}

/// The classes of the fields. Persons are null for those who may not see them.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Minutes",
    fields: &[(
        Class::Authority,
        &[
            "id",
            "meeting",
            "text",
            "isApproved",
            "chairApprovedAt",
            "chairApprovedBy",
            "viceChairApprovedAt",
            "viceChairApprovedBy",
            "adoptedAt",
            "adoptedIn",
            "remark",
            "version",
        ],
    )],
}];
