//! Root fields about persons.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{Person, PersonOrder, PersonWhere},
};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::{Connection, PageArgs, filtered, root},
        context::ContextExt,
        ids,
        scalar::Date,
    },
};

/// See the fields.
#[derive(Debug, Default)]
pub struct PersonQuery;

#[Object]
impl PersonQuery {
    /// The persons of your authority whom you may see. Every employee sees those who hold or held a mandate, leaders
    /// of units, and themselves; SECRETARY, MED_COORDINATOR, HR_INTEGRATION, AUDITOR and AUTHORITY_ADMIN see all
    /// persons that their credential reaches. Danish: personer.
    async fn persons(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<PersonWhere>,
        #[graphql(desc = "Their order; by name when absent.")] order_by: Option<PersonOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Person>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx()), &PersonWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, PersonOrder::read(order_by), &args, |row| Person { row, as_of }).await
    }

    /// One person.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Person>> {
        Some(ids::one(ctx, Kind::Person, &id, as_of).await)
    }
}
