//! Commands on cases: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::case_study::{CaseOutcome, CaseVisibility, Model};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

pub use super::policy::visible;
use super::{
    policy::Action,
    rules::{self, Changes, LIFE},
    store,
};
use crate::{
    committee::service::is_known_in,
    core::{
        ChangeKind, Ctx, Diff, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written,
        input::Patch,
        validity::{check_done, check_from},
    },
    matter::service::named_in as matter_in,
    network::service::check_own_in,
    org_unit::service::check_known_in as check_unit_in,
    rights::{Reach, allow, home, require},
};

/// Writes a new case down, as a draft. `stated` holds at least title and summary.
pub async fn create(
    ctx: &Ctx,
    (outcome, visibility): (CaseOutcome, CaseVisibility),
    stated: Changes,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let blank = blank((authority, ctx.new_id()), (outcome, visibility), ctx.today());
    check_known(&tx, &stated).await?;
    let committee = stated.committee_id.clone().over(None);
    allow(tx.conn(), ctx, Action::Write, &reach(committee)).await?;
    let row = rules::apply(&blank, &stated)?;
    store::insert(tx.conn(), row.clone()).await?;
    let diff = tag_in(&tx, &row, &stated, rules::diff(None, &row)).await?;
    record(&tx, ChangeKind::Create, &row, diff);
    tx.commit(row.id).await
}

/// Changes a case. One that others see already is changed for them, too.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, stated: Changes) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id).await?;
    check_known(&tx, &stated).await?;
    allow(tx.conn(), ctx, Action::Write, &reach(before.committee_id)).await?;
    check_version(&before, if_version)?;
    let after = rules::apply(&before, &stated)?;
    if after.committee_id != before.committee_id {
        allow(tx.conn(), ctx, Action::Write, &reach(after.committee_id)).await?;
    }
    let is_out = rules::status(&before) == rules::CaseStatus::Published;
    let goes_elsewhere = (after.visibility, after.network_id) != (before.visibility, before.network_id);
    if is_out && goes_elsewhere && rules::is_shared(after.visibility) {
        allow(tx.conn(), ctx, Action::Share, &Reach::Authority).await?;
    }
    if let (Some(reused), true) = (after.reuse_of, after.reuse_of != before.reuse_of)
        && store::leads_to(tx.conn(), reused, id).await?
    {
        return Err(rules::circle());
    }
    let diff = tag_in(&tx, &before, &stated, rules::diff(Some(&before), &after)).await?;
    write_in(&tx, after, diff).await?;
    tx.commit(id).await
}

/// Publishes a case to those whom its visibility names.
pub async fn publish(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id).await?;
    let (action, reach) = if rules::is_shared(before.visibility) {
        (Action::Share, Reach::Authority)
    } else {
        (Action::Write, reach(before.committee_id))
    };
    allow(tx.conn(), ctx, action, &reach).await?;
    check_version(&before, if_version)?;
    LIFE.step(rules::status(&before), "publish")?;
    let on = on.unwrap_or_else(|| ctx.today());
    check_done("on", on, ctx.today())?;
    let after = Model { published_on: Some(on), withdrawn_on: None, ..before.clone() };
    write_in(&tx, after.clone(), rules::diff(Some(&before), &after)).await?;
    tx.commit(id).await
}

/// Withdraws a published case: nobody sees it any more but those who work with it.
pub async fn withdraw(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id).await?;
    allow(tx.conn(), ctx, Action::Write, &reach(before.committee_id)).await?;
    check_version(&before, if_version)?;
    LIFE.step(rules::status(&before), "withdraw")?;
    let on = on.unwrap_or_else(|| ctx.today());
    check_done("on", on, ctx.today())?;
    let published = before.published_on.unwrap_or(before.created_on);
    check_from("on", on, published, "Casen er udgivet", "The case was published on")?;
    let after = Model { withdrawn_on: Some(on), ..before.clone() };
    write_in(&tx, after.clone(), rules::diff(Some(&before), &after)).await?;
    tx.commit(id).await
}

/// The ids of the cases that the caller sees, of whatever authority, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

