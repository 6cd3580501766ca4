//! What a matter may be: pure functions over inputs and rows.

use chrono::NaiveDate;
use entity::{
    committee::CommitteeLevel,
    matter::{self, Aspect, MatterStatus, Reform, Theme},
    seat::Side,
};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code,
    input::{
        Faults, NAME_MAX, PROSE_MAX, Patch, no_cpr, optional_prose, optional_text, optional_url,
        required_text,
    },
    sort_key,
    validity::check_range,
};

/// The life of a matter.
pub const LIFE: Machine<MatterStatus> = Machine {
    moves: &[
        Move { name: "close", from: &[MatterStatus::Open], to: MatterStatus::Closed },
        Move { name: "reopen", from: &[MatterStatus::Closed], to: MatterStatus::Open },
        Move { name: "merge", from: &[MatterStatus::Open, MatterStatus::Closed], to: MatterStatus::Merged },
    ],
};

/// Longest number of a case in the case system, in characters.
const CASE_NUMBER_MAX: usize = 50;

/// The four fields of co-determination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatterField {
    /// Work.
    Work,
    /// Staff.
    Staff,
    /// Cooperation.
    Cooperation,
    /// Work environment.
    WorkEnvironment,
}

/// The facts that a caller can state about a matter.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Title.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// Its fields.
    pub fields: Vec<MatterField>,
    /// Which side of co-determination it belongs to.
    pub aspect: Aspect,
    /// Which other side.
    pub second_aspect: Option<Aspect>,
    /// What is developed.
    pub theme: Option<Theme>,
    /// The reform that it carries out.
    pub reform: Option<Reform>,
    /// KLE number.
    pub kle: Option<String>,
    /// Number in the case system.
    pub case_number: Option<String>,
    /// Address in the case system.
    pub case_url: Option<String>,
    /// The side that raised it.
    pub origin_side: Option<Side>,
    /// The unit that it comes from.
    pub origin_unit_id: Option<Uuid>,
    /// The level where it began.
    pub origin_level: Option<CommitteeLevel>,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Title.
    pub title: Patch<String>,
    /// More about it.
    pub description: Patch<String>,
    /// Its fields.
    pub fields: Patch<Vec<MatterField>>,
    /// Which side of co-determination it belongs to.
    pub aspect: Patch<Aspect>,
    /// Which other side.
    pub second_aspect: Patch<Aspect>,
    /// What is developed.
    pub theme: Patch<Theme>,
    /// The reform that it carries out.
    pub reform: Patch<Reform>,
    /// KLE number.
    pub kle: Patch<String>,
    /// Number in the case system.
    pub case_number: Patch<String>,
    /// Address in the case system.
    pub case_url: Patch<String>,
    /// The side that raised it.
    pub origin_side: Patch<Side>,
    /// The unit that it comes from.
    pub origin_unit_id: Patch<Uuid>,
    /// The level where it began.
    pub origin_level: Patch<CommitteeLevel>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(facts: Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let title = faults.take(required_text("title", &facts.title, NAME_MAX))?;
    faults.take(no_cpr("title", &facts.title))?;
    let description = faults.take(optional_prose("description", facts.description.as_deref(), PROSE_MAX))?;
    faults.take(no_cpr("description", facts.description.as_deref().unwrap_or_default()))?;
    if facts.fields.is_empty() {
        faults.add(
            Code::Required,
            "fields",
            "Angiv mindst ét af de fire felter: arbejds-, personale-, samarbejds- eller arbejdsmiljøforhold.",
            "State at least one of the four fields: work, staff, cooperation or work environment.",
        );
    }
    if facts.second_aspect == Some(facts.aspect) {
        faults.add(
            Code::NotAllowed,
            "secondAspect",
            "Skal være et andet aspekt end det første.",
            "Has to be another aspect than the first.",
        );
    }
    let kle = faults.take(kle("kle", facts.kle.as_deref()))?;
    let number = facts.case_number.as_deref();
    let case_number = faults.take(optional_text("caseNumber", number, CASE_NUMBER_MAX))?;
    faults.take(no_cpr("caseNumber", number.unwrap_or_default()))?;
    let case_url = faults.take(optional_url("caseUrl", facts.case_url.as_deref()))?;
    faults.finish()?;
    Ok(Facts {
        title: title.unwrap_or_default(),
        description: description.flatten(),
        kle: kle.flatten(),
        case_number: case_number.flatten(),
        case_url: case_url.flatten(),
        ..facts
    })
}

