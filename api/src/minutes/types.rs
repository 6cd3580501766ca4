//! Minutes in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use entity::minutes::{self, Model};
use uuid::Uuid;

use super::{
    loader::{MinutesById, MinutesOfMeeting},
    rules,
};
use crate::{
    core::{Kind, Result},
    graphql::{
        connection::ListNode,
        context::ContextExt,
        filter::{IdFilter, where_input},
        ids,
        loaders::One,
        mutation::Reload,
        order::order_input,
    },
    meeting::types::Meeting,
    person::types::Person,
};

where_input! {
    /// Which minutes. Everything given has to hold.
    MinutesWhere over minutes {
        /// Their id.
        id: IdFilter => Id of Minutes,
        /// The committee.
        committee: IdFilter => CommitteeId of Committee,
        /// The meeting.
        meeting: IdFilter => MeetingId of Meeting,
        /// The meeting that adopted them; `isNull: true` for those that none adopted.
        adopted_in: IdFilter => AdoptedIn of Meeting,
    }
}

order_input! {
    /// How minutes are sorted. Default: in the order in which they were begun.
    MinutesOrder by MinutesOrderField over minutes {
        /// In the order in which they were begun.
        Created => Id,
    }
}

/// Minutes, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct Minutes {
    /// The minutes.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Minutes {
    /// The minutes of a meeting, if there are any that the caller sees.
    pub async fn of_meeting(ctx: &Context<'_>, meeting: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<MinutesOfMeeting>::new(meeting, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

impl ListNode for Minutes {
    const NAME: &'static str = "Minutes";
}

impl Reload for Minutes {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<MinutesById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// The minutes of a meeting: what is not about one item of its agenda. Drafts are visible inside the committee; once chair
/// and vice-chair approved them, to every employee of the authority (rule 43). Those of a pre-meeting stay inside.
/// Danish: referat.
#[Object]
impl Minutes {
    /// Opaque id; accepted by `node` and wherever an id of minutes is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Minutes, self.row.id)
    }

    /// The meeting.
    async fn meeting(&self, ctx: &Context<'_>) -> Option<Result<Meeting>> {
        Meeting::reload(ctx, self.row.meeting_id, self.as_of).await.transpose()
    }

    /// The text, in lines.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// Whether chair and vice-chair have both approved the text; from then on it does not change.
    async fn is_approved(&self) -> bool {
        rules::is_approved(&self.row)
    }

    /// When the chair approved the text, in UTC; null again when the text changed after that.
    async fn chair_approved_at(&self) -> Option<DateTime<Utc>> {
        self.row.chair_approved_at
    }

    /// Who approved it as chair; null for those who may not see the person. Danish: formand.
    async fn chair_approved_by(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::named(ctx, self.row.chair_approved_by?, self.as_of).await.transpose()
    }

    /// When a vice-chair approved the text, in UTC; null again when the text changed after that.
    async fn vice_chair_approved_at(&self) -> Option<DateTime<Utc>> {
        self.row.vice_chair_approved_at
    }

    /// Who approved it as vice-chair; null for those who may not see the person. Danish: næstformand.
    async fn vice_chair_approved_by(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::named(ctx, self.row.vice_chair_approved_by?, self.as_of).await.transpose()
    }

    /// When it was recorded that a later meeting adopted them, in UTC.
    async fn adopted_at(&self) -> Option<DateTime<Utc>> {
        self.row.adopted_at
    }

    /// The meeting that adopted them.
    async fn adopted_in(&self, ctx: &Context<'_>) -> Option<Result<Meeting>> {
        Meeting::reload(ctx, self.row.adopted_in?, self.as_of).await.transpose()
    }

    /// What that meeting remarked on them, in lines. Danish: bemærkning.
    async fn remark(&self) -> Option<&str> {
        self.row.remark.as_deref()
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
