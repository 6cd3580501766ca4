//! Commands on employments: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::engagement;
use uuid::Uuid;

use super::{
    policy::{self, Action},
    rules::{self, Changes, Facts, validity},
    store,
};
use crate::{
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
        input::Faults, validity::check_range,
    },
    person::service::visible_in,
    rights::{Reach, allow, home},
};

/// A new employment.
#[derive(Clone, Debug)]
pub struct New {
    /// The employee.
    pub person_id: Uuid,
    /// The unit.
    pub org_unit_id: Uuid,
    /// What it is.
    pub facts: Facts,
}

/// Registers an employment.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let facts = rules::checked(&new.facts)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Units(vec![new.org_unit_id])).await?;
    if visible_in(&tx, new.person_id).await?.is_none() {
        return Err(Error::user(
            Code::NotFound,
            "personId",
            "Personen findes ikke.",
            "The person does not exist.",
        ));
    }
    let row = engagement::Model {
        authority_id: authority,
        id: ctx.new_id(),
        person_id: new.person_id,
        org_unit_id: new.org_unit_id,
        job_title: facts.job_title,
        full_time_permille: facts.full_time_permille,
        leads_unit: facts.leads_unit,
        status: facts.status,
        valid_from: facts.validity.from,
        valid_to: facts.validity.to,
        version: 1,
    };
    check_in(&tx, None, &row).await?;
    store::insert(tx.conn(), row.clone()).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(row.id).await
}

/// Changes an employment.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Units(vec![before.org_unit_id])).await?;
    let facts = rules::apply(&before, changes)?;
    let after = engagement::Model {
        job_title: facts.job_title,
        full_time_permille: facts.full_time_permille,
        leads_unit: facts.leads_unit,
        status: facts.status,
        valid_from: facts.validity.from,
        valid_to: facts.validity.to,
        ..before.clone()
    };
    write_in(&tx, ChangeKind::Update, &before, after).await?;
    tx.commit(id).await
}

/// Ends an employment: the day given is the first on which it no longer holds.
pub async fn end(ctx: &Ctx, id: Uuid, if_version: Option<i32>, on: NaiveDate) -> Result<Written<Uuid>> {
    check_range("on", on)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::End, &Reach::Units(vec![before.org_unit_id])).await?;
    if before.valid_to.is_some_and(|to| to < on) {
        return Err(Error::user(
            Code::OutOfRange,
            "on",
            "Ansættelsen er allerede slut på den dato. Ret slutdatoen, hvis den er forkert.",
            "The employment is already over on that date. Change its end date if that is wrong.",
        ));
    }
    let span = Validity::new("on", before.valid_from, Some(on))?;
    let after = engagement::Model { valid_to: span.to, ..before.clone() };
    write_in(&tx, ChangeKind::End, &before, after).await?;
    tx.commit(id).await
}

/// An employment that the caller sees, in the version that it read.
async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<engagement::Model> {
    let row = store::one(tx.ctx(), tx.conn(), id).await?.ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// Checks an employment against its unit and the employments beside it. What a change does not touch is not checked
/// again, so that a row can be mended piece by piece.
async fn check_in(tx: &Tx<'_>, before: Option<&engagement::Model>, row: &engagement::Model) -> Result<()> {
    let moved = before.is_none_or(|before| validity(before) != validity(row));
    let mut faults = Faults::default();
    if moved {
        let unit = store::unit_periods(tx.conn(), row.authority_id, row.org_unit_id).await?;
        faults.take(rules::check_unit(validity(row), &unit))?;
    }
    let beside = store::beside(tx.conn(), row).await?;
    if moved || before.is_none_or(|before| before.job_title != row.job_title) {
        let own: Vec<_> = beside.iter().filter(|other| other.person_id == row.person_id).cloned().collect();
        faults.take(rules::check_alone(row, &own))?;
    }
    if moved || before.is_none_or(|before| before.leads_unit != row.leads_unit) {
        faults.take(rules::check_leader(row, &beside))?;
    }
    faults.finish()
}

/// Writes the next version of an employment; nothing when nothing differs.
async fn write_in(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: &engagement::Model,
    after: engagement::Model,
) -> Result<()> {
    if *before == after {
        return Ok(());
    }
    check_in(tx, Some(before), &after).await?;
    let after = engagement::Model { version: before.version + 1, ..after };
    store::save(tx.conn(), after.clone()).await?;
    record(tx, kind, Some(before), &after);
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&engagement::Model>, after: &engagement::Model) {
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: Id::new(Kind::Engagement, after.id),
        diff: rules::diff(before, Some(after)),
    });
}

/// Whether roles alone let the caller register an employment.
pub fn may_create(ctx: &Ctx) -> bool {
    policy::may(&ctx.actor, Action::Create)
}
