//! Commands on the partners and the steering of a project. Both count as changes of the project, with its version.

use chrono::NaiveDate;
use entity::{development_project::Model, project_partner, project_steering};
use uuid::Uuid;

use super::{Action, load_in, record, rules, store};
use crate::{
    authority::service as authorities,
    core::{ChangeKind, Ctx, Diff, Id, Kind, Result, Tx, Written},
    rights::home,
};

/// Adds a partner. The row is what the caller states.
pub async fn add_partner(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    stated: project_partner::Model,
) -> Result<Written<Uuid>> {
    let tx = ctx.db.write(ctx, home(ctx)?).await?;
    let project = load_in(&tx, id, if_version, Action::Update).await?;
    if let Some(authority) = stated.partner_authority_id {
        authorities::check_known_in(&tx, "authorityId", authority).await?;
    }
    let others = store::partners_of(tx.conn(), &project).await?;
    let number = rules::next_number(others.iter().map(|other| other.number));
    let row = project_partner::Model {
        authority_id: project.authority_id,
        project_id: project.id,
        number,
        ..stated
    };
    let row = rules::partner(&row, &others)?;
    let diff = told(None, Some(&row));
    store::insert_partner(tx.conn(), row).await?;
    bump_in(&tx, &project, diff).await?;
    tx.commit(id).await
}

/// Ends a partnership on a day.
pub async fn end_partner(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    number: i32,
    on: NaiveDate,
) -> Result<Written<Uuid>> {
    let tx = ctx.db.write(ctx, home(ctx)?).await?;
    let project = load_in(&tx, id, if_version, Action::Update).await?;
    let partners = store::partners_of(tx.conn(), &project).await?;
    let (before, after) = rules::left(&partners, number, on)?;
    if before != after {
        let diff =
            told(Some(&before), Some(&after)).field("leftOn", Some(&before.left_on), Some(&after.left_on));
        store::update_partner(tx.conn(), after).await?;
        bump_in(&tx, &project, diff).await?;
    }
    tx.commit(id).await
}

/// Says how a project is steered from a day on. The row is what the caller states.
pub async fn steer(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    stated: project_steering::Model,
) -> Result<Written<Uuid>> {
    let tx = ctx.db.write(ctx, home(ctx)?).await?;
    let project = load_in(&tx, id, if_version, Action::Update).await?;
    let before = store::steering_of(tx.conn(), &project).await?;
    let row =
        project_steering::Model { authority_id: project.authority_id, project_id: project.id, ..stated };
    let steered = rules::steered(&row, &before, project.started_on)?;
    let diff = Diff::new().field("steering", None, Some(&steered.row.valid_from));
    if let Some(ended) = steered.ended {
        store::update_steering(tx.conn(), ended).await?;
    }
    if steered.replaces {
        store::update_steering(tx.conn(), steered.row).await?;
    } else {
        store::insert_steering(tx.conn(), steered.row).await?;
    }
    bump_in(&tx, &project, diff).await?;
    tx.commit(id).await
}

/// What the change log says of a partner: an authority by its id; the name of an organisation stays out of it.
fn told(before: Option<&project_partner::Model>, after: Option<&project_partner::Model>) -> Diff {
    let authority =
        |row: &project_partner::Model| row.partner_authority_id.map(|id| Id::new(Kind::Authority, id));
    let name = |row: &project_partner::Model| (row.name.clone(), row.left_on);
    let is_named = after.is_some_and(|row| row.name.is_some());
    if is_named {
        Diff::new().personal("partners", before.map(name).as_ref(), after.map(name).as_ref())
    } else {
        Diff::new().field("partners", before.map(authority).as_ref(), after.map(authority).as_ref())
    }
}

/// The project with its next version, for a change of what stands around it.
async fn bump_in(tx: &Tx<'_>, before: &Model, diff: Diff) -> Result<()> {
    let after = Model { version: before.version + 1, ..before.clone() };
    store::update(tx.conn(), before, &after).await?;
    record(tx, ChangeKind::Update, diff, &after);
    Ok(())
}
