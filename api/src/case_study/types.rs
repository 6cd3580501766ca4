//! Cases in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::{case_study::Model, case_tag};
use uuid::Uuid;

pub use self::inputs::*;
use super::{
    loader::{CaseById, CasesReusing, TagsOf},
    rules,
};
use crate::{
    authority::types::Authority,
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, list_of},
        context::ContextExt,
        ids,
        loaders::{GroupOf, One},
        mutation::Reload,
        scalar::Date,
    },
    matter::types::{Matter, Theme},
    network::types::Network,
    org_unit::types::OrgUnit,
};

/// A case, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct Case {
    /// The case.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Case {
    async fn all_tags(&self, ctx: &Context<'_>) -> Result<Vec<case_tag::Model>> {
        let tags = ctx.loaders().load_one(GroupOf::<TagsOf>::new(self.row.id)).await?;
        Ok(tags.unwrap_or_default())
    }
}

/// The arguments of a list of cases.
fn case_list(
    as_of: NaiveDate,
    filter: Option<CaseWhere>,
    order: Option<CaseOrder>,
) -> Result<List<entity::case_study::Column>> {
    Ok(List { as_of, filter: CaseWhere::read(filter)?, order: CaseOrder::read(order) })
}

impl ListNode for Case {
    const NAME: &'static str = "Case";
}

impl Reload for Case {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<CaseById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// Experience that an authority wrote down for others to learn from, also of what failed. Once published it is visible to
/// those whom `visibility` names; before that, and once withdrawn, to those inside its committee and to the secretariat.
/// Danish: case, erfaring.
#[Object]
impl Case {
    /// Opaque id; accepted by `node` and wherever a case's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Case, self.row.id)
    }

    /// Whose experience it is.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.row.authority_id, self.as_of).await.transpose()
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// What happened, in short.
    async fn summary(&self) -> &str {
        &self.row.summary
    }

    /// All of it; null when the summary says it.
    async fn text(&self) -> Option<&str> {
        self.row.text.as_deref()
    }

    /// How it came out.
    async fn outcome(&self) -> CaseOutcome {
        self.row.outcome.into()
    }

    /// What it is about, from the list of themes. Danish: temaer.
    async fn themes(&self, ctx: &Context<'_>) -> Result<Vec<Theme>> {
        Ok(rules::themes_of(&self.all_tags(ctx).await?).into_iter().map(Into::into).collect())
    }

    /// What it is about, in words of its authors; at most 20, in lower case. Danish: emneord.
    async fn tags(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        Ok(rules::words_of(&self.all_tags(ctx).await?))
    }

    /// First day of what it tells of; null when not stated.
    async fn happened_from(&self) -> Option<Date> {
        self.row.happened_from.map(Date)
    }

    /// First day after it; null while it goes on, and when not stated.
    async fn happened_to(&self) -> Option<Date> {
        self.row.happened_to.map(Date)
    }

    /// The committee that it comes from; null when none is stated, and for other authorities.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id?, self.as_of).await.transpose()
    }

    /// The matter that it comes from; null when none is stated, and when you do not see it. Danish: sag.
    async fn matter(&self, ctx: &Context<'_>) -> Option<Result<Matter>> {
        Matter::reload(ctx, self.row.matter_id?, self.as_of).await.transpose()
    }

    /// The unit where it happened; null when none is stated, and for other authorities.
    async fn unit(&self, ctx: &Context<'_>) -> Option<Result<OrgUnit>> {
        OrgUnit::reload(ctx, self.row.unit_id?, self.as_of).await.transpose()
    }

    /// Who may read it once it is published.
    async fn visibility(&self) -> CaseVisibility {
        self.row.visibility.into()
    }

    /// The network to which it is limited; null unless `visibility` is NETWORK, and when all authorities may read it.
    async fn network(&self, ctx: &Context<'_>) -> Option<Result<Network>> {
        Network::reload(ctx, self.row.network_id?, self.as_of).await.transpose()
    }

    /// Where it is in its life, as recorded now, whatever the date asked for. Computed.
    async fn status(&self) -> CaseStatus {
        rules::status(&self.row).into()
    }

    /// The case that was reused here, perhaps of another authority; null when none was, and when you do not see it.
    /// Danish: genbrug af.
    async fn reuse_of(&self, ctx: &Context<'_>) -> Option<Result<Case>> {
        Case::reload(ctx, self.row.reuse_of?, self.as_of).await.transpose()
    }

    /// What was done in another way here than in the case that was reused. Danish: tilpasning.
    async fn adaptation(&self) -> Option<&str> {
        self.row.adaptation.as_deref()
    }

    /// The cases that reuse this one, those that you see; `totalCount` counts those. Danish: genbrugt i.
    async fn reused_by(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<CaseWhere>,
        #[graphql(desc = "Their order; by the day on which they were written down when absent.")]
        order_by: Option<CaseOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Case>> {
        let args = PageArgs::new(first, after, last, before);
        list_of!(self, ctx, CasesReusing => Case, case_list(filter, order_by), args)
    }

    /// Address of the publication that it is taken from; null when it was written here.
    async fn source_url(&self) -> Option<&str> {
        self.row.source_url.as_deref()
    }

    /// What that publication is called.
    async fn source_text(&self) -> Option<&str> {
        self.row.source_text.as_deref()
    }

    /// How it is known what came of it, for example by interviews or by measurement; null when not stated.
    async fn evidence_method(&self) -> Option<&str> {
        self.row.evidence_method.as_deref()
    }

    /// Who was asked: groups, never persons.
    async fn evidence_groups(&self) -> Option<&str> {
        self.row.evidence_groups.as_deref()
    }

    /// When they were asked.
    async fn evidence_period(&self) -> Option<&str> {
        self.row.evidence_period.as_deref()
    }

    /// When it was written down.
    async fn created_on(&self) -> Date {
        self.row.created_on.into()
    }

    /// When it was published; null until it is.
    async fn published_on(&self) -> Option<Date> {
        self.row.published_on.map(Date)
    }

    /// When it was withdrawn; null unless it is.
    async fn withdrawn_on(&self) -> Option<Date> {
        self.row.withdrawn_on.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
