//! All SQL of access: whom a token names, and which mandates somebody holds.

use chrono::NaiveDate;
use entity::{
    acting, authority, external_id,
    mandate::{self, MandateRole},
    org_unit, person,
    seat::{self, SeatType, Side},
};
use sea_orm::{
    ConnectionTrait, FromQueryResult,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::issuer::Key;
use crate::core::{Db, Kind, Result, validity::alias_holds_on};

/// The authority that a key names. `None` also when two could be meant.
pub(super) async fn find_authority(db: &Db, key: &Key) -> Result<Option<Uuid>> {
    let mut select = Query::select();
    select.column((authority::Entity, authority::Column::Id)).from(authority::Entity).limit(2);
    match key {
        Key::Id(id) => select.and_where(Expr::col((authority::Entity, authority::Column::Id)).eq(*id)),
        Key::Cvr(cvr) => {
            select.and_where(Expr::col((authority::Entity, authority::Column::Cvr)).eq(cvr.as_str()))
        }
        // An authority may claim any key for itself; that two claim the same must not let one speak for the other.
        Key::External { system, key } => select
            .inner_join(
                external_id::Entity,
                Expr::col((external_id::Entity, external_id::Column::AuthorityId))
                    .equals((authority::Entity, authority::Column::Id))
                    .and(
                        Expr::col((external_id::Entity, external_id::Column::SubjectId))
                            .equals((authority::Entity, authority::Column::Id)),
                    ),
            )
            .and_where(external(Kind::Authority, system, key)),
    };
    let rows = db.read().query_all(&select).await?;
    match rows.as_slice() {
        [row] => Ok(Some(row.try_get_by_index(0)?)),
        _ => Ok(None),
    }
}

/// The person of an authority that a key names.
pub(super) async fn find_person(db: &Db, authority_id: Uuid, key: &Key) -> Result<Option<Uuid>> {
    let mut select = Query::select();
    select
        .column(person::Column::Id)
        .from(person::Entity)
        .and_where(Expr::col(person::Column::AuthorityId).eq(authority_id));
    find_in(db, authority_id, Kind::Person, key, select).await
}

/// The unit of an authority that a key names, whenever it exists.
pub(super) async fn find_unit(db: &Db, authority_id: Uuid, key: &Key) -> Result<Option<Uuid>> {
    let mut select = Query::select();
    select
        .column(org_unit::Column::Id)
        .from(org_unit::Entity)
        .and_where(Expr::col(org_unit::Column::AuthorityId).eq(authority_id));
    find_in(db, authority_id, Kind::OrgUnit, key, select).await
}

/// Both tables name the id `id`; an external key is looked up inside the authority only.
async fn find_in(
    db: &Db,
    authority_id: Uuid,
    kind: Kind,
    key: &Key,
    mut select: SelectStatement,
) -> Result<Option<Uuid>> {
    let id = Expr::col(person::Column::Id);
    match key {
        Key::Id(uuid) => select.and_where(id.eq(*uuid)),
        Key::Cvr(_) => return Ok(None),
        Key::External { system, key } => select.and_where(
            id.in_subquery(
                Query::select()
                    .column(external_id::Column::SubjectId)
                    .from(external_id::Entity)
                    .and_where(
                        Expr::col((external_id::Entity, external_id::Column::AuthorityId)).eq(authority_id),
                    )
                    .and_where(external(kind, system, key))
                    .take(),
            ),
        ),
    };
    let row = db.read().query_one(select.limit(1)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

fn external(kind: Kind, system: &str, key: &str) -> sea_orm::sea_query::SimpleExpr {
    let col = |column| Expr::col((external_id::Entity, column));
    col(external_id::Column::Kind)
        .eq(kind.prefix())
        .and(col(external_id::Column::System).eq(system))
        .and(col(external_id::Column::Key).eq(key))
}

/// A mandate with its seat, as `mandates_of` reads it.
#[derive(Debug, FromQueryResult)]
pub(super) struct MandateRow {
    pub(super) id: Uuid,
    pub(super) committee_id: Uuid,
    pub(super) seat_id: Uuid,
    pub(super) role: MandateRole,
    pub(super) alternate_for: Option<Uuid>,
    pub(super) seat_type: SeatType,
    pub(super) side: Side,
}

/// The committees in which a person holds a mandate that counts on a date, as a subquery.
pub(super) fn committees_of(authority_id: Uuid, person_id: Uuid, date: NaiveDate) -> SelectStatement {
    let mut select = counting(authority_id, person_id, date);
    select.column((mandate::Entity, mandate::Column::CommitteeId));
    select
}

/// The mandates of a person that count on a date: those of holders, and those of alternates who act on that date.
pub(super) async fn mandates_of(
    conn: &impl ConnectionTrait,
    authority_id: Uuid,
    person_id: Uuid,
    date: NaiveDate,
) -> Result<Vec<MandateRow>> {
    let mut select = counting(authority_id, person_id, date);
    select
        .columns([
            (mandate::Entity, mandate::Column::Id),
            (mandate::Entity, mandate::Column::CommitteeId),
            (mandate::Entity, mandate::Column::SeatId),
            (mandate::Entity, mandate::Column::Role),
            (mandate::Entity, mandate::Column::AlternateFor),
        ])
        .columns([(seat::Entity, seat::Column::SeatType), (seat::Entity, seat::Column::Side)])
        .order_by((mandate::Entity, mandate::Column::Id), sea_orm::Order::Asc);
    let rows = conn.query_all(&select).await?;
    rows.iter().map(|row| Ok(MandateRow::from_query_result(row, "")?)).collect()
}

/// The mandates of a person that count on a date, with their seats; what is read of them is added by the caller.
fn counting(authority_id: Uuid, person_id: Uuid, date: NaiveDate) -> SelectStatement {
    let of_mandate = |column| Expr::col((mandate::Entity, column));
    let of_seat = |column| Expr::col((seat::Entity, column));
    let acts = Query::select()
        .expr(Expr::val(1))
        .from(acting::Entity)
        .and_where(
            Expr::col((acting::Entity, acting::Column::AuthorityId))
                .equals((mandate::Entity, mandate::Column::AuthorityId)),
        )
        .and_where(
            Expr::col((acting::Entity, acting::Column::MandateId))
                .equals((mandate::Entity, mandate::Column::Id)),
        )
        .and_where(alias_holds_on("acting", date))
        .take();
    let mut select = Query::select();
    select
        .from(mandate::Entity)
        .inner_join(
            seat::Entity,
            of_seat(seat::Column::AuthorityId)
                .equals((mandate::Entity, mandate::Column::AuthorityId))
                .and(of_seat(seat::Column::Id).equals((mandate::Entity, mandate::Column::SeatId))),
        )
        .and_where(of_mandate(mandate::Column::AuthorityId).eq(authority_id))
        .and_where(of_mandate(mandate::Column::PersonId).eq(person_id))
        .and_where(alias_holds_on("mandate", date))
        .and_where(alias_holds_on("seat", date))
        .and_where(of_mandate(mandate::Column::AlternateFor).is_null().or(Expr::exists(acts)));
    select
}
