//! Readings of a budget in GraphQL.

use async_graphql::{Context, Object};
use chrono::NaiveDate;
use entity::budget_reading::Model;

use super::super::loader::MissingBeforeReading;
use crate::{
    committee::types::{Committee, CommitteeOrder, CommitteeWhere},
    core::Result,
    graphql::{
        connection::{Connection, List, PageArgs, nested},
        scalar::Date,
    },
};

/// A reading of a budget; what is reached from here is as of a date.
#[derive(Clone, Debug)]
pub struct BudgetReading {
    pub(super) row: Model,
    pub(super) as_of: NaiveDate,
}

/// When the council reads a budget. Committees discuss it before each reading (rule 36). Danish: behandling.
#[Object]
impl BudgetReading {
    /// Its number, from 1.
    async fn number(&self) -> i32 {
        self.row.number
    }

    /// The day on which the council reads it.
    async fn read_on(&self) -> Date {
        self.row.read_on.into()
    }

    /// The committees that are at work on the date asked for (`asOf`) and have no discussion before this reading by its
    /// day, planned ones counted. MED, MED_AND_AMO, SU and STAFF_MEETING only; use `where` for one level. Danish: udvalg
    /// uden drøftelse.
    async fn missing_committees(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<CommitteeWhere>,
        #[graphql(desc = "Their order; by name when absent.")] order_by: Option<CommitteeOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Committee>> {
        let as_of = self.as_of;
        let (filter, order) = (CommitteeWhere::read(filter)?, CommitteeOrder::read(order_by));
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Committee { row, as_of };
        nested::<MissingBeforeReading, _>(ctx, self.row.id, List { as_of, filter, order }, &args, node).await
    }
}
