//! Commands on attachments: load what is visible, ask the policy, check the rules, write, record the change. How content
//! comes, goes and is tidied up stands in the files below.

mod content;
mod upkeep;

use entity::attachment::{AttachmentState, Model};
use sea_orm::{ConnectionTrait, sea_query::SelectStatement};
use uuid::Uuid;

pub use self::{
    content::{Found, Receiving, checksum, find, receive},
    upkeep::tidy,
};
pub use super::rules::Facts;
use super::{
    policy::Action,
    rules::{self, LIFE},
    store::{self, Place, place},
};
use crate::{
    core::{ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written},
    rights::{Reach, allow, home},
    storage::{Key, Storage},
};

/// Announces an attachment of an agenda item.
pub async fn create(ctx: &Ctx, storage: &Storage, item: Uuid, facts: Facts) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let place = place(ctx, tx.conn(), item).await?.ok_or_else(|| {
        Error::user(Code::NotFound, "agendaItemId", "Punktet findes ikke.", "The item does not exist.")
    })?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Committee(place.committee_id)).await?;
    let facts = rules::checked(facts, storage.max_bytes())?;
    place.check_open("agendaItemId")?;
    if store::count_of_item(tx.conn(), authority, item).await? >= rules::OF_ITEM_MAX {
        let most = rules::OF_ITEM_MAX;
        return Err(Error::user(
            Code::TooMany,
            "agendaItemId",
            format!("Et punkt har højst {most} bilag."),
            format!("An item has at most {most} attachments."),
        ));
    }
    let row = Model {
        authority_id: authority,
        id: ctx.new_id(),
        agenda_item_id: item,
        title: Some(facts.title),
        file_name: Some(facts.file_name),
        media_type: facts.media_type,
        size: facts.size,
        sha256: facts.sha256,
        content_id: None,
        state: AttachmentState::Announced,
        created_at: ctx.now(),
        created_by: Some(ctx.actor.subject().to_owned()),
        stored_at: None,
        removed_at: None,
        version: 1,
    };
    store::insert(tx.conn(), row.clone()).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(row.id).await
}

/// Changes what an attachment is called.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, title: &str) -> Result<Written<Uuid>> {
    let tx = ctx.db.write(ctx, home(ctx)?).await?;
    let (before, place) = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Committee(place.committee_id)).await?;
    place.check_open("id")?;
    if before.state == AttachmentState::Removed {
        return Err(Error::user(
            Code::InvalidState,
            "id",
            "Bilaget er fjernet.",
            "The attachment is removed.",
        ));
    }
    let title = Some(rules::checked_title(title)?);
    if before.title != title {
        let after = Model { title, version: before.version + 1, ..before.clone() };
        write_in(&tx, ChangeKind::Update, &before, after).await?;
    }
    tx.commit(id).await
}

/// Removes an attachment; its content goes once that is certain. What stays is that there was one.
pub async fn remove(
    ctx: &Ctx,
    storage: &Storage,
    id: Uuid,
    if_version: Option<i32>,
) -> Result<Written<Uuid>> {
    let tx = ctx.db.write(ctx, home(ctx)?).await?;
    let (before, place) = load_in(&tx, id, if_version).await?;
    let action = if place.is_closed { Action::RemoveLate } else { Action::Remove };
    allow(tx.conn(), ctx, action, &Reach::Committee(place.committee_id)).await?;
    let after = Model {
        state: LIFE.step(before.state, "remove")?,
        removed_at: Some(ctx.now()),
        version: before.version + 1,
        ..rules::emptied(&before)
    };
    write_in(&tx, ChangeKind::End, &before, after).await?;
    let written = tx.commit(id).await?;
    if let Some(key) = key(&before)
        && let Err(error) = storage.remove(key).await
    {
        // No row names it any more: housekeeping removes it.
        tracing::warn!(request_id = ctx.request_id, %error, "content of a removed attachment is still there");
    }
    Ok(written)
}

/// The ids of the attachments that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

/// Where the content of an attachment is offered, as a path of this server.
pub fn content_path(id: Uuid) -> String {
    format!("/attachment/{}", subject(id))
}

impl Place {
    fn check_open(&self, field: &str) -> Result<()> {
        if !self.is_closed {
            return Ok(());
        }
        Err(Error::user(
            Code::InvalidState,
            field,
            "Referatet er godkendt: bilagene ligger fast.",
            "The minutes are approved: the attachments stand as they are.",
        ))
    }
}

async fn seen(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Model> {
    store::by_ids(ctx, conn, &[id]).await?.remove(&id).ok_or(Error::NotFound)
}

async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<(Model, Place)> {
    let row = seen(tx.ctx(), tx.conn(), id).await?;
    let place = place(tx.ctx(), tx.conn(), row.agenda_item_id).await?.ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok((row, place))
}

async fn write_in(tx: &Tx<'_>, kind: ChangeKind, before: &Model, after: Model) -> Result<()> {
    store::save(tx.conn(), after.clone()).await?;
    record(tx, kind, Some(before), &after);
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&Model>, after: &Model) {
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: subject(after.id),
        diff: rules::diff(before, Some(after)),
    });
}

fn subject(id: Uuid) -> Id {
    Id::new(Kind::Attachment, id)
}

/// Where the content of an attachment lies, when it has any.
fn key(row: &Model) -> Option<Key> {
    row.content_id.map(|content| Key { authority: row.authority_id, content })
}
