//! Commands on agenda items: load what is visible, ask the policy, check the rules, write, record the change.

mod agenda;
mod forward;
mod life;

use entity::{
    agenda_item::{self, AgendaItemStatus as Status, AgendaOrigin, InvolvementLevel},
    matter,
    meeting::MeetingStatus,
    seat::Side,
};
use sea_orm::{Condition, sea_query::SelectStatement};
use uuid::Uuid;

pub use self::{
    agenda::{Spot, carry_over, hold_in, move_to, publish_in, schedule},
    forward::{
        Asked, Forward, ask_in, due_in, is_answered_in, open_at_in, origin_of, set_due_in, take_back_in,
    },
    life::{accept, decline, defer, step_in, unschedule, withdraw},
};
pub use super::rules::{ANSWERED, Facts, is_overdue};
use super::{
    policy::{self, Action},
    rules::{self, Changes},
    store,
};
use crate::{
    access::service::mandates_held,
    committee::service as committees,
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
        confidential::{Confidential, check_hidden},
        filter::Filter,
        place::between,
    },
    matter::service as matters,
    meeting::service as meetings,
    rights::{Reach, allow, home},
};

/// A new item.
#[derive(Clone, Debug)]
pub struct New {
    /// The committee.
    pub committee_id: Uuid,
    /// The matter.
    pub matter_id: Uuid,
    /// What it is about.
    pub facts: Facts,
    /// Where it comes from; the side on which the caller sits when absent.
    pub origin: Option<AgendaOrigin>,
    /// Why it is hidden, if it is.
    pub confidential: Confidential,
}

/// Asks for an item.
pub async fn propose(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let facts = rules::checked(&new.facts)?;
    let confidential = new.confidential.checked()?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Propose, &Reach::Committee(new.committee_id)).await?;
    let matter = matters::named_in(&tx, "matterId", new.matter_id).await?;
    check_committee_in(&tx, "committeeId", new.committee_id).await?;
    matters::check_open("matterId", &matter)?;
    rules::check_hidden_with(&matter, &confidential)?;
    let side = side_in(&tx, new.committee_id).await?;
    let origin = match (new.origin, side) {
        (Some(origin), _) => origin,
        (None, Some(Side::Management)) => AgendaOrigin::Management,
        (None, Some(Side::Employee)) => AgendaOrigin::Employee,
        (None, None) => {
            return Err(Error::user(
                Code::Required,
                "origin",
                "Du sidder ikke i udvalget: angiv, hvor punktet kommer fra.",
                "You do not sit in the committee: state where the item comes from.",
            ));
        }
    };
    let blank = blank(authority, ctx.new_id(), (new.committee_id, new.matter_id), &facts, origin);
    let row = agenda_item::Model {
        proposer_side: side,
        proposer_id: ctx.actor.person_id(),
        proposed_on: ctx.today(),
        confidential_basis: confidential.basis,
        confidential_note: confidential.note,
        ..rules::with_facts(&blank, facts)
    };
    insert_in(&tx, &row).await?;
    tx.commit(row.id).await
}

/// Changes an item: all of it before the meeting, what was made of it until the minutes are approved.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    let action = match row.status {
        Status::Proposed if is_own(ctx, &row) => Action::Propose,
        status if rules::BEFORE.contains(&status) => Action::Update,
        _ => Action::Record,
    };
    allow(tx.conn(), ctx, action, &Reach::Committee(row.committee_id)).await?;
    let after = rules::apply(&row, changes, is_final_in(&tx, &row).await?)?;
    write_in(&tx, &row, after).await?;
    tx.commit(id).await
}

/// Hides an item on a legal basis, or opens it when there is none any more.
pub async fn hide(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    confidential: Confidential,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Hide, &Reach::Committee(row.committee_id)).await?;
    let confidential = confidential.checked()?;
    check_hidden(confidential.basis.is_some() || row.confidential_basis.is_some())?;
    let matter = matters::matter_in(&tx, row.matter_id).await?;
    rules::check_hidden_with(&matter, &confidential)?;
    let Confidential { basis: confidential_basis, note: confidential_note } = confidential;
    let after = agenda_item::Model { confidential_basis, confidential_note, ..row.clone() };
    write_in(&tx, &row, after).await?;
    tx.commit(id).await
}

/// The items that the caller sees, as a condition on their table.
pub fn visible(ctx: &Ctx) -> Condition {
    policy::visible(ctx)
}

/// The ids of the items that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

/// The ids of the meetings at which the caller sees an item of a matter that the caller sees and that a filter lets
/// through, as a subquery.
pub fn meetings_about(ctx: &Ctx, topic: &Filter<matter::Column>) -> SelectStatement {
    store::meetings_about(ctx, topic)
}

