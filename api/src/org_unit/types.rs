//! Units in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::org_unit::{self, Model};
use uuid::Uuid;

use super::loader::{OrgUnitById, OrgUnitChildren, OrgUnitDescendants, OrgUnitPeriods};
use crate::{
    committee::{loader::CommitteeOfUnit, types::Committee},
    contribution::{
        loader::ContributionsOfUnit,
        types::{Contribution, ContributionOrder, ContributionWhere, contribution_list},
    },
    core::{Kind, Result},
    coverage::{
        loader::CommitteesOfUnit,
        types::{CommitteeUnit, CommitteeUnitOrder, CommitteeUnitWhere, coverage_list},
    },
    engagement::{
        loader::UnitEngagements,
        types::{Engagement, EngagementOrder, EngagementWhere},
    },
    external_id::{loader::ExternalIds, types::ExternalId},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, list_of, nested},
        context::ContextExt,
        filter::{DateFilter, IdFilter, IntFilter, NameFilter, where_input},
        ids,
        loaders::{AncestorsOf, GroupOf, One},
        mutation::Reload,
        order::order_input,
        scalar::Date,
    },
    guideline::types::{ApplicableGuideline, GuidelineOrder, GuidelineWhere},
    person::types::Person,
};

where_input! {
    /// Which units. Everything given has to hold.
    OrgUnitWhere over org_unit {
        /// Its id.
        id: IdFilter => Id of OrgUnit,
        /// Its name.
        name: NameFilter => SearchKey,
        /// The unit above it.
        parent: IdFilter => ParentId of OrgUnit,
        /// The person who leads it.
        manager: IdFilter => ManagerId of Person,
        /// Employees of the unit itself.
        headcount: IntFilter => Headcount,
        /// First day of the period that holds on the date.
        valid_from: DateFilter => ValidFrom,
        /// First day after that period.
        valid_to: DateFilter => ValidTo,
    }
}

order_input! {
    /// How units are sorted. Default: by name.
    OrgUnitOrder by OrgUnitOrderField over org_unit {
        /// By name, in the Danish alphabet.
        Name => SortKey,
        /// By the first day of the period that holds on the date.
        ValidFrom => ValidFrom,
    }
}

/// A unit as of a date.
#[derive(Clone, Debug)]
pub struct OrgUnit {
    /// The period that tells about the date.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl OrgUnit {
    async fn load(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<OrgUnitById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

impl ListNode for OrgUnit {
    const NAME: &'static str = "OrgUnit";
}

impl Reload for OrgUnit {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        Self::load(ctx, id, as_of).await
    }
}

/// A period in which nothing about a unit changed.
#[derive(Clone, Debug)]
pub struct OrgUnitPeriod(Model);

/// A period in which nothing about a unit changed.
#[Object]
impl OrgUnitPeriod {
    /// First day of the period.
    async fn valid_from(&self) -> Date {
        self.0.valid_from.into()
    }

    /// First day after the period; null while open.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }

    /// The name in this period.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Employees of the unit itself in this period; null when unknown.
    async fn headcount(&self) -> Option<i32> {
        self.0.headcount
    }

    /// The unit above in this period, as it was on the first day of the period; null for a unit at the top.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Result<OrgUnit>> {
        OrgUnit::load(ctx, self.0.parent_id?, self.0.valid_from).await.transpose()
    }
}

