//! Batched reads of authorities.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{authority, authority_succession};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result},
    graphql::loaders::{Group, Lookup},
};

/// An authority by id.
pub struct AuthorityById;

impl Lookup for AuthorityById {
    type Entity = authority::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, authority::Model>> {
        store::by_ids(ctx, ids).await
    }
}

/// The other end of a succession.
#[derive(Clone, Debug)]
pub struct Succession {
    /// First day of the successor.
    pub on: NaiveDate,
    /// The other authority.
    pub authority: authority::Model,
}

/// The authorities that each authority follows, by date and name.
pub struct Predecessors;

impl Group for Predecessors {
    type Item = Succession;

    async fn find(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Succession>>> {
        let edges = store::into_these(ctx, ids).await?;
        other_ends(ctx, edges, |edge| (edge.successor_id, edge.predecessor_id)).await
    }
}

/// The authorities that follow each authority, by date and name.
pub struct Successors;

impl Group for Successors {
    type Item = Succession;

    async fn find(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Succession>>> {
        let edges = store::from_these(ctx, ids).await?;
        other_ends(ctx, edges, |edge| (edge.predecessor_id, edge.successor_id)).await
    }
}

/// Reads the authorities at the other ends; `ends` gives the one asked about and the other.
async fn other_ends(
    ctx: &Ctx,
    edges: Vec<authority_succession::Model>,
    ends: impl Fn(&authority_succession::Model) -> (Uuid, Uuid) + Send,
) -> Result<HashMap<Uuid, Vec<Succession>>> {
    let others: Vec<Uuid> = edges.iter().map(|edge| ends(edge).1).collect();
    let rows = store::by_ids(ctx, &others).await?;
    let mut found: HashMap<Uuid, Vec<Succession>> = HashMap::new();
    for edge in edges {
        let (one, other) = ends(&edge);
        if let Some(authority) = rows.get(&other).cloned() {
            found.entry(one).or_default().push(Succession { on: edge.on_date, authority });
        }
    }
    for list in found.values_mut() {
        list.sort_by(|a, b| (a.on, &a.authority.sort_key).cmp(&(b.on, &b.authority.sort_key)));
    }
    Ok(found)
}
