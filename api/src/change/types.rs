//! The change log in GraphQL.

use async_graphql::{ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::change;

use crate::{
    core::{Error, Id, Kind, Result},
    graphql::enums::gql_enum,
};

gql_enum! {
    /// What happened to a thing. Danish: hændelse.
    ChangeKind = "entity::change::ChangeKind" {
        /// It came into being.
        Create = "CREATE": "Oprettet" | "Created",
        /// Facts about it changed.
        Update = "UPDATE": "Ændret" | "Changed",
        /// It ended.
        End = "END": "Afsluttet" | "Ended",
        /// It was removed as if it had never been: a tombstone.
        Delete = "DELETE": "Fjernet" | "Removed",
    }
}

/// One row of the change log. Rows are numbered per authority, without gaps, in the order of their commit.
#[derive(Clone, Debug)]
pub struct Change(change::Model);

impl From<change::Model> for Change {
    fn from(row: change::Model) -> Self {
        Self(row)
    }
}

/// A changed field and its value before and after. Values of personal fields are never kept, only their names.
#[derive(Clone, Debug, SimpleObject)]
pub struct ChangedField {
    /// The field, as this schema spells it.
    name: String,
    /// Its value before, as text; null when it had none, or when it is personal.
    from: Option<String>,
    /// Its value after, as text; null when it has none, or when it is personal.
    to: Option<String>,
}

/// One row of the change log: one written fact. Rows are numbered per authority, without gaps, in the order of
/// their commit; a reader that keeps the last number misses nothing. Danish: ændring.
#[Object]
impl Change {
    /// Place in the change log of the authority: 1, 2, 3 … without gaps.
    async fn sequence(&self) -> i64 {
        self.0.seq
    }

    /// When it was recorded (UTC).
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.0.recorded_at
    }

    /// What happened.
    async fn kind(&self) -> ChangeKind {
        self.0.kind.into()
    }

    /// The thing that it happened to; `node(id)` reads it.
    async fn subject_id(&self) -> Result<ID> {
        let kind: Kind =
            self.0.subject_kind.parse().map_err(|()| Error::internal("unknown kind in the change log"))?;
        Ok(ID(Id::new(kind, self.0.subject_id).to_string()))
    }

    /// The changed fields.
    async fn fields(&self) -> Vec<ChangedField> {
        let detail = |name: &String| self.0.detail.0.iter().find(|detail| &detail.field == name);
        let field = |name: &String| ChangedField {
            name: name.clone(),
            from: detail(name).and_then(|detail| detail.from.clone()),
            to: detail(name).and_then(|detail| detail.to.clone()),
        };
        self.0.fields.0.iter().map(field).collect()
    }

    /// Who did it: the issuer's pseudonymous name of the caller. Null for those who may not see it.
    async fn actor(&self, ctx: &async_graphql::Context<'_>) -> Option<&str> {
        use crate::{
            graphql::context::ContextExt,
            rights::classes::{Class, may_read},
        };
        may_read(&ctx.cx().actor, Class::Personal, None).then_some(self.0.actor.as_str())
    }

    /// The request that wrote it, as answers and logs name it.
    async fn request_id(&self) -> &str {
        &self.0.request_id
    }
}
