//! All SQL about development projects and what stands around them.

use std::collections::HashMap;

use entity::{
    development_project::{self, Column, Model},
    org_unit, project_label, project_partner, project_phase, project_steering,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Query, SelectStatement},
};
use uuid::Uuid;

use super::{policy, rules};
use crate::core::{
    Ctx, Kind, Result,
    db::{
        padded,
        page::{Children, Paged},
        search::{self, Searchable, put_in},
        tree::{subtree, upwards},
    },
    filter::Filter,
};

impl Paged for development_project::Entity {
    const ID: Column = Column::Id;
}

impl Searchable for development_project::Entity {
    const KIND: Kind = Kind::DevelopmentProject;
    const AUTHORITY: Column = Column::AuthorityId;

    fn texts(row: &Model) -> Vec<Option<&str>> {
        vec![Some(&row.title), row.summary.as_deref(), row.aim.as_deref()]
    }
}

/// The projects that the caller sees.
pub fn listed(ctx: &Ctx) -> Select<development_project::Entity> {
    development_project::Entity::find().filter(policy::visible(ctx))
}

/// The ids of the projects that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    listed(ctx).select_only().column(Column::Id).into_query()
}

/// What projects are looked for beside the columns of a `where`.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// With these words.
    pub typed: Option<String>,
    /// With one of these labels, for each list.
    pub labels: Vec<Vec<String>>,
    /// In a unit of the caller's authority, above it or below it.
    pub near: Option<Uuid>,
    /// Whether others can still come in.
    pub is_open: Option<bool>,
}

/// The projects that the caller sees and looks for. Which committee and which unit a project has is its own authority's to
/// know, so that a search by them finds nothing else.
pub async fn wanted(
    ctx: &Ctx,
    wanted: &Wanted,
    filter: &Filter<Column>,
) -> Result<Select<development_project::Entity>> {
    let listed = listed(ctx).filter(filter.condition());
    let mut select = search::searched(ctx, listed, wanted.typed.as_deref()).await?;
    for labels in &wanted.labels {
        select = select.filter(Column::Id.in_subquery(with_label(labels)));
    }
    let inward = [Column::CommitteeId, Column::OrgUnitId];
    if wanted.near.is_some() || inward.iter().any(|column| filter.mentions(*column)) {
        select = select.filter(crate::rights::tenant(&ctx.actor, Column::AuthorityId));
    }
    if let Some(unit) = wanted.near {
        // Nobody without an authority has units; the nil id matches none.
        select = select.filter(near(ctx, ctx.actor.authority_id().unwrap_or_default(), unit));
    }
    Ok(match wanted.is_open {
        Some(true) => select.filter(Column::Phase.is_in(rules::OPEN)),
        Some(false) => select.filter(Column::Phase.is_not_in(rules::OPEN)),
        None => select,
    })
}

fn with_label(labels: &[String]) -> SelectStatement {
    Query::select()
        .column((project_label::Entity, project_label::Column::ProjectId))
        .from(project_label::Entity)
        .and_where(project_label::Column::Label.is_in(labels))
        .take()
}

fn near(ctx: &Ctx, authority: Uuid, unit: Uuid) -> Condition {
    let above = Query::select()
        .column(("walk", "id"))
        .from("walk")
        .with_cte(upwards::<org_unit::Entity>(authority, &[unit], ctx.today()))
        .take();
    let below = subtree::<org_unit::Entity>(authority, &[unit], ctx.today());
    Condition::any().add(Column::OrgUnitId.in_subquery(above)).add(Column::OrgUnitId.in_subquery(below))
}

/// The projects that each of these committees follows.
pub fn of_committees(ctx: &Ctx, committees: &[Uuid]) -> Children<development_project::Entity> {
    Children::by_column(listed(ctx), Column::CommitteeId, committees)
}

