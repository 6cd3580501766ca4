//! Mutations on agenda items. Thin: read the input, call the service, answer.

mod inputs;

use async_graphql::{Context, Object};
use uuid::Uuid;

pub use self::inputs::*;
use super::{
    rules::Changes,
    service::{self, Spot},
    types::AgendaItem,
};
use crate::{
    core::{Kind, Result, confidential::Confidential},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, payload},
    },
};

payload! {
    AgendaItemProposePayload { agenda_item: AgendaItem }
    AgendaItemUpdatePayload { agenda_item: AgendaItem }
    AgendaItemAcceptPayload { agenda_item: AgendaItem }
    AgendaItemDeclinePayload { agenda_item: AgendaItem }
    AgendaItemWithdrawPayload { agenda_item: AgendaItem }
    AgendaItemSchedulePayload { agenda_item: AgendaItem }
    AgendaItemUnschedulePayload { agenda_item: AgendaItem }
    AgendaItemMovePayload { agenda_item: AgendaItem }
    AgendaItemDeferPayload { agenda_item: AgendaItem }
    AgendaItemCarryOverPayload { agenda_item: AgendaItem }
    AgendaItemHidePayload { agenda_item: AgendaItem }
    AgendaItemDisclosePayload { agenda_item: AgendaItem }
}

/// See the fields.
#[derive(Debug, Default)]
pub struct AgendaItemMutation;

#[Object]
impl AgendaItemMutation {
    /// Asks for an item: both sides can, on what lies within the four fields. Needs SECRETARY or MED_COORDINATOR, or a
    /// mandate in the committee.
    async fn agenda_item_propose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The item.")] input: AgendaItemProposeInput,
    ) -> Result<AgendaItemProposePayload> {
        let result = match input.read() {
            Ok(new) => Box::pin(service::propose(ctx.cx(), new)).await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Changes an item. Before the meeting all of it; once it was treated only aspects and the influence that there was, and
    /// those until the minutes are approved. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or
    /// secretary; who asked for an item can change it until it is accepted.
    async fn agenda_item_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: AgendaItemUpdateInput,
    ) -> Result<AgendaItemUpdatePayload> {
        let version = input.if_version;
        let (id, changes): (Result<Uuid>, Changes) = input.read();
        command(ctx, id, |id| Box::pin(service::update(ctx.cx(), id, version, changes))).await
    }

    /// Takes a proposed item on. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary.
    async fn agenda_item_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item.")] input: AgendaItemStepInput,
    ) -> Result<AgendaItemAcceptPayload> {
        let id = ids::input(Kind::AgendaItem, "id", &input.id);
        command(ctx, id, |id| service::accept(ctx.cx(), id, input.if_version)).await
    }

    /// Does not take a proposed item on, and says why; a matter that belongs to the level may not be refused. Needs
    /// SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary.
    async fn agenda_item_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and why.")] input: AgendaItemDeclineInput,
    ) -> Result<AgendaItemDeclinePayload> {
        let id = ids::input(Kind::AgendaItem, "id", &input.id);
        command(ctx, id, |id| service::decline(ctx.cx(), id, input.if_version, &input.reason)).await
    }

    /// Takes an item back. What stood on a published agenda stays there, as withdrawn. Needs SECRETARY or MED_COORDINATOR,
    /// or the mandate of chair, vice-chair or secretary; who asked for an item can take it back until it is accepted.
    async fn agenda_item_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and perhaps why.")] input: AgendaItemReasonInput,
    ) -> Result<AgendaItemWithdrawPayload> {
        let id = ids::input(Kind::AgendaItem, "id", &input.id);
        let reason = input.reason.as_deref();
        command(ctx, id, |id| service::withdraw(ctx.cx(), id, input.if_version, reason)).await
    }

    /// Puts an accepted item on the agenda of a meeting, or moves it to another until it is discussed. Needs SECRETARY or
    /// MED_COORDINATOR, or the mandate of chair, vice-chair or secretary.
    async fn agenda_item_schedule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, for which meeting.")] input: AgendaItemScheduleInput,
    ) -> Result<AgendaItemSchedulePayload> {
        let version = input.if_version;
        let (id, to) = input.read();
        command(ctx, id, |id| Box::pin(service::schedule(ctx.cx(), id, version, to))).await
    }

    /// Takes an item off an agenda that is not published yet; it waits for another meeting. Needs SECRETARY or
    /// MED_COORDINATOR, or the mandate of chair, vice-chair or secretary.
    async fn agenda_item_unschedule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item.")] input: AgendaItemStepInput,
    ) -> Result<AgendaItemUnschedulePayload> {
        let id = ids::input(Kind::AgendaItem, "id", &input.id);
        command(ctx, id, |id| service::unschedule(ctx.cx(), id, input.if_version)).await
    }

    /// Moves an item within its agenda. Others can insert and move at the same time: nobody's order is lost. A published
    /// number stays with its item. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary.
    async fn agenda_item_move(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, where to.")] input: AgendaItemMoveInput,
    ) -> Result<AgendaItemMovePayload> {
        let version = input.if_version;
        let (id, spot): (Result<Uuid>, Spot) = input.read();
        command(ctx, id, |id| service::move_to(ctx.cx(), id, version, spot)).await
    }

    /// Puts an item off, before or at the meeting; `agendaItemCarryOver` brings it to another meeting. Needs SECRETARY or
    /// MED_COORDINATOR, or the mandate of chair, vice-chair or secretary.
    async fn agenda_item_defer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and perhaps why.")] input: AgendaItemReasonInput,
    ) -> Result<AgendaItemDeferPayload> {
        let id = ids::input(Kind::AgendaItem, "id", &input.id);
        let reason = input.reason.as_deref();
        command(ctx, id, |id| service::defer(ctx.cx(), id, input.if_version, reason)).await
    }

    /// Puts an item off to another meeting of its committee, where it goes on as a new item of the same matter; the answer
    /// is the new one. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary.
    async fn agenda_item_carry_over(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, to which meeting.")] input: AgendaItemScheduleInput,
    ) -> Result<AgendaItemCarryOverPayload> {
        let version = input.if_version;
        let (id, to) = input.read();
        command(ctx, id, |id| Box::pin(service::carry_over(ctx.cx(), id, version, to))).await
    }

    /// Hides an item from everybody but its committee; a legal basis is needed. Needs SECRETARY or MED_COORDINATOR, or the
    /// mandate of chair, vice-chair or secretary.
    async fn agenda_item_hide(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item, and why.")] input: AgendaItemHideInput,
    ) -> Result<AgendaItemHidePayload> {
        let id = ids::input(Kind::AgendaItem, "id", &input.id);
        let why = Confidential { basis: Some(input.basis.into()), note: input.note };
        command(ctx, id, |id| service::hide(ctx.cx(), id, input.if_version, why)).await
    }

    /// Opens a hidden item; refused while its matter is hidden. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair,
    /// vice-chair or secretary.
    async fn agenda_item_disclose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which item.")] input: AgendaItemStepInput,
    ) -> Result<AgendaItemDisclosePayload> {
        let id = ids::input(Kind::AgendaItem, "id", &input.id);
        let open = Confidential::default();
        command(ctx, id, |id| service::hide(ctx.cx(), id, input.if_version, open)).await
    }
}
