//! Contributions in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::contribution::{self, Model};
use uuid::Uuid;

use super::{loader::ContributionById, rules};
use crate::{
    agenda_item::types::AgendaItem,
    committee::types::Committee,
    core::{Kind, Result},
    graphql::{
        connection::{List, ListNode},
        context::ContextExt,
        enums::gql_enum,
        filter::{DateFilter, IdFilter, enum_filter, where_input},
        ids,
        loaders::One,
        mutation::Reload,
        order::order_input,
        scalar::Date,
    },
    matter::types::Matter,
    org_unit::types::OrgUnit,
    person::types::Person,
    seat::types::{Side, SideFilter},
};

gql_enum! {
    /// What somebody brings in. Danish: bidragets art.
    ContributionKind = "entity::contribution::ContributionKind" {
        /// An idea.
        Idea = "IDEA": "Idé" | "Idea",
        /// A demand or a wish.
        Demand = "DEMAND": "Krav eller ønske" | "Demand",
        /// Knowledge from practice.
        PracticeKnowledge = "PRACTICE_KNOWLEDGE": "Praksisnær viden" | "Knowledge from practice",
        /// Insight into how steering and leadership work.
        SteeringInsight = "STEERING_INSIGHT": "Indsigt i styring og ledelse" | "Insight into steering",
        /// A concern.
        Concern = "CONCERN": "Bekymring" | "Concern",
        /// Something that stands in the way of the core task.
        Barrier = "BARRIER": "Barriere for kerneopgaven" | "Barrier to the core task",
        /// A statement, for example on the budget.
        Statement = "STATEMENT": "Udtalelse" | "Statement",
    }
}

gql_enum! {
    /// What became of a contribution. Danish: udfald.
    ContributionOutcome = "entity::contribution::ContributionOutcome" {
        /// Not answered yet.
        Pending = "PENDING": "Afventer svar" | "Awaits an answer",
        /// It was followed.
        Adopted = "ADOPTED": "Fulgt" | "Adopted",
        /// It was followed in part.
        Partly = "PARTLY": "Delvist fulgt" | "Partly adopted",
        /// It was not followed.
        Rejected = "REJECTED": "Ikke fulgt" | "Rejected",
    }
}

enum_filter!(ContributionKindFilter, ContributionKind, entity::contribution::ContributionKind);
enum_filter!(ContributionOutcomeFilter, ContributionOutcome, entity::contribution::ContributionOutcome);

where_input! {
    /// Which contributions. Everything given has to hold. Nobody can filter by author.
    ContributionWhere over contribution {
        /// Its id.
        id: IdFilter => Id of Contribution,
        /// The committee that it was brought to.
        committee: IdFilter => CommitteeId of Committee,
        /// The matter.
        matter: IdFilter => MatterId of Matter,
        /// The agenda item that took it up.
        agenda_item: IdFilter => AgendaItemId of AgendaItem,
        /// What it is.
        kind: ContributionKindFilter => Kind,
        /// The side that it comes from.
        side: SideFilter => Side,
        /// What became of it.
        outcome: ContributionOutcomeFilter => Outcome,
        /// When it was made.
        made_on: DateFilter => MadeOn,
        /// When it has to be answered.
        answer_due: DateFilter => AnswerDue,
        /// When it was taken back.
        withdrawn_on: DateFilter => WithdrawnOn,
    }
}

order_input! {
    /// How contributions are sorted. Default: the oldest first.
    ContributionOrder by ContributionOrderField over contribution {
        /// By the day on which they were made.
        MadeOn => MadeOn,
    }
}

/// The arguments of a list of contributions.
pub fn contribution_list(
    as_of: NaiveDate,
    filter: Option<ContributionWhere>,
    order: Option<ContributionOrder>,
) -> Result<List<contribution::Column>> {
    let filter = ContributionWhere::read(filter)?;
    Ok(List { as_of, filter, order: ContributionOrder::read(order) })
}

/// A contribution, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct Contribution {
    /// The contribution.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Contribution {
    fn is_of_caller(&self, ctx: &Context<'_>) -> bool {
        self.row.author_id.is_some() && self.row.author_id == ctx.cx().actor.person_id()
    }

    /// What would tell who made it is kept back when the author asked for that.
    fn may_name(&self, ctx: &Context<'_>) -> bool {
        !self.row.author_hidden || self.is_of_caller(ctx)
    }
}

impl ListNode for Contribution {
    const NAME: &'static str = "Contribution";
}

impl Reload for Contribution {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<ContributionById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// Something that an employee or a manager brings in, and what became of it. Visible to its author, to those inside the
/// committee, and, once it belongs to a matter, to whoever sees the matter. Danish: bidrag.
#[Object]
impl Contribution {
    /// Opaque id; accepted by `node` and wherever a contribution's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Contribution, self.row.id)
    }

    /// The committee that it was brought to.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The matter that it belongs to; null while it belongs to none. Danish: sag.
    async fn matter(&self, ctx: &Context<'_>) -> Option<Result<Matter>> {
        Matter::reload(ctx, self.row.matter_id?, self.as_of).await.transpose()
    }

    /// The agenda item that took it up; null when none did.
    async fn agenda_item(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
        AgendaItem::reload(ctx, self.row.agenda_item_id?, self.as_of).await.transpose()
    }

    /// What it is.
    async fn kind(&self) -> ContributionKind {
        self.row.kind.into()
    }

    /// What it says.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// The side of the table that it comes from.
    async fn side(&self) -> Side {
        self.row.side.into()
    }

    /// The unit that it comes from; null when none was given, and for others when the author asked not to be named.
    async fn unit(&self, ctx: &Context<'_>) -> Option<Result<OrgUnit>> {
        let unit = self.row.unit_id.filter(|_| self.may_name(ctx))?;
        OrgUnit::reload(ctx, unit, self.as_of).await.transpose()
    }

    /// Who made it; null when the author asked not to be named, and when you do not see the person.
    async fn author(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        let author = self.row.author_id.filter(|_| self.may_name(ctx))?;
        Person::load(ctx, author, self.as_of).await.transpose()
    }

    /// Whether you made it.
    async fn is_mine(&self, ctx: &Context<'_>) -> bool {
        self.is_of_caller(ctx)
    }

    /// Whether its author asked not to be named: then nobody else learns who it was, also not from the change log.
    async fn author_hidden(&self) -> bool {
        self.row.author_hidden
    }

    /// The day on which it was made.
    async fn made_on(&self) -> Date {
        self.row.made_on.into()
    }

    /// The day by which it has to be answered; null when none was set.
    async fn answer_due(&self) -> Option<Date> {
        self.row.answer_due.map(Date)
    }

    /// Whether it was not answered by then, seen from the date asked for.
    async fn is_answer_overdue(&self) -> bool {
        rules::is_overdue(&self.row, self.as_of)
    }

    /// What became of it.
    async fn outcome(&self) -> ContributionOutcome {
        self.row.outcome.into()
    }

    /// Why. Always there when it was not followed in full.
    async fn outcome_reason(&self) -> Option<&str> {
        self.row.outcome_reason.as_deref()
    }

    /// The day on which it was answered.
    async fn answered_on(&self) -> Option<Date> {
        self.row.answered_on.map(Date)
    }

    /// The day on which its author took it back.
    async fn withdrawn_on(&self) -> Option<Date> {
        self.row.withdrawn_on.map(Date)
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
