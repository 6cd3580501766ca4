//! The moves in the life of an item that need no other item and no conclusion.

use entity::agenda_item::{self, AgendaItemStatus as Status};
use uuid::Uuid;

use super::{is_own, load_in, write_in};
use crate::{
    agenda_item::{
        policy::Action,
        rules::{self, LIFE},
    },
    core::{Ctx, Error, Result, Tx, UserErrorCode as Code, Written, place::between},
    meeting::service as meetings,
    rights::{Reach, allow, home},
};

/// Takes a proposed item on.
pub async fn accept(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<Written<Uuid>> {
    step(ctx, id, if_version, (Action::Arrange, "accept"), None).await
}

/// Does not take a proposed item on; says why.
pub async fn decline(ctx: &Ctx, id: Uuid, if_version: Option<i32>, reason: &str) -> Result<Written<Uuid>> {
    let reason = rules::reason(reason)?;
    step(ctx, id, if_version, (Action::Arrange, "decline"), Some(reason)).await
}

/// Puts an item off; see `carry_over` for what brings it back.
pub async fn defer(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    reason: Option<&str>,
) -> Result<Written<Uuid>> {
    let reason = rules::optional_reason(reason)?;
    step(ctx, id, if_version, (Action::Record, "defer"), reason).await
}

/// Takes an item back. Whoever asked for it may, until it was taken on. What stood on a published agenda stays there.
pub async fn withdraw(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    reason: Option<&str>,
) -> Result<Written<Uuid>> {
    let reason = rules::optional_reason(reason)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    let own = row.status == Status::Proposed && is_own(ctx, &row);
    let action = if own { Action::Propose } else { Action::Arrange };
    allow(tx.conn(), ctx, action, &Reach::Committee(row.committee_id)).await?;
    let status = LIFE.step(row.status, "withdraw")?;
    let published = row.number.is_some() || is_published_in(&tx, &row).await?;
    let rest = if published { row.clone() } else { off_the_agenda(&row) };
    write_in(&tx, &row, agenda_item::Model { status, status_reason: reason, ..rest }).await?;
    tx.commit(id).await
}

/// Takes an item off an agenda that is not published, to wait for another meeting.
pub async fn unschedule(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Arrange, &Reach::Committee(row.committee_id)).await?;
    let status = LIFE.step(row.status, "unschedule")?;
    if row.number.is_some() || is_published_in(&tx, &row).await? {
        return Err(Error::user(
            Code::InvalidState,
            "",
            "Dagsordenen er udsendt: udsæt punktet, træk det tilbage, eller flyt det til et andet møde.",
            "The agenda is published: defer the item, withdraw it, or schedule it for another meeting.",
        ));
    }
    write_in(&tx, &row, agenda_item::Model { status, ..off_the_agenda(&row) }).await?;
    tx.commit(id).await
}

/// Moves an item on in its life because of its conclusion. Who may was checked.
pub async fn step_in(tx: &Tx<'_>, row: &agenda_item::Model, name: &str) -> Result<agenda_item::Model> {
    let status = LIFE.step(row.status, name)?;
    write_in(tx, row, agenda_item::Model { status, ..row.clone() }).await
}

async fn step(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    (action, name): (Action, &str),
    status_reason: Option<String>,
) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, action, &Reach::Committee(row.committee_id)).await?;
    let status = LIFE.step(row.status, name)?;
    if rules::TREATED.contains(&row.status) {
        super::check_not_final_in(&tx, &row).await?;
    }
    write_in(&tx, &row, agenda_item::Model { status, status_reason, ..row.clone() }).await?;
    tx.commit(id).await
}

async fn is_published_in(tx: &Tx<'_>, row: &agenda_item::Model) -> Result<bool> {
    match row.meeting_id {
        Some(meeting) => Ok(meetings::meeting_in(tx, meeting).await?.agenda_published_at.is_some()),
        None => Ok(false),
    }
}

fn off_the_agenda(row: &agenda_item::Model) -> agenda_item::Model {
    agenda_item::Model { meeting_id: None, position: between(None, None), ..row.clone() }
}
