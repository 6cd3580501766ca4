//! Budget processes in GraphQL.

mod discussion;
mod inputs;
mod reading;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::budget_cycle::{Column, Model};
use uuid::Uuid;

pub use self::{discussion::*, inputs::*, reading::BudgetReading};
use super::loader::{CycleById, DiscussionsOfCycle, ReadingsOfCycle};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        ids,
        loaders::{GroupOf, One},
        mutation::Reload,
        scalar::Date,
    },
};

/// A budget process; what is reached from here is as of a date.
#[derive(Clone, Debug)]
pub struct BudgetCycle {
    /// The row.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for BudgetCycle {
    const NAME: &'static str = "BudgetCycle";
}

impl Reload for BudgetCycle {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<CycleById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A list of budget processes as a caller asks for it.
pub fn cycle_list(
    as_of: NaiveDate,
    filter: Option<BudgetCycleWhere>,
    order: Option<BudgetCycleOrder>,
) -> Result<List<Column>> {
    Ok(List { as_of, filter: BudgetCycleWhere::read(filter)?, order: BudgetCycleOrder::read(order) })
}

/// The process in which a budget is made: when committees get the material, when they discuss it before each reading, when
/// they can give input, and what came of it (rules 35 to 38). One for each budget year. Danish: budgetproces. Visible to
/// every employee of its authority.
#[Object]
impl BudgetCycle {
    /// Opaque id; accepted by `node` and wherever a budget process's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::BudgetCycle, self.row.id)
    }

    /// The budget year.
    async fn year(&self) -> i32 {
        self.row.year
    }

    /// Where it is today.
    async fn status(&self) -> BudgetCycleStatus {
        self.row.status.into()
    }

    /// The day on which the material was sent to the committees; null while it was not.
    async fn material_sent_on(&self) -> Option<Date> {
        self.row.material_sent_on.map(Date)
    }

    /// Last day on which committees can give their statements. Danish: høringsfrist.
    async fn statement_due(&self) -> Option<Date> {
        self.row.statement_due.map(Date)
    }

    /// The day on which the statements were sent to the council; null while they were not.
    async fn statement_sent_on(&self) -> Option<Date> {
        self.row.statement_sent_on.map(Date)
    }

    /// The day on which the main committee meets, or met, the political leadership about the budget.
    async fn political_dialogue_on(&self) -> Option<Date> {
        self.row.political_dialogue_on.map(Date)
    }

    /// The day on which the council adopts, or adopted, the budget.
    async fn adopted_on(&self) -> Option<Date> {
        self.row.adopted_on.map(Date)
    }

    /// When the council reads it, in their order; at most 4. Danish: behandlinger.
    async fn readings(&self, ctx: &Context<'_>) -> Result<Vec<BudgetReading>> {
        let rows = ctx.loaders().load_one(GroupOf::<ReadingsOfCycle>::new(self.row.id)).await?;
        let as_of = self.as_of;
        Ok(rows.unwrap_or_default().into_iter().map(|row| BudgetReading { row, as_of }).collect())
    }

    /// The committees' discussions of it, planned ones among them. Danish: MED-drøftelser.
    async fn discussions(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<BudgetDiscussionWhere>,
        #[graphql(desc = "Their order; earliest first when absent.")] order_by: Option<BudgetDiscussionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<BudgetDiscussion>> {
        let as_of = self.as_of;
        let list = discussion_list(as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| BudgetDiscussion { row, as_of };
        nested::<DiscussionsOfCycle, _>(ctx, self.row.id, list, &args, node).await
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
