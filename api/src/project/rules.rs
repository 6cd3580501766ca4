//! What a development project may be: pure functions over inputs and rows. An input is read as a row that still lacks
//! what the service gives it; [`checked`] says whether it may be stored.

mod around;

use chrono::NaiveDate;
use entity::development_project::{Model, ProjectPhase, ProjectVisibility, Tag, Tags, Themes};
use sea_orm::ActiveEnum;
use uuid::Uuid;

pub use self::around::*;
use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code, Validity,
    input::{Faults, NAME_MAX, clean_text, remark, title},
    sort_key,
    validity::{check_from, check_past},
};

use ProjectPhase::{
    Adapt, Evaluated, Framed, Harvest, Ideation, Implemented, Problem, Prototype, Scale, Stop, Test,
};

/// The life of a project; a move has the name of the phase that it leads to. A project can be stopped until it is
/// practice: what did not work is worth knowing.
pub const LIFE: Machine<ProjectPhase> = Machine {
    moves: &[
        Move { name: "PROBLEM", from: &[Framed], to: Problem },
        Move { name: "IDEATION", from: &[Problem], to: Ideation },
        Move { name: "PROTOTYPE", from: &[Ideation, Adapt], to: Prototype },
        Move { name: "TEST", from: &[Prototype], to: Test },
        Move { name: "HARVEST", from: &[Test], to: Harvest },
        Move { name: "SCALE", from: &[Harvest], to: Scale },
        Move { name: "ADAPT", from: &[Harvest], to: Adapt },
        Move {
            name: "STOP",
            from: &[Framed, Problem, Ideation, Prototype, Test, Harvest, Adapt, Scale],
            to: Stop,
        },
        Move { name: "IMPLEMENTED", from: &[Scale], to: Implemented },
        Move { name: "EVALUATED", from: &[Implemented], to: Evaluated },
    ],
};

/// Phases in which others can still come in.
pub const OPEN: [ProjectPhase; 7] = [Framed, Problem, Ideation, Prototype, Test, Harvest, Adapt];

/// Most tags of a project.
const TAGS_MAX: usize = 20;
/// Most money that a number of the API can hold without doubt, in DKK.
const DKK_MAX: i32 = 2_000_000_000;
/// Most working hours.
const HOURS_MAX: i32 = 10_000_000;

/// The phases that a project can go to from one.
pub fn next(phase: ProjectPhase) -> Vec<ProjectPhase> {
    LIFE.moves.iter().filter(|step| step.from.contains(&phase)).map(|step| step.to).collect()
}

/// The project in another phase from a day on, or why it cannot go there.
pub fn moved(row: &Model, to: ProjectPhase, on: NaiveDate, today: NaiveDate) -> Result<Model> {
    let name = LIFE.moves.iter().find(|step| step.to == to).map_or("FRAMED", |step| step.name);
    let phase = LIFE.step(row.phase, name)?;
    check_past("on", on, today)?;
    let (da, en) = ("Projektet kom i sin fase", "The project entered its phase on");
    check_from("on", on, row.phase_on, da, en)?;
    let ended_on = [Stop, Evaluated].contains(&phase).then_some(on);
    Ok(Model { phase, phase_on: on, ended_on, ..row.clone() })
}

/// The row as it may be stored, or every fault in it.
pub fn checked(row: Model) -> Result<Model> {
    let mut faults = Faults::default();
    let title = faults.take(title("title", &row.title))?.unwrap_or_default();
    let mut said = |field: &str, text: &Option<String>| -> Result<Option<String>> {
        Ok(faults.take(remark(field, text.as_deref()))?.flatten())
    };
    let summary = said("summary", &row.summary)?;
    let aim = said("aim", &row.aim)?;
    let backing_statement = said("backingStatement", &row.backing_statement)?;
    let sponsor_title = faults.take(short("sponsorTitle", row.sponsor_title.as_deref()))?.flatten();
    let kle = faults.take(crate::matter::service::kle("kle", row.kle.as_deref()))?.flatten();
    faults.take(check_amount("backingHours", row.backing_hours, HOURS_MAX))?;
    faults.take(check_amount("backingDkk", row.backing_dkk, DKK_MAX))?;
    let tags = faults.take(tags(row.tags))?.unwrap_or_default();
    if row.visibility == ProjectVisibility::Committee && row.committee_id.is_none() {
        faults.add(
            Code::Required,
            "committeeId",
            "Et projekt, som kun et udvalg ser, følges af det udvalg.",
            "A project that only a committee sees is followed by that committee.",
        );
    }
    faults.finish()?;
    let mut themes = row.themes.0;
    themes.sort_unstable();
    themes.dedup();
    Ok(Model {
        sort_key: sort_key(&title),
        search_key: title.to_lowercase(),
        title,
        summary,
        aim,
        backing_statement,
        sponsor_title,
        kle,
        themes: Themes(themes),
        tags,
        ..row
    })
}

/// A short text that may be absent.
pub fn short(field: &str, text: Option<&str>) -> Result<Option<String>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => clean_text(field, text, NAME_MAX).map(Some),
    }
}

/// Refuses an amount below nothing, or beyond what anybody means.
pub fn check_amount(field: &str, amount: Option<i32>, max: i32) -> Result<()> {
    if amount.is_none_or(|amount| (0..=max).contains(&amount)) {
        return Ok(());
    }
    Err(Error::user(Code::OutOfRange, field, format!("Fra 0 til {max}."), format!("From 0 to {max}.")))
}

