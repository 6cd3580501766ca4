//! Mutations on seats. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::{
    rules::{Changes, Facts},
    service,
    types::{ElectoralGroup, Seat, SeatType, Side},
};
use crate::{
    core::{Kind, Result, Validity, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, patch, payload},
        scalar::Date,
    },
    mandate::types::MandateRole,
};

payload! {
    SeatCreatePayload { seat: Seat }
    SeatUpdatePayload { seat: Seat }
    SeatEndPayload { seat: Seat }
}

/// A new seat.
#[derive(Debug, InputObject)]
pub struct SeatCreateInput {
    /// The committee; it has to exist for the whole period.
    committee_id: ID,
    /// Whose seat. The chair's is MANAGEMENT, a vice-chair's EMPLOYEE.
    side: Side,
    /// What it is for. A committee has at most one CHAIR at a time.
    #[graphql(default_with = "SeatType::Ordinary")]
    seat_type: SeatType,
    /// The electoral group that fills it; only on the employee side.
    electoral_group: Option<ElectoralGroup>,
    /// The role expected of its holder; has to fit the side.
    expected_role: Option<MandateRole>,
    /// Place in the committee's list of seats, 1 to 999; after the last one when absent.
    position: Option<i32>,
    /// First day of the seat.
    valid_from: Date,
    /// First day on which it no longer exists; null or absent while open.
    valid_to: Option<Date>,
}

/// A correction of what is recorded about a seat; it holds for the whole of its period. What is left out stays. When
/// something changes from a date on, end the seat and set up another.
#[derive(Debug, InputObject)]
pub struct SeatUpdateInput {
    /// The seat.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// What it is for; cannot be removed.
    seat_type: MaybeUndefined<SeatType>,
    /// The electoral group that fills it; null removes it.
    electoral_group: MaybeUndefined<ElectoralGroup>,
    /// The role expected of its holder; null removes it.
    expected_role: MaybeUndefined<MandateRole>,
    /// Place in the committee's list of seats, 1 to 999; cannot be removed.
    position: MaybeUndefined<i32>,
    /// First day on which it no longer exists; null opens it. Use `seatEnd` to end it with its mandates.
    valid_to: MaybeUndefined<Date>,
}

/// The end of a seat.
#[derive(Debug, InputObject)]
pub struct SeatEndInput {
    /// The seat.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which it no longer exists; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct SeatMutation;

#[Object]
impl SeatMutation {
    /// Sets up a seat in a committee. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn seat_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new seat.")] input: SeatCreateInput,
    ) -> Result<SeatCreatePayload> {
        let from = input.valid_from.0;
        let result = match input.read() {
            Ok(new) => service::create(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, Some(from), result).await
    }

    /// Corrects a seat. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn seat_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was wrong.")] input: SeatUpdateInput,
    ) -> Result<SeatUpdatePayload> {
        let version = input.if_version;
        match input.read() {
            Ok((id, changes)) => {
                let result = service::update(ctx.cx(), id, version, changes).boxed().await;
                answer(ctx, Some(id), None, result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Ends a seat; its mandates end with it, for the reason REORGANISED. Needs SECRETARY, MED_COORDINATOR or
    /// AUTHORITY_ADMIN.
    async fn seat_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which seat, from when.")] input: SeatEndInput,
    ) -> Result<SeatEndPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        match ids::input(Kind::Seat, "id", &input.id) {
            Ok(id) => {
                let result = service::end(ctx.cx(), id, input.if_version, on).boxed().await;
                answer(ctx, Some(id), Some(on), result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }
}

impl SeatCreateInput {
    fn read(self) -> Result<service::New> {
        let mut faults = Faults::default();
        let (from, to) = (self.valid_from.0, self.valid_to.map(|to| to.0));
        faults.take(Validity::new("validTo", from, to))?;
        let committee_id = faults.take(ids::input(Kind::Committee, "committeeId", &self.committee_id))?;
        faults.finish()?;
        Ok(service::New {
            committee_id: committee_id.unwrap_or_default(),
            facts: Facts {
                side: self.side.into(),
                seat_type: self.seat_type.into(),
                electoral_group: self.electoral_group.map(Into::into),
                expected_role: self.expected_role.map(Into::into),
                position: self.position,
            },
            validity: Validity::stored(from, to),
        })
    }
}

impl SeatUpdateInput {
    fn read(self) -> Result<(Uuid, Changes)> {
        let id = ids::input(Kind::Seat, "id", &self.id)?;
        let changes = Changes {
            seat_type: patch(self.seat_type.map_value(Into::into)),
            electoral_group: patch(self.electoral_group.map_value(Into::into)),
            expected_role: patch(self.expected_role.map_value(Into::into)),
            position: patch(self.position),
            valid_to: patch(self.valid_to.map_value(Into::into)),
        };
        Ok((id, changes))
    }
}
