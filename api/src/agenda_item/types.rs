//! Agenda items in GraphQL.

mod inputs;

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::agenda_item::{self, AgendaItemStatus as Status, Column, Model};
use uuid::Uuid;

pub use self::inputs::*;
use super::{
    loader::{AgendaItemById, CarriedTo, ForwardedTo, ItemsOfMeeting, PlaceInAgenda},
    rules,
};
use crate::{
    attachment::types::{Attachment, attachments_of_item},
    change::{loader::History, types::Change},
    committee::types::Committee,
    conclusion::{loader::ConclusionOfItem, types::Conclusion},
    contribution::{
        loader::ContributionsOfItem,
        types::{Contribution, ContributionOrder, ContributionWhere, contribution_list},
    },
    core::{Kind, Result, db::page::Order},
    decision::{
        loader::DecisionsOfItem,
        types::{Decision, DecisionOrder, DecisionWhere, decision_list},
    },
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        ids,
        loaders::{GroupOf, Lookup, One},
        mutation::Reload,
        scalar::Date,
    },
    link::types::{Link, links_of},
    matter::types::{Aspect, ConfidentialBasis, Matter},
    meeting::types::Meeting,
    person::types::Person,
    seat::types::Side,
};

/// An agenda item.
#[derive(Clone, Debug)]
pub struct AgendaItem {
    /// The row.
    pub row: Model,
    /// The date for what is reached from here.
    pub as_of: NaiveDate,
}

impl AgendaItem {
    async fn load<L: Lookup<Entity = agenda_item::Entity>>(
        ctx: &Context<'_>,
        id: Uuid,
        as_of: NaiveDate,
    ) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<L>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

impl ListNode for AgendaItem {
    const NAME: &'static str = "AgendaItem";
}

impl Reload for AgendaItem {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        Self::load::<AgendaItemById>(ctx, id, as_of).await
    }
}

