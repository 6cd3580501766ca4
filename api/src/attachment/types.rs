//! Attachments in GraphQL.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, NaiveDate, Utc};
use entity::attachment::{self, Model};
use uuid::Uuid;

use super::{
    loader::{AllAttachmentsOfItem, AttachmentById, AttachmentsOfItem},
    service,
};
use crate::{
    agenda_item::types::AgendaItem,
    core::{Kind, Result, db::page::Order, filter::Filter},
    graphql::{
        connection::{Connection, List, ListNode, PageArgs, nested},
        context::ContextExt,
        enums::gql_enum,
        ids,
        loaders::One,
        mutation::Reload,
    },
};

gql_enum! {
    /// Where an attachment is in its life. Danish: tilstand.
    AttachmentState = "entity::attachment::AttachmentState" {
        /// It was announced; its content has not come yet. After 24 hours without content it is removed.
        Announced = "ANNOUNCED": "Meldt" | "Announced",
        /// Its content is there.
        Stored = "STORED": "Gemt" | "Stored",
        /// Its content, title and file name are gone for good.
        Removed = "REMOVED": "Fjernet" | "Removed",
    }
}

/// An attachment.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The row.
    pub row: Model,
    /// The date for what is reached from here.
    pub as_of: NaiveDate,
}

impl ListNode for Attachment {
    const NAME: &'static str = "Attachment";
}

impl Reload for Attachment {
    async fn reload(ctx: &Context<'_>, id: Uuid, as_of: NaiveDate) -> Result<Option<Self>> {
        let row = ctx.loaders().load_one(One::<AttachmentById>::new(id, as_of)).await?;
        Ok(row.map(|row| Self { row, as_of }))
    }
}

/// A file that belongs to an agenda item. Seen by those who see the item. Its content never changes: a new edition is a
/// new attachment. Danish: bilag.
#[Object]
impl Attachment {
    /// Opaque id; accepted by `node` and by the mutations on attachments.
    pub async fn id(&self) -> ID {
        ids::show(Kind::Attachment, self.row.id)
    }

    /// What it is called in the agenda; null once it is removed.
    async fn title(&self) -> Option<&str> {
        self.row.title.as_deref()
    }

    /// What the file is called; null once it is removed.
    async fn file_name(&self) -> Option<&str> {
        self.row.file_name.as_deref()
    }

    /// Its media type, for example `application/pdf`.
    async fn media_type(&self) -> &str {
        &self.row.media_type
    }

    /// Its length in bytes.
    async fn size(&self) -> i32 {
        i32::try_from(self.row.size).unwrap_or(i32::MAX)
    }

    /// SHA-256 of its content, 64 hexadecimal digits: of the content that is there, or what was announced of it. Null when
    /// nothing was announced, and once it is removed.
    async fn sha256(&self) -> Option<&str> {
        self.row.sha256.as_deref()
    }

    /// Where it is in its life.
    async fn state(&self) -> AttachmentState {
        self.row.state.into()
    }

    /// Where its content is, as a path of this server: get it with the same `Authorization` as a query. Null unless it is
    /// STORED.
    async fn content_url(&self) -> Option<String> {
        (self.row.state == attachment::AttachmentState::Stored).then(|| service::content_path(self.row.id))
    }

    /// When it was announced (UTC).
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }

    /// When its content was stored (UTC); null when it never was.
    async fn stored_at(&self) -> Option<DateTime<Utc>> {
        self.row.stored_at
    }

    /// When it was removed (UTC); null when it was not.
    async fn removed_at(&self) -> Option<DateTime<Utc>> {
        self.row.removed_at
    }

    /// The item that it belongs to.
    async fn agenda_item(&self, ctx: &Context<'_>) -> Option<Result<AgendaItem>> {
        AgendaItem::reload(ctx, self.row.agenda_item_id, self.as_of).await.transpose()
    }

    /// Grows by one when its content comes, its title changes and it is removed; give it as `ifVersion` so that you do not
    /// overwrite somebody else's change.
    async fn version(&self) -> i32 {
        self.row.version
    }
}

/// One page of the attachments of an item, in the order in which they were announced.
pub async fn attachments_of_item(
    ctx: &Context<'_>,
    item: Uuid,
    as_of: NaiveDate,
    all: bool,
    args: &PageArgs,
) -> Result<Connection<Attachment>> {
    let order = Order { column: attachment::Column::Id, descending: false };
    let list = List { as_of, filter: Filter::default(), order };
    let node = |row| Attachment { row, as_of };
    if all {
        nested::<AllAttachmentsOfItem, _>(ctx, item, list, args, node).await
    } else {
        nested::<AttachmentsOfItem, _>(ctx, item, list, args, node).await
    }
}
