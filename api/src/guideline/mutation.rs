//! Mutations on guidelines. Thin: read the input, call the service, answer.

mod inputs;

use async_graphql::{Context, Object};
use futures::FutureExt;

pub use self::inputs::*;
use super::{service, service::notice, types::Guideline};
use crate::{
    core::{Kind, Result},
    endorsement::types::EndorseInput,
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, payload},
    },
};

payload! {
    GuidelineRequestPayload { guideline: Guideline }
    GuidelineUpdatePayload { guideline: Guideline }
    GuidelineDraftPayload { guideline: Guideline }
    GuidelineRevisePayload { guideline: Guideline }
    GuidelineDropDraftPayload { guideline: Guideline }
    GuidelineEndorsePayload { guideline: Guideline }
    GuidelineAgreePayload { guideline: Guideline }
    GuidelineFailPayload { guideline: Guideline }
    GuidelineBringIntoForcePayload { guideline: Guideline }
    GuidelineReplacePayload { guideline: Guideline }
    GuidelineGiveNoticePayload { guideline: Guideline }
    GuidelineWithdrawNoticePayload { guideline: Guideline }
    GuidelineTerminatePayload { guideline: Guideline }
    GuidelineRepealPayload { guideline: Guideline }
}

/// See the fields.
#[derive(Debug, Default)]
pub struct GuidelineMutation;