/// A KLE number: three groups of two digits, and perhaps a facet of a letter and two digits. The list of numbers is
/// KL's and changes four times a year, so only the form is checked.
pub fn kle(field: &str, text: Option<&str>) -> Result<Option<String>> {
    let Some(text) = optional_text(field, text, 20)? else { return Ok(None) };
    let wrong = || {
        Error::user(
            Code::Invalid,
            field,
            "Et KLE-nummer skrives som 81.39.00, eventuelt med facet: 81.39.00 P35.",
            "A KLE number is written like 81.39.00, perhaps with a facet: 81.39.00 P35.",
        )
    };
    let (number, facet) = text.split_at_checked(8).ok_or_else(wrong)?;
    let facet = facet.trim_start();
    let fits = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(byte, shape)| match shape {
                b'9' => byte.is_ascii_digit(),
                b'A' => byte.is_ascii_uppercase(),
                other => byte == other,
            })
    };
    match (fits(number, "99.99.99"), facet) {
        (true, "") => Ok(Some(number.to_owned())),
        (true, facet) if fits(facet, "A99") => Ok(Some(format!("{number} {facet}"))),
        _ => Err(wrong()),
    }
}

/// The facts of a matter as they are.
pub fn facts(row: &matter::Model) -> Facts {
    Facts {
        title: row.title.clone(),
        description: row.description.clone(),
        fields: fields(row),
        aspect: row.aspect,
        second_aspect: row.second_aspect,
        theme: row.theme,
        reform: row.reform,
        kle: row.kle.clone(),
        case_number: row.case_number.clone(),
        case_url: row.case_url.clone(),
        origin_side: row.origin_side,
        origin_unit_id: row.origin_unit_id,
        origin_level: row.origin_level,
    }
}

/// The facts of a matter after a change.
pub fn apply(row: &matter::Model, changes: Changes) -> Result<Facts> {
    let old = facts(row);
    checked(Facts {
        title: changes.title.over_required("title", old.title)?,
        description: changes.description.over(old.description),
        fields: changes.fields.over_required("fields", old.fields)?,
        aspect: changes.aspect.over_required("aspect", old.aspect)?,
        second_aspect: changes.second_aspect.over(old.second_aspect),
        theme: changes.theme.over(old.theme),
        reform: changes.reform.over(old.reform),
        kle: changes.kle.over(old.kle),
        case_number: changes.case_number.over(old.case_number),
        case_url: changes.case_url.over(old.case_url),
        origin_side: changes.origin_side.over(old.origin_side),
        origin_unit_id: changes.origin_unit_id.over(old.origin_unit_id),
        origin_level: changes.origin_level.over(old.origin_level),
    })
}

/// The fields of a matter, in their order.
pub fn fields(row: &matter::Model) -> Vec<MatterField> {
    [
        (row.is_work, MatterField::Work),
        (row.is_staff, MatterField::Staff),
        (row.is_cooperation, MatterField::Cooperation),
        (row.is_work_environment, MatterField::WorkEnvironment),
    ]
    .into_iter()
    .filter_map(|(is, field)| is.then_some(field))
    .collect()
}

/// A row with these facts; the rest as it was.
pub fn with_facts(row: &matter::Model, facts: Facts) -> matter::Model {
    let has = |field| facts.fields.contains(&field);
    matter::Model {
        sort_key: sort_key(&facts.title),
        search_key: facts.title.to_lowercase(),
        is_work: has(MatterField::Work),
        is_staff: has(MatterField::Staff),
        is_cooperation: has(MatterField::Cooperation),
        is_work_environment: has(MatterField::WorkEnvironment),
        title: facts.title,
        description: facts.description,
        aspect: facts.aspect,
        second_aspect: facts.second_aspect,
        theme: facts.theme,
        reform: facts.reform,
        kle: facts.kle,
        case_number: facts.case_number,
        case_url: facts.case_url,
        origin_side: facts.origin_side,
        origin_unit_id: facts.origin_unit_id,
        origin_level: facts.origin_level,
        ..row.clone()
    }
}

/// Refuses a day that is to come, or before the first one.
pub fn check_day(field: &str, day: NaiveDate, first: Option<NaiveDate>, today: NaiveDate) -> Result<()> {
    check_range(field, day)?;
    if day > today || first.is_some_and(|first| day < first) {
        return Err(Error::user(
            Code::OutOfRange,
            field,
            "Dagen må ikke ligge i fremtiden eller før sagens begyndelse.",
            "The day may not lie in the future or before the matter began.",
        ));
    }
    Ok(())
}

/// Refuses to write in a matter that is not open. `field` names the matter in the input.
pub fn check_open(field: &str, row: &matter::Model) -> Result<()> {
    if row.status == MatterStatus::Open {
        return Ok(());
    }
    Err(Error::user(
        Code::InvalidState,
        field,
        "Sagen er afsluttet eller indgået i en anden.",
        "The matter is closed or became part of another.",
    ))
}

