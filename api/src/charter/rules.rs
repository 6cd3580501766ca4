//! What a charter and a signature may be: pure functions over inputs and rows.

use chrono::NaiveDate;
use entity::{charter::Model, charter_signature, charter_version};

use crate::core::{
    Diff, Error, Result, UserErrorCode as Code,
    input::{Faults, no_cpr, optional_text, prose, title},
    sort_key,
    validity::{check_done, check_from},
};

/// Most versions of one charter.
const VERSIONS_MAX: i32 = 100;
/// Longest name of an organisation, in characters.
const ORGANISATION_MAX: usize = 200;

/// A charter with a title.
pub fn titled(row: &Model, name: &str) -> Result<Model> {
    let name = title("title", name)?;
    Ok(Model { sort_key: sort_key(&name), search_key: name.to_lowercase(), title: name, ..row.clone() })
}

/// A new version after the last one.
pub fn version(
    of: &Model,
    last: Option<&charter_version::Model>,
    (text, adopted_on): (&str, NaiveDate),
    today: NaiveDate,
) -> Result<charter_version::Model> {
    let mut faults = Faults::default();
    let text = faults.take(prose("text", text))?.unwrap_or_default();
    faults.take(check_done("adoptedOn", adopted_on, today))?;
    if let Some(last) = last {
        let (da, en) = ("Den forrige version er vedtaget", "The version before was adopted on");
        faults.take(check_from("adoptedOn", adopted_on, last.adopted_on, da, en))?;
    }
    let number = last.map_or(0, |last| last.number) + 1;
    if number > VERSIONS_MAX {
        faults.add(
            Code::TooMany,
            "",
            format!("Et charter har højst {VERSIONS_MAX} versioner."),
            format!("A charter has at most {VERSIONS_MAX} versions."),
        );
    }
    faults.finish()?;
    let (authority_id, charter_id) = (of.authority_id, of.id);
    Ok(charter_version::Model { authority_id, charter_id, number, text, adopted_on })
}

/// Refuses to publish twice.
pub fn published(row: &Model, on: NaiveDate, today: NaiveDate) -> Result<Model> {
    check_done("on", on, today)?;
    if row.published_on.is_some() {
        return Err(Error::user(
            Code::InvalidState,
            "",
            "Charteret er allerede udgivet.",
            "The charter is published already.",
        ));
    }
    Ok(Model { published_on: Some(on), ..row.clone() })
}

/// The name of an organisation as it may be stored.
pub fn organisation(name: Option<&str>) -> Result<Option<String>> {
    no_cpr("organisation", name.unwrap_or_default())?;
    optional_text("organisation", name, ORGANISATION_MAX)
}

/// Refuses a signature of a charter that is not out, of a day before its text, and a second one of the same text.
pub fn check_signature(
    row: &Model,
    version: &charter_version::Model,
    standing: &[charter_signature::Model],
    on: NaiveDate,
    today: NaiveDate,
) -> Result<()> {
    if row.published_on.is_none() {
        return Err(Error::user(
            Code::InvalidState,
            "id",
            "Charteret er ikke udgivet endnu.",
            "The charter is not published yet.",
        ));
    }
    if standing.iter().any(|signature| signature.number == version.number) {
        return Err(Error::user(
            Code::Taken,
            "id",
            "Denne version er allerede underskrevet.",
            "This version is signed already.",
        ));
    }
    let mut faults = Faults::default();
    faults.take(check_done("on", on, today))?;
    faults.take(check_from(
        "on",
        on,
        version.adopted_on,
        "Versionen er vedtaget",
        "The version was adopted on",
    ))?;
    faults.finish()
}

/// Refuses to take back what was not signed, or before it was.
pub fn check_withdrawal(
    standing: &[charter_signature::Model],
    on: NaiveDate,
    today: NaiveDate,
) -> Result<()> {
    let Some(last) = standing.iter().map(|signature| signature.signed_on).max() else {
        return Err(Error::user(
            Code::InvalidState,
            "id",
            "Der er ingen underskrift at trække tilbage.",
            "There is no signature to take back.",
        ));
    };
    let mut faults = Faults::default();
    faults.take(check_done("on", on, today))?;
    faults.take(check_from("on", on, last, "Der er underskrevet", "It was signed on"))?;
    faults.finish()
}

/// What differs between two states of a charter, for the change log. What people wrote is named, never kept.
pub fn diff(before: Option<&Model>, after: &Model) -> Diff {
    let diff =
        Diff::new().personal("title", before.map(|row| row.title.clone()).as_ref(), Some(&after.title));
    diff.field("publishedOn", before.and_then(|row| row.published_on).as_ref(), after.published_on.as_ref())
}

/// That a charter has a new version, for the change log.
pub fn diff_of_version(diff: Diff, version: &charter_version::Model) -> Diff {
    diff.field("versionNumber", None, Some(&version.number)).field(
        "adoptedOn",
        None,
        Some(&version.adopted_on),
    )
}

/// That a charter was signed, or a signature taken back, for the change log.
pub fn diff_of_signature(number: i32, signed_on: Option<NaiveDate>, withdrawn_on: Option<NaiveDate>) -> Diff {
    Diff::new().field("signedVersion", None, Some(&number)).field("signedOn", None, signed_on.as_ref()).field(
        "withdrawnOn",
        None,
        withdrawn_on.as_ref(),
    )
}
