//! Which findings, in which order. Findings are worked out, not stored, so filters that elsewhere become SQL are
//! applied here, with one difference: what has no committee passes `NOT` of a test on the committee.

use sea_orm::Value;

use super::{FindingCode, Found, Severity};
use crate::core::{
    db::page::{Key, Order},
    filter::{Filter, Test},
    rule_set::Sureness,
};

/// What findings can be filtered and sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// How much it matters.
    Severity,
    /// Which check found it.
    Code,
    /// The number of the rule.
    Rule,
    /// How sure the rule is.
    Sureness,
    /// The committee; by its name when sorted.
    Committee,
}

impl Column {
    /// The name under which cursors remember an order.
    pub const fn name(self) -> &'static str {
        match self {
            Column::Severity => "severity",
            Column::Code => "code",
            Column::Rule => "rule",
            Column::Sureness => "sureness",
            Column::Committee => "committee",
        }
    }
}

/// An enumeration with a spelling of its own.
pub trait Spelled {
    /// The spelling that the API uses.
    fn spelling(self) -> &'static str;
}

impl Spelled for Severity {
    fn spelling(self) -> &'static str {
        match self {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        }
    }
}

impl Spelled for FindingCode {
    fn spelling(self) -> &'static str {
        self.as_str()
    }
}

impl Spelled for Sureness {
    fn spelling(self) -> &'static str {
        match self {
            Sureness::Seen => "SEEN",
            Sureness::NotVerified => "NOT_VERIFIED",
        }
    }
}

/// The value that a filter compares with.
pub fn wanted(value: impl Spelled) -> Value {
    value.spelling().into()
}

/// Whether a finding passes a filter.
pub fn passes(filter: &Filter<Column>, found: &Found) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().all(|part| passes(part, found)),
        Filter::Any(parts) => parts.iter().any(|part| passes(part, found)),
        Filter::Not(part) => !passes(part, found),
        Filter::Column(column, test) => passes_test(value(*column, found), test),
    }
}

fn passes_test(value: Option<Value>, test: &Test) -> bool {
    let number = |value: &Value| match value {
        Value::Int(number) => *number,
        _ => None,
    };
    let Some(value) = value else {
        return matches!(test, Test::IsNull(true));
    };
    match test {
        Test::Eq(one) => value == *one,
        Test::In(some) => some.contains(&value),
        Test::Gte(least) => number(least).is_some_and(|least| number(&value) >= Some(least)),
        Test::Lt(limit) => number(limit).is_some_and(|limit| number(&value) < Some(limit)),
        Test::IsNull(is_null) => !is_null,
        // Nothing here is a text to search in.
        Test::Contains(_) => false,
    }
}

fn value(column: Column, found: &Found) -> Option<Value> {
    let finding = &found.finding;
    match column {
        Column::Severity => Some(wanted(finding.severity)),
        Column::Code => Some(wanted(finding.code)),
        Column::Rule => Some(i32::from(finding.rule).into()),
        Column::Sureness => Some(wanted(finding.sureness)),
        Column::Committee => finding.committee_id.map(Value::from),
    }
}

/// The place of a finding in a list sorted like this, as its cursors keep it. It does not depend on what else is
/// found, so a page stays in place while others write.
pub fn place(order: Order<Column>, found: &Found) -> Key {
    let Found { finding, committee_key, .. } = found;
    let severity = match finding.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
    };
    let sureness = match finding.sureness {
        Sureness::Seen => 1,
        Sureness::NotVerified => 2,
    };
    let (rule, code, subject) = (finding.rule, finding.code.as_str(), finding.subject.uuid.simple());
    // Keys of names are hex digits, so that the space after one sorts before all that is longer.
    let rest = format!("{committee_key} {code} {subject}");
    Key::Text(match order.column {
        Column::Severity => format!("{severity} {rule:02} {rest}"),
        Column::Rule => format!("{rule:02} {severity} {rest}"),
        Column::Code => format!("{code} {committee_key} {subject}"),
        Column::Sureness => format!("{sureness} {severity} {rule:02} {rest}"),
        Column::Committee => format!("{committee_key} {severity} {rule:02} {code} {subject}"),
    })
}
