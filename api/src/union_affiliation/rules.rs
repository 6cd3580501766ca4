//! What a union membership may be: pure functions over inputs and rows. No message names a union or a person.

use entity::union_affiliation;

use crate::core::{
    Diff, Error, Result, UserErrorCode as Code, Validity,
    input::{Faults, NAME_MAX, no_cpr, optional_text, required_text},
};

/// The facts that a caller can state about a membership.
#[derive(Clone)]
pub struct Facts {
    /// The union.
    pub union_name: String,
    /// The agreement group.
    pub agreement_group: Option<String>,
    /// When it holds.
    pub validity: Validity,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(facts: &Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let group = facts.agreement_group.as_deref();
    let union_name = faults.take(required_text("unionName", &facts.union_name, NAME_MAX))?;
    faults.take(no_cpr("unionName", &facts.union_name))?;
    let agreement_group = faults.take(optional_text("agreementGroup", group, NAME_MAX))?;
    faults.take(no_cpr("agreementGroup", group.unwrap_or_default()))?;
    let span = facts.validity;
    let validity = faults.take(Validity::new("validTo", span.from, span.to))?;
    faults.finish()?;
    Ok(Facts {
        union_name: union_name.unwrap_or_default(),
        agreement_group: agreement_group.flatten(),
        validity: validity.unwrap_or(span),
    })
}

/// When a membership holds.
pub fn validity(row: &union_affiliation::Model) -> Validity {
    Validity::stored(row.valid_from, row.valid_to)
}

/// Refuses a second membership of the same person in the same union at the same time.
pub fn check_alone(row: &union_affiliation::Model, others: &[union_affiliation::Model]) -> Result<()> {
    let same = |other: &union_affiliation::Model| {
        other.union_name.to_lowercase() == row.union_name.to_lowercase()
            && validity(other).overlaps(&validity(row))
    };
    if !others.iter().any(same) {
        return Ok(());
    }
    Err(Error::user(
        Code::Overlap,
        "validFrom",
        "Det samme forhold er allerede registreret i perioden.",
        "The same membership is already registered in this period.",
    ))
}

/// What differs between two states of a membership, for the change log: names of fields, no values.
pub fn diff(before: Option<&union_affiliation::Model>, after: Option<&union_affiliation::Model>) -> Diff {
    let group = |row: &union_affiliation::Model| row.agreement_group.clone();
    let end = |row: &union_affiliation::Model| row.valid_to;
    Diff::new()
        .personal("person", before.map(|row| &row.person_id), after.map(|row| &row.person_id))
        .personal("unionName", before.map(|row| &row.union_name), after.map(|row| &row.union_name))
        .personal("agreementGroup", before.and_then(group).as_ref(), after.and_then(group).as_ref())
        .personal("validFrom", before.map(|row| &row.valid_from), after.map(|row| &row.valid_from))
        .personal("validTo", before.and_then(end).as_ref(), after.and_then(end).as_ref())
}