/// What the rights to a case rest on.
fn reach(committee: Option<Uuid>) -> Reach {
    committee.map_or(Reach::Authority, Reach::Committee)
}

/// Refuses what is named and does not exist for the caller.
async fn check_known(tx: &Tx<'_>, stated: &Changes) -> Result<()> {
    if let Patch::Set(committee) = stated.committee_id
        && !is_known_in(tx, committee).await?
    {
        return Err(absent("details.committeeId", "Udvalget findes ikke.", "The committee does not exist."));
    }
    if let Patch::Set(matter) = stated.matter_id {
        matter_in(tx, "details.matterId", matter).await?;
    }
    if let Patch::Set(unit) = stated.unit_id {
        check_unit_in(tx, "details.unitId", unit).await?;
    }
    if let Patch::Set(reused) = stated.reuse_of
        && store::by_ids(tx.ctx(), tx.conn(), &[reused]).await?.is_empty()
    {
        return Err(absent("details.reuseOfId", "Casen findes ikke.", "The case does not exist."));
    }
    match stated.network_id {
        Patch::Set(network) => check_own_in(tx, "details.networkId", network).await,
        Patch::Keep | Patch::Clear => Ok(()),
    }
}

fn absent(field: &str, da: &str, en: &str) -> Error {
    Error::user(Code::NotFound, field, da, en)
}

/// A case of the caller's authority.
async fn load(ctx: &Ctx, id: Uuid) -> Result<(Tx<'_>, Model)> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = store::by_ids(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    // Others see what is shared with them, so the condition of the list does not keep them out.
    require(ctx, row.authority_id == authority, "CASE_WRITE", Some(Id::new(Kind::Case, id)))?;
    Ok((tx, row))
}

fn check_version(row: &Model, if_version: Option<i32>) -> Result<()> {
    if if_version.is_some_and(|version| version != row.version) { Err(Error::Conflict) } else { Ok(()) }
}

/// Writes the tags that are stated, and adds to what differs that they do.
async fn tag_in(tx: &Tx<'_>, of: &Model, stated: &Changes, diff: Diff) -> Result<Diff> {
    let old = store::tags_of(tx.conn(), of).await?;
    let (old_themes, old_words) = (rules::themes_of(&old), rules::words_of(&old));
    let themes = stated.themes.clone().over(Some(old_themes)).unwrap_or_default();
    let words = rules::words(&stated.tags.clone().over(Some(old_words)).unwrap_or_default())?;
    let new = rules::tags(of, &themes, &words);
    if new == old {
        return Ok(diff);
    }
    store::replace_tags(tx.conn(), of, new.clone()).await?;
    Ok(diff.personal("tags", Some(&old), Some(&new)))
}

/// Writes a case with its next version; nothing when nothing differs.
async fn write_in(tx: &Tx<'_>, row: Model, diff: Diff) -> Result<()> {
    if !diff.is_empty() {
        let row = Model { version: row.version + 1, ..row };
        store::save(tx.conn(), row.clone()).await?;
        record(tx, ChangeKind::Update, &row, diff);
    }
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, row: &Model, diff: Diff) {
    let subject = Id::new(Kind::Case, row.id);
    tx.record(NewChange { authority_id: row.authority_id, kind, subject, diff });
}

/// A new case, before what is stated is written into it.
pub fn blank(
    (authority_id, id): (Uuid, Uuid),
    (outcome, visibility): (CaseOutcome, CaseVisibility),
    today: NaiveDate,
) -> Model {
    Model {
        authority_id,
        id,
        title: String::new(),
        sort_key: String::new(),
        search_key: String::new(),
        summary: String::new(),
        text: None,
        outcome,
        happened_from: None,
        happened_to: None,
        committee_id: None,
        matter_id: None,
        unit_id: None,
        visibility,
        network_id: None,
        reuse_of: None,
        adaptation: None,
        source_url: None,
        source_text: None,
        evidence_method: None,
        evidence_groups: None,
        evidence_period: None,
        created_on: today,
        published_on: None,
        withdrawn_on: None,
        version: 1,
    }
}
