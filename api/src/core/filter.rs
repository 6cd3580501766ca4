//! Filters as data: what a caller's `where` asks for, before it becomes SQL. A filter can only narrow what the
//! policy lets through: both are joined by AND in the store.

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, Condition, IdenStatic, Value, sea_query::LikeExpr};

/// Deepest nesting of AND, OR and NOT.
pub const MAX_DEPTH: usize = 5;
/// Longest list in an `in` filter and most entries of one AND or OR.
pub const MAX_LIST: usize = 100;

/// One comparison of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Equal.
    Eq(Value),
    /// One of these.
    In(Vec<Value>),
    /// Greater or equal.
    Gte(Value),
    /// Less.
    Lt(Value),
    /// Contains this text, whatever the case; the column holds lower-case text.
    Contains(String),
    /// Is absent (`true`) or present (`false`).
    IsNull(bool),
}

/// A filter over the columns of one table.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter<C> {
    /// All of these hold.
    All(Vec<Filter<C>>),
    /// One of these holds.
    Any(Vec<Filter<C>>),
    /// This does not hold.
    Not(Box<Filter<C>>),
    /// A column passes a test.
    Column(C, Test),
}

impl<C> Default for Filter<C> {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl<C> Filter<C> {
    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::All(parts) if parts.is_empty())
    }
}

impl<C: ColumnTrait> Filter<C> {
    /// The filter as SQL.
    pub fn condition(&self) -> Condition {
        match self {
            Filter::All(parts) => parts.iter().fold(Condition::all(), |all, part| all.add(part.condition())),
            // An empty OR holds for nothing, an empty AND for everything.
            Filter::Any(parts) if parts.is_empty() => Condition::all().not(),
            Filter::Any(parts) => parts.iter().fold(Condition::any(), |any, part| any.add(part.condition())),
            Filter::Not(part) => part.condition().not(),
            Filter::Column(column, test) => Condition::all().add(match test {
                Test::Eq(value) => column.eq(value.clone()),
                Test::In(values) => column.is_in(values.iter().cloned()),
                Test::Gte(value) => column.gte(value.clone()),
                Test::Lt(value) => column.lt(value.clone()),
                Test::Contains(text) => column.like(contains_pattern(text)),
                Test::IsNull(true) => column.is_null(),
                Test::IsNull(false) => column.is_not_null(),
            }),
        }
    }
}

impl<C: ColumnTrait> Filter<C> {
    /// Whether a column is asked about anywhere in the filter, also only whether it is there.
    pub fn mentions(&self, column: C) -> bool {
        match self {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().any(|part| part.mentions(column)),
            Filter::Not(part) => part.mentions(column),
            Filter::Column(own, _) => IdenStatic::as_str(own) == IdenStatic::as_str(&column),
        }
    }

    /// The values that a column is compared with, anywhere in the filter: an answer tells something about each of
    /// them, even when no row is found.
    pub fn values_of(&self, column: C) -> Vec<&Value> {
        match self {
            Filter::All(parts) | Filter::Any(parts) => {
                parts.iter().flat_map(|part| part.values_of(column)).collect()
            }
            Filter::Not(part) => part.values_of(column),
            Filter::Column(own, test) if IdenStatic::as_str(own) == IdenStatic::as_str(&column) => match test
            {
                Test::Eq(value) | Test::Gte(value) | Test::Lt(value) => vec![value],
                Test::In(values) => values.iter().collect(),
                Test::Contains(_) | Test::IsNull(_) => Vec::new(),
            },
            Filter::Column(..) => Vec::new(),
        }
    }
}

/// What is overdue on a date: its last day lies before it, and it was not closed by then. `wanted` asks for what is
/// overdue, for what is not, or for both.
pub fn overdue<C>(due: C, closed: C, as_of: NaiveDate, wanted: Option<bool>) -> Filter<C>
where
    C: Copy,
{
    let later = as_of.checked_add_days(Days::new(1)).unwrap_or(as_of);
    let open =
        vec![Filter::Column(closed, Test::IsNull(true)), Filter::Column(closed, Test::Gte(later.into()))];
    let overdue = Filter::All(vec![Filter::Column(due, Test::Lt(as_of.into())), Filter::Any(open)]);
    match wanted {
        None => Filter::default(),
        Some(true) => overdue,
        Some(false) => Filter::Not(Box::new(overdue)),
    }
}

/// The text as a LIKE pattern in which the caller's `%`, `_` and `\` mean themselves.
fn contains_pattern(text: &str) -> LikeExpr {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}
