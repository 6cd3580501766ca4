//! Calendar feeds in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use entity::calendar_feed::{self, Model};
use uuid::Uuid;

use super::loader::CalendarFeedById;
use crate::{
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{
        connection::ListNode, context::ContextExt, ids, loaders::One, mutation::Reload, order::order_input,
    },
};

order_input! {
    /// How calendar feeds are sorted. Default: the oldest first.
    CalendarFeedOrder by CalendarFeedOrderField over calendar_feed {
        /// By the time at which they were made.
        CreatedAt => CreatedAt,
    }
}

/// An address under which your calendar program reads meetings.
#[derive(Clone, Debug)]
pub struct CalendarFeed(pub Model);

impl ListNode for CalendarFeed {
    const NAME: &'static str = "CalendarFeed";
}

impl Reload for CalendarFeed {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<CalendarFeedById>::new(id, as_of)).await?;
        Ok(row.map(Self))
    }
}

/// An address under which your calendar program reads meetings, as iCalendar. Everybody sees only their own. Danish:
/// kalenderabonnement.
#[Object]
impl CalendarFeed {
    /// Opaque id; accepted by `node` and wherever a calendar feed's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::CalendarFeed, self.0.id)
    }

    /// The committee whose meetings it tells of; null for those of all committees in which you sit.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.0.committee_id?, ctx.cx().today()).await.transpose()
    }

    /// When you made it (UTC).
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When you revoked it (UTC); null while it is in use.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite another change.
    async fn version(&self) -> i32 {
        self.0.version
    }
}
