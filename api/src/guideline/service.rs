//! Commands on guidelines: load what is visible, ask the policy, check the rules, write, record the change. `notice` ends
//! them.

mod kept;
pub mod notice;

use chrono::NaiveDate;
use entity::{
    guideline::{GuidelineKind, GuidelineStatus, GuidelineTopic, Model},
    seat::Side,
};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

use self::kept::Kept;
pub use super::policy::visible;
use super::{
    policy::Action,
    rules::{self, Changes, LIFE},
    store,
};
use crate::{
    committee::service as committees,
    core::{
        ChangeKind, Ctx, Result, Written,
        input::{Faults, prose, remark, title},
        sort_key,
        validity::check_done,
    },
    endorsement::service as endorsements,
    rights::{Reach, allow, home},
};

/// A guideline that a side asks for.
#[derive(Clone, Debug)]
pub struct New {
    /// The committee.
    pub committee_id: Uuid,
    /// What it is in law.
    pub kind: GuidelineKind,
    /// What it is about.
    pub topic: GuidelineTopic,
    /// Its title.
    pub title: String,
    /// The side that asks.
    pub side: Side,
    /// When it was asked for; today when absent.
    pub on: Option<NaiveDate>,
    /// Why.
    pub reason: Option<String>,
}

/// Asks for a guideline. A side asks for itself; the secretariat writes down for both.
pub async fn request(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let on = new.on.unwrap_or_else(|| ctx.today());
    let mut faults = Faults::default();
    let title = faults.take(title("title", &new.title))?.unwrap_or_default();
    let reason = faults.take(remark("reason", new.reason.as_deref()))?.flatten();
    faults.take(check_done("on", on, ctx.today()))?;
    faults.finish()?;
    let committee = committees::at_work_in(&tx, "committeeId", new.committee_id, on).await?;
    allow(tx.conn(), ctx, Action::request(new.side), &Reach::Committee(committee.id)).await?;
    rules::check_level("kind", new.kind, committee.level)?;
    let row = Model {
        authority_id: authority,
        id: ctx.new_id(),
        committee_id: committee.id,
        kind: new.kind,
        topic: new.topic,
        sort_key: sort_key(&title),
        search_key: title.to_lowercase(),
        title,
        status: GuidelineStatus::Requested,
        requested_on: on,
        requested_by: new.side,
        reason,
        not_agreed_on: None,
        not_agreed_reason: None,
        in_force_from: None,
        notice_on: None,
        notice_by: None,
        notice_reason: None,
        ends_on: None,
        version: 1,
    };
    store::insert(tx.conn(), row.clone()).await?;
    kept::record(&tx, ChangeKind::Create, rules::diff(None, Some(&row)), &row);
    tx.commit(row.id).await
}

/// Corrects title, topic or kind.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let (tx, mut kept) = Kept::open(ctx, id, if_version, |_| Action::Edit).await?;
    let after = rules::apply(&kept.row, changes)?;
    if after.kind != kept.row.kind {
        let committee = committees::at_work_in(&tx, "kind", after.committee_id, after.requested_on).await?;
        rules::check_level("kind", after.kind, committee.level)?;
        endorsements::clear_in(&tx, kept.subject()).await?;
    }
    kept.row = after;
    kept.save(tx).await
}

/// Writes the text of the first version, or writes it anew. What was confirmed of the old text falls.
pub async fn draft(ctx: &Ctx, id: Uuid, if_version: Option<i32>, text: &str) -> Result<Written<Uuid>> {
    write_text(ctx, (id, if_version), "draft", text).await
}

/// Writes the text of the next version while the present one holds. What was confirmed of the old text falls.
pub async fn revise(ctx: &Ctx, id: Uuid, if_version: Option<i32>, text: &str) -> Result<Written<Uuid>> {
    write_text(ctx, (id, if_version), "revise", text).await
}

