//! What is its own of each kind of part.

use chrono::NaiveDate;
use entity::{
    development_space, lesson, problem_statement, prototype,
    trial::{self, TrialKind},
};

use super::{Head, Named, Part};
use crate::{
    core::{
        Diff, Id, Kind, LoggedEnum, Result, UserErrorCode as Code,
        db::page::Paged,
        input::{Faults, prose, remark, title},
        validity::{check_past, check_range},
    },
    project::service::{PartColumns, check_money, participants, short},
};

/// What is the same in every kind of part: its columns and its head.
macro_rules! part {
    ($table:ident, $kind:ident, { $($own:item)* }) => {
        impl Paged for $table::Entity {
            const ID: $table::Column = $table::Column::Id;
        }

        impl Part for $table::Entity {
            const KIND: Kind = Kind::$kind;
            const COLUMNS: PartColumns<$table::Column> = PartColumns {
                authority: $table::Column::AuthorityId,
                lead: $table::Column::ProjectAuthorityId,
                project: $table::Column::ProjectId,
                sharing: $table::Column::Sharing,
            };
            const DAY: $table::Column = $table::Column::BegunOn;

            fn head(row: &$table::Model) -> Head {
                Head {
                    authority_id: row.authority_id,
                    id: row.id,
                    lead: row.project_authority_id,
                    project_id: row.project_id,
                    version: row.version,
                }
            }

            fn with_head(row: $table::Model, head: Head) -> $table::Model {
                $table::Model {
                    authority_id: head.authority_id,
                    id: head.id,
                    project_authority_id: head.lead,
                    project_id: head.project_id,
                    version: head.version,
                    ..row
                }
            }

            $($own)*
        }
    };
}

/// A field of the change log: its value, or only that it differs.
macro_rules! told {
    ($before:expr, $after:expr, $day:literal; $($way:ident $name:literal $field:expr;)*) => {{
        let (before, after) = ($before, $after);
        let diff = Diff::new()
            .field(
                "project",
                before.map(|row| Id::new(Kind::DevelopmentProject, row.project_id)).as_ref(),
                Some(&Id::new(Kind::DevelopmentProject, after.project_id)),
            )
            .field("sharing", before.map(|row| LoggedEnum(row.sharing)).as_ref(), Some(&LoggedEnum(after.sharing)))
            .field($day, before.map(|row| row.begun_on).as_ref(), Some(&after.begun_on));
        $(let diff = diff.$way($name, before.map($field).as_ref(), Some(&$field(after)));)*
        diff
    }};
}

part!(problem_statement, ProblemStatement, {
    fn named(row: &problem_statement::Model) -> Vec<Named> {
        row.owner_id.map(|id| Named::Person("ownerId", id)).into_iter().collect()
    }

    fn checked(row: problem_statement::Model, today: NaiveDate) -> Result<problem_statement::Model> {
        let mut faults = Faults::default();
        let text = faults.take(prose("text", &row.text))?.unwrap_or_default();
        let context = faults.take(remark("context", row.context.as_deref()))?.flatten();
        let organisation = row.owner_organisation.as_deref();
        let owner_organisation = faults.take(short("ownerOrganisation", organisation))?.flatten();
        faults.take(check_past("statedOn", row.begun_on, today))?;
        faults.finish()?;
        Ok(problem_statement::Model { text, context, owner_organisation, ..row })
    }

    fn diff(before: Option<&problem_statement::Model>, after: &problem_statement::Model) -> Diff {
        type Row = problem_statement::Model;
        told!(before, after, "statedOn";
            personal "text" |row: &Row| row.text.clone();
            personal "context" |row: &Row| row.context.clone();
            field "ownerSide" |row: &Row| row.owner_side.map(LoggedEnum);
            personal "ownerOrganisation" |row: &Row| row.owner_organisation.clone();
            personal "owner" |row: &Row| row.owner_id;
        )
    }
});

part!(prototype, Prototype, {
    fn named(_: &prototype::Model) -> Vec<Named> {
        Vec::new()
    }

    fn checked(row: prototype::Model, today: NaiveDate) -> Result<prototype::Model> {
        let mut faults = Faults::default();
        let title = faults.take(title("title", &row.title))?.unwrap_or_default();
        faults.take(check_past("begunOn", row.begun_on, today))?;
        faults.finish()?;
        Ok(prototype::Model { title, ..row })
    }

    fn diff(before: Option<&prototype::Model>, after: &prototype::Model) -> Diff {
        told!(before, after, "begunOn"; personal "title" |row: &prototype::Model| row.title.clone();)
    }
});

