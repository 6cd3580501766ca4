//! Who may see the log of sensitive reads.

use chrono::NaiveDate;
use entity::read_log::Column;
use sea_orm::{ColumnTrait, Condition};

use crate::{
    core::{Actor, Error, Result, Role},
    person::service::reached,
    rights::{
        classes::{Class, TypeFields},
        nothing, tenant,
    },
};

/// Refuses everybody whose work is not to check what was read.
pub fn check_auditor(actor: &Actor) -> Result<()> {
    match actor {
        Actor::Anonymous => Err(Error::Unauthenticated),
        _ if actor.has_any(&[Role::Auditor]) => Ok(()),
        Actor::User(_) | Actor::System => Err(Error::Forbidden),
    }
}

/// Reads of the persons that an auditor's work reaches.
pub fn visible(actor: &Actor, today: NaiveDate) -> Condition {
    if check_auditor(actor).is_err() {
        return nothing();
    }
    tenant(actor, Column::AuthorityId).add(reached(actor, today, Column::PersonId))
}

/// Reads of the caller's own data.
pub fn own(actor: &Actor) -> Condition {
    match actor.person_id() {
        Some(person) => tenant(actor, Column::AuthorityId).add(Column::PersonId.eq(person)),
        None => nothing(),
    }
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "ReadLogEntry",
    fields: &[(Class::Personal, &["readAt", "actor", "client", "person", "fields", "purpose", "requestId"])],
}];
