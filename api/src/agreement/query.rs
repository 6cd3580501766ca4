//! Root fields about local agreements.

use async_graphql::{Context, ID, Object};

use super::{
    store,
    types::{LocalAgreement, LocalAgreementOrder, LocalAgreementWhere},
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
pub struct AgreementQuery;

#[Object]
impl AgreementQuery {
    /// The local MED agreements of your authority: the one in force on a date, or all. Danish: lokale MED-aftaler.
    async fn local_agreements(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(desc = "Also those that are not in force on the date: earlier and later ones.", default)]
        any_date: bool,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<LocalAgreementWhere>,
        #[graphql(desc = "Their order; by first day when absent.")] order_by: Option<LocalAgreementOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<LocalAgreement>> {
        let as_of = ctx.as_of(as_of)?;
        let on = (!any_date).then_some(as_of);
        let select = filtered(store::listed(ctx.cx(), on), &LocalAgreementWhere::read(filter)?);
        let args = PageArgs::new(first, after, last, before);
        let order = LocalAgreementOrder::read(order_by);
        root(ctx, select, order, &args, |row| LocalAgreement { row, as_of }).await
    }

    /// One local agreement, also before it begins and after it ends: see `validFrom` and `validTo`.
    async fn local_agreement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<LocalAgreement>> {
        Some(ids::one(ctx, Kind::LocalAgreement, &id, as_of).await)
    }
}
