//! Commands on units: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::org_unit;
use uuid::Uuid;

use super::{
    policy::Action,
    rules::{self, Changes, Facts},
    store,
};
use crate::{
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
        db::tree::{check_edge, height},
        input::Patch,
        sort_key,
        timeline::{Period, changed, ended, nearest},
        validity::check_range,
    },
    coverage::service as coverage,
    person::service::visible_in,
    rights::{Reach, allow, home},
};

/// A new unit.
#[derive(Clone, Debug)]
pub struct New {
    /// What it is.
    pub facts: Facts,
    /// When it exists.
    pub validity: Validity,
}

/// Sets up a unit.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let facts = rules::checked(new.facts)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let reach = facts.parent_id.map_or(Reach::Authority, |parent| Reach::Units(vec![parent]));
    allow(tx.conn(), ctx, Action::Create, &reach).await?;
    let id = ctx.new_id();
    if let Some(parent) = facts.parent_id {
        check_parent_in(&tx, authority, id, parent, new.validity).await?;
    }
    if let Some(manager) = facts.manager_id {
        check_manager_in(&tx, manager).await?;
    }
    let row = row(authority, id, facts, new.validity);
    store::replace(tx.conn(), &[], vec![row.clone()]).await?;
    record(&tx, ChangeKind::Create, None, Some(&row));
    tx.commit(id).await
}

/// Changes a unit from a date on.
pub async fn update(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    from: NaiveDate,
    changes: Changes,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    check_range("from", from)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let (timeline, current) = load_in(&tx, id, if_version, "from", from).await?;
    // A move reaches both ends: what is moved and where it is moved to.
    let reach = match changes.parent_id {
        Patch::Keep => Reach::Units(vec![id]),
        Patch::Set(parent) => Reach::Units(vec![id, parent]),
        Patch::Clear => Reach::Authority,
    };
    allow(tx.conn(), ctx, Action::Update, &reach).await?;
    let span = Validity::stored(Ord::max(from, current.valid_from), None);
    if let Patch::Set(parent) = changes.parent_id {
        check_parent_in(&tx, authority, id, parent, whole(&timeline, span.from)).await?;
    }
    if let Patch::Set(manager) = changes.manager_id {
        check_manager_in(&tx, manager).await?;
    }
    let after = changed(&timeline, span, |period| {
        let facts = rules::apply(&period, changes.clone())?;
        let version = period.version;
        Ok(org_unit::Model { version, ..row(authority, id, facts, period.validity()) })
    })?;
    if timeline != after {
        let after = write_in(&tx, &timeline, after).await?;
        let on = |timeline: &[org_unit::Model]| nearest(timeline.iter().cloned(), span.from);
        record(&tx, ChangeKind::Update, on(&timeline).as_ref(), on(&after).as_ref());
    }
    tx.commit(id).await
}

/// Ends a unit on a date; refused while units or employments lie in it from then on. Committees no longer cover it.
pub async fn end(ctx: &Ctx, id: Uuid, if_version: Option<i32>, on: NaiveDate) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    check_range("on", on)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let (timeline, _) = load_in(&tx, id, if_version, "on", on).await?;
    allow(tx.conn(), ctx, Action::End, &Reach::Units(vec![id])).await?;
    let span = Validity::stored(on, None);
    let below = store::periods_below(tx.conn(), authority, id, span).await?;
    let mut below: Vec<Uuid> = below.into_iter().map(|period| period.id).collect();
    below.sort_unstable();
    below.dedup();
    let engagements = store::engagements_in(tx.conn(), authority, id, span).await?;
    rules::check_end(&timeline, on, below.len(), engagements)?;
    write_in(&tx, &timeline, ended(&timeline, on)).await?;
    // The last period as it was and as it would be with the new end: only `validTo` differs.
    let last = timeline.last();
    let ended = last.cloned().map(|period| org_unit::Model { valid_to: Some(on), ..period });
    record(&tx, ChangeKind::End, last, ended.as_ref());
    coverage::end_unit_in(&tx, authority, id, on).await?;
    tx.commit(id).await
}

