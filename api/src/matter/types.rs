//! Matters in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::matter::{self, Model};
use uuid::Uuid;

pub use self::inputs::*;
use super::{
    loader::{MatterById, MergedIntoMatter, PartsOfMatter},
    rules,
};
use crate::{
    agenda_item::{
        loader::ItemsOfMatter,
        types::{AgendaItem, AgendaItemOrder, AgendaItemWhere, item_list},
    },
    change::{loader::History, types::Change},
    committee::types::{Committee, CommitteeLevel},
    conclusion::{
        loader::ConclusionsOfMatter,
        types::{Conclusion, ConclusionOrder, ConclusionWhere, conclusion_list},
    },
    contribution::{
        loader::ContributionsOfMatter,
        types::{Contribution, ContributionOrder, ContributionWhere, contribution_list},
    },
    core::{Kind, Result},
    decision::{
        loader::DecisionsOfMatter,
        types::{Decision, DecisionOrder, DecisionWhere, decision_list},
    },
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        ids,
        loaders::One,
        mutation::Reload,
        scalar::Date,
    },
    link::types::{Link, links_of},
    org_unit::types::OrgUnit,
    seat::types::Side,
};

/// A matter.
#[derive(Clone, Debug)]
pub struct Matter {
    /// The row.
    pub row: Model,
    /// The date for the committees and units reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for Matter {
    const NAME: &'static str = "Matter";
}

impl Reload for Matter {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<MatterById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// Everything about one subject, across committees, levels and years: what was proposed, discussed, concluded and decided
/// about it points here. Danish: sag. Visible to every employee of its authority; a hidden one only inside its committee
/// and inside committees that have it on an agenda.
#[Object]
impl Matter {
    /// Opaque id; accepted by `node` and wherever a matter's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Matter, self.row.id)
    }

    /// What it is about, in one line.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// More about it.
    async fn description(&self) -> Option<&str> {
        self.row.description.as_deref()
    }

    /// Which of the four fields of co-determination it is about; at least one.
    async fn fields(&self) -> Vec<MatterField> {
        rules::fields(&self.row).into_iter().map(Into::into).collect()
    }

    /// Which side of co-determination it belongs to.
    async fn aspect(&self) -> Aspect {
        self.row.aspect.into()
    }

    /// Which other side it belongs to.
    async fn second_aspect(&self) -> Option<Aspect> {
        self.row.second_aspect.map(Into::into)
    }

    /// What is developed, when it is about development.
    async fn theme(&self) -> Option<Theme> {
        self.row.theme.map(Into::into)
    }

    /// The reform that it carries out.
    async fn reform(&self) -> Option<Reform> {
        self.row.reform.map(Into::into)
    }

    /// KLE number (KL Emnesystematik), with a facet where one is given: "81.39.00 P35". Only the form is checked.
    async fn kle(&self) -> Option<&str> {
        self.row.kle.as_deref()
    }

    /// Its number in the authority's case system. Danish: journalnummer i ESDH.
    async fn case_number(&self) -> Option<&str> {
        self.row.case_number.as_deref()
    }

    /// Its address in the authority's case system; always `https`.
    async fn case_url(&self) -> Option<&str> {
        self.row.case_url.as_deref()
    }

    /// The side that raised it.
    async fn origin_side(&self) -> Option<Side> {
        self.row.origin_side.map(Into::into)
    }

    /// The unit that it comes from.
    async fn origin_unit(&self, ctx: &Context<'_>) -> Option<Result<OrgUnit>> {
        OrgUnit::reload(ctx, self.row.origin_unit_id?, self.as_of).await.transpose()
    }

    /// The level of committee where it began.
    async fn origin_level(&self) -> Option<CommitteeLevel> {
        self.row.origin_level.map(Into::into)
    }

    /// The legal basis for hiding it; null when it is open. Danish: hjemmel.
    async fn confidential_basis(&self) -> Option<ConfidentialBasis> {
        self.row.confidential_basis.map(Into::into)
    }

    /// What the legal basis is in this case.
    async fn confidential_note(&self) -> Option<&str> {
        self.row.confidential_note.as_deref()
    }

    /// The day on which it began.
    async fn opened_on(&self) -> Date {
        self.row.opened_on.into()
    }

    /// The day on which it was closed or became part of another; null while it is open.
    async fn closed_on(&self) -> Option<Date> {
        self.row.closed_on.map(Date)
    }

    /// Where it is in its life.
    async fn status(&self) -> MatterStatus {
        self.row.status.into()
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The committee where it began.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The matter that it became part of; null for one of its own, and when you may not see that matter.
    async fn merged_into(&self, ctx: &Context<'_>) -> Option<Result<Matter>> {
        Self::reload(ctx, self.row.merged_into?, self.as_of).await.transpose()
    }

    /// The matters that became part of it.
    async fn merged_from(
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
        let list = matter_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        nested::<MergedIntoMatter, _>(ctx, self.row.id, list, &args, |row| self.other(row)).await
    }

    /// The matter that it was a part of; null for one that was not split off, and when you may not see that matter.
    async fn split_from(&self, ctx: &Context<'_>) -> Option<Result<Matter>> {
        Self::reload(ctx, self.row.split_from?, self.as_of).await.transpose()
    }

    /// The matters that were split off it.
    async fn parts(
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
        let list = matter_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        nested::<PartsOfMatter, _>(ctx, self.row.id, list, &args, |row| self.other(row)).await
    }

    /// The agenda items in which it was or will be treated, in any committee; oldest first. Danish: dagsordenspunkter.
    async fn items(
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
        let list = item_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| AgendaItem { row, as_of: self.as_of };
        nested::<ItemsOfMatter, _>(ctx, self.row.id, list, &args, node).await
    }

    /// What committees ended with about it, oldest first. Danish: konklusioner.
    async fn conclusions(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ConclusionWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<ConclusionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Conclusion>> {
        let list = conclusion_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Conclusion { row, as_of: self.as_of };
        nested::<ConclusionsOfMatter, _>(ctx, self.row.id, list, &args, node).await
    }

    /// What employees and managers have brought in on it. Danish: bidrag.
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
        let list = contribution_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Contribution { row, as_of: self.as_of };
        nested::<ContributionsOfMatter, _>(ctx, self.row.id, list, &args, node).await
    }

    /// What was decided on it, and what management answered. Danish: beslutninger.
    async fn decisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<DecisionWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<DecisionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Decision>> {
        let list = decision_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Decision { row, as_of: self.as_of };
        nested::<DecisionsOfMatter, _>(ctx, self.row.id, list, &args, node).await
    }

    /// What it is linked with on the date, whichever end it is; oldest first. You learn that the other end exists also
    /// when you may not read it.
    async fn links(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those that do not hold on the date: over, or not begun.", default)]
        include_ended: bool,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Link>> {
        let args = PageArgs::new(first, after, last, before);
        links_of(ctx, self.row.id, self.as_of, include_ended, &args).await
    }

    /// Its history: the rows of the change log about it, oldest first.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Change>> {
        let args = PageArgs::new(first, after, last, before);
        nested::<History, _>(ctx, self.row.id, History::list(self.as_of), &args, Change::from).await
    }
}

impl Matter {
    fn other(&self, row: Model) -> Self {
        Self { row, as_of: self.as_of }
    }
}

/// The arguments of a list of matters.
pub fn matter_list(
    as_of: NaiveDate,
    filter: Option<MatterWhere>,
    order: Option<MatterOrder>,
) -> Result<List<matter::Column>> {
    Ok(List { as_of, filter: MatterWhere::read(filter)?, order: MatterOrder::read(order) })
}
