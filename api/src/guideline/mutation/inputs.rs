//! The inputs of the mutations on guidelines.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    core::{Kind, Result},
    graphql::{ids, mutation::patch, scalar::Date},
    guideline::{
        rules::Changes,
        service::{New, notice::Notice},
        types::{GuidelineKind, GuidelineTopic},
    },
    seat::types::Side,
};

/// A guideline that a side asks for.
#[derive(Debug, InputObject)]
pub struct GuidelineRequestInput {
    /// The committee; it is at work on the day.
    committee_id: ID,
    /// What it is to be in law.
    kind: GuidelineKind,
    /// What it is to be about.
    topic: GuidelineTopic,
    /// Title; 1 to 200 characters.
    title: String,
    /// The side that asks.
    requested_by_side: Side,
    /// When it was asked for, not a day to come; today in Denmark when absent.
    on: Option<Date>,
    /// Why; at most 20,000 characters.
    reason: Option<String>,
}

/// A correction of a guideline. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct GuidelineUpdateInput {
    /// The guideline.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// New topic; cannot be removed.
    topic: MaybeUndefined<GuidelineTopic>,
    /// New kind; cannot be removed. Confirmations fall with the old one.
    kind: MaybeUndefined<GuidelineKind>,
}

/// A text of a guideline.
#[derive(Debug, InputObject)]
pub struct GuidelineTextInput {
    /// The guideline.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The text; 1 to 20,000 characters.
    pub(super) text: String,
}

/// A next version that is given up.
#[derive(Debug, InputObject)]
pub struct GuidelineDropDraftInput {
    /// The guideline.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// Why; 1 to 20,000 characters.
    pub(super) reason: String,
}

/// A move in the life of a guideline.
#[derive(Debug, InputObject)]
pub struct GuidelineMoveInput {
    /// The guideline.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
}

/// A move in the life of a guideline, on a day.
#[derive(Debug, InputObject)]
pub struct GuidelineDayInput {
    /// The guideline.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The day; today in Denmark when absent and nothing else is said.
    on: Option<Date>,
}

/// A guideline that the sides do not agree on.
#[derive(Debug, InputObject)]
pub struct GuidelineFailInput {
    /// The guideline.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The day, not one to come; today in Denmark when absent.
    pub(super) on: Option<Date>,
    /// Why the sides do not agree; 1 to 20,000 characters.
    pub(super) reason: String,
}

/// An agreed guideline that is to hold.
#[derive(Debug, InputObject)]
pub struct GuidelineBringIntoForceInput {
    /// The guideline.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// First day on which it holds, not before it was agreed; today in Denmark when absent.
    pub(super) from: Option<Date>,
}

/// A next version that replaces the present one.
#[derive(Debug, InputObject)]
pub struct GuidelineReplaceInput {
    /// The guideline.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The day on which both sides agreed, not one to come; today in Denmark when absent.
    pub(super) on: Option<Date>,
    /// First day on which it holds, after the first day of the present one; today in Denmark when absent.
    pub(super) from: Option<Date>,
}

/// Notice of a guideline.
#[derive(Debug, InputObject)]
pub struct GuidelineGiveNoticeInput {
    /// The guideline.
    pub(super) id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// The side that gives notice.
    side: Side,
    /// The day of the notice, not one to come; today in Denmark when absent.
    on: Option<Date>,
    /// First day on which the guideline no longer holds; the first possible one when absent.
    ends_on: Option<Date>,
    /// Why; at most 20,000 characters.
    reason: Option<String>,
}

impl GuidelineRequestInput {
    pub(super) fn read(self) -> Result<New> {
        Ok(New {
            committee_id: ids::input(Kind::Committee, "committeeId", &self.committee_id)?,
            kind: self.kind.into(),
            topic: self.topic.into(),
            title: self.title,
            side: self.requested_by_side.into(),
            on: self.on.map(|on| on.0),
            reason: self.reason,
        })
    }
}

impl GuidelineUpdateInput {
    pub(super) fn read(self) -> (Result<Uuid>, Option<i32>, Changes) {
        let changes = Changes {
            title: patch(self.title),
            topic: patch(self.topic.map_value(Into::into)),
            kind: patch(self.kind.map_value(Into::into)),
        };
        (ids::input(Kind::Guideline, "id", &self.id), self.if_version, changes)
    }
}

impl GuidelineDayInput {
    pub(super) fn read(self) -> (Result<Uuid>, Option<i32>, Option<NaiveDate>) {
        (ids::input(Kind::Guideline, "id", &self.id), self.if_version, self.on.map(|on| on.0))
    }
}

impl GuidelineGiveNoticeInput {
    pub(super) fn read(self) -> Notice {
        Notice {
            side: self.side.into(),
            on: self.on.map(|on| on.0),
            ends_on: self.ends_on.map(|on| on.0),
            reason: self.reason,
        }
    }
}
