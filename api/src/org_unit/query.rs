//! Root fields about units.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{OrgUnit, OrgUnitOrder, OrgUnitWhere},
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
pub struct OrgUnitQuery;

#[Object]
impl OrgUnitQuery {
    /// The units of your authority that exist on a date. Danish: organisatoriske enheder.
    async fn org_units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<OrgUnitWhere>,
        #[graphql(desc = "Their order; by name when absent.")] order_by: Option<OrgUnitOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<OrgUnit>> {
        let as_of = ctx.as_of(as_of)?;
        let select = filtered(store::listed(ctx.cx(), as_of), &OrgUnitWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        root(ctx, select, OrgUnitOrder::read(order_by), &args, |row| OrgUnit { row, as_of }).await
    }

    /// One unit. When it does not exist on the date, you get the period nearest to it: see `validFrom` and `validTo`.
    async fn org_unit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<OrgUnit>> {
        Some(ids::one(ctx, Kind::OrgUnit, &id, as_of).await)
    }
}
