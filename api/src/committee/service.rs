//! Commands on committees: load what is visible, ask the policy, check the rules, write, record the change.

mod named;

use chrono::NaiveDate;
use entity::committee::{self, CommitteeStatus};
use uuid::Uuid;

use super::{
    policy::{self, Action},
    rules::{self, Changes, Facts, LIFE},
    store,
};
use crate::{
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
        db::tree::{check_edge, height},
        input::Patch,
        sort_key,
        timeline::{Period, changed, nearest},
        validity::check_range,
    },
    coverage::service as coverage,
    mandate::service as mandates,
    meeting::service as meetings,
    rights::{Reach, allow, home},
    seat::service as seats,
};

pub use self::named::{at_work_in, is_known_in, reach_in};

/// A new committee.
#[derive(Clone, Debug)]
pub struct New {
    /// What it is.
    pub facts: Facts,
    /// Whether it starts at once or is planned.
    pub status: CommitteeStatus,
    /// When it exists.
    pub validity: Validity,
}

/// Sets up a committee.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let facts = rules::checked(new.facts)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let reach = facts.parent_id.map_or(Reach::Authority, Reach::Committee);
    allow(tx.conn(), ctx, Action::Create, &reach).await?;
    let id = ctx.new_id();
    if let Some(parent) = facts.parent_id {
        let parent = (parent, parent_in(&tx, parent).await?);
        check_parent_in(&tx, (authority, id), &facts, &parent, new.validity).await?;
    }
    let row = row(authority, id, facts, new.status, new.validity);
    store::replace(tx.conn(), &[], vec![row.clone()]).await?;
    record(&tx, ChangeKind::Create, None, Some(&row));
    tx.commit(id).await
}

/// Changes a committee from a date on.
pub async fn update(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    from: NaiveDate,
    changes: Changes,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let (timeline, current) = load_in(&tx, id, if_version, from).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Committee(id)).await?;
    let span = Validity::stored(Ord::max(from, current.valid_from), None);
    let parent = match changes.parent_id {
        Patch::Set(parent) => Some((parent, parent_in(&tx, parent).await?)),
        _ => None,
    };
    let facts = rules::apply(&current, changes.clone())?;
    // Also when it is the parent of today: a later period can have another.
    if let Some(parent) = &parent {
        check_parent_in(&tx, (authority, id), &facts, parent, whole(&timeline, span.from)).await?;
    }
    let after = changed(&timeline, span, |period| {
        let facts = rules::apply(&period, changes.clone())?;
        Ok(with_facts(&period, facts))
    })?;
    if matches!(changes.level, Patch::Set(_)) {
        check_level_in(&tx, authority, id, &after, span).await?;
    }
    let id = write_in(&tx, &timeline, after, ChangeKind::Update, span.from).await?;
    tx.commit(id).await
}

/// Checks a new level against the committees above and below, on every day of the span.
async fn check_level_in(
    tx: &Tx<'_>,
    authority: Uuid,
    id: Uuid,
    after: &[committee::Model],
    span: Validity,
) -> Result<()> {
    let below = store::periods_below(tx.conn(), authority, id, span).await?;
    let lives = |period: &&committee::Model| {
        period.validity().overlaps(&span) && !rules::ENDED.contains(&period.status)
    };
    for period in after.iter().filter(lives) {
        rules::check_below(period, &below)?;
        let Some(days) = period.validity().intersect(&span) else { continue };
        if let Some(parent) = period.parent_id {
            let above = store::timeline(tx.ctx(), tx.conn(), parent).await?;
            rules::check_parent("level", period.level, days, &above)?;
        }
    }
    Ok(())
}

/// Lets a committee start, rest or go on from a date.
pub async fn change_status(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: NaiveDate,
    step: &'static str,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let (timeline, current) = load_in(&tx, id, if_version, on).await?;
    allow(tx.conn(), ctx, Action::ChangeStatus, &Reach::Committee(id)).await?;
    let status = LIFE.step(current.status, step)?;
    let span = Validity::stored(Ord::max(on, current.valid_from), None);
    let after = changed(&timeline, span, |period| Ok(committee::Model { status, ..period }))?;
    let id = write_in(&tx, &timeline, after, ChangeKind::Update, span.from).await?;
    tx.commit(id).await
}

/// Ends a committee on a date; its seats, mandates and coverage end with it.
pub async fn dissolve(ctx: &Ctx, id: Uuid, if_version: Option<i32>, on: NaiveDate) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let id = end_in(&tx, authority, id, if_version, on, None).await?;
    tx.commit(id).await
}

