//! Root fields about changes.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::change::Column;

use super::{
    policy,
    store::{self, Wanted},
    types::{Change, ChangeKind, ThingType},
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
        #[graphql(desc = "Only rows recorded before this instant.")] recorded_before: Option<DateTime<Utc>>,
        #[graphql(desc = "Only rows about these types of things.")] types: Option<Vec<ThingType>>,
        #[graphql(desc = "Only rows about this thing: its history.")] subject: Option<ID>,
        #[graphql(desc = "Only rows in which one of these happened.")] kinds: Option<Vec<ChangeKind>>,
        #[graphql(
            desc = "Only what this caller did: the issuer's pseudonymous name. FORBIDDEN unless your work needs personal data."
        )]
        actor: Option<String>,
        #[graphql(
            desc = "Only what was done with this client system. FORBIDDEN unless your work needs personal data."
        )]
        client: Option<String>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Change>> {
        let subject = subject.map(|id| ids::any(&id).ok_or_else(not_an_id)).transpose()?;
        if actor.is_some() || client.is_some() {
            policy::check_actor(ctx.cx())?;
        }
        let wanted = Wanted {
            since: since.map(|place| place.0),
            recorded_from,
            recorded_before,
            kinds: types.map(|types| types.into_iter().map(ThingType::kind).collect()),
            happened: kinds.map(|kinds| kinds.into_iter().map(Into::into).collect()),
            actor: actor.map(plain).transpose()?,
            client: client.map(plain).transpose()?,
            subject,
        };
        let order = Order { column: Column::Seq, descending: false };
        let args = PageArgs::new(first, after, last, before);
        root(ctx, store::feed(ctx.cx(), &wanted), order, &args, Change::from).await
    }
}

/// PostgreSQL cannot hold a NUL, so nothing can equal one.
fn plain(text: String) -> Result<String> {
    if text.contains('\0') || text.chars().count() > 500 {
        return Err(Error::BadInput(Text::new(
            "Navnet er for langt eller indeholder et NUL-tegn.",
            "The name is too long or contains a NUL character.",
        )));
    }
    Ok(text)
}

fn not_an_id() -> Error {
    Error::BadInput(Text::new("Det er ikke et id fra Medspil.", "This is not an id from Medspil."))
}
