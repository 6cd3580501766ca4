//! What an attachment may be: pure functions over inputs and rows. No message repeats a title or a file's name.

use entity::attachment::{AttachmentState, Model};

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code,
    input::{Faults, NAME_MAX, no_cpr, required_text},
};

/// Most attachments of one item that are not removed.
pub const OF_ITEM_MAX: u64 = 100;
/// For how many hours content can be sent after it was announced.
pub const ANNOUNCED_HOURS: i64 = 24;
/// Longest name of a file in bytes of UTF-8: what file systems take.
const FILE_NAME_BYTES: usize = 255;

/// The life of an attachment.
pub const LIFE: Machine<AttachmentState> = Machine {
    moves: &[
        Move { name: "store", from: &[AttachmentState::Announced], to: AttachmentState::Stored },
        Move {
            name: "remove",
            from: &[AttachmentState::Announced, AttachmentState::Stored],
            to: AttachmentState::Removed,
        },
    ],
};

/// How the type of content is told from its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A signature at its beginning that stands for this type and no other.
    Signature,
    /// An office document: a ZIP archive with a folder of this name.
    Office(&'static str),
    /// Text: nothing in it that is no text, no markup at its beginning.
    Text,
}

/// A type that an attachment may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileType {
    /// The media type.
    pub media: &'static str,
    /// How names of such files end.
    pub extensions: &'static [&'static str],
    /// How it is told from the bytes.
    pub form: Form,
}

macro_rules! types {
    ($($media:literal: $($extension:literal)+ => $form:expr,)+) => {
        &[$(FileType { media: $media, extensions: &[$($extension),+], form: $form }),+]
    };
}

/// Every type that an attachment may have. None that a browser, or a double click, runs as a program: no HTML, no SVG, no
/// XML, no scripts, no macros.
pub const TYPES: &[FileType] = types! {
    "application/pdf": "pdf" => Form::Signature,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx" => Form::Office("word/"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx" => Form::Office("xl/"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx" => Form::Office("ppt/"),
    "application/vnd.oasis.opendocument.text": "odt" => Form::Signature,
    "application/vnd.oasis.opendocument.spreadsheet": "ods" => Form::Signature,
    "application/vnd.oasis.opendocument.presentation": "odp" => Form::Signature,
    "image/png": "png" => Form::Signature,
    "image/jpeg": "jpg" "jpeg" => Form::Signature,
    "text/plain": "txt" => Form::Text,
    "text/csv": "csv" => Form::Text,
};

/// The type with this media type.
pub fn file_type(media: &str) -> Option<&'static FileType> {
    TYPES.iter().find(|of| of.media.eq_ignore_ascii_case(media.trim()))
}

/// What a caller says of a file that it will send.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What it is called in the agenda.
    pub title: String,
    /// What the file is called.
    pub file_name: String,
    /// Its media type.
    pub media_type: String,
    /// Its length in bytes.
    pub size: i64,
    /// Its SHA-256, when the caller wants it compared.
    pub sha256: Option<String>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(facts: Facts, max_bytes: u64) -> Result<Facts> {
    let mut faults = Faults::default();
    let title = faults.take(checked_title(&facts.title))?;
    let file_name = faults.take(checked_file_name(&facts.file_name))?;
    let of = file_type(&facts.media_type);
    match (of, &file_name) {
        (None, _) => {
            let all = TYPES.iter().map(|of| of.media).collect::<Vec<_>>().join(", ");
            faults.add(
                Code::NotAllowed,
                "mediaType",
                format!("Den filtype kan ikke vedhæftes. Mulige: {all}."),
                format!("This type of file cannot be attached. Possible: {all}."),
            );
        }
        (Some(of), Some(name)) if !ends_with_any(name, of.extensions) => {
            let ends = of.extensions.join(", .");
            faults.add(
                Code::Invalid,
                "fileName",
                format!("Navnet på en fil af den type ender på .{ends}."),
                format!("The name of a file of this type ends in .{ends}."),
            );
        }
        (Some(_), _) => {}
    }
    if facts.size < 1 || u64::try_from(facts.size).is_ok_and(|size| size > max_bytes) {
        faults.add(
            Code::OutOfRange,
            "size",
            format!("En fil er mellem 1 og {max_bytes} byte."),
            format!("A file has between 1 and {max_bytes} bytes."),
        );
    }
    let sha256 = facts.sha256.map(|text| text.trim().to_ascii_lowercase());
    if sha256.as_ref().is_some_and(|text| text.len() != 64 || !text.bytes().all(|c| c.is_ascii_hexdigit())) {
        faults.add(
            Code::Invalid,
            "sha256",
            "En SHA-256 er 64 hexadecimale cifre.",
            "A SHA-256 is 64 hexadecimal digits.",
        );
    }
    faults.finish()?;
    Ok(Facts {
        title: title.unwrap_or_default(),
        file_name: file_name.unwrap_or_default(),
        media_type: of.map(|of| of.media.to_owned()).unwrap_or_default(),
        size: facts.size,
        sha256,
    })
}

