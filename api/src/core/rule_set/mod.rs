//! Rule set: every number in a rule about co-determination, as a named parameter with a unit, a range and a
//! default. A local agreement may override a parameter; the framework agreement gives the default.
//! No rule keeps a number of its own: it asks here. Numbers that only say how the data are built (a mandate has
//! one seat, a committee one parent) are no parameters.

mod defaults;
mod parse;

use std::collections::BTreeMap;

use entity::authority::Framework;

pub use defaults::{PARAMETERS, ParameterName};

use super::Text;

/// How sure we are of a number or of a reference to an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sureness {
    /// Read in the source that is named beside it.
    Seen,
    /// General knowledge or a proposal of the product: to be checked before anyone relies on it as law.
    NotVerified,
}

/// What a parameter counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Calendar weeks.
    Weeks,
    /// Calendar months.
    Months,
    /// Years.
    Years,
    /// Employees by headcount.
    Employees,
    /// Answers or persons in a group of a statistic.
    Answers,
    /// A number of things, named in the description.
    Count,
}

impl Unit {
    /// The label for people.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Self::Days => Text::new("dage", "days"),
            Self::Weeks => Text::new("uger", "weeks"),
            Self::Months => Text::new("måneder", "months"),
            Self::Years => Text::new("år", "years"),
            Self::Employees => Text::new("ansatte", "employees"),
            Self::Answers => Text::new("svar", "answers"),
            Self::Count => Text::new("antal", "count"),
        }
    }
}

/// The default of a parameter under each framework agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// Municipalities.
    pub kl: u16,
    /// Regions.
    pub rltn: u16,
    /// Employers outside both framework agreements.
    pub none: u16,
}

impl Defaults {
    /// The default under one framework agreement.
    #[must_use]
    pub const fn of(&self, framework: Framework) -> u16 {
        match framework {
            Framework::Kl => self.kl,
            Framework::Rltn => self.rltn,
            Framework::None => self.none,
        }
    }
}

/// What is known about one parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Which parameter.
    pub name: ParameterName,
    /// Its name in the stored form and outside, in camelCase.
    pub key: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// Its value where the local agreement says nothing.
    pub defaults: Defaults,
    /// The least value that a local agreement may set.
    pub min: u16,
    /// The greatest value that a local agreement may set.
    pub max: u16,
    /// The rules that use it, by their number in the list of checkable rules.
    pub rules: &'static [u8],
    /// How sure we are of the default.
    pub sureness: Sureness,
    /// Where the default comes from, in Danish.
    pub reference_da: &'static str,
    /// Where the default comes from, in English.
    pub reference_en: &'static str,
    /// What it means, in Danish.
    pub description_da: &'static str,
    /// What it means, in English.
    pub description_en: &'static str,
}

impl Parameter {
    /// Where the default comes from.
    #[must_use]
    pub fn reference(&self) -> Text {
        Text::new(self.reference_da, self.reference_en)
    }

    /// What it means.
    #[must_use]
    pub fn description(&self) -> Text {
        Text::new(self.description_da, self.description_en)
    }
}

/// One parameter as it stands in one rule set.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// What the parameter is.
    pub parameter: &'static Parameter,
    /// The value that rules use.
    pub value: u16,
    /// The value without the local agreement.
    pub default: u16,
    /// Whether the local agreement sets it, be it to the same number.
    pub overridden: bool,
}

/// The numbers that hold for one authority: the defaults of its framework agreement and the overrides of its
/// local agreement. Every value is inside its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    framework: Framework,
    overrides: BTreeMap<ParameterName, u16>,
}

impl RuleSet {
    /// The defaults of a framework agreement, as they hold where there is no local agreement.
    #[must_use]
    pub const fn of(framework: Framework) -> Self {
        Self { framework, overrides: BTreeMap::new() }
    }

    /// The framework agreement that gives the defaults.
    #[must_use]
    pub const fn framework(&self) -> Framework {
        self.framework
    }

    /// The value of one parameter.
    #[must_use]
    pub fn get(&self, name: ParameterName) -> u16 {
        let default = || name.parameter().defaults.of(self.framework);
        self.overrides.get(&name).copied().unwrap_or_else(default)
    }

    /// Whether the local agreement sets a parameter.
    #[must_use]
    pub fn is_overridden(&self, name: ParameterName) -> bool {
        self.overrides.contains_key(&name)
    }

    /// One parameter with its value, its default and whether it is overridden.
    #[must_use]
    pub fn setting(&self, name: ParameterName) -> Setting {
        let parameter = name.parameter();
        Setting {
            parameter,
            value: self.get(name),
            default: parameter.defaults.of(self.framework),
            overridden: self.is_overridden(name),
        }
    }

    /// Every parameter, in the order of [`PARAMETERS`].
    pub fn settings(&self) -> impl Iterator<Item = Setting> {
        PARAMETERS.iter().map(|parameter| self.setting(parameter.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_the_override_or_the_default_of_the_framework() {
        let municipality = RuleSet::of(Framework::Kl);
        let region = RuleSet::of(Framework::Rltn);
        assert_eq!(municipality.get(ParameterName::ProceduralGuidelines), 3);
        assert_eq!(region.get(ParameterName::ProceduralGuidelines), 4);
        let agreed = RuleSet::from_pairs(Framework::Kl, "", [("termMonths".to_owned(), 48)]).unwrap();
        assert_eq!(agreed.get(ParameterName::TermMonths), 48);
        let setting = agreed.setting(ParameterName::TermMonths);
        assert_eq!((setting.value, setting.default, setting.overridden), (48, 24, true));
        assert_eq!(agreed.settings().filter(|setting| setting.overridden).count(), 1);
    }

    #[test]
    fn every_parameter_is_whole() {
        for (at, parameter) in PARAMETERS.iter().enumerate() {
            let key = parameter.key;
            assert!(std::ptr::eq(parameter.name.parameter(), *parameter), "{key}");
            assert!(key.starts_with(|c: char| c.is_ascii_lowercase()), "{key}");
            assert!(key.chars().all(|c| c.is_ascii_alphanumeric()), "{key}");
            assert!(parameter.min < parameter.max, "{key} cannot be changed");
            for framework in [Framework::Kl, Framework::Rltn] {
                let default = parameter.defaults.of(framework);
                assert!((parameter.min..=parameter.max).contains(&default), "{key}");
            }
            assert!(!parameter.rules.is_empty(), "{key}");
            assert!(parameter.rules.iter().all(|rule| (1..=57).contains(rule)), "{key}");
            for text in [parameter.reference(), parameter.description()] {
                assert!(!text.da.is_empty() && !text.en.is_empty(), "{key}");
                assert_ne!(text.da, text.en, "{key}");
            }
            assert!(PARAMETERS.iter().skip(at + 1).all(|other| other.key != key), "{key} twice");
        }
    }
}
