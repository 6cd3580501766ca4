//! The parts of development projects in GraphQL.

mod inputs;
mod trial;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::{development_space, lesson, problem_statement, prototype, prototype_version};
use uuid::Uuid;

pub use self::{inputs::*, trial::*};
use super::{
    loader::{PartById, PartsOfProject, VersionsOf},
    rules::{self, Part, RowOf},
};
use crate::{
    authority::types::Authority,
    core::{Kind, Result, db::page::Order, filter::Filter},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        ids,
        loaders::{GroupOf, One},
        mutation::Reload,
        scalar::Date,
    },
    link::types::{Link, links_of},
    person::types::Person,
    project::types::DevelopmentProject,
    seat::types::Side,
};

/// What is the same in the GraphQL side of every kind of part.
macro_rules! part {
    ($name:ident, $table:ident) => {
        impl $crate::graphql::connection::ListNode for $name {
            const NAME: &'static str = stringify!($name);
        }

        impl $crate::graphql::mutation::Reload for $name {
            async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
                let key = One::<PartById<$table::Entity>>::new(id, as_of);
                Ok(ctx.loaders().load_one(key).await?.map(|row| Self { row, as_of }))
            }
        }

        impl PartNode for $name {
            type Table = $table::Entity;

            fn seen(row: $table::Model, as_of: NaiveDate) -> Self {
                Self { row, as_of }
            }
        }
    };
}
use part;

/// A part as its list shows it.
pub trait PartNode: ListNode {
    /// Its table.
    type Table: Part;

    /// The part, seen from a date.
    fn seen(row: RowOf<Self::Table>, as_of: NaiveDate) -> Self;
}

/// A page of the parts of one kind of a project that the caller sees, oldest first.
pub async fn parts_of<T: PartNode>(
    ctx: &Context<'_>,
    project: Uuid,
    as_of: NaiveDate,
    args: &PageArgs,
) -> Result<Connection<T>> {
    let order = Order { column: <T::Table as Part>::DAY, descending: false };
    let list = List { as_of, filter: Filter::default(), order };
    nested::<PartsOfProject<T::Table>, _>(ctx, project, list, args, |row| T::seen(row, as_of)).await
}

/// A problem statement, seen from a date.
#[derive(Clone, Debug)]
pub struct ProblemStatement {
    /// The row.
    pub row: problem_statement::Model,
    /// The date for what is reached from here.
    pub as_of: NaiveDate,
}

part!(ProblemStatement, problem_statement);

/// What is wrong, for whom, and who owns the problem. Danish: problemstilling.
#[Object]
impl ProblemStatement {
    /// Opaque id; accepted by `node` and wherever a problem statement's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::ProblemStatement, self.row.id)
    }

    /// The project; null when you may not read it, such as after your authority has left it.
    async fn project(&self, ctx: &Context<'_>) -> Option<Result<DevelopmentProject>> {
        DevelopmentProject::reload(ctx, self.row.project_id, self.as_of).await.transpose()
    }

    /// The authority that recorded it, and alone changes it.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.row.authority_id, self.as_of).await.transpose()
    }

    /// Who else may read it.
    async fn sharing(&self) -> ProjectSharing {
        self.row.sharing.into()
    }

    /// What is wrong.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// Where, and for whom.
    async fn context(&self) -> Option<&str> {
        self.row.context.as_deref()
    }

    /// The side that owns the problem. Danish: problemejer.
    async fn owner_side(&self) -> Option<Side> {
        self.row.owner_side.map(Into::into)
    }

    /// The organisation that owns it.
    async fn owner_organisation(&self) -> Option<&str> {
        self.row.owner_organisation.as_deref()
    }

    /// The person who owns it; null when there is none, for other authorities, and when you may not see the person.
    async fn owner(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::reload(ctx, self.row.owner_id?, self.as_of).await.transpose()
    }

    /// When it was stated.
    async fn stated_on(&self) -> Date {
        self.row.begun_on.into()
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}

/// A prototype, seen from a date.
#[derive(Clone, Debug)]
pub struct Prototype {
    /// The row.
    pub row: prototype::Model,
    /// The date for what is reached from here.
    pub as_of: NaiveDate,
}

part!(Prototype, prototype);

