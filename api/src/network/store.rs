//! All SQL about networks and who is in them. Networks are read across authorities.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    network::{self, Column, Model},
    network_member::{self, Column as MemberColumn},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

use super::policy;
use crate::{
    authority::service::line,
    core::{
        Actor, Ctx, Result,
        db::{
            named, padded,
            page::{Children, Paged},
        },
        validity::holds_on,
    },
    rights::nothing,
};

impl Paged for network::Entity {
    const ID: Column = Column::Id;
}

impl Paged for network_member::Entity {
    const ID: MemberColumn = MemberColumn::Id;
}

/// The networks that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<network::Entity> {
    network::Entity::find().filter(policy::visible(ctx))
}

/// Those in which the caller's authority is today, as a condition on their table.
pub fn own(ctx: &Ctx) -> Condition {
    let today = ctx.today();
    let authority = match &ctx.actor {
        Actor::System => return Condition::all(),
        Actor::Anonymous => return nothing(),
        Actor::User(identity) => identity.authority_id,
    };
    let joined = network_member::Entity::find()
        .filter(MemberColumn::MemberId.in_subquery(line(authority, today)))
        .filter(holds_on(MemberColumn::JoinedOn, MemberColumn::LeftOn, today))
        .select_only()
        .column(MemberColumn::NetworkId)
        .into_query();
    let any = Condition::any()
        .add(Column::AuthorityId.in_subquery(line(authority, today)))
        .add(Column::Id.in_subquery(joined));
    holds_on(Column::ValidFrom, Column::ValidTo, today).add(any)
}

/// The ids of the networks in which the caller's authority is today, as a subquery.
pub fn own_ids(ctx: &Ctx) -> SelectStatement {
    network::Entity::find().filter(own(ctx)).select_only().column(Column::Id).into_query()
}

/// The networks in which the caller's authority is, or is not; all of them when that is not asked.
pub fn mine(ctx: &Ctx, mine: Option<bool>) -> Select<network::Entity> {
    match mine {
        None => listed(ctx),
        Some(true) => listed(ctx).filter(own(ctx)),
        Some(false) => listed(ctx).filter(own(ctx).not()),
    }
}

/// Those of these that the caller sees.
pub async fn by_ids(ctx: &Ctx, conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Those of these in which the caller's authority is today.
pub async fn own_among(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = mine(ctx, Some(true)).filter(Column::Id.is_in(padded(ids))).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Who is or was in each of these networks.
pub fn members(ctx: &Ctx, networks: &[Uuid]) -> Children<network_member::Entity> {
    let seen = listed(ctx).select_only().column(Column::Id).into_query();
    let select =
        network_member::Entity::find().filter(named::<network::Entity>(MemberColumn::NetworkId, seen));
    Children::by_column(select, MemberColumn::NetworkId, networks)
}

/// The times in which an authority was in a network.
pub async fn times_of(
    conn: &impl ConnectionTrait,
    row: &Model,
    member: Uuid,
) -> Result<Vec<network_member::Model>> {
    let select = network_member::Entity::find()
        .filter(MemberColumn::AuthorityId.eq(row.authority_id))
        .filter(MemberColumn::NetworkId.eq(row.id))
        .filter(MemberColumn::MemberId.eq(member));
    Ok(select.all(conn).await?)
}

/// Writes a new network.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    network::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes a network over the one with its id.
pub async fn save(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    network::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
    Ok(())
}

/// Writes that an authority is in a network.
pub async fn insert_member(conn: &impl ConnectionTrait, row: network_member::Model) -> Result<()> {
    let row = row.into_active_model().reset_all();
    network_member::Entity::insert(row).exec_without_returning(conn).await?;
    Ok(())
}

/// Writes when an authority left.
pub async fn end_member(
    conn: &impl ConnectionTrait,
    row: &network_member::Model,
    on: NaiveDate,
) -> Result<()> {
    network_member::Entity::update_many()
        .col_expr(MemberColumn::LeftOn, Expr::val(on))
        .filter(MemberColumn::AuthorityId.eq(row.authority_id))
        .filter(MemberColumn::Id.eq(row.id))
        .exec(conn)
        .await?;
    Ok(())
}

/// Whether the caller's authority is in a network today.
pub async fn is_own(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<bool> {
    Ok(mine(ctx, Some(true)).filter(Column::Id.eq(id)).one(conn).await?.is_some())
}
