//! What a link may be: pure functions over inputs and rows.

use entity::link;

use crate::core::{Diff, Error, Id, Kind, LoggedEnum, Result, UserErrorCode as Code, Validity};

/// When a link holds.
pub fn validity(row: &link::Model) -> Validity {
    Validity::stored(row.valid_from, row.valid_to)
}

/// The two ends of a link; none of a kind that is no longer known.
pub fn ends(row: &link::Model) -> Option<(Id, Id)> {
    let end = |kind: &str, uuid| Some(Id::new(kind.parse::<Kind>().ok()?, uuid));
    Some((end(&row.from_kind, row.from_id)?, end(&row.to_kind, row.to_id)?))
}

/// Refuses a link of something with itself, and a second one of the same type on the same day, whichever way round.
pub fn check(row: &link::Model, others: &[link::Model]) -> Result<()> {
    if row.from_id == row.to_id {
        return Err(Error::user(
            Code::NotAllowed,
            "toId",
            "Noget kan ikke knyttes til sig selv.",
            "Something cannot be linked with itself.",
        ));
    }
    let same =
        |other: &&link::Model| other.link_type == row.link_type && validity(other).overlaps(&validity(row));
    if others.iter().any(|other| same(&other)) {
        return Err(Error::user(
            Code::Overlap,
            "toId",
            "De to er allerede knyttet sammen på den måde.",
            "The two are linked in that way already.",
        ));
    }
    Ok(())
}

/// What differs between two states of a link, for the change log.
pub fn diff(before: Option<&link::Model>, after: Option<&link::Model>) -> Diff {
    fn pick<T>(row: Option<&link::Model>, field: impl Fn(&link::Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $name:literal, $field:expr) => {
            $diff.field($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    let diff = Diff::new();
    let diff = both!(diff, "from", |row| ends(row).map(|(from, _)| from));
    let diff = both!(diff, "to", |row| ends(row).map(|(_, to)| to));
    let diff = both!(diff, "type", |row| LoggedEnum(row.link_type));
    let diff = both!(diff, "validFrom", |row| row.valid_from);
    both!(diff, "validTo", |row| row.valid_to)
}