/// Something that is made to be tried, in versions. Danish: prototype.
#[Object]
impl Prototype {
    /// Opaque id; accepted by `node` and wherever a prototype's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Prototype, self.row.id)
    }

    /// The project; null when you may not read it, such as after your authority has left it.
    async fn project(&self, ctx: &Context<'_>) -> Option<Result<DevelopmentProject>> {
        DevelopmentProject::reload(ctx, self.row.project_id, self.as_of).await.transpose()
    }

    /// The authority that recorded it, and alone changes it.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.row.authority_id, self.as_of).await.transpose()
    }

    /// Who else may read it.
    async fn sharing(&self) -> ProjectSharing {
        self.row.sharing.into()
    }

    /// What it is.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// When work on it began.
    async fn begun_on(&self) -> Date {
        self.row.begun_on.into()
    }

    /// What was made, first to last.
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<PrototypeVersion>> {
        let rows = ctx.loaders().load_one(GroupOf::<VersionsOf>::new(self.row.id)).await?;
        Ok(rows.unwrap_or_default().into_iter().map(PrototypeVersion).collect())
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}

/// A version of a prototype.
#[derive(Clone, Debug)]
pub struct PrototypeVersion(prototype_version::Model);

/// One attempt at a prototype, and what was learned from it. Danish: version.
#[Object]
impl PrototypeVersion {
    /// 1 for the first, then 2, 3 and so on.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// What was made.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// What was learned from it.
    async fn learning(&self) -> Option<&str> {
        self.0.learning.as_deref()
    }

    /// When it was made.
    async fn made_on(&self) -> Date {
        self.0.made_on.into()
    }
}

/// A lesson, seen from a date.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The row.
    pub row: lesson::Model,
    /// The date for what is reached from here.
    pub as_of: NaiveDate,
}

part!(Lesson, lesson);

/// What a project taught: what drove it, what stood in the way, what failed, what became practice. Danish: læring.
#[Object]
impl Lesson {
    /// Opaque id; accepted by `node` and wherever a lesson's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Lesson, self.row.id)
    }

    /// The project; null when you may not read it, such as after your authority has left it.
    async fn project(&self, ctx: &Context<'_>) -> Option<Result<DevelopmentProject>> {
        DevelopmentProject::reload(ctx, self.row.project_id, self.as_of).await.transpose()
    }

    /// The authority that recorded it, and alone changes it.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.row.authority_id, self.as_of).await.transpose()
    }

    /// Who else may read it.
    async fn sharing(&self) -> ProjectSharing {
        self.row.sharing.into()
    }

    /// What kind of lesson.
    async fn kind(&self) -> LessonKind {
        self.row.kind.into()
    }

    /// What was learned.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// When.
    async fn learned_on(&self) -> Date {
        self.row.begun_on.into()
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
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
}

/// A development space, seen from a date.
#[derive(Clone, Debug)]
pub struct DevelopmentSpace {
    /// The row.
    pub row: development_space::Model,
    /// The date for what is reached from here.
    pub as_of: NaiveDate,
}

part!(DevelopmentSpace, development_space);

/// Room to do things in another way for a time: a mandate, rules set aside, money. Danish: udviklingsrum, innovativt råderum.
#[Object]
impl DevelopmentSpace {
    /// Opaque id; accepted by `node` and wherever a development space's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::DevelopmentSpace, self.row.id)
    }

    /// The project; null when you may not read it, such as after your authority has left it.
    async fn project(&self, ctx: &Context<'_>) -> Option<Result<DevelopmentProject>> {
        DevelopmentProject::reload(ctx, self.row.project_id, self.as_of).await.transpose()
    }

    /// The authority that recorded it, and alone changes it.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.row.authority_id, self.as_of).await.transpose()
    }

    /// Who else may read it.
    async fn sharing(&self) -> ProjectSharing {
        self.row.sharing.into()
    }

    /// What it is called.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// What those in it may decide themselves.
    async fn mandate(&self) -> &str {
        &self.row.mandate
    }

    /// The rules that do not hold in it.
    async fn rules_set_aside(&self) -> Option<&str> {
        self.row.rules_set_aside.as_deref()
    }

    /// Money for it, in DKK.
    async fn budget_dkk(&self) -> Option<i32> {
        self.row.budget_dkk
    }

    /// First day.
    async fn from(&self) -> Date {
        self.row.begun_on.into()
    }

    /// Last day.
    async fn until(&self) -> Date {
        self.row.until.into()
    }

    /// When it was closed; null while it is not.
    async fn closed_on(&self) -> Option<Date> {
        self.row.closed_on.map(Date)
    }

    /// Whether its last day is over on the date asked for and it was not closed by then. Computed.
    async fn is_expired(&self) -> bool {
        rules::is_expired(&self.row, self.as_of)
    }

    /// What came of it.
    async fn outcome(&self) -> Option<&str> {
        self.row.outcome.as_deref()
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
