//! Commands on the parts of development projects: load what is visible, ask the policy, check the rules, write, record the
//! change. The same for each kind.

use chrono::NaiveDate;
use entity::{
    development_project,
    lesson::{self, LessonKind},
    problem_statement::Sharing,
    prototype, prototype_version,
};
use sea_orm::{Condition, sea_query::SelectStatement};
use uuid::Uuid;

pub use super::rules::Part;
use super::{
    policy::Action,
    rules::{Head, Named},
    store,
};
use crate::{
    core::{
        ChangeKind, Ctx, Diff, Error, NewChange, Result, Tx, Written,
        input::{prose, remark},
        validity::{check_from, check_past},
    },
    org_unit::service as units,
    person::service as persons,
    project::service::{self as projects, visible_part},
    rights::{Reach, allow, home, registry, require},
};

/// Records a part of a project in which the caller's authority takes part. The row is what the caller states.
pub async fn create<P: Part>(ctx: &Ctx, project: Uuid, stated: P::Model) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let project = projects::named_in(&tx, "projectId", project).await?;
    projects::check_part_in(&tx, project.id, &registry::name(Action::Record)).await?;
    allow(tx.conn(), ctx, Action::Record, &reach(&project, authority)).await?;
    check_named_in::<P>(&tx, &stated, None).await?;
    let row = P::with_head(stated, Head::new(authority, ctx.new_id(), &project));
    let row = P::checked(row, ctx.today())?;
    let id = P::head(&row).id;
    insert_in::<P>(&tx, &row).await?;
    tx.commit(id).await
}

/// Changes what an authority recorded of a project, as `change` says; also after it has left.
pub async fn update<P: Part>(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    change: impl FnOnce(P::Model) -> Result<P::Model> + Send,
) -> Result<Written<Uuid>> {
    let tx = ctx.db.write(ctx, home(ctx)?).await?;
    let before = load_in::<P>(&tx, id, if_version).await?;
    let stated = change(before.clone())?;
    check_named_in::<P>(&tx, &stated, Some(&before)).await?;
    let after = P::checked(stated, ctx.today())?;
    if before != after {
        let head = P::head(&before);
        let after = P::with_head(after, Head { version: head.version + 1, ..head });
        store::update::<P>(tx.conn(), &after).await?;
        record::<P>(&tx, ChangeKind::Update, P::diff(Some(&before), &after), &after);
    }
    tx.commit(id).await
}

/// Adds a version to a prototype.
pub async fn add_version(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    stated: prototype_version::Model,
) -> Result<Written<Uuid>> {
    type P = prototype::Entity;
    let tx = ctx.db.write(ctx, home(ctx)?).await?;
    let before = load_in::<P>(&tx, id, if_version).await?;
    // A new version is a new record: who has left the project makes none.
    projects::check_part_in(&tx, before.project_id, &registry::name(Action::Record)).await?;
    let last = store::last_version(tx.conn(), (before.authority_id, before.id)).await?;
    let first = last.as_ref().map_or(before.begun_on, |last| last.made_on);
    check_past("madeOn", stated.made_on, ctx.today())?;
    let (da, en) = ("Det forrige blev lavet", "The one before was made on");
    check_from("madeOn", stated.made_on, first, da, en)?;
    let row = prototype_version::Model {
        authority_id: before.authority_id,
        prototype_id: before.id,
        number: last.map_or(1, |last| last.number + 1),
        description: prose("description", &stated.description)?,
        learning: remark("learning", stated.learning.as_deref())?,
        made_on: stated.made_on,
    };
    let diff = Diff::new().field("versions", None, Some(&row.number));
    store::insert_version(tx.conn(), row).await?;
    let after = prototype::Model { version: before.version + 1, ..before };
    store::update::<P>(tx.conn(), &after).await?;
    record::<P>(&tx, ChangeKind::Update, diff, &after);
    tx.commit(id).await
}

/// Keeps what was learned when a project went to another phase; those who take part may read it.
pub async fn learned_in(
    tx: &Tx<'_>,
    project: &development_project::Model,
    kind: LessonKind,
    text: String,
    on: NaiveDate,
) -> Result<()> {
    let Head { authority_id, id, lead, project_id, version } =
        Head::new(project.authority_id, tx.ctx().new_id(), project);
    let row = lesson::Model {
        authority_id,
        id,
        project_authority_id: lead,
        project_id,
        sharing: Sharing::Partners,
        kind,
        text,
        begun_on: on,
        version,
    };
    insert_in::<lesson::Entity>(tx, &row).await
}

/// The parts of one kind that the caller sees.
pub fn visible<P: Part>(ctx: &Ctx) -> Condition {
    visible_part(ctx, P::COLUMNS)
}

/// The ids of the problem statements that the caller sees, as a subquery.
pub fn problem_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids::<entity::problem_statement::Entity>(ctx)
}

/// The ids of the prototypes that the caller sees, as a subquery.
pub fn prototype_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids::<prototype::Entity>(ctx)
}

/// The ids of the trials that the caller sees, as a subquery.
pub fn trial_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids::<entity::trial::Entity>(ctx)
}

/// The ids of the lessons that the caller sees, as a subquery.
pub fn lesson_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids::<lesson::Entity>(ctx)
}

/// The ids of the development spaces that the caller sees, as a subquery.
pub fn space_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids::<entity::development_space::Entity>(ctx)
}

/// What recording on a project reaches: in the authority that leads it, what the project reaches; in another, all of it.
fn reach(project: &development_project::Model, authority: Uuid) -> Reach {
    if project.authority_id == authority { projects::reach(project) } else { Reach::Authority }
}

/// The part that a command is about. Only the authority that recorded it changes it.
async fn load_in<P: Part>(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<P::Model> {
    let ctx = tx.ctx();
    let authority = home(ctx)?;
    let row = store::by_ids::<P>(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    let head = P::head(&row);
    require(ctx, head.authority_id == authority, &registry::name(Action::Update), Some(P::id(&row)))?;
    // Who has left a project still decides about what it recorded itself.
    let project = projects::visible_in(tx, head.project_id).await?;
    let reach = project.map_or(Reach::Authority, |project| reach(&project, authority));
    allow(tx.conn(), ctx, Action::Update, &reach).await?;
    if if_version.is_some_and(|version| version != head.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// Refuses units and persons that do not exist for the caller; what was there already is not asked about.
async fn check_named_in<P: Part>(tx: &Tx<'_>, row: &P::Model, before: Option<&P::Model>) -> Result<()> {
    let old = before.map(P::named).unwrap_or_default();
    for named in P::named(row).into_iter().filter(|named| !old.contains(named)) {
        match named {
            Named::Person(field, id) => persons::check_visible_in(tx, field, id).await?,
            Named::Unit(field, id) => units::check_known_in(tx, field, id).await?,
        }
    }
    Ok(())
}

async fn insert_in<P: Part>(tx: &Tx<'_>, row: &P::Model) -> Result<()> {
    store::insert::<P>(tx.conn(), row).await?;
    record::<P>(tx, ChangeKind::Create, P::diff(None, row), row);
    Ok(())
}

fn record<P: Part>(tx: &Tx<'_>, kind: ChangeKind, diff: Diff, row: &P::Model) {
    let authority_id = P::head(row).authority_id;
    tx.record(NewChange { authority_id, kind, subject: P::id(row), diff });
}
