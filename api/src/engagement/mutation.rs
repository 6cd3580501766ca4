//! Mutations on employments. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::{
    rules::{Changes, Facts},
    service,
    types::{Engagement, EngagementStatus},
};
use crate::{
    core::{Kind, Result, Validity, Written, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{Outcome, outcome, patch, payload},
        scalar::Date,
    },
};

payload! {
    EngagementCreatePayload { engagement: Engagement }
    EngagementUpdatePayload { engagement: Engagement }
    EngagementEndPayload { engagement: Engagement }
}

/// A new employment.
#[derive(InputObject)]
pub struct EngagementCreateInput {
    /// The employee.
    person_id: ID,
    /// The unit; it has to exist for the whole period.
    org_unit_id: ID,
    /// Job title; 1 to 200 characters. Never a CPR number.
    job_title: String,
    /// Agreed working time in thousandths of full time, 1 to 1500.
    #[graphql(default = 1000)]
    full_time_permille: i32,
    /// Whether the employee leads the unit; a unit has one leader at a time.
    #[graphql(default)]
    leads_unit: bool,
    /// Whether the employee is at work or on leave.
    #[graphql(default_with = "EngagementStatus::Active")]
    status: EngagementStatus,
    /// First day.
    valid_from: Date,
    /// First day on which it no longer holds; null or absent while no end is known.
    valid_to: Option<Date>,
}

/// A correction of an employment. What is left out stays as it is. Who moves to another unit gets a new employment.
#[derive(InputObject)]
pub struct EngagementUpdateInput {
    /// The employment.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New job title; cannot be removed.
    job_title: MaybeUndefined<String>,
    /// New working time in thousandths of full time, 1 to 1500; cannot be removed.
    full_time_permille: MaybeUndefined<i32>,
    /// Whether the employee leads the unit; cannot be removed.
    leads_unit: MaybeUndefined<bool>,
    /// Whether the employee is at work or on leave; cannot be removed.
    status: MaybeUndefined<EngagementStatus>,
    /// New first day; cannot be removed.
    valid_from: MaybeUndefined<Date>,
    /// New first day on which it no longer holds; null makes it open again.
    valid_to: MaybeUndefined<Date>,
}

/// The end of an employment.
#[derive(InputObject)]
pub struct EngagementEndInput {
    /// The employment.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which it no longer holds; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct EngagementMutation;

#[Object]
impl EngagementMutation {
    /// Registers an employment. Needs MED_COORDINATOR, HR_INTEGRATION or AUTHORITY_ADMIN.
    async fn engagement_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new employment.")] input: EngagementCreateInput,
    ) -> Result<EngagementCreatePayload> {
        let result = match input.read() {
            Ok(new) => service::create(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, result).await
    }

    /// Corrects an employment. Needs MED_COORDINATOR, HR_INTEGRATION or AUTHORITY_ADMIN.
    async fn engagement_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: EngagementUpdateInput,
    ) -> Result<EngagementUpdatePayload> {
        let (id, version) = match ids::input(Kind::Engagement, "id", &input.id) {
            Ok(id) => (id, input.if_version),
            Err(error) => return answer(ctx, None, Err(error)).await,
        };
        answer(ctx, Some(id), service::update(ctx.cx(), id, version, input.changes()).boxed().await).await
    }

    /// Ends an employment. Needs MED_COORDINATOR, HR_INTEGRATION or AUTHORITY_ADMIN.
    async fn engagement_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which employment, from when.")] input: EngagementEndInput,
    ) -> Result<EngagementEndPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        match ids::input(Kind::Engagement, "id", &input.id) {
            Ok(id) => {
                answer(ctx, Some(id), service::end(ctx.cx(), id, input.if_version, on).boxed().await).await
            }
            Err(error) => answer(ctx, None, Err(error)).await,
        }
    }
}

impl EngagementCreateInput {
    fn read(self) -> Result<service::New> {
        let mut faults = Faults::default();
        let person = faults.take(ids::input(Kind::Person, "personId", &self.person_id))?;
        let unit = faults.take(ids::input(Kind::OrgUnit, "orgUnitId", &self.org_unit_id))?;
        faults.finish()?;
        Ok(service::New {
            person_id: person.unwrap_or_default(),
            org_unit_id: unit.unwrap_or_default(),
            facts: Facts {
                job_title: self.job_title,
                full_time_permille: self.full_time_permille,
                leads_unit: self.leads_unit,
                status: self.status.into(),
                validity: Validity::stored(self.valid_from.0, self.valid_to.map(|to| to.0)),
            },
        })
    }
}

impl EngagementUpdateInput {
    fn changes(self) -> Changes {
        Changes {
            job_title: patch(self.job_title),
            full_time_permille: patch(self.full_time_permille),
            leads_unit: patch(self.leads_unit),
            status: patch(self.status.map_value(Into::into)),
            valid_from: patch(self.valid_from.map_value(Into::into)),
            valid_to: patch(self.valid_to.map_value(Into::into)),
        }
    }
}

async fn answer<P: From<Outcome<Engagement>>>(
    ctx: &Context<'_>,
    id: Option<Uuid>,
    result: Result<Written<Uuid>>,
) -> Result<P> {
    Ok(outcome(ctx, id, ctx.cx().today(), result).await?.into())
}
