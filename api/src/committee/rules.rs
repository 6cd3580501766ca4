//! What a committee may be: pure functions over inputs and timelines.

use chrono::NaiveDate;
use entity::committee::{self, CommitteeKind, CommitteeLevel, CommitteeStatus};

use crate::core::{
    Diff, Error, Id, Kind, LoggedEnum, Machine, Move, Result, UserErrorCode as Code, Validity,
    db::tree::TreePeriod,
    input::{Faults, NAME_MAX, Patch, optional_text, required_text},
    timeline::Period,
};

/// The life of a committee.
pub const LIFE: Machine<CommitteeStatus> = Machine {
    moves: &[
        Move { name: "activate", from: &[CommitteeStatus::Planned], to: CommitteeStatus::Active },
        Move { name: "suspend", from: &[CommitteeStatus::Active], to: CommitteeStatus::Suspended },
        Move { name: "resume", from: &[CommitteeStatus::Suspended], to: CommitteeStatus::Active },
        Move {
            name: "dissolve",
            from: &[CommitteeStatus::Planned, CommitteeStatus::Active, CommitteeStatus::Suspended],
            to: CommitteeStatus::Dissolved,
        },
        Move {
            name: "merge",
            from: &[CommitteeStatus::Active, CommitteeStatus::Suspended],
            to: CommitteeStatus::Merged,
        },
    ],
};

/// The statuses in which a committee is over.
pub const ENDED: &[CommitteeStatus] = &[CommitteeStatus::Dissolved, CommitteeStatus::Merged];

/// The kinds that can be the committee of a unit, the first before the others where a unit has several. Subcommittees,
/// TRIOs, preparatory and pure work-environment committees are not what staff ask for as "our committee".
pub const OF_A_UNIT: &[CommitteeKind] =
    &[CommitteeKind::Med, CommitteeKind::MedAndAmo, CommitteeKind::Su, CommitteeKind::StaffMeeting];

/// The facts that a caller can state about a committee.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: CommitteeKind,
    /// Canonical level.
    pub level: CommitteeLevel,
    /// What the authority calls the level.
    pub local_label: Option<String>,
    /// The committee above.
    pub parent_id: Option<uuid::Uuid>,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Name.
    pub name: Patch<String>,
    /// Kind.
    pub kind: Patch<CommitteeKind>,
    /// Canonical level.
    pub level: Patch<CommitteeLevel>,
    /// What the authority calls the level.
    pub local_label: Patch<String>,
    /// The committee above.
    pub parent_id: Patch<uuid::Uuid>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(mut facts: Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let name = faults.take(required_text("name", &facts.name, NAME_MAX))?;
    let label = faults.take(optional_text("localLabel", facts.local_label.as_deref(), NAME_MAX))?;
    if facts.level == CommitteeLevel::Main && facts.parent_id.is_some() {
        faults.add(
            Code::NotAllowed,
            "parentId",
            "Et hovedudvalg har intet udvalg over sig.",
            "A main committee has no committee above it.",
        );
    }
    faults.finish()?;
    facts.name = name.unwrap_or_default();
    facts.local_label = label.flatten();
    Ok(facts)
}

/// The facts of a period after a change.
pub fn apply(period: &committee::Model, changes: Changes) -> Result<Facts> {
    checked(Facts {
        name: changes.name.over_required("name", period.name.clone())?,
        kind: changes.kind.over_required("kind", period.kind)?,
        level: changes.level.over_required("level", period.level)?,
        local_label: changes.local_label.over(period.local_label.clone()),
        parent_id: changes.parent_id.over(period.parent_id),
    })
}

/// Refuses a parent that is not there for the whole of the child's period, is over, or stands at a lower level.
pub fn check_parent(
    field: &str,
    child: CommitteeLevel,
    span: Validity,
    parent: &[committee::Model],
) -> Result<()> {
    let there: Vec<&committee::Model> = parent
        .iter()
        .filter(|period| period.validity().overlaps(&span) && !ENDED.contains(&period.status))
        .collect();
    let covered = there.iter().any(|period| period.valid_from <= span.from)
        && there.iter().any(|period| period.valid_to.is_none_or(|end| span.to.is_some_and(|to| to <= end)));
    if !covered {
        return Err(Error::user(
            Code::OutsideParent,
            field,
            "Udvalget ovenover findes ikke i hele perioden.",
            "The committee above does not exist for the whole period.",
        ));
    }
    if there.iter().any(|period| period.level > child) {
        return Err(Error::user(
            Code::NotAllowed,
            field,
            "Udvalget ovenover står på et lavere niveau end dette.",
            "The committee above stands at a lower level than this one.",
        ));
    }
    Ok(())
}

