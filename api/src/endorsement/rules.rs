//! What an endorsement may be: pure functions.

use chrono::NaiveDate;
use entity::{endorsement::Model, seat::Side};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, LoggedEnum, Result, UserErrorCode as Code,
    input::{Faults, NAME_MAX, PROSE_MAX, no_cpr, optional_prose, required_text},
    validity::check_range,
};

/// Most parties that can confirm one version beside the two sides.
pub const PARTIES_MAX: usize = 20;

/// Who confirms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// A side of the committee.
    Side(Side),
    /// A party beside the two sides, by its name.
    Party(String),
}

/// A confirmation as a caller states it.
#[derive(Clone, Debug)]
pub struct New {
    /// Who confirms.
    pub by: By,
    /// Who does it for the side; the caller when absent.
    pub person_id: Option<Uuid>,
    /// The day; today when absent.
    pub on: Option<NaiveDate>,
    /// A remark.
    pub text: Option<String>,
}

impl New {
    /// The side, when it is one.
    pub const fn side(&self) -> Option<Side> {
        match self.by {
            By::Side(side) => Some(side),
            By::Party(_) => None,
        }
    }
}

/// The confirmation as it may be stored, with its day, or every fault in it.
pub fn checked(new: New, today: NaiveDate) -> Result<(New, NaiveDate)> {
    let mut faults = Faults::default();
    let by = match new.by {
        By::Side(side) => Some(By::Side(side)),
        By::Party(name) => {
            faults.take(no_cpr("party", &name))?;
            if new.person_id.is_some() {
                faults.add(
                    Code::NotAllowed,
                    "personId",
                    "En person noteres ikke for en part: det kan røbe, hvilken organisation personen hører til.",
                    "No person is recorded for a party: it can reveal the organisation to which the person belongs.",
                );
            }
            faults.take(required_text("party", &name, NAME_MAX))?.map(By::Party)
        }
    };
    let on = new.on.unwrap_or(today);
    faults.take(check_done("on", on, today))?;
    let text = faults.take(optional_prose("text", new.text.as_deref(), PROSE_MAX))?;
    faults.take(no_cpr("text", new.text.as_deref().unwrap_or_default()))?;
    faults.finish()?;
    let by = by.ok_or_else(|| Error::internal("a fault without a message"))?;
    Ok((New { by, person_id: new.person_id, on: Some(on), text: text.flatten() }, on))
}

/// Refuses the day of something that was done when that day is still to come.
pub fn check_done(field: &str, on: NaiveDate, today: NaiveDate) -> Result<()> {
    check_range(field, on)?;
    if on <= today {
        return Ok(());
    }
    Err(Error::user(
        Code::OutOfRange,
        field,
        format!("Dagen er ikke kommet endnu; i dag er det {today}."),
        format!("That day is still to come; today is {today}."),
    ))
}

/// Refuses a second confirmation of the same version by the same side or party, and more parties than a version can have.
pub fn check_once(by: &By, standing: &[Model]) -> Result<()> {
    let taken = standing.iter().any(|row| is_by(row, by));
    let (field, da, en) = match by {
        By::Side(_) => (
            "side",
            "Siden har allerede bekræftet denne udgave.",
            "The side has already confirmed this version.",
        ),
        By::Party(_) => (
            "party",
            "Parten har allerede bekræftet denne udgave.",
            "The party has already confirmed this version.",
        ),
    };
    if taken {
        return Err(Error::user(Code::Taken, field, da, en));
    }
    let parties = standing.iter().filter(|row| row.party.is_some()).count();
    if matches!(by, By::Party(_)) && parties >= PARTIES_MAX {
        return Err(Error::user(
            Code::TooMany,
            field,
            format!("Højst {PARTIES_MAX} parter kan bekræfte én udgave."),
            format!("At most {PARTIES_MAX} parties can confirm one version."),
        ));
    }
    Ok(())
}

/// Whether an endorsement is of this side or party.
fn is_by(row: &Model, by: &By) -> bool {
    match by {
        By::Side(side) => row.side == Some(*side),
        By::Party(name) => {
            row.party.as_ref().is_some_and(|party| party.to_lowercase() == name.to_lowercase())
        }
    }
}

/// Refuses to withdraw what no longer can be.
pub fn check_open(row: &Model) -> Result<()> {
    let (da, en) = if row.is_final {
        (
            "Det bekræftede er aftalt: bekræftelsen kan ikke trækkes tilbage.",
            "What it confirms was agreed: it can no longer be withdrawn.",
        )
    } else if row.withdrawn_on.is_some() {
        ("Bekræftelsen er allerede trukket tilbage.", "The confirmation was already withdrawn.")
    } else {
        return Ok(());
    };
    Err(Error::user(Code::InvalidState, "id", da, en))
}

/// What the two sides have confirmed of one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Management's confirmation.
    pub management: Option<Model>,
    /// The employee side's.
    pub employee: Option<Model>,
}

impl Sides {
    /// The sides among what stands.
    pub fn of(standing: Vec<Model>) -> Self {
        let mut sides = Self::default();
        for row in standing {
            match row.side {
                Some(Side::Management) => sides.management = Some(row),
                Some(Side::Employee) => sides.employee = Some(row),
                None => {}
            }
        }
        sides
    }

    /// The day on which both had confirmed, or a user error that says who has not.
    pub fn agreed(&self, field: &str) -> Result<NaiveDate> {
        let (da, en) = match (&self.management, &self.employee) {
            (Some(management), Some(employee)) => {
                return Ok(Ord::max(management.given_on, employee.given_on));
            }
            (None, Some(_)) => ("ledelsessiden", "the management side"),
            (Some(_), None) => ("medarbejdersiden", "the employee side"),
            (None, None) => ("begge sider", "both sides"),
        };
        Err(Error::user(
            Code::Required,
            field,
            format!("Der mangler bekræftelse fra {da}. Der stemmes ikke: begge sider skal være enige."),
            format!("The confirmation of {en} is missing. There is no vote: both sides have to agree."),
        ))
    }
}

/// What differs between two states of an endorsement, for the change log. Who, for which party and why stay out of it.
pub fn diff(before: Option<&Model>, after: Option<&Model>) -> Diff {
    fn pick<T>(row: Option<&Model>, field: impl Fn(&Model) -> T) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $how:ident, $name:literal, $field:expr) => {
            $diff.$how($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    let subject = |row: &Model| row.subject_kind.parse().ok().map(|kind| Id::new(kind, row.subject_id));
    let diff = both!(Diff::new(), field, "subject", subject);
    let diff = both!(diff, field, "subjectVersion", |row| row.subject_version);
    let diff = both!(diff, field, "side", |row| row.side.map(LoggedEnum));
    let diff = both!(diff, personal, "party", |row| row.party.clone());
    let diff = both!(diff, personal, "person", |row| row.person_id);
    let diff = both!(diff, field, "givenOn", |row| row.given_on);
    let diff = both!(diff, personal, "text", |row| row.text.clone());
    let diff = both!(diff, field, "isFinal", |row| row.is_final);
    both!(diff, field, "withdrawnOn", |row| row.withdrawn_on)
}
