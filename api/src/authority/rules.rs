//! What an authority may be: pure functions.

use entity::authority::{self, AuthorityKind};

use crate::core::{
    Diff, Result, UserErrorCode as Code,
    input::{Faults, NAME_MAX, Patch, optional_text, required_text},
};

/// Digits of a business register number.
pub const CVR_DIGITS: usize = 8;
/// Digits of a municipality code, without the leading zero that some lists write.
pub const MUNICIPALITY_DIGITS: usize = 3;
/// Digits of a region code.
pub const REGION_DIGITS: usize = 4;

/// The facts that an authority can correct about itself.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Name.
    pub name: String,
    /// Business register number.
    pub cvr: Option<String>,
    /// Municipality or region code.
    pub code: Option<String>,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Name.
    pub name: Patch<String>,
    /// Business register number.
    pub cvr: Patch<String>,
    /// Municipality or region code.
    pub code: Patch<String>,
}

/// The facts of an authority after a change, or every fault in them.
pub fn apply(row: &authority::Model, changes: Changes) -> Result<Facts> {
    let name = changes.name.over_required("name", row.name.clone())?;
    let mut faults = Faults::default();
    let name = faults.take(required_text("name", &name, NAME_MAX))?;
    let text = |field: &str, text: Option<String>| optional_text(field, text.as_deref(), NAME_MAX);
    let cvr = faults.take(text("cvr", changes.cvr.over(row.cvr.clone())))?.flatten();
    let code = faults.take(text("code", changes.code.over(row.code.clone())))?.flatten();
    if cvr.as_deref().is_some_and(|cvr| !is_number(cvr, CVR_DIGITS)) {
        faults.add(Code::Invalid, "cvr", "Et CVR-nummer har 8 cifre.", "A CVR number has 8 digits.");
    }
    if let Some(code) = &code {
        check_code(&mut faults, row.kind, code);
    }
    faults.finish()?;
    Ok(Facts { name: name.unwrap_or_default(), cvr, code })
}

fn check_code(faults: &mut Faults, kind: AuthorityKind, code: &str) {
    match kind {
        AuthorityKind::Municipality if !is_number(code, MUNICIPALITY_DIGITS) || code.starts_with('0') => {
            faults.add(
                Code::Invalid,
                "code",
                "En kommunekode har 3 cifre og skrives uden foranstillet 0, fx 101.",
                "A municipality code has 3 digits and is written without a leading 0, such as 101.",
            );
        }
        AuthorityKind::Region if !is_number(code, REGION_DIGITS) || code.starts_with('0') => {
            faults.add(
                Code::Invalid,
                "code",
                "En regionskode har 4 cifre, fx 1084.",
                "A region code has 4 digits, such as 1084.",
            );
        }
        AuthorityKind::State | AuthorityKind::Other => faults.add(
            Code::NotAllowed,
            "code",
            "Kun kommuner og regioner har en kode.",
            "Only municipalities and regions have a code.",
        ),
        AuthorityKind::Municipality | AuthorityKind::Region => {}
    }
}

fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What differs between two states of an authority, for the change log. Nothing in it is personal.
pub fn diff(before: &authority::Model, after: &authority::Model) -> Diff {
    Diff::new()
        .field("name", Some(&before.name), Some(&after.name))
        .field("cvr", Some(&before.cvr), Some(&after.cvr))
        .field("code", Some(&before.code), Some(&after.code))
        .field("codeChecked", Some(&before.code_checked), Some(&after.code_checked))
}