/// The timeline of a unit that the caller sees, and its period on a date.
async fn load_in(
    tx: &Tx<'_>,
    id: Uuid,
    if_version: Option<i32>,
    field: &str,
    on: NaiveDate,
) -> Result<(Vec<org_unit::Model>, org_unit::Model)> {
    let timeline = store::timeline(tx.ctx(), tx.conn(), id).await?;
    let current = nearest(timeline.iter().cloned(), on).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != current.version) {
        return Err(Error::Conflict);
    }
    if current.valid_to.is_some_and(|to| to <= on) {
        return Err(Error::user(
            Code::OutOfRange,
            field,
            "Enheden findes ikke længere på den dato.",
            "The unit no longer exists on that date.",
        ));
    }
    Ok((timeline, current))
}

/// Checks that a parent is there and would not make the tree a circle or too deep, on any day of the span.
async fn check_parent_in(tx: &Tx<'_>, authority: Uuid, id: Uuid, parent: Uuid, span: Validity) -> Result<()> {
    let field = "parentId";
    let timeline = store::timeline(tx.ctx(), tx.conn(), parent).await?;
    if timeline.is_empty() {
        return Err(Error::user(Code::NotFound, field, "Enheden findes ikke.", "The unit does not exist."));
    }
    let height = height::<org_unit::Entity>(tx.conn(), authority, id, span).await?;
    check_edge(field, id, parent, span, height, |above| store::timeline(tx.ctx(), tx.conn(), above)).await?;
    rules::check_parent(span, &timeline)
}

/// Refuses a unit that does not exist for the caller, on any date.
pub async fn check_known_in(tx: &Tx<'_>, field: &str, unit: Uuid) -> Result<()> {
    if !store::timeline(tx.ctx(), tx.conn(), unit).await?.is_empty() {
        return Ok(());
    }
    Err(Error::user(Code::NotFound, field, "Enheden findes ikke.", "The unit does not exist."))
}

async fn check_manager_in(tx: &Tx<'_>, manager: Uuid) -> Result<()> {
    if visible_in(tx, manager).await?.is_some() {
        return Ok(());
    }
    Err(Error::user(Code::NotFound, "managerId", "Personen findes ikke.", "The person does not exist."))
}

/// Writes a new timeline, with the next version on each of its periods.
async fn write_in(
    tx: &Tx<'_>,
    before: &[org_unit::Model],
    after: Vec<org_unit::Model>,
) -> Result<Vec<org_unit::Model>> {
    let version = before.first().ok_or(Error::NotFound)?.version + 1;
    let after: Vec<_> = after.into_iter().map(|period| org_unit::Model { version, ..period }).collect();
    store::replace(tx.conn(), before, after.clone()).await?;
    Ok(after)
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&org_unit::Model>, after: Option<&org_unit::Model>) {
    if let Some(row) = after.or(before) {
        let subject = Id::new(Kind::OrgUnit, row.id);
        let diff = rules::diff(before, after);
        tx.record(NewChange { authority_id: row.authority_id, kind, subject, diff });
    }
}

/// From a date to the end of a timeline.
fn whole(timeline: &[org_unit::Model], from: NaiveDate) -> Validity {
    Validity::stored(from, timeline.last().and_then(|period| period.valid_to))
}

fn row(authority: Uuid, id: Uuid, facts: Facts, validity: Validity) -> org_unit::Model {
    org_unit::Model {
        authority_id: authority,
        id,
        valid_from: validity.from,
        valid_to: validity.to,
        sort_key: sort_key(&facts.name),
        search_key: facts.name.to_lowercase(),
        name: facts.name,
        parent_id: facts.parent_id,
        manager_id: facts.manager_id,
        headcount: facts.headcount,
        version: 1,
    }
}
