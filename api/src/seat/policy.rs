//! Who may see and change seats.

use entity::seat;
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        Allowed,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Set up a new one.
    Create,
    /// Correct what is recorded about it.
    Update,
    /// End it.
    End,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Update, Action::End];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::Update | Action::End => Allowed { roles: SECRETARIAT, offices: &[] },
        }
    }
}

const SECRETARIAT: &[Role] = &[Role::Secretary, Role::MedCoordinator, Role::AuthorityAdmin];

/// Seats are open to every employee of the authority.
pub fn visible(actor: &Actor) -> Condition {
    tenant(actor, seat::Column::AuthorityId)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Seat",
    fields: &[
        (
            Class::Authority,
            &[
                "id",
                "side",
                "seatType",
                "position",
                "expectedRole",
                "validFrom",
                "validTo",
                "version",
                "committee",
                "isVacant",
                "vacantSince",
                "holder",
                "mandates",
            ],
        ),
        (Class::Sensitive, &["electoralGroup"]),
    ],
}];
