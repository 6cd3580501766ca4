//! Commands on conclusions: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::{
    agenda_item::{self, AgendaItemStatus as Status, InvolvementLevel},
    conclusion::{self, Column, ConclusionKind},
};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

pub use super::policy::visible;
use super::{
    policy::Action,
    rules::{self, Facts},
    store,
};
use crate::{
    agenda_item::service::{self as items, Forward},
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written,
        db::search::Search, input::Patch,
    },
    minutes::service as minutes,
    rights::{Reach, allow, home},
};

/// Changes of a conclusion.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What it ended with.
    pub kind: Patch<ConclusionKind>,
    /// What was concluded.
    pub text: Patch<String>,
    /// What management held.
    pub management_position: Patch<String>,
    /// What the employee side held.
    pub employee_position: Patch<String>,
    /// What a minority wanted recorded.
    pub minority_statement: Patch<String>,
    /// The committee that it goes to.
    pub forward_to: Patch<Uuid>,
    /// When that committee is to have answered.
    pub answer_due: Patch<NaiveDate>,
}

/// Records what a committee ended with on an item that was discussed. What goes on to another committee is opened there.
pub async fn record(
    ctx: &Ctx,
    item: Uuid,
    facts: Facts,
    achieved: Option<InvolvementLevel>,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let item = items::named_in(&tx, "agendaItemId", item).await?;
    allow(tx.conn(), ctx, Action::Record, &Reach::Committee(item.committee_id)).await?;
    check_known_in(&tx, authority, facts.forwarded_to).await?;
    let (Status::Discussed, Some(meeting_id), Some(day)) = (item.status, item.meeting_id, item.discussed_on)
    else {
        return Err(not_discussed());
    };
    items::check_not_final_in(&tx, &item).await?;
    let facts = rules::checked(&facts, day)?;
    let item = items::achieve_in(&tx, item, achieved).await?;
    let forwarded_item_id = send_on_in(&tx, &item, &facts).await?;
    items::step_in(&tx, &item, rules::step(facts.kind)).await?;
    let row = conclusion::Model {
        authority_id: authority,
        id: ctx.new_id(),
        agenda_item_id: item.id,
        committee_id: item.committee_id,
        meeting_id,
        matter_id: item.matter_id,
        kind: facts.kind,
        text: facts.text,
        management_position: facts.management_position,
        employee_position: facts.employee_position,
        minority_statement: facts.minority_statement,
        concluded_on: day,
        forwarded_to: facts.forwarded_to,
        forwarded_item_id,
        version: 1,
    };
    store::insert(tx.conn(), &row).await?;
    note(&tx, ChangeKind::Create, None, Some(&row));
    minutes::approve_again_in(&tx, authority, meeting_id).await?;
    tx.commit(row.id).await
}

/// Corrects a conclusion until the minutes are approved. What was sent on is taken back when it no longer goes there, unless
/// the other committee has taken it on.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = store::by_id(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    allow(tx.conn(), ctx, Action::Record, &Reach::Committee(row.committee_id)).await?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    if let Patch::Set(to) = changes.forward_to {
        check_known_in(&tx, authority, Some(to)).await?;
    }
    let item = items::item_in(&tx, row.agenda_item_id).await?;
    items::check_not_final_in(&tx, &item).await?;
    let due = due_in(&tx, &row).await?;
    let facts = rules::checked(&after(&row, due, changes)?, row.concluded_on)?;
    let goes_elsewhere = (facts.kind, facts.forwarded_to) != (row.kind, row.forwarded_to);
    let mut forwarded_item_id = row.forwarded_item_id;
    if goes_elsewhere {
        if let Some(sent) = forwarded_item_id {
            items::take_back_in(&tx, authority, sent).await?;
        }
        let item = items::step_in(&tx, &item, "reconsider").await?;
        forwarded_item_id = send_on_in(&tx, &item, &facts).await?;
        items::step_in(&tx, &item, rules::step(facts.kind)).await?;
    } else if let (Some(sent), true) = (forwarded_item_id, facts.answer_due != due) {
        items::set_due_in(&tx, authority, sent, facts.answer_due).await?;
    }
    let after = conclusion::Model {
        kind: facts.kind,
        text: facts.text,
        management_position: facts.management_position,
        employee_position: facts.employee_position,
        minority_statement: facts.minority_statement,
        forwarded_to: facts.forwarded_to,
        forwarded_item_id,
        ..row.clone()
    };
    if after != row {
        minutes::approve_again_in(&tx, authority, row.meeting_id).await?;
    }
    write_in(&tx, &row, after).await?;
    tx.commit(id).await
}

