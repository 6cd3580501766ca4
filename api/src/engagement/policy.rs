//! Who may see and change employments.

use chrono::NaiveDate;
use entity::engagement::Column;
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    person::service::seen,
    rights::{
        Allowed,
        classes::{Class, TypeFields},
        tenant,
    },
};

/// What can be done to an employment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Register one.
    Create,
    /// Change title, working time, leadership, leave or dates.
    Update,
    /// End it.
    End,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Create, Action::Update, Action::End];

    fn allowed(self) -> Allowed {
        match self {
            Action::Create | Action::Update | Action::End => Allowed {
                roles: &[Role::MedCoordinator, Role::HrIntegration, Role::AuthorityAdmin],
                offices: &[],
            },
        }
    }
}

/// Employments are visible with their person.
pub fn visible(actor: &Actor, today: NaiveDate) -> Condition {
    tenant(actor, Column::AuthorityId).add(seen(actor, today, Column::PersonId))
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "Engagement",
    fields: &[
        (
            Class::Authority,
            &["id", "person", "orgUnit", "jobTitle", "leadsUnit", "validFrom", "validTo", "version"],
        ),
        (Class::Personal, &["fullTimePermille", "status"]),
    ],
}];

/// Whether roles alone let the caller do this to some employment; what `viewer` shows.
pub fn may(actor: &Actor, action: Action) -> bool {
    crate::rights::role_allows(actor, action)
}
