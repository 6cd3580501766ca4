//! How the content of an attachment comes and goes.
//!
//! Each try to send content writes under a key of its own, which nothing names. The row names it, in one write with its
//! change, once all of it was written and found right: that write makes it the attachment's content. Whatever stops before
//! leaves at most content that nothing names, and housekeeping removes it.

use bytes::Bytes;
use chrono::TimeDelta;
use entity::attachment::{AttachmentState, Model};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    super::{
        policy::Action,
        rules::{self, ANNOUNCED_HOURS, LIFE},
        sniff::Sniffer,
        store::place,
    },
    key, seen, subject, write_in,
};
use crate::{
    core::{ChangeKind, Ctx, Error, Result, UserErrorCode as Code},
    rights::{Reach, allow, home, require},
    storage::{Content, Key, Storage, Writer},
};

/// Content that is being sent.
pub struct Receiving {
    storage: Storage,
    row: Model,
    key: Key,
    writer: Option<Writer>,
    sniffer: Sniffer,
    digest: Sha256,
    length: u64,
}

/// Begins to take the content of an announced attachment, from who announced it and may still do so. `length` is what the
/// sender says of it.
pub async fn receive(ctx: &Ctx, storage: &Storage, id: Uuid, length: Option<u64>) -> Result<Receiving> {
    let authority = home(ctx)?;
    let row = seen(ctx, ctx.db.read(), id).await?;
    check_sender(ctx, &row).await?;
    if let Some(length) = length {
        check_length(&row, length, true)?;
    }
    let of = rules::file_type(&row.media_type).ok_or_else(|| Error::internal("an unknown media type"))?;
    let key = Key { authority, content: ctx.new_id() };
    Ok(Receiving {
        storage: storage.clone(),
        key,
        writer: Some(storage.writer(key)),
        sniffer: Sniffer::new(of),
        digest: Sha256::new(),
        length: 0,
        row,
    })
}

impl Receiving {
    /// Takes the next bytes. Refuses what is longer than announced or of another type as soon as that is certain.
    pub async fn take(&mut self, bytes: Bytes) -> Result<()> {
        self.length = self.length.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        check_length(&self.row, self.length, false)?;
        if !self.sniffer.goes_on(&bytes) {
            return Err(other_type());
        }
        self.digest.update(&bytes);
        match &mut self.writer {
            Some(writer) => writer.write(bytes).await,
            None => Ok(()),
        }
    }

    /// Ends the sending: the content is what was announced and is written, but is not yet the attachment's.
    pub async fn check(&mut self) -> Result<()> {
        check_length(&self.row, self.length, true)?;
        if !self.sniffer.fits() {
            return Err(other_type());
        }
        let sha256 = hexadecimal(&std::mem::take(&mut self.digest).finalize());
        if self.row.sha256.as_ref().is_some_and(|announced| *announced != sha256) {
            return Err(Error::user(
                Code::Invalid,
                "sha256",
                "Indholdet har en anden kontrolsum (SHA-256) end den meddelte. Send det igen.",
                "The content has another checksum (SHA-256) than was announced. Send it again.",
            ));
        }
        self.row.sha256 = Some(sha256);
        match self.writer.take() {
            Some(writer) => writer.finish().await,
            None => Ok(()),
        }
    }

    /// Makes the checked content the attachment's.
    pub async fn keep(self, ctx: &Ctx) -> Result<Model> {
        let (storage, key) = (self.storage.clone(), self.key);
        let kept = self.keep_in(ctx).await;
        // A failure of the commit itself leaves open whether the row names it: housekeeping knows later.
        if kept.as_ref().is_err_and(Error::is_refusal) {
            storage.remove(key).await.ok();
        }
        kept
    }

