//! What differs between two states of an agenda item, for the change log. What people wrote is named, never kept, and so is
//! who asked for it.

use entity::agenda_item::Model;
use uuid::Uuid;

use crate::core::{Diff, Id, Kind, LoggedEnum};

/// See the module.
pub fn diff(before: Option<&Model>, after: Option<&Model>) -> Diff {
    fn pick<T>(row: Option<&Model>, field: impl Fn(&Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! kept {
        ($diff:expr, $name:literal, $field:expr) => {
            $diff.field($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    macro_rules! named {
        ($diff:expr, $name:literal, $field:expr) => {
            $diff.personal(
                $name,
                pick(before, $field).flatten().as_ref(),
                pick(after, $field).flatten().as_ref(),
            )
        };
    }
    let item = |id: Option<Uuid>| id.map(|id| Id::new(Kind::AgendaItem, id));
    let diff = Diff::new();
    let diff = kept!(diff, "committee", |row| Id::new(Kind::Committee, row.committee_id));
    let diff = kept!(diff, "matter", |row| Id::new(Kind::Matter, row.matter_id));
    let diff = kept!(diff, "meeting", |row| row.meeting_id.map(|id| Id::new(Kind::Meeting, id)));
    let diff = kept!(diff, "position", |row| row.position.clone());
    let diff = kept!(diff, "number", |row| row.number.clone());
    let diff = named!(diff, "title", |row| Some(row.title.clone()));
    let diff = kept!(diff, "type", |row| LoggedEnum(row.item_type));
    let diff = kept!(diff, "aspect", |row| LoggedEnum(row.aspect));
    let diff = kept!(diff, "secondAspect", |row| row.second_aspect.map(LoggedEnum));
    let diff = kept!(diff, "origin", |row| LoggedEnum(row.origin));
    let diff = kept!(diff, "proposerSide", |row| row.proposer_side.map(LoggedEnum));
    let diff = named!(diff, "proposer", |row| row.proposer_id);
    let diff = named!(diff, "recommendation", |row| row.recommendation.clone());
    let diff = named!(diff, "caseStatement", |row| row.case_statement.clone());
    let diff = kept!(diff, "durationMinutes", |row| row.duration_minutes);
    let diff = kept!(diff, "stage", |row| row.stage.map(LoggedEnum));
    let diff = kept!(diff, "involvementPromised", |row| row.involvement_promised.map(LoggedEnum));
    let diff = kept!(diff, "involvementAchieved", |row| row.involvement_achieved.map(LoggedEnum));
    let diff = kept!(diff, "confidentialBasis", |row| row.confidential_basis.map(LoggedEnum));
    let diff = named!(diff, "confidentialNote", |row| row.confidential_note.clone());
    let diff = kept!(diff, "status", |row| LoggedEnum(row.status));
    let diff = named!(diff, "statusReason", |row| row.status_reason.clone());
    let diff = kept!(diff, "proposedOn", |row| row.proposed_on);
    let diff = kept!(diff, "discussedOn", |row| row.discussed_on);
    let diff = kept!(diff, "carriedFrom", |row| item(row.carried_from));
    let diff = kept!(diff, "raisedFrom", |row| item(row.raised_from));
    kept!(diff, "answerDue", |row| row.answer_due)
}
