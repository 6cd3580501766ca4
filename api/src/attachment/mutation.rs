//! Mutations on attachments. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use futures::FutureExt;

use super::{
    service::{self, Facts},
    types::Attachment,
};
use crate::{
    change::types::Change,
    core::{Kind, Result},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{UserError, command, outcome, payload},
    },
};

payload! {
    AttachmentUpdatePayload { attachment: Attachment }
    AttachmentRemovePayload { attachment: Attachment }
}

/// A file that will be sent.
#[derive(Debug, InputObject)]
pub struct AttachmentCreateInput {
    /// The agenda item that it belongs to.
    agenda_item_id: ID,
    /// What it is called in the agenda; 1 to 200 characters, no CPR number.
    title: String,
    /// What the file is called: a name without folders that ends as its type demands; 1 to 200 characters, no CPR number.
    file_name: String,
    /// Its media type: `application/pdf`, `image/png`, `image/jpeg`, `text/plain`, `text/csv`, or that of a docx, xlsx,
    /// pptx, odt, ods or odp file. Nothing that runs: no HTML, SVG, XML, scripts or macros.
    media_type: String,
    /// Its length in bytes: at least 1, and no more than this server takes (50 MiB when nothing else is set).
    size: i32,
    /// SHA-256 of its content, 64 hexadecimal digits; what is sent is compared with it. Not compared when absent.
    sha256: Option<String>,
}

/// A change of an attachment.
#[derive(Debug, InputObject)]
pub struct AttachmentUpdateInput {
    /// The attachment.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// What it is called in the agenda; 1 to 200 characters, no CPR number.
    title: String,
}

/// An attachment that goes.
#[derive(Debug, InputObject)]
pub struct AttachmentRemoveInput {
    /// The attachment.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
}

/// The answer of the mutation that announces an attachment.
#[derive(SimpleObject)]
pub struct AttachmentCreatePayload {
    /// The attachment, ANNOUNCED; null when the input was wrong.
    attachment: Option<Attachment>,
    /// Where to send the content, as a path of this server: `PUT` with the bytes as the body and the same
    /// `Authorization`, within 24 hours. Null when nothing was written.
    upload_url: Option<String>,
    /// The row of the change log; null when nothing changed.
    change: Option<Change>,
    /// What is wrong with the input; empty when it was written.
    user_errors: Vec<UserError>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct AttachmentMutation;

#[Object]
impl AttachmentMutation {
    /// Announces a file for an agenda item; its content is sent to `uploadUrl` by the same caller. Needs SECRETARY or
    /// MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in the committee; not once the minutes are approved.
    async fn attachment_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: AttachmentCreateInput,
    ) -> Result<AttachmentCreatePayload> {
        let facts = Facts {
            title: input.title,
            file_name: input.file_name,
            media_type: input.media_type,
            size: input.size.into(),
            sha256: input.sha256,
        };
        let result = match ids::input(Kind::AgendaItem, "agendaItemId", &input.agenda_item_id) {
            Ok(item) => service::create(ctx.cx(), ctx.storage()?, item, facts).boxed().await,
            Err(error) => Err(error),
        };
        let upload_url = result.as_ref().ok().map(|written| service::content_path(written.value));
        let outcome = outcome(ctx, None, ctx.cx().today(), result).await?;
        Ok(AttachmentCreatePayload {
            attachment: outcome.object,
            upload_url,
            change: outcome.change,
            user_errors: outcome.user_errors,
        })
    }

    /// Changes what an attachment is called. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or
    /// secretary in the committee; not once the minutes are approved.
    async fn attachment_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: AttachmentUpdateInput,
    ) -> Result<AttachmentUpdatePayload> {
        let id = ids::input(Kind::Attachment, "id", &input.id);
        command(ctx, id, |id| service::update(ctx.cx(), id, input.if_version, &input.title)).await
    }

    /// Removes an attachment for good: content, title, file name and checksum. What stays is that there was one, of which
    /// type and length. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or secretary in the
    /// committee; once the minutes are approved, MED_COORDINATOR.
    async fn attachment_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which attachment.")] input: AttachmentRemoveInput,
    ) -> Result<AttachmentRemovePayload> {
        let storage = ctx.storage()?;
        let id = ids::input(Kind::Attachment, "id", &input.id);
        command(ctx, id, |id| service::remove(ctx.cx(), storage, id, input.if_version)).await
    }
}
