//! The extract of a person's data in GraphQL.

use async_graphql::{ID, Json, Object};
use chrono::{DateTime, Utc};

use super::service::{Extract, Part};
use crate::{core::Kind, graphql::ids};

/// Everything about one person.
pub struct PersonDataExtract(pub Extract);

/// Everything that is stored about one person, table by table, as the database holds it (GDPR article 15). Danish:
/// indsigt.
#[Object]
impl PersonDataExtract {
    /// The person.
    async fn person_id(&self) -> ID {
        ids::show(Kind::Person, self.0.person)
    }

    /// When it was made (UTC).
    async fn made_at(&self) -> DateTime<Utc> {
        self.0.made_at
    }

    /// What each table holds about the person; tables about persons without a row for this one are listed, too.
    async fn tables(&self) -> Vec<ExtractTable<'_>> {
        self.0.parts.iter().map(ExtractTable).collect()
    }
}

/// What one table holds about a person.
pub struct ExtractTable<'a>(&'a Part);

/// What one table of the database holds about a person.
#[Object]
impl ExtractTable<'_> {
    /// The table, as docs/DATA-PROTECTION.md names it.
    async fn name(&self) -> &str {
        self.0.name
    }

    /// What it holds.
    async fn holds(&self) -> &str {
        self.0.holds
    }

    /// How many rows are about the person.
    async fn total(&self) -> i64 {
        i64::try_from(self.0.total).unwrap_or(i64::MAX)
    }

    /// The rows, the newest first: an object each, with a value for each column. At most 1,000; when there are more, see
    /// `total`, the operator's `medspil person extract` gives all.
    async fn rows(&self) -> Vec<Json<&serde_json::Map<String, serde_json::Value>>> {
        self.0.rows.iter().map(Json).collect()
    }
}
