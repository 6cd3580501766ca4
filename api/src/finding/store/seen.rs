//! Which of the things that a committee can keep to itself the caller sees, by the policy of each thing's own domain.

use std::collections::HashSet;

use sea_orm::{
    ConnectionTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use crate::{
    agenda_item, barrier,
    core::{Ctx, Id, Kind, Result, db::padded},
    decision, disagreement, information_breach, project_part,
};

/// The ids of the things of one kind that a caller sees, as a subquery.
type VisibleIds = fn(&Ctx) -> SelectStatement;

/// The kinds of these things, and the ids of those that a caller sees.
const KEPT: &[(Kind, VisibleIds)] = &[
    (Kind::AgendaItem, agenda_item::service::visible_ids),
    (Kind::Barrier, barrier::service::visible_ids),
    (Kind::Decision, decision::service::visible_ids),
    (Kind::Disagreement, disagreement::service::visible_ids),
    (Kind::InformationBreach, information_breach::service::visible_ids),
    (Kind::DevelopmentSpace, project_part::service::space_ids),
];

/// Most things in one statement: databases limit its parameters.
const THINGS_MAX: usize = 8_192;

/// Those of these things that the caller sees: one statement, whatever their kinds; none when there are none.
pub async fn seen(ctx: &Ctx, things: &[Id]) -> Result<HashSet<Id>> {
    let mut visible: HashSet<Uuid> = HashSet::new();
    for some in things.chunks(THINGS_MAX) {
        let Some(select) = among(ctx, some) else { continue };
        for row in ctx.db.read().query_all(&select).await? {
            visible.insert(row.try_get("", "id")?);
        }
    }
    Ok(things.iter().copied().filter(|thing| visible.contains(&thing.uuid)).collect())
}

fn among(ctx: &Ctx, things: &[Id]) -> Option<SelectStatement> {
    let of_kind = |(kind, visible): &(Kind, fn(&Ctx) -> SelectStatement)| {
        let ids: Vec<Uuid> =
            things.iter().filter(|thing| thing.kind == *kind).map(|thing| thing.uuid).collect();
        let select = || {
            Query::select()
                .expr_as(Expr::col(("seen", "id")), "id")
                .from_subquery(visible(ctx), "seen")
                .and_where(Expr::col(("seen", "id")).is_in(padded(&ids)))
                .take()
        };
        (!ids.is_empty()).then(select)
    };
    KEPT.iter().filter_map(of_kind).reduce(|mut all, select| {
        all.union(UnionType::All, select);
        all
    })
}