    async fn keep_in(self, ctx: &Ctx) -> Result<Model> {
        let tx = ctx.db.write(ctx, self.row.authority_id).await?;
        let before = seen(ctx, tx.conn(), self.row.id).await?;
        check_sender_in(ctx, tx.conn(), &before).await?;
        let after = Model {
            sha256: self.row.sha256,
            content_id: Some(self.key.content),
            state: LIFE.step(before.state, "store")?,
            created_by: None,
            stored_at: Some(ctx.now()),
            version: before.version + 1,
            ..before.clone()
        };
        write_in(&tx, ChangeKind::Update, &before, after.clone()).await?;
        tx.commit(()).await?;
        Ok(after)
    }
}

/// An attachment whose content is there.
pub struct Found {
    /// What is known of it.
    pub row: Model,
    storage: Storage,
}

/// The attachment whose content a caller asks for.
pub async fn find(ctx: &Ctx, storage: &Storage, id: Uuid) -> Result<Found> {
    home(ctx)?;
    let row = seen(ctx, ctx.db.read(), id).await?;
    if row.state != AttachmentState::Stored {
        return Err(Error::NotFound);
    }
    Ok(Found { row, storage: storage.clone() })
}

impl Found {
    /// Opens the content.
    pub async fn content(&self) -> Result<Content> {
        let missing =
            || Error::internal(format!("the content of {} is not in the store", subject(self.row.id)));
        let key = key(&self.row).ok_or_else(missing)?;
        self.storage.read(key).await?.ok_or_else(missing)
    }
}

async fn check_sender(ctx: &Ctx, row: &Model) -> Result<()> {
    check_sender_in(ctx, ctx.db.read(), row).await
}

/// Whether content of this attachment may come now, from this caller.
async fn check_sender_in(ctx: &Ctx, conn: &impl sea_orm::ConnectionTrait, row: &Model) -> Result<()> {
    let place = place(ctx, conn, row.agenda_item_id).await?.ok_or(Error::NotFound)?;
    allow(conn, ctx, Action::Create, &Reach::Committee(place.committee_id)).await?;
    LIFE.step(row.state, "store")?;
    place.check_open("id")?;
    let announced_it = row.created_by.as_deref() == Some(ctx.actor.subject());
    require(ctx, announced_it, "ATTACHMENT_CREATE", Some(subject(row.id)))?;
    if ctx.now() - row.created_at < TimeDelta::hours(ANNOUNCED_HOURS) {
        return Ok(());
    }
    Err(Error::user(
        Code::InvalidState,
        "id",
        format!("Det er mere end {ANNOUNCED_HOURS} timer siden, bilaget blev meldt. Meld det igen."),
        format!("The attachment was announced more than {ANNOUNCED_HOURS} hours ago. Announce it again."),
    ))
}

/// Refuses content that is longer than announced; content that is shorter only when there is no more of it.
fn check_length(row: &Model, length: u64, is_all: bool) -> Result<()> {
    let announced = u64::try_from(row.size).unwrap_or_default();
    if length > announced {
        return Err(Error::user(
            Code::OutOfRange,
            "size",
            format!("Indholdet er længere end de meldte {announced} byte."),
            format!("The content is longer than the {announced} bytes that were announced."),
        ));
    }
    if is_all && length < announced {
        return Err(Error::user(
            Code::Invalid,
            "size",
            format!("Indholdet er {length} byte; meldt var {announced}. Send det igen."),
            format!("The content has {length} bytes; {announced} were announced. Send it again."),
        ));
    }
    Ok(())
}

fn other_type() -> Error {
    Error::user(
        Code::NotAllowed,
        "mediaType",
        "Indholdet er ikke af den meldte filtype, eller det indeholder makroer.",
        "The content is not of the announced type, or holds macros.",
    )
}

/// The checksum of content, as attachments tell it.
pub fn checksum(content: &[u8]) -> String {
    hexadecimal(&Sha256::digest(content))
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // A String takes whatever is written.
        let _written = write!(text, "{byte:02x}");
        text
    })
}

impl std::fmt::Debug for Receiving {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Receiving").field("length", &self.length).finish_non_exhaustive()
    }
}
