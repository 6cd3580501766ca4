//! The annual wheel in GraphQL.

mod entry;
mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::wheel_task::{Column, Model};
use uuid::Uuid;

pub use self::{entry::*, inputs::*};
use super::{
    loader::{TaskById, TasksOfCommittee},
    rules,
};
use crate::{
    committee::types::Committee,
    core::{Kind, Result, filter::Filter},
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

/// A task of the annual wheel; what is reached from here is as of a date.
#[derive(Clone, Debug)]
pub struct WheelTask {
    /// The row.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for WheelTask {
    const NAME: &'static str = "WheelTask";
}

impl Reload for WheelTask {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<TaskById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A list of tasks as a caller asks for it.
pub fn task_list(
    as_of: NaiveDate,
    overdue: Option<bool>,
    filter: Option<WheelTaskWhere>,
    order: Option<WheelTaskOrder>,
) -> Result<List<Column>> {
    let filter = match overdue {
        None => WheelTaskWhere::read(filter)?,
        wanted => Filter::All(vec![rules::wanted(as_of, wanted), WheelTaskWhere::read(filter)?]),
    };
    Ok(List { as_of, filter, order: WheelTaskOrder::read(order) })
}

/// A page of the tasks of a committee.
pub async fn tasks_of(
    ctx: &Context<'_>,
    committee: Uuid,
    list: List<Column>,
    args: &PageArgs,
) -> Result<Connection<WheelTask>> {
    let as_of = list.as_of;
    nested::<TasksOfCommittee, _>(ctx, committee, list, args, |row| WheelTask { row, as_of }).await
}

/// Something that a committee has to do in a year, as its annual wheel says. Danish: punkt i årshjulet. Visible to every
/// employee of its authority.
#[Object]
impl WheelTask {
    /// Opaque id; accepted by `node` and wherever a task's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::WheelTask, self.row.id)
    }

    /// The committee that has to do it.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The year of the wheel.
    async fn year(&self) -> i32 {
        self.row.year
    }

    /// The entry of the template that it was made from; null when it was added by hand.
    async fn entry(&self, ctx: &Context<'_>) -> Option<Result<WheelEntry>> {
        WheelEntry::reload(ctx, self.row.entry_id?, self.as_of).await.transpose()
    }

    /// What it is about.
    async fn topic(&self) -> WheelTopic {
        self.row.topic.into()
    }

    /// Title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// The number of the rule that asks for it, in the list of checkable rules (as `Finding.rule`).
    async fn rule_ref(&self) -> Option<i32> {
        self.row.rule_ref
    }

    /// First day on which it can be done.
    async fn due_from(&self) -> Date {
        self.row.due_from.into()
    }

    /// Last day on which it is in time.
    async fn due_by(&self) -> Date {
        self.row.due_by.into()
    }

    /// The meeting that takes it up; null when none does, or when you do not see it.
    async fn meeting(&self, ctx: &Context<'_>) -> Option<Result<Meeting>> {
        Meeting::reload(ctx, self.row.meeting_id?, self.as_of).await.transpose()
    }

    /// Where it is in its life today.
    async fn status(&self) -> WheelTaskStatus {
        self.row.status.into()
    }

    /// Why it was left out.
    async fn status_reason(&self) -> Option<&str> {
        self.row.status_reason.as_deref()
    }

    /// The day on which it was done or left out.
    async fn closed_on(&self) -> Option<Date> {
        self.row.closed_on.map(Date)
    }

    /// Whether it is overdue on the date asked for (`asOf`): `dueBy` has passed, and it was neither done nor left out by
    /// then. Danish: overskredet.
    async fn is_overdue(&self) -> bool {
        rules::is_overdue(&self.row, self.as_of)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
