//! The `where` inputs: operators per type of value, combined by AND, OR and NOT. [`where_input`] makes one input
//! from a table of fields and columns.

use async_graphql::{ID, InputObject};
use chrono::{DateTime, Utc};
use sea_orm::Value;

use super::{ids, scalar::Date};
use crate::core::{
    Error, Kind, Result, Text,
    filter::{MAX_LIST, Test},
};

/// Longest text that a filter takes, in characters.
const TEXT_MAX: usize = 200;

/// Turns an operator input into tests of a column.
pub trait Operators {
    /// The tests; ids are checked against the kind of thing that the column names.
    fn tests(self, kind: Option<Kind>) -> Result<Vec<Test>>;
}

/// Compares a code or key, letter by letter. All operators given have to hold.
#[derive(Clone, Debug, Default, InputObject)]
pub struct StringFilter {
    /// Is exactly this.
    pub eq: Option<String>,
    /// Is one of these; at most 100.
    pub r#in: Option<Vec<String>>,
    /// Is absent (true) or present (false).
    pub is_null: Option<bool>,
}

/// Compares a name, whatever the case. All operators given have to hold.
#[derive(Clone, Debug, Default, InputObject)]
pub struct NameFilter {
    /// Is this.
    pub eq: Option<String>,
    /// Is one of these; at most 100.
    pub r#in: Option<Vec<String>>,
    /// Contains this; at most 200 characters.
    pub contains: Option<String>,
}

/// Compares an id. All operators given have to hold.
#[derive(Clone, Debug, Default, InputObject)]
pub struct IdFilter {
    /// Is this.
    pub eq: Option<ID>,
    /// Is one of these; at most 100.
    pub r#in: Option<Vec<ID>>,
    /// Is absent (true) or present (false).
    pub is_null: Option<bool>,
}

/// Compares a date. All operators given have to hold.
#[derive(Clone, Debug, Default, InputObject)]
pub struct DateFilter {
    /// Is this date.
    pub eq: Option<Date>,
    /// Is this date or later.
    pub gte: Option<Date>,
    /// Is before this date.
    pub lt: Option<Date>,
    /// Is absent (true) or present (false).
    pub is_null: Option<bool>,
}

/// Compares a moment. All operators given have to hold.
#[derive(Clone, Debug, Default, InputObject)]
pub struct DateTimeFilter {
    /// Is this moment or later.
    pub gte: Option<DateTime<Utc>>,
    /// Is before this moment.
    pub lt: Option<DateTime<Utc>>,
    /// Is absent (true) or present (false).
    pub is_null: Option<bool>,
}

/// Compares a whole number. All operators given have to hold.
#[derive(Clone, Debug, Default, InputObject)]
pub struct IntFilter {
    /// Is this number.
    pub eq: Option<i32>,
    /// Is this number or more.
    pub gte: Option<i32>,
    /// Is less than this.
    pub lt: Option<i32>,
    /// Is absent (true) or present (false).
    pub is_null: Option<bool>,
}

/// Compares a yes or no.
#[derive(Clone, Debug, Default, InputObject)]
pub struct BooleanFilter {
    /// Is this.
    pub eq: Option<bool>,
}

