//! What a network may be: pure functions over inputs and rows.

use chrono::NaiveDate;
use entity::{
    network::{Model, NetworkKind},
    network_member,
};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Result, UserErrorCode as Code, Validity,
    input::{Faults, Patch, prose, title},
    sort_key,
    validity::check_range,
};

/// Changes of a network.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Its name.
    pub name: Patch<String>,
    /// What it is for.
    pub purpose: Patch<String>,
    /// What kind of network.
    pub kind: Patch<NetworkKind>,
    /// First day on which it no longer exists.
    pub valid_to: Patch<NaiveDate>,
}

/// A network after changes.
pub fn apply(row: &Model, changes: Changes) -> Result<Model> {
    let mut faults = Faults::default();
    let name = faults.take(changes.name.over_required("name", row.name.clone()))?;
    let name = faults.take(title("name", name.as_deref().unwrap_or(&row.name)))?.unwrap_or_default();
    let purpose = faults.take(changes.purpose.over_required("purpose", row.purpose.clone()))?;
    let purpose = faults.take(prose("purpose", purpose.as_deref().unwrap_or(&row.purpose)))?;
    let kind = faults.take(changes.kind.over_required("kind", row.kind))?.unwrap_or(row.kind);
    let period =
        faults.take(Validity::new("validTo", row.valid_from, changes.valid_to.over(row.valid_to)))?;
    faults.finish()?;
    Ok(Model {
        sort_key: sort_key(&name),
        search_key: name.to_lowercase(),
        name,
        purpose: purpose.unwrap_or_default(),
        kind,
        valid_to: period.and_then(|period| period.to),
        ..row.clone()
    })
}

/// Refuses to let an authority in that leads the network, or is in it on that day or later.
pub fn check_new(row: &Model, member: Uuid, on: NaiveDate, times: &[network_member::Model]) -> Result<()> {
    check_range("on", on)?;
    if member == row.authority_id {
        return Err(Error::user(
            Code::NotAllowed,
            "authorityId",
            "Myndigheden leder netværket og er med i det.",
            "The authority leads the network and is in it.",
        ));
    }
    if !Validity::stored(row.valid_from, row.valid_to).contains(on) {
        return Err(Error::user(
            Code::OutsideParent,
            "on",
            "Netværket findes ikke den dag.",
            "The network does not exist on that day.",
        ));
    }
    if times.iter().any(|time| time.left_on.is_none_or(|left| on < left)) {
        return Err(Error::user(
            Code::Overlap,
            "authorityId",
            "Myndigheden er allerede med i netværket.",
            "The authority is in the network already.",
        ));
    }
    Ok(())
}

/// The time that ends when an authority leaves.
pub fn ending(times: &[network_member::Model], on: NaiveDate) -> Result<&network_member::Model> {
    let open = times.iter().find(|time| time.left_on.is_none_or(|left| on < left));
    let time = open.ok_or_else(|| {
        Error::user(
            Code::InvalidState,
            "authorityId",
            "Myndigheden er ikke med i netværket.",
            "The authority is not in the network.",
        )
    })?;
    Validity::stored(time.joined_on, None).ended("on", on)?;
    Ok(time)
}

/// What differs between two states of a network, for the change log. What people wrote is named, never kept.
pub fn diff(before: Option<&Model>, after: &Model) -> Diff {
    let of = |field: fn(&Model) -> String| (before.map(field), Some(field(after)));
    let (from, to) = of(|row| row.name.clone());
    let diff = Diff::new().personal("name", from.as_ref(), to.as_ref());
    let (from, to) = of(|row| row.purpose.clone());
    let diff = diff.personal("purpose", from.as_ref(), to.as_ref());
    let kind = |row: &Model| LoggedEnum(row.kind);
    let diff = diff.field("kind", before.map(kind).as_ref(), Some(&kind(after)));
    let diff = diff.field("validFrom", before.map(|row| row.valid_from).as_ref(), Some(&after.valid_from));
    diff.field("validTo", before.and_then(|row| row.valid_to).as_ref(), after.valid_to.as_ref())
}

/// That an authority joined or left, for the change log.
pub fn diff_of_member(member: Uuid, joined_on: Option<NaiveDate>, left_on: Option<NaiveDate>) -> Diff {
    let id = Id::new(Kind::Authority, member);
    let (was, is) = if left_on.is_some() { (Some(&id), None) } else { (None, Some(&id)) };
    Diff::new().field("member", was, is).field("joinedOn", None, joined_on.as_ref()).field(
        "leftOn",
        None,
        left_on.as_ref(),
    )
}
