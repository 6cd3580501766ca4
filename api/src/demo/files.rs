//! Files of the main committees' items. The rows are made with all others; what the files hold is written to the store of
//! files when the demo starts, from what the row says.

use bytes::Bytes;
use chrono::{Days, NaiveTime};
use entity::{
    agenda_item::{AgendaItemStatus, AgendaItemType},
    attachment::{self, AttachmentState},
    committee::CommitteeLevel,
};

use super::{generator::Generator, store};
use crate::{
    attachment::service::checksum,
    core::{Ctx, Error, Result},
    storage::{Key, Storage},
};

/// One item in so many has a file.
const EVERY: usize = 3;

impl Generator<'_> {
    /// A file for some of the items that a main committee discussed.
    pub(super) fn files(&mut self) -> Result<()> {
        let main: Vec<_> = self
            .rows
            .committees
            .iter()
            .filter(|row| row.level == CommitteeLevel::Main)
            .map(|row| row.id)
            .collect();
        let has_file = |item: &&entity::agenda_item::Model| {
            main.contains(&item.committee_id)
                && item.item_type != AgendaItemType::Approval
                && item.status == AgendaItemStatus::Concluded
        };
        for item in self.rows.items.iter().filter(has_file).step_by(EVERY) {
            let title = format!("Bilag: {}", item.title);
            let content = content(&title);
            let day = item.proposed_on.checked_add_days(Days::new(1)).unwrap_or(item.proposed_on);
            let stored_at = day.and_time(NaiveTime::MIN).and_utc();
            self.rows.attachments.push(attachment::Model {
                authority_id: self.authority.id,
                id: self.ctx.new_id(),
                agenda_item_id: item.id,
                file_name: Some("bilag.txt".to_owned()),
                media_type: "text/plain".to_owned(),
                size: i64::try_from(content.len()).map_err(Error::internal)?,
                sha256: Some(checksum(&content)),
                content_id: Some(self.ctx.new_id()),
                title: Some(title),
                state: AttachmentState::Stored,
                created_at: stored_at,
                created_by: None,
                stored_at: Some(stored_at),
                removed_at: None,
                version: 2,
            });
        }
        Ok(())
    }
}

/// What a file holds.
fn content(title: &str) -> Bytes {
    format!("{title}\n\nEt opdigtet bilag i en demo af Medspil.\n").into()
}

/// Writes what is missing in the store of files.
pub async fn write(ctx: &Ctx, storage: &Storage) -> Result<()> {
    for row in store::files(ctx).await? {
        let (Some(content_id), Some(title)) = (row.content_id, &row.title) else { continue };
        let (key, bytes) = (Key { authority: row.authority_id, content: content_id }, content(title));
        // What somebody else sent since is theirs.
        let is_ours = row.sha256.as_deref() == Some(&*checksum(&bytes));
        if is_ours && storage.read(key).await?.is_none() {
            let mut writer = storage.writer(key);
            writer.write(bytes).await?;
            writer.finish().await?;
        }
    }
    Ok(())
}
