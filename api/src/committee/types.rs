//! Committees in GraphQL.

mod inputs;
mod lists;
mod period;
mod year;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::committee::{self, Model};
use uuid::Uuid;

#[cfg_attr(
    not(test),
    expect(clippy::wildcard_imports, reason = "a list of names, kept in a file of its own")
)]
use self::lists::*;
use self::year::CommitteeYear;
pub use self::{inputs::*, period::CommitteePeriod};
use super::loader::{CommitteeById, CommitteeChildren, CommitteeDescendants, CommitteePeriods};
use crate::{
    core::{Kind, Result},
    external_id::{loader::ExternalIds, types::ExternalId},
    finding::{
        self,
        types::{Finding, FindingOrder, FindingWhere},
    },
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, list_of, nested, short},
        context::ContextExt,
        ids,
        loaders::{AncestorsOf, GroupOf, One},
        mutation::Reload,
        scalar::Date,
    },
};

/// A committee as of a date.
#[derive(Clone, Debug)]
pub struct Committee {
    /// The period that tells about the date.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Committee {
    /// The id inside.
    pub const fn uuid(&self) -> Uuid {
        self.row.id
    }

    async fn load(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<CommitteeById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

impl ListNode for Committee {
    const NAME: &'static str = "Committee";
}

impl Reload for Committee {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        Self::load(ctx, id, as_of).await
    }
}

/// A committee in which management and employees meet, as it was, is or will be on the date asked for (`asOf`).
/// Danish: MED-udvalg. Visible to every employee of its authority.
#[Object]
impl Committee {
    /// Opaque id; accepted by `node` and wherever a committee's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Committee, self.row.id)
    }

    /// Name on the date.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Kind of committee.
    async fn kind(&self) -> CommitteeKind {
        self.row.kind.into()
    }

    /// Canonical level, the same for all authorities.
    async fn level(&self) -> CommitteeLevel {
        self.row.level.into()
    }

    /// What the authority itself calls the level, for example "Center-MED".
    async fn local_label(&self) -> Option<&str> {
        self.row.local_label.as_deref()
    }

    /// Status on the date.
    async fn status(&self) -> CommitteeStatus {
        self.row.status.into()
    }

    /// First day of the period in which all this holds.
    async fn valid_from(&self) -> Date {
        self.row.valid_from.into()
    }

    /// First day on which something about it changes; null while no change is known.
    async fn valid_to(&self) -> Option<Date> {
        self.row.valid_to.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The committee above; null for a main committee.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Self::load(ctx, self.row.parent_id?, self.as_of).await.transpose()
    }

    /// The committees above, from the top down to the parent; at most 20.
    async fn ancestors(&self, ctx: &Context<'_>) -> Result<Vec<Committee>> {
        let Some(parent) = self.row.parent_id else { return Ok(Vec::new()) };
        let key = AncestorsOf::<CommitteeById>::below(parent, self.as_of);
        let above = ctx.loaders().load_one(key).await?;
        Ok(above.unwrap_or_default().into_iter().map(|row| self.other(row)).collect())
    }

    /// The committee that took over, when this one was merged.
    async fn merged_into(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Self::load(ctx, self.row.merged_into?, self.as_of).await.transpose()
    }

