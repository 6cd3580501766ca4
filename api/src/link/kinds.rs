//! What can be linked: for each kind of thing, which rows of its table the caller sees and whose committee decides. The
//! one place that asks whether a thing of any kind exists for somebody. Persons and what is about one person cannot be
//! linked: a link would say something about them.

use entity::{committee, link, local_agreement, org_unit};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    agenda_item, conclusion,
    core::{Ctx, Id, Kind},
    matter, meeting,
    rights::tenant,
};

/// The kinds that can be linked.
pub const ALL: &[Kind] = &[
    Kind::Committee,
    Kind::OrgUnit,
    Kind::LocalAgreement,
    Kind::Matter,
    Kind::Meeting,
    Kind::AgendaItem,
    Kind::Conclusion,
];

/// The rows of one kind: the table, the column of the committee that decides, and the ids that the caller sees.
struct Rows {
    table: &'static str,
    committee: Option<&'static str>,
    ids: SelectStatement,
}

fn rows(ctx: &Ctx, kind: Kind) -> Option<Rows> {
    let of = |table, committee, ids| Some(Rows { table, committee, ids });
    match kind {
        Kind::Committee => {
            of("committee", Some("id"), open::<committee::Entity>(ctx, committee::Column::AuthorityId))
        }
        Kind::OrgUnit => of("org_unit", None, open::<org_unit::Entity>(ctx, org_unit::Column::AuthorityId)),
        Kind::LocalAgreement => of(
            "local_agreement",
            None,
            open::<local_agreement::Entity>(ctx, local_agreement::Column::AuthorityId),
        ),
        Kind::Matter => of("matter", Some("committee_id"), matter::service::visible_ids(ctx)),
        Kind::Meeting => of("meeting", Some("committee_id"), meeting::service::visible_ids(ctx)),
        Kind::AgendaItem => of("agenda_item", Some("committee_id"), agenda_item::service::visible_ids(ctx)),
        Kind::Conclusion => of("conclusion", Some("committee_id"), conclusion::service::visible_ids(ctx)),
        _ => None,
    }
}

/// The ids of a kind that is open to everybody of its authority.
fn open<E: EntityTrait>(ctx: &Ctx, authority: E::Column) -> SelectStatement {
    Query::select()
        .column((E::default(), "id"))
        .from(E::default())
        .cond_where(tenant(&ctx.actor, authority))
        .take()
}

/// One row when a thing exists for the caller, with the committee that decides about it, or null; none for a kind that
/// cannot be linked.
pub fn one(ctx: &Ctx, id: Id) -> Option<SelectStatement> {
    let Rows { table, committee, mut ids } = rows(ctx, id.kind)?;
    ids.clear_selects();
    match committee {
        Some(column) => ids.column((table, column)),
        None => ids.expr(Expr::val(None::<Uuid>)),
    };
    Some(ids.and_where(Expr::col((table, "id")).eq(id.uuid)).limit(1).take())
}

/// That the caller sees the thing at one end of a link. Looked up by its id, so that a long list costs no more.
pub fn end_seen(ctx: &Ctx, kind: link::Column, id: link::Column) -> Condition {
    let mut any = Condition::any();
    for of in ALL {
        let Some(Rows { table, mut ids, .. }) = rows(ctx, *of) else { continue };
        ids.and_where(Expr::col((table, "id")).equals(id.as_column_ref()));
        any = any.add(kind.eq(of.prefix()).and(Expr::exists(ids)));
    }
    any
}