/// Ends a committee on a date by making it part of another, which takes over its units and the committees below it.
pub async fn merge(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    into: Uuid,
    on: NaiveDate,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let id = end_in(&tx, authority, id, if_version, on, Some(into)).await?;
    tx.commit(id).await
}

async fn end_in(
    tx: &Tx<'_>,
    authority: Uuid,
    id: Uuid,
    if_version: Option<i32>,
    on: NaiveDate,
    into: Option<Uuid>,
) -> Result<Uuid> {
    let (timeline, current) = load_in(tx, id, if_version, on).await?;
    allow(tx.conn(), tx.ctx(), Action::End, &Reach::Committee(id)).await?;
    let status = LIFE.step(current.status, if into.is_some() { "merge" } else { "dissolve" })?;
    let span = Validity::stored(Ord::max(on, current.valid_from), None);
    let below = store::periods_below(tx.conn(), authority, id, span).await?;
    match into {
        Some(into) => move_below_in(tx, authority, id, into, span, below).await?,
        None if below.is_empty() => {}
        None => {
            return Err(Error::user(
                Code::InvalidState,
                "",
                format!("{} udvalg ligger stadig under dette. Flyt eller nedlæg dem først.", below.len()),
                format!("{} committees still lie below this one. Move or dissolve them first.", below.len()),
            ));
        }
    }
    let after =
        changed(&timeline, span, |period| Ok(committee::Model { status, merged_into: into, ..period }))?;
    write_in(tx, &timeline, after, ChangeKind::End, span.from).await?;
    mandates::end_all_in(tx, authority, id, span.from).await?;
    seats::end_all_in(tx, authority, id, span.from).await?;
    let reason =
        if into.is_some() { "Udvalget er lagt sammen med et andet." } else { "Udvalget er nedlagt." };
    meetings::cancel_all_in(tx, authority, id, span.from, reason).await?;
    match into {
        Some(into) => {
            let life = life_in(tx, id, into, span.from).await?;
            coverage::move_all_in(tx, authority, id, into, life).await?;
        }
        None => coverage::end_all_in(tx, authority, id, span.from).await?,
    }
    Ok(id)
}

/// The rest of the life of a committee that takes over another on a date.
async fn life_in(tx: &Tx<'_>, id: Uuid, into: Uuid, on: NaiveDate) -> Result<Validity> {
    let timeline = store::timeline(tx.ctx(), tx.conn(), into).await?;
    let life = rules::life(&timeline).into_iter().find(|life| into != id && life.contains(on));
    life.map(|life| Validity::stored(on, life.to)).ok_or_else(|| {
        Error::user(
            Code::NotFound,
            "intoId",
            "Udvalget, der skal overtage, findes ikke på datoen.",
            "The committee that is to take over does not exist on that date.",
        )
    })
}

/// Moves what lies below a committee to the one that it becomes part of.
async fn move_below_in(
    tx: &Tx<'_>,
    authority: Uuid,
    id: Uuid,
    into: Uuid,
    span: Validity,
    below: Vec<committee::Model>,
) -> Result<()> {
    life_in(tx, id, into, span.from).await?;
    let mut moved: Vec<Uuid> = below.iter().map(|period| period.id).filter(|below| *below != into).collect();
    moved.sort_unstable();
    moved.dedup();
    for child in moved {
        let timeline = store::timeline(tx.ctx(), tx.conn(), child).await?;
        let Some(first) = timeline.iter().find(|period| period.validity().overlaps(&span)) else {
            continue;
        };
        let facts = Facts { parent_id: Some(into), ..rules::apply(first, Changes::default())? };
        let parent = (into, parent_in(tx, into).await?);
        check_parent_in(tx, (authority, child), &facts, &parent, whole(&timeline, span.from)).await?;
        let after = changed(&timeline, span, |period| {
            let parent_id = if period.parent_id == Some(id) { Some(into) } else { period.parent_id };
            Ok(committee::Model { parent_id, ..period })
        })?;
        write_in(tx, &timeline, after, ChangeKind::Update, span.from).await?;
    }
    Ok(())
}

/// Refuses a period of something in a committee on days on which the committee is over or not there; see
/// [`rules::check_open`]. The committee has to exist for the caller.
pub async fn check_open_in(
    tx: &Tx<'_>,
    field: &str,
    ends: [&str; 2],
    id: Uuid,
    span: Validity,
) -> Result<()> {
    let timeline = store::timeline(tx.ctx(), tx.conn(), id).await?;
    rules::check_open(field, ends, &timeline, span)
}

