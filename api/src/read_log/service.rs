//! Writing the log of reads. A domain calls [`record`] before it hands sensitive values out, and notes personal ones
//! through `loader::note_read`.

use std::collections::{BTreeMap, BTreeSet};

use entity::read_log::{self, Purpose, ReadClass};
use sea_orm::{Condition, DbBackend};
use uuid::Uuid;

use super::policy;
use crate::{
    core::{Ctx, Result},
    rights::{home, require},
};

/// What is read, and why: the same for all persons of one batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reading {
    /// The purpose that the caller stated.
    pub purpose: Purpose,
    /// The fields that are handed out, as the schema spells them: `Type.field`.
    pub fields: &'static [&'static str],
}

/// Most persons in one row.
const PERSONS_MAX: usize = 100;

/// Writes that the caller reads sensitive fields of these persons, one row for each, and waits until it is written. An
/// error means that nothing may be shown.
pub async fn record(ctx: &Ctx, reading: Reading, persons: &BTreeSet<Uuid>) -> Result<()> {
    if persons.is_empty() {
        return Ok(());
    }
    // Kept, the answer would be shown again without a line here.
    if let Some(once) = &ctx.serving.once {
        once.answer_is_secret();
    }
    record_in(ctx, home(ctx)?, reading, persons).await
}

/// Like [`record`], for a caller that may be the product itself.
pub async fn record_in(ctx: &Ctx, authority: Uuid, reading: Reading, persons: &BTreeSet<Uuid>) -> Result<()> {
    let fields = reading.fields.join(",");
    let row = |person: &Uuid| read_log::Model {
        class: ReadClass::Sensitive,
        person_id: *person,
        purpose: Some(reading.purpose),
        ..row(ctx, authority, fields.clone())
    };
    let rows: Vec<_> = persons.iter().map(row).collect();
    ctx.db.write_reads(&rows).await
}

/// Takes down that the caller read personal fields of persons. One row for each set of fields and up to a hundred
/// persons; it is written soon.
pub(super) fn note(ctx: &Ctx, mut reads: Vec<(Uuid, &'static str)>) {
    let Some(authority) = ctx.actor.authority_id().filter(|_| !reads.is_empty()) else { return };
    reads.sort_unstable();
    reads.dedup();
    let mut by_fields: BTreeMap<Vec<&str>, Vec<Uuid>> = BTreeMap::new();
    for of_person in reads.chunk_by(|a, b| a.0 == b.0) {
        let fields = of_person.iter().map(|(_, field)| *field).collect();
        let person = of_person.first().map(|(person, _)| *person);
        by_fields.entry(fields).or_default().extend(person);
    }
    let mut rows = Vec::with_capacity(by_fields.len());
    for (fields, persons) in by_fields {
        let fields = fields.join(",");
        for persons in persons.chunks(PERSONS_MAX) {
            let row = row(ctx, authority, fields.clone());
            rows.push(match persons {
                [person] => read_log::Model { person_id: *person, ..row },
                several => read_log::Model {
                    persons: several.iter().flat_map(|person| *person.as_bytes()).collect(),
                    ..row
                },
            });
        }
    }
    ctx.db.note_reads(rows);
}

/// A row about nobody yet.
fn row(ctx: &Ctx, authority_id: Uuid, fields: String) -> read_log::Model {
    read_log::Model {
        authority_id,
        id: ctx.new_id(),
        read_at: ctx.now(),
        week: week(ctx.now()),
        class: ReadClass::Personal,
        actor: ctx.actor.subject().to_owned(),
        client: ctx.actor.identity().and_then(|identity| identity.client.clone()),
        person_id: Uuid::nil(),
        persons: Vec::new(),
        fields,
        purpose: None,
        request_id: ctx.request_id.clone(),
    }
}

/// That a row of the log tells of a person, alone or among others.
pub fn about(authority: Uuid, person: Uuid, backend: DbBackend) -> Condition {
    policy::about(authority, person, backend)
}

/// The week of an instant, counted from 1 January 1970.
pub fn week(at: chrono::DateTime<chrono::Utc>) -> i32 {
    i32::try_from(at.timestamp().div_euclid(7 * 24 * 60 * 60)).unwrap_or(i32::MAX)
}

/// Refuses everybody but auditors, and remembers that.
pub fn check_auditor(ctx: &Ctx) -> Result<()> {
    require(ctx, policy::is_auditor(&ctx.actor), "READ_LOG_READ", None)
}
