//! Commands on matters: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::matter::{self, MatterStatus};
use sea_orm::{Condition, sea_query::SelectStatement};
use uuid::Uuid;

pub use super::rules::{Facts, MatterField, check_open, kle};
use super::{
    policy::{self, Action},
    rules::{self, Changes, LIFE},
    store::{self, Moved},
};
use crate::{
    agenda_item::service as items,
    committee::service as committees,
    core::{
        ChangeKind, Ctx, Diff, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity,
        Written,
        confidential::{Confidential, check_hidden},
        filter::Filter,
        input::Patch,
    },
    link::service as links,
    org_unit::service as units,
    rights::{Reach, allow, home},
};

/// A new matter.
#[derive(Clone, Debug)]
pub struct New {
    /// The committee where it begins.
    pub committee_id: Uuid,
    /// What it is about.
    pub facts: Facts,
    /// Why it is hidden, if it is.
    pub confidential: Confidential,
    /// When it began; today when absent.
    pub opened_on: Option<NaiveDate>,
}

/// Begins a matter.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let facts = rules::checked(new.facts)?;
    let confidential = new.confidential.checked()?;
    let opened_on = new.opened_on.unwrap_or_else(|| ctx.today());
    rules::check_day("openedOn", opened_on, None, ctx.today())?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Committee(new.committee_id)).await?;
    check_unit_in(&tx, facts.origin_unit_id).await?;
    let day = Validity::stored(opened_on, opened_on.succ_opt());
    committees::check_open_in(&tx, "committeeId", ["openedOn"; 2], new.committee_id, day).await?;
    let row = rules::with_facts(&blank(authority, ctx.new_id(), new.committee_id, &facts, opened_on), facts);
    let row = with_confidential(row, confidential);
    insert_in(&tx, &row).await?;
    tx.commit(row.id).await
}

/// Begins a matter today out of something else, such as a barrier. Who may was checked, and the committee, too.
pub async fn open_in(tx: &Tx<'_>, authority: Uuid, committee: Uuid, facts: Facts) -> Result<matter::Model> {
    let facts = rules::checked(facts)?;
    let ctx = tx.ctx();
    let row = rules::with_facts(&blank(authority, ctx.new_id(), committee, &facts, ctx.today()), facts);
    insert_in(tx, &row).await?;
    Ok(row)
}

/// Changes what is recorded about a matter.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version, Action::Update).await?;
    if let Patch::Set(unit) = changes.origin_unit_id {
        check_unit_in(&tx, Some(unit)).await?;
    }
    rules::check_open("", &row)?;
    let after = rules::with_facts(&row, rules::apply(&row, changes)?);
    write_in(&tx, ChangeKind::Update, &row, after).await?;
    tx.commit(id).await
}

/// Ends a matter, or lets it go on.
pub async fn change_status(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: Option<NaiveDate>,
    step: &'static str,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version, Action::ChangeStatus).await?;
    let status = LIFE.step(row.status, step)?;
    let closed_on = match status {
        MatterStatus::Closed => {
            let on = on.unwrap_or_else(|| ctx.today());
            rules::check_day("on", on, Some(row.opened_on), ctx.today())?;
            Some(on)
        }
        _ => None,
    };
    write_in(&tx, ChangeKind::Update, &row, matter::Model { status, closed_on, ..row.clone() }).await?;
    tx.commit(id).await
}

/// Hides a matter, with all that is in it, on a legal basis, or opens it when there is none any more.
pub async fn hide(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    confidential: Confidential,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version, Action::Hide).await?;
    let confidential = confidential.checked()?;
    check_hidden(confidential.basis.is_some() || row.confidential_basis.is_some())?;
    write_in(&tx, ChangeKind::Update, &row, with_confidential(row.clone(), confidential)).await?;
    tx.commit(id).await
}

/// Makes a matter part of another, to which all goes that belongs to it.
pub async fn merge(ctx: &Ctx, id: Uuid, if_version: Option<i32>, into: Uuid) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version, Action::Rearrange).await?;
    let target = named_in(&tx, "intoId", into).await?;
    allow(tx.conn(), ctx, Action::Rearrange, &Reach::Committee(target.committee_id)).await?;
    let status = LIFE.step(row.status, "merge")?;
    rules::check_merge(&row, &target)?;
    let merged_into = Some(into);
    let closed_on = row.closed_on.or_else(|| Some(ctx.today()));
    let after = matter::Model { status, merged_into, closed_on, ..row.clone() };
    write_in(&tx, ChangeKind::End, &row, after).await?;
    move_in(&tx, authority, (id, into), Moved::Everything).await?;
    links::end_between_in(&tx, authority, id, into).await?;
    for moved in store::move_links(tx.conn(), authority, (id, into)).await? {
        record_move(&tx, authority, Id::new(Kind::Link, moved), ("end", id, into));
    }
    tx.commit(id).await
}

