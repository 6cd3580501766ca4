//! Writes the demo's rows. Each authority is one write: all of it, or nothing, and a change row for each thing.

use entity::{
    attachment::{self, AttachmentState},
    authority, authority_succession, external_id,
};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter,
    sea_query::Query,
};
use uuid::Uuid;

use super::{Progress, facts::Authorities, generator::Rows};
use crate::core::{ChangeKind, Ctx, Diff, Error, Id, Kind, NewChange, Result, Tx, db::search::put_in};

/// Parameters that one statement may have on SQLite.
const PARAMETERS: usize = 32_000;

/// Writes the authorities.
pub async fn authorities(ctx: &Ctx, authorities: &Authorities) -> Result<()> {
    let Some(first) = authorities.rows.first() else { return Ok(()) };
    let tx = ctx.db.write(ctx, first.id).await?;
    insert_all::<authority::Entity>(&tx, authorities.rows.clone()).await?;
    insert_all::<authority_succession::Entity>(&tx, authorities.successions.clone()).await?;
    for row in &authorities.rows {
        record(&tx, row.id, Kind::Authority, row.id);
    }
    tx.commit(()).await.map(|_| ())
}

/// Writes the rows of one authority.
pub async fn insert(
    ctx: &Ctx,
    authority: &authority::Model,
    rows: Rows,
    progress: &dyn Progress,
) -> Result<()> {
    let tx = ctx.db.write(ctx, authority.id).await?;
    let total = [
        rows.persons.len(),
        rows.engagements.len(),
        rows.units.len(),
        rows.unions.len(),
        rows.seats.len(),
        rows.mandates.len(),
        rows.attendance.len(),
        rows.items.len(),
        rows.conclusions.len(),
    ]
    .iter()
    .sum::<usize>();
    let total = u64::try_from(total).map_err(Error::internal)?;
    let mut done = 0;
    macro_rules! write {
        ($rows:expr, $entity:ident) => {{
            let rows = $rows;
            done += u64::try_from(rows.len()).map_err(Error::internal)?;
            insert_all::<entity::$entity::Entity>(&tx, rows).await?;
            progress.step(&authority.name, Ord::min(done, total), total);
        }};
        ($rows:expr, $entity:ident, $kind:ident) => {{
            let mut last = None;
            for row in &$rows {
                // A thing with several periods is one thing.
                if last.replace(row.id) != Some(row.id) {
                    record(&tx, authority.id, Kind::$kind, row.id);
                }
            }
            write!($rows, $entity)
        }};
    }
    write!(rows.agreements, local_agreement, LocalAgreement);
    write!(rows.persons, person, Person);
    write!(rows.units, org_unit, OrgUnit);
    write!(rows.engagements, engagement, Engagement);
    write!(rows.unions, union_affiliation, UnionAffiliation);
    let mut committees = rows.committees;
    committees.sort_by_key(|row| (row.id, row.valid_from));
    write!(committees, committee, Committee);
    write!(rows.coverage, committee_unit, CommitteeUnit);
    write!(rows.seats, seat, Seat);
    write!(rows.mandates, mandate, Mandate);
    write!(rows.acting, acting, Acting);
    write!(rows.guidelines, guideline, Guideline);
    write!(rows.guideline_versions, guideline_version);
    write!(rows.endorsements, endorsement, Endorsement);
    write!(rows.disagreements, disagreement, Disagreement);
    write!(rows.disagreement_steps, disagreement_step);
    write!(rows.breaches, information_breach, InformationBreach);
    write!(rows.keys, external_id);
    write!(rows.tokens, service_token, ServiceToken);
    write!(rows.series, meeting_series, MeetingSeries);
    write!(rows.meetings, meeting, Meeting);
    write!(rows.attendance, attendance, Attendance);
    put_in::<entity::minutes::Entity>(tx.conn(), &rows.minutes).await?;
    write!(rows.minutes, minutes, Minutes);
    put_in::<entity::matter::Entity>(tx.conn(), &rows.matters).await?;
    put_in::<entity::agenda_item::Entity>(tx.conn(), &rows.items).await?;
    put_in::<entity::conclusion::Entity>(tx.conn(), &rows.conclusions).await?;
    write!(rows.matters, matter, Matter);
    write!(rows.links, link, Link);
    write!(rows.items, agenda_item, AgendaItem);
    write!(rows.attachments, attachment, Attachment);
    write!(rows.conclusions, conclusion, Conclusion);
    write!(rows.decisions, decision, Decision);
    write!(rows.contributions, contribution, Contribution);
    write!(rows.barriers, barrier, Barrier);
    write!(rows.barrier_actions, barrier_action);
    write!(rows.feeds, calendar_feed, CalendarFeed);
    write!(rows.budget_cycles, budget_cycle, BudgetCycle);
    write!(rows.budget_readings, budget_reading);
    write!(rows.budget_discussions, budget_discussion, BudgetDiscussion);
    write!(rows.budget_statements, budget_statement);
    write!(rows.strategy_plans, strategy_plan, StrategyPlan);
    write!(rows.action_plans, action_plan, ActionPlan);
    write!(rows.actions, action, Action);
    write!(rows.wheel_entries, wheel_entry, WheelEntry);
    write!(rows.wheel_tasks, wheel_task, WheelTask);
    put_in::<entity::development_project::Entity>(tx.conn(), &rows.development.projects).await?;
    write!(rows.development.projects, development_project, DevelopmentProject);
    write!(rows.development.labels, project_label);
    write!(rows.development.phases, project_phase);
    write!(rows.development.partners, project_partner);
    write!(rows.development.steering, project_steering);
    write!(rows.development.problems, problem_statement, ProblemStatement);
    write!(rows.development.prototypes, prototype, Prototype);
    write!(rows.development.versions, prototype_version);
    write!(rows.development.trials, trial, Trial);
    write!(rows.development.lessons, lesson, Lesson);
    write!(rows.development.spaces, development_space, DevelopmentSpace);
    tx.commit(()).await.map(|_| ())
}

/// The attachments whose content is there.
pub async fn files(ctx: &Ctx) -> Result<Vec<attachment::Model>> {
    let stored = attachment::Column::State.eq(AttachmentState::Stored);
    Ok(attachment::Entity::find().filter(stored).all(ctx.db.read()).await?)
}

/// Keys of one system, in all authorities. One index serves it, whose first column is the authority.
pub async fn keys(ctx: &Ctx, kind: Kind, system: &str) -> Result<Vec<external_id::Model>> {
    let mut all = Query::select();
    all.column(authority::Column::Id).from(authority::Entity);
    Ok(external_id::Entity::find()
        .filter(external_id::Column::AuthorityId.in_subquery(all))
        .filter(external_id::Column::Kind.eq(kind.prefix()))
        .filter(external_id::Column::System.eq(system))
        .all(ctx.db.read())
        .await?)
}

/// Writes rows, as many in a statement as it can hold.
pub(super) async fn insert_all<E>(tx: &Tx<'_>, rows: Vec<E::Model>) -> Result<()>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelBehavior + Send,
{
    let size = PARAMETERS / Ord::max(E::Column::iter().count(), 1);
    let mut rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).peekable();
    while rows.peek().is_some() {
        let chunk: Vec<E::ActiveModel> = rows.by_ref().take(size).collect();
        E::insert_many(chunk).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// Notes that something came into being.
pub(super) fn record(tx: &Tx<'_>, authority_id: Uuid, kind: Kind, id: Uuid) {
    let change =
        NewChange { authority_id, kind: ChangeKind::Create, subject: Id::new(kind, id), diff: Diff::new() };
    tx.record(change);
}
