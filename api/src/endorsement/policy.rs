//! Who may see and give endorsements.

use entity::{
    endorsement::{self, Column},
    seat::Side,
};
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

/// What can be done to endorsements: give them, and withdraw them while that is possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// For the management side.
    ForManagement,
    /// For the employee side.
    ForEmployees,
    /// For a party beside the two sides.
    ForParty,
}

impl Action {
    /// What it takes to confirm for a side, or for a party.
    pub const fn of(side: Option<Side>) -> Self {
        match side {
            Some(Side::Management) => Action::ForManagement,
            Some(Side::Employee) => Action::ForEmployees,
            None => Action::ForParty,
        }
    }
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::ForManagement, Action::ForEmployees, Action::ForParty];

    fn allowed(self) -> Allowed {
        let offices: &[Office] = match self {
            Action::ForManagement => &[Office::Chair, Office::Secretary],
            Action::ForEmployees => &[Office::ViceChair, Office::Secretary],
            Action::ForParty => &[Office::Secretary],
        };
        Allowed { roles: &[Role::Secretary, Role::MedCoordinator], offices }
    }
}

/// Those of what was agreed are open to every employee; all others to those inside the committee.
pub fn visible(ctx: &Ctx) -> Condition {
    let open = Condition::any().add(Column::IsFinal.eq(true)).add(inside(
        &ctx.actor,
        ctx.today(),
        Column::CommitteeId,
    ));
    tenant(&ctx.actor, endorsement::Column::AuthorityId).add(open)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Endorsement",
    fields: &[(
        Class::Authority,
        &[
            "id",
            "subject",
            "subjectVersion",
            "committee",
            "side",
            "party",
            "person",
            "givenOn",
            "text",
            "inPerson",
            "isFinal",
            "recordedAt",
            "withdrawnOn",
        ],
    )],
}];