/// A unit of the line organisation, as it was, is or will be on the date asked for (`asOf`). Danish: organisatorisk
/// enhed. Visible to every employee of its authority.
#[Object]
impl OrgUnit {
    /// Opaque id; accepted by `node` and wherever a unit's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::OrgUnit, self.row.id)
    }

    /// Name on the date.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Employees of the unit itself on the date, without units below; null when unknown.
    async fn headcount(&self) -> Option<i32> {
        self.row.headcount
    }

    /// The person who leads the unit; null when nobody is recorded, and for callers who do not see the person. Danish:
    /// leder.
    async fn manager(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::named(ctx, self.row.manager_id?, self.as_of).await.transpose()
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

    /// The unit above; null for a unit at the top.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Result<OrgUnit>> {
        Self::load(ctx, self.row.parent_id?, self.as_of).await.transpose()
    }

    /// The units above, from the top down to the parent; at most 20.
    async fn ancestors(&self, ctx: &Context<'_>) -> Result<Vec<OrgUnit>> {
        self.above(ctx).await
    }

    /// The names from the top down to this unit, joined by " / ", for example
    /// "Region Hovedstaden / Nordsjællands Hospital". Danish: sti.
    async fn path(&self, ctx: &Context<'_>) -> Result<String> {
        let above = self.above(ctx).await?;
        let names: Vec<&str> = above.iter().chain([self]).map(|unit| unit.row.name.as_str()).collect();
        Ok(names.join(" / "))
    }

    /// The units right below that exist on the date.
    async fn children(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<OrgUnitWhere>,
        #[graphql(desc = "Their order; by name when absent.")] order_by: Option<OrgUnitOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<OrgUnit>> {
        let list = self.list(filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        nested::<OrgUnitChildren, _>(ctx, self.row.id, list, &args, |row| self.other(row)).await
    }

    /// All units below, at any depth, that exist on the date.
    async fn descendants(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<OrgUnitWhere>,
        #[graphql(desc = "Their order; by name when absent.")] order_by: Option<OrgUnitOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<OrgUnit>> {
        let list = self.list(filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        nested::<OrgUnitDescendants, _>(ctx, self.row.id, list, &args, |row| self.other(row)).await
    }

    /// The committee that is there for the unit on the date: its own, else the nearest one further up. Of several at
    /// one unit, see `coverage`. Danish: MED-udvalg.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        let key = One::<CommitteeOfUnit>::new(self.row.id, self.as_of);
        let row = ctx.loaders().load_one(key).await.transpose()?;
        Some(row.map(|row| Committee { row, as_of: self.as_of }))
    }

    /// The coverage of the unit by committees of its own on the date, not by those further up.
    async fn coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of it.")] filter: Option<CommitteeUnitWhere>,
        #[graphql(desc = "Its order; oldest first when absent.")] order_by: Option<CommitteeUnitOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<CommitteeUnit>> {
        let list = coverage_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| CommitteeUnit { row, as_of: self.as_of };
        nested::<CommitteesOfUnit, _>(ctx, self.row.id, list, &args, node).await
    }

    /// What was brought in from the unit itself, and what became of it; without what somebody else brought in who asked
    /// not to be named. Danish: bidrag.
    async fn contributions(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ContributionWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<ContributionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Contribution>> {
        let page = PageArgs::new(first, after, last, before);
        list_of!(self, ctx, ContributionsOfUnit => Contribution, contribution_list(filter, order_by), page)
    }

    /// The guidelines that hold for the unit on the date: those of its committee (see `committee`), and those of all
    /// committees above that one. Rules that the employer decided are among them, with their `kind`. Empty when no
    /// committee is there for the unit. Danish: retningslinjer, der gælder på arbejdspladsen.
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
    ) -> Result<Connection<ApplicableGuideline>> {
        let args = PageArgs::new(first, after, last, before);
        let key = One::<CommitteeOfUnit>::new(self.row.id, self.as_of);
        // Without a committee nothing holds; the nil id is nobody's.
        let committee = ctx.loaders().load_one(key).await?.map_or(Uuid::nil(), |committee| committee.id);
        ApplicableGuideline::of_committee(ctx, (committee, self.as_of), filter, order_by, &args).await
    }

    /// The employments in the unit itself that hold on the date, of persons whom you see. Danish: ansættelser.
    async fn engagements(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<EngagementWhere>,
        #[graphql(desc = "Their order; by first day when absent.")] order_by: Option<EngagementOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Engagement>> {
        let list = List {
            as_of: self.as_of,
            filter: EngagementWhere::read(filter)?,
            order: EngagementOrder::read(order_by),
        };
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Engagement { row, as_of: self.as_of };
        nested::<UnitEngagements, _>(ctx, self.row.id, list, &args, node).await
    }

    /// Its periods, oldest first: how it was, is and will be, whatever the date asked for.
    async fn periods(&self, ctx: &Context<'_>) -> Result<Vec<OrgUnitPeriod>> {
        let key = GroupOf::<OrgUnitPeriods>::new(self.row.id);
        let periods = ctx.loaders().load_one(key).await?;
        Ok(periods.unwrap_or_default().into_iter().map(OrgUnitPeriod).collect())
    }

    /// Its keys in other systems; at most 20.
    async fn external_ids(&self, ctx: &Context<'_>) -> Result<Vec<ExternalId>> {
        let keys = ctx.loaders().load_one(GroupOf::<ExternalIds>::new(self.row.id)).await?;
        Ok(keys.unwrap_or_default())
    }
}

impl OrgUnit {
    fn list(
        &self,
        filter: Option<OrgUnitWhere>,
        order: Option<OrgUnitOrder>,
    ) -> Result<List<org_unit::Column>> {
        Ok(List { as_of: self.as_of, filter: OrgUnitWhere::read(filter)?, order: OrgUnitOrder::read(order) })
    }

    async fn above(&self, ctx: &Context<'_>) -> Result<Vec<Self>> {
        let Some(parent) = self.row.parent_id else { return Ok(Vec::new()) };
        let key = AncestorsOf::<OrgUnitById>::below(parent, self.as_of);
        let above = ctx.loaders().load_one(key).await?;
        Ok(above.unwrap_or_default().into_iter().map(|row| self.other(row)).collect())
    }

    fn other(&self, row: Model) -> Self {
        Self { row, as_of: self.as_of }
    }
}
