//! All SQL of a trace: one statement for each kind of thing and each step outward, whatever the number of things. Each reads
//! only rows that the policy of their domain shows to the caller.

pub mod development;

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    agenda_item, conclusion, contribution, decision, disagreement, information_breach, matter, seat::Side,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
    TryGetableMany, sea_query::SimpleExpr,
};
use uuid::Uuid;

use super::rules::{Step, Tie, TieKind};
use crate::{
    agenda_item::service::visible as visible_items,
    conclusion::service::visible as visible_conclusions,
    contribution::service::visible as visible_contributions,
    core::{
        Ctx, Id, Kind, Result,
        db::{padded, tuples},
    },
    decision::service::visible as visible_decisions,
    disagreement::service::visible as visible_disagreements,
    information_breach::service::visible as visible_breaches,
    link::service as links,
    matter::service::visible as visible_matters,
};

/// Most rows that one statement gives.
pub const LIMIT: u64 = 500;

/// A thing, and what its row says about others.
pub type Found = (Step, Vec<Tie>);

/// What is asked of a table.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// The rows with these ids.
    Id(&'a [Uuid]),
    /// The rows that belong to these: to matters, or to projects.
    Owner(&'a [Uuid]),
}

impl By<'_> {
    /// The condition on the columns of the id and of the owner.
    fn among<C: ColumnTrait>(self, id: C, owner: C) -> SimpleExpr {
        match self {
            By::Id(ids) => id.is_in(padded(ids)),
            By::Owner(owners) => owner.is_in(padded(owners)),
        }
    }
}

/// The visible ones of these things, whatever they are.
pub async fn by_ids(ctx: &Ctx, ids: &[Id]) -> Result<Vec<Found>> {
    let mut kinds: HashMap<Kind, Vec<Uuid>> = HashMap::new();
    for id in ids {
        kinds.entry(id.kind).or_default().push(id.uuid);
    }
    let mut found = Vec::with_capacity(ids.len());
    for (kind, ids) in kinds {
        found.extend(match kind {
            Kind::Matter => {
                use matter::Column as C;
                matters(ctx, Condition::all().add(C::Id.is_in(padded(&ids)))).await?
            }
            Kind::Contribution => contributions(ctx, By::Id(&ids)).await?,
            Kind::AgendaItem => items(ctx, By::Id(&ids)).await?,
            Kind::Conclusion => conclusions(ctx, By::Id(&ids)).await?,
            Kind::Decision => decisions(ctx, By::Id(&ids)).await?,
            Kind::Disagreement => disagreements(ctx, By::Id(&ids)).await?,
            Kind::InformationBreach => breaches(ctx, By::Id(&ids)).await?,
            Kind::Barrier => development::barriers(ctx, By::Id(&ids)).await?,
            Kind::Case => development::cases(ctx, By::Id(&ids)).await?,
            Kind::DevelopmentProject => development::projects(ctx, &ids).await?,
            Kind::ProblemStatement
            | Kind::Prototype
            | Kind::Trial
            | Kind::Lesson
            | Kind::DevelopmentSpace => development::parts(ctx, kind, &ids).await?,
            kind => others(ctx, kind, &ids).await?,
        });
    }
    Ok(found)
}

/// Everything visible that belongs to these matters.
pub async fn of_matters(ctx: &Ctx, ids: &[Uuid]) -> Result<Vec<Found>> {
    let by = By::Owner(ids);
    Ok([
        contributions(ctx, by).await?,
        items(ctx, by).await?,
        conclusions(ctx, by).await?,
        decisions(ctx, by).await?,
        disagreements(ctx, by).await?,
        breaches(ctx, by).await?,
        development::barriers(ctx, by).await?,
        development::cases(ctx, by).await?,
    ]
    .concat())
}

/// How other matters became part of these, or came out of them.
pub async fn turns(ctx: &Ctx, ids: &[Uuid]) -> Result<Vec<Tie>> {
    use matter::Column as C;
    let around = Condition::any().add(C::MergedInto.is_in(padded(ids))).add(C::SplitFrom.is_in(padded(ids)));
    Ok(matters(ctx, around).await?.into_iter().flat_map(|(_, ties)| ties).collect())
}

/// The links of these things that the caller sees, of any time.
pub async fn ties(ctx: &Ctx, things: &[Id]) -> Result<Vec<Tie>> {
    let ids: Vec<Uuid> = things.iter().map(|id| id.uuid).collect();
    let rows = links::of_any(ctx, &ids, LIMIT).await?;
    let tie = |row: entity::link::Model| {
        Some(Tie::link(row.link_type, links::ends(&row)?, (row.valid_from, row.valid_to)))
    };
    Ok(rows.into_iter().filter_map(tie).collect())
}