impl Operators for StringFilter {
    fn tests(self, _: Option<Kind>) -> Result<Vec<Test>> {
        let mut tests = Vec::new();
        tests.extend(self.eq.map(text).transpose()?.map(Test::Eq));
        tests.extend(list(self.r#in, text)?);
        tests.extend(self.is_null.map(Test::IsNull));
        Ok(tests)
    }
}

/// The column of a name filter holds names in lower case.
impl Operators for NameFilter {
    fn tests(self, _: Option<Kind>) -> Result<Vec<Test>> {
        let lower = |name: String| text(name.to_lowercase());
        let mut tests = Vec::new();
        tests.extend(self.eq.map(lower).transpose()?.map(Test::Eq));
        tests.extend(list(self.r#in, lower)?);
        if let Some(contains) = self.contains {
            check_text(&contains)?;
            tests.push(Test::Contains(contains));
        }
        Ok(tests)
    }
}

fn text(text: String) -> Result<Value> {
    check_text(&text)?;
    Ok(text.into())
}

fn check_text(text: &str) -> Result<()> {
    if text.chars().count() > TEXT_MAX {
        return Err(bad(
            "En tekst i where er længere end 200 tegn.",
            "A text in where is longer than 200 characters.",
        ));
    }
    // PostgreSQL cannot hold it, so nothing can equal it.
    if text.contains('\0') {
        return Err(bad(
            "En tekst i where indeholder et NUL-tegn.",
            "A text in where contains a NUL character.",
        ));
    }
    Ok(())
}

impl Operators for IdFilter {
    fn tests(self, kind: Option<Kind>) -> Result<Vec<Test>> {
        let read = |id: ID| match kind {
            Some(kind) => ids::argument(kind, &id).map(Value::from),
            None => Err(Error::internal("an id filter names its kind")),
        };
        let mut tests = Vec::new();
        tests.extend(self.eq.map(read).transpose()?.map(Test::Eq));
        tests.extend(list(self.r#in, read)?);
        tests.extend(self.is_null.map(Test::IsNull));
        Ok(tests)
    }
}

impl Operators for DateFilter {
    fn tests(self, _: Option<Kind>) -> Result<Vec<Test>> {
        let mut tests = Vec::new();
        tests.extend(self.eq.map(|date| Test::Eq(date.0.into())));
        tests.extend(self.gte.map(|date| Test::Gte(date.0.into())));
        tests.extend(self.lt.map(|date| Test::Lt(date.0.into())));
        tests.extend(self.is_null.map(Test::IsNull));
        Ok(tests)
    }
}

impl Operators for DateTimeFilter {
    fn tests(self, _: Option<Kind>) -> Result<Vec<Test>> {
        let mut tests = Vec::new();
        tests.extend(self.gte.map(|moment| Test::Gte(moment.into())));
        tests.extend(self.lt.map(|moment| Test::Lt(moment.into())));
        tests.extend(self.is_null.map(Test::IsNull));
        Ok(tests)
    }
}

impl Operators for IntFilter {
    fn tests(self, _: Option<Kind>) -> Result<Vec<Test>> {
        let mut tests = Vec::new();
        tests.extend(self.eq.map(|number| Test::Eq(number.into())));
        tests.extend(self.gte.map(|number| Test::Gte(number.into())));
        tests.extend(self.lt.map(|number| Test::Lt(number.into())));
        tests.extend(self.is_null.map(Test::IsNull));
        Ok(tests)
    }
}

impl Operators for BooleanFilter {
    fn tests(self, _: Option<Kind>) -> Result<Vec<Test>> {
        Ok(self.eq.map(|flag| Test::Eq(flag.into())).into_iter().collect())
    }
}

/// The tests of an `in` list, whose length is bounded.
pub fn list<T>(values: Option<Vec<T>>, read: impl Fn(T) -> Result<Value>) -> Result<Option<Test>> {
    let Some(values) = values else { return Ok(None) };
    check_length(values.len())?;
    Ok(Some(Test::In(values.into_iter().map(read).collect::<Result<_>>()?)))
}

/// Refuses lists in a filter that are longer than any caller needs.
pub fn check_length(length: usize) -> Result<()> {
    if length > MAX_LIST {
        return Err(bad(
            "En liste i where har mere end 100 led.",
            "A list in where has more than 100 entries.",
        ));
    }
    Ok(())
}

/// Refuses filters that are nested deeper than any caller needs.
pub fn check_depth(depth: usize) -> Result<()> {
    if depth > crate::core::filter::MAX_DEPTH {
        return Err(bad(
            "where er indlejret mere end 5 niveauer.",
            "where is nested more than 5 levels deep.",
        ));
    }
    Ok(())
}

fn bad(da: &str, en: &str) -> Error {
    Error::BadInput(Text::new(da, en))
}

/// Makes the operator input of an enumeration: `enum_filter!(CommitteeLevelFilter, CommitteeLevel, entity::…)`.
macro_rules! enum_filter {
    ($name:ident, $enum:ty, $stored:ty) => {
        #[doc = concat!("Compares a ", stringify!($enum), ". All operators given have to hold.")]
        #[derive(Clone, Debug, Default, async_graphql::InputObject)]
        pub struct $name {
            /// Is this.
            pub eq: Option<$enum>,
            /// Is one of these; at most 100.
            pub r#in: Option<Vec<$enum>>,
            /// Is absent (true) or present (false).
            pub is_null: Option<bool>,
        }

        impl $crate::graphql::filter::Operators for $name {
            fn tests(
                self,
                _: Option<$crate::core::Kind>,
            ) -> $crate::core::Result<Vec<$crate::core::filter::Test>> {
                let read = |value: $enum| {
                    sea_orm::Value::from(sea_orm::ActiveEnum::to_value(&<$stored>::from(value)))
                };
                let mut tests = Vec::new();
                tests.extend(self.eq.map(|value| $crate::core::filter::Test::Eq(read(value))));
                tests.extend($crate::graphql::filter::list(self.r#in, |value| Ok(read(value)))?);
                tests.extend(self.is_null.map($crate::core::filter::Test::IsNull));
                Ok(tests)
            }
        }
    };
}
pub(crate) use enum_filter;

/// Makes a `where` input from its fields, their operators and the columns that they compare.
macro_rules! where_input {
    (
        $(#[$doc:meta])*
        $name:ident over $entity:ident {
            $($(#[$field_doc:meta])* $field:ident: $operators:ty => $column:ident $(of $kind:ident)?),+ $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, async_graphql::InputObject)]
        pub struct $name {
            /// All of these hold; at most 100.
            #[graphql(name = "AND")]
            pub and: Option<Vec<$name>>,
            /// At least one of these holds; at most 100.
            #[graphql(name = "OR")]
            pub or: Option<Vec<$name>>,
            /// This does not hold.
            #[graphql(name = "NOT")]
            pub not: Option<Box<$name>>,
            $($(#[$field_doc])* pub $field: Option<$operators>,)+
        }

        impl $name {
            /// The filter as data; absent filters nothing.
            pub fn read(this: Option<Self>) -> $crate::core::Result<$crate::core::filter::Filter<$entity::Column>> {
                this.map_or_else(|| Ok(Default::default()), |this| this.filter(1))
            }

            fn filter(self, depth: usize) -> $crate::core::Result<$crate::core::filter::Filter<$entity::Column>> {
                use $crate::{core::filter::Filter, graphql::filter::{Operators as _, check_depth, check_length}};
                check_depth(depth)?;
                let mut parts = Vec::new();
                if let Some(and) = self.and {
                    check_length(and.len())?;
                    for part in and {
                        parts.push(part.filter(depth + 1)?);
                    }
                }
                if let Some(or) = self.or {
                    check_length(or.len())?;
                    let any = or.into_iter().map(|part| part.filter(depth + 1)).collect::<$crate::core::Result<_>>()?;
                    parts.push(Filter::Any(any));
                }
                if let Some(not) = self.not {
                    parts.push(Filter::Not(Box::new(not.filter(depth + 1)?)));
                }
                $(if let Some(operators) = self.$field {
                    let kinds: &[$crate::core::Kind] = &[$($crate::core::Kind::$kind)?];
                    let tests = operators.tests(kinds.first().copied())?;
                    parts.extend(tests.into_iter().map(|test| Filter::Column($entity::Column::$column, test)));
                })+
                Ok(Filter::All(parts))
            }
        }
    };
}
pub(crate) use where_input;
