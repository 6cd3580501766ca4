//! Discussions of budgets in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::budget_discussion::{Column, Model};
use uuid::Uuid;

use super::{
    super::{
        loader::{CycleById, DiscussionById, DiscussionsOfCommittee, StatementOf},
        rules::discussion as rules,
    },
    BudgetCycle, BudgetDiscussionOrder, BudgetDiscussionWhere, BudgetOutcome,
};
use crate::{
    agreement::loader::rules_of_home,
    committee::types::Committee,
    core::{Error, Kind, Result, rule_set::ParameterName},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        ids,
        loaders::One,
        mutation::Reload,
        scalar::Date,
    },
    meeting::types::Meeting,
};

/// A discussion of a budget; what is reached from here is as of a date.
#[derive(Clone, Debug)]
pub struct BudgetDiscussion {
    /// The row.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for BudgetDiscussion {
    const NAME: &'static str = "BudgetDiscussion";
}

impl Reload for BudgetDiscussion {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<DiscussionById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A list of discussions as a caller asks for it.
pub fn discussion_list(
    as_of: NaiveDate,
    filter: Option<BudgetDiscussionWhere>,
    order: Option<BudgetDiscussionOrder>,
) -> Result<List<Column>> {
    let filter = BudgetDiscussionWhere::read(filter)?;
    Ok(List { as_of, filter, order: BudgetDiscussionOrder::read(order) })
}

/// A page of the discussions of budgets in a committee.
pub async fn discussions_of(
    ctx: &Context<'_>,
    committee: Uuid,
    list: List<Column>,
    args: &PageArgs,
) -> Result<Connection<BudgetDiscussion>> {
    let as_of = list.as_of;
    let node = |row| BudgetDiscussion { row, as_of };
    nested::<DiscussionsOfCommittee, _>(ctx, committee, list, args, node).await
}

impl BudgetDiscussion {
    /// The day by which its material is to be out, by the rule set in force on the day of the discussion.
    async fn due(&self, ctx: &Context<'_>) -> Result<NaiveDate> {
        let rules_of = rules_of_home(ctx).await?;
        let days = rules_of.on(self.row.discussed_on).get(ParameterName::BudgetMaterialDays);
        Ok(rules::material_due(&self.row, days))
    }

    /// The day on which its material was sent.
    async fn sent(&self, ctx: &Context<'_>) -> Result<Option<NaiveDate>> {
        let key = One::<CycleById>::new(self.row.cycle_id, self.as_of);
        let cycle = ctx.loaders().load_one(key).await?;
        let cycle = cycle.ok_or_else(|| Error::internal("a discussion without its budget process"))?;
        Ok(rules::material_sent(&self.row, &cycle))
    }
}

/// A committee's discussion of a budget before one of its readings: when it is, what the committee says, and what came of
/// it. Danish: MED-drøftelse af budgettet. Visible to every employee of its authority, what the committee says only once
/// the statements are sent.
#[Object]
impl BudgetDiscussion {
    /// Opaque id; accepted by `node` and wherever a discussion's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::BudgetDiscussion, self.row.id)
    }

    /// The budget process.
    async fn cycle(&self, ctx: &Context<'_>) -> Option<Result<BudgetCycle>> {
        BudgetCycle::reload(ctx, self.row.cycle_id, self.as_of).await.transpose()
    }

    /// The committee.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The number of the reading that it comes before, from 1.
    async fn reading(&self) -> i32 {
        self.row.reading
    }

    /// The day on which it is, or was.
    async fn discussed_on(&self) -> Date {
        self.row.discussed_on.into()
    }

    /// The meeting; null when none is recorded, or when you do not see it.
    async fn meeting(&self, ctx: &Context<'_>) -> Option<Result<Meeting>> {
        Meeting::reload(ctx, self.row.meeting_id?, self.as_of).await.transpose()
    }

    /// The day by which the written material is to be out: `budgetMaterialDays` of the rule set before the discussion
    /// (rule 36).
    async fn material_due(&self, ctx: &Context<'_>) -> Result<Date> {
        Ok(self.due(ctx).await?.into())
    }

    /// The day on which the material was sent: its own, else that of the whole process; null while it was not.
    async fn material_sent_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(self.sent(ctx).await?.map(Date))
    }

    /// Whether the material was sent after `materialDue`, or, on the date asked for (`asOf`), is late already.
    async fn is_material_late(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(rules::is_late(self.due(ctx).await?, self.sent(ctx).await?, self.as_of))
    }

    /// What the committee says to the budget; null when it said nothing, and, until the statements of the process are sent,
    /// for those who are not inside the committee. Danish: udtalelse, høringssvar.
    async fn statement(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let found = ctx.loaders().load_one(One::<StatementOf>::new(self.row.id, self.as_of)).await?;
        Ok(found.map(|statement| statement.text))
    }

    /// What came of the statement.
    async fn outcome(&self) -> BudgetOutcome {
        self.row.outcome.into()
    }

    /// Why.
    async fn outcome_reason(&self) -> Option<&str> {
        self.row.outcome_reason.as_deref()
    }

    /// The day on which the committee was told.
    async fn answered_on(&self) -> Option<Date> {
        self.row.answered_on.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
