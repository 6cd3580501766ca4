//! Findings: where the recorded committees differ from the rules of co-determination, as of a date.
//! A finding is computed, never stored, and never changes anything: the parties decide. Its message names
//! committees, units, seats, dates and numbers, never a person, a union, or what somebody wrote.

pub mod facts;
pub mod judgements;
pub mod loader;
pub mod policy;
pub mod query;
pub mod rules;
pub mod selection;
pub mod service;
pub mod store;
pub mod types;

use uuid::Uuid;

use crate::core::{
    Id, Text,
    rule_set::{ParameterName, RuleSet, Sureness},
};

pub use rules::{FindingCode, evaluate};

/// How much a finding matters. The order is the order in which findings are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// A rule is broken.
    Error,
    /// Somebody should look at it.
    Warning,
    /// Good to know; no rule is broken.
    Info,
}

/// A number of the rule set that a finding was judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsedValue {
    /// Which parameter.
    pub name: ParameterName,
    /// Its value then.
    pub value: u16,
}

/// One difference between what is recorded and a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which check found it.
    pub code: FindingCode,
    /// How much it matters.
    pub severity: Severity,
    /// The number of the rule in the list of checkable rules.
    pub rule: u8,
    /// What it is about.
    pub subject: Id,
    /// The committee that it concerns; none when it concerns the whole authority or a unit.
    pub committee_id: Option<Uuid>,
    /// What is the matter, with names and numbers.
    pub message: Text,
    /// Where the rule comes from.
    pub reference: Text,
    /// How sure we are of the rule and its reference.
    pub sureness: Sureness,
    /// The numbers that it was judged by.
    pub values: Vec<UsedValue>,
    /// Another thing that it tells of: who does not see that does not see the finding.
    pub rests_on: Option<Id>,
}

impl Finding {
    /// A finding of one check about one subject.
    pub(crate) fn new(code: FindingCode, subject: Id, committee_id: Option<Uuid>, message: Text) -> Self {
        let about = code.about();
        Self {
            code,
            severity: about.severity,
            rule: about.rule,
            subject,
            committee_id,
            message,
            reference: Text::new(about.reference_da, about.reference_en),
            sureness: about.sureness,
            values: Vec::new(),
            rests_on: None,
        }
    }

    /// The same finding, which tells of another thing besides.
    pub(crate) fn resting_on(mut self, thing: Id) -> Self {
        self.rests_on = Some(thing);
        self
    }

    /// The same finding with a number that it was judged by.
    pub(crate) fn judged_by(mut self, rules: &RuleSet, name: ParameterName) -> Self {
        self.values.push(UsedValue { name, value: rules.get(name) });
        self
    }
}

/// A finding as a caller sees it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The finding; its message is no more than the caller may read.
    pub finding: Finding,
    /// Whether the caller sees what it is about, or only the id.
    pub subject_shown: bool,
    /// The person whose employment or leave it tells of, if the caller sees all of it.
    pub tells_of: Option<Uuid>,
    /// The key that its committee is listed by; empty without a committee.
    pub committee_key: String,
    /// Which it is among those of the same code about the same thing, from 0: a code can be found twice about one
    /// thing, for example for two electoral groups.
    pub nth: u128,
}
