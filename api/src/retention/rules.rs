//! What is kept for a time, and for how long: as data, with the reason for each. Pure.

use entity::retention;
use uuid::Uuid;

use crate::core::{Diff, Result, Text, UserErrorCode as Code, input::Faults};

/// What is kept for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kept {
    /// The log of reads.
    ReadLog,
    /// The log of refusals.
    RefusalLog,
    /// Persons who work here no more.
    FormerStaff,
    /// Values and actors in the change log.
    ChangeDetail,
}

/// How long something may be kept.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// What.
    pub kept: Kept,
    /// The input field, and its name in the change log.
    pub field: &'static str,
    /// Days, unless the authority says otherwise.
    pub default: i32,
    /// Fewest days.
    pub minimum: i32,
    /// Most days.
    pub maximum: i32,
    /// Why, in Danish.
    pub note_da: &'static str,
    /// Why, in English.
    pub note_en: &'static str,
}

/// Everything that is kept for a time. The notes are guidance, not advice: the authority decides.
pub const SPANS: &[Span] = &[
    Span {
        kept: Kept::ReadLog,
        field: "readLogDays",
        default: 365,
        minimum: 183,
        maximum: 1_826,
        note_da: "Dokumentation af, hvem der har læst hvad (GDPR artikel 5, stk. 2, og artikel 32). Seks måneder var kravet i den tidligere sikkerhedsbekendtgørelse (nr. 528 af 15. juni 2000, § 19), med op til fem år ved særligt behov; det er stadig god skik. Ikke verificeret juridisk.",
        note_en: "Shows who read what (GDPR articles 5(2) and 32). Six months were required by the former executive order on security (no. 528 of 15 June 2000, section 19), and up to five years where there is a special need; this is still good practice. Not verified by a lawyer.",
    },
    Span {
        kept: Kept::RefusalLog,
        field: "refusalDays",
        default: 183,
        minimum: 30,
        maximum: 1_826,
        note_da: "Afviste forsøg, til at opdage misbrug (GDPR artikel 32). Samme praksis som for læseloggen. Ikke verificeret juridisk.",
        note_en: "Refused attempts, to find misuse (GDPR article 32). The same practice as for the log of reads. Not verified by a lawyer.",
    },
    Span {
        kept: Kept::FormerStaff,
        field: "formerStaffDays",
        default: 1_826,
        minimum: 365,
        maximum: 3_652,
        note_da: "Tidligere ansatte anonymiseres, når fristen er gået siden sidste ansættelse, mandat og ledelse af en enhed (GDPR artikel 5, stk. 1, litra e). Krav fra ansættelsesforhold forældes efter fem år (forældelsesloven § 4). Ikke verificeret juridisk.",
        note_en: "Former staff is anonymised once this time has passed since the last employment, mandate and lead of a unit (GDPR article 5(1)(e)). Claims from employment expire after five years (Danish Limitation Act, section 4). Not verified by a lawyer.",
    },
    Span {
        kept: Kept::ChangeDetail,
        field: "changeDetailDays",
        default: 1_826,
        minimum: 365,
        maximum: 3_652,
        note_da: "Værdier, aktør og klient i ændringsloggen. Rækkerne selv bliver, så forløbet er uden huller (GDPR artikel 5, stk. 1, litra e). Ikke verificeret juridisk.",
        note_en: "Values, actor and client in the change log. The rows themselves stay, so that the log has no gaps (GDPR article 5(1)(e)). Not verified by a lawyer.",
    },
];

impl Span {
    /// Why it is kept that long.
    pub fn note(&self) -> Text {
        Text::new(self.note_da, self.note_en)
    }

    /// The days that a row of settings says, and never fewer than the minimum.
    pub fn days(&self, row: &retention::Model) -> i32 {
        let days = match self.kept {
            Kept::ReadLog => row.read_log_days,
            Kept::RefusalLog => row.refusal_days,
            Kept::FormerStaff => row.former_staff_days,
            Kept::ChangeDetail => row.change_detail_days,
        };
        days.max(self.minimum)
    }
}

/// How many days something is kept.
pub fn days(row: &retention::Model, kept: Kept) -> i32 {
    SPANS.iter().find(|span| span.kept == kept).map_or(i32::MAX, |span| span.days(row))
}

/// The settings of an authority that has said nothing.
pub fn defaults(authority_id: Uuid) -> retention::Model {
    let default = |kept| SPANS.iter().find(|span| span.kept == kept).map_or(i32::MAX, |span| span.default);
    retention::Model {
        authority_id,
        read_log_days: default(Kept::ReadLog),
        refusal_days: default(Kept::RefusalLog),
        former_staff_days: default(Kept::FormerStaff),
        change_detail_days: default(Kept::ChangeDetail),
        version: 0,
    }
}

/// Changes of the settings; what is left out stays.
#[derive(Clone, Copy, Debug, Default)]
pub struct Changes {
    /// Days of the log of reads.
    pub read_log_days: Option<i32>,
    /// Days of the log of refusals.
    pub refusal_days: Option<i32>,
    /// Days of former staff.
    pub former_staff_days: Option<i32>,
    /// Days of values in the change log.
    pub change_detail_days: Option<i32>,
}

/// The settings after a change, or every fault in it.
pub fn apply(before: &retention::Model, changes: Changes) -> Result<retention::Model> {
    let after = retention::Model {
        authority_id: before.authority_id,
        read_log_days: changes.read_log_days.unwrap_or(before.read_log_days),
        refusal_days: changes.refusal_days.unwrap_or(before.refusal_days),
        former_staff_days: changes.former_staff_days.unwrap_or(before.former_staff_days),
        change_detail_days: changes.change_detail_days.unwrap_or(before.change_detail_days),
        version: before.version + 1,
    };
    let stated = |kept| match kept {
        Kept::ReadLog => changes.read_log_days,
        Kept::RefusalLog => changes.refusal_days,
        Kept::FormerStaff => changes.former_staff_days,
        Kept::ChangeDetail => changes.change_detail_days,
    };
    let mut faults = Faults::default();
    for span in SPANS {
        if stated(span.kept).is_some_and(|days| !(span.minimum..=span.maximum).contains(&days)) {
            faults.add(
                Code::OutOfRange,
                span.field,
                format!("Skal være fra {} til {} dage.", span.minimum, span.maximum),
                format!("Has to be from {} to {} days.", span.minimum, span.maximum),
            );
        }
    }
    faults.finish()?;
    Ok(after)
}

/// What differs, for the change log. Nothing in it is personal.
pub fn diff(before: &retention::Model, after: &retention::Model) -> Diff {
    Diff::new()
        .field("readLogDays", Some(&before.read_log_days), Some(&after.read_log_days))
        .field("refusalDays", Some(&before.refusal_days), Some(&after.refusal_days))
        .field("formerStaffDays", Some(&before.former_staff_days), Some(&after.former_staff_days))
        .field("changeDetailDays", Some(&before.change_detail_days), Some(&after.change_detail_days))
}
