//! One period of a committee, whatever the date asked for.

use async_graphql::{Context, Object};
use entity::committee::Model;

use super::{Committee, CommitteeKind, CommitteeLevel, CommitteeStatus};
use crate::{
    core::Result,
    graphql::{mutation::Reload, scalar::Date},
};

/// A period in which nothing about a committee changed.
#[derive(Clone, Debug)]
pub struct CommitteePeriod(Model);

/// A period in which nothing about a committee changed.
#[Object]
impl CommitteePeriod {
    /// First day of the period.
    async fn valid_from(&self) -> Date {
        self.0.valid_from.into()
    }

    /// First day after the period; null while open.
    async fn valid_to(&self) -> Option<Date> {
        self.0.valid_to.map(Date)
    }

    /// The name in this period.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The kind in this period.
    async fn kind(&self) -> CommitteeKind {
        self.0.kind.into()
    }

    /// The canonical level in this period.
    async fn level(&self) -> CommitteeLevel {
        self.0.level.into()
    }

    /// What the authority called the level in this period.
    async fn local_label(&self) -> Option<&str> {
        self.0.local_label.as_deref()
    }

    /// The status in this period.
    async fn status(&self) -> CommitteeStatus {
        self.0.status.into()
    }

    /// The committee above in this period, as it was on the first day of the period; null for a main committee.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Result<Committee>> {
        Committee::reload(ctx, self.0.parent_id?, self.0.valid_from).await.transpose()
    }
}

impl From<Model> for CommitteePeriod {
    fn from(row: Model) -> Self {
        Self(row)
    }
}
