//! All SQL about cases and their tags. Cases are read across authorities; the policy says which.

use std::collections::HashMap;

use entity::{
    case_study::{self, Column, Model},
    case_tag::{self, CaseTagKind, Column as TagColumn},
    matter::Theme,
};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{CommonTableExpression, Expr, ExprTrait, Query, SelectStatement, UnionType, WithClause},
};
use uuid::Uuid;

use super::policy;
use crate::core::{
    Ctx, Kind, Result,
    db::{
        named, padded,
        page::{Children, Paged},
        search::{self, Searchable, put_in},
    },
};

impl Paged for case_study::Entity {
    const ID: Column = Column::Id;
}

impl Searchable for case_study::Entity {
    const KIND: Kind = Kind::Case;
    const AUTHORITY: Column = Column::AuthorityId;

    fn texts(row: &Model) -> Vec<Option<&str>> {
        vec![Some(&row.title), Some(&row.summary), row.text.as_deref(), row.adaptation.as_deref()]
    }
}

/// The cases that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<case_study::Entity> {
    case_study::Entity::find().filter(policy::visible(ctx))
}

/// Those of them that hold what was typed, and have a theme and a tag.
pub async fn searched(
    ctx: &Ctx,
    typed: Option<&str>,
    theme: Option<Theme>,
    word: Option<&str>,
) -> Result<Select<case_study::Entity>> {
    search::searched(ctx, tagged(ctx, theme, word), typed).await
}

fn tagged(ctx: &Ctx, theme: Option<Theme>, word: Option<&str>) -> Select<case_study::Entity> {
    let with = |select: Select<case_study::Entity>, kind: CaseTagKind, tag: String| {
        let cases = case_tag::Entity::find()
            .filter(TagColumn::Kind.eq(kind))
            .filter(TagColumn::Tag.eq(tag))
            .select_only()
            .column(TagColumn::CaseId)
            .into_query();
        select.filter(Column::Id.in_subquery(cases))
    };
    let mut select = listed(ctx);
    if let Some(theme) = theme {
        select = with(select, CaseTagKind::Theme, theme.to_value());
    }
    if let Some(word) = word {
        select = with(select, CaseTagKind::Word, word.trim().to_lowercase());
    }
    select
}

/// The ids of the cases that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx).select_only().column(Column::Id).into_query()
}

/// Those of these that the caller sees.
pub async fn by_ids(ctx: &Ctx, conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The cases that reuse each of these, as far as the caller sees them.
pub fn reusing(ctx: &Ctx, cases: &[Uuid]) -> Children<case_study::Entity> {
    Children::by_column(listed(ctx), Column::ReuseOf, cases)
}

/// The tags of each of these that the caller sees, in order.
pub async fn tags(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<case_tag::Model>>> {
    let select = case_tag::Entity::find().filter(TagColumn::CaseId.is_in(padded(ids))).filter(named::<
        case_study::Entity,
    >(
        TagColumn::CaseId,
        visible_ids(ctx),
    ));
    let mut found: HashMap<Uuid, Vec<case_tag::Model>> = HashMap::new();
    let ordered = select.order_by_asc(TagColumn::Kind).order_by_asc(TagColumn::Tag);
    for row in ordered.all(ctx.db.read()).await? {
        found.entry(row.case_id).or_default().push(row);
    }
    Ok(found)
}

/// The tags of one case of an authority.
pub async fn tags_of(conn: &impl ConnectionTrait, row: &Model) -> Result<Vec<case_tag::Model>> {
    let select = case_tag::Entity::find()
        .filter(TagColumn::AuthorityId.eq(row.authority_id))
        .filter(TagColumn::CaseId.eq(row.id));
    Ok(select.order_by_asc(TagColumn::Kind).order_by_asc(TagColumn::Tag).all(conn).await?)
}

/// Writes the tags of a case in place of those that it had.
pub async fn replace_tags(conn: &impl ConnectionTrait, of: &Model, tags: Vec<case_tag::Model>) -> Result<()> {
    case_tag::Entity::delete_many()
        .filter(TagColumn::AuthorityId.eq(of.authority_id))
        .filter(TagColumn::CaseId.eq(of.id))
        .exec(conn)
        .await?;
    let tags: Vec<_> = tags.into_iter().map(|tag| tag.into_active_model().reset_all()).collect();
    if !tags.is_empty() {
        case_tag::Entity::insert_many(tags).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Whether a case, or what it reuses in turn, is a certain one, whoever sees those in between.
pub async fn leads_to(conn: &impl ConnectionTrait, from: Uuid, to: Uuid) -> Result<bool> {
    let case = |column| Expr::col((case_study::Entity, column));
    let mut chain = Query::select();
    chain
        .expr(case(Column::Id))
        .expr(case(Column::ReuseOf))
        .from(case_study::Entity)
        .and_where(case(Column::Id).eq(from));
    let step = Query::select()
        .expr(case(Column::Id))
        .expr(case(Column::ReuseOf))
        .from(case_study::Entity)
        .inner_join("chain", case(Column::Id).equals(("chain", "reuse_of")))
        .take();
    // What is there already is not walked again, so that a circle ends.
    chain.union(UnionType::Distinct, step);
    let mut table = CommonTableExpression::new();
    table.table_name("chain").columns(["id", "reuse_of"]).query(chain);
    let mut with = WithClause::new();
    with.recursive(true).cte(table);
    let query = Query::select()
        .column(("chain", "id"))
        .from("chain")
        .and_where(Expr::col(("chain", "id")).eq(to))
        .with_cte(with)
        .take();
    Ok(conn.query_one(&query).await?.is_some())
}

/// Writes a new case.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    let active = row.clone().into_active_model().reset_all();
    case_study::Entity::insert(active).exec_without_returning(conn).await?;
    put_in::<case_study::Entity>(conn, [&row]).await
}

/// Writes a case over the one with its id.
pub async fn save(conn: &impl ConnectionTrait, row: Model) -> Result<()> {
    case_study::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    put_in::<case_study::Entity>(conn, [&row]).await
}
