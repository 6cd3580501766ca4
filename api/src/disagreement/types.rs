//! Disagreements in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{disagreement::Model, disagreement_step};
use uuid::Uuid;

pub use self::inputs::*;
use super::{
    loader::{DisagreementById, StepsOf},
    rules,
};
use crate::{
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{
        connection::ListNode,
        context::ContextExt,
        ids,
        loaders::{GroupOf, One},
        mutation::Reload,
        scalar::Date,
    },
    matter::types::Matter,
    seat::types::Side,
};

/// A disagreement, seen from a date.
#[derive(Clone, Debug)]
pub struct Disagreement {
    /// The disagreement.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for Disagreement {
    const NAME: &'static str = "Disagreement";
}

impl Reload for Disagreement {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<DisagreementById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// That the sides of a committee disagree, and how far up it has gone: its committee, the main committee, the central
/// parties (MED framework agreement § 22 KL, § 21 RLTN), arbitration. Danish: uenighed. Visible to those inside the
/// committee and inside the committees above it, which treat it.
#[Object]
impl Disagreement {
    /// Opaque id; accepted by `node` and wherever a disagreement's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Disagreement, self.row.id)
    }

    /// The committee in which it was raised.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The side that raised it.
    async fn raised_by_side(&self) -> Side {
        self.row.raised_by.into()
    }

    /// What it is about.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// What the sides disagree on.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// The matter in which it arose; null when none is recorded, and when you do not see it.
    async fn matter(&self, ctx: &Context<'_>) -> Option<Result<Matter>> {
        Matter::reload(ctx, self.row.matter_id?, self.as_of).await.transpose()
    }

    /// Where it is, as recorded now, whatever the date asked for.
    async fn status(&self) -> DisagreementStatus {
        self.row.status.into()
    }

    /// When it was raised.
    async fn raised_on(&self) -> Date {
        self.row.raised_on.into()
    }

    /// Since when it is where it is.
    async fn status_on(&self) -> Date {
        self.row.status_on.into()
    }

    /// By when an answer is agreed to come. The rule set has no time limits for disagreements, so this is only what the
    /// sides have agreed; null when they have not.
    async fn due_on(&self) -> Option<Date> {
        self.row.due_on.map(Date)
    }

    /// Whether that day is over on the date asked for, and the disagreement is not. Computed.
    async fn is_overdue(&self) -> bool {
        rules::is_overdue(&self.row, self.as_of)
    }

    /// When it was closed, settled or withdrawn; null while it is not over.
    async fn ended_on(&self) -> Option<Date> {
        self.row.ended_on.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// Each step on its way, first to last, the raising of it included; at most 7.
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<DisagreementStep>> {
        let steps = ctx.loaders().load_one(GroupOf::<StepsOf>::new(self.row.id)).await?;
        Ok(steps.unwrap_or_default().into_iter().map(DisagreementStep).collect())
    }
}

/// A step of a disagreement.
#[derive(Clone, Debug)]
pub struct DisagreementStep(disagreement_step::Model);

/// One step on the way of a disagreement. Danish: skridt i sagen.
#[Object]
impl DisagreementStep {
    /// 1 for the first, then 2, 3 and so on.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// Where it led.
    async fn status(&self) -> DisagreementStatus {
        self.0.status.into()
    }

    /// When it was taken.
    async fn taken_on(&self) -> Date {
        self.0.taken_on.into()
    }

    /// By when an answer was agreed to come; null when nothing was agreed.
    async fn due_on(&self) -> Option<Date> {
        self.0.due_on.map(Date)
    }

    /// What was said, settled or decided.
    async fn text(&self) -> Option<&str> {
        self.0.text.as_deref()
    }

    /// When it was recorded (UTC).
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }
}
