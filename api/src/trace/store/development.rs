//! The same for what is developed: barriers, cases, projects and their parts. Projects and cases can be those of other
//! authorities, where they let the caller read them.

use chrono::NaiveDate;
use entity::{
    barrier, case_study, development_project, development_space, lesson, problem_statement, prototype,
    seat::Side, trial,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{By, Found, Step, Tie, TieKind, read};
use crate::{
    barrier::service::visible as visible_barriers,
    case_study::service::visible as visible_cases,
    core::{Ctx, Id, Kind, Result, db::padded},
    project::service::visible as visible_projects,
    project_part::service::{Part, visible as visible_parts},
};

/// Barriers by their ids, or those that became these matters.
pub async fn barriers(ctx: &Ctx, by: By<'_>) -> Result<Vec<Found>> {
    use barrier::Column as C;
    type Row = (Uuid, Uuid, NaiveDate, Option<NaiveDate>, Side, Option<Uuid>, Option<Uuid>);
    let select = barrier::Entity::find().filter(visible_barriers(ctx)).filter(by.among(C::Id, C::MatterId));
    let columns = [C::Id, C::CommitteeId, C::ReportedOn, C::RemovedOn, C::Side, C::MatterId, C::AgendaItemId];
    let rows: Vec<Row> = read(ctx, select, C::Id, columns).await?;
    let found = |(id, committee, on, ended_on, side, matter, item): Row| {
        let id = Id::new(Kind::Barrier, id);
        let raised = matter.map(|matter| Tie::own(id, Id::new(Kind::Matter, matter), TieKind::RaisedIn));
        let taken = item.map(|item| Tie::own(id, Id::new(Kind::AgendaItem, item), TieKind::TakenUpWith));
        let step = Step { id, on: Some(on), ended_on, side: Some(side), committee_id: Some(committee) };
        (step, raised.into_iter().chain(taken).collect())
    };
    Ok(rows.into_iter().map(found).collect())
}

/// Cases by their ids, or those that tell of these matters.
pub async fn cases(ctx: &Ctx, by: By<'_>) -> Result<Vec<Found>> {
    use case_study::Column as C;
    type Row =
        (Uuid, Option<Uuid>, NaiveDate, Option<NaiveDate>, Option<NaiveDate>, Option<Uuid>, Option<Uuid>);
    let select = case_study::Entity::find().filter(visible_cases(ctx)).filter(by.among(C::Id, C::MatterId));
    let columns =
        [C::Id, C::CommitteeId, C::CreatedOn, C::PublishedOn, C::WithdrawnOn, C::MatterId, C::ReuseOf];
    let rows: Vec<Row> = read(ctx, select, C::Id, columns).await?;
    let found = |(id, committee_id, created, published, ended_on, matter, reuse_of): Row| {
        let id = Id::new(Kind::Case, id);
        let told = matter.map(|matter| Tie::own(Id::new(Kind::Matter, matter), id, TieKind::ToldIn));
        let reused = reuse_of.map(|case| Tie::own(Id::new(Kind::Case, case), id, TieKind::ReusedIn));
        let step = Step { id, on: Some(published.unwrap_or(created)), ended_on, side: None, committee_id };
        (step, told.into_iter().chain(reused).collect())
    };
    Ok(rows.into_iter().map(found).collect())
}

/// How other cases reuse these.
pub async fn reuses(ctx: &Ctx, ids: &[Uuid]) -> Result<Vec<Tie>> {
    use case_study::Column as C;
    let select = case_study::Entity::find().filter(visible_cases(ctx));
    let select = select.filter(C::ReuseOf.is_in(padded(ids)));
    let rows: Vec<(Uuid, Option<Uuid>)> = read(ctx, select, C::Id, [C::Id, C::ReuseOf]).await?;
    let case = |id| Id::new(Kind::Case, id);
    let tie = |(id, of): (Uuid, Option<Uuid>)| Some(Tie::own(case(of?), case(id), TieKind::ReusedIn));
    Ok(rows.into_iter().filter_map(tie).collect())
}

/// Projects by their ids.
pub async fn projects(ctx: &Ctx, ids: &[Uuid]) -> Result<Vec<Found>> {
    use development_project::Column as C;
    type Row = (Uuid, Option<Uuid>, NaiveDate, Option<NaiveDate>);
    let select =
        development_project::Entity::find().filter(visible_projects(ctx)).filter(C::Id.is_in(padded(ids)));
    let rows: Vec<Row> = read(ctx, select, C::Id, [C::Id, C::CommitteeId, C::StartedOn, C::EndedOn]).await?;
    let found = |(id, committee_id, on, ended_on): Row| {
        let id = Id::new(Kind::DevelopmentProject, id);
        (Step { id, on: Some(on), ended_on, side: None, committee_id }, Vec::new())
    };
    Ok(rows.into_iter().map(found).collect())
}

/// Parts of projects by their ids; none for a kind that is no part.
pub async fn parts(ctx: &Ctx, kind: Kind, ids: &[Uuid]) -> Result<Vec<Found>> {
    let by = By::Id(ids);
    match kind {
        Kind::ProblemStatement => of_kind::<problem_statement::Entity>(ctx, by).await,
        Kind::Prototype => of_kind::<prototype::Entity>(ctx, by).await,
        Kind::Trial => of_kind::<trial::Entity>(ctx, by).await,
        Kind::Lesson => of_kind::<lesson::Entity>(ctx, by).await,
        Kind::DevelopmentSpace => of_kind::<development_space::Entity>(ctx, by).await,
        _ => Ok(Vec::new()),
    }
}

/// The parts of these projects.
pub async fn of_projects(ctx: &Ctx, ids: &[Uuid]) -> Result<Vec<Found>> {
    let by = By::Owner(ids);
    Ok([
        of_kind::<problem_statement::Entity>(ctx, by).await?,
        of_kind::<prototype::Entity>(ctx, by).await?,
        of_kind::<trial::Entity>(ctx, by).await?,
        of_kind::<lesson::Entity>(ctx, by).await?,
        of_kind::<development_space::Entity>(ctx, by).await?,
    ]
    .concat())
}

async fn of_kind<P: Part>(ctx: &Ctx, by: By<'_>) -> Result<Vec<Found>> {
    let select = P::find().filter(visible_parts::<P>(ctx)).filter(by.among(P::ID, P::COLUMNS.project));
    let rows: Vec<(Uuid, Uuid, NaiveDate)> =
        read(ctx, select, P::ID, [P::ID, P::COLUMNS.project, P::DAY]).await?;
    let found = |(id, project, on): (Uuid, Uuid, NaiveDate)| {
        let (id, project) = (Id::new(P::KIND, id), Id::new(Kind::DevelopmentProject, project));
        let step = Step { id, on: Some(on), ended_on: None, side: None, committee_id: None };
        (step, vec![Tie::own(project, id, TieKind::HasPart)])
    };
    Ok(rows.into_iter().map(found).collect())
}
