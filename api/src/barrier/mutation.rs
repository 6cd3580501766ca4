//! Mutations on barriers. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;

use super::{
    rules::{Changes, Gain, Owner, Try},
    service::{self, Escalation, New},
    types::Barrier,
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
    BarrierReportPayload { barrier: Barrier }
    BarrierUpdatePayload { barrier: Barrier }
    BarrierTriagePayload { barrier: Barrier }
    BarrierOwnPayload { barrier: Barrier }
    BarrierTryPayload { barrier: Barrier }
    BarrierRemovePayload { barrier: Barrier }
    BarrierDismissPayload { barrier: Barrier }
    BarrierEscalatePayload { barrier: Barrier }
}

/// A new barrier. It is reported today.
#[derive(Debug, InputObject)]
pub struct BarrierReportInput {
    /// The committee: one that covers where you work, or one above it. The secretariat and those who sit in the committee
    /// report to it wherever they work.
    committee_id: ID,
    /// The unit in which it stands in the way.
    unit_id: Option<ID>,
    /// Its title; at most 200 characters.
    title: Option<String>,
    /// What stands in the way of the core task; 1 to 20,000 characters, line breaks allowed. No CPR numbers.
    text: String,
    /// The side of the table that it comes from.
    side: Side,
    /// Who reports it, when you write it down for somebody else; you when absent. For others it needs the rights of
    /// `barrierTriage`.
    reporter_id: Option<ID>,
    /// True when nobody else is to learn who reported it, also not from the change log.
    #[graphql(default)]
    reporter_hidden: bool,
}

/// A change of what a barrier says. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct BarrierUpdateInput {
    /// The barrier.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New title; null removes it.
    title: MaybeUndefined<String>,
    /// New text; cannot be removed.
    text: MaybeUndefined<String>,
}

/// That a committee has looked at a barrier.
#[derive(Debug, InputObject)]
pub struct BarrierTriageInput {
    /// The barrier.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// When, not a day to come; today in Denmark when absent.
    on: Option<Date>,
}

/// Who takes a barrier on: a person, a side, or both.
#[derive(Debug, InputObject)]
pub struct BarrierOwnInput {
    /// The barrier.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The person. Needed unless a side is given.
    owner_id: Option<ID>,
    /// The side. Needed unless a person is given.
    owner_side: Option<Side>,
    /// When, not a day to come; today in Denmark when absent.
    on: Option<Date>,
}

/// Something that was tried against a barrier.
#[derive(Debug, InputObject)]
pub struct BarrierTryInput {
    /// The barrier.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// What was tried; 1 to 20,000 characters.
    text: String,
    /// What came of it; at most 20,000 characters.
    result: Option<String>,
    /// When it was tried, not before the report and not a day to come; today in Denmark when absent.
    on: Option<Date>,
}

/// That a barrier is gone.
#[derive(Debug, InputObject)]
pub struct BarrierRemoveInput {
    /// The barrier.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// Minutes a week that each of `peopleFreed` has gained, 1 to 10,080. Together with `peopleFreed` or not at all.
    minutes_freed: Option<i32>,
    /// How many have gained that time, 1 to 200,000.
    people_freed: Option<i32>,
    /// When, not a day to come; today in Denmark when absent.
    on: Option<Date>,
}

/// That a barrier cannot be removed.
#[derive(Debug, InputObject)]
pub struct BarrierDismissInput {
    /// The barrier.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// Why; 1 to 20,000 characters. Its reporter reads it.
    reason: String,
    /// When, not a day to come; today in Denmark when absent.
    on: Option<Date>,
}

