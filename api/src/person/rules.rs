//! What may be known about a person: pure functions over inputs and rows.

use entity::person;

use crate::core::{
    Diff, Error, Locale, Result, UserErrorCode as Code,
    input::{Faults, NAME_MAX, Patch, no_cpr, optional_text, required_text},
};

/// Longest e-mail address, in characters.
const EMAIL_MAX: usize = 254;
/// Longest phone number as written, in characters.
const PHONE_MAX: usize = 40;

/// The order key of persons without a name: after everybody else.
const LAST: &str = "~";

/// Whether a person was anonymised: nobody else is without a name.
pub fn is_anonymised(row: &person::Model) -> bool {
    row.display_name.is_empty()
}

/// What is shown in place of the name of an anonymised person.
pub const fn label(locale: Locale) -> &'static str {
    match locale {
        Locale::Da => "Anonymiseret",
        Locale::En => "Anonymised",
    }
}

/// A person without what tells who it is.
pub fn nameless(row: &person::Model) -> person::Model {
    person::Model {
        display_name: String::new(),
        sort_key: LAST.to_owned(),
        search_key: String::new(),
        work_email: None,
        work_phone: None,
        version: row.version + 1,
        ..row.clone()
    }
}

/// Refuses to say anything about somebody who was anonymised.
pub fn check_named(row: &person::Model) -> Result<()> {
    if !is_anonymised(row) {
        return Ok(());
    }
    Err(Error::user(
        Code::InvalidState,
        "id",
        "Personen er anonymiseret og kan ikke ændres.",
        "The person was anonymised and cannot be changed.",
    ))
}

/// The facts that a caller can state about a person.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Name as shown.
    pub display_name: String,
    /// Work e-mail address.
    pub work_email: Option<String>,
    /// Work phone number.
    pub work_phone: Option<String>,
}

/// Changes of those facts.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Name as shown.
    pub display_name: Patch<String>,
    /// Work e-mail address.
    pub work_email: Patch<String>,
    /// Work phone number.
    pub work_phone: Patch<String>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(facts: &Facts) -> Result<Facts> {
    let mut faults = Faults::default();
    let name = faults.take(required_text("displayName", &facts.display_name, NAME_MAX))?;
    faults.take(no_cpr("displayName", &facts.display_name))?;
    let email = faults.take(email("workEmail", facts.work_email.as_deref()))?;
    let phone = faults.take(phone("workPhone", facts.work_phone.as_deref()))?;
    faults.finish()?;
    Ok(Facts {
        display_name: name.unwrap_or_default(),
        work_email: email.flatten(),
        work_phone: phone.flatten(),
    })
}

/// The facts of a person after a change.
pub fn apply(row: &person::Model, changes: Changes) -> Result<Facts> {
    checked(&Facts {
        display_name: changes.display_name.over_required("displayName", row.display_name.clone())?,
        work_email: changes.work_email.over(row.work_email.clone()),
        work_phone: changes.work_phone.over(row.work_phone.clone()),
    })
}

/// An e-mail address, checked lightly: only a mail that arrives proves more.
fn email(field: &str, text: Option<&str>) -> Result<Option<String>> {
    let Some(text) = optional_text(field, text, EMAIL_MAX)? else { return Ok(None) };
    no_cpr(field, &text)?;
    let well_formed = text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && local.len() <= 64
            && !domain.contains('@')
            && domain.contains('.')
            && domain.split('.').all(|label| !label.is_empty())
    });
    if !well_formed || text.contains(char::is_whitespace) {
        return Err(Error::user(
            Code::Invalid,
            field,
            "Er ikke en e-mailadresse; den skrives navn@domæne.",
            "Is not an e-mail address; it is written name@domain.",
        ));
    }
    Ok(Some(text))
}

/// A phone number as people write it: 3 to 15 digits.
fn phone(field: &str, text: Option<&str>) -> Result<Option<String>> {
    let Some(text) = optional_text(field, text, PHONE_MAX)? else { return Ok(None) };
    no_cpr(field, &text)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let other = |c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '-' | '.' | '/' | '(' | ')');
    // A plus can only come first: the country code.
    if !(3..=15).contains(&digits) || text.strip_prefix('+').unwrap_or(&text).contains(other) {
        return Err(Error::user(
            Code::Invalid,
            field,
            "Er ikke et telefonnummer: 3 til 15 cifre, eventuelt med + først og mellemrum, bindestreger eller parenteser.",
            "Is not a phone number: 3 to 15 digits, with + first, spaces, hyphens or brackets if you like.",
        ));
    }
    Ok(Some(text))
}

/// What differs between two states of a person, for the change log: names of fields, no values.
pub fn diff(before: Option<&person::Model>, after: Option<&person::Model>) -> Diff {
    let email = |row: &person::Model| row.work_email.clone();
    let phone = |row: &person::Model| row.work_phone.clone();
    Diff::new()
        .personal("displayName", before.map(|row| &row.display_name), after.map(|row| &row.display_name))
        .personal("workEmail", before.and_then(email).as_ref(), after.and_then(email).as_ref())
        .personal("workPhone", before.and_then(phone).as_ref(), after.and_then(phone).as_ref())
        .field("invented", before.map(|row| &row.invented), after.map(|row| &row.invented))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(email: &str, phone: &str) -> Facts {
        Facts {
            display_name: " Åse Øvig ".into(),
            work_email: Some(email.into()),
            work_phone: Some(phone.into()),
        }
    }

    #[test]
    fn names_are_trimmed_and_empty_contacts_are_absent() {
        let stored = checked(&facts("", " ")).unwrap();
        assert_eq!(
            (stored.display_name.as_str(), stored.work_email, stored.work_phone),
            ("Åse Øvig", None, None)
        );
    }

    #[test]
    fn mail_addresses_have_one_at_and_a_domain() {
        for good in ["a@b.dk", "åse.øvig+med@kommune.example", "o'hara@x.y.z"] {
            assert!(checked(&facts(good, "")).is_ok(), "{good}");
        }
        for bad in ["a", "@b.dk", "a@", "a@b", "a@b..dk", "a@@b.dk", "a b@c.dk", "a@b.dk, c@d.dk"] {
            assert!(checked(&facts(bad, "")).is_err(), "{bad}");
        }
    }

    #[test]
    fn phone_numbers_are_digits_in_any_grouping() {
        for good in ["12345678", "+45 12 34 56 78", "(0045) 12-34-56-78", "1234"] {
            assert!(checked(&facts("", good)).is_ok(), "{good}");
        }
        for bad in ["12", "lokal 12", "12+45678", "1234567890123456", "+"] {
            assert!(checked(&facts("", bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_faulty_field_is_named_at_once() {
        let facts = Facts {
            display_name: "010190-1234".into(),
            work_email: Some("x".into()),
            work_phone: Some("010190 1234".into()),
        };
        let Err(Error::Invalid(faults)) = checked(&facts) else { panic!("refused") };
        let named: Vec<_> = faults.iter().map(|fault| (fault.code, fault.field.join("."))).collect();
        assert_eq!(
            named,
            [
                (Code::NotAllowed, "displayName".to_owned()),
                (Code::Invalid, "workEmail".to_owned()),
                (Code::NotAllowed, "workPhone".to_owned()),
            ]
        );
    }
}
