//! The tables of files.

use super::Table;
use crate::rights::classes::Class;

/// Attachments.
pub(super) const ATTACHMENT: Table = Table {
    name: "attachment",
    holds: "Files that belong to agenda items: title, file name, type, length, checksum; until the content has come, who announced them, by a pseudonymous name. The content lies in the store of files.",
    why: "What a committee had before it when it dealt with an item.",
    class: Class::Committee,
    kept: "until it is removed; then type, length and times as long as the authority uses Medspil",
    erased: "stays: remove those that are about the person",
    person: &[],
    others: &[
        "authority_id",
        "id",
        "agenda_item_id",
        "title",
        "file_name",
        "media_type",
        "size",
        "sha256",
        "content_id",
        "state",
        "created_at",
        "created_by",
        "stored_at",
        "removed_at",
        "version",
    ],
};
