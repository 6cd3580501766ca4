//! The stored form of a rule set: a JSON object of overrides, `{"termMonths":48}`. Reading reports every fault at
//! once. Writing gives one text per set of overrides: keys in alphabetical order, no spaces.

use std::{collections::BTreeMap, fmt};

use entity::authority::Framework;
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use super::{ParameterName, RuleSet};
use crate::core::{Result, UserErrorCode, input::Faults};

/// Longest stored form that is read, in bytes: many times what all parameters need.
const LENGTH_MAX: usize = 16_384;
/// Most entries that are looked at: an input with more is refused as a whole.
const ENTRIES_MAX: usize = 100;
/// Most characters of an unknown name that are repeated in a message.
const ECHO_MAX: usize = 40;

/// Pairs whose first value may not be greater than the second.
const ORDERED: &[(ParameterName, ParameterName)] = &[
    (ParameterName::AmrTermMonths, ParameterName::AmrTermMaxMonths),
    (ParameterName::AmoFromEmployees, ParameterName::AmoTwoLevelsFromEmployees),
    (ParameterName::AgendaDays, ParameterName::ItemDays),
    (ParameterName::SpanSmallMax, ParameterName::SpanMediumMax),
    (ParameterName::SpanMediumMax, ParameterName::SpanFlagOver),
    (ParameterName::MinGroup, ParameterName::MinGroupFreeText),
];

impl RuleSet {
    /// Reads the stored form. `field` is the input path under which faults are reported; it may be empty.
    /// Unknown and repeated names, values that are no whole numbers and values out of range are user errors.
    pub fn parse(framework: Framework, field: &str, json: &str) -> Result<Self> {
        let mut faults = Faults::default();
        if json.len() > LENGTH_MAX {
            faults.add(
                UserErrorCode::TooLong,
                field,
                format!("Må højst være {LENGTH_MAX} byte."),
                format!("May be at most {LENGTH_MAX} bytes."),
            );
        } else if let Ok(entries) = serde_json::from_str::<Entries>(json) {
            return Self::from_values(framework, field, entries.0);
        } else {
            faults.add(
                UserErrorCode::Invalid,
                field,
                "Skal være et JSON-objekt med navne og hele tal, fx {\"termMonths\":48}.",
                "Has to be a JSON object of names and whole numbers, such as {\"termMonths\":48}.",
            );
        }
        faults.finish().map(|()| Self::of(framework))
    }

    /// A rule set from names and numbers; faults as in [`RuleSet::parse`].
    pub fn from_pairs(
        framework: Framework,
        field: &str,
        pairs: impl IntoIterator<Item = (String, i64)>,
    ) -> Result<Self> {
        let entries = pairs.into_iter().map(|(name, value)| (name, Value::from(value))).collect();
        Self::from_values(framework, field, entries)
    }

    fn from_values(framework: Framework, field: &str, entries: Vec<(String, Value)>) -> Result<Self> {
        let mut faults = Faults::default();
        let mut overrides = BTreeMap::new();
        if entries.len() > ENTRIES_MAX {
            faults.add(
                UserErrorCode::TooMany,
                field,
                format!("Må højst have {ENTRIES_MAX} værdier."),
                format!("May have at most {ENTRIES_MAX} values."),
            );
            return faults.finish().map(|()| Self::of(framework));
        }
        for (key, value) in entries {
            if let Some((name, value)) = entry(&mut faults, field, &key, &value)
                && overrides.insert(name, value).is_some()
            {
                faults.add(
                    UserErrorCode::Invalid,
                    &path(field, name.parameter().key),
                    "Er angivet to gange.",
                    "Is given twice.",
                );
            }
        }
        let rules = Self { framework, overrides };
        rules.check_order(&mut faults, field);
        faults.finish().map(|()| rules)
    }

