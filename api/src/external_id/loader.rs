//! Batched reads of keys of other systems.

use std::collections::HashMap;

use uuid::Uuid;

use super::{store, types::ExternalId};
use crate::{
    core::{Ctx, Result},
    graphql::loaders::Group,
};

/// The keys of each thing, by system and key. Whoever sees the thing sees its keys: ask only for things that the
/// caller sees.
pub struct ExternalIds;

impl Group for ExternalIds {
    type Item = ExternalId;

    async fn find(ctx: &Ctx, subjects: &[Uuid]) -> Result<HashMap<Uuid, Vec<ExternalId>>> {
        let mut keys: HashMap<Uuid, Vec<ExternalId>> = HashMap::new();
        for row in store::of_subjects(ctx, ctx.db.read(), subjects).await? {
            let key = ExternalId { system: row.system, key: row.key };
            keys.entry(row.subject_id).or_default().push(key);
        }
        Ok(keys)
    }
}
