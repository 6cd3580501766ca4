//! Mutations on committees' discussions of a budget.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::super::{
    rules::discussion::{Changes, Facts},
    service::discussion::{self as service, New},
    types::{BudgetDiscussion, BudgetOutcome},
};
use crate::{
    core::{Kind, Result, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, patch, payload},
        scalar::Date,
    },
};

payload! {
    BudgetDiscussionCreatePayload { budget_discussion: BudgetDiscussion }
    BudgetDiscussionUpdatePayload { budget_discussion: BudgetDiscussion }
    BudgetDiscussionAnswerPayload { budget_discussion: BudgetDiscussion }
    BudgetDiscussionRemovePayload { budget_discussion: BudgetDiscussion }
}

/// A discussion of a budget in a committee.
#[derive(Debug, InputObject)]
pub struct BudgetDiscussionCreateInput {
    /// The budget process.
    cycle_id: ID,
    /// The committee; it has to exist on the day.
    committee_id: ID,
    /// The number of the reading that it comes before, from 1 to `budgetReadings` of the rule set in force on the day.
    reading: i32,
    /// The day on which it is, or was.
    discussed_on: Date,
    /// A meeting of the committee that is not cancelled.
    meeting_id: Option<ID>,
    /// The day on which its own material was sent, when that is another than the process's; not in the future.
    material_sent_on: Option<Date>,
    /// What the committee says; at most 20,000 characters. It stays inside the committee until the statements are sent.
    statement: Option<String>,
}

/// A change of a discussion. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct BudgetDiscussionUpdateInput {
    /// The discussion.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The day on which it is, or was; cannot be removed.
    discussed_on: MaybeUndefined<Date>,
    /// A meeting of the committee that is not cancelled; null removes it.
    meeting_id: MaybeUndefined<ID>,
    /// The day on which its own material was sent; null for that of the process.
    material_sent_on: MaybeUndefined<Date>,
    /// What the committee says; null removes it. Cannot be changed once it was answered.
    statement: MaybeUndefined<String>,
}

/// What came of what a committee said.
#[derive(Debug, InputObject)]
pub struct BudgetDiscussionAnswerInput {
    /// The discussion; its statement was sent.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// ADOPTED, PARTLY or REJECTED.
    outcome: BudgetOutcome,
    /// Why; needed unless it was followed in full. At most 20,000 characters.
    reason: Option<String>,
    /// The day on which the committee was told, not in the future; today in Denmark when absent.
    on: Option<Date>,
}

/// A discussion that will not be held.
#[derive(Debug, InputObject)]
pub struct BudgetDiscussionRemoveInput {
    /// The discussion.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct BudgetDiscussionMutation;

#[Object]
impl BudgetDiscussionMutation {
    /// Plans or records a committee's discussion of a budget. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the
    /// mandate of chair, vice-chair or secretary in the committee.
    async fn budget_discussion_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new discussion.")] input: BudgetDiscussionCreateInput,
    ) -> Result<BudgetDiscussionCreatePayload> {
        let result = match input.read() {
            Ok(new) => service::create(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Changes the dates of a discussion, or what the committee says. Needs what creating it needs.
    async fn budget_discussion_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: BudgetDiscussionUpdateInput,
    ) -> Result<BudgetDiscussionUpdatePayload> {
        let version = input.if_version;
        match input.read() {
            Ok((id, changes)) => {
                command(ctx, Ok(id), |id| service::update(ctx.cx(), id, version, changes)).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Records what came of a statement that was sent; once more corrects it. Needs what creating the discussion needs.
    async fn budget_discussion_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which statement, and what came of it.")] input: BudgetDiscussionAnswerInput,
    ) -> Result<BudgetDiscussionAnswerPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |on| on.0);
        let id = ids::input(Kind::BudgetDiscussion, "id", &input.id);
        let reason = input.reason.as_deref();
        let told = (input.outcome.into(), reason, on);
        command(ctx, id, |id| service::answer(ctx.cx(), id, input.if_version, told)).await
    }

    /// Takes a discussion away that will not be held; refused once it has a statement. The payload holds no object. Needs
    /// what creating it needs.
    async fn budget_discussion_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which discussion.")] input: BudgetDiscussionRemoveInput,
    ) -> Result<BudgetDiscussionRemovePayload> {
        let id = ids::input(Kind::BudgetDiscussion, "id", &input.id);
        command(ctx, id, |id| service::remove(ctx.cx(), id, input.if_version)).await
    }
}

impl BudgetDiscussionCreateInput {
    fn read(self) -> Result<New> {
        let mut faults = Faults::default();
        let cycle = faults.take(ids::input(Kind::BudgetCycle, "cycleId", &self.cycle_id))?;
        let committee = faults.take(ids::input(Kind::Committee, "committeeId", &self.committee_id))?;
        let meeting = self.meeting_id.map(|id| ids::input(Kind::Meeting, "meetingId", &id));
        let meeting_id = faults.take(meeting.transpose())?.flatten();
        faults.finish()?;
        Ok(New {
            cycle_id: cycle.unwrap_or_default(),
            committee_id: committee.unwrap_or_default(),
            reading: self.reading,
            facts: Facts {
                discussed_on: self.discussed_on.0,
                meeting_id,
                material_sent_on: self.material_sent_on.map(Into::into),
                statement: self.statement,
            },
        })
    }
}

impl BudgetDiscussionUpdateInput {
    fn read(self) -> Result<(Uuid, Changes)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::BudgetDiscussion, "id", &self.id))?;
        let meeting = patch(self.meeting_id).try_map(|id| ids::input(Kind::Meeting, "meetingId", &id));
        let meeting_id = faults.take(meeting)?.unwrap_or_default();
        faults.finish()?;
        let changes = Changes {
            discussed_on: patch(self.discussed_on.map_value(Into::into)),
            meeting_id,
            material_sent_on: patch(self.material_sent_on.map_value(Into::into)),
            statement: patch(self.statement),
        };
        Ok((id.unwrap_or_default(), changes))
    }
}
