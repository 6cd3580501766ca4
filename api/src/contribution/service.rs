//! Commands on contributions: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::contribution::{self, ContributionOutcome};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

pub use super::policy::visible;
use super::{
    policy::Action,
    rules::{self, ANSWERS, Changes, Facts, Place},
    store,
};
use crate::{
    agenda_item::service::item_in,
    committee::service::check_open_in,
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
        validity::check_range,
    },
    matter::service::matter_in,
    org_unit::service::check_known_in as check_unit_in,
    person::service::visible_in,
    rights::{Reach, allow, home, require},
};

/// A new contribution.
#[derive(Clone, Debug)]
pub struct New {
    /// The committee that it is brought to.
    pub committee_id: Uuid,
    /// The matter that it is about.
    pub matter_id: Option<Uuid>,
    /// The item that it is about.
    pub agenda_item_id: Option<Uuid>,
    /// What it is.
    pub facts: Facts,
    /// The unit that it comes from.
    pub unit_id: Option<Uuid>,
    /// Who made it, when somebody else records it; the caller otherwise.
    pub author_id: Option<Uuid>,
    /// Whether nobody is to know who made it.
    pub author_hidden: bool,
    /// When it has to be answered.
    pub answer_due: Option<NaiveDate>,
}

/// An answer to a contribution.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What became of it.
    pub outcome: ContributionOutcome,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub on: NaiveDate,
}

/// Brings a contribution in.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let text = rules::checked_text(&new.facts.text)?;
    let authority = home(ctx)?;
    let today = ctx.today();
    let tx = ctx.db.write(ctx, authority).await?;
    let reach = Reach::Committee(new.committee_id);
    let own = ctx.actor.person_id();
    let for_another = new.author_id.is_some() && new.author_id != own;
    // Where a committee is not reached by the unit that a credential is limited to, its employees still may write to it.
    let action = if for_another { Action::Record } else { Action::Create };
    allow(tx.conn(), ctx, action, &reach).await?;
    if let (true, Some(author)) = (for_another, new.author_id)
        && visible_in(&tx, author).await?.is_none()
    {
        return Err(absent("authorId", "Personen findes ikke.", "The person does not exist."));
    }
    let day = Validity::stored(today, today.succ_opt());
    check_open_in(&tx, "committeeId", ["committeeId", "committeeId"], new.committee_id, day).await?;
    if let Some(unit) = new.unit_id {
        check_unit_in(&tx, "unitId", unit).await?;
    }
    let (matter_id, agenda_item_id) = belongs_in(&tx, new.matter_id, new.agenda_item_id).await?;
    if let Some(due) = new.answer_due {
        check_range("answerDue", due)?;
        allow(tx.conn(), ctx, Action::Place, &reach).await?;
    }
    let row = contribution::Model {
        authority_id: authority,
        id: ctx.new_id(),
        committee_id: new.committee_id,
        matter_id,
        agenda_item_id,
        kind: new.facts.kind,
        text,
        side: new.facts.side,
        unit_id: new.unit_id,
        author_id: new.author_id.or(own),
        author_hidden: new.author_hidden,
        made_on: today,
        answer_due: new.answer_due,
        outcome: ContributionOutcome::Pending,
        outcome_reason: None,
        answered_on: None,
        withdrawn_on: None,
        version: 1,
    };
    store::insert(tx.conn(), row.clone()).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(row.id).await
}

/// Changes what its author said; the author only, until it is answered.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    check_author(ctx, &before, "CONTRIBUTION_UPDATE")?;
    rules::check_unanswered(&before)?;
    let text = changes.text.try_map(|text| rules::checked_text(&text))?;
    let after = contribution::Model {
        text: text.over_required("text", before.text.clone())?,
        kind: changes.kind.over_required("kind", before.kind)?,
        ..before.clone()
    };
    write_in(&tx, ChangeKind::Update, &before, after).await?;
    tx.commit(id).await
}

/// Takes a contribution back; the author only, until it is answered.
pub async fn withdraw(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    check_author(ctx, &before, "CONTRIBUTION_WITHDRAW")?;
    rules::check_unanswered(&before)?;
    let after = contribution::Model { withdrawn_on: Some(ctx.today()), ..before.clone() };
    write_in(&tx, ChangeKind::End, &before, after).await?;
    tx.commit(id).await
}

