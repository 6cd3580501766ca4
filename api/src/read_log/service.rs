//! Writing the log of sensitive reads. A domain calls [`record`] before it hands sensitive values out.

use std::collections::BTreeSet;

use entity::read_log::{self, Purpose};
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result},
    rights::home,
};

/// What is read, and why: the same for all persons of one batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reading {
    /// The purpose that the caller stated.
    pub purpose: Purpose,
    /// The fields that are handed out, as the schema spells them: `Type.field`.
    pub fields: &'static [&'static str],
}

/// Writes that the caller reads sensitive fields of these persons, one row for each, in a write of its own that is
/// over when this returns. An error means that nothing may be shown.
pub async fn record(ctx: &Ctx, reading: Reading, persons: &BTreeSet<Uuid>) -> Result<()> {
    if persons.is_empty() {
        return Ok(());
    }
    let authority_id = home(ctx)?;
    let row = |&person_id: &Uuid| read_log::Model {
        authority_id,
        id: ctx.new_id(),
        read_at: ctx.now(),
        actor: ctx.actor.subject().to_owned(),
        client: ctx.actor.identity().and_then(|identity| identity.client.clone()),
        person_id,
        fields: reading.fields.join(","),
        purpose: reading.purpose,
        request_id: ctx.request_id.clone(),
    };
    let rows: Vec<_> = persons.iter().map(row).collect();
    let tx = ctx.db.write(ctx, authority_id).await?;
    store::insert(tx.conn(), &rows).await?;
    tx.commit(()).await?;
    Ok(())
}