/// An item that exists for the caller.
pub async fn item_in(tx: &Tx<'_>, id: Uuid) -> Result<agenda_item::Model> {
    store::by_id(tx.ctx(), tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)
}

/// An item that an input names.
pub async fn named_in(tx: &Tx<'_>, field: &str, id: Uuid) -> Result<agenda_item::Model> {
    store::by_id(tx.ctx(), tx.conn(), &[id])
        .await?
        .remove(&id)
        .ok_or_else(|| Error::user(Code::NotFound, field, "Punktet findes ikke.", "The item does not exist."))
}

/// Refuses to change what approved minutes tell of an item.
pub async fn check_not_final_in(tx: &Tx<'_>, row: &agenda_item::Model) -> Result<()> {
    if is_final_in(tx, row).await? { Err(rules::approved()) } else { Ok(()) }
}

/// Records how much influence there was, with a conclusion.
pub async fn achieve_in(
    tx: &Tx<'_>,
    row: agenda_item::Model,
    achieved: Option<InvolvementLevel>,
) -> Result<agenda_item::Model> {
    let involvement_achieved = achieved.or(row.involvement_achieved);
    write_in(tx, &row, agenda_item::Model { involvement_achieved, ..row.clone() }).await
}

/// Whether the minutes that tell of an item are approved.
async fn is_final_in(tx: &Tx<'_>, row: &agenda_item::Model) -> Result<bool> {
    let Some(meeting) = row.meeting_id else { return Ok(false) };
    let status = meetings::meeting_in(tx, meeting).await?.status;
    Ok(matches!(status, MeetingStatus::MinutesApproved | MeetingStatus::MinutesAdopted))
}

/// The item that a command is about.
async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<agenda_item::Model> {
    let row = item_in(tx, id).await?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// Refuses a committee that does not exist today.
async fn check_committee_in(tx: &Tx<'_>, field: &str, committee: Uuid) -> Result<()> {
    let today = tx.ctx().today();
    let day = Validity::stored(today, today.succ_opt());
    committees::check_open_in(tx, field, [field; 2], committee, day).await
}

/// The side on which the caller sits in a committee today.
async fn side_in(tx: &Tx<'_>, committee: Uuid) -> Result<Option<Side>> {
    let held = mandates_held(tx.conn(), tx.ctx()).await?;
    Ok(held.into_iter().find(|held| held.committee_id == committee).map(|held| held.side))
}

/// Whether the caller asked for an item.
fn is_own(ctx: &Ctx, row: &agenda_item::Model) -> bool {
    row.proposer_id.is_some() && row.proposer_id == ctx.actor.person_id()
}

async fn insert_in(tx: &Tx<'_>, row: &agenda_item::Model) -> Result<()> {
    store::insert(tx.conn(), row).await?;
    record(tx, ChangeKind::Create, None, Some(row));
    Ok(())
}

/// Writes an item with its next version; nothing when nothing differs.
async fn write_in(
    tx: &Tx<'_>,
    before: &agenda_item::Model,
    after: agenda_item::Model,
) -> Result<agenda_item::Model> {
    if *before == after {
        return Ok(after);
    }
    let after = agenda_item::Model { version: before.version + 1, ..after };
    store::update(tx.conn(), &after).await?;
    record(tx, ChangeKind::Update, Some(before), Some(&after));
    Ok(after)
}

fn record(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: Option<&agenda_item::Model>,
    after: Option<&agenda_item::Model>,
) {
    if let Some(row) = after.or(before) {
        let subject = Id::new(Kind::AgendaItem, row.id);
        let diff = rules::diff(before, after);
        tx.record(NewChange { authority_id: row.authority_id, kind, subject, diff });
    }
}

/// A new item, before its facts are written into it.
fn blank(
    authority_id: Uuid,
    id: Uuid,
    (committee_id, matter_id): (Uuid, Uuid),
    facts: &Facts,
    origin: AgendaOrigin,
) -> agenda_item::Model {
    agenda_item::Model {
        authority_id,
        id,
        committee_id,
        meeting_id: None,
        matter_id,
        position: between(None, None),
        number: None,
        title: String::new(),
        sort_key: String::new(),
        search_key: String::new(),
        item_type: facts.item_type,
        aspect: facts.aspect,
        second_aspect: None,
        origin,
        proposer_side: None,
        proposer_id: None,
        recommendation: None,
        case_statement: None,
        duration_minutes: None,
        stage: None,
        involvement_promised: None,
        involvement_achieved: None,
        confidential_basis: None,
        confidential_note: None,
        status: Status::Proposed,
        status_reason: None,
        proposed_on: chrono::NaiveDate::MIN,
        discussed_on: None,
        carried_from: None,
        raised_from: None,
        answer_due: None,
        version: 1,
    }
}
