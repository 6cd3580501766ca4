//! Batched reads of local agreements.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::local_agreement;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result},
    graphql::loaders::Lookup,
};

/// An agreement by id, whenever it is in force.
pub struct AgreementById;

impl Lookup for AgreementById {
    type Entity = local_agreement::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, local_agreement::Model>> {
        store::by_ids(ctx, ids).await
    }
}

/// The agreement in force on the date, by the id of its authority.
pub struct AgreementInForce;

impl Lookup for AgreementInForce {
    type Entity = local_agreement::Entity;

    async fn find(
        ctx: &Ctx,
        authorities: &[Uuid],
        as_of: NaiveDate,
    ) -> Result<HashMap<Uuid, local_agreement::Model>> {
        store::in_force(ctx, authorities, as_of).await
    }
}
