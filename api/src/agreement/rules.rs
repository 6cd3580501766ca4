//! What a local agreement may be: pure functions.

use chrono::NaiveDate;
use entity::{
    authority::Framework,
    local_agreement::{self, StringModel},
};

use crate::core::{
    Diff, Error, LoggedEnum, Result, UserErrorCode as Code, Validity,
    input::{Faults, NAME_MAX, Patch, required_text},
    rule_set::RuleSet,
};

/// A number that an agreement sets: the name of the parameter and its value.
pub type Override = (String, i64);

/// The facts of an agreement, checked.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Title.
    pub title: String,
    /// Whether the committees also do the work-environment tasks.
    pub string_model: StringModel,
    /// The numbers.
    pub rules: RuleSet,
    /// When it is in force.
    pub validity: Validity,
}

/// What a caller states about an agreement.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Title.
    pub title: Patch<String>,
    /// Whether the committees also do the work-environment tasks.
    pub string_model: Patch<StringModel>,
    /// All numbers that it sets.
    pub overrides: Patch<Vec<Override>>,
    /// Its first day.
    pub valid_from: Patch<NaiveDate>,
    /// The first day on which it is no longer in force.
    pub valid_to: Patch<NaiveDate>,
}

/// The facts as they may be stored, or every fault in them.
pub fn checked(
    framework: Framework,
    title: &str,
    string_model: StringModel,
    overrides: Vec<Override>,
    validity: Result<Validity>,
) -> Result<Facts> {
    let mut faults = Faults::default();
    let title = faults.take(required_text("title", title, NAME_MAX))?;
    let rules = faults.take(RuleSet::from_pairs(framework, "ruleOverrides", overrides))?;
    let validity = faults.take(validity)?;
    match (title, rules, validity) {
        (Some(title), Some(rules), Some(validity)) => Ok(Facts { title, string_model, rules, validity }),
        // Something is missing only where a fault was kept.
        _ => faults.finish().and(Err(Error::internal("a fault without a message"))),
    }
}

/// The facts of an agreement after a change.
pub fn apply(framework: Framework, row: &local_agreement::Model, changes: Changes) -> Result<Facts> {
    let title = changes.title.over_required("title", row.title.clone())?;
    let string_model = changes.string_model.over_required("stringModel", row.string_model)?;
    let from = changes.valid_from.over_required("validFrom", row.valid_from)?;
    let validity = Validity::new("validTo", from, changes.valid_to.over(row.valid_to));
    let overrides = match changes.overrides {
        Patch::Keep => overrides(&stored(framework, row)?),
        Patch::Clear => Vec::new(),
        Patch::Set(overrides) => overrides,
    };
    checked(framework, &title, string_model, overrides, validity)
}

/// The rule set that an agreement makes.
pub fn stored(framework: Framework, row: &local_agreement::Model) -> Result<RuleSet> {
    // What is stored was checked; a fault in it is ours.
    RuleSet::parse(framework, "", &row.rule_set).map_err(Error::internal)
}

/// The numbers that a rule set sets.
fn overrides(rules: &RuleSet) -> Vec<Override> {
    let set = rules.settings().filter(|setting| setting.overridden);
    set.map(|setting| (setting.parameter.key.to_owned(), i64::from(setting.value))).collect()
}

/// Refuses a second agreement in force on the same day; `others` are those that share a day.
pub fn check_overlap(others: &[local_agreement::Model]) -> Result<()> {
    let Some(other) = others.first() else { return Ok(()) };
    let (title, from) = (&other.title, other.valid_from);
    Err(Error::user(
        Code::Overlap,
        "validFrom",
        format!("Aftalen \u{201d}{title}\u{201d} fra {from} gælder i samme periode. Afslut den først."),
        format!(
            "The agreement \u{201c}{title}\u{201d} from {from} is in force in the same period. End it first."
        ),
    ))
}

/// What differs between two states of an agreement, for the change log. Nothing in it is personal.
pub fn diff(before: Option<&local_agreement::Model>, after: Option<&local_agreement::Model>) -> Diff {
    fn pick<T>(
        row: Option<&local_agreement::Model>,
        field: impl Fn(&local_agreement::Model) -> T,
    ) -> Option<T> {
        row.map(field)
    }
    macro_rules! both {
        ($diff:expr, $name:literal, $field:expr) => {
            $diff.field($name, pick(before, $field).as_ref(), pick(after, $field).as_ref())
        };
    }
    let diff = both!(Diff::new(), "title", |row| row.title.clone());
    let diff = both!(diff, "stringModel", |row| LoggedEnum(row.string_model));
    let diff = both!(diff, "rules", |row| row.rule_set.clone());
    let diff = both!(diff, "validFrom", |row| row.valid_from);
    both!(diff, "validTo", |row| row.valid_to)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::core::rule_set::ParameterName;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, n).unwrap()
    }

    fn agreement(rule_set: &str) -> local_agreement::Model {
        local_agreement::Model {
            authority_id: Uuid::nil(),
            id: Uuid::nil(),
            title: "Lokal MED-aftale".to_owned(),
            string_model: StringModel::Single,
            rule_set: rule_set.to_owned(),
            valid_from: day(10),
            valid_to: None,
            version: 1,
        }
    }

    #[test]
    fn numbers_are_kept_cleared_or_replaced_as_a_whole() {
        let row = agreement("{\"termMonths\":48}");
        let after = |overrides| {
            apply(Framework::Kl, &row, Changes { overrides, ..Changes::default() }).unwrap().rules.to_json()
        };
        assert_eq!(after(Patch::Keep), "{\"termMonths\":48}");
        assert_eq!(after(Patch::Clear), "{}");
        assert_eq!(after(Patch::Set(vec![("agendaDays".into(), 10)])), "{\"agendaDays\":10}");
        assert_eq!(stored(Framework::Kl, &row).unwrap().get(ParameterName::TermMonths), 48);
    }

    #[test]
    fn all_faults_are_reported_together() {
        let overrides = vec![("termMonths".to_owned(), 1_000)];
        let validity = Validity::new("validTo", day(2), Some(day(1)));
        let Err(Error::Invalid(faults)) = checked(Framework::Kl, " ", StringModel::Two, overrides, validity)
        else {
            panic!("accepted");
        };
        let fields: Vec<_> = faults.iter().map(|fault| fault.field.join(".")).collect();
        assert_eq!(fields, ["title", "ruleOverrides.termMonths", "validTo"]);
    }

    #[test]
    fn an_agreement_in_the_same_period_is_named() {
        assert!(check_overlap(&[]).is_ok());
        let Err(Error::Invalid(faults)) = check_overlap(&[agreement("{}")]) else {
            panic!("accepted");
        };
        assert_eq!(faults[0].code, Code::Overlap);
        assert!(faults[0].message.en.contains("Lokal MED-aftale"));
    }
}