/// That a committee is asked to treat a barrier.
#[derive(Debug, InputObject)]
pub struct BarrierEscalateInput {
    /// The barrier.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The committee: the barrier's own, or one above it.
    to_committee_id: ID,
    /// The title of its matter and of the agenda item; that of the barrier when absent.
    title: Option<String>,
    /// What the committee is asked to do; at most 20,000 characters.
    recommendation: Option<String>,
    /// When it is to have answered.
    answer_due: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct BarrierMutation;

#[Object]
impl BarrierMutation {
    /// Reports a barrier to the core task to a committee. Needs EMPLOYEE, SECRETARY or MED_COORDINATOR, or any mandate in
    /// the committee. Danish: meld en barriere for kerneopgaven.
    async fn barrier_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new barrier.")] input: BarrierReportInput,
    ) -> Result<BarrierReportPayload> {
        let result = match input.read() {
            Ok(new) => service::report(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Changes what you reported, until the committee has looked at it. For its reporter only.
    async fn barrier_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: BarrierUpdateInput,
    ) -> Result<BarrierUpdatePayload> {
        let id = ids::input(Kind::Barrier, "id", &input.id);
        let changes = Changes { title: patch(input.title), text: patch(input.text) };
        command(ctx, id, |id| service::update(ctx.cx(), id, input.if_version, changes)).await
    }

    /// Records that the committee has looked at it and goes on with it; from then on every employee of the authority sees
    /// it. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in the committee or in one
    /// above it. Danish: vurdér barrieren.
    async fn barrier_triage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which barrier, when.")] input: BarrierTriageInput,
    ) -> Result<BarrierTriagePayload> {
        let id = ids::input(Kind::Barrier, "id", &input.id);
        let on = input.on.map(|on| on.0);
        command(ctx, id, |id| service::triage(ctx.cx(), id, input.if_version, on)).await
    }

    /// Gives it an owner, or another one; takes it back from a committee that has answered. Needs what `barrierTriage`
    /// needs. Danish: giv barrieren en ansvarlig.
    async fn barrier_own(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which barrier, and who.")] input: BarrierOwnInput,
    ) -> Result<BarrierOwnPayload> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Barrier, "id", &input.id))?;
        let person = input.owner_id.map(|id| ids::input(Kind::Person, "ownerId", &id));
        let person = faults.take(person.transpose())?.flatten();
        let owner = Owner { person, side: input.owner_side.map(Into::into) };
        let id = faults.finish().map(|()| id.unwrap_or_default());
        let on = input.on.map(|on| on.0);
        command(ctx, id, |id| service::own(ctx.cx(), id, input.if_version, (owner, on))).await
    }

    /// Records what was tried against it. Needs what `barrierTriage` needs; its owner may, too. Danish: afprøv en løsning.
    async fn barrier_try(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which barrier, and what.")] input: BarrierTryInput,
    ) -> Result<BarrierTryPayload> {
        let id = ids::input(Kind::Barrier, "id", &input.id);
        let on = input.on.map_or_else(|| ctx.cx().today(), |on| on.0);
        let given = Try { on, text: input.text, result: input.result };
        command(ctx, id, |id| service::attempt(ctx.cx(), id, input.if_version, given)).await
    }

    /// Records that it is gone, and the time that this has freed. Needs what `barrierTriage` needs; its owner may, too.
    /// Danish: barrieren er fjernet.
    async fn barrier_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which barrier, and what is gained.")] input: BarrierRemoveInput,
    ) -> Result<BarrierRemovePayload> {
        let id = ids::input(Kind::Barrier, "id", &input.id);
        let gain = Gain { minutes: input.minutes_freed, people: input.people_freed };
        let on = input.on.map(|on| on.0);
        command(ctx, id, |id| service::remove(ctx.cx(), id, input.if_version, (gain, on))).await
    }

    /// Records that it cannot be removed, and why (NOT_POSSIBLE). Needs what `barrierTriage` needs.
    async fn barrier_dismiss(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which barrier, and why.")] input: BarrierDismissInput,
    ) -> Result<BarrierDismissPayload> {
        let id = ids::input(Kind::Barrier, "id", &input.id);
        let on = input.on.map(|on| on.0);
        command(ctx, id, |id| service::dismiss(ctx.cx(), id, input.if_version, (input.reason, on))).await
    }

    /// Brings it before its committee or one above: it becomes a matter, and an agenda item is proposed there. Needs what
    /// `barrierTriage` needs. Danish: løft barrieren til et udvalg.
    async fn barrier_escalate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which barrier, and where to.")] input: BarrierEscalateInput,
    ) -> Result<BarrierEscalatePayload> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Barrier, "id", &input.id))?;
        let to = faults.take(ids::input(Kind::Committee, "toCommitteeId", &input.to_committee_id))?;
        let to = Escalation {
            committee_id: to.unwrap_or_default(),
            title: input.title,
            recommendation: input.recommendation,
            answer_due: input.answer_due.map(|due| due.0),
        };
        let id = faults.finish().map(|()| id.unwrap_or_default());
        command(ctx, id, |id| service::escalate(ctx.cx(), id, input.if_version, to)).await
    }
}

impl BarrierReportInput {
    fn read(self) -> Result<New> {
        let mut faults = Faults::default();
        let committee = faults.take(ids::input(Kind::Committee, "committeeId", &self.committee_id))?;
        let unit = self.unit_id.map(|id| ids::input(Kind::OrgUnit, "unitId", &id));
        let unit_id = faults.take(unit.transpose())?.flatten();
        let reporter = self.reporter_id.map(|id| ids::input(Kind::Person, "reporterId", &id));
        let reporter_id = faults.take(reporter.transpose())?.flatten();
        faults.finish()?;
        Ok(New {
            committee_id: committee.unwrap_or_default(),
            unit_id,
            title: self.title,
            text: self.text,
            side: self.side.into(),
            reporter_id,
            reporter_hidden: self.reporter_hidden,
        })
    }
}
