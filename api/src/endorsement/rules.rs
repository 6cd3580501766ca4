//! What an endorsement may be: pure functions.

use chrono::NaiveDate;
use entity::{endorsement::Model, seat::Side};
use uuid::Uuid;

use crate::core::{
    Diff, Error, Id, LoggedEnum, Result, UserErrorCode as Code,
    input::{Faults, remark, title},
    validity::check_done,
};

/// Most parties that can confirm one version beside the two sides.
pub const PARTIES_MAX: usize = 20;

/// A confirmation as a caller states it: for a side or for a party.
#[derive(Clone, Debug, Default)]
pub struct New {
    /// The side that confirms.
    pub side: Option<Side>,
    /// The party that confirms beside the two sides, by its name.
    pub party: Option<String>,
    /// Who does it for the side; the caller when absent.
    pub person_id: Option<Uuid>,
    /// The day; today when absent.
    pub on: Option<NaiveDate>,
    /// A remark.
    pub text: Option<String>,
}

/// The confirmation as it may be stored, with its day, or every fault in it.
pub fn checked(new: New, today: NaiveDate) -> Result<(New, NaiveDate)> {
    let mut faults = Faults::default();
    match (new.side, &new.party) {
        (None, None) => {
            faults.add(Code::Required, "side", "Angiv side eller party.", "Give side or party.");
        }
        (Some(_), Some(_)) => {
            let (da, en) = ("Angiv side eller party, ikke begge.", "Give side or party, not both.");
            faults.add(Code::NotAllowed, "party", da, en);
        }
        (None, Some(_)) if new.person_id.is_some() => faults.add(
            Code::NotAllowed,
            "personId",
            "En person noteres ikke for en part: det kan røbe, hvilken organisation personen hører til.",
            "No person is recorded for a party: it can reveal the organisation to which the person belongs.",
        ),
        _ => {}
    }
    let party = new.party.map(|party| title("party", &party)).transpose();
    let party = faults.take(party)?.flatten();
    let on = new.on.unwrap_or(today);
    faults.take(check_done("on", on, today))?;
    let text = faults.take(remark("text", new.text.as_deref()))?.flatten();
    faults.finish()?;
    Ok((New { party, text, on: Some(on), ..new }, on))
}

/// Refuses a second confirmation of the same version by the same side or party, and more parties than a version can have.
pub fn check_once(new: &New, standing: &[Model]) -> Result<()> {
    let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => a.to_lowercase() == b.to_lowercase(),
        (a, b) => a == b,
    };
    let taken = standing.iter().any(|row| row.side == new.side && same(&row.party, &new.party));
    let (field, da, en) = match new.side {
        Some(_) => (
            "side",
            "Siden har allerede bekræftet denne udgave.",
            "The side has already confirmed this version.",
        ),
        None => (
            "party",
            "Parten har allerede bekræftet denne udgave.",
            "The party has already confirmed this version.",
        ),
    };
    if taken {
        return Err(Error::user(Code::Taken, field, da, en));
    }
    let parties = standing.iter().filter(|row| row.party.is_some()).count();
    if new.side.is_none() && parties >= PARTIES_MAX {
        return Err(Error::user(
            Code::TooMany,
            field,
            format!("Højst {PARTIES_MAX} parter kan bekræfte én udgave."),
            format!("At most {PARTIES_MAX} parties can confirm one version."),
        ));
    }
    Ok(())
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
