//! An item that goes on in another committee: there it is a proposed item of the same matter, until it is answered. And one
//! that something else, such as a barrier, asks a committee to treat.

use chrono::NaiveDate;
use entity::{
    agenda_item::{self, AgendaItemStatus as Status, AgendaOrigin},
    matter,
    seat::Side,
};
use uuid::Uuid;

use super::{blank, check_committee_in, insert_in, write_in};
use crate::{
    agenda_item::{
        rules::{self, Facts, LIFE},
        store,
    },
    core::{Error, Result, Tx, UserErrorCode as Code, validity::check_range},
};

/// Where an item goes.
#[derive(Clone, Copy, Debug)]
pub struct Forward {
    /// The committee.
    pub committee_id: Uuid,
    /// How it looks from there.
    pub origin: AgendaOrigin,
    /// When that committee is to have answered.
    pub answer_due: Option<NaiveDate>,
}

/// Opens the item at the other committee, hidden when this one is. Who may was checked.
pub async fn open_at_in(tx: &Tx<'_>, row: &agenda_item::Model, to: Forward) -> Result<Uuid> {
    check_committee_in(tx, "forwardToCommitteeId", to.committee_id).await?;
    let facts = Facts { duration_minutes: None, stage: row.stage, ..rules::facts(row) };
    let ids = (to.committee_id, row.matter_id);
    let blank = blank(row.authority_id, tx.ctx().new_id(), ids, &facts, to.origin);
    let new = agenda_item::Model {
        proposed_on: tx.ctx().today(),
        confidential_basis: row.confidential_basis,
        confidential_note: row.confidential_note.clone(),
        raised_from: Some(row.id),
        answer_due: to.answer_due,
        ..rules::with_facts(&blank, facts)
    };
    insert_in(tx, &new).await?;
    Ok(new.id)
}

/// What a committee is asked to treat by something other than an item.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The committee.
    pub committee_id: Uuid,
    /// The matter.
    pub matter_id: Uuid,
    /// How it looks from there.
    pub origin: AgendaOrigin,
    /// When that committee is to have answered.
    pub answer_due: Option<NaiveDate>,
    /// What it is about.
    pub facts: Facts,
}

/// Proposes an item to a committee, hidden when its matter is. Who may was checked, and the committee, too.
pub async fn ask_in(tx: &Tx<'_>, matter: &matter::Model, asked: Asked) -> Result<Uuid> {
    if let Some(due) = asked.answer_due {
        check_range("answerDue", due)?;
    }
    let facts = rules::checked(&asked.facts)?;
    let ids = (asked.committee_id, matter.id);
    let blank = blank(matter.authority_id, tx.ctx().new_id(), ids, &facts, asked.origin);
    let new = agenda_item::Model {
        proposed_on: tx.ctx().today(),
        confidential_basis: matter.confidential_basis,
        confidential_note: matter.confidential_note.clone(),
        answer_due: asked.answer_due,
        ..rules::with_facts(&blank, facts)
    };
    insert_in(tx, &new).await?;
    Ok(new.id)
}

/// How an item looks that a side of the same committee brings up, or a committee further down.
pub const fn origin_of(side: Option<Side>) -> AgendaOrigin {
    match side {
        Some(Side::Management) => AgendaOrigin::Management,
        Some(Side::Employee) => AgendaOrigin::Employee,
        None => AgendaOrigin::LowerLevel,
    }
}

/// Whether nobody waits for an answer to an item any more; also of one that the caller does not see.
pub async fn is_answered_in(tx: &Tx<'_>, authority: Uuid, id: Uuid) -> Result<bool> {
    let row = store::any(tx.conn(), authority, id).await?;
    Ok(row.is_none_or(|row| rules::ANSWERED.contains(&row.status)))
}

/// Takes back what was opened at another committee, because the conclusion was corrected; refused once that committee
/// has taken it on.
pub async fn take_back_in(tx: &Tx<'_>, authority: Uuid, id: Uuid) -> Result<()> {
    let row = store::any(tx.conn(), authority, id).await?.ok_or(Error::NotFound)?;
    if row.status != Status::Proposed {
        return Err(taken_on());
    }
    let status = LIFE.step(row.status, "withdraw")?;
    write_in(tx, &row, agenda_item::Model { status, ..row.clone() }).await?;
    Ok(())
}

/// When the other committee is to have answered.
pub async fn due_in(tx: &Tx<'_>, authority: Uuid, id: Uuid) -> Result<Option<NaiveDate>> {
    Ok(store::any(tx.conn(), authority, id).await?.and_then(|row| row.answer_due))
}

/// Changes when the other committee is to have answered.
pub async fn set_due_in(tx: &Tx<'_>, authority: Uuid, id: Uuid, answer_due: Option<NaiveDate>) -> Result<()> {
    let row = store::any(tx.conn(), authority, id).await?.ok_or(Error::NotFound)?;
    write_in(tx, &row, agenda_item::Model { answer_due, ..row.clone() }).await?;
    Ok(())
}

fn taken_on() -> Error {
    Error::user(
        Code::InvalidState,
        "kind",
        "Det andet udvalg har allerede taget punktet op.",
        "The other committee has already taken the item on.",
    )
}