/// A matter at a meeting of one committee, or proposed for one. Danish: dagsordenspunkt. Visible inside its committee; to
/// every employee of the authority once the agenda is published, unless the item or its matter is hidden on a legal basis.
#[Object]
impl AgendaItem {
    /// Opaque id; accepted by `node` and wherever an agenda item's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::AgendaItem, self.row.id)
    }

    /// What it is about, in one line.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// Its number in the agenda. Until the agenda is published it follows from the order; then it is fixed, and what comes
    /// later has the number of the item before it with a letter: "3a". Hidden items have a number too, so one can be
    /// missing for you. Null while it is on no agenda.
    async fn number(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        if let Some(number) = &self.row.number {
            return Some(Ok(number.clone()));
        }
        self.row.meeting_id?;
        let places = ctx.loaders().load_one(GroupOf::<PlaceInAgenda>::new(self.row.id)).await;
        places.map(|places| places.unwrap_or_default().first().map(ToString::to_string)).transpose()
    }

    /// What it is for.
    #[graphql(name = "type")]
    async fn item_type(&self) -> AgendaItemType {
        self.row.item_type.into()
    }

    /// Which side of co-determination it belongs to.
    async fn aspect(&self) -> Aspect {
        self.row.aspect.into()
    }

    /// Which other side it belongs to.
    async fn second_aspect(&self) -> Option<Aspect> {
        self.row.second_aspect.map(Into::into)
    }

    /// Where it comes from.
    async fn origin(&self) -> AgendaOrigin {
        self.row.origin.into()
    }

    /// The side that asked for it; null when the secretariat did, or another committee.
    async fn proposer_side(&self) -> Option<Side> {
        self.row.proposer_side.map(Into::into)
    }

    /// Who asked for it; null for those who may not see the person.
    async fn proposer(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::reload(ctx, self.row.proposer_id?, self.as_of).await.transpose()
    }

    /// What the committee is asked to do. Danish: indstilling.
    async fn recommendation(&self) -> Option<&str> {
        self.row.recommendation.as_deref()
    }

    /// What it is about, at length. Danish: sagsfremstilling.
    async fn case_statement(&self) -> Option<&str> {
        self.row.case_statement.as_deref()
    }

    /// Minutes set aside for it.
    async fn duration_minutes(&self) -> Option<i32> {
        self.row.duration_minutes
    }

    /// How far the decision had come when the committee was involved.
    async fn stage(&self) -> Option<InvolvementStage> {
        self.row.stage.map(Into::into)
    }

    /// How much influence was promised.
    async fn involvement_promised(&self) -> Option<InvolvementLevel> {
        self.row.involvement_promised.map(Into::into)
    }

    /// How much influence there was; recorded after the meeting.
    async fn involvement_achieved(&self) -> Option<InvolvementLevel> {
        self.row.involvement_achieved.map(Into::into)
    }

    /// The legal basis for hiding it; null when it is open, unless its matter is hidden. Danish: hjemmel.
    async fn confidential_basis(&self) -> Option<ConfidentialBasis> {
        self.row.confidential_basis.map(Into::into)
    }

    /// What the legal basis is in this case.
    async fn confidential_note(&self) -> Option<&str> {
        self.row.confidential_note.as_deref()
    }

    /// Where it is in its life.
    async fn status(&self) -> AgendaItemStatus {
        self.row.status.into()
    }

    /// Why it was declined, withdrawn or put off.
    async fn status_reason(&self) -> Option<&str> {
        self.row.status_reason.as_deref()
    }

    /// The day on which it was asked for.
    async fn proposed_on(&self) -> Date {
        self.row.proposed_on.into()
    }

    /// The day on which it was treated.
    async fn discussed_on(&self) -> Option<Date> {
        self.row.discussed_on.map(Date)
    }

    /// When the committee that sent it here is to have its answer; on the item that has to be answered.
    async fn answer_due(&self) -> Option<Date> {
        self.row.answer_due.map(Date)
    }

    /// Whether the answer was due before the date and is not there yet. Computed from what is recorded today.
    async fn is_answer_overdue(&self) -> bool {
        rules::is_overdue(&self.row, self.as_of)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The committee.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The meeting on whose agenda it stands; null while it is on none.
    async fn meeting(&self, ctx: &Context<'_>) -> Option<Result<Meeting>> {
        Meeting::reload(ctx, self.row.meeting_id?, self.as_of).await.transpose()
    }

    /// The matter; null when you may not see it.
    async fn matter(&self, ctx: &Context<'_>) -> Option<Result<Matter>> {
        Matter::reload(ctx, self.row.matter_id, self.as_of).await.transpose()
    }

    /// What the committee ended with; outside the committee only once the minutes are approved. Danish: konklusion.
    async fn conclusion(&self, ctx: &Context<'_>) -> Option<Result<Conclusion>> {
        let row = ctx.loaders().load_one(One::<ConclusionOfItem>::new(self.row.id, self.as_of)).await;
        row.map(|row| row.map(|row| Conclusion { row, as_of: self.as_of })).transpose()
    }

    /// The item of an earlier meeting that it goes on with.
    async fn carried_from(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
        Self::reload(ctx, self.row.carried_from?, self.as_of).await.transpose()
    }

    /// The item of a later meeting in which it goes on, when it was put off.
    async fn carried_to(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
        if self.row.status != Status::Deferred {
            return None;
        }
        Self::load::<CarriedTo>(ctx, self.row.id, self.as_of).await.transpose()
    }

    /// The item in another committee that it comes from; null when you may not see that one.
    async fn raised_from(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
        Self::reload(ctx, self.row.raised_from?, self.as_of).await.transpose()
    }

    /// The item that it became in another committee; null when you may not see that one. The conclusion tells what has
    /// become of it there.
    async fn forwarded_to(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
        if self.row.status != Status::Forwarded {
            return None;
        }
        Self::load::<ForwardedTo>(ctx, self.row.id, self.as_of).await.transpose()
    }

    /// What it is linked with on the date, whichever end it is; oldest first. You learn that the other end exists also
    /// when you may not read it.
    async fn links(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those that do not hold on the date: over, or not begun.", default)]
        include_ended: bool,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Link>> {
        let args = PageArgs::new(first, after, last, before);
        links_of(ctx, self.row.id, self.as_of, include_ended, &args).await
    }

    /// What employees and managers have brought in that it takes up. Danish: bidrag.
    async fn contributions(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ContributionWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<ContributionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Contribution>> {
        let list = contribution_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Contribution { row, as_of: self.as_of };
        nested::<ContributionsOfItem, _>(ctx, self.row.id, list, &args, node).await
    }

    /// What was decided after it, and what management answered. Danish: beslutninger.
    async fn decisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<DecisionWhere>,
        #[graphql(desc = "Their order; oldest first when absent.")] order_by: Option<DecisionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Decision>> {
        let list = decision_list(self.as_of, filter, order_by)?;
        let args = PageArgs::new(first, after, last, before);
        let node = |row| Decision { row, as_of: self.as_of };
        nested::<DecisionsOfItem, _>(ctx, self.row.id, list, &args, node).await
    }

    /// The files that belong to it, in the order in which they were announced. Danish: bilag.
    async fn attachments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those whose content has not come or was removed.", default)] any_state: bool,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Attachment>> {
        let args = PageArgs::new(first, after, last, before);
        attachments_of_item(ctx, self.row.id, self.as_of, any_state, &args).await
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

/// The arguments of a list of items.
pub fn item_list(
    as_of: NaiveDate,
    filter: Option<AgendaItemWhere>,
    order: Option<AgendaItemOrder>,
) -> Result<List<agenda_item::Column>> {
    Ok(List { as_of, filter: AgendaItemWhere::read(filter)?, order: AgendaItemOrder::read(order) })
}

/// A page of the agenda of a meeting, in its order unless another is asked for.
pub async fn agenda_of(
    ctx: &Context<'_>,
    (meeting, as_of): (Uuid, NaiveDate),
    filter: Option<AgendaItemWhere>,
    order: Option<AgendaItemOrder>,
    args: &PageArgs,
) -> Result<Connection<AgendaItem>> {
    let by_place = order.is_none();
    let mut list = item_list(as_of, filter, order)?;
    if by_place {
        list.order = Order { column: Column::Position, descending: false };
    }
    nested::<ItemsOfMeeting, _>(ctx, meeting, list, args, |row| AgendaItem { row, as_of }).await
}
