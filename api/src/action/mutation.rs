//! Mutations on actions. Thin: read the input, call the service, answer.

mod inputs;
mod plan;

use async_graphql::{Context, Object};
use futures::FutureExt;

pub use self::{inputs::*, plan::*};
use super::{
    service::{self, Step},
    types::Action,
};
use crate::{
    core::{Kind, Result},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, payload},
    },
};

payload! {
    ActionCreatePayload { action: Action }
    ActionUpdatePayload { action: Action }
    ActionStartPayload { action: Action }
    ActionCompletePayload { action: Action }
    ActionDropPayload { action: Action }
    ActionReopenPayload { action: Action }
}

/// See the fields.
#[derive(Debug, Default)]
pub struct ActionMutation;

#[Object]
impl ActionMutation {
    /// Adds an action to a plan. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of chair, vice-chair
    /// or secretary in the committee.
    async fn action_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new action.")] input: ActionCreateInput,
    ) -> Result<ActionCreatePayload> {
        let result = match input.read() {
            Ok((plan, facts)) => service::create(ctx.cx(), plan, facts).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Corrects an action, or gives it to somebody else, in whatever state it is. Needs SECRETARY, MED_COORDINATOR or
    /// AUTHORITY_ADMIN, or the mandate of chair, vice-chair or secretary in the committee.
    async fn action_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: ActionUpdateInput,
    ) -> Result<ActionUpdatePayload> {
        let version = input.if_version;
        match input.read() {
            Ok((id, changes)) => {
                command(ctx, Ok(id), |id| service::update(ctx.cx(), id, version, changes)).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Records that somebody works on an action. Needs to be its owner, or SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN,
    /// or the mandate of chair, vice-chair or secretary in the committee.
    async fn action_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which action.")] input: ActionMoveInput,
    ) -> Result<ActionStartPayload> {
        let id = ids::input(Kind::Action, "id", &input.id);
        command(ctx, id, |id| service::step(ctx.cx(), id, input.if_version, Step::Start)).await
    }

    /// Records that an action is done. Needs to be its owner, or SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the
    /// mandate of chair, vice-chair or secretary in the committee.
    async fn action_complete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which action, done when.")] input: ActionCompleteInput,
    ) -> Result<ActionCompletePayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        let id = ids::input(Kind::Action, "id", &input.id);
        command(ctx, id, |id| service::step(ctx.cx(), id, input.if_version, Step::Complete(on))).await
    }

    /// Gives an action up for a reason. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of chair,
    /// vice-chair or secretary in the committee.
    async fn action_drop(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which action, and why.")] input: ActionDropInput,
    ) -> Result<ActionDropPayload> {
        let id = ids::input(Kind::Action, "id", &input.id);
        let step = Step::Drop(input.reason);
        command(ctx, id, |id| service::step(ctx.cx(), id, input.if_version, step)).await
    }

    /// Lets an action wait again that was started, done or given up. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN,
    /// or the mandate of chair, vice-chair or secretary in the committee.
    async fn action_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which action.")] input: ActionMoveInput,
    ) -> Result<ActionReopenPayload> {
        let id = ids::input(Kind::Action, "id", &input.id);
        command(ctx, id, |id| service::step(ctx.cx(), id, input.if_version, Step::Reopen)).await
    }
}
