//! The extract of everything that is stored about one person (GDPR article 15).

use chrono::{DateTime, Utc};
use entity::{read_log::Purpose, refusal::RefusalCode};
use uuid::Uuid;

use super::{
    policy,
    store::{self, Row},
    tables::TABLES,
};
use crate::{
    core::{Ctx, Error, Id, Kind, Result},
    read_log::service::{Reading, record_in},
    rights::{home, refused_because, require},
};

/// What one table holds about a person.
#[derive(Clone, Debug)]
pub struct Part {
    /// The table.
    pub name: &'static str,
    /// What it holds.
    pub holds: &'static str,
    /// How many rows there are.
    pub total: u64,
    /// The rows, the newest first.
    pub rows: Vec<Row>,
}

/// Everything about a person.
#[derive(Clone, Debug)]
pub struct Extract {
    /// The person.
    pub person: Uuid,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// What each table holds.
    pub parts: Vec<Part>,
}

/// What the log of reads says of an extract.
const READ: Reading = Reading { purpose: Purpose::SubjectAccess, fields: &["Query.personDataExtract"] };

/// The extract of a person whom the caller sees: for the person, or for an administrator who answers the person. Logged
/// before it is made.
pub async fn extract(ctx: &Ctx, person: Uuid, purpose: Purpose, limit: u64) -> Result<Extract> {
    let authority = home(ctx)?;
    let subject = Some(Id::new(Kind::Person, person));
    require(ctx, policy::may_extract(&ctx.actor, person), "PERSON_EXTRACT", subject)?;
    if purpose != Purpose::SubjectAccess {
        return Err(refused_because(ctx, RefusalCode::NotAllowed, "PERSON_EXTRACT", subject));
    }
    extract_in(ctx, authority, person, Some(limit)).await
}

/// The whole extract of a person, for the command line.
pub async fn extract_all(ctx: &Ctx, person: Uuid) -> Result<Extract> {
    let authority = store::authority_of(ctx, person).await?.ok_or(Error::NotFound)?;
    extract_in(ctx, authority, person, None).await
}

async fn extract_in(ctx: &Ctx, authority: Uuid, person: Uuid, limit: Option<u64>) -> Result<Extract> {
    record_in(ctx, authority, READ, &[person].into()).await?;
    let mut parts = Vec::new();
    for table in TABLES.iter().filter(|table| table.is_about_persons()) {
        let (total, rows) = store::rows(ctx, table, (authority, person), limit).await?;
        parts.push(Part { name: table.name, holds: table.holds, total, rows });
    }
    Ok(Extract { person, made_at: ctx.now(), parts })
}

/// An extract as one JSON document.
pub fn as_json(extract: &Extract) -> serde_json::Value {
    let part = |part: &Part| {
        serde_json::json!({
            "name": part.name, "holds": part.holds, "total": part.total, "rows": part.rows,
        })
    };
    serde_json::json!({
        "personId": store::shown(extract.person),
        "madeAt": extract.made_at,
        "tables": extract.parts.iter().map(part).collect::<Vec<_>>(),
    })
}
