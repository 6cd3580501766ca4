//! All SQL about endorsements.

use std::collections::HashMap;

use entity::{
    endorsement,
    endorsement::{Column, Model},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, sea_query::SelectStatement,
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Id, Result,
    db::{padded, page::Paged},
};

impl Paged for endorsement::Entity {
    const ID: Column = Column::Id;
}

/// Endorsements that the caller sees; those that were withdrawn only when asked for.
pub fn listed(ctx: &Ctx, include_withdrawn: bool) -> Select<endorsement::Entity> {
    let select = endorsement::Entity::find().filter(policy::visible(ctx));
    if include_withdrawn { select } else { select.filter(Column::WithdrawnOn.is_null()) }
}

/// The ids of those that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx, true).select_only().column(Column::Id).into_query()
}

/// These endorsements.
pub async fn by_ids(ctx: &Ctx, conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = listed(ctx, true).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// What stands of each of these subjects, all versions, oldest first.
pub async fn of_subjects(ctx: &Ctx, subjects: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let rows = listed(ctx, false)
        .filter(Column::SubjectId.is_in(padded(subjects)))
        .order_by_asc(Column::GivenOn)
        .order_by_asc(Column::Id)
        .all(ctx.db.read())
        .await?;
    let mut found: HashMap<Uuid, Vec<Model>> = HashMap::new();
    for row in rows {
        found.entry(row.subject_id).or_default().push(row);
    }
    Ok(found)
}

/// What stands of one version of a subject, whoever may see it.
pub async fn standing(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    subject: Id,
    version: i32,
) -> Result<Vec<Model>> {
    Ok(endorsement::Entity::find()
        .filter(Column::AuthorityId.eq(authority))
        .filter(Column::SubjectId.eq(subject.uuid))
        .filter(Column::SubjectKind.eq(subject.kind.prefix()))
        .filter(Column::SubjectVersion.eq(version))
        .filter(Column::WithdrawnOn.is_null())
        .order_by_asc(Column::Id)
        .all(conn)
        .await?)
}

/// Writes a new endorsement.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    endorsement::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes an endorsement as it is now.
pub async fn update(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    endorsement::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}
