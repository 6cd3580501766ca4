//! Conclusions in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use entity::{
    agenda_item,
    conclusion::{self, Model},
};
use uuid::Uuid;

pub use self::inputs::*;
use super::loader::{ConclusionById, ForwardedItem};
use crate::{
    agenda_item::{
        service::is_overdue,
        types::{AgendaItem, AgendaItemStatus},
    },
    change::{loader::History, types::Change},
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        ids,
        loaders::One,
        mutation::Reload,
        scalar::Date,
    },
    matter::types::Matter,
    meeting::types::Meeting,
};

/// What a committee ended with on an item.
#[derive(Clone, Debug)]
pub struct Conclusion {
    /// The row.
    pub row: Model,
    /// The date for what is reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for Conclusion {
    const NAME: &'static str = "Conclusion";
}

impl Reload for Conclusion {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<ConclusionById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// How far an item has come in the committee to which it was sent.
#[derive(Clone, Debug, SimpleObject)]
pub struct ForwardedAnswer {
    /// Where the item is in its life there.
    status: AgendaItemStatus,
    /// When that committee is to have answered.
    due: Option<Date>,
    /// Whether the answer was due before the date and is not there yet. Computed from what is recorded today.
    is_overdue: bool,
}

/// What a committee ended with on one item: each side's position with it, and where the item went. Danish: konklusion.
/// Visible inside its committee; to every employee of the authority once the minutes are approved, unless the item or its
/// matter is hidden on a legal basis.
#[Object]
impl Conclusion {
    /// Opaque id; accepted by `node` and wherever a conclusion's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Conclusion, self.row.id)
    }

    /// What it ended with.
    async fn kind(&self) -> ConclusionKind {
        self.row.kind.into()
    }

    /// What was concluded.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// What management held.
    async fn management_position(&self) -> Option<&str> {
        self.row.management_position.as_deref()
    }

    /// What the employee side held.
    async fn employee_position(&self) -> Option<&str> {
        self.row.employee_position.as_deref()
    }

    /// What a minority wanted recorded. Danish: mindretalsudtalelse.
    async fn minority_statement(&self) -> Option<&str> {
        self.row.minority_statement.as_deref()
    }

    /// The day of the meeting.
    async fn concluded_on(&self) -> Date {
        self.row.concluded_on.into()
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The item.
    async fn agenda_item(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
        AgendaItem::reload(ctx, self.row.agenda_item_id, self.as_of).await.transpose()
    }

    /// The committee.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The meeting.
    async fn meeting(&self, ctx: &Context<'_>) -> Option<Result<Meeting>> {
        Meeting::reload(ctx, self.row.meeting_id, self.as_of).await.transpose()
    }

    /// The matter.
    async fn matter(&self, ctx: &Context<'_>) -> Option<Result<Matter>> {
        Matter::reload(ctx, self.row.matter_id, self.as_of).await.transpose()
    }

    /// The committee to which the item went, for ESCALATED and REFERRED.
    async fn forwarded_to(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.forwarded_to?, self.as_of).await.transpose()
    }

    /// The item that it became there; null when you may not see it.
    async fn forwarded_item(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
        AgendaItem::reload(ctx, self.row.forwarded_item_id?, self.as_of).await.transpose()
    }

    /// How far the item has come there: for those inside the committee that sent it on, also when they may not read it, and
    /// for everybody who may read it.
    async fn answer(&self, ctx: &Context<'_>) -> Option<Result<ForwardedAnswer>> {
        self.row.forwarded_item_id?;
        let row = ctx.loaders().load_one(One::<ForwardedItem>::new(self.row.id, self.as_of)).await;
        let answer = |row: agenda_item::Model| ForwardedAnswer {
            is_overdue: is_overdue(&row, self.as_of),
            status: row.status.into(),
            due: row.answer_due.map(Date),
        };
        row.map(|row| row.map(answer)).transpose()
    }

    /// Its history: the rows of the change log about it, oldest first.
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Change>> {
        let args = PageArgs::new(first, after, last, before);
        nested::<History, _>(ctx, self.row.id, History::list(self.as_of), &args, Change::from).await
    }
}

/// The arguments of a list of conclusions.
pub fn conclusion_list(
    as_of: NaiveDate,
    filter: Option<ConclusionWhere>,
    order: Option<ConclusionOrder>,
) -> Result<List<conclusion::Column>> {
    Ok(List { as_of, filter: ConclusionWhere::read(filter)?, order: ConclusionOrder::read(order) })
}
