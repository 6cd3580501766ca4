//! Series of meetings in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::meeting_series::{self, Model};
use uuid::Uuid;

use super::loader::SeriesById;
use crate::{
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        filter::{IdFilter, NameFilter, where_input},
        ids,
        loaders::One,
        mutation::Reload,
        order::order_input,
    },
    meeting::{
        loader::MeetingsOfSeries,
        types::{Meeting, MeetingOrder, MeetingWhere, meeting_list},
    },
};

where_input! {
    /// Which series. Everything given has to hold.
    MeetingSeriesWhere over meeting_series {
        /// Its id.
        id: IdFilter => Id of MeetingSeries,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// Its name.
        name: NameFilter => SearchKey,
    }
}

order_input! {
    /// How series are sorted. Default: by name.
    MeetingSeriesOrder by MeetingSeriesOrderField over meeting_series {
        /// By name, in the Danish alphabet.
        Name => SortKey,
        /// In the order in which they were recorded.
        Created => Id,
    }
}

/// A series of meetings, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct MeetingSeries {
    /// The series.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for MeetingSeries {
    const NAME: &'static str = "MeetingSeries";
}

impl Reload for MeetingSeries {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<SeriesById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// Meetings of a committee that were planned together, for example those of a year. Visible to every employee of its
/// authority. Danish: møderække, mødeplan.
#[Object]
impl MeetingSeries {
    /// Opaque id; accepted by `node` and wherever a series' id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::MeetingSeries, self.row.id)
    }

    /// The committee.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// Its name, for example "Mødeplan 2026".
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Its meetings. Danish: møder.
    async fn meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MeetingWhere>,
        #[graphql(desc = "Their order; earliest first when absent.")] order_by: Option<MeetingOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Meeting>> {
        let list = meeting_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Meeting { row, as_of: self.as_of };
        nested::<MeetingsOfSeries, _>(ctx, self.row.id, list, &args, node).await
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}

/// The arguments of a list of series.
pub fn series_list(
    as_of: NaiveDate,
    filter: Option<MeetingSeriesWhere>,
    order: Option<MeetingSeriesOrder>,
) -> Result<List<meeting_series::Column>> {
    Ok(List { as_of, filter: MeetingSeriesWhere::read(filter)?, order: MeetingSeriesOrder::read(order) })
}
