//! Mutations on the tasks of the annual wheel. Thin: read the input, call the service, answer.

mod entry;

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;

pub use self::entry::WheelEntryMutation;
use super::{
    rules::{Changes, Facts},
    service::{self, Step},
    types::{WheelTask, WheelTopic},
};
use crate::{
    committee::types::Committee,
    core::{Kind, Result, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{Outcome, answer, patch, payload},
        scalar::Date,
    },
};

payload! {
    WheelOpenPayload { committee: Committee }
    WheelTaskCreatePayload { wheel_task: WheelTask }
    WheelTaskUpdatePayload { wheel_task: WheelTask }
    WheelTaskSchedulePayload { wheel_task: WheelTask }
    WheelTaskCompletePayload { wheel_task: WheelTask }
    WheelTaskSkipPayload { wheel_task: WheelTask }
    WheelTaskReopenPayload { wheel_task: WheelTask }
}

/// The annual wheel of one committee and year.
#[derive(Debug, InputObject)]
pub struct WheelOpenInput {
    /// The committee.
    committee_id: ID,
    /// The year.
    year: i32,
}

/// A task that is added by hand.
#[derive(Debug, InputObject)]
pub struct WheelTaskCreateInput {
    /// The committee; it has to exist on a day of the window.
    committee_id: ID,
    /// The year of the wheel; a day of the window has to lie in it.
    year: i32,
    /// What it is about.
    topic: WheelTopic,
    /// Title; 1 to 200 characters.
    title: String,
    /// The number of the rule that asks for it, 1 to 56.
    rule_ref: Option<i32>,
    /// First day on which it can be done.
    due_from: Date,
    /// Last day on which it is in time.
    due_by: Date,
}

/// A correction of a task. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct WheelTaskUpdateInput {
    /// The task.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// What it is about; cannot be removed.
    topic: MaybeUndefined<WheelTopic>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// The number of the rule that asks for it; null removes it.
    rule_ref: MaybeUndefined<i32>,
    /// First day on which it can be done; cannot be removed.
    due_from: MaybeUndefined<Date>,
    /// Last day on which it is in time; cannot be removed.
    due_by: MaybeUndefined<Date>,
}

/// A meeting that takes a task up.
#[derive(Debug, InputObject)]
pub struct WheelTaskScheduleInput {
    /// The task.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// A meeting of the task's committee that is not cancelled.
    meeting_id: ID,
}

/// That a task is done.
#[derive(Debug, InputObject)]
pub struct WheelTaskCompleteInput {
    /// The task.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The day on which it was done, not in the future; today in Denmark when absent.
    on: Option<Date>,
}

/// That a task is left out.
#[derive(Debug, InputObject)]
pub struct WheelTaskSkipInput {
    /// The task.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// Why; 1 to 20,000 characters.
    reason: String,
}

/// That a task waits again.
#[derive(Debug, InputObject)]
pub struct WheelTaskReopenInput {
    /// The task.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct WheelTaskMutation;

#[Object]
impl WheelTaskMutation {
    /// Opens the annual wheel of a committee for a year: makes a task of each entry of the template that concerns its
    /// level, unless the task is there already. The payload's `change` is null when nothing was missing. Needs SECRETARY,
    /// MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of chair, vice-chair or secretary in the committee.
    async fn wheel_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which committee and year.")] input: WheelOpenInput,
    ) -> Result<WheelOpenPayload> {
        let result = match ids::input(Kind::Committee, "committeeId", &input.committee_id) {
            Ok(committee) => service::open(ctx.cx(), committee, input.year).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Adds a task to an annual wheel by hand. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of
    /// chair, vice-chair or secretary in the committee.
    async fn wheel_task_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new task.")] input: WheelTaskCreateInput,
    ) -> Result<WheelTaskCreatePayload> {
        let result = match input.read() {
            Ok(new) => service::create(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Corrects a task, in whatever state it is. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of
    /// chair, vice-chair or secretary in the committee.
    async fn wheel_task_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: WheelTaskUpdateInput,
    ) -> Result<WheelTaskUpdatePayload> {
        let version = input.if_version;
        match ids::input(Kind::WheelTask, "id", &input.id) {
            Ok(id) => {
                let result = service::update(ctx.cx(), id, version, input.changes()).boxed().await;
                answer(ctx, Some(id), None, result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Puts a task on a meeting of its committee, or on another one. Needs SECRETARY, MED_COORDINATOR or
    /// AUTHORITY_ADMIN, or the mandate of chair, vice-chair or secretary in the committee.
    async fn wheel_task_schedule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which task, on which meeting.")] input: WheelTaskScheduleInput,
    ) -> Result<WheelTaskSchedulePayload> {
        let mut faults = Faults::default();
        let meeting = faults.take(ids::input(Kind::Meeting, "meetingId", &input.meeting_id))?;
        let id = faults.take(ids::input(Kind::WheelTask, "id", &input.id))?;
        match (faults.finish(), id, meeting) {
            (Ok(()), Some(id), Some(meeting)) => {
                let result =
                    service::step(ctx.cx(), id, input.if_version, Step::Schedule(meeting)).boxed().await;
                answer(ctx, Some(id), None, result).await
            }
            (faults, ..) => answer(ctx, None, None, faults.and(Err(crate::core::Error::NotFound))).await,
        }
    }

    /// Records that a task is done. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of chair,
    /// vice-chair or secretary in the committee.
    async fn wheel_task_complete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which task, done when.")] input: WheelTaskCompleteInput,
    ) -> Result<WheelTaskCompletePayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        step(ctx, &input.id, input.if_version, Step::Complete(on)).await
    }

    /// Leaves a task out for a reason. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of chair,
    /// vice-chair or secretary in the committee.
    async fn wheel_task_skip(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which task, and why.")] input: WheelTaskSkipInput,
    ) -> Result<WheelTaskSkipPayload> {
        step(ctx, &input.id, input.if_version, Step::Skip(input.reason)).await
    }

    /// Lets a task wait again that was scheduled, done or left out; it then has no meeting and no reason. Needs
    /// SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of chair, vice-chair or secretary in the committee.
    async fn wheel_task_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which task.")] input: WheelTaskReopenInput,
    ) -> Result<WheelTaskReopenPayload> {
        step(ctx, &input.id, input.if_version, Step::Reopen).await
    }
}

impl WheelTaskCreateInput {
    fn read(self) -> Result<service::New> {
        Ok(service::New {
            committee_id: ids::input(Kind::Committee, "committeeId", &self.committee_id)?,
            year: self.year,
            facts: Facts {
                topic: self.topic.into(),
                title: self.title,
                rule_ref: self.rule_ref,
                due_from: self.due_from.0,
                due_by: self.due_by.0,
            },
        })
    }
}

impl WheelTaskUpdateInput {
    fn changes(self) -> Changes {
        Changes {
            topic: patch(self.topic.map_value(Into::into)),
            title: patch(self.title),
            rule_ref: patch(self.rule_ref),
            due_from: patch(self.due_from.map_value(Into::into)),
            due_by: patch(self.due_by.map_value(Into::into)),
        }
    }
}

async fn step<P: From<Outcome<WheelTask>>>(
    ctx: &Context<'_>,
    id: &ID,
    if_version: Option<i32>,
    step: Step,
) -> Result<P> {
    match ids::input(Kind::WheelTask, "id", id) {
        Ok(id) => {
            answer(ctx, Some(id), None, service::step(ctx.cx(), id, if_version, step).boxed().await).await
        }
        Err(error) => answer(ctx, None, None, Err(error)).await,
    }
}