async fn matters(ctx: &Ctx, which: Condition) -> Result<Vec<Found>> {
    use matter::Column as C;
    type Row = (Uuid, Uuid, NaiveDate, Option<NaiveDate>, Option<Side>, Option<Uuid>, Option<Uuid>);
    let select = matter::Entity::find().filter(visible_matters(ctx)).filter(which);
    let columns =
        [C::Id, C::CommitteeId, C::OpenedOn, C::ClosedOn, C::OriginSide, C::MergedInto, C::SplitFrom];
    let rows: Vec<Row> = read(ctx, select, C::Id, columns).await?;
    let found = |(id, committee, on, ended_on, side, into, from): Row| {
        let id = Id::new(Kind::Matter, id);
        let merged = into.map(|into| Tie::own(id, Id::new(Kind::Matter, into), TieKind::MergedInto));
        let split = from.map(|from| Tie::own(Id::new(Kind::Matter, from), id, TieKind::SplitInto));
        let step = Step { id, on: Some(on), ended_on, side, committee_id: Some(committee) };
        (step, merged.into_iter().chain(split).collect())
    };
    Ok(rows.into_iter().map(found).collect())
}

async fn contributions(ctx: &Ctx, by: By<'_>) -> Result<Vec<Found>> {
    use contribution::Column as C;
    type Row = (Uuid, Uuid, NaiveDate, Option<NaiveDate>, Side, Option<Uuid>, Option<Uuid>);
    let select =
        contribution::Entity::find().filter(visible_contributions(ctx)).filter(by.among(C::Id, C::MatterId));
    let columns = [C::Id, C::CommitteeId, C::MadeOn, C::AnsweredOn, C::Side, C::MatterId, C::AgendaItemId];
    let rows: Vec<Row> = read(ctx, select, C::Id, columns).await?;
    let found = |(id, committee, on, ended_on, side, matter, item): Row| {
        let id = Id::new(Kind::Contribution, id);
        let raised = matter.map(|matter| Tie::own(id, Id::new(Kind::Matter, matter), TieKind::RaisedIn));
        let taken = item.map(|item| Tie::own(id, Id::new(Kind::AgendaItem, item), TieKind::TakenUpWith));
        let step = Step { id, on: Some(on), ended_on, side: Some(side), committee_id: Some(committee) };
        (step, raised.into_iter().chain(taken).collect())
    };
    Ok(rows.into_iter().map(found).collect())
}

async fn items(ctx: &Ctx, by: By<'_>) -> Result<Vec<Found>> {
    use agenda_item::Column as C;
    type Row = (Uuid, Uuid, NaiveDate, Option<NaiveDate>, Option<Side>, Uuid, Option<Uuid>, Option<Uuid>);
    let select = agenda_item::Entity::find().filter(visible_items(ctx)).filter(by.among(C::Id, C::MatterId));
    let columns = [
        C::Id,
        C::CommitteeId,
        C::ProposedOn,
        C::DiscussedOn,
        C::ProposerSide,
        C::MatterId,
        C::CarriedFrom,
        C::RaisedFrom,
    ];
    let rows: Vec<Row> = read(ctx, select, C::Id, columns).await?;
    let found = |(id, committee, on, ended_on, side, matter, carried, raised): Row| {
        let id = Id::new(Kind::AgendaItem, id);
        let before = |item, kind| Tie::own(Id::new(Kind::AgendaItem, item), id, kind);
        let mut ties = vec![Tie::own(Id::new(Kind::Matter, matter), id, TieKind::HandledAs)];
        ties.extend(carried.map(|item| before(item, TieKind::CarriedOverTo)));
        ties.extend(raised.map(|item| before(item, TieKind::ForwardedTo)));
        (Step { id, on: Some(on), ended_on, side, committee_id: Some(committee) }, ties)
    };
    Ok(rows.into_iter().map(found).collect())
}