/// Refuses to make two matters one that are the same, or of which one is hidden and the other open: what was hidden would
/// be open, or the other way round, without anybody having said so.
pub fn check_merge(row: &matter::Model, into: &matter::Model) -> Result<()> {
    if row.id == into.id {
        return Err(Error::user(
            Code::Cycle,
            "intoId",
            "En sag kan ikke indgå i sig selv.",
            "A matter cannot become part of itself.",
        ));
    }
    check_open("intoId", into)?;
    if row.confidential_basis.is_some() != into.confidential_basis.is_some() {
        return Err(Error::user(
            Code::NotAllowed,
            "intoId",
            "Den ene sag er lukket, den anden åben. Luk eller åbn dem ens først.",
            "One matter is hidden and the other open. Hide or open both alike first.",
        ));
    }
    Ok(())
}

/// What differs between two states of a matter, for the change log. What people wrote is named, never kept.
pub fn diff(before: Option<&matter::Model>, after: Option<&matter::Model>) -> Diff {
    fn pick<T>(row: Option<&matter::Model>, field: impl Fn(&matter::Model) -> T) -> Option<T> {
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
    let matter = |id: Option<Uuid>| id.map(|id| Id::new(Kind::Matter, id));
    let diff = Diff::new();
    let diff = kept!(diff, "committee", |row| Id::new(Kind::Committee, row.committee_id));
    let diff = named!(diff, "title", |row| Some(row.title.clone()));
    let diff = named!(diff, "description", |row| row.description.clone());
    let diff = named!(diff, "fields", |row| Some(fields(row)));
    let diff = kept!(diff, "aspect", |row| LoggedEnum(row.aspect));
    let diff = kept!(diff, "secondAspect", |row| row.second_aspect.map(LoggedEnum));
    let diff = kept!(diff, "theme", |row| row.theme.map(LoggedEnum));
    let diff = kept!(diff, "reform", |row| row.reform.map(LoggedEnum));
    let diff = kept!(diff, "kle", |row| row.kle.clone());
    let diff = named!(diff, "caseNumber", |row| row.case_number.clone());
    let diff = named!(diff, "caseUrl", |row| row.case_url.clone());
    let diff = kept!(diff, "originSide", |row| row.origin_side.map(LoggedEnum));
    let diff = kept!(diff, "originUnit", |row| row.origin_unit_id.map(|id| Id::new(Kind::OrgUnit, id)));
    let diff = kept!(diff, "originLevel", |row| row.origin_level.map(LoggedEnum));
    let diff = kept!(diff, "confidentialBasis", |row| row.confidential_basis.map(LoggedEnum));
    let diff = named!(diff, "confidentialNote", |row| row.confidential_note.clone());
    let diff = kept!(diff, "openedOn", |row| row.opened_on);
    let diff = kept!(diff, "closedOn", |row| row.closed_on);
    let diff = kept!(diff, "status", |row| LoggedEnum(row.status));
    let diff = kept!(diff, "mergedInto", |row| matter(row.merged_into));
    kept!(diff, "splitFrom", |row| matter(row.split_from))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every state with every move.
    #[test]
    fn the_life_of_a_matter() {
        use MatterStatus::{Closed, Merged, Open};
        let table = [
            (Open, "close", Some(Closed)),
            (Open, "reopen", None),
            (Open, "merge", Some(Merged)),
            (Closed, "close", None),
            (Closed, "reopen", Some(Open)),
            (Closed, "merge", Some(Merged)),
            (Merged, "close", None),
            (Merged, "reopen", None),
            (Merged, "merge", None),
        ];
        assert_eq!(table.len(), LIFE.moves.len() * 3);
        for (state, name, after) in table {
            assert_eq!(LIFE.step(state, name).ok(), after, "{state:?} {name}");
        }
    }

    #[test]
    fn a_kle_number_has_its_form() {
        for (text, stored) in
            [("81.39.00", "81.39.00"), ("81.39.00 P35", "81.39.00 P35"), (" 81.39.00P35 ", "81.39.00 P35")]
        {
            assert_eq!(kle("kle", Some(text)).unwrap().as_deref(), Some(stored));
        }
        for text in
            ["81", "81.39.0", "81.39.000", "8æ.39.00", "81-39-00", "81.39.00 p35", "81.39.00 P3", "æøåæøå"]
        {
            assert!(kle("kle", Some(text)).is_err(), "{text}");
        }
        assert_eq!(kle("kle", Some("")).unwrap(), None);
    }
}