    /// The committees right below that exist on the date.
    async fn children(
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
        let list = self.list(filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        nested::<CommitteeChildren, _>(ctx, self.row.id, list, &args, |row| self.other(row)).await
    }

    /// All committees below, at any depth, that exist on the date.
    async fn descendants(
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
        let list = self.list(filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        nested::<CommitteeDescendants, _>(ctx, self.row.id, list, &args, |row| self.other(row)).await
    }

    /// The seats that exist on the date, vacant ones among them. Danish: pladser.
    async fn seats(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<SeatWhere>,
        #[graphql(desc = "Their order; by place in the list when absent.")] order_by: Option<SeatOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Seat>> {
        let page = PageArgs::new(first, after, last, before);
        list_of!(self, ctx, SeatsOfCommittee => Seat, seat_list(filter, order_by), page)
    }

    /// The seats that nobody holds on the date; an alternate holds no seat. Danish: ledige pladser.
    async fn vacancies(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<SeatWhere>,
        #[graphql(desc = "Their order; by place in the list when absent.")] order_by: Option<SeatOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Seat>> {
        let page = PageArgs::new(first, after, last, before);
        list_of!(self, ctx, VacanciesOfCommittee => Seat, seat_list(filter, order_by), page)
    }

    /// Who sits in the committee on the date: the mandates that hold a seat of any type, and those of alternates while
    /// they act. A holder for whom somebody acts stays in the list: see `status`. Danish: medlemmer.
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MandateWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<MandateOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Mandate>> {
        let page = PageArgs::new(first, after, last, before);
        list_of!(self, ctx, MembersOfCommittee => Mandate, mandate_list(filter, order_by), page)
    }

    /// The mandate that holds the chair on the date; null when the chair is vacant. Danish: formand.
    async fn chair(&self, ctx: &Context<'_>) -> Option<Result<Mandate>> {
        Mandate::chair_of(ctx, self.row.id, self.as_of).await.transpose()
    }

    /// The mandates that hold the vice-chairs on the date, oldest first; at most 20. Danish: næstformænd.
    async fn vice_chairs(&self, ctx: &Context<'_>) -> Result<Vec<Mandate>> {
        let list = mandate_list(self.as_of, None, None)?;
        let node = |row| Mandate { row, as_of: self.as_of };
        short::<ViceChairsOfCommittee, _>(ctx, self.row.id, list, node).await
    }

    /// The units of the line organisation that the committee covers on the date, with what lies below each. Danish:
    /// udvalgets område.
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<CommitteeUnitWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<CommitteeUnitOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<CommitteeUnit>> {
        let page = PageArgs::new(first, after, last, before);
        list_of!(self, ctx, UnitsOfCommittee => CommitteeUnit, coverage_list(filter, order_by), page)
    }

    /// Its meetings, of all times. Danish: møder.
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
        let page = PageArgs::new(first, after, last, before);
        list_of!(self, ctx, MeetingsOfCommittee => Meeting, meeting_list(filter, order_by), page)
    }

    /// Its series of meetings. Danish: møderækker.
    async fn meeting_series(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MeetingSeriesWhere>,
        #[graphql(desc = "Their order; by name when absent.")] order_by: Option<MeetingSeriesOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<MeetingSeries>> {
        let page = PageArgs::new(first, after, last, before);
        list_of!(self, ctx, SeriesOfCommittee => MeetingSeries, series_list(filter, order_by), page)
    }

    /// Its guidelines, of every state that you see; for those that hold at a workplace see `OrgUnit.guidelines`. Danish:
    /// retningslinjer.
    async fn guidelines(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<GuidelineWhere>,
        #[graphql(desc = "Their order; by title when absent.")] order_by: Option<GuidelineOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Guideline>> {
        let page = PageArgs::new(first, after, last, before);
        list_of!(self, ctx, GuidelinesOfCommittee => Guideline, guideline_list(filter, order_by), page)
    }

    /// The matters that began in it, oldest first. Danish: sager.
    async fn matters(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MatterWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<MatterOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Matter>> {
        let page = PageArgs::new(first, after, last, before);
        list_of!(self, ctx, MattersOfCommittee => Matter, matter_list(filter, order_by), page)
    }

    /// Its agenda items, those that wait for a meeting among them; by the day on which they were asked for. Danish:
    /// dagsordenspunkter.
    async fn agenda_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<AgendaItemWhere>,
        #[graphql(desc = "Their order; by the day on which they were asked for when absent.")]
        order_by: Option<AgendaItemOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<AgendaItem>> {
        let page = PageArgs::new(first, after, last, before);
        list_of!(self, ctx, ItemsOfCommittee => AgendaItem, item_list(filter, order_by), page)
    }

    /// What it plans and has to do; see the type.
    #[graphql(flatten)]
    async fn year(&self) -> CommitteeYear {
        CommitteeYear { id: self.row.id, as_of: self.as_of }
    }

    /// Its periods, oldest first: how it was, is and will be, whatever the date asked for.
    async fn periods(&self, ctx: &Context<'_>) -> Result<Vec<CommitteePeriod>> {
        let key = GroupOf::<CommitteePeriods>::new(self.row.id);
        let periods = ctx.loaders().load_one(key).await?;
        Ok(periods.unwrap_or_default().into_iter().map(CommitteePeriod::from).collect())
    }

    /// Its keys in other systems; at most 20.
    async fn external_ids(&self, ctx: &Context<'_>) -> Result<Vec<ExternalId>> {
        let keys = ctx.loaders().load_one(GroupOf::<ExternalIds>::new(self.row.id)).await?;
        Ok(keys.unwrap_or_default())
    }

    /// Where the committee, as recorded, differs from the rules of co-determination on the date. Danish: afvigelser.
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<FindingWhere>,
        #[graphql(desc = "Their order; by severity and rule when absent.")] order_by: Option<FindingOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Finding>> {
        let args = PageArgs::new(first, after, last, before);
        finding::types::page(ctx, Some(self.row.id), self.as_of, filter, order_by, &args).await
    }
}

impl Committee {
    fn list(
        &self,
        filter: Option<CommitteeWhere>,
        order: Option<CommitteeOrder>,
    ) -> Result<List<committee::Column>> {
        Ok(List {
            as_of: self.as_of,
            filter: CommitteeWhere::read(filter)?,
            order: CommitteeOrder::read(order),
        })
    }

    fn other(&self, row: Model) -> Self {
        Self { row, as_of: self.as_of }
    }
}