async fn write_text(
    ctx: &Ctx,
    (id, if_version): (Uuid, Option<i32>),
    step: &'static str,
    text: &str,
) -> Result<Written<Uuid>> {
    let (tx, mut kept) = Kept::open(ctx, id, if_version, |_| Action::Edit).await?;
    kept.row.status = LIFE.step(kept.row.status, step)?;
    let text = prose("text", text)?;
    if kept.draft().is_some_and(|draft| draft.text != text) {
        endorsements::clear_in(&tx, kept.subject()).await?;
    }
    kept.write_draft(text);
    kept.save(tx).await
}

/// Confirms the version that is being worked on, for a side or a party.
pub async fn endorse(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    new: endorsements::New,
) -> Result<Written<Uuid>> {
    let (tx, kept) = Kept::find(ctx, id, if_version).await?;
    endorsements::endorse_in(&tx, kept.subject(), new).await?;
    rules::check_confirmable(&kept.row)?;
    kept.needs_draft()?;
    tx.commit(id).await
}

/// Records that both sides agree on the first version.
pub async fn agree(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let (tx, mut kept) = Kept::open(ctx, id, if_version, |_| Action::Conclude).await?;
    kept.row.status = LIFE.step(kept.row.status, "agree")?;
    let on = kept.agreed_in(&tx, on).await?;
    if let Some(draft) = kept.draft_mut() {
        draft.agreed_on = Some(on);
    }
    kept.save(tx).await
}

/// Records that the sides do not agree, and why: management refuses only after a thorough discussion (rule 25).
pub async fn fail(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: Option<NaiveDate>,
    reason: &str,
) -> Result<Written<Uuid>> {
    let (tx, mut kept) = Kept::open(ctx, id, if_version, |_| Action::Conclude).await?;
    kept.row.status = LIFE.step(kept.row.status, "fail")?;
    let on = on.unwrap_or_else(|| ctx.today());
    let reason = prose("reason", reason)?;
    check_done("on", on, ctx.today())?;
    kept.drop_draft(on, None);
    kept.row.not_agreed_on = Some(on);
    kept.row.not_agreed_reason = Some(reason);
    kept.save(tx).await
}

/// Lets an agreed guideline hold from a day on.
pub async fn bring_into_force(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    from: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let (tx, mut kept) = Kept::open(ctx, id, if_version, |_| Action::Conclude).await?;
    kept.row.status = LIFE.step(kept.row.status, "bringIntoForce")?;
    let from = from.unwrap_or_else(|| ctx.today());
    if let Some(last) = kept.last_agreed_mut() {
        rules::check_from(from, last.agreed_on.unwrap_or(from), None)?;
        last.in_force_from = Some(from);
    }
    kept.row.in_force_from = Some(from);
    kept.save(tx).await
}

/// Records that both sides agree on the next version, and lets it replace the present one from a day on.
pub async fn replace(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: Option<NaiveDate>,
    from: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let (tx, mut kept) = Kept::open(ctx, id, if_version, |_| Action::Conclude).await?;
    kept.row.status = LIFE.step(kept.row.status, "replace")?;
    let on = kept.agreed_in(&tx, on).await?;
    let from = from.unwrap_or_else(|| Ord::max(on, ctx.today()));
    let before = kept.last_agreed_mut().and_then(|last| last.in_force_from);
    rules::check_from(from, on, before)?;
    if let Some(last) = kept.last_agreed_mut() {
        last.replaced_on = Some(from);
    }
    if let Some(draft) = kept.draft_mut() {
        (draft.agreed_on, draft.in_force_from) = (Some(on), Some(from));
    }
    kept.save(tx).await
}

/// Gives up the next version; the present one goes on.
pub async fn drop_draft(ctx: &Ctx, id: Uuid, if_version: Option<i32>, reason: &str) -> Result<Written<Uuid>> {
    let (tx, mut kept) = Kept::open(ctx, id, if_version, |_| Action::Conclude).await?;
    kept.row.status = LIFE.step(kept.row.status, "dropDraft")?;
    kept.needs_draft()?;
    let reason = prose("reason", reason)?;
    endorsements::clear_in(&tx, kept.subject()).await?;
    kept.drop_draft(ctx.today(), Some(reason));
    kept.save(tx).await
}

/// The ids of the guidelines that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}
