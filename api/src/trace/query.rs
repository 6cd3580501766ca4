//! The root field of traces.

use async_graphql::{Context, ID, Object};

use super::{
    service::{self, DEPTH},
    types::Trace,
};
use crate::{
    core::{Error, Result, Text},
    graphql::{context::ContextExt, ids, scalar::Date},
};

/// See the fields.
#[derive(Debug, Default)]
pub struct TraceQuery;

#[Object]
impl TraceQuery {
    /// Everything that belongs to a thing, from the first idea to the last effect, whichever of it you ask from: a
    /// contribution, barrier, matter, agenda item, conclusion, decision, disagreement, development project or part of one, case,
    /// or anything that can be linked. Null when it
    /// does not exist for you, or is of a type of which nothing comes. Danish: spor.
    async fn trace(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the thing.")] id: ID,
        #[graphql(
            desc = "How many links one after the other are followed, 1 to 6. What belongs to one matter or project is one step; a merged, split, linked or reused thing is one further. What is linked as RELATED is shown and not followed.",
            default_with = "DEPTH"
        )]
        depth: i32,
        #[graphql(desc = "The date for everything below; today in Denmark when absent.")] as_of: Option<Date>,
    ) -> Option<Result<Trace>> {
        find(ctx, &id, depth, as_of).await.transpose()
    }
}

async fn find(ctx: &Context<'_>, id: &ID, depth: i32, as_of: Option<Date>) -> Result<Option<Trace>> {
    let as_of = ctx.as_of(as_of)?;
    let start = ids::any(id).ok_or_else(|| {
        Error::BadInput(Text::new("Det er ikke et id fra Medspil.", "This is not an id from Medspil."))
    })?;
    let found = service::trace(ctx.cx(), start, depth).await?;
    Ok(found.map(|found| Trace { found: found.into(), as_of }))
}