    /// Reports pairs that stand in the wrong order, at the one that the agreement sets.
    fn check_order(&self, faults: &mut Faults, field: &str) {
        for &(low, high) in ORDERED {
            if self.get(low) <= self.get(high) {
                continue;
            }
            let (low_key, high_key) = (low.parameter().key, high.parameter().key);
            let at = if self.is_overridden(low) { low_key } else { high_key };
            let (low, high) = (self.get(low), self.get(high));
            faults.add(
                UserErrorCode::OutOfRange,
                &path(field, at),
                format!("{low_key} ({low}) må ikke være større end {high_key} ({high})."),
                format!("{low_key} ({low}) may not be greater than {high_key} ({high})."),
            );
        }
    }

    /// The stored form: what [`RuleSet::parse`] reads, the same text for the same overrides.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut entries: Vec<_> =
            self.overrides.iter().map(|(name, value)| (name.parameter().key, value)).collect();
        entries.sort_unstable();
        // Keys are plain letters and digits (tested), so nothing needs escaping.
        let entries: Vec<_> = entries.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
        format!("{{{}}}", entries.join(","))
    }
}

/// One override, or the fault that it has.
fn entry(faults: &mut Faults, field: &str, key: &str, value: &Value) -> Option<(ParameterName, u16)> {
    let Some(name) = ParameterName::from_key(key) else {
        let echo: String = key.chars().filter(|c| c.is_alphanumeric()).take(ECHO_MAX).collect();
        faults.add(
            UserErrorCode::Invalid,
            &path(field, &echo),
            format!("Der findes ingen regelparameter med navnet \u{201d}{echo}\u{201d}."),
            format!("There is no rule parameter with the name \u{201c}{echo}\u{201d}."),
        );
        return None;
    };
    let parameter = name.parameter();
    let (min, max) = (parameter.min, parameter.max);
    // A whole number too great for 64 bits is read as a fraction: out of range, not of the wrong type.
    let whole = value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.abs() > 1e18);
    if !whole {
        let unit = parameter.unit.label();
        faults.add(
            UserErrorCode::Invalid,
            &path(field, parameter.key),
            format!("Skal være et helt tal ({}).", unit.da),
            format!("Has to be a whole number ({}).", unit.en),
        );
        return None;
    }
    let number = value.as_u64().and_then(|number| u16::try_from(number).ok());
    let inside = number.filter(|number| (min..=max).contains(number));
    if inside.is_none() {
        faults.add(
            UserErrorCode::OutOfRange,
            &path(field, parameter.key),
            format!("Skal ligge fra {min} til {max}."),
            format!("Has to lie from {min} to {max}."),
        );
    }
    inside.map(|number| (name, number))
}

fn path(field: &str, key: &str) -> String {
    format!("{field}.{key}")
}

