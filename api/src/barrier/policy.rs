//! Who may see and treat barriers.

use entity::barrier::{BarrierStatus, Column};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    core::{Ctx, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::inside,
        tenant,
    },
};

/// What can be done to a barrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Report one.
    Report,
    /// Report one for somebody else, or to a committee that does not cover one's own work.
    Record,
    /// Look at it, give it an owner, end it or bring it before a committee.
    Treat,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Report, Action::Record, Action::Treat];

    fn allowed(self) -> Allowed {
        match self {
            Action::Report => Allowed {
                roles: &[Role::Employee, Role::Secretary, Role::MedCoordinator],
                offices: &[Office::Member],
            },
            Action::Record | Action::Treat => Allowed {
                roles: &[Role::Secretary, Role::MedCoordinator],
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
        }
    }
}

/// The barriers that a caller sees: those that it reported or has taken on; those of committees that it is inside, and
/// those that were brought before such a committee; and, once the committee has looked at it, every barrier of its
/// authority: then it has been read by somebody whose work it is to see that it names nobody.
pub fn visible(ctx: &Ctx) -> Condition {
    let (actor, today) = (&ctx.actor, ctx.today());
    let mut any = Condition::any().add(Column::Status.ne(BarrierStatus::Reported)).add(inside(
        actor,
        today,
        Column::CommitteeId,
    ));
    if let Some(own) = actor.person_id() {
        any = any.add(Column::ReportedBy.eq(own)).add(Column::OwnerId.eq(own));
    }
    tenant(actor, Column::AuthorityId).add(any)
}

/// The classes of the fields. `reporter` and `unit` are null for everybody else when the reporter asked not to be named.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Barrier",
        fields: &[(
            Class::Authority,
            &[
                "id",
                "committee",
                "unit",
                "title",
                "text",
                "side",
                "reporter",
                "isMine",
                "reporterHidden",
                "reportedOn",
                "status",
                "statusOn",
                "moves",
                "owner",
                "ownerSide",
                "tried",
                "reason",
                "escalatedTo",
                "matter",
                "agendaItem",
                "removedOn",
                "minutesFreed",
                "peopleFreed",
                "minutesFreedTogether",
                "version",
            ],
        )],
    },
    TypeFields {
        name: "BarrierAction",
        fields: &[(Class::Authority, &["number", "triedOn", "text", "result", "recordedAt"])],
    },
];
