//! Settings of service tokens.

use chrono::TimeDelta;

use super::{http::count, read::Section};
use crate::core::TokenLimits;

/// Reads `[tokens]`.
pub(super) fn read(mut section: Section<'_>) -> TokenLimits {
    let mut limits = TokenLimits::default();
    if let Some(days) = whole(&mut section, "max_days", 1, 1_096) {
        limits.lifetime = TimeDelta::days(days);
    }
    if let Some(hours) = whole(&mut section, "max_overlap_hours", 0, 336) {
        limits.overlap = TimeDelta::hours(hours);
    }
    section.finish();
    limits
}

fn whole(section: &mut Section<'_>, key: &'static str, least: usize, most: usize) -> Option<i64> {
    count(section, key, least..=most).and_then(|number| i64::try_from(number).ok())
}