/// Those of these that the caller sees.
pub async fn by_ids(ctx: &Ctx, conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    let rows = listed(ctx).filter(Column::Id.is_in(padded(ids))).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// One of those in which the caller's authority takes part.
pub async fn taking_part(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>> {
    let select = development_project::Entity::find().filter(policy::taking_part(ctx));
    Ok(select.filter(Column::Id.eq(id)).one(conn).await?)
}

/// Writes a new project, with its labels.
pub async fn insert(conn: &impl ConnectionTrait, row: &Model) -> Result<()> {
    let active = row.clone().into_active_model().reset_all();
    development_project::Entity::insert(active).exec_without_returning(conn).await?;
    put_in::<development_project::Entity>(conn, [row]).await?;
    label(conn, row).await
}

/// Writes a project over what was recorded, with its labels where they differ.
pub async fn update(conn: &impl ConnectionTrait, before: &Model, row: &Model) -> Result<()> {
    development_project::Entity::update(row.clone().into_active_model().reset_all()).exec(conn).await?;
    put_in::<development_project::Entity>(conn, [row]).await?;
    if rules::labels(before) == rules::labels(row) {
        return Ok(());
    }
    project_label::Entity::delete_many()
        .filter(project_label::Column::AuthorityId.eq(row.authority_id))
        .filter(project_label::Column::ProjectId.eq(row.id))
        .exec(conn)
        .await?;
    label(conn, row).await
}

async fn label(conn: &impl ConnectionTrait, row: &Model) -> Result<()> {
    let rows = rules::labels(row).into_iter().map(|label| {
        let row = project_label::Model { authority_id: row.authority_id, project_id: row.id, label };
        row.into_active_model().reset_all()
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        project_label::Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// Reads and additions of a table whose rows are numbered within a project.
macro_rules! numbered {
    ($table:ident, $all:ident, $insert:ident, $what:literal) => {
        #[doc = concat!("The ", $what, " of each of these projects that the caller sees, first to last.")]
        pub async fn $all(ctx: &Ctx, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<$table::Model>>> {
            use $table::Column as C;
            let seen = policy::on_project(C::ProjectId, policy::visible(ctx));
            let select = $table::Entity::find().filter(C::ProjectId.is_in(padded(ids))).filter(seen);
            let mut found: HashMap<Uuid, Vec<$table::Model>> = HashMap::new();
            for row in select.order_by_asc(C::Number).all(ctx.db.read()).await? {
                found.entry(row.project_id).or_default().push(row);
            }
            Ok(found)
        }

        #[doc = concat!("Adds to the ", $what, " of a project.")]
        pub async fn $insert(conn: &impl ConnectionTrait, row: $table::Model) -> Result<()> {
            let row = row.into_active_model().reset_all();
            $table::Entity::insert(row).exec_without_returning(conn).await?;
            Ok(())
        }
    };
}
numbered!(project_phase, phases, insert_phase, "log");
numbered!(project_partner, partners, insert_partner, "partners");
numbered!(project_steering, steering, insert_steering, "steering");

/// Reads and corrections of such a table within a write.
macro_rules! corrected {
    ($table:ident, $of:ident, $update:ident, $what:literal) => {
        #[doc = concat!("The ", $what, " of a project, first to last.")]
        pub async fn $of(conn: &impl ConnectionTrait, row: &Model) -> Result<Vec<$table::Model>> {
            use $table::Column as C;
            let select = $table::Entity::find().filter(C::AuthorityId.eq(row.authority_id));
            let select = select.filter(C::ProjectId.eq(row.id)).order_by_asc(C::Number);
            Ok(select.all(conn).await?)
        }

        #[doc = concat!("Writes over one row of the ", $what, " of a project.")]
        pub async fn $update(conn: &impl ConnectionTrait, row: $table::Model) -> Result<()> {
            $table::Entity::update(row.into_active_model().reset_all()).exec(conn).await?;
            Ok(())
        }
    };
}
corrected!(project_partner, partners_of, update_partner, "partners");
corrected!(project_steering, steering_of, update_steering, "steering");

/// The number of the last row of the log of a project; none for a new one.
pub async fn last_phase(conn: &impl ConnectionTrait, row: &Model) -> Result<Option<i32>> {
    use project_phase::Column as C;
    let select = project_phase::Entity::find().select_only().column(C::Number);
    let select = select.filter(C::AuthorityId.eq(row.authority_id)).filter(C::ProjectId.eq(row.id));
    Ok(select.order_by_desc(C::Number).into_tuple().one(conn).await?)
}
