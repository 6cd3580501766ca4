//! Root fields about union memberships.

use async_graphql::{Context, Object};

use super::{
    service, store,
    types::{UnionAffiliation, UnionAffiliationOrder, UnionAffiliationWhere},
};
use crate::{
    core::Result,
    graphql::{
        connection::{Connection, PageArgs, filtered, root},
        context::ContextExt,
        scalar::Date,
    },
    read_log::types::Purpose,
};

/// See the fields.
#[derive(Debug, Default)]
pub struct UnionAffiliationQuery;

#[Object]
impl UnionAffiliationQuery {
    /// The union memberships that hold on a date (GDPR article 9). Needs MED_COORDINATOR, HR_INTEGRATION or
    /// AUTHORITY_ADMIN with the scope `sensitive:read`; everybody else gets a FORBIDDEN fault, and reads their own at
    /// `Person.unionAffiliations`. The read is logged for each person on the page before it is answered. Danish:
    /// fagforeningsforhold.
    async fn union_affiliations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Why you read them; stands in the read log.")] purpose: Purpose,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<UnionAffiliationWhere>,
        #[graphql(desc = "Their order; by first day when absent.")] order_by: Option<UnionAffiliationOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<UnionAffiliation>> {
        let cx = ctx.cx();
        service::check_reader(cx, "UNION_AFFILIATION_READ", None)?;
        let as_of = ctx.as_of(as_of)?;
        let filter = UnionAffiliationWhere::read(filter)?;
        let select = filtered(store::listed(cx, as_of), &filter);
        let order = UnionAffiliationOrder::read(order_by);
        let args = PageArgs::new(first, after, last, before);
        let page = root(ctx, select, order, &args, |row| UnionAffiliation { row, as_of }).await?;
        let shown: Vec<_> = page.shown().map(|node| node.row.person_id).collect();
        service::record_list(cx, purpose.into(), shown, &filter).await?;
        Ok(page)
    }
}
