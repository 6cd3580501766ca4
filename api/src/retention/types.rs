//! How long things are kept, in GraphQL.

use async_graphql::{Context, Object};
use entity::retention::Model;

use super::rules::{Kept as StoredKept, SPANS, Span};
use crate::graphql::{context::ContextExt, enums::gql_enum};

gql_enum! {
    /// What is kept for a time. Danish: opbevaring.
    RetentionKept = "crate::retention::rules::Kept" {
        /// The log of reads (læselog).
        ReadLog = "READ_LOG": "Læselog" | "Log of reads",
        /// The log of refusals (afvisningslog).
        RefusalLog = "REFUSAL_LOG": "Afvisningslog" | "Log of refusals",
        /// Names and contacts of persons who work here no more (fratrådte).
        FormerStaff = "FORMER_STAFF": "Fratrådte" | "Former staff",
        /// Values, actor and client in the change log (detaljer i ændringsloggen).
        ChangeDetail = "CHANGE_DETAIL": "Detaljer i ændringsloggen" | "Details of changes",
    }
}

/// How long the caller's authority keeps things.
#[derive(Clone, Debug)]
pub struct RetentionSettings(pub Model);

/// How long an authority keeps what is personal. What is over is let go by itself, within a day. Danish:
/// opbevaringsfrister.
#[Object]
impl RetentionSettings {
    /// How long each is kept.
    async fn periods(&self) -> Vec<RetentionPeriod> {
        SPANS.iter().map(|span| RetentionPeriod { days: span.days(&self.0), span }).collect()
    }

    /// Grows by one with each update, 0 while the defaults hold; give it as `ifVersion` so that you do not overwrite
    /// somebody else's change.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// How long something is kept.
pub struct RetentionPeriod {
    days: i32,
    span: &'static Span,
}

/// How long something is kept, and how long it may be.
#[Object]
impl RetentionPeriod {
    /// What.
    async fn kept(&self) -> RetentionKept {
        StoredKept::into(self.span.kept)
    }

    /// Days.
    async fn days(&self) -> i32 {
        self.days
    }

    /// Days while the authority has said nothing.
    async fn default_days(&self) -> i32 {
        self.span.default
    }

    /// Fewest days that the authority can set.
    async fn minimum_days(&self) -> i32 {
        self.span.minimum
    }

    /// Most days that the authority can set.
    async fn maximum_days(&self) -> i32 {
        self.span.maximum
    }

    /// The reason for it, with its legal source and how sure we are of that, in the language of `Accept-Language`.
    async fn note(&self, ctx: &Context<'_>) -> String {
        self.span.note().in_locale(ctx.cx().locale).to_owned()
    }
}
