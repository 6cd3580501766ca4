//! The end of a guideline: by notice, which runs before it ends, or at once for a rule that the employer decided.

use chrono::NaiveDate;
use entity::{guideline::Model, seat::Side};
use uuid::Uuid;

use super::Kept;
use crate::{
    agreement::service::rule_sets,
    core::{Ctx, Result, Written, input::remark, validity::check_done},
    guideline::{
        policy::Action,
        rules::{self, LIFE},
    },
};

/// Notice of a guideline.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The side that gives it.
    pub side: Side,
    /// When it was given; today when absent.
    pub on: Option<NaiveDate>,
    /// First day on which the guideline no longer holds; the first possible when absent.
    pub ends_on: Option<NaiveDate>,
    /// Why.
    pub reason: Option<String>,
}

/// Gives notice. The numbers in force on the day of the notice decide how long it runs at least (rule 26).
pub async fn give(ctx: &Ctx, id: Uuid, if_version: Option<i32>, notice: Notice) -> Result<Written<Uuid>> {
    let (tx, mut kept) = Kept::open(ctx, id, if_version, |_| Action::notice(notice.side)).await?;
    let on = notice.on.unwrap_or_else(|| ctx.today());
    rules::check_notice(&kept.row, on)?;
    kept.row.status = LIFE.step(kept.row.status, "giveNotice")?;
    check_done("on", on, ctx.today())?;
    let years = rule_sets(ctx, tx.conn()).await?;
    let numbers = years.on(on);
    let ends_on = match notice.ends_on {
        Some(ends_on) => ends_on,
        None => rules::notice_end(on, numbers)?,
    };
    rules::check_end(ends_on, on, numbers)?;
    kept.row = Model {
        notice_on: Some(on),
        notice_by: Some(notice.side),
        notice_reason: remark("reason", notice.reason.as_deref())?,
        ends_on: Some(ends_on),
        ..kept.row
    };
    kept.save(tx).await
}

/// Takes a notice back while it runs; the guideline holds on.
pub async fn withdraw(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<Written<Uuid>> {
    let side = |row: &Model| row.notice_by.unwrap_or(Side::Management);
    let (tx, mut kept) = Kept::open(ctx, id, if_version, |row| Action::notice(side(row))).await?;
    kept.row.status = LIFE.step(kept.row.status, "withdrawNotice")?;
    rules::check_runs(&kept.row, ctx.today())?;
    kept.row = Model { notice_on: None, notice_by: None, notice_reason: None, ends_on: None, ..kept.row };
    kept.save(tx).await
}

/// Records that a guideline is over, once its notice has run out.
pub async fn terminate(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let (tx, mut kept) = Kept::open(ctx, id, if_version, |_| Action::Conclude).await?;
    kept.row.status = LIFE.step(kept.row.status, "terminate")?;
    kept.row.ends_on = Some(rules::terminated(&kept.row, on, ctx.today())?);
    kept.save(tx).await
}

/// Ends a rule that the employer decided.
pub async fn repeal(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let (tx, mut kept) = Kept::open(ctx, id, if_version, |_| Action::Repeal).await?;
    let on = on.unwrap_or_else(|| ctx.today());
    rules::check_repeal(&kept.row, on)?;
    kept.row.status = LIFE.step(kept.row.status, "repeal")?;
    kept.row.ends_on = Some(on);
    kept.save(tx).await
}
