//! What a committee plans and has to do, as fields of the committee: its annual wheels, discussions of
//! budgets, strategy plans and action plans.

use async_graphql::{Context, Object};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    action::types::{ActionPlan, ActionPlanOrder, ActionPlanWhere, action_plan_list, action_plans_of},
    budget_cycle::types::{
        BudgetDiscussion, BudgetDiscussionOrder, BudgetDiscussionWhere, discussion_list, discussions_of,
    },
    core::Result,
    graphql::connection::{Connection, PageArgs},
    plan::types::{
        StrategyPlan, StrategyPlanOrder, StrategyPlanWhere, strategy_plan_list, strategy_plans_of,
    },
    project::types::{
        DevelopmentProject, DevelopmentProjectOrder, DevelopmentProjectWhere, project_list, projects_of,
    },
    wheel::types::{WheelTask, WheelTaskOrder, WheelTaskWhere, task_list, tasks_of},
};

/// A committee as of a date; these fields stand among its own.
pub struct CommitteeYear {
    pub(super) id: Uuid,
    pub(super) as_of: NaiveDate,
}

/// What a committee plans and has to do.
#[Object]
impl CommitteeYear {
    /// The tasks of its annual wheels, of every year. Danish: årshjul.
    async fn wheel_tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "True: only those that are overdue on the date; false: only those that are not.")]
        overdue: Option<bool>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<WheelTaskWhere>,
        #[graphql(desc = "Their order; what is due first when absent.")] order_by: Option<WheelTaskOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<WheelTask>> {
        let list = task_list(self.as_of, overdue, filter, order_by)?;
        tasks_of(ctx, self.id, list, &PageArgs::new(first, after, last, before)).await
    }

    /// Its strategy plans; drafts only when you are inside the committee. Danish: strategiplaner.
    async fn strategy_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<StrategyPlanWhere>,
        #[graphql(desc = "Their order; by the first day of the period when absent.")] order_by: Option<
            StrategyPlanOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<StrategyPlan>> {
        let list = strategy_plan_list(self.as_of, filter, order_by)?;
        strategy_plans_of(ctx, self.id, list, &PageArgs::new(first, after, last, before)).await
    }

    /// The development projects that it follows. Danish: udviklingsprojekter.
    async fn development_projects(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<DevelopmentProjectWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<DevelopmentProjectOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<DevelopmentProject>> {
        let list = project_list(self.as_of, filter, order_by)?;
        projects_of(ctx, self.id, list, &PageArgs::new(first, after, last, before)).await
    }

    /// Its action plans. Danish: handleplaner.
    async fn action_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ActionPlanWhere>,
        #[graphql(desc = "Their order; by title when absent.")] order_by: Option<ActionPlanOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ActionPlan>> {
        let list = action_plan_list(self.as_of, filter, order_by)?;
        action_plans_of(ctx, self.id, list, &PageArgs::new(first, after, last, before)).await
    }

    /// Its discussions of budgets, planned ones among them. Danish: MED-drøftelser af budgettet.
    async fn budget_discussions(
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
        let list = discussion_list(self.as_of, filter, order_by)?;
        discussions_of(ctx, self.id, list, &PageArgs::new(first, after, last, before)).await
    }
}
