//! Root fields about what is stored.

use async_graphql::{Context, ID, Object};

use super::{service, types::PersonDataExtract};
use crate::{
    core::{Error, Kind, Result},
    graphql::{context::ContextExt, ids},
    person::types::Person,
    read_log::types::Purpose,
};

/// Most rows of one table in an answer.
const ROWS_MAX: u64 = 1_000;

/// See the fields.
#[derive(Debug, Default)]
pub struct InventoryQuery;

#[Object]
impl InventoryQuery {
    /// Everything that is stored about one person, for the person's right of access (GDPR article 15): you yourself, or a
    /// person of your authority when you are AUTHORITY_ADMIN of all of it and have the scope `sensitive:read`. Everybody
    /// else gets a FORBIDDEN fault, and so does any purpose but SUBJECT_ACCESS. The read is logged before it is answered.
    /// Danish: indsigt i egne oplysninger.
    async fn person_data_extract(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person.")] id: ID,
        #[graphql(desc = "SUBJECT_ACCESS; stands in the read log.")] purpose: Purpose,
    ) -> Option<Result<PersonDataExtract>> {
        Some(extract(ctx, &id, purpose).await)
    }
}

async fn extract(ctx: &Context<'_>, id: &ID, purpose: Purpose) -> Result<PersonDataExtract> {
    let id = ids::argument(Kind::Person, id)?;
    let cx = ctx.cx();
    Person::load(ctx, id, cx.today()).await?.ok_or(Error::NotFound)?;
    service::extract(cx, id, purpose.into(), ROWS_MAX).await.map(PersonDataExtract)
}