/// A title as it may be stored.
pub fn checked_title(title: &str) -> Result<String> {
    no_cpr("title", title)?;
    required_text("title", title, NAME_MAX)
}

/// A file's name as it may be stored: a name, not a path, that every system can write to its disk.
fn checked_file_name(name: &str) -> Result<String> {
    no_cpr("fileName", name)?;
    let name = required_text("fileName", name, NAME_MAX)?;
    let parts = name.contains(['/', '\\', ':', '*', '?', '<', '>', '|']) || name.starts_with('.');
    if parts || name.len() > FILE_NAME_BYTES {
        return Err(Error::user(
            Code::Invalid,
            "fileName",
            "Et filnavn er uden mapper, begynder ikke med punktum, har ingen af tegnene / \\ : * ? < > | og er højst 255 byte.",
            "A file's name has no folders, does not begin with a dot, has none of / \\ : * ? < > | and at most 255 bytes.",
        ));
    }
    Ok(name)
}

fn ends_with_any(name: &str, extensions: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| extensions.contains(&ending.as_str()))
}

/// The row once its content is gone: nothing stays that tells what it was about.
pub fn emptied(row: &Model) -> Model {
    Model { title: None, file_name: None, sha256: None, content_id: None, created_by: None, ..row.clone() }
}

/// What differs between two states of an attachment, for the change log.
pub fn diff(before: Option<&Model>, after: Option<&Model>) -> Diff {
    fn of<T>(row: Option<&Model>, value: impl Fn(&Model) -> T) -> Option<T> {
        row.map(value)
    }
    macro_rules! both {
        ($diff:expr, $method:ident, $name:literal, $value:expr) => {
            $diff.$method($name, of(before, $value).as_ref(), of(after, $value).as_ref())
        };
    }
    let diff = both!(Diff::new(), field, "agendaItem", |row| Id::new(Kind::AgendaItem, row.agenda_item_id));
    let diff = both!(diff, personal, "title", |row| row.title.clone());
    let diff = both!(diff, personal, "fileName", |row| row.file_name.clone());
    let diff = both!(diff, field, "mediaType", |row| row.media_type.clone());
    let diff = both!(diff, field, "size", |row| row.size);
    let diff = both!(diff, personal, "sha256", |row| row.sha256.clone());
    both!(diff, field, "state", |row| LoggedEnum(row.state))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(file_name: &str, media_type: &str) -> Result<Facts> {
        let facts = Facts {
            title: "Bilag 1".to_owned(),
            file_name: file_name.to_owned(),
            media_type: media_type.to_owned(),
            size: 10,
            sha256: None,
        };
        checked(facts, 10)
    }

    #[test]
    fn names_are_names_and_fit_their_type() {
        for (name, media) in [
            ("Budget \"2027\" æøå.pdf", "application/pdf"),
            ("a.b.PDF", "APPLICATION/PDF"),
            ("foto.jpeg", "image/jpeg"),
            ("tal.csv", "text/csv"),
        ] {
            assert!(named(name, media).is_ok(), "{name}");
        }
        let long = format!("{}.pdf", "ø".repeat(130));
        for (name, media) in [
            ("../../etc/passwd.pdf", "application/pdf"),
            ("..\\x.pdf", "application/pdf"),
            ("C:x.pdf", "application/pdf"),
            (".pdf", "application/pdf"),
            ("a\r\nSet-Cookie: x=1.pdf", "application/pdf"),
            ("a\u{202e}fdp.pdf", "application/pdf"),
            ("a\0.pdf", "application/pdf"),
            ("pdf", "application/pdf"),
            ("a.html", "application/pdf"),
            ("a.pdf.exe", "application/pdf"),
            ("010190-1234.pdf", "application/pdf"),
            ("a.html", "text/html"),
            ("a.svg", "image/svg+xml"),
            ("a.xml", "text/xml"),
            ("a.js", "text/javascript"),
            ("a.docm", "application/vnd.ms-word.document.macroEnabled.12"),
            ("a.txt", "text/plain; charset=utf-8"),
            (long.as_str(), "application/pdf"),
            ("", "application/pdf"),
        ] {
            assert!(named(name, media).is_err(), "{name}");
        }
    }

    #[test]
    fn every_move_leads_where_the_table_says() {
        use AttachmentState::{Announced, Removed, Stored};
        for (state, name, to) in [
            (Announced, "store", Some(Stored)),
            (Announced, "remove", Some(Removed)),
            (Stored, "store", None),
            (Stored, "remove", Some(Removed)),
            (Removed, "store", None),
            (Removed, "remove", None),
        ] {
            assert_eq!(LIFE.step(state, name).ok(), to, "{state:?} {name}");
        }
    }
}