async fn conclusions(ctx: &Ctx, by: By<'_>) -> Result<Vec<Found>> {
    use conclusion::Column as C;
    type Row = (Uuid, Uuid, NaiveDate, Uuid, Option<Uuid>);
    let select =
        conclusion::Entity::find().filter(visible_conclusions(ctx)).filter(by.among(C::Id, C::MatterId));
    let columns = [C::Id, C::CommitteeId, C::ConcludedOn, C::AgendaItemId, C::ForwardedItemId];
    let rows: Vec<Row> = read(ctx, select, C::Id, columns).await?;
    let found = |(id, committee, on, item, forwarded): Row| {
        let id = Id::new(Kind::Conclusion, id);
        let mut ties = vec![Tie::own(Id::new(Kind::AgendaItem, item), id, TieKind::EndedIn)];
        ties.extend(
            forwarded.map(|item| Tie::own(id, Id::new(Kind::AgendaItem, item), TieKind::ForwardedTo)),
        );
        (Step { id, on: Some(on), ended_on: None, side: None, committee_id: Some(committee) }, ties)
    };
    Ok(rows.into_iter().map(found).collect())
}

async fn decisions(ctx: &Ctx, by: By<'_>) -> Result<Vec<Found>> {
    use decision::Column as C;
    type Row = (Uuid, Uuid, NaiveDate, Option<NaiveDate>, Uuid, Option<Uuid>);
    let select = decision::Entity::find().filter(visible_decisions(ctx)).filter(by.among(C::Id, C::MatterId));
    let columns = [C::Id, C::CommitteeId, C::DecidedOn, C::ReviewedOn, C::MatterId, C::AgendaItemId];
    let rows: Vec<Row> = read(ctx, select, C::Id, columns).await?;
    let found = |(id, committee, on, ended_on, matter, item): Row| {
        let id = Id::new(Kind::Decision, id);
        let of = item.map_or(Id::new(Kind::Matter, matter), |item| Id::new(Kind::AgendaItem, item));
        let step = Step { id, on: Some(on), ended_on, side: None, committee_id: Some(committee) };
        (step, vec![Tie::own(of, id, TieKind::DecidedBy)])
    };
    Ok(rows.into_iter().map(found).collect())
}

/// A row of what the sides are at odds about.
type Dispute = (Uuid, Uuid, NaiveDate, Option<NaiveDate>, Side, Option<Uuid>);

async fn disagreements(ctx: &Ctx, by: By<'_>) -> Result<Vec<Found>> {
    use disagreement::Column as C;
    let select =
        disagreement::Entity::find().filter(visible_disagreements(ctx)).filter(by.among(C::Id, C::MatterId));
    let columns = [C::Id, C::CommitteeId, C::RaisedOn, C::EndedOn, C::RaisedBy, C::MatterId];
    disputes(Kind::Disagreement, read(ctx, select, C::Id, columns).await?)
}

async fn breaches(ctx: &Ctx, by: By<'_>) -> Result<Vec<Found>> {
    use information_breach::Column as C;
    let select =
        information_breach::Entity::find().filter(visible_breaches(ctx)).filter(by.among(C::Id, C::MatterId));
    let columns = [C::Id, C::CommitteeId, C::RequestedOn, C::EndedOn, C::RequestedBy, C::MatterId];
    disputes(Kind::InformationBreach, read(ctx, select, C::Id, columns).await?)
}

#[expect(clippy::unnecessary_wraps, reason = "the end of a function that reads")]
fn disputes(kind: Kind, rows: Vec<Dispute>) -> Result<Vec<Found>> {
    let found = |(id, committee, on, ended_on, side, matter): Dispute| {
        let id = Id::new(kind, id);
        let tie = matter.map(|matter| Tie::own(Id::new(Kind::Matter, matter), id, TieKind::DisputedIn));
        let step = Step { id, on: Some(on), ended_on, side: Some(side), committee_id: Some(committee) };
        (step, tie.into_iter().collect())
    };
    Ok(rows.into_iter().map(found).collect())
}

/// Things that only links lead to.
async fn others(ctx: &Ctx, kind: Kind, ids: &[Uuid]) -> Result<Vec<Found>> {
    let step = |(id, committee_id): (Uuid, Option<Uuid>)| {
        (Step { id: Id::new(kind, id), on: None, ended_on: None, side: None, committee_id }, Vec::new())
    };
    Ok(links::existing(ctx, kind, ids).await?.into_iter().map(step).collect())
}

/// The first rows of a statement, by the place of their columns.
async fn read<E, T, const N: usize>(
    ctx: &Ctx,
    select: Select<E>,
    id: E::Column,
    columns: [E::Column; N],
) -> Result<Vec<T>>
where
    E: EntityTrait,
    E::Model: FromQueryResult,
    T: TryGetableMany + Send + Sync,
{
    tuples(ctx, select.order_by_asc(id).limit(LIMIT), columns).await
}
