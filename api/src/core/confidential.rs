//! Hiding: there is no general secrecy in co-determination, so whatever is hidden from others than the committee has a
//! legal basis, and a note says what it is in this case.

use entity::matter::ConfidentialBasis;

use super::{
    Error, Result, UserErrorCode as Code,
    input::{Faults, no_cpr, optional_text},
};

/// Longest note, in characters.
const NOTE_MAX: usize = 1_000;

/// Why something is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confidential {
    /// The legal basis; none when it is open.
    pub basis: Option<ConfidentialBasis>,
    /// What the legal basis is in this case.
    pub note: Option<String>,
}

impl Confidential {
    /// Why something is hidden, as it may be stored. The fields are `confidentialBasis` and `confidentialNote`.
    pub fn checked(&self) -> Result<Self> {
        let mut faults = Faults::default();
        let field = "confidentialNote";
        let note = faults.take(optional_text(field, self.note.as_deref(), NOTE_MAX))?.flatten();
        faults.take(no_cpr(field, note.as_deref().unwrap_or_default()))?;
        match (self.basis, &note) {
            (None, Some(_)) => faults.add(
                Code::Required,
                "confidentialBasis",
                "Kun det, der har hjemmel, kan lukkes: angiv hjemlen.",
                "Only what has a legal basis can be hidden: state it.",
            ),
            (Some(ConfidentialBasis::OtherLaw), None) => {
                faults.add(
                    Code::Required,
                    field,
                    "Angiv loven og paragraffen.",
                    "Name the law and its paragraph.",
                );
            }
            _ => {}
        }
        faults.finish()?;
        Ok(Self { basis: self.basis, note })
    }
}

/// The fault of opening what is open, or of hiding what is hidden on the same basis.
pub fn check_hidden(hidden: bool) -> Result<()> {
    if hidden {
        return Ok(());
    }
    Err(Error::user(Code::InvalidState, "", "Det er ikke lukket.", "It is not hidden."))
}