/// Makes a matter of its own out of some agenda items of another; what belongs to the items goes with them.
pub async fn split(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    title: String,
    agenda_items: Vec<Uuid>,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version, Action::Rearrange).await?;
    let facts = rules::checked(Facts { title, ..rules::facts(&row) })?;
    let mut agenda_items = agenda_items;
    agenda_items.sort_unstable();
    agenda_items.dedup();
    let seen = store::count_items(tx.conn(), items::visible_ids(ctx), id, &agenda_items).await?;
    if seen != agenda_items.len() {
        return Err(Error::user(
            Code::NotFound,
            "agendaItemIds",
            "Et af punkterne findes ikke i sagen.",
            "One of the items does not exist in the matter.",
        ));
    }
    rules::check_open("", &row)?;
    let part = matter::Model {
        id: ctx.new_id(),
        opened_on: ctx.today(),
        split_from: Some(id),
        version: 1,
        ..rules::with_facts(&row, facts)
    };
    insert_in(&tx, &part).await?;
    move_in(&tx, authority, (id, part.id), Moved::Items(&agenda_items)).await?;
    tx.commit(part.id).await
}

/// The matters that the caller sees, as a condition on their table.
pub fn visible(ctx: &Ctx) -> Condition {
    policy::visible(ctx)
}

/// The ids of the matters that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

/// The ids of the matters that the caller sees and that a filter lets through, as a subquery.
pub fn ids_of(ctx: &Ctx, filter: &Filter<matter::Column>) -> SelectStatement {
    store::ids_of(ctx, filter)
}

/// A matter that exists for the caller.
pub async fn matter_in(tx: &Tx<'_>, id: Uuid) -> Result<matter::Model> {
    store::by_id(tx.ctx(), tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)
}

/// A matter that an input names.
pub async fn named_in(tx: &Tx<'_>, field: &str, id: Uuid) -> Result<matter::Model> {
    store::by_id(tx.ctx(), tx.conn(), &[id])
        .await?
        .remove(&id)
        .ok_or_else(|| Error::user(Code::NotFound, field, "Sagen findes ikke.", "The matter does not exist."))
}

/// The matter that a command is about, when the caller may do that.
async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>, action: Action) -> Result<matter::Model> {
    let row = matter_in(tx, id).await?;
    allow(tx.conn(), tx.ctx(), action, &Reach::Committee(row.committee_id)).await?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

async fn check_unit_in(tx: &Tx<'_>, unit: Option<Uuid>) -> Result<()> {
    match unit {
        Some(unit) => units::check_known_in(tx, "originUnitId", unit).await,
        None => Ok(()),
    }
}

async fn move_in(tx: &Tx<'_>, authority: Uuid, (from, to): (Uuid, Uuid), what: Moved<'_>) -> Result<()> {
    for moved in store::move_all(tx.conn(), authority, (from, to), what).await? {
        record_move(tx, authority, moved, ("matter", from, to));
    }
    Ok(())
}

fn record_move(tx: &Tx<'_>, authority: Uuid, subject: Id, (field, from, to): (&'static str, Uuid, Uuid)) {
    let matter = |id| Id::new(Kind::Matter, id);
    let diff = Diff::new().field(field, Some(&matter(from)), Some(&matter(to)));
    tx.record(NewChange { authority_id: authority, kind: ChangeKind::Update, subject, diff });
}

async fn insert_in(tx: &Tx<'_>, row: &matter::Model) -> Result<()> {
    store::insert(tx.conn(), row).await?;
    record(tx, ChangeKind::Create, None, Some(row));
    Ok(())
}

/// Writes a matter with its next version; nothing when nothing differs.
async fn write_in(tx: &Tx<'_>, kind: ChangeKind, before: &matter::Model, after: matter::Model) -> Result<()> {
    if *before != after {
        let after = matter::Model { version: before.version + 1, ..after };
        store::update(tx.conn(), &after).await?;
        record(tx, kind, Some(before), Some(&after));
    }
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&matter::Model>, after: Option<&matter::Model>) {
    if let Some(row) = after.or(before) {
        let subject = Id::new(Kind::Matter, row.id);
        let diff = rules::diff(before, after);
        tx.record(NewChange { authority_id: row.authority_id, kind, subject, diff });
    }
}

fn with_confidential(row: matter::Model, confidential: Confidential) -> matter::Model {
    let Confidential { basis: confidential_basis, note: confidential_note } = confidential;
    matter::Model { confidential_basis, confidential_note, ..row }
}

/// A new matter, before its facts are written into it.
fn blank(
    authority_id: Uuid,
    id: Uuid,
    committee_id: Uuid,
    facts: &Facts,
    opened_on: NaiveDate,
) -> matter::Model {
    matter::Model {
        authority_id,
        id,
        committee_id,
        title: String::new(),
        sort_key: String::new(),
        search_key: String::new(),
        description: None,
        is_work: false,
        is_staff: false,
        is_cooperation: false,
        is_work_environment: false,
        aspect: facts.aspect,
        second_aspect: None,
        theme: None,
        reform: None,
        kle: None,
        case_number: None,
        case_url: None,
        origin_side: None,
        origin_unit_id: None,
        origin_level: None,
        confidential_basis: None,
        confidential_note: None,
        opened_on,
        closed_on: None,
        status: MatterStatus::Open,
        merged_into: None,
        split_from: None,
        version: 1,
    }
}
