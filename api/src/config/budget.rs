//! Settings of budgets: how much one caller may ask of one server in a minute.

use std::num::NonZeroU32;

use super::read::Section;

/// How much one caller may ask of one server in a minute; none for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BudgetConfig {
    /// Points of a credential.
    pub per_minute: Option<NonZeroU32>,
    /// Points of all anonymous callers of one address together.
    pub anonymous_per_minute: Option<NonZeroU32>,
    /// Refused credentials from one address.
    pub refused_per_minute: Option<NonZeroU32>,
}

impl BudgetConfig {
    /// No limit on anything.
    pub const UNLIMITED: Self =
        Self { per_minute: None, anonymous_per_minute: None, refused_per_minute: None };
}

impl Default for BudgetConfig {
    fn default() -> Self {
        Self {
            per_minute: NonZeroU32::new(120_000),
            anonymous_per_minute: NonZeroU32::new(12_000),
            refused_per_minute: NonZeroU32::new(6_000),
        }
    }
}

/// Points below which not even a small question could be asked.
const LEAST: usize = 1_000;

/// A limit, or 0 for none.
fn limit(section: &mut Section<'_>, key: &'static str, least: usize) -> Option<usize> {
    let range = least..=100_000_000;
    let expected = format!("0 for no limit, or a whole number from {} to {}", range.start(), range.end());
    section.value(key, &expected, |text| {
        text.parse().ok().filter(|number| *number == 0 || range.contains(number))
    })
}

/// Reads `[budget]`.
pub(super) fn read(mut section: Section<'_>) -> BudgetConfig {
    let mut budget = BudgetConfig::default();
    for (field, key, least) in [
        (&mut budget.per_minute, "per_minute", LEAST),
        (&mut budget.anonymous_per_minute, "anonymous_per_minute", LEAST),
        (&mut budget.refused_per_minute, "refused_per_minute", 1),
    ] {
        if let Some(number) = limit(&mut section, key, least) {
            *field = u32::try_from(number).ok().and_then(NonZeroU32::new);
        }
    }
    section.finish();
    budget
}
