//! Decisions in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::NaiveDate;
use entity::decision::{self, Model};
use uuid::Uuid;

use super::{
    loader::{DecisionById, FirstDiscussion},
    rules,
};
use crate::{
    agenda_item::types::AgendaItem,
    agreement::loader::rules_of_home,
    committee::types::Committee,
    core::{Kind, Result, rule_set::ParameterName},
    graphql::{
        connection::{List, ListNode},
        context::ContextExt,
        enums::gql_enum,
        filter::{DateFilter, IdFilter, enum_filter, where_input},
        ids,
        loaders::{GroupOf, One},
        mutation::Reload,
        order::order_input,
        scalar::Date,
    },
    matter::types::Matter,
};

gql_enum! {
    /// Who had the power to decide. Danish: beslutningskompetence.
    DecisionBody = "entity::decision::DecisionBody" {
        /// The committee, within the competence of the manager who chairs it.
        Committee = "COMMITTEE": "Udvalget" | "The committee",
        /// A manager, by the right to lead (ledelsesretten).
        Manager = "MANAGER": "Lederen" | "A manager",
        /// The council or a political committee.
        Council = "COUNCIL": "Politisk niveau" | "The council",
    }
}

gql_enum! {
    /// Whether a decision follows what the committee said.
    FollowsInput = "entity::decision::FollowsInput" {
        /// It does.
        Fully = "FULLY": "Fuldt ud" | "Fully",
        /// In part.
        Partly = "PARTLY": "Delvist" | "Partly",
        /// It does not.
        Not = "NOT": "Ikke" | "Not",
    }
}

enum_filter!(DecisionBodyFilter, DecisionBody, entity::decision::DecisionBody);
enum_filter!(FollowsInputFilter, FollowsInput, entity::decision::FollowsInput);

where_input! {
    /// Which decisions. Everything given has to hold.
    DecisionWhere over decision {
        /// Its id.
        id: IdFilter => Id of Decision,
        /// The matter.
        matter: IdFilter => MatterId of Matter,
        /// The committee that was heard or decided.
        committee: IdFilter => CommitteeId of Committee,
        /// The agenda item that it came from.
        agenda_item: IdFilter => AgendaItemId of AgendaItem,
        /// Who had the power.
        body: DecisionBodyFilter => Body,
        /// Whether it follows what the committee said.
        follows_input: FollowsInputFilter => FollowsInput,
        /// When it was decided.
        decided_on: DateFilter => DecidedOn,
        /// When it is to be looked at again.
        review_on: DateFilter => ReviewOn,
        /// When it was looked at again.
        reviewed_on: DateFilter => ReviewedOn,
    }
}

order_input! {
    /// How decisions are sorted. Default: the oldest first.
    DecisionOrder by DecisionOrderField over decision {
        /// By the day on which it was decided.
        DecidedOn => DecidedOn,
    }
}

/// The arguments of a list of decisions.
pub fn decision_list(
    as_of: NaiveDate,
    filter: Option<DecisionWhere>,
    order: Option<DecisionOrder>,
) -> Result<List<decision::Column>> {
    Ok(List { as_of, filter: DecisionWhere::read(filter)?, order: DecisionOrder::read(order) })
}

/// A decision, with a date for everything reached from here.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The decision.
    pub row: Model,
    /// The date; it holds for everything reached from here.
    pub as_of: NaiveDate,
}

impl Decision {
    async fn first_discussion(&self, ctx: &Context<'_>) -> Result<Option<NaiveDate>> {
        let days = ctx.loaders().load_one(GroupOf::<FirstDiscussion>::new(self.row.matter_id)).await?;
        Ok(days.and_then(|days| days.first().copied()))
    }

    async fn due(&self, ctx: &Context<'_>) -> Result<Option<NaiveDate>> {
        let rules = rules_of_home(ctx).await?;
        let weeks = rules.on(self.row.decided_on).get(ParameterName::AdviceReplyWeeks);
        Ok(rules::reply_due(&self.row, weeks))
    }
}

impl ListNode for Decision {
    const NAME: &'static str = "Decision";
}

impl Reload for Decision {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<DecisionById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// What was decided on a matter, by whom, and what management answered the committee. Visible with its matter. Danish:
/// beslutning.
#[Object]
impl Decision {
    /// Opaque id; accepted by `node` and wherever a decision's id is asked for.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Decision, self.row.id)
    }

    /// The matter. Danish: sag.
    async fn matter(&self, ctx: &Context<'_>) -> Option<Result<Matter>> {
        Matter::reload(ctx, self.row.matter_id, self.as_of).await.transpose()
    }

    /// The committee that was heard or decided.
    async fn committee(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.row.committee_id, self.as_of).await.transpose()
    }

    /// The agenda item that it came from; null when it came from none.
    async fn agenda_item(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
        AgendaItem::reload(ctx, self.row.agenda_item_id?, self.as_of).await.transpose()
    }

    /// Who had the power to decide.
    async fn body(&self) -> DecisionBody {
        self.row.body.into()
    }

    /// The office or body that decided, for example "Kommunaldirektøren"; never a person's name.
    async fn decided_by(&self) -> Option<&str> {
        self.row.decided_by.as_deref()
    }

    /// The day on which it was decided.
    async fn decided_on(&self) -> Date {
        self.row.decided_on.into()
    }

    /// What was decided.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// Whether it follows what the committee said; null when nobody said so.
    async fn follows_input(&self) -> Option<FollowsInput> {
        self.row.follows_input.map(Into::into)
    }

    /// The day on which the matter was first discussed in a committee, as far as you may know of it; null when it was
    /// not. Information and discussion come before the decision: MED framework agreement § 7.
    async fn first_discussed_on(&self, ctx: &Context<'_>) -> Option<Result<Date>> {
        self.first_discussion(ctx).await.map(|day| day.map(Date)).transpose()
    }

    /// Days from that discussion to the decision; negative when the decision came first; null when the matter was not
    /// discussed.
    async fn days_after_discussion(&self, ctx: &Context<'_>) -> Option<Result<i64>> {
        let days = |first: NaiveDate| self.row.decided_on.signed_duration_since(first).num_days();
        self.first_discussion(ctx).await.map(|first| first.map(days)).transpose()
    }

    /// Management's reply to the committee, with its reasons. Danish: ledelsens svar.
    async fn reply(&self) -> Option<&str> {
        self.row.reply.as_deref()
    }

    /// The day of that reply.
    async fn replied_on(&self) -> Option<Date> {
        self.row.replied_on.map(Date)
    }

    /// The day by which management gives its reasons, when it decided otherwise than the committee advised; null when it
    /// need not. `adviceReplyWeeks` of the rule set on the day of the decision.
    async fn reply_due(&self, ctx: &Context<'_>) -> Option<Result<Date>> {
        self.due(ctx).await.map(|due| due.map(Date)).transpose()
    }

    /// Whether that day has passed without a reply, seen from the date asked for.
    async fn is_reply_overdue(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(rules::is_reply_overdue(&self.row, self.due(ctx).await?, self.as_of))
    }

    /// The day on which it is to be looked at again; null when none was set.
    async fn review_on(&self) -> Option<Date> {
        self.row.review_on.map(Date)
    }

    /// The day on which it was last looked at again.
    async fn reviewed_on(&self) -> Option<Date> {
        self.row.reviewed_on.map(Date)
    }

    /// What that showed.
    async fn review(&self) -> Option<&str> {
        self.row.review.as_deref()
    }

    /// Grows by one with each update; give it as `ifVersion` so that you do not overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
