//! Root fields about the annual wheel.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{
        WheelEntry, WheelEntryOrder, WheelEntryWhere, WheelTask, WheelTaskOrder, WheelTaskWhere, entry_list,
        task_list,
    },
};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::{Connection, PageArgs, filtered, root},
        context::ContextExt,
        ids,
        scalar::Date,
    },
};

/// See the fields.
#[derive(Debug, Default)]
pub struct WheelQuery;

#[Object]
impl WheelQuery {
    /// The entries of the template of the annual wheel that hold on a date, or all. Danish: skabelon for årshjulet.
    async fn wheel_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(desc = "Also those that do not hold on the date: earlier and later ones.", default)]
        any_date: bool,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<WheelEntryWhere>,
        #[graphql(desc = "Their order; by the first day of the window when absent.")] order_by: Option<
            WheelEntryOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<WheelEntry>> {
        let as_of = ctx.as_of(as_of)?;
        let list = entry_list(as_of, filter, order_by)?;
        let select = filtered(store::entries(ctx.cx(), (!any_date).then_some(as_of)), &list.filter);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, list.order, &args, |row| WheelEntry { row, as_of }).await
    }

    /// One entry of the template, also before it begins and after it ends: see `validFrom` and `validTo`.
    async fn wheel_entry(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<WheelEntry>> {
        Some(ids::one(ctx, Kind::WheelEntry, &id, as_of).await)
    }

    /// The tasks of the annual wheels of your authority's committees, of every year. Danish: årshjul.
    async fn wheel_tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
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
        let as_of = ctx.as_of(as_of)?;
        let list = task_list(as_of, overdue, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let select = filtered(store::tasks(ctx.cx()), &list.filter);
        root(ctx, select, list.order, &args, |row| WheelTask { row, as_of }).await
    }

    /// One task of an annual wheel.
    async fn wheel_task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<WheelTask>> {
        Some(ids::one(ctx, Kind::WheelTask, &id, as_of).await)
    }
}
