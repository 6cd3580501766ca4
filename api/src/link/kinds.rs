//! What can be linked: for each kind of thing, which rows of its table the caller sees and whose committee decides. The
//! one place that asks whether a thing of any kind exists for somebody. Persons and what is about one person cannot be
//! linked: a link would say something about them.

use entity::{action, action_plan, budget_cycle, committee, link, local_agreement, org_unit, wheel_task};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    agenda_item, barrier, case_study, conclusion, contribution,
    core::{Ctx, Id, Kind, db::padded},
    decision, guideline, matter, meeting, plan, project, project_part,
    rights::tenant,
};

/// The kinds that can be linked and are open to everybody of their authority.
const OPEN: &[Kind] = &[
    Kind::Committee,
    Kind::OrgUnit,
    Kind::LocalAgreement,
    Kind::WheelTask,
    Kind::BudgetCycle,
    Kind::ActionPlan,
    Kind::Action,
];

/// The kinds that can be linked, and of which one thing can be open and another hidden.
const BY_ROW: &[Kind] = &[
    Kind::Matter,
    Kind::Meeting,
    Kind::AgendaItem,
    Kind::Conclusion,
    Kind::Decision,
    Kind::Contribution,
    Kind::Guideline,
    Kind::StrategyPlan,
    Kind::DevelopmentProject,
    Kind::Lesson,
    Kind::Barrier,
    Kind::Case,
];

/// Whether things of a kind can be linked.
pub fn is_linkable(kind: Kind) -> bool {
    OPEN.contains(&kind) || BY_ROW.contains(&kind)
}

/// The rows of one kind: the table, the column of the committee that decides, and the ids that the caller sees.
struct Rows {
    table: &'static str,
    committee: Option<&'static str>,
    ids: SelectStatement,
}

fn rows(ctx: &Ctx, kind: Kind) -> Option<Rows> {
    macro_rules! open {
        ($entity:ident, $committee:expr) => {
            Some(open::<$entity::Entity>(ctx, $entity::Column::AuthorityId, $committee))
        };
    }
    let of = |table, ids| Some(Rows { table, committee: Some(OF_COMMITTEE), ids });
    match kind {
        Kind::Committee => open!(committee, Some("id")),
        Kind::OrgUnit => open!(org_unit, None),
        Kind::LocalAgreement => open!(local_agreement, None),
        Kind::WheelTask => open!(wheel_task, Some(OF_COMMITTEE)),
        Kind::BudgetCycle => open!(budget_cycle, None),
        Kind::ActionPlan => open!(action_plan, Some(OF_COMMITTEE)),
        Kind::Action => open!(action, Some(OF_COMMITTEE)),
        Kind::Matter => of("matter", matter::service::visible_ids(ctx)),
        Kind::Meeting => of("meeting", meeting::service::visible_ids(ctx)),
        Kind::AgendaItem => of("agenda_item", agenda_item::service::visible_ids(ctx)),
        Kind::Conclusion => of("conclusion", conclusion::service::visible_ids(ctx)),
        Kind::Decision => of("decision", decision::service::visible_ids(ctx)),
        Kind::Contribution => of("contribution", contribution::service::visible_ids(ctx)),
        Kind::Barrier => of("barrier", barrier::service::visible_ids(ctx)),
        // Those of other authorities too, as with projects.
        Kind::Case => of("case_study", case_study::service::visible_ids(ctx)),
        Kind::Guideline => of("guideline", guideline::service::visible_ids(ctx)),
        Kind::StrategyPlan => of("strategy_plan", plan::service::visible_ids(ctx)),
        // Also one of another authority, when the caller may read it: the link belongs to the caller's own.
        Kind::DevelopmentProject => of("development_project", project::service::visible_ids(ctx)),
        Kind::Lesson => {
            let ids = project_part::service::lesson_ids(ctx);
            Some(Rows { table: "lesson", committee: None, ids })
        }
        _ => None,
    }
}

const OF_COMMITTEE: &str = "committee_id";

/// The rows of a kind that is open to everybody of its authority.
fn open<E: EntityTrait>(ctx: &Ctx, authority: E::Column, committee: Option<&'static str>) -> Rows {
    let table = E::default().as_str();
    let ids =
        Query::select().column((table, "id")).from(table).cond_where(tenant(&ctx.actor, authority)).take();
    Rows { table, committee, ids }
}

/// The committee that decides about a thing, or null. That of another authority decides about nothing here.
fn deciding(ctx: &Ctx, table: &'static str, committee: Option<&'static str>) -> SimpleExpr {
    let Some(column) = committee else { return Expr::val(None::<Uuid>) };
    let column = Expr::col((table, column));
    match ctx.actor.authority_id() {
        None => column,
        Some(own) => {
            Expr::case(Expr::col((table, "authority_id")).eq(own), column).finally(None::<Uuid>).into()
        }
    }
}

/// One row when a thing exists for the caller, with the committee that decides about it, or null; none for a kind that
/// cannot be linked.
pub fn one(ctx: &Ctx, id: Id) -> Option<SelectStatement> {
    let Rows { table, committee, mut ids } = rows(ctx, id.kind)?;
    ids.clear_selects();
    ids.expr(deciding(ctx, table, committee));
    Some(ids.and_where(Expr::col((table, "id")).eq(id.uuid)).limit(1).take())
}

/// Those of these things that exist for the caller: id, and the committee that decides, or null; none for a kind that cannot
/// be linked.
pub fn some(ctx: &Ctx, kind: Kind, ids: &[Uuid]) -> Option<SelectStatement> {
    let Rows { table, committee, ids: mut rows } = rows(ctx, kind)?;
    rows.clear_selects().distinct().column((table, "id"));
    rows.expr(deciding(ctx, table, committee));
    Some(rows.and_where(Expr::col((table, "id")).is_in(padded(ids))).take())
}

/// That the caller sees the thing at one end of a link of its authority. Looked up by its id, so that a long list costs no
/// more.
pub fn end_seen(ctx: &Ctx, kind: link::Column, id: link::Column) -> Condition {
    let mut any = Condition::any().add(kind.is_in(OPEN.iter().map(|open| open.prefix())));
    for of in BY_ROW {
        let Some(Rows { table, mut ids, .. }) = rows(ctx, *of) else { continue };
        ids.and_where(Expr::col((table, "id")).equals(id.as_column_ref()));
        any = any.add(kind.eq(of.prefix()).and(Expr::exists(ids)));
    }
    any
}
