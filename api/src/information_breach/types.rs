//! Breaches of the duty to inform in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::information_breach::Model;
use uuid::Uuid;

pub use self::inputs::*;
use super::{loader::InformationBreachById, rules};
use crate::{
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{connection::ListNode, context::ContextExt, ids, loaders::One, mutation::Reload, scalar::Date},
    matter::types::Matter,
    seat::types::Side,
};

/// A breach, seen from a date.
#[derive(Clone, Debug)]
pub struct InformationBreach {
    /// The breach.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for InformationBreach {
    const NAME: &'static str = "InformationBreach";
}

impl Reload for InformationBreach {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<InformationBreachById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// That a side was not informed as the special duty to inform demands, for example of a development in activity or
/// economy, and what became of it (MED framework agreement § 21 KL, § 20 RLTN). Danish: brud på informationspligten.
/// Visible to those inside the committee and inside the committees above it, which treat it.
#[Object]
impl InformationBreach {
    /// Opaque id; accepted by `node` and wherever a breach's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::InformationBreach, self.row.id)
    }

    /// The committee in which remedy was asked for.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The side that was not informed. The duty to inform is mutual.
    async fn requested_by_side(&self) -> Side {
        self.row.requested_by.into()
    }

    /// What it is about.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// What information is missing.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// The matter in which it arose; null when none is recorded, and when you do not see it.
    async fn matter(&self, ctx: &Context<'_>) -> Option<Result<Matter>> {
        Matter::reload(ctx, self.row.matter_id?, self.as_of).await.transpose()
    }

    /// Where it is, as recorded now, whatever the date asked for; `isOverdue` tells about the date.
    async fn status(&self) -> InformationBreachStatus {
        self.row.status.into()
    }

    /// When remedy was asked for in writing: the clock starts.
    async fn requested_on(&self) -> Date {
        self.row.requested_on.into()
    }

    /// The last day on which it can be remedied in time: `breachRemedyMonths` of the rule set in force on the day of the
    /// request, in calendar months.
    async fn remedy_due(&self) -> Date {
        self.row.remedy_due.into()
    }

    /// Whether the time to remedy is over on the date asked for, without remedy and without talks on compensation.
    /// Computed.
    async fn is_overdue(&self) -> bool {
        rules::is_overdue(&self.row, self.as_of)
    }

    /// Days from the date asked for to `remedyDue`: 0 on the last day, negative after it. Null when the clock does not run
    /// on the date. Computed.
    async fn days_left(&self) -> Option<i32> {
        let left = (self.row.remedy_due - self.as_of).num_days();
        i32::try_from(left).ok().filter(|_| rules::runs(&self.row, self.as_of))
    }

    /// When it was remedied.
    async fn remedied_on(&self) -> Option<Date> {
        self.row.remedied_on.map(Date)
    }

    /// Whether it was remedied by `remedyDue`; null when it was not remedied. Computed.
    async fn was_in_time(&self) -> Option<bool> {
        self.row.remedied_on.map(|on| on <= self.row.remedy_due)
    }

    /// How it was remedied.
    async fn remedy(&self) -> Option<&str> {
        self.row.remedy.as_deref()
    }

    /// When talks on compensation began.
    async fn talks_on(&self) -> Option<Date> {
        self.row.talks_on.map(Date)
    }

    /// When it was brought before the central parties, because the sides agreed neither on the breach nor on size or use of
    /// a compensation.
    async fn at_central_on(&self) -> Option<Date> {
        self.row.at_central_on.map(Date)
    }

    /// When it was settled or decided.
    async fn ended_on(&self) -> Option<Date> {
        self.row.ended_on.map(Date)
    }

    /// What was settled or decided.
    async fn outcome(&self) -> Option<&str> {
        self.row.outcome.as_deref()
    }

    /// The compensation, in whole Danish kroner; null when none is recorded. Danish: godtgørelse.
    async fn compensation_dkk(&self) -> Option<i32> {
        self.row.compensation_dkk
    }

    /// What the compensation is used for.
    async fn compensation_use(&self) -> Option<&str> {
        self.row.compensation_use.as_deref()
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
