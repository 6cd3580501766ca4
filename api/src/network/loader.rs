//! Batched reads of networks and who is in them.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{network, network_member};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result, db::page::Children},
    graphql::loaders::{Lookup, Relation},
};

/// A network by id.
pub struct NetworkById;

impl Lookup for NetworkById {
    type Entity = network::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, network::Model>> {
        store::by_ids(ctx, ctx.db.read(), ids).await
    }
}

/// A network by id, if the caller's authority is in it today.
pub struct OwnNetworkById;

impl Lookup for OwnNetworkById {
    type Entity = network::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, network::Model>> {
        store::own_among(ctx, ids).await
    }
}

/// Who is or was in each network.
pub struct MembersOfNetwork;

impl Relation for MembersOfNetwork {
    type Entity = network_member::Entity;

    fn children(ctx: &Ctx, _: NaiveDate, networks: &[Uuid]) -> Children<network_member::Entity> {
        store::members(ctx, networks)
    }
}