/// The periods of a committee that an input names, oldest first; see [`rules::check_there`].
pub async fn there_in(tx: &Tx<'_>, field: &str, id: Uuid, span: Validity) -> Result<Vec<committee::Model>> {
    let timeline = store::timeline(tx.ctx(), tx.conn(), id).await?;
    rules::check_there(field, &timeline, span)?;
    Ok(timeline)
}

/// The timeline of a committee that the caller sees, and its period on a date.
async fn load_in(
    tx: &Tx<'_>,
    id: Uuid,
    if_version: Option<i32>,
    on: NaiveDate,
) -> Result<(Vec<committee::Model>, committee::Model)> {
    check_range("from", on)?;
    let timeline = store::timeline(tx.ctx(), tx.conn(), id).await?;
    let current = nearest(timeline.iter().cloned(), on).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != current.version) {
        return Err(Error::Conflict);
    }
    if current.valid_to.is_some_and(|to| to <= on) {
        return Err(Error::user(
            Code::OutOfRange,
            "from",
            "Udvalget findes ikke længere på den dato.",
            "The committee no longer exists on that date.",
        ));
    }
    Ok((timeline, current))
}

/// The periods of a parent that the caller sees.
async fn parent_in(tx: &Tx<'_>, parent: Uuid) -> Result<Vec<committee::Model>> {
    let timeline = store::timeline(tx.ctx(), tx.conn(), parent).await?;
    if timeline.is_empty() { Err(rules::absent(PARENT)) } else { Ok(timeline) }
}

/// Checks that a parent fits, and would not make the tree a circle or too deep, on any day of the span.
async fn check_parent_in(
    tx: &Tx<'_>,
    (authority, id): (Uuid, Uuid),
    facts: &Facts,
    (parent, timeline): &(Uuid, Vec<committee::Model>),
    span: Validity,
) -> Result<()> {
    let height = height::<committee::Entity>(tx.conn(), authority, id, span).await?;
    check_edge(PARENT, id, *parent, span, height, |above| store::timeline(tx.ctx(), tx.conn(), above))
        .await?;
    rules::check_parent(PARENT, facts.level, span, timeline)
}

const PARENT: &str = "parentId";

/// Writes a new timeline, with the next version on each of its periods.
async fn write_in(
    tx: &Tx<'_>,
    before: &[committee::Model],
    after: Vec<committee::Model>,
    kind: ChangeKind,
    from: NaiveDate,
) -> Result<Uuid> {
    let first = before.first().ok_or(Error::NotFound)?;
    if before == after {
        return Ok(first.id);
    }
    let version = first.version + 1;
    let after: Vec<_> = after.into_iter().map(|period| committee::Model { version, ..period }).collect();
    store::replace(tx.conn(), before, after.clone()).await?;
    let on = |timeline: &[committee::Model]| nearest(timeline.iter().cloned(), from);
    record(tx, kind, on(before).as_ref(), on(&after).as_ref());
    Ok(first.id)
}

fn record(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: Option<&committee::Model>,
    after: Option<&committee::Model>,
) {
    if let Some(row) = after.or(before) {
        let subject = Id::new(Kind::Committee, row.id);
        tx.record(NewChange {
            authority_id: row.authority_id,
            kind,
            subject,
            diff: rules::diff(before, after),
        });
    }
}

/// From a date to the end of a timeline.
fn whole(timeline: &[committee::Model], from: NaiveDate) -> Validity {
    let open = timeline.iter().any(|period| period.valid_to.is_none());
    let end = timeline.iter().filter_map(|period| period.valid_to).max();
    Validity::stored(from, if open { None } else { end })
}

fn row(
    authority: Uuid,
    id: Uuid,
    facts: Facts,
    status: CommitteeStatus,
    validity: Validity,
) -> committee::Model {
    committee::Model {
        authority_id: authority,
        id,
        valid_from: validity.from,
        valid_to: validity.to,
        sort_key: sort_key(&facts.name),
        search_key: facts.name.to_lowercase(),
        name: facts.name,
        kind: facts.kind,
        level: facts.level,
        local_label: facts.local_label,
        parent_id: facts.parent_id,
        status,
        merged_into: None,
        version: 1,
    }
}

fn with_facts(period: &committee::Model, facts: Facts) -> committee::Model {
    let (status, validity) = (period.status, period.validity());
    committee::Model {
        merged_into: period.merged_into,
        version: period.version,
        ..row(period.authority_id, period.id, facts, status, validity)
    }
}

/// Whether roles alone let the caller set up a committee.
pub fn may_create(ctx: &Ctx) -> bool {
    policy::may(&ctx.actor, Action::Create)
}
