//! Development projects in GraphQL.

mod around;
mod inputs;
mod parts;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::development_project::{Column, Model};
use uuid::Uuid;

use self::parts::ProjectParts;
pub use self::{around::*, inputs::*};
use super::{
    loader::{PartnersOf, PhasesOf, ProjectById, ProjectsOfCommittee, SteeringOf},
    rules,
};
use crate::{
    authority::types::Authority,
    change::{loader::History, types::Change},
    committee::types::Committee,
    core::{Error, Kind, Result},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        ids,
        loaders::{GroupOf, One},
        mutation::Reload,
        scalar::Date,
    },
    link::types::{Link, links_of},
    matter::types::Theme,
    org_unit::types::OrgUnit,
    person::types::Person,
};

/// A development project; what is reached from here is as of a date.
#[derive(Clone, Debug)]
pub struct DevelopmentProject {
    /// The row.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for DevelopmentProject {
    const NAME: &'static str = "DevelopmentProject";
}

impl Reload for DevelopmentProject {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<ProjectById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A list of development projects as a caller asks for it.
pub fn project_list(
    as_of: NaiveDate,
    filter: Option<DevelopmentProjectWhere>,
    order: Option<DevelopmentProjectOrder>,
) -> Result<List<Column>> {
    let (filter, order) = (DevelopmentProjectWhere::read(filter)?, DevelopmentProjectOrder::read(order));
    Ok(List { as_of, filter, order })
}

/// A page of the projects that a committee follows.
pub async fn projects_of(
    ctx: &Context<'_>,
    committee: Uuid,
    list: List<Column>,
    args: &PageArgs,
) -> Result<Connection<DevelopmentProject>> {
    let as_of = list.as_of;
    nested::<ProjectsOfCommittee, _>(ctx, committee, list, args, |row| DevelopmentProject { row, as_of })
        .await
}

/// Managers, employees and others develop something together, from a problem to practice. One authority leads a project;
/// others can take part. Visible as its `visibility` says: to other authorities only with PARTNERS, while they take part, or
/// with NETWORK or PUBLIC. Danish: udviklingsprojekt.
#[Object]
impl DevelopmentProject {
    /// Opaque id; accepted by `node` and wherever a development project's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::DevelopmentProject, self.row.id)
    }

    /// The authority that leads it.
    async fn authority(&self, ctx: &Context<'_>) -> Result<Authority> {
        let authority = Authority::reload(ctx, self.row.authority_id, self.as_of).await?;
        authority.ok_or_else(|| Error::internal("a project without an authority"))
    }

    /// Title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// What it is about.
    async fn summary(&self) -> Option<&str> {
        self.row.summary.as_deref()
    }

    /// What those who take part want to reach together. Danish: fælles mål.
    async fn aim(&self) -> Option<&str> {
        self.row.aim.as_deref()
    }

    /// What is developed.
    async fn themes(&self) -> Vec<Theme> {
        self.row.themes.0.iter().map(|theme| (*theme).into()).collect()
    }

    /// The reforms and trials that it belongs to, oldest first; at most 20.
    async fn tags(&self) -> Vec<ProjectTag> {
        self.row.tags.0.iter().map(Into::into).collect()
    }

    /// Where it comes from.
    async fn origin(&self) -> ProjectOrigin {
        self.row.origin.into()
    }

    /// The committee that follows it; null when there is none, and for other authorities.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id?, self.as_of).await.transpose()
    }

    /// The unit where it takes place; null when there is none, and for other authorities.
    async fn org_unit(&self, ctx: &Context<'_>) -> Option<Result<OrgUnit>> {
        OrgUnit::reload(ctx, self.row.org_unit_id?, self.as_of).await.transpose()
    }

    /// The leader who backs it; null when there is none, for other authorities, and when you may not see the person.
    async fn sponsor(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::reload(ctx, self.row.sponsor_id?, self.as_of).await.transpose()
    }

    /// Where that leader stands.
    async fn sponsor_level(&self) -> Option<SponsorLevel> {
        self.row.sponsor_level.map(Into::into)
    }

    /// The office of that leader, such as "Direktør for ældre og sundhed"; no name.
    async fn sponsor_title(&self) -> Option<&str> {
        self.row.sponsor_title.as_deref()
    }

    /// What leadership says to back it. Danish: ledelsesmæssig opbakning.
    async fn backing_statement(&self) -> Option<&str> {
        self.row.backing_statement.as_deref()
    }

    /// Working hours set aside for it.
    async fn backing_hours(&self) -> Option<i32> {
        self.row.backing_hours
    }

    /// Money set aside for it, in DKK.
    async fn backing_dkk(&self) -> Option<i32> {
        self.row.backing_dkk
    }

    /// Who may read it.
    async fn visibility(&self) -> ProjectVisibility {
        self.row.visibility.into()
    }

    /// KLE number (KL Emnesystematik), with a facet where one is given: "81.39.00 P35". Only the form is checked.
    async fn kle(&self) -> Option<&str> {
        self.row.kle.as_deref()
    }

    /// How far it has come, as recorded now, whatever the date asked for; `phases` has the past.
    async fn phase(&self) -> ProjectPhase {
        self.row.phase.into()
    }

    /// Since when it is in that phase.
    async fn phase_on(&self) -> Date {
        self.row.phase_on.into()
    }

    /// Whether others can still come in: it is not yet being spread, and has not ended. Computed.
    async fn is_open(&self) -> bool {
        rules::OPEN.contains(&self.row.phase)
    }

    /// The phases that it can go to from here; none when it has ended. Computed.
    async fn next_phases(&self) -> Vec<ProjectPhase> {
        rules::next(self.row.phase).into_iter().map(Into::into).collect()
    }

    /// When it began.
    async fn started_on(&self) -> Date {
        self.row.started_on.into()
    }

    /// When it was stopped or evaluated; null while it goes on.
    async fn ended_on(&self) -> Option<Date> {
        self.row.ended_on.map(Date)
    }

    /// Grows by one with each update, of its partners and its steering too; give it as `ifVersion` so that you do not
    /// overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The phases that it entered, first to last, with who took part. Danish: faselog.
    async fn phases(&self, ctx: &Context<'_>) -> Result<Vec<ProjectMove>> {
        let rows = ctx.loaders().load_one(GroupOf::<PhasesOf>::new(self.row.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().map(ProjectMove).collect())
    }

    /// The authorities and organisations that take part, first to last, those that have left included.
    async fn partners(&self, ctx: &Context<'_>) -> Result<Vec<ProjectPartner>> {
        let rows = ctx.loaders().load_one(GroupOf::<PartnersOf>::new(self.row.id)).await?;
        let partner = |row| ProjectPartner { row, as_of: self.as_of };
        Ok(rows.unwrap_or_default().into_iter().map(partner).collect())
    }

    /// How it was and is steered, first to last.
    async fn steering(&self, ctx: &Context<'_>) -> Result<Vec<ProjectSteering>> {
        let rows = ctx.loaders().load_one(GroupOf::<SteeringOf>::new(self.row.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().map(ProjectSteering).collect())
    }

    #[graphql(flatten)]
    async fn parts(&self) -> ProjectParts {
        ProjectParts { id: self.row.id, as_of: self.as_of }
    }

    /// What it is linked with on the date, whichever end it is, by your own authority; oldest first. You learn that the other
    /// end exists also when you may not read it.
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

    /// Its history: the rows of the change log about it, oldest first; none for other authorities.
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
