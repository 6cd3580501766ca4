//! Mutations on calendar feeds. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use futures::FutureExt;
use secrecy::ExposeSecret;

use super::{service, types::CalendarFeed};
use crate::{
    change::types::Change,
    core::{Kind, Result},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{UserError, command, outcome, payload},
    },
};

payload! {
    CalendarFeedRevokePayload { calendar_feed: CalendarFeed }
}

/// A new calendar feed for yourself.
#[derive(Debug, InputObject)]
pub struct CalendarFeedCreateInput {
    /// The committee whose meetings it tells of; absent for those of all committees in which you sit.
    committee_id: Option<ID>,
}

/// The end of a calendar feed.
#[derive(Debug, InputObject)]
pub struct CalendarFeedRevokeInput {
    /// The feed.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
}

/// The answer of the mutation that gives a calendar feed.
#[derive(SimpleObject)]
pub struct CalendarFeedCreatePayload {
    /// The feed; null when the input was wrong.
    calendar_feed: Option<CalendarFeed>,
    /// The path of its address on this server, for a calendar program to subscribe to. Whoever knows it reads your
    /// meetings: it is shown here and never again. Null when nothing was written.
    path: Option<String>,
    /// The row of the change log; null when nothing changed.
    change: Option<Change>,
    /// What is wrong with the input; empty when it was written.
    user_errors: Vec<UserError>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct CalendarMutation;

#[Object]
impl CalendarMutation {
    /// Makes an address under which your calendar program reads meetings. For persons; at most 20 at a time. Danish:
    /// kalenderabonnement.
    async fn calendar_feed_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it tells of.")] input: CalendarFeedCreateInput,
    ) -> Result<CalendarFeedCreatePayload> {
        let committee = input.committee_id.map(|id| ids::input(Kind::Committee, "committeeId", &id));
        let result = match committee.transpose() {
            Ok(committee) => service::create(ctx.cx(), committee).boxed().await,
            Err(error) => Err(error),
        };
        let path = result.as_ref().ok().map(|made| {
            let token = made.value.token.expose_secret();
            format!("/calendar/{token}.ics")
        });
        let result = result.map(|made| made.map(|made| made.id));
        let outcome = outcome(ctx, None, ctx.cx().today(), result).await?;
        Ok(CalendarFeedCreatePayload {
            calendar_feed: outcome.object,
            path,
            change: outcome.change,
            user_errors: outcome.user_errors,
        })
    }

    /// Revokes one of your calendar feeds, at once and on every server: its address tells nothing any more.
    async fn calendar_feed_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which feed.")] input: CalendarFeedRevokeInput,
    ) -> Result<CalendarFeedRevokePayload> {
        let id = ids::input(Kind::CalendarFeed, "id", &input.id);
        command(ctx, id, |id| service::revoke(ctx.cx(), id, input.if_version)).await
    }
}
