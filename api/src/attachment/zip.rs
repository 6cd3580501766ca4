//! The names in a ZIP archive, read from its end: enough to tell an office document from any other archive. Nothing is
//! unpacked.

/// So much of the end of an archive holds its directory, also of a document with thousands of parts.
pub(super) const TAIL: usize = 512 * 1_024;

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
const END_LENGTH: usize = 22;
const ENTRY_LENGTH: usize = 46;

/// The names of the entries, when `tail`, the end of an archive, holds its whole directory and the directory is sound.
pub(super) fn names(tail: &[u8]) -> Option<Vec<&[u8]>> {
    let at = tail.windows(END.len()).rposition(|window| window == END)?;
    let end = tail.get(at..)?;
    if end.len() < END_LENGTH {
        return None;
    }
    let (count, length) = (short(end, 10)?, long(end, 12)?);
    let mut rest = tail.get(at.checked_sub(length)?..at)?;
    let mut names = Vec::new();
    for _ in 0..count {
        if !rest.starts_with(ENTRY) {
            return None;
        }
        let (name, extra, comment) = (short(rest, 28)?, short(rest, 30)?, short(rest, 32)?);
        names.push(rest.get(ENTRY_LENGTH..ENTRY_LENGTH + name)?);
        rest = rest.get(ENTRY_LENGTH + name + extra + comment..)?;
    }
    Some(names)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(u16::from_le_bytes(bytes).into())
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(bytes)).ok()
}
