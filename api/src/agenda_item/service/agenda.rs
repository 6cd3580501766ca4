//! The agenda of a meeting: what stands on it, in which order, under which number, and what becomes of it when the agenda
//! is published and when the meeting is held.

use chrono::NaiveDate;
use entity::{
    agenda_item::{self, AgendaItemStatus as Status},
    meeting,
};
use uuid::Uuid;

use super::{insert_in, load_in, named_in, record, write_in};
use crate::{
    agenda_item::{
        policy::Action,
        rules::{self, LIFE},
        store,
    },
    conclusion::service as conclusions,
    core::{ChangeKind, Ctx, Error, Result, Tx, UserErrorCode as Code, Written, place::between},
    matter::service as matters,
    meeting::service as meetings,
    rights::{Reach, allow, home},
};

/// Where in the agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// At the end.
    Last,
    /// At the beginning.
    First,
    /// Right after another item.
    After(Uuid),
}

/// Puts an item on the agenda of a meeting, or moves it to that of another.
pub async fn schedule(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    (meeting, spot): (Uuid, Spot),
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Arrange, &Reach::Committee(row.committee_id)).await?;
    check_spot_in(&tx, spot).await?;
    let meeting = open_meeting_in(&tx, row.committee_id, meeting).await?;
    let status = LIFE.step(row.status, "schedule")?;
    let number = row.number.clone().filter(|_| row.meeting_id == Some(meeting.id));
    let after = agenda_item::Model { status, number, ..row.clone() };
    let after = placed_in(&tx, after, &meeting, spot).await?;
    write_in(&tx, &row, after).await?;
    tx.commit(id).await
}

/// Moves an item within its agenda. Its number stays once it was published.
pub async fn move_to(ctx: &Ctx, id: Uuid, if_version: Option<i32>, spot: Spot) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Arrange, &Reach::Committee(row.committee_id)).await?;
    check_spot_in(&tx, spot).await?;
    // The same states in which it can be put on an agenda, save that it has to be on one.
    let (Status::Scheduled, Some(meeting)) = (LIFE.step(row.status, "schedule")?, row.meeting_id) else {
        return Err(Error::user(
            Code::InvalidState,
            "",
            "Punktet står ikke på en dagsorden.",
            "The item stands on no agenda.",
        ));
    };
    let meeting = open_meeting_in(&tx, row.committee_id, meeting).await?;
    let after = placed_in(&tx, row.clone(), &meeting, spot).await?;
    write_in(&tx, &row, after).await?;
    tx.commit(id).await
}

/// Puts an item off to another meeting: there it goes on as a new item of the same matter.
pub async fn carry_over(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    (meeting, spot): (Uuid, Spot),
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Arrange, &Reach::Committee(row.committee_id)).await?;
    check_spot_in(&tx, spot).await?;
    let meeting = open_meeting_in(&tx, row.committee_id, meeting).await?;
    let status = match row.status {
        Status::Deferred => Status::Deferred,
        status => LIFE.step(status, "defer")?,
    };
    check_not_carried_in(&tx, id).await?;
    matters::check_open("id", &matters::matter_in(&tx, row.matter_id).await?)?;
    if row.meeting_id == Some(meeting.id) {
        return Err(wrong_meeting(
            "Det er mødet, som punktet udsættes fra.",
            "The item is put off from this meeting.",
        ));
    }
    let new = agenda_item::Model {
        id: ctx.new_id(),
        number: None,
        status: Status::Scheduled,
        status_reason: None,
        involvement_achieved: None,
        proposed_on: ctx.today(),
        discussed_on: None,
        carried_from: Some(id),
        version: 1,
        ..row.clone()
    };
    let new = placed_in(&tx, new, &meeting, spot).await?;
    insert_in(&tx, &new).await?;
    // Whoever waits for an answer now waits for the new one.
    write_in(&tx, &row, agenda_item::Model { status, answer_due: None, ..row.clone() }).await?;
    conclusions::follow_in(&tx, authority, (id, new.id)).await?;
    tx.commit(new.id).await
}

/// Fixes the numbers of a meeting's items, because its agenda is published: from 1 the first time; what comes later has
/// the number of the item before it with a letter.
pub async fn publish_in(tx: &Tx<'_>, authority: Uuid, meeting: Uuid) -> Result<()> {
    let agenda = store::agenda(tx.conn(), authority, meeting).await?;
    let fixed: Vec<Option<&str>> = agenda.iter().map(|row| row.number.as_deref()).collect();
    let given = rules::numbers(&fixed);
    let given: Vec<(&agenda_item::Model, String)> =
        given.into_iter().filter_map(|(at, number)| Some((agenda.get(at)?, number))).collect();
    if given.is_empty() {
        return Ok(());
    }
    let numbers: Vec<(Uuid, String)> = given.iter().map(|(row, number)| (row.id, number.clone())).collect();
    store::number(tx.conn(), authority, &numbers).await?;
    for (row, number) in given {
        let after = agenda_item::Model { number: Some(number), ..row.clone() };
        record(tx, ChangeKind::Update, Some(row), Some(&after));
    }
    Ok(())
}