/// Refuses an amount of money below nothing, or beyond what the API can hold.
pub fn check_money(field: &str, dkk: Option<i32>) -> Result<()> {
    check_amount(field, dkk, DKK_MAX)
}

fn tags(tags: Tags) -> Result<Tags> {
    if tags.0.len() > TAGS_MAX {
        return Err(Error::user(
            Code::TooMany,
            "tags",
            format!("Højst {TAGS_MAX} mærker."),
            format!("At most {TAGS_MAX} tags."),
        ));
    }
    let clean = |tag: Tag| {
        let name = short("tags", tag.name.as_deref())?;
        Validity::new("tags", tag.from, tag.to)?;
        if tag.reform.is_none() && name.is_none() {
            return Err(Error::user(
                Code::Required,
                "tags",
                "Angiv en reform eller navnet på et forsøg.",
                "State a reform or the name of a trial.",
            ));
        }
        Ok(Tag { name, ..tag })
    };
    let mut clean: Vec<Tag> = tags.0.into_iter().map(clean).collect::<Result<_>>()?;
    clean.sort_by_key(|tag| (tag.from, tag.reform, tag.to));
    Ok(Tags(clean))
}

/// What a project is found by beside its columns: its themes, and the reforms that it carries out.
pub fn labels(row: &Model) -> Vec<String> {
    let themes = row.themes.0.iter().map(|theme| theme_label(*theme));
    let reforms = row.tags.0.iter().filter_map(|tag| tag.reform).map(reform_label);
    let mut labels: Vec<String> = themes.chain(reforms).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// The label of a theme.
pub fn theme_label(theme: entity::matter::Theme) -> String {
    format!("THEME {}", theme.to_value())
}

/// The label of a reform.
pub fn reform_label(reform: entity::matter::Reform) -> String {
    format!("REFORM {}", reform.to_value())
}

/// What differs between two states of a project, for the change log. What people wrote and who backs it stay out of it.
pub fn diff(before: Option<&Model>, after: Option<&Model>) -> Diff {
    macro_rules! both {
        ($diff:expr, $way:ident, $name:literal, $field:expr) => {
            $diff.$way($name, before.map($field).as_ref(), after.map($field).as_ref())
        };
    }
    let id = |kind: Kind, id: Option<Uuid>| id.map(|id| Id::new(kind, id));
    let diff = both!(Diff::new(), personal, "title", |row| row.title.clone());
    let diff = both!(diff, personal, "summary", |row| row.summary.clone());
    let diff = both!(diff, personal, "aim", |row| row.aim.clone());
    let diff = both!(diff, personal, "themes", |row| row.themes.clone());
    let diff = both!(diff, personal, "tags", |row| row.tags.clone());
    let diff = both!(diff, field, "origin", |row| LoggedEnum(row.origin));
    let diff = both!(diff, field, "committee", |row| id(Kind::Committee, row.committee_id));
    let diff = both!(diff, field, "orgUnit", |row| id(Kind::OrgUnit, row.org_unit_id));
    let diff = both!(diff, personal, "sponsor", |row| row.sponsor_id);
    let diff = both!(diff, field, "sponsorLevel", |row| row.sponsor_level.map(LoggedEnum));
    let diff = both!(diff, personal, "sponsorTitle", |row| row.sponsor_title.clone());
    let diff = both!(diff, personal, "backingStatement", |row| row.backing_statement.clone());
    let diff = both!(diff, field, "backingHours", |row| row.backing_hours);
    let diff = both!(diff, field, "backingDkk", |row| row.backing_dkk);
    let diff = both!(diff, field, "visibility", |row| LoggedEnum(row.visibility));
    let diff = both!(diff, field, "kle", |row| row.kle.clone());
    let diff = both!(diff, field, "phase", |row| LoggedEnum(row.phase));
    let diff = both!(diff, field, "phaseOn", |row| row.phase_on);
    let diff = both!(diff, field, "startedOn", |row| row.started_on);
    both!(diff, field, "endedOn", |row| row.ended_on)
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    /// Every phase by every phase: what is not listed is refused, so none is skipped and none is gone back to.
    #[test]
    fn the_life_of_a_project() {
        let open: &[(ProjectPhase, &[ProjectPhase])] = &[
            (Framed, &[Problem, Stop]),
            (Problem, &[Ideation, Stop]),
            (Ideation, &[Prototype, Stop]),
            (Prototype, &[Test, Stop]),
            (Test, &[Harvest, Stop]),
            (Harvest, &[Scale, Adapt, Stop]),
            (Scale, &[Stop, Implemented]),
            (Adapt, &[Prototype, Stop]),
            (Stop, &[]),
            (Implemented, &[Evaluated]),
            (Evaluated, &[]),
        ];
        assert_eq!(open.len(), ProjectPhase::iter().count());
        for (from, to) in open {
            assert_eq!(next(*from), *to, "{from:?}");
            for phase in ProjectPhase::iter() {
                let step = LIFE.moves.iter().find(|step| step.to == phase);
                let gone = step.and_then(|step| LIFE.step(*from, step.name).ok());
                assert_eq!(gone.is_some(), to.contains(&phase), "{from:?} {phase:?}");
            }
        }
        assert_eq!(OPEN.iter().filter(|phase| next(**phase).is_empty()).count(), 0);
    }
}
