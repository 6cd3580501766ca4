//! All SQL about keys of other systems.

use entity::{committee, external_id, external_id::Column, org_unit};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, PaginatorTrait,
    QueryFilter, QueryOrder, Select,
};
use uuid::Uuid;

use super::{policy, rules::Key};
use crate::{
    core::{Ctx, Id, Kind, Result, db::padded},
    rights::tenant,
};

/// What a key names, within the caller's authority.
pub async fn find(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    kind: Kind,
    key: &Key,
) -> Result<Option<external_id::Model>> {
    Ok(external_id::Entity::find()
        .filter(policy::visible(&ctx.actor))
        .filter(Column::Kind.eq(kind.prefix()))
        .filter(Column::System.eq(key.system.as_str()))
        .filter(Column::Key.eq(key.key.as_str()))
        .one(conn)
        .await?)
}

/// The keys of these things, by system and key.
pub async fn of_subjects(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    subjects: &[Uuid],
) -> Result<Vec<external_id::Model>> {
    Ok(external_id::Entity::find()
        .filter(policy::visible(&ctx.actor))
        .filter(Column::SubjectId.is_in(padded(subjects)))
        .order_by_asc(Column::System)
        .order_by_asc(Column::Key)
        .all(conn)
        .await?)
}

/// Whether a unit or committee exists in the caller's authority, at any time.
pub async fn subject_exists(ctx: &Ctx, conn: &impl ConnectionTrait, subject: Id) -> Result<bool> {
    async fn any<E: EntityTrait>(
        ctx: &Ctx,
        conn: &impl ConnectionTrait,
        authority: E::Column,
        id: E::Column,
        subject: Uuid,
    ) -> Result<bool>
    where
        E::Model: Send + Sync,
    {
        let select: Select<E> = E::find();
        let select = select.filter(tenant(&ctx.actor, authority)).filter(id.eq(subject));
        Ok(select.count(conn).await? > 0)
    }
    let uuid = subject.uuid;
    match subject.kind {
        Kind::OrgUnit => {
            let (authority, id) = (org_unit::Column::AuthorityId, org_unit::Column::Id);
            any::<org_unit::Entity>(ctx, conn, authority, id, uuid).await
        }
        Kind::Committee => {
            let (authority, id) = (committee::Column::AuthorityId, committee::Column::Id);
            any::<committee::Entity>(ctx, conn, authority, id, uuid).await
        }
        _ => Ok(false),
    }
}

/// Stores a key.
pub async fn insert(conn: &impl ConnectionTrait, row: external_id::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    external_id::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Takes a key away.
pub async fn delete(conn: &impl ConnectionTrait, row: external_id::Model) -> Result<()> {
    row.delete(conn).await?;
    Ok(())
}