part!(trial, Trial, {
    fn named(row: &trial::Model) -> Vec<Named> {
        row.org_unit_id.map(|id| Named::Unit("orgUnitId", id)).into_iter().collect()
    }

    fn checked(row: trial::Model, today: NaiveDate) -> Result<trial::Model> {
        let mut faults = Faults::default();
        let title = faults.take(title("title", &row.title))?.unwrap_or_default();
        let hypothesis = faults.take(prose("hypothesis", &row.hypothesis))?.unwrap_or_default();
        let site = faults.take(short("site", row.site.as_deref()))?.flatten();
        let result = faults.take(remark("result", row.result.as_deref()))?.flatten();
        let participants = faults.take(participants("participants", row.participants))?.unwrap_or_default();
        faults.take(check_range("from", row.begun_on))?;
        if let Some(to) = row.ended_on {
            faults.take(check_range("to", to))?;
            if to < row.begun_on {
                let (da, en) = ("Kan ikke slutte, før det begynder.", "Cannot end before it begins.");
                faults.add(Code::OutOfRange, "to", da, en);
            }
        }
        if row.area.is_some() && row.kind != TrialKind::Technology {
            let (da, en) = ("Kun en teknologi har et område.", "Only a technology has an area.");
            faults.add(Code::NotAllowed, "area", da, en);
        }
        if row.verdict.is_some() && result.is_none() {
            let (da, en) = ("Angiv, hvad der blev set.", "Say what was seen.");
            faults.add(Code::Required, "result", da, en);
        }
        for (field, day) in [("medInvolvedOn", row.med_involved_on), ("decidedOn", row.decided_on)] {
            if let Some(day) = day {
                faults.take(check_past(field, day, today))?;
            }
        }
        faults.finish()?;
        Ok(trial::Model { title, hypothesis, site, result, participants, ..row })
    }

    fn diff(before: Option<&trial::Model>, after: &trial::Model) -> Diff {
        type Row = trial::Model;
        told!(before, after, "from";
            personal "title" |row: &Row| row.title.clone();
            field "kind" |row: &Row| LoggedEnum(row.kind);
            field "area" |row: &Row| row.area.map(LoggedEnum);
            personal "hypothesis" |row: &Row| row.hypothesis.clone();
            field "orgUnit" |row: &Row| row.org_unit_id.map(|id| Id::new(Kind::OrgUnit, id));
            personal "site" |row: &Row| row.site.clone();
            field "to" |row: &Row| row.ended_on;
            personal "participants" |row: &Row| row.participants.clone();
            personal "result" |row: &Row| row.result.clone();
            field "verdict" |row: &Row| row.verdict.map(LoggedEnum);
            field "medInvolvedOn" |row: &Row| row.med_involved_on;
            field "decidedOn" |row: &Row| row.decided_on;
        )
    }
});

part!(lesson, Lesson, {
    fn named(_: &lesson::Model) -> Vec<Named> {
        Vec::new()
    }

    fn checked(row: lesson::Model, today: NaiveDate) -> Result<lesson::Model> {
        let mut faults = Faults::default();
        let text = faults.take(prose("text", &row.text))?.unwrap_or_default();
        faults.take(check_past("learnedOn", row.begun_on, today))?;
        faults.finish()?;
        Ok(lesson::Model { text, ..row })
    }

    fn diff(before: Option<&lesson::Model>, after: &lesson::Model) -> Diff {
        type Row = lesson::Model;
        told!(before, after, "learnedOn";
            field "kind" |row: &Row| LoggedEnum(row.kind);
            personal "text" |row: &Row| row.text.clone();
        )
    }
});

part!(development_space, DevelopmentSpace, {
    fn named(_: &development_space::Model) -> Vec<Named> {
        Vec::new()
    }

    fn checked(row: development_space::Model, today: NaiveDate) -> Result<development_space::Model> {
        let mut faults = Faults::default();
        let title = faults.take(title("title", &row.title))?.unwrap_or_default();
        let mandate = faults.take(prose("mandate", &row.mandate))?.unwrap_or_default();
        let rules_set_aside = faults.take(remark("rulesSetAside", row.rules_set_aside.as_deref()))?.flatten();
        let outcome = faults.take(remark("outcome", row.outcome.as_deref()))?.flatten();
        faults.take(check_money("budgetDkk", row.budget_dkk))?;
        faults.take(check_range("from", row.begun_on))?;
        faults.take(check_range("until", row.until))?;
        if row.until < row.begun_on {
            let (da, en) = ("Kan ikke slutte, før det begynder.", "Cannot end before it begins.");
            faults.add(Code::OutOfRange, "until", da, en);
        }
        if let Some(closed) = row.closed_on {
            faults.take(check_past("closedOn", closed, today))?;
            if closed < row.begun_on {
                let (da, en) = ("Kan ikke lukkes, før det begynder.", "Cannot be closed before it begins.");
                faults.add(Code::OutOfRange, "closedOn", da, en);
            }
        }
        faults.finish()?;
        Ok(development_space::Model { title, mandate, rules_set_aside, outcome, ..row })
    }

    fn diff(before: Option<&development_space::Model>, after: &development_space::Model) -> Diff {
        type Row = development_space::Model;
        told!(before, after, "from";
            personal "title" |row: &Row| row.title.clone();
            personal "mandate" |row: &Row| row.mandate.clone();
            personal "rulesSetAside" |row: &Row| row.rules_set_aside.clone();
            field "budgetDkk" |row: &Row| row.budget_dkk;
            field "until" |row: &Row| row.until;
            field "closedOn" |row: &Row| row.closed_on;
            personal "outcome" |row: &Row| row.outcome.clone();
        )
    }
});

/// How many days before its decision the MED system was first involved in a trial; below 0 when after it.
pub fn days_before_decision(row: &trial::Model) -> Option<i32> {
    let days = (row.decided_on? - row.med_involved_on?).num_days();
    i32::try_from(days).ok()
}

/// Whether the last day of a space is over on a date, and it was not closed by then.
pub fn is_expired(row: &development_space::Model, on: NaiveDate) -> bool {
    row.until < on && row.closed_on.is_none_or(|closed| closed > on)
}
