//! Mutations on contributions. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::{
    rules::{Changes, Facts, Place},
    service,
    types::{Contribution, ContributionKind, ContributionOutcome},
};
use crate::{
    core::{Kind, Result, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, patch, payload},
        scalar::Date,
    },
    seat::types::Side,
};

payload! {
    ContributionCreatePayload { contribution: Contribution }
    ContributionUpdatePayload { contribution: Contribution }
    ContributionPlacePayload { contribution: Contribution }
    ContributionAnswerPayload { contribution: Contribution }
    ContributionWithdrawPayload { contribution: Contribution }
}

/// A new contribution. It is made today.
#[derive(Debug, InputObject)]
pub struct ContributionCreateInput {
    /// The committee that it is brought to; it has to exist today.
    committee_id: ID,
    /// The matter that it is about.
    matter_id: Option<ID>,
    /// The agenda item that it is about; it brings its matter.
    agenda_item_id: Option<ID>,
    /// What it is.
    kind: ContributionKind,
    /// What it says; 1 to 20,000 characters, line breaks allowed. No CPR numbers.
    text: String,
    /// The side of the table that it comes from.
    side: Side,
    /// The unit that it comes from.
    unit_id: Option<ID>,
    /// Who made it, when you record it for somebody else; you when absent. For others it needs the rights of
    /// `contributionAnswer`.
    author_id: Option<ID>,
    /// True when nobody else is to learn who made it, also not from the change log.
    #[graphql(default)]
    author_hidden: bool,
    /// The day by which it has to be answered. Needs the rights of `contributionPlace`.
    answer_due: Option<Date>,
}

/// A change of what a contribution says. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct ContributionUpdateInput {
    /// The contribution.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// What it is; cannot be removed.
    kind: MaybeUndefined<ContributionKind>,
    /// What it says; cannot be removed.
    text: MaybeUndefined<String>,
}

/// Where a contribution belongs. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct ContributionPlaceInput {
    /// The contribution.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The matter; null takes it out of its matter.
    matter_id: MaybeUndefined<ID>,
    /// The agenda item that takes it up; it brings its matter. Null takes it out.
    agenda_item_id: MaybeUndefined<ID>,
    /// The day by which it has to be answered; null removes it.
    answer_due: MaybeUndefined<Date>,
}

/// An answer to a contribution.
#[derive(Debug, InputObject)]
pub struct ContributionAnswerInput {
    /// The contribution.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// What became of it. PENDING opens an answered one again.
    outcome: ContributionOutcome,
    /// Why; needed for PARTLY and REJECTED. At most 20,000 characters, line breaks allowed.
    reason: Option<String>,
    /// When; today in Denmark when absent.
    on: Option<Date>,
}

/// A contribution that is taken back.
#[derive(Debug, InputObject)]
pub struct ContributionWithdrawInput {
    /// The contribution.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct ContributionMutation;

#[Object]
impl ContributionMutation {
    /// Brings something in to a committee. Needs EMPLOYEE, SECRETARY or MED_COORDINATOR, or any mandate in the
    /// committee. Danish: giv et bidrag.
    async fn contribution_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new contribution.")] input: ContributionCreateInput,
    ) -> Result<ContributionCreatePayload> {
        let result = match input.read() {
            Ok(new) => service::create(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Changes what you brought in, until it is answered. For its author only.
    async fn contribution_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: ContributionUpdateInput,
    ) -> Result<ContributionUpdatePayload> {
        let id = ids::input(Kind::Contribution, "id", &input.id);
        let changes = Changes { kind: patch(input.kind.map_value(Into::into)), text: patch(input.text) };
        command(ctx, id, |id| service::update(ctx.cx(), id, input.if_version, changes)).await
    }

    /// Ties a contribution to a matter or an agenda item, or sets the day for its answer. Needs SECRETARY or
    /// MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in the committee.
    async fn contribution_place(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where it belongs.")] input: ContributionPlaceInput,
    ) -> Result<ContributionPlacePayload> {
        let version = input.if_version;
        let (id, place) = match input.read() {
            Ok((id, place)) => (Ok(id), place),
            Err(error) => (Err(error), Place::default()),
        };
        command(ctx, id, |id| service::place(ctx.cx(), id, version, place)).await
    }

    /// Says what became of a contribution, with the reason. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair,
    /// vice-chair or secretary in the committee. Danish: besvar et bidrag.
    async fn contribution_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer.")] input: ContributionAnswerInput,
    ) -> Result<ContributionAnswerPayload> {
        let id = ids::input(Kind::Contribution, "id", &input.id);
        let given = service::Answer {
            outcome: input.outcome.into(),
            reason: input.reason,
            on: input.on.map_or_else(|| ctx.cx().today(), |date| date.0),
        };
        command(ctx, id, |id| service::answer(ctx.cx(), id, input.if_version, given)).await
    }

    /// Takes back what you brought in, until it is answered; it stays to be read. For its author only.
    async fn contribution_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which contribution.")] input: ContributionWithdrawInput,
    ) -> Result<ContributionWithdrawPayload> {
        let id = ids::input(Kind::Contribution, "id", &input.id);
        command(ctx, id, |id| service::withdraw(ctx.cx(), id, input.if_version)).await
    }
}

impl ContributionCreateInput {
    fn read(self) -> Result<service::New> {
        let mut faults = Faults::default();
        let mut optional = |kind, field, id: Option<ID>| -> Result<Option<Uuid>> {
            let id = id.map(|id| ids::input(kind, field, &id)).transpose();
            Ok(faults.take(id)?.flatten())
        };
        let committee_id = optional(Kind::Committee, "committeeId", Some(self.committee_id))?;
        let matter_id = optional(Kind::Matter, "matterId", self.matter_id)?;
        let agenda_item_id = optional(Kind::AgendaItem, "agendaItemId", self.agenda_item_id)?;
        let unit_id = optional(Kind::OrgUnit, "unitId", self.unit_id)?;
        let author_id = optional(Kind::Person, "authorId", self.author_id)?;
        faults.finish()?;
        Ok(service::New {
            committee_id: committee_id.unwrap_or_default(),
            matter_id,
            agenda_item_id,
            facts: Facts { kind: self.kind.into(), text: self.text, side: self.side.into() },
            unit_id,
            author_id,
            author_hidden: self.author_hidden,
            answer_due: self.answer_due.map(|due| due.0),
        })
    }
}

impl ContributionPlaceInput {
    fn read(self) -> Result<(Uuid, Place)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Contribution, "id", &self.id))?;
        let matter = patch(self.matter_id).try_map(|id| ids::input(Kind::Matter, "matterId", &id));
        let matter_id = faults.take(matter)?;
        let item = patch(self.agenda_item_id).try_map(|id| ids::input(Kind::AgendaItem, "agendaItemId", &id));
        let agenda_item_id = faults.take(item)?;
        faults.finish()?;
        let place = Place {
            matter_id: matter_id.unwrap_or_default(),
            agenda_item_id: agenda_item_id.unwrap_or_default(),
            answer_due: patch(self.answer_due.map_value(Into::into)),
        };
        Ok((id.unwrap_or_default(), place))
    }
}