/// The entries of a JSON object in their order, repeated keys included: a map would drop all but the last.
struct Entries(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> std::result::Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{Error, UserError};

    fn faults(json: &str) -> Vec<UserError> {
        match RuleSet::parse(Framework::Kl, "ruleSet", json) {
            Err(Error::Invalid(faults)) => faults,
            other => panic!("{json}: {other:?}"),
        }
    }

    fn codes(json: &str) -> Vec<(UserErrorCode, String)> {
        faults(json).into_iter().map(|fault| (fault.code, fault.field.join("."))).collect()
    }

    #[test]
    fn the_stored_form_is_the_same_for_the_same_overrides() {
        let one = RuleSet::parse(Framework::Kl, "", " { \"termMonths\" : 48, \"agendaDays\":10 } ").unwrap();
        let two = RuleSet::parse(Framework::Kl, "", "{\"agendaDays\":10,\"termMonths\":48}").unwrap();
        assert_eq!(one, two);
        assert_eq!(one.to_json(), "{\"agendaDays\":10,\"termMonths\":48}");
        assert_eq!(RuleSet::parse(Framework::Kl, "", &one.to_json()).unwrap(), one);
        assert_eq!(RuleSet::parse(Framework::Kl, "", "{}").unwrap(), RuleSet::of(Framework::Kl));
        assert_eq!(RuleSet::of(Framework::Kl).to_json(), "{}");
    }

    #[test]
    fn every_parameter_can_be_stored_and_read_at_both_ends_of_its_range() {
        for parameter in super::super::PARAMETERS {
            for value in [parameter.min, parameter.max] {
                let json = format!("{{\"{}\":{value}}}", parameter.key);
                match RuleSet::parse(Framework::Kl, "", &json) {
                    Ok(rules) => {
                        assert_eq!(rules.get(parameter.name), value);
                        assert_eq!(rules.to_json(), json);
                    }
                    // Some ends only fit when the other number of an ordered pair moves too.
                    Err(_) => assert!(
                        ORDERED.iter().any(|&(low, high)| [low, high].contains(&parameter.name)),
                        "{json}"
                    ),
                }
            }
        }
    }

    #[test]
    fn all_faults_are_reported_at_once_with_their_paths() {
        let json = r#"{"termMonths":5,"agendaDays":"7","nosuch":1,"itemDays":null,"minGroup":4.5,"spanFlagOver":true}"#;
        assert_eq!(
            codes(json),
            [
                (UserErrorCode::OutOfRange, "ruleSet.termMonths".to_owned()),
                (UserErrorCode::Invalid, "ruleSet.agendaDays".to_owned()),
                (UserErrorCode::Invalid, "ruleSet.nosuch".to_owned()),
                (UserErrorCode::Invalid, "ruleSet.itemDays".to_owned()),
                (UserErrorCode::Invalid, "ruleSet.minGroup".to_owned()),
                (UserErrorCode::Invalid, "ruleSet.spanFlagOver".to_owned()),
            ]
        );
        assert!(
            faults(json).iter().all(|fault| !fault.message.da.is_empty() && !fault.message.en.is_empty())
        );
    }

    #[test]
    fn the_ends_of_a_range_are_inside_and_their_neighbours_outside() {
        for (value, inside) in
            [(5, false), (6, true), (72, true), (73, false), (-1, false), (i64::MAX, false)]
        {
            let rules = RuleSet::from_pairs(Framework::Kl, "", [("termMonths".to_owned(), value)]);
            assert_eq!(rules.is_ok(), inside, "{value}");
        }
        assert_eq!(
            codes("{\"termMonths\":99999999999999999999999}"),
            [(UserErrorCode::OutOfRange, "ruleSet.termMonths".to_owned())]
        );
    }

    #[test]
    fn what_is_no_object_of_numbers_is_refused_as_a_whole() {
        for json in ["", "null", "[]", "48", "{", "{\"termMonths\":48}x", "\"{}\"", "{\"termMonths\":NaN}"] {
            assert_eq!(codes(json), [(UserErrorCode::Invalid, "ruleSet".to_owned())], "{json}");
        }
        assert_eq!(codes(&" ".repeat(LENGTH_MAX + 1)), [(UserErrorCode::TooLong, "ruleSet".to_owned())]);
        let many: Vec<_> = (0..=ENTRIES_MAX).map(|n| format!("\"x{n}\":1")).collect();
        let many = format!("{{{}}}", many.join(","));
        assert_eq!(codes(&many), [(UserErrorCode::TooMany, "ruleSet".to_owned())]);
    }

    #[test]
    fn a_name_given_twice_is_refused() {
        assert_eq!(
            codes("{\"termMonths\":24,\"termMonths\":48}"),
            [(UserErrorCode::Invalid, "ruleSet.termMonths".to_owned())]
        );
    }

    #[test]
    fn numbers_that_contradict_each_other_are_refused() {
        let outside = |at: &str| vec![(UserErrorCode::OutOfRange, format!("ruleSet.{at}"))];
        assert_eq!(codes("{\"amrTermMonths\":36,\"amrTermMaxMonths\":24}"), outside("amrTermMonths"));
        assert_eq!(codes("{\"itemDays\":6}"), outside("itemDays"));
        assert!(RuleSet::parse(Framework::Kl, "", "{\"itemDays\":7}").is_ok());
        assert_eq!(codes("{\"minGroup\":11}"), outside("minGroup"));
    }

    #[test]
    fn a_hostile_name_is_cut_and_cleaned() {
        let json = serde_json::json!({ format!("a.b\u{202e}\u{0}{}", "x".repeat(5_000)): 1 }).to_string();
        let fault = faults(&json).remove(0);
        assert_eq!(fault.field.len(), 2);
        assert!(fault.message.en.chars().count() < 120 && !fault.message.en.contains('\u{202e}'));
    }
}
