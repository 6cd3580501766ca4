//! Root fields about development projects.

use async_graphql::{Context, ID, Object};

use super::{
    rules::{reform_label, theme_label},
    store::{self, Wanted},
    types::{DevelopmentProject, DevelopmentProjectOrder, DevelopmentProjectWhere, project_list},
};
use crate::{
    core::{Error, Kind, Result, Text, filter::MAX_LIST},
    graphql::{
        connection::{Connection, PageArgs, root},
        context::ContextExt,
        ids,
        scalar::Date,
    },
    matter::types::{Reform, Theme},
};

/// See the fields.
#[derive(Debug, Default)]
pub struct DevelopmentProjectQuery;

#[Object]
impl DevelopmentProjectQuery {
    /// The development projects that you may read, oldest first: of your authority, those in which it takes part, and
    /// those that are open to every authority or to everybody. Without a credential: the public ones. Danish:
    /// udviklingsprojekter.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the field")]
    async fn development_projects(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(
            desc = "Only those whose title, summary and aim hold all these words. Words in any form (møde finds møderne); \"words in quotation marks\" follow each other; -word must not be there; sygefravær* is how a word begins. At most 200 characters and 20 words; small words such as og do not count, and with nothing but those, nothing is found."
        )]
        search: Option<String>,
        #[graphql(desc = "Only those that develop one of these; at most 100.")] themes: Option<Vec<Theme>>,
        #[graphql(desc = "Only those that belong to one of these reforms at some time; at most 100.")]
        reforms: Option<Vec<Reform>>,
        #[graphql(
            desc = "Only those of your authority in this unit, above it or below it, as of today: what goes on near me."
        )]
        near: Option<ID>,
        #[graphql(
            desc = "True: only those that others can still come into; false: only those that they cannot."
        )]
        is_open: Option<bool>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<DevelopmentProjectWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<DevelopmentProjectOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<DevelopmentProject>> {
        let as_of = ctx.as_of(as_of)?;
        let near = near.map(|unit| ids::argument(Kind::OrgUnit, &unit)).transpose()?;
        let themes = labels(themes, |theme| theme_label(theme.into()))?;
        let reforms = labels(reforms, |reform| reform_label(reform.into()))?;
        let labels = themes.into_iter().chain(reforms).collect();
        let wanted = Wanted { typed: search, labels, near, is_open };
        let list = project_list(as_of, filter, order_by)?;
        let select = store::wanted(ctx.cx(), &wanted, &list.filter).await?;
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, list.order, &args, |row| DevelopmentProject { row, as_of }).await
    }

    /// One development project.
    async fn development_project(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<DevelopmentProject>> {
        Some(ids::one(ctx, Kind::DevelopmentProject, &id, as_of).await)
    }
}

/// The labels of a list of values, one of which a project has to have.
fn labels<T>(values: Option<Vec<T>>, label: impl Fn(T) -> String) -> Result<Option<Vec<String>>> {
    let Some(values) = values else { return Ok(None) };
    if values.len() > MAX_LIST {
        return Err(Error::BadInput(Text::new("Højst 100 ad gangen.", "At most 100 at a time.")));
    }
    Ok(Some(values.into_iter().map(label).collect()))
}
