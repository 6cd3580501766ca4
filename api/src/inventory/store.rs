//! Reads the rows that are about one person, as the database holds them. One form of values on both databases.

use entity::{
    action, agenda_item, attendance, barrier, calendar_feed, change, contribution, development_project,
    endorsement, engagement, erased, external_id, mandate, minutes, org_unit, person, problem_statement,
    read_log_person, refusal, union_affiliation,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IdenStatic, Iterable, ModelTrait, PaginatorTrait,
    PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect, Value,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::tables::Table;
use crate::{
    core::{Ctx, Error, Id, Kind, Result},
    read_log::service::about,
};

/// A row as JSON.
pub type Row = Map<String, Json>;

/// The rows of a table that are about a person, the newest first, at most so many, and how many there are.
pub async fn rows(
    ctx: &Ctx,
    table: &Table,
    (authority, person): (Uuid, Uuid),
    limit: Option<u64>,
) -> Result<(u64, Vec<Row>)> {
    macro_rules! of {
        ($entity:ident, $condition:expr) => {{
            let condition =
                Condition::all().add(entity::$entity::Column::AuthorityId.eq(authority)).add($condition);
            read::<entity::$entity::Entity>(ctx, condition, limit).await
        }};
    }
    let read = match table.name {
        "agenda_item" => of!(agenda_item, agenda_item::Column::ProposerId.eq(person)),
        "calendar_feed" => of!(calendar_feed, calendar_feed::Column::PersonId.eq(person)),
        "action" => of!(action, action::Column::OwnerId.eq(person)),
        "attendance" => of!(attendance, attendance::Column::PersonId.eq(person)),
        "barrier" => {
            use barrier::Column as C;
            of!(barrier, C::ReportedBy.eq(person).or(C::OwnerId.eq(person)))
        }
        "change" => of!(change, change_about(authority, person)),
        "contribution" => of!(contribution, contribution::Column::AuthorId.eq(person)),
        "development_project" => of!(development_project, development_project::Column::SponsorId.eq(person)),
        "endorsement" => of!(endorsement, endorsement::Column::PersonId.eq(person)),
        "engagement" => of!(engagement, engagement::Column::PersonId.eq(person)),
        "erased" => of!(erased, erased::Column::PersonId.eq(person)),
        "external_id" => {
            use external_id::Column as C;
            of!(external_id, C::SubjectId.eq(person).and(C::Kind.eq(Kind::Person.prefix())))
        }
        "mandate" => of!(mandate, mandate::Column::PersonId.eq(person)),
        "minutes" => {
            use minutes::Column as C;
            of!(minutes, C::ChairApprovedBy.eq(person).or(C::ViceChairApprovedBy.eq(person)))
        }
        "org_unit" => of!(org_unit, org_unit::Column::ManagerId.eq(person)),
        "person" => of!(person, person::Column::Id.eq(person)),
        "problem_statement" => of!(problem_statement, problem_statement::Column::OwnerId.eq(person)),
        "read_log" => of!(read_log, about(authority, person, ctx.db.backend())),
        "read_log_person" => of!(read_log_person, read_log_person::Column::PersonId.eq(person)),
        "refusal" => {
            use refusal::Column as C;
            of!(refusal, C::SubjectId.eq(person).and(C::SubjectKind.eq(Kind::Person.prefix())))
        }
        "union_affiliation" => of!(union_affiliation, union_affiliation::Column::PersonId.eq(person)),
        _ if !table.is_about_persons() => Ok((0, Vec::new())),
        other => Err(Error::internal(format!("nothing reads the rows of {other} about a person"))),
    };
    let (total, mut rows) = read?;
    // A read of several persons at once tells of the others, too: they are not this person's data.
    for row in &mut rows {
        if row.remove("persons").is_some() {
            row.insert("person_id".to_owned(), json!(person));
        }
        if table.name == "barrier" {
            without_the_other(row, person);
        }
    }
    Ok((total, rows))
}

/// Whoever owns a barrier does not learn from an extract who reported it, and the other way round.
fn without_the_other(row: &mut Row, person: Uuid) {
    let own = json!(person);
    if row.get("reported_by") != Some(&own) {
        row.insert("reported_by".to_owned(), Json::Null);
        // Where it was reported from can tell by whom.
        row.insert("unit_id".to_owned(), Json::Null);
    }
    if row.get("owner_id") != Some(&own) {
        row.insert("owner_id".to_owned(), Json::Null);
    }
}

/// The authority of a person, wherever it is.
pub async fn authority_of(ctx: &Ctx, person: Uuid) -> Result<Option<Uuid>> {
    use person::Column as C;
    let select = person::Entity::find().select_only().column(C::AuthorityId).filter(C::Id.eq(person));
    Ok(select.into_tuple().one(ctx.db.read()).await?)
}

/// Changes of the person and of what is the person's own.
fn change_about(authority: Uuid, person: Uuid) -> Condition {
    use change::Column as C;
    let own = |table: &'static str| -> SelectStatement {
        let of = |column: &'static str| Expr::col(("own", column));
        Query::select()
            .column(("own", "id"))
            .from_as(table, "own")
            .and_where(of("authority_id").eq(authority))
            .and_where(of("person_id").eq(person))
            .take()
    };
    Condition::any()
        .add(C::SubjectId.eq(person))
        .add(C::SubjectId.in_subquery(own("attendance")))
        .add(C::SubjectId.in_subquery(own("engagement")))
        .add(C::SubjectId.in_subquery(own("mandate")))
        .add(C::SubjectId.in_subquery(own("union_affiliation")))
}

async fn read<E>(ctx: &Ctx, condition: Condition, limit: Option<u64>) -> Result<(u64, Vec<Row>)>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E> + Send + Sync,
{
    let select = E::find().filter(condition);
    let total = select.clone().count(ctx.db.read()).await?;
    let newest = E::PrimaryKey::iter().fold(select, |select, key| select.order_by_desc(key.into_column()));
    let rows = newest.limit(limit).all(ctx.db.read()).await?;
    Ok((total, rows.iter().map(row::<E>).collect::<Result<_>>()?))
}

fn row<E>(model: &E::Model) -> Result<Row>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    E::Column::iter().map(|column| Ok((column.as_str().to_owned(), value(model.get(column))?))).collect()
}

/// A value in the form that the API uses.
fn value(value: Value) -> Result<Json> {
    Ok(match value {
        Value::Bool(value) => json!(value),
        Value::Int(value) => json!(value),
        Value::BigInt(value) => json!(value),
        Value::String(value) => json!(value),
        Value::Uuid(value) => json!(value),
        Value::ChronoDate(value) => json!(value),
        Value::ChronoDateTimeUtc(value) => json!(value),
        Value::Json(value) => value.map_or(Json::Null, |value| *value),
        Value::Bytes(value) => json!(value.map(|bytes| bytes.len())),
        other => return Err(Error::internal(format!("an extract cannot show {other:?}"))),
    })
}

/// The id of a person as the API shows it.
pub fn shown(person: Uuid) -> String {
    Id::new(Kind::Person, person).to_string()
}