#[Object]
impl GuidelineMutation {
    /// Asks for a guideline, for a side: talks begin as soon as possible (MED framework agreement § 8(1)). Needs SECRETARY
    /// or MED_COORDINATOR, or the mandate of secretary in the committee; for management also the chair, for the employees
    /// also the vice-chair. A PROCEDURAL one belongs to a main committee.
    async fn guideline_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The guideline that is asked for.")] input: GuidelineRequestInput,
    ) -> Result<GuidelineRequestPayload> {
        let result = match input.read() {
            Ok(new) => service::request(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Corrects title, topic or kind; the kind only until both sides agree. Needs SECRETARY or MED_COORDINATOR, or the
    /// mandate of chair, vice-chair or secretary in the committee.
    async fn guideline_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: GuidelineUpdateInput,
    ) -> Result<GuidelineUpdatePayload> {
        let (id, version, changes) = input.read();
        command(ctx, id, |id| service::update(ctx.cx(), id, version, changes)).await
    }

    /// Writes the text of the first version, or writes it anew while it is not agreed. Confirmations of another text fall:
    /// each side confirms again. Needs what `guidelineUpdate` needs.
    async fn guideline_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which guideline, and its text.")] input: GuidelineTextInput,
    ) -> Result<GuidelineDraftPayload> {
        let id = ids::input(Kind::Guideline, "id", &input.id);
        command(ctx, id, |id| service::draft(ctx.cx(), id, input.if_version, &input.text)).await
    }

    /// Writes the text of the next version, or writes it anew, while the present one holds. Confirmations of another text
    /// fall. Needs what `guidelineUpdate` needs.
    async fn guideline_revise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which guideline, and its next text.")] input: GuidelineTextInput,
    ) -> Result<GuidelineRevisePayload> {
        let id = ids::input(Kind::Guideline, "id", &input.id);
        command(ctx, id, |id| service::revise(ctx.cx(), id, input.if_version, &input.text)).await
    }

    /// Gives up the next version; the present one goes on. Needs what `guidelineAgree` needs.
    async fn guideline_drop_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which guideline, and why.")] input: GuidelineDropDraftInput,
    ) -> Result<GuidelineDropDraftPayload> {
        let id = ids::input(Kind::Guideline, "id", &input.id);
        command(ctx, id, |id| service::drop_draft(ctx.cx(), id, input.if_version, &input.reason)).await
    }

    /// Confirms the version that is being worked on, for a side or a party; see `endorsementWithdraw` for taking it back.
    /// An EMPLOYER_RULE is not confirmed. Needs SECRETARY or MED_COORDINATOR, or the mandate of secretary in the committee;
    /// for management also the chair, for the employees also the vice-chair.
    async fn guideline_endorse(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who confirms which guideline.")] input: EndorseInput,
    ) -> Result<GuidelineEndorsePayload> {
        match input.read(Kind::Guideline) {
            Ok((id, version, new)) => {
                command(ctx, Ok(id), |id| service::endorse(ctx.cx(), id, version, new)).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Records that both sides agree: both have confirmed the text, there is no vote. Its confirmations become final. An
    /// EMPLOYER_RULE is decided without them. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or
    /// secretary in the committee.
    async fn guideline_agree(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which guideline, and when.")] input: GuidelineDayInput,
    ) -> Result<GuidelineAgreePayload> {
        let (id, version, on) = input.read();
        command(ctx, id, |id| service::agree(ctx.cx(), id, version, on)).await
    }

    /// Records that the sides do not agree. Management may refuse a guideline only after a thorough discussion, so a
    /// reason is needed (MED framework agreement § 8(1)). Needs what `guidelineAgree` needs.
    async fn guideline_fail(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which guideline, when and why.")] input: GuidelineFailInput,
    ) -> Result<GuidelineFailPayload> {
        let id = ids::input(Kind::Guideline, "id", &input.id);
        let on = input.on.map(|on| on.0);
        command(ctx, id, |id| service::fail(ctx.cx(), id, input.if_version, on, &input.reason)).await
    }

    /// Lets an agreed guideline hold from a day on. Needs what `guidelineAgree` needs.
    async fn guideline_bring_into_force(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which guideline, from when.")] input: GuidelineBringIntoForceInput,
    ) -> Result<GuidelineBringIntoForcePayload> {
        let id = ids::input(Kind::Guideline, "id", &input.id);
        let from = input.from.map(|from| from.0);
        command(ctx, id, |id| service::bring_into_force(ctx.cx(), id, input.if_version, from)).await
    }

    /// Records that both sides agree on the next version, and lets it replace the present one from a day on. Needs what
    /// `guidelineAgree` needs.
    async fn guideline_replace(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which guideline, from when.")] input: GuidelineReplaceInput,
    ) -> Result<GuidelineReplacePayload> {
        let id = ids::input(Kind::Guideline, "id", &input.id);
        let (on, from) = (input.on.map(|on| on.0), input.from.map(|from| from.0));
        command(ctx, id, |id| service::replace(ctx.cx(), id, input.if_version, on, from)).await
    }

    /// Gives notice of a guideline; it holds until the notice has run out (MED framework agreement § 8). The notice is at
    /// least `guidelineNoticeMonths` of the rule set in force on its day. Never of a PROCEDURAL one. Needs
    /// MED_COORDINATOR; for management also the chair's mandate in the committee, for the employees the vice-chair's.
    async fn guideline_give_notice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which guideline, by whom, until when.")] input: GuidelineGiveNoticeInput,
    ) -> Result<GuidelineGiveNoticePayload> {
        let id = ids::input(Kind::Guideline, "id", &input.id);
        let version = input.if_version;
        command(ctx, id, |id| notice::give(ctx.cx(), id, version, input.read())).await
    }

    /// Takes a notice back while it runs. Needs what giving it needed.
    async fn guideline_withdraw_notice(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which guideline.")] input: GuidelineMoveInput,
    ) -> Result<GuidelineWithdrawNoticePayload> {
        let id = ids::input(Kind::Guideline, "id", &input.id);
        command(ctx, id, |id| notice::withdraw(ctx.cx(), id, input.if_version)).await
    }

    /// Records that a guideline is over, once its notice has run out: before that it is refused, with the first day on
    /// which it can end. Needs what `guidelineAgree` needs.
    async fn guideline_terminate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which guideline, from when: the end of its notice when absent.")]
        input: GuidelineDayInput,
    ) -> Result<GuidelineTerminatePayload> {
        let (id, version, on) = input.read();
        command(ctx, id, |id| notice::terminate(ctx.cx(), id, version, on)).await
    }

    /// Ends a rule that the employer decided, from a day on; no notice is needed, and nothing else is repealed. Needs
    /// MED_COORDINATOR or the chair's mandate in the committee.
    async fn guideline_repeal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which rule, from when.")] input: GuidelineDayInput,
    ) -> Result<GuidelineRepealPayload> {
        let (id, version, on) = input.read();
        command(ctx, id, |id| notice::repeal(ctx.cx(), id, version, on)).await
    }
}
