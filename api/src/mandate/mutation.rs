//! Mutations on mandates. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::{
    rules::Changes,
    service,
    types::{EndReason, Mandate, MandateRole, SelectionMethod},
};
use crate::{
    core::{Kind, Result, Validity, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, patch, payload},
        scalar::Date,
    },
};

payload! {
    MandateCreatePayload { mandate: Mandate }
    MandateUpdatePayload { mandate: Mandate }
    MandateEndPayload { mandate: Mandate }
    MandateActStartPayload { mandate: Mandate }
    MandateActEndPayload { mandate: Mandate }
}

/// A new mandate: of a holder, or of an alternate when `alternateForId` is given.
#[derive(Debug, InputObject)]
pub struct MandateCreateInput {
    /// The seat. May be left out for an alternate, who has the seat of the mandate that it stands in for.
    seat_id: Option<ID>,
    /// The person.
    person_id: ID,
    /// In what capacity; has to fit the side of the seat.
    role: MandateRole,
    /// How the person was chosen.
    method: SelectionMethod,
    /// The mandate to stand in for; not an alternate's, and another person's.
    alternate_for_id: Option<ID>,
    /// First day of the mandate; not before the seat's, nor that of the mandate to stand in for.
    valid_from: Date,
    /// First day on which it no longer holds; null or absent while open. Not after the seat's end.
    valid_to: Option<Date>,
}

/// A correction of what is recorded about a mandate; it holds for the whole of its period. What is left out stays.
#[derive(Debug, InputObject)]
pub struct MandateUpdateInput {
    /// The mandate.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The right role; cannot be removed.
    role: MaybeUndefined<MandateRole>,
    /// The right method; cannot be removed.
    method: MaybeUndefined<SelectionMethod>,
    /// The right end: first day on which it no longer holds; null opens it. Use `mandateEnd` to end it for a reason.
    valid_to: MaybeUndefined<Date>,
}

/// The end of a mandate.
#[derive(Debug, InputObject)]
pub struct MandateEndInput {
    /// The mandate.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which it no longer holds; today in Denmark when absent.
    on: Option<Date>,
    /// Why.
    reason: EndReason,
}

/// A period in which an alternate acts.
#[derive(Debug, InputObject)]
pub struct MandateActStartInput {
    /// The alternate's mandate.
    mandate_id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which the alternate acts; today in Denmark when absent.
    from: Option<Date>,
    /// First day on which it no longer acts; null or absent while open, if both mandates are.
    to: Option<Date>,
}

/// The end of a period in which an alternate acts.
#[derive(Debug, InputObject)]
pub struct MandateActEndInput {
    /// The alternate's mandate.
    mandate_id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which the alternate no longer acts; today in Denmark when absent. A period that begins on this day
    /// is removed.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct MandateMutation;

#[Object]
impl MandateMutation {
    /// Appoints a person to a seat, or as an alternate. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn mandate_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new mandate.")] input: MandateCreateInput,
    ) -> Result<MandateCreatePayload> {
        let from = input.valid_from.0;
        let result = match input.read() {
            Ok(new) => service::create(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, Some(from), result).await
    }

    /// Corrects a mandate. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn mandate_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was wrong.")] input: MandateUpdateInput,
    ) -> Result<MandateUpdatePayload> {
        let version = input.if_version;
        match input.read() {
            Ok((id, changes)) => {
                let result = service::update(ctx.cx(), id, version, changes).boxed().await;
                answer(ctx, Some(id), None, result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Ends a mandate; its alternates end with it. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn mandate_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which mandate, from when, why.")] input: MandateEndInput,
    ) -> Result<MandateEndPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        match ids::input(Kind::Mandate, "id", &input.id) {
            Ok(id) => {
                let result =
                    service::end(ctx.cx(), id, input.if_version, on, input.reason.into()).boxed().await;
                answer(ctx, Some(id), Some(on), result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Lets an alternate act for the holder: while it acts it has the holder's rights. At most one alternate acts for a
    /// mandate at a time. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or the mandate of chair, vice-chair or
    /// secretary in the committee.
    async fn mandate_act_start(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which alternate, from when, until when.")] input: MandateActStartInput,
    ) -> Result<MandateActStartPayload> {
        let from = input.from.map_or_else(|| ctx.cx().today(), |date| date.0);
        let version = input.if_version;
        match input.read(from) {
            Ok((id, span)) => {
                let result = service::acting::start(ctx.cx(), id, version, span).boxed().await;
                answer(ctx, Some(id), Some(from), result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Ends the period in which an alternate acts on a date. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN, or
    /// the mandate of chair, vice-chair or secretary in the committee.
    async fn mandate_act_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which alternate, from when.")] input: MandateActEndInput,
    ) -> Result<MandateActEndPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        match ids::input(Kind::Mandate, "mandateId", &input.mandate_id) {
            Ok(id) => {
                let result = service::acting::end(ctx.cx(), id, input.if_version, on).boxed().await;
                answer(ctx, Some(id), Some(on), result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }
}

impl MandateCreateInput {
    fn read(self) -> Result<service::New> {
        let mut faults = Faults::default();
        let (from, to) = (self.valid_from.0, self.valid_to.map(|to| to.0));
        faults.take(Validity::new("validTo", from, to))?;
        let seat = self.seat_id.map(|id| ids::input(Kind::Seat, "seatId", &id));
        let seat_id = faults.take(seat.transpose())?.flatten();
        let person_id = faults.take(ids::input(Kind::Person, "personId", &self.person_id))?;
        let principal = self.alternate_for_id.map(|id| ids::input(Kind::Mandate, "alternateForId", &id));
        let alternate_for = faults.take(principal.transpose())?.flatten();
        faults.finish()?;
        Ok(service::New {
            seat_id,
            person_id: person_id.unwrap_or_default(),
            role: self.role.into(),
            method: self.method.into(),
            alternate_for,
            validity: Validity::stored(from, to),
        })
    }
}

impl MandateUpdateInput {
    fn read(self) -> Result<(Uuid, Changes)> {
        let id = ids::input(Kind::Mandate, "id", &self.id)?;
        let changes = Changes {
            role: patch(self.role.map_value(Into::into)),
            method: patch(self.method.map_value(Into::into)),
            valid_to: patch(self.valid_to.map_value(Into::into)),
        };
        Ok((id, changes))
    }
}

impl MandateActStartInput {
    fn read(self, from: chrono::NaiveDate) -> Result<(Uuid, Validity)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Mandate, "mandateId", &self.mandate_id))?;
        let span = faults.take(Validity::new("to", from, self.to.map(|to| to.0)))?;
        faults.finish()?;
        Ok((id.unwrap_or_default(), span.unwrap_or_else(|| Validity::stored(from, None))))
    }
}
