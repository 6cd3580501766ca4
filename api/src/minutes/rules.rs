//! What minutes may be: pure functions.

use chrono::{DateTime, Utc};
use entity::{
    meeting::{self, MeetingKind},
    minutes,
};

use crate::{
    core::{
        Diff, Error, Id, Kind, Result, UserErrorCode as Code,
        input::{PROSE_MAX, no_cpr, optional_prose, required_prose},
    },
    meeting::service::TOOK_PLACE,
};

/// A text that can be stored.
pub fn text(text: &str) -> Result<String> {
    no_cpr("text", text)?;
    required_prose("text", text, PROSE_MAX)
}

/// A remark that can be stored.
pub fn remark(text: Option<&str>) -> Result<Option<String>> {
    no_cpr("remark", text.unwrap_or_default())?;
    optional_prose("remark", text, PROSE_MAX)
}

/// The minutes with another text: who approved the old one did not approve this one.
pub fn rewritten(row: &minutes::Model, text: String) -> minutes::Model {
    minutes::Model {
        text,
        chair_approved_at: None,
        chair_approved_by: None,
        vice_chair_approved_at: None,
        vice_chair_approved_by: None,
        ..row.clone()
    }
}

/// Whether chair and vice-chair have both approved.
pub const fn is_approved(row: &minutes::Model) -> bool {
    row.chair_approved_at.is_some() && row.vice_chair_approved_at.is_some()
}

/// Refuses a meeting that cannot adopt the minutes of another: one of the same committee, held, later, no pre-meeting.
pub fn check_adopts(of: &meeting::Model, by: &meeting::Model) -> Result<()> {
    let field = "inMeetingId";
    if by.committee_id != of.committee_id || by.kind == MeetingKind::PreMeeting {
        return Err(Error::user(
            Code::NotAllowed,
            field,
            "Et referat godkendes på et møde i det samme udvalg, som ikke er et formøde.",
            "Minutes are adopted at a meeting of the same committee that is no pre-meeting.",
        ));
    }
    if by.starts_at <= of.starts_at {
        return Err(Error::user(
            Code::OutOfRange,
            field,
            "Et referat godkendes på et senere møde.",
            "Minutes are adopted at a later meeting.",
        ));
    }
    if !TOOK_PLACE.contains(&by.status) {
        return Err(Error::user(
            Code::InvalidState,
            field,
            "Mødet er ikke holdt endnu.",
            "The meeting was not held yet.",
        ));
    }
    Ok(())
}

/// What differs between two states of minutes, for the change log. What people wrote stays out of it.
pub fn diff(before: Option<&minutes::Model>, after: &minutes::Model) -> Diff {
    fn pick<T>(row: Option<&minutes::Model>, field: impl Fn(&minutes::Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $method:ident, $name:literal, $field:expr) => {
            $diff.$method($name, pick(before, $field).as_ref(), pick(Some(after), $field).as_ref())
        };
    }
    let moment = |at: DateTime<Utc>| at.to_rfc3339();
    let diff = Diff::new();
    let diff = both!(diff, field, "meeting", |row| Id::new(Kind::Meeting, row.meeting_id));
    let diff = both!(diff, personal, "text", |row| row.text.clone());
    let diff = both!(diff, field, "chairApprovedAt", |row| row.chair_approved_at.map(moment));
    let diff = both!(diff, personal, "chairApprovedBy", |row| row.chair_approved_by);
    let diff = both!(diff, field, "viceChairApprovedAt", |row| row.vice_chair_approved_at.map(moment));
    let diff = both!(diff, personal, "viceChairApprovedBy", |row| row.vice_chair_approved_by);
    let diff = both!(diff, field, "adoptedAt", |row| row.adopted_at.map(moment));
    let diff = both!(diff, field, "adoptedIn", |row| row.adopted_in.map(|id| Id::new(Kind::Meeting, id)));
    both!(diff, personal, "remark", |row| row.remark.clone())
}