/// Ties a contribution to a matter or an item, or sets the day for its answer.
pub async fn place(ctx: &Ctx, id: Uuid, if_version: Option<i32>, place: Place) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Place, &Reach::Committee(before.committee_id)).await?;
    rules::check_standing(&before)?;
    let matter = place.matter_id.over(before.matter_id);
    let item = place.agenda_item_id.over(before.agenda_item_id);
    let answer_due = place.answer_due.over(before.answer_due);
    if let Some(due) = answer_due {
        check_range("answerDue", due)?;
    }
    let (matter_id, agenda_item_id) = belongs_in(&tx, matter, item).await?;
    let after = contribution::Model { matter_id, agenda_item_id, answer_due, ..before.clone() };
    write_in(&tx, ChangeKind::Update, &before, after).await?;
    tx.commit(id).await
}

/// Says what became of a contribution, or opens the question again.
pub async fn answer(ctx: &Ctx, id: Uuid, if_version: Option<i32>, answer: Answer) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Answer, &Reach::Committee(before.committee_id)).await?;
    let reason = rules::checked_reason(answer.outcome, answer.reason.as_deref())?;
    rules::check_standing(&before)?;
    rules::check_answered_on(&before, answer.on)?;
    let outcome = ANSWERS.step(before.outcome, rules::answer(answer.outcome))?;
    let answered = outcome != ContributionOutcome::Pending;
    let after = contribution::Model {
        outcome,
        outcome_reason: reason.filter(|_| answered),
        answered_on: answered.then_some(answer.on),
        ..before.clone()
    };
    write_in(&tx, ChangeKind::Update, &before, after).await?;
    tx.commit(id).await
}

/// The ids of the contributions that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

/// The matter and the item that a contribution belongs to. An item brings its matter.
async fn belongs_in(
    tx: &Tx<'_>,
    matter: Option<Uuid>,
    item: Option<Uuid>,
) -> Result<(Option<Uuid>, Option<Uuid>)> {
    let item = match item {
        None => None,
        Some(item) => Some(item_in(tx, item).await.map_err(|error| missing(error, "agendaItemId"))?),
    };
    if let Some(matter) = matter {
        matter_in(tx, matter).await.map_err(|error| missing(error, "matterId"))?;
    }
    match (matter, item) {
        (Some(matter), Some(item)) if item.matter_id != matter => Err(Error::user(
            Code::NotAllowed,
            "matterId",
            "Punktet hører til en anden sag.",
            "The item belongs to another matter.",
        )),
        (matter, item) => Ok((matter.or(item.as_ref().map(|item| item.matter_id)), item.map(|item| item.id))),
    }
}

fn missing(error: Error, field: &str) -> Error {
    match error {
        Error::NotFound => absent(field, "Det findes ikke.", "It does not exist."),
        other => other,
    }
}

fn absent(field: &str, da: &str, en: &str) -> Error {
    Error::user(Code::NotFound, field, da, en)
}

/// Refuses everybody but its author, and remembers that.
fn check_author(ctx: &Ctx, row: &contribution::Model, action: &str) -> Result<()> {
    let own = row.author_id.is_some() && row.author_id == ctx.actor.person_id() && ctx.actor.may_write();
    require(ctx, own, action, Some(Id::new(Kind::Contribution, row.id)))
}

/// A contribution that the caller sees, in the version that it read.
async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<contribution::Model> {
    let row = store::one(tx.ctx(), tx.conn(), id).await?.ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

async fn write_in(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: &contribution::Model,
    after: contribution::Model,
) -> Result<()> {
    if *before == after {
        return Ok(());
    }
    let after = contribution::Model { version: before.version + 1, ..after };
    store::save(tx.conn(), after.clone()).await?;
    record(tx, kind, Some(before), &after);
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&contribution::Model>, after: &contribution::Model) {
    // The author's own acts would name the author, and would stand out if only they named nobody.
    let diff = rules::diff(before, after);
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: Id::new(Kind::Contribution, after.id),
        diff: if after.author_hidden { diff.unnamed() } else { diff },
    });
}
