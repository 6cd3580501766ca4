//! The template of the annual wheel in GraphQL.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::NaiveDate;
use entity::wheel_entry::{Column, Model};
use uuid::Uuid;

use super::{
    super::{
        loader::{EntriesOfAgreement, EntryById},
        rules::entry as rules,
    },
    inputs::{WheelEntryOrder, WheelEntryWhere, WheelTopic},
};
use crate::{
    agreement::types::LocalAgreement,
    committee::types::CommitteeLevel,
    core::{Kind, Result},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        ids,
        loaders::One,
        mutation::Reload,
        scalar::Date,
    },
};

/// An entry of the template; what is reached from here is as of a date.
#[derive(Clone, Debug)]
pub struct WheelEntry {
    /// The row.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for WheelEntry {
    const NAME: &'static str = "WheelEntry";
}

impl Reload for WheelEntry {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<EntryById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A list of entries as a caller asks for it.
pub fn entry_list(
    as_of: NaiveDate,
    filter: Option<WheelEntryWhere>,
    order: Option<WheelEntryOrder>,
) -> Result<List<Column>> {
    Ok(List { as_of, filter: WheelEntryWhere::read(filter)?, order: WheelEntryOrder::read(order) })
}

/// A page of the entries of an agreement.
pub async fn entries_of(
    ctx: &Context<'_>,
    agreement: Uuid,
    list: List<Column>,
    args: &PageArgs,
) -> Result<Connection<WheelEntry>> {
    let as_of = list.as_of;
    nested::<EntriesOfAgreement, _>(ctx, agreement, list, args, |row| WheelEntry { row, as_of }).await
}

/// A day of the calendar, whatever the year.
#[derive(Clone, Copy, Debug, SimpleObject, InputObject)]
#[graphql(input_name = "MonthDayInput")]
pub struct MonthDay {
    /// The month, 1 to 12.
    month: i32,
    /// The day, 1 to 31. 29 February stands for the last day of February.
    day: i32,
}

impl From<MonthDay> for rules::MonthDay {
    fn from(day: MonthDay) -> Self {
        Self { month: day.month, day: day.day }
    }
}

impl MonthDay {
    const fn stored(number: i32) -> Self {
        let rules::MonthDay { month, day } = rules::MonthDay::stored(number);
        Self { month, day }
    }
}

/// Something that a local agreement, or a rule, wants committees to do every year: the template from which annual wheels
/// are opened. Danish: skabelon for årshjulet. Visible to every employee of its authority.
#[Object]
impl WheelEntry {
    /// Opaque id; accepted by `node` and wherever an entry's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::WheelEntry, self.row.id)
    }

    /// The local agreement whose template it is part of.
    async fn agreement(&self, ctx: &Context<'_>) -> Option<Result<LocalAgreement>> {
        LocalAgreement::reload(ctx, self.row.agreement_id, self.as_of).await.transpose()
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

    /// First day of the window in which it is to be done.
    async fn window_from(&self) -> MonthDay {
        MonthDay::stored(self.row.window_from)
    }

    /// Last day of the window; when it comes before the first day, it lies in the next year.
    async fn window_to(&self) -> MonthDay {
        MonthDay::stored(self.row.window_to)
    }

    /// The levels of the committees that it concerns, highest first.
    async fn levels(&self) -> Result<Vec<CommitteeLevel>> {
        Ok(rules::levels(&self.row)?.into_iter().map(CommitteeLevel::from).collect())
    }

    /// First day on which it holds.
    async fn valid_from(&self) -> Date {
        self.row.valid_from.into()
    }

    /// First day on which it no longer holds; null while open.
    async fn valid_to(&self) -> Option<Date> {
        self.row.valid_to.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
