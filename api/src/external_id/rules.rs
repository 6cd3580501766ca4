//! What a key of another system may be: pure functions.

use crate::core::{
    Diff, Error, Id, Kind, Result, UserErrorCode as Code,
    input::{Faults, no_cpr, required_text},
};

/// Longest name of a system and longest key, in characters.
pub const TEXT_MAX: usize = 100;
/// Most keys of one thing.
pub const KEYS_MAX: usize = 20;

/// The key of a system, as it may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The system.
    pub system: String,
    /// The key there.
    pub key: String,
}

impl Key {
    /// The system and key as they may be stored, or every fault in them. Upper and lower case differ.
    pub fn checked(system: &str, key: &str) -> Result<Self> {
        let mut faults = Faults::default();
        let system = faults.take(required_text("system", system, TEXT_MAX))?;
        let key = faults.take(required_text("key", key, TEXT_MAX))?;
        faults.finish()?;
        Ok(Self { system: system.unwrap_or_default(), key: key.unwrap_or_default() })
    }
}

/// Refuses things that other systems do not name by keys.
pub fn check_subject(subject: Id) -> Result<()> {
    match subject.kind {
        Kind::OrgUnit | Kind::Person | Kind::Committee => Ok(()),
        _ => Err(Error::user(
            Code::WrongType,
            "id",
            "Kun enheder, personer og udvalg har nøgler i andre systemer.",
            "Only units, persons and committees have keys in other systems.",
        )),
    }
}

/// Refuses a person's key that looks like a CPR number. Keys of units and committees can have ten digits of their own.
pub fn check_personal(subject: Id, key: &Key) -> Result<()> {
    if subject.kind == Kind::Person { no_cpr("key", &key.key) } else { Ok(()) }
}

/// Refuses one key more than a thing may have.
pub fn check_count(present: usize) -> Result<()> {
    if present < KEYS_MAX {
        return Ok(());
    }
    Err(Error::user(
        Code::TooMany,
        "key",
        format!("Højst {KEYS_MAX} nøgler. Fjern en, der ikke bruges."),
        format!("At most {KEYS_MAX} keys. Remove one that is not used."),
    ))
}

/// What differs, for the change log. A person's key is personal: only that it changed is kept.
pub fn diff(subject: Id, before: Option<&Key>, after: Option<&Key>) -> Diff {
    let name = "externalIds";
    if subject.kind == Kind::Person {
        return Diff::new().personal(name, before, after);
    }
    let text = |key: &Key| format!("{} {}", key.system, key.key);
    Diff::new().field(name, before.map(text).as_ref(), after.map(text).as_ref())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_synced_things_have_keys() {
        for &kind in Kind::ALL {
            let synced = matches!(kind, Kind::OrgUnit | Kind::Person | Kind::Committee);
            assert_eq!(check_subject(Id::new(kind, Uuid::nil())).is_ok(), synced, "{kind:?}");
        }
    }

    #[test]
    fn all_faults_of_a_key_are_reported_together() {
        let Err(Error::Invalid(faults)) = Key::checked(" ", &"x".repeat(TEXT_MAX + 1)) else {
            panic!("accepted");
        };
        let codes: Vec<_> = faults.iter().map(|fault| (fault.code, fault.field.join("."))).collect();
        assert_eq!(codes, [(Code::Blank, "system".to_owned()), (Code::TooLong, "key".to_owned())]);
        assert_eq!(Key::checked(" hr ", "7").unwrap(), Key { system: "hr".into(), key: "7".into() });
    }

    #[test]
    fn a_thing_has_at_most_twenty_keys() {
        assert!(check_count(KEYS_MAX - 1).is_ok());
        assert!(check_count(KEYS_MAX).is_err());
    }
}
