//! What content really is, told from its bytes as they pass by. No more of it is kept than its beginning and its end.

use super::{
    rules::{FileType, Form},
    zip,
};

/// So much of the beginning is looked at.
const HEAD: usize = 8 * 1_024;

/// Looks at content that passes by in pieces.
#[derive(Debug)]
pub struct Sniffer {
    of: &'static FileType,
    head: Vec<u8>,
    /// The end, for archives: at least [`zip::TAIL`] bytes of it, where there are so many.
    tail: Vec<u8>,
    is_text: bool,
}

impl Sniffer {
    /// Expects content of a type.
    pub fn new(of: &'static FileType) -> Self {
        Self { of, head: Vec::new(), tail: Vec::new(), is_text: true }
    }

    /// Looks at the next piece. False as soon as it is certain that the content has another type.
    #[must_use]
    pub fn goes_on(&mut self, piece: &[u8]) -> bool {
        let was_full = self.head.len() >= HEAD;
        let room = HEAD.saturating_sub(self.head.len());
        self.head.extend(piece.iter().take(room));
        match self.of.form {
            Form::Text => self.is_text &= !piece.iter().any(|byte| is_no_text(*byte)),
            Form::Office(_) => self.keep_end(piece),
            Form::Signature => {}
        }
        (was_full || self.head.len() < HEAD || self.begins_right()) && self.is_text
    }

    /// Whether all that passed by is content of the type.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.begins_right()
            && match self.of.form {
                Form::Signature => true,
                Form::Text => self.is_text,
                Form::Office(folder) => zip::names(self.end()).is_some_and(|names| {
                    let has = |part: &[u8]| names.iter().any(|name| name.starts_with(part));
                    has(b"[Content_Types].xml")
                        && has(folder.as_bytes())
                        && !names.iter().any(|name| name.ends_with(b"vbaProject.bin"))
                }),
            }
    }

    fn begins_right(&self) -> bool {
        match self.of.form {
            Form::Signature => infer::get(&self.head).is_some_and(|found| found.mime_type() == self.of.media),
            Form::Office(_) => self.head.starts_with(b"PK\x03\x04"),
            Form::Text => !is_program(&self.head),
        }
    }

    /// Keeps the end in a buffer that is cut only when it is twice as long as it has to be.
    fn keep_end(&mut self, piece: &[u8]) {
        self.tail.extend_from_slice(piece.get(piece.len().saturating_sub(zip::TAIL)..).unwrap_or_default());
        if self.tail.len() > 2 * zip::TAIL {
            self.tail.drain(..self.tail.len() - zip::TAIL);
        }
    }

    fn end(&self) -> &[u8] {
        self.tail.get(self.tail.len().saturating_sub(zip::TAIL)..).unwrap_or_default()
    }
}

/// Whether a byte stands in no text, be it UTF-8 or the Windows-1252 of a spreadsheet's export.
fn is_no_text(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c) || byte == 0x7f
}

/// Whether text begins like something that a browser or a shell runs.
fn is_program(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let is_markup = match head {
        [b'<', next, ..] => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/'),
        _ => false,
    };
    is_markup || head.starts_with(b"#!")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attachment::rules::file_type;

    const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const ODT: &str = "application/vnd.oasis.opendocument.text";

    /// An archive of empty files with these names.
    fn archive(names: &[&str]) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::<u8>::new(), Vec::<u8>::new());
        for name in names {
            let length = u16::try_from(name.len()).unwrap().to_le_bytes();
            let at = u32::try_from(bytes.len()).unwrap().to_le_bytes();
            bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
            bytes.extend(length.iter().chain(&[0, 0]).chain(name.as_bytes()));
            directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
            directory.extend(length.iter().chain(&[0; 12]).chain(&at).chain(name.as_bytes()));
        }
        let count = u16::try_from(names.len()).unwrap().to_le_bytes();
        let (start, length) = (bytes.len(), directory.len());
        bytes.extend(directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0".iter().chain(&count).chain(&count));
        bytes.extend(u32::try_from(length).unwrap().to_le_bytes());
        bytes.extend(u32::try_from(start).unwrap().to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }

    /// Whether content is taken for a type, in pieces of any size.
    fn fits(media: &str, bytes: &[u8]) -> bool {
        let whole = |size: usize| {
            let mut sniffer = Sniffer::new(file_type(media).unwrap());
            bytes.chunks(size).all(|piece| sniffer.goes_on(piece)) && sniffer.fits()
        };
        let answers: Vec<bool> = [1, 7, 5_000, 1_000_000].into_iter().map(whole).collect();
        assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{media}: {answers:?}");
        answers[0]
    }

    #[test]
    fn content_is_what_it_says() {
        let odt =
            [b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0mimetype", ODT.as_bytes()];
        let docx = ["[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "word/document.xml"];
        let many: Vec<String> = (0..5_000).map(|n| format!("word/media/image{n}.png")).collect();
        let many: Vec<&str> = docx.into_iter().chain(many.iter().map(String::as_str)).collect();
        for (media, bytes) in [
            ("application/pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec()),
            ("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
            ("image/jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec()),
            ("text/plain", "BM er ikke et billede: æøå\r\n\t\u{20ac}".into()),
            ("text/plain", b"<3 r\xf8dgr\xf8d".to_vec()),
            ("text/csv", b"\xef\xbb\xbfa;b\n1;2\n".to_vec()),
            (DOCX, archive(&docx)),
            (DOCX, archive(&["word/numbering.xml", "[Content_Types].xml"])),
            (DOCX, archive(&many)),
            (XLSX, archive(&["[Content_Types].xml", "xl/workbook.xml"])),
            (ODT, odt.concat()),
        ] {
            assert!(fits(media, &bytes), "{media}");
        }
    }

    #[test]
    fn what_pretends_is_seen() {
        let html = b"<html><script>alert(1)</script></html>";
        let late = [b"a;b\n".repeat(5_000), b"\0".to_vec()].concat();
        for (media, bytes) in [
            ("application/pdf", html.to_vec()),
            ("application/pdf", b"MZ\x90\0".to_vec()),
            ("application/pdf", Vec::new()),
            ("image/png", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
            ("image/jpeg", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
            ("text/plain", html.to_vec()),
            ("text/plain", b"\xef\xbb\xbf \n<!DOCTYPE html>".to_vec()),
            ("text/plain", b"<?php echo 1;".to_vec()),
            ("text/csv", b"#!/bin/sh\nrm x".to_vec()),
            ("text/csv", b"<svg onload='x'>".to_vec()),
            ("text/csv", late),
            ("text/plain", b"\x7fELF".to_vec()),
            (DOCX, html.to_vec()),
            (DOCX, archive(&["readme.txt"])),
            (DOCX, archive(&["[Content_Types].xml", "xl/workbook.xml"])),
            (DOCX, archive(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"])),
            (DOCX, archive(&["[Content_Types].xml", "word/document.xml"])[..60].to_vec()),
            (DOCX, b"PK\x03\x04PK\x05\x06".to_vec()),
            (ODT, archive(&["[Content_Types].xml", "word/document.xml"])),
        ] {
            assert!(!fits(media, &bytes), "{media}: {:?}", String::from_utf8_lossy(&bytes));
        }
    }
}
