//! Root fields about changes.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::change::Column;

use super::{
    store::{self, Wanted},
    types::{Change, ThingType},
};
use crate::{
    core::{Error, Result, Text, db::page::Order},
    graphql::{
        connection::{Connection, PageArgs, root},
        context::ContextExt,
        ids,
        scalar::Sequence,
    },
};

/// See the fields.
#[derive(Debug, Default)]
pub struct ChangeQuery;

#[Object]
impl ChangeQuery {
    /// The change log of your authority in the order of its commits: history, delta reads and the feed for other
    /// systems. Rows that you may not see are left out, so numbers can be missing for you, but never come late: a
    /// reader that keeps the last `sequence` it saw and asks `since` it misses nothing. Danish: ændringer.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only rows after this place; keep the last `sequence` you saw.")] since: Option<
            Sequence,
        >,
        #[graphql(desc = "Only rows recorded at or after this instant.")] recorded_from: Option<
            DateTime<Utc>,
        >,
        #[graphql(desc = "Only rows about these types of things.")] types: Option<Vec<ThingType>>,
        #[graphql(desc = "Only rows about this thing: its history.")] subject: Option<ID>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Change>> {
        let subject = subject.map(|id| ids::any(&id).ok_or_else(not_an_id)).transpose()?;
        let kinds = types.map(|types| types.into_iter().map(ThingType::kind).collect());
        let wanted = Wanted { since: since.map(|place| place.0), recorded_from, kinds, subject };
        let order = Order { column: Column::Seq, descending: false };
        let args = PageArgs::new(first, after, last, before);
        root(ctx, store::feed(ctx.cx(), &wanted), order, &args, Change::from).await
    }
}

fn not_an_id() -> Error {
    Error::BadInput(Text::new("Det er ikke et id fra Medspil.", "This is not an id from Medspil."))
}
