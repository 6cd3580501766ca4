//! Mutations on units. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::{
    rules::{Changes, Facts},
    service,
    types::OrgUnit,
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
    OrgUnitCreatePayload { org_unit: OrgUnit }
    OrgUnitUpdatePayload { org_unit: OrgUnit }
    OrgUnitEndPayload { org_unit: OrgUnit }
}

/// A new unit.
#[derive(Debug, InputObject)]
pub struct OrgUnitCreateInput {
    /// Name; 1 to 200 characters.
    name: String,
    /// The unit above; it has to exist for the whole period. Absent for a unit at the top.
    parent_id: Option<ID>,
    /// The person who leads the unit.
    manager_id: Option<ID>,
    /// Employees of the unit itself, without units below; 0 to 1,000,000.
    headcount: Option<i32>,
    /// First day of the unit.
    valid_from: Date,
    /// First day on which it no longer exists; null or absent while open.
    valid_to: Option<Date>,
}

/// A change of a unit from a date on. What is left out stays as it is; the past is kept. A new parent moves the unit
/// with all that lies below it.
#[derive(Debug, InputObject)]
pub struct OrgUnitUpdateInput {
    /// The unit.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which the change holds; today in Denmark when absent.
    from: Option<Date>,
    /// New name; cannot be removed.
    name: MaybeUndefined<String>,
    /// New unit above; null makes it a unit at the top.
    parent_id: MaybeUndefined<ID>,
    /// New leader; null removes the present one.
    manager_id: MaybeUndefined<ID>,
    /// New number of employees of the unit itself; null when unknown.
    headcount: MaybeUndefined<i32>,
}

/// The end of a unit.
#[derive(Debug, InputObject)]
pub struct OrgUnitEndInput {
    /// The unit.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which it no longer exists; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct OrgUnitMutation;

#[Object]
impl OrgUnitMutation {
    /// Sets up a unit. Needs HR_INTEGRATION or AUTHORITY_ADMIN.
    async fn org_unit_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new unit.")] input: OrgUnitCreateInput,
    ) -> Result<OrgUnitCreatePayload> {
        let from = input.valid_from.0;
        let result = match input.read() {
            Ok(new) => service::create(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, Some(from), result).await
    }

    /// Changes name, parent, leader or headcount from a date on. Needs HR_INTEGRATION or AUTHORITY_ADMIN.
    async fn org_unit_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: OrgUnitUpdateInput,
    ) -> Result<OrgUnitUpdatePayload> {
        let from = input.from.map_or_else(|| ctx.cx().today(), |date| date.0);
        let version = input.if_version;
        match input.read() {
            Ok((id, changes)) => {
                let result = service::update(ctx.cx(), id, version, from, changes).boxed().await;
                answer(ctx, Some(id), Some(from), result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Ends a unit; refused while units or employments lie in it from that day on. Its history stays. Needs
    /// HR_INTEGRATION or AUTHORITY_ADMIN.
    async fn org_unit_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which unit, from when.")] input: OrgUnitEndInput,
    ) -> Result<OrgUnitEndPayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        match ids::input(Kind::OrgUnit, "id", &input.id) {
            Ok(id) => {
                let result = service::end(ctx.cx(), id, input.if_version, on).boxed().await;
                answer(ctx, Some(id), Some(on), result).await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }
}

impl OrgUnitCreateInput {
    fn read(self) -> Result<service::New> {
        let mut faults = Faults::default();
        let validity =
            faults.take(Validity::new("validTo", self.valid_from.0, self.valid_to.map(|to| to.0)))?;
        let parent = self.parent_id.map(|id| ids::input(Kind::OrgUnit, "parentId", &id));
        let parent_id = faults.take(parent.transpose())?.flatten();
        let manager = self.manager_id.map(|id| ids::input(Kind::Person, "managerId", &id));
        let manager_id = faults.take(manager.transpose())?.flatten();
        let validity = validity.unwrap_or_else(|| Validity::stored(self.valid_from.0, None));
        faults.finish()?;
        Ok(service::New {
            facts: Facts { name: self.name, parent_id, manager_id, headcount: self.headcount },
            validity,
        })
    }
}

impl OrgUnitUpdateInput {
    fn read(self) -> Result<(Uuid, Changes)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::OrgUnit, "id", &self.id))?;
        let parent = patch(self.parent_id).try_map(|id| ids::input(Kind::OrgUnit, "parentId", &id));
        let parent_id = faults.take(parent)?;
        let manager = patch(self.manager_id).try_map(|id| ids::input(Kind::Person, "managerId", &id));
        let manager_id = faults.take(manager)?;
        faults.finish()?;
        let changes = Changes {
            name: patch(self.name),
            parent_id: parent_id.unwrap_or_default(),
            manager_id: manager_id.unwrap_or_default(),
            headcount: patch(self.headcount),
        };
        Ok((id.unwrap_or_default(), changes))
    }
}
