//! Commands on acting periods. They belong to the alternate's mandate: its version grows, its change is recorded.

use chrono::NaiveDate;
use entity::{acting, mandate};
use uuid::Uuid;

use super::load_in;
use crate::{
    core::{
        ChangeKind, Ctx, Diff, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity,
        Written,
    },
    mandate::{policy::Action, rules, store},
    rights::{Reach, allow, home},
};

/// Lets an alternate act in a period.
pub async fn start(ctx: &Ctx, id: Uuid, if_version: Option<i32>, span: Validity) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let alternate = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Act, &Reach::Committee(alternate.committee_id)).await?;
    let Some(principal) = alternate.alternate_for else {
        return Err(Error::user(
            Code::NotAllowed,
            "mandateId",
            "Kun en suppleant kan fungere for en anden.",
            "Only an alternate can act for somebody.",
        ));
    };
    let principal = load_in(&tx, principal, None).await?;
    let rivals = store::alternates(tx.conn(), authority, principal.id).await?;
    let rivals: Vec<Uuid> = rivals.iter().map(|row| row.id).collect();
    let acting = store::acting::of(tx.conn(), authority, &rivals).await?;
    rules::check_acting(&alternate, &principal, &acting, span)?;
    let row = acting::Model {
        authority_id: authority,
        id: ctx.new_id(),
        mandate_id: id,
        valid_from: span.from,
        valid_to: span.to,
    };
    store::acting::insert(tx.conn(), row).await?;
    touch_in(&tx, alternate).await?;
    tx.commit(id).await
}

/// Ends the acting period that holds on a date: the alternate no longer acts on that day.
pub async fn end(ctx: &Ctx, id: Uuid, if_version: Option<i32>, on: NaiveDate) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let alternate = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Act, &Reach::Committee(alternate.committee_id)).await?;
    let periods = store::acting::of(tx.conn(), authority, &[id]).await?;
    let running = |row: &&acting::Model| Validity::stored(row.valid_from, row.valid_to).contains(on);
    let Some(period) = periods.iter().find(running) else {
        return Err(Error::user(
            Code::InvalidState,
            "on",
            "Suppleanten fungerer ikke på den dato.",
            "The alternate does not act on that date.",
        ));
    };
    store::acting::end(tx.conn(), period, on).await?;
    touch_in(&tx, alternate).await?;
    tx.commit(id).await
}

/// Gives the alternate's mandate its next version. When somebody acts tells of another's absence, so the log only
/// names the field.
async fn touch_in(tx: &Tx<'_>, row: mandate::Model) -> Result<()> {
    let row = mandate::Model { version: row.version + 1, ..row };
    store::update(tx.conn(), &row).await?;
    tx.record(NewChange {
        authority_id: row.authority_id,
        kind: ChangeKind::Update,
        subject: Id::new(Kind::Mandate, row.id),
        diff: Diff::new().personal("actingPeriods", None, Some(&row.version)),
    });
    Ok(())
}
