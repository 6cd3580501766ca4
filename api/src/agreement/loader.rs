//! Batched reads of local agreements.

use std::{collections::HashMap, sync::Arc};

use async_graphql::Context;
use chrono::NaiveDate;
use entity::local_agreement;
use uuid::Uuid;

use super::{
    service::{RuleSets, rule_sets},
    store,
};
use crate::{
    core::{Ctx, Error, Result},
    graphql::{
        batch::{Batched, Loaders},
        context::ContextExt,
        loaders::Lookup,
    },
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

/// Key of the numbers that hold in the caller's authority, through the years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RulesOfHome;

/// Two statements, however many dates are asked for.
impl Batched for RulesOfHome {
    type Value = Arc<RuleSets>;

    async fn load(loaders: &Loaders, _: Vec<Self>) -> Result<HashMap<Self, Arc<RuleSets>>> {
        let rules = rule_sets(&loaders.ctx, loaders.ctx.db.read()).await?;
        Ok(HashMap::from([(RulesOfHome, Arc::new(rules))]))
    }
}

/// The numbers that hold in the caller's authority, through the years.
pub async fn rules_of_home(ctx: &Context<'_>) -> Result<Arc<RuleSets>> {
    let rules = ctx.loaders().load_one(RulesOfHome).await?;
    rules.ok_or_else(|| Error::internal("no rule sets"))
}