/// Refuses a level that is higher than what lies right below, on the days of this period.
pub fn check_below(period: &committee::Model, below: &[committee::Model]) -> Result<()> {
    let lies_higher = |child: &&committee::Model| {
        child.level < period.level && child.validity().overlaps(&period.validity())
    };
    match below.iter().find(lies_higher) {
        None => Ok(()),
        Some(child) => Err(Error::user(
            Code::NotAllowed,
            "level",
            format!("Udvalget »{}« lige under dette står på et højere niveau.", child.name),
            format!("The committee “{}” right below this one stands at a higher level.", child.name),
        )),
    }
}

/// The periods in which a committee is there and not over; neighbours made one.
pub fn life(timeline: &[committee::Model]) -> Vec<Validity> {
    let mut life: Vec<Validity> = Vec::new();
    for period in timeline.iter().filter(|period| !ENDED.contains(&period.status)) {
        match life.last_mut() {
            Some(last) if last.to == Some(period.valid_from) => last.to = period.valid_to,
            _ => life.push(period.validity()),
        }
    }
    life
}

/// Refuses a period of something in a committee on days on which the committee is over or not there. `field` names the
/// committee, or what stands for it, in the input; `ends` the first and the last day.
pub fn check_open(field: &str, ends: [&str; 2], timeline: &[committee::Model], span: Validity) -> Result<()> {
    let life = life(timeline);
    if life.iter().any(|life| life.covers(&span)) {
        return Ok(());
    }
    let over = timeline
        .iter()
        .find(|period| ENDED.contains(&period.status) && span.to.is_none_or(|to| period.valid_from < to));
    if let Some(over) = over {
        let (da, en) = match over.status {
            CommitteeStatus::Merged => ("lagt sammen med et andet", "merged into another"),
            _ => ("nedlagt", "dissolved"),
        };
        let from = over.valid_from;
        return Err(Error::user(
            Code::InvalidState,
            field,
            format!(
                "Udvalget er {da} fra {from}. Det kan ikke have pladser, mandater, enheder eller møder derefter."
            ),
            format!(
                "The committee is {en} from {from} on. It cannot have seats, mandates, units or meetings after that."
            ),
        ));
    }
    match life.iter().find(|life| life.overlaps(&span)).or(life.first()) {
        Some(life) => life.check_covers(&span, ends, "Udvalget findes kun", "The committee only exists"),
        None => Err(absent(field)),
    }
}

/// The period of a committee on a date on which it is there and not over.
pub fn at_work(field: &str, timeline: &[committee::Model], on: NaiveDate) -> Result<committee::Model> {
    let period = timeline.iter().find(|period| period.validity().contains(on));
    match period {
        Some(period) if !ENDED.contains(&period.status) => Ok(period.clone()),
        _ if timeline.is_empty() => Err(absent(field)),
        _ => Err(Error::user(
            Code::InvalidState,
            field,
            format!("Udvalget findes ikke {on}, eller det er nedlagt."),
            format!("The committee does not exist on {on}, or it is over."),
        )),
    }
}

/// Refuses a committee that is not there, or over, on every day of a span. `field` names it in the input.
pub fn check_there(field: &str, timeline: &[committee::Model], span: Validity) -> Result<()> {
    if timeline.is_empty() {
        return Err(absent(field));
    }
    if life(timeline).iter().any(|life| life.overlaps(&span)) {
        return Ok(());
    }
    let days = span.days();
    Err(Error::user(
        Code::OutsideParent,
        field,
        format!("Udvalget findes ikke {}.", days.da),
        format!("The committee does not exist {}.", days.en),
    ))
}

/// The fault of an input that names a committee which is not there for the caller.
pub fn absent(field: &str) -> Error {
    Error::user(Code::NotFound, field, "Udvalget findes ikke.", "The committee does not exist.")
}

/// What differs between two states of a committee, for the change log. Nothing in it is personal.
pub fn diff(before: Option<&committee::Model>, after: Option<&committee::Model>) -> Diff {
    fn pick<T>(row: Option<&committee::Model>, field: impl Fn(&committee::Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $name:literal, $field:expr) => {
            $diff.field($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    let committee = |id: Option<uuid::Uuid>| id.map(|id| Id::new(Kind::Committee, id));
    let diff = Diff::new();
    let diff = both!(diff, "name", |row| row.name.clone());
    let diff = both!(diff, "kind", |row| LoggedEnum(row.kind));
    let diff = both!(diff, "level", |row| LoggedEnum(row.level));
    let diff = both!(diff, "localLabel", |row| row.local_label.clone());
    let diff = both!(diff, "status", |row| LoggedEnum(row.status));
    let diff = both!(diff, "parent", |row| committee(row.parent_id));
    let diff = both!(diff, "mergedInto", |row| committee(row.merged_into));
    let diff = both!(diff, "validFrom", |row| row.valid_from);
    both!(diff, "validTo", |row| row.valid_to)
}

impl TreePeriod for committee::Model {
    fn parent(&self) -> Option<uuid::Uuid> {
        self.parent_id
    }
}

impl Period for committee::Model {
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
