//! Mutations on coverage. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::NaiveDate;
use futures::FutureExt;
use uuid::Uuid;

use super::{service, types::CommitteeUnit};
use crate::{
    core::{Kind, Result, Validity, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, payload},
        scalar::Date,
    },
};

payload! {
    CommitteeUnitAddPayload { committee_unit: CommitteeUnit }
    CommitteeUnitEndPayload { committee_unit: CommitteeUnit }
}

/// A unit that a committee is to cover.
#[derive(Debug, InputObject)]
pub struct CommitteeUnitAddInput {
    /// The committee; it has to exist for the whole period.
    committee_id: ID,
    /// The unit; it has to exist for the whole period.
    org_unit_id: ID,
    /// First day on which it covers the unit; today in Denmark when absent.
    from: Option<Date>,
    /// First day on which it no longer does; null or absent while open.
    to: Option<Date>,
}

/// The end of coverage.
#[derive(Debug, InputObject)]
pub struct CommitteeUnitEndInput {
    /// The coverage.
    id: ID,
    /// First day on which the committee no longer covers the unit; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct CommitteeUnitMutation;

#[Object]
impl CommitteeUnitMutation {
    /// Lets a committee cover a unit, with what lies below it. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn committee_unit_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which committee, which unit, when.")] input: CommitteeUnitAddInput,
    ) -> Result<CommitteeUnitAddPayload> {
        let from = input.from.map_or_else(|| ctx.cx().today(), |date| date.0);
        let result = match input.read(from) {
            Ok((committee, unit, span)) => service::add(ctx.cx(), committee, unit, span).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, Some(from), result).await
    }

    /// Lets a committee no longer cover a unit. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn committee_unit_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which coverage, from when.")] input: CommitteeUnitEndInput,
    ) -> Result<CommitteeUnitEndPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        match ids::input(Kind::CommitteeUnit, "id", &input.id) {
            Ok(id) => answer(ctx, Some(id), Some(on), service::end(ctx.cx(), id, on).boxed().await).await,
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }
}

impl CommitteeUnitAddInput {
    fn read(self, from: NaiveDate) -> Result<(Uuid, Uuid, Validity)> {
        let mut faults = Faults::default();
        let committee = faults.take(ids::input(Kind::Committee, "committeeId", &self.committee_id))?;
        let unit = faults.take(ids::input(Kind::OrgUnit, "orgUnitId", &self.org_unit_id))?;
        let span = faults.take(Validity::new("to", from, self.to.map(|to| to.0)))?;
        faults.finish()?;
        let span = span.unwrap_or_else(|| Validity::stored(from, None));
        Ok((committee.unwrap_or_default(), unit.unwrap_or_default(), span))
    }
}
