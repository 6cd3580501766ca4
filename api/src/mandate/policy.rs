//! Who may see and change mandates.

use entity::{acting, mandate};
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to a mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Appoint a holder or an alternate.
    Appoint,
    /// Correct its role, method or end.
    Update,
    /// End it.
    End,
    /// Let an alternate act, or stop.
    Act,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Appoint, Action::Update, Action::End, Action::Act];

    fn allowed(self) -> Allowed {
        match self {
            Action::Appoint | Action::Update | Action::End => Allowed { roles: SECRETARIAT, offices: &[] },
            Action::Act => Allowed {
                roles: SECRETARIAT,
                offices: &[Office::Chair, Office::ViceChair, Office::Secretary],
            },
        }
    }
}

const SECRETARIAT: &[Role] = &[Role::Secretary, Role::MedCoordinator, Role::AuthorityAdmin];

/// Who sits in a committee is open to every employee of the authority.
pub fn visible(actor: &Actor) -> Condition {
    tenant(actor, mandate::Column::AuthorityId)
}

/// So is who acts for whom.
pub fn visible_acting(actor: &Actor) -> Condition {
    tenant(actor, acting::Column::AuthorityId)
}

/// The classes of the fields. Why a mandate ended can hurt its holder, so it is personal.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Mandate",
        fields: &[
            (
                Class::Authority,
                &[
                    "id",
                    "person",
                    "role",
                    "method",
                    "status",
                    "validFrom",
                    "validTo",
                    "version",
                    "seat",
                    "committee",
                    "alternateFor",
                    "alternates",
                    "actingPeriods",
                    "isActing",
                ],
            ),
            (Class::Personal, &["endReason"]),
        ],
    },
    TypeFields { name: "ActingPeriod", fields: &[(Class::Authority, &["validFrom", "validTo"])] },
];
