//! Settings of budgets: how much one caller may ask of one server in a minute.

use std::num::NonZeroU32;

use super::{http::count, read::Section};

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
            refused_per_minute: NonZeroU32::new(600),
        }
    }
}

/// Reads `[budget]`.
pub(super) fn read(mut section: Section<'_>) -> BudgetConfig {
    let mut budget = BudgetConfig::default();
    for (field, key) in [
        (&mut budget.per_minute, "per_minute"),
        (&mut budget.anonymous_per_minute, "anonymous_per_minute"),
        (&mut budget.refused_per_minute, "refused_per_minute"),
    ] {
        if let Some(number) = count(&mut section, key, 0..=100_000_000) {
            *field = u32::try_from(number).ok().and_then(NonZeroU32::new);
        }
    }
    section.finish();
    budget
}