/// Records that the items of a meeting were discussed on a day, because the meeting was held.
pub async fn hold_in(tx: &Tx<'_>, authority: Uuid, meeting: Uuid, on: NaiveDate) -> Result<()> {
    let status = LIFE.step(Status::Scheduled, "discuss")?;
    let mut agenda = store::agenda(tx.conn(), authority, meeting).await?;
    agenda.retain(|row| row.status == Status::Scheduled);
    store::discuss(tx.conn(), authority, meeting, (Status::Scheduled, status), on).await?;
    for row in &agenda {
        let after = agenda_item::Model { status, discussed_on: Some(on), ..row.clone() };
        record(tx, ChangeKind::Update, Some(row), Some(&after));
    }
    Ok(())
}

/// The item at a spot of a meeting's agenda; with a number when the agenda is published and it has none.
async fn placed_in(
    tx: &Tx<'_>,
    row: agenda_item::Model,
    meeting: &meeting::Model,
    spot: Spot,
) -> Result<agenda_item::Model> {
    let mut agenda = store::agenda(tx.conn(), row.authority_id, meeting.id).await?;
    agenda.retain(|other| other.id != row.id);
    let at = match spot {
        Spot::Last => agenda.len(),
        Spot::First => 0,
        Spot::After(other) => {
            agenda.iter().position(|row| row.id == other).map(|at| at + 1).ok_or_else(|| {
                Error::user(
                    Code::NotFound,
                    "afterId",
                    "Punktet står ikke på den dagsorden.",
                    "The item does not stand on that agenda.",
                )
            })?
        }
    };
    let place = |at: Option<usize>| agenda.get(at?).map(|row| row.position.as_str());
    let position = between(place(at.checked_sub(1)), place(Some(at)));
    let mut number = row.number.clone();
    if number.is_none() && meeting.agenda_published_at.is_some() {
        let mut fixed: Vec<Option<&str>> = agenda.iter().map(|row| row.number.as_deref()).collect();
        fixed.insert(at, None);
        number = rules::numbers(&fixed).into_iter().find(|(place, _)| *place == at).map(|(_, number)| number);
    }
    Ok(agenda_item::Model { meeting_id: Some(meeting.id), position, number, ..row })
}

/// Refuses a place after what does not exist for the caller.
async fn check_spot_in(tx: &Tx<'_>, spot: Spot) -> Result<()> {
    match spot {
        Spot::After(other) => named_in(tx, "afterId", other).await.map(|_| ()),
        Spot::First | Spot::Last => Ok(()),
    }
}

/// A meeting of a committee that still takes items.
async fn open_meeting_in(tx: &Tx<'_>, committee: Uuid, meeting: Uuid) -> Result<meeting::Model> {
    let meeting = meetings::named_in(tx, "meetingId", meeting).await?;
    if meeting.committee_id != committee {
        return Err(wrong_meeting(
            "Mødet hører til et andet udvalg end punktet.",
            "The meeting belongs to another committee than the item.",
        ));
    }
    if !meetings::is_open_for_items(&meeting) {
        return Err(Error::user(
            Code::InvalidState,
            "meetingId",
            "Mødet tager ikke imod punkter: det er holdt, aflyst eller udsat.",
            "The meeting takes no items: it was held, cancelled or postponed.",
        ));
    }
    Ok(meeting)
}

fn wrong_meeting(da: &str, en: &str) -> Error {
    Error::user(Code::NotAllowed, "meetingId", da, en)
}

async fn check_not_carried_in(tx: &Tx<'_>, id: Uuid) -> Result<()> {
    let column = (agenda_item::Column::CarriedFrom, |row: &agenda_item::Model| row.carried_from);
    let next = store::successors(tx.ctx(), tx.conn(), (column.0, column.1), &[id]).await?.remove(&id);
    if next.is_none_or(|next| next.status == Status::Withdrawn) {
        return Ok(());
    }
    Err(Error::user(
        Code::InvalidState,
        "",
        "Punktet er allerede ført videre til et andet møde.",
        "The item was carried over to another meeting already.",
    ))
}