/// Lets the conclusion that sent an item on follow it to the item that takes its place.
pub async fn follow_in(tx: &Tx<'_>, authority: Uuid, (from, to): (Uuid, Uuid)) -> Result<()> {
    let Some(row) = store::any(tx.conn(), authority, (Column::ForwardedItemId, from)).await? else {
        return Ok(());
    };
    write_in(tx, &row, conclusion::Model { forwarded_item_id: Some(to), ..row.clone() }).await
}

/// The ids of the conclusions that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

/// Refuses a committee that does not exist for the caller.
async fn check_known_in(tx: &Tx<'_>, authority: Uuid, to: Option<Uuid>) -> Result<()> {
    let Some(to) = to else { return Ok(()) };
    let today = tx.ctx().today();
    if store::levels(tx.conn(), authority, &[to], today).await?.contains_key(&to) {
        return Ok(());
    }
    Err(unknown())
}

/// The conclusions that the caller sees and that hold what is searched for, as a subquery without columns.
pub fn holding(ctx: &Ctx, search: &Search) -> SelectStatement {
    store::holding(ctx, search)
}

/// Opens the item at the other committee, when it goes there.
async fn send_on_in(tx: &Tx<'_>, item: &agenda_item::Model, facts: &Facts) -> Result<Option<Uuid>> {
    let Some(to) = facts.forwarded_to else { return Ok(None) };
    let (conn, authority, today) = (tx.conn(), item.authority_id, tx.ctx().today());
    let levels = store::levels(conn, authority, &[item.committee_id, to], today).await?;
    let (Some(own), Some(other)) = (levels.get(&item.committee_id), levels.get(&to)) else {
        return Err(unknown());
    };
    let above = store::above(conn, authority, item.committee_id, today).await?;
    let origin = rules::origin(facts.kind, (item.committee_id, to), &above, (*own, *other))?;
    let forward = Forward { committee_id: to, origin, answer_due: facts.answer_due };
    items::open_at_in(tx, item, forward).await.map(Some)
}

/// When the other committee is to have answered.
async fn due_in(tx: &Tx<'_>, row: &conclusion::Model) -> Result<Option<NaiveDate>> {
    match row.forwarded_item_id {
        Some(sent) => items::due_in(tx, row.authority_id, sent).await,
        None => Ok(None),
    }
}

/// What is stated after a change. Where it no longer goes on, the other committee and its date go without being named.
fn after(row: &conclusion::Model, due: Option<NaiveDate>, changes: Changes) -> Result<Facts> {
    let kind = changes.kind.over_required("kind", row.kind)?;
    let goes_on = rules::is_forwarding(kind);
    Ok(Facts {
        kind,
        text: changes.text.over_required("text", row.text.clone())?,
        management_position: changes.management_position.over(row.management_position.clone()),
        employee_position: changes.employee_position.over(row.employee_position.clone()),
        minority_statement: changes.minority_statement.over(row.minority_statement.clone()),
        forwarded_to: changes.forward_to.over(row.forwarded_to.filter(|_| goes_on)),
        answer_due: changes.answer_due.over(due.filter(|_| goes_on)),
    })
}

async fn write_in(tx: &Tx<'_>, before: &conclusion::Model, after: conclusion::Model) -> Result<()> {
    if *before != after {
        let after = conclusion::Model { version: before.version + 1, ..after };
        store::update(tx.conn(), &after).await?;
        note(tx, ChangeKind::Update, Some(before), Some(&after));
    }
    Ok(())
}

fn note(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: Option<&conclusion::Model>,
    after: Option<&conclusion::Model>,
) {
    if let Some(row) = after.or(before) {
        let subject = Id::new(Kind::Conclusion, row.id);
        let diff = rules::diff(before, after);
        tx.record(NewChange { authority_id: row.authority_id, kind, subject, diff });
    }
}

fn not_discussed() -> Error {
    Error::user(
        Code::InvalidState,
        "agendaItemId",
        "Kun et punkt, der er drøftet og ikke har en konklusion, kan få en.",
        "Only an item that was discussed and has no conclusion can get one.",
    )
}

fn unknown() -> Error {
    Error::user(
        Code::NotFound,
        "forwardToCommitteeId",
        "Udvalget findes ikke.",
        "The committee does not exist.",
    )
}
