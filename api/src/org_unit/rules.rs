//! What a unit may be: pure functions over inputs and timelines.

use chrono::NaiveDate;
use entity::org_unit;
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, Kind, Result, UserErrorCode as Code, Validity,
    db::tree::TreePeriod,
    input::{Faults, NAME_MAX, Patch, required_text},
    timeline::Period,
};

/// Most employees of one unit: more than any Danish public employer has.
pub const HEADCOUNT_MAX: i32 = 1_000_000;

/// The facts that a caller can state about a unit.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Name.
    pub name: String,
    /// The unit above.
    pub parent_id: Option<Uuid>,
    /// The person who leads it.
    pub manager_id: Option<Uuid>,
    /// Employees of the unit itself.
    pub headcount: Option<i32>,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Name.
    pub name: Patch<String>,
    /// The unit above.
    pub parent_id: Patch<Uuid>,
    /// The person who leads it.
    pub manager_id: Patch<Uuid>,
    /// Employees of the unit itself.
    pub headcount: Patch<i32>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(mut facts: Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let name = faults.take(required_text("name", &facts.name, NAME_MAX))?;
    if facts.headcount.is_some_and(|count| !(0..=HEADCOUNT_MAX).contains(&count)) {
        faults.add(
            Code::OutOfRange,
            "headcount",
            format!("Skal ligge fra 0 til {HEADCOUNT_MAX}."),
            format!("Has to lie from 0 to {HEADCOUNT_MAX}."),
        );
    }
    faults.finish()?;
    facts.name = name.unwrap_or_default();
    Ok(facts)
}

/// The facts of a period after a change.
pub fn apply(period: &org_unit::Model, changes: Changes) -> Result<Facts> {
    checked(Facts {
        name: changes.name.over_required("name", period.name.clone())?,
        parent_id: changes.parent_id.over(period.parent_id),
        manager_id: changes.manager_id.over(period.manager_id),
        headcount: changes.headcount.over(period.headcount),
    })
}

/// Refuses a parent that is not there for the whole of the child's period.
pub fn check_parent(span: Validity, parent: &[org_unit::Model]) -> Result<()> {
    // A timeline has no gaps: its two ends say it all.
    let covered = parent.iter().any(|period| period.valid_from <= span.from)
        && parent.iter().any(|period| period.valid_to.is_none_or(|end| span.to.is_some_and(|to| to <= end)));
    if covered {
        return Ok(());
    }
    Err(Error::user(
        Code::OutsideParent,
        "parentId",
        "Enheden ovenover findes ikke i hele perioden.",
        "The unit above does not exist for the whole period.",
    ))
}

/// Refuses an end before the unit began, or while something still lies in it.
pub fn check_end(timeline: &[org_unit::Model], on: NaiveDate, units: usize, engagements: u64) -> Result<()> {
    let mut faults = Faults::default();
    if let Some(first) = timeline.first().map(|period| period.valid_from).filter(|first| on <= *first) {
        faults.add(
            Code::OutOfRange,
            "on",
            format!("Enheden begynder {first}; den skal slutte senere."),
            format!("The unit begins on {first}; it has to end later."),
        );
    }
    if units > 0 {
        faults.add(
            Code::InvalidState,
            "on",
            format!("{units} enheder ligger stadig under denne. Flyt eller afslut dem først."),
            format!("{units} units still lie below this one. Move or end them first."),
        );
    }
    if engagements > 0 {
        faults.add(
            Code::InvalidState,
            "on",
            format!("{engagements} ansættelser i enheden gælder stadig. Flyt eller afslut dem først."),
            format!("{engagements} employments in the unit still hold. Move or end them first."),
        );
    }
    faults.finish()
}

/// What differs between two states of a unit, for the change log. Who leads it is personal.
pub fn diff(before: Option<&org_unit::Model>, after: Option<&org_unit::Model>) -> Diff {
    fn pick<T>(row: Option<&org_unit::Model>, field: impl Fn(&org_unit::Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $name:literal, $field:expr) => {
            $diff.field($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    let manager = |row: &org_unit::Model| row.manager_id;
    let diff = both!(Diff::new(), "name", |row| row.name.clone());
    let diff = both!(diff, "parent", |row| row.parent_id.map(|id| Id::new(Kind::OrgUnit, id)));
    let diff = diff.personal("manager", before.and_then(manager).as_ref(), after.and_then(manager).as_ref());
    let diff = both!(diff, "headcount", |row| row.headcount);
    let diff = both!(diff, "validFrom", |row| row.valid_from);
    both!(diff, "validTo", |row| row.valid_to)
}

impl TreePeriod for org_unit::Model {
    fn parent(&self) -> Option<Uuid> {
        self.parent_id
    }
}

impl Period for org_unit::Model {
    fn validity(&self) -> Validity {
        Validity::stored(self.valid_from, self.valid_to)
    }

    fn with_validity(mut self, validity: Validity) -> Self {
        self.valid_from = validity.from;
        self.valid_to = validity.to;
        self
    }

    fn same_facts(&self, other: &Self) -> bool {
        other.clone().with_validity(self.validity()) == *self
    }
}
