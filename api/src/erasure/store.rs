//! All SQL of erasure. It knows every table that can hold something of a person; `inventory` lists them, and a test holds
//! the two together.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    change, engagement, engagement::EngagementStatus, erased, external_id, mandate, org_unit, person,
    read_log, refusal, union_affiliation,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use uuid::Uuid;

use super::rules::{Here, NOBODY};
use crate::core::{Kind, Result};

/// The kinds of things of which no change row holds free text.
const WITHOUT_TEXT: &[Kind] = &[
    Kind::Person,
    Kind::Engagement,
    Kind::UnionAffiliation,
    Kind::Mandate,
    Kind::Acting,
    Kind::Seat,
    Kind::CommitteeUnit,
    Kind::WheelEntry,
    Kind::WheelTask,
    Kind::BudgetCycle,
    Kind::BudgetDiscussion,
    Kind::StrategyPlan,
    Kind::ActionPlan,
    Kind::Action,
    Kind::DevelopmentProject,
    Kind::ProblemStatement,
    Kind::Prototype,
    Kind::Trial,
    Kind::Lesson,
    Kind::DevelopmentSpace,
];

/// The tables of whose values the database keeps samples that can tell of a person.
pub const SAMPLED: &[&str] = &["person", "external_id", "union_affiliation", "change", "read_log", "refusal"];

/// A person of an authority.
pub async fn person(conn: &impl ConnectionTrait, authority: Uuid, id: Uuid) -> Result<Option<person::Model>> {
    Ok(person::Entity::find_by_id((authority, id)).one(conn).await?)
}

/// Until when a person is or was here; nothing when nothing tells.
pub async fn here(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    id: Uuid,
    today: NaiveDate,
) -> Result<Option<Here>> {
    use engagement::Column as E;
    use mandate::Column as M;
    use org_unit::Column as U;
    let mut ends: Vec<Option<NaiveDate>> = engagement::Entity::find()
        .select_only()
        .column(E::ValidTo)
        .filter(E::AuthorityId.eq(authority).and(E::PersonId.eq(id)))
        .into_tuple()
        .all(conn)
        .await?;
    let mandates = mandate::Entity::find()
        .select_only()
        .column(M::ValidTo)
        .filter(M::AuthorityId.eq(authority).and(M::PersonId.eq(id)));
    ends.extend(mandates.into_tuple::<Option<NaiveDate>>().all(conn).await?);
    let led = org_unit::Entity::find()
        .select_only()
        .column(U::ValidTo)
        .filter(U::AuthorityId.eq(authority).and(U::ManagerId.eq(id)));
    ends.extend(led.into_tuple::<Option<NaiveDate>>().all(conn).await?);
    let last = ends.into_iter().map(|end| end.unwrap_or(NaiveDate::MAX)).max();
    Ok(last.map(|last| if last > today { Here::Still } else { Here::Until(last) }))
}

/// Persons who have a name and were last here before a day, those registered after an instant left out.
pub async fn former(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    before: NaiveDate,
    registered_before: Uuid,
    after: Uuid,
    limit: u64,
) -> Result<Vec<person::Model>> {
    use person::Column as P;
    let kept = |table: &'static str, column: &'static str| {
        let of = |column: &'static str| Expr::col(("kept", column));
        Expr::exists(
            Query::select()
                .expr(Expr::val(1))
                .from_as(table, "kept")
                .and_where(of("authority_id").eq(authority))
                .and_where(of(column).eq(Expr::col((person::Entity, P::Id))))
                .and_where(of("valid_to").is_null().or(of("valid_to").gt(before)))
                .take(),
        )
        .not()
    };
    Ok(person::Entity::find()
        .filter(P::AuthorityId.eq(authority))
        .filter(P::DisplayName.ne(""))
        .filter(P::Id.lt(registered_before))
        .filter(P::Id.gt(after))
        .filter(
            Condition::all()
                .add(kept("engagement", "person_id"))
                .add(kept("mandate", "person_id"))
                .add(kept("org_unit", "manager_id")),
        )
        .order_by_asc(P::Id)
        .limit(limit)
        .all(conn)
        .await?)
}

/// Takes the keys of a person away, and gives them.
pub async fn take_keys(conn: &impl ConnectionTrait, authority: Uuid, id: Uuid) -> Result<Vec<String>> {
    use external_id::Column as C;
    let of = || C::AuthorityId.eq(authority).and(C::SubjectId.eq(id)).and(C::Kind.eq(Kind::Person.prefix()));
    let rows = external_id::Entity::find().filter(of()).all(conn).await?;
    external_id::Entity::delete_many().filter(of()).exec(conn).await?;
    Ok(rows.into_iter().map(|row| row.key).collect())
}

/// Takes the union memberships of a person away, and gives their ids.
pub async fn take_unions(conn: &impl ConnectionTrait, authority: Uuid, id: Uuid) -> Result<Vec<Uuid>> {
    use union_affiliation::Column as C;
    let of = || C::AuthorityId.eq(authority).and(C::PersonId.eq(id));
    let rows = union_affiliation::Entity::find().filter(of()).order_by_asc(C::Id).all(conn).await?;
    union_affiliation::Entity::delete_many().filter(of()).exec(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Forgets that a person was on leave, and gives the employments that said so.
pub async fn forget_leave(conn: &impl ConnectionTrait, authority: Uuid, id: Uuid) -> Result<Vec<Uuid>> {
    use engagement::Column as C;
    let rows = engagement::Entity::find()
        .filter(C::AuthorityId.eq(authority).and(C::PersonId.eq(id)))
        .filter(C::Status.eq(EngagementStatus::Leave))
        .all(conn)
        .await?;
    let ids = rows.iter().map(|row| row.id).collect();
    for row in rows {
        let row = engagement::Model { status: EngagementStatus::Active, version: row.version + 1, ..row };
        row.into_active_model().reset_all().update(conn).await?;
    }
    Ok(ids)
}

/// Forgets why the mandates of a person ended, and gives those that said so.
pub async fn forget_reasons(conn: &impl ConnectionTrait, authority: Uuid, id: Uuid) -> Result<Vec<Uuid>> {
    use mandate::Column as C;
    let rows = mandate::Entity::find()
        .filter(C::AuthorityId.eq(authority).and(C::PersonId.eq(id)))
        .filter(C::EndReason.is_not_null())
        .all(conn)
        .await?;
    let ids = rows.iter().map(|row| row.id).collect();
    for row in rows {
        let row = mandate::Model { end_reason: None, version: row.version + 1, ..row };
        row.into_active_model().reset_all().update(conn).await?;
    }
    Ok(ids)
}

/// The change rows of an authority that may hold free text, after a place in the sequence.
pub async fn texts(
    conn: &impl ConnectionTrait,
    authority: Uuid,
    after: i64,
    limit: u64,
) -> Result<Vec<change::Model>> {
    use change::Column as C;
    Ok(change::Entity::find()
        .filter(C::AuthorityId.eq(authority))
        .filter(C::SubjectKind.is_not_in(WITHOUT_TEXT.iter().map(|kind| kind.prefix())))
        .filter(C::Seq.gt(after))
        .order_by_asc(C::Seq)
        .limit(limit)
        .all(conn)
        .await?)
}

/// Writes the values of a change row anew.
pub async fn save_details(conn: &impl ConnectionTrait, row: change::Model) -> Result<()> {
    let details = sea_orm::Value::from(row.detail.clone());
    change::Entity::update_many()
        .col_expr(change::Column::Detail, Expr::val(details))
        .filter(change::Column::AuthorityId.eq(row.authority_id).and(change::Column::Seq.eq(row.seq)))
        .exec(conn)
        .await?;
    Ok(())
}

/// Takes names of callers that are a person's mail or key out of the logs.
pub async fn forget_actor(conn: &impl ConnectionTrait, authority: Uuid, names: &[String]) -> Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let names = || names.iter().map(String::as_str);
    change::Entity::update_many()
        .col_expr(change::Column::Actor, Expr::val(NOBODY))
        .filter(change::Column::AuthorityId.eq(authority).and(change::Column::Actor.is_in(names())))
        .exec(conn)
        .await?;
    read_log::Entity::update_many()
        .col_expr(read_log::Column::Actor, Expr::val(NOBODY))
        .filter(read_log::Column::AuthorityId.eq(authority).and(read_log::Column::Actor.is_in(names())))
        .exec(conn)
        .await?;
    refusal::Entity::delete_many()
        .filter(refusal::Column::AuthorityId.eq(authority).and(refusal::Column::Actor.is_in(names())))
        .exec(conn)
        .await?;
    Ok(())
}

/// Puts a person into the list of the erased; once is enough.
pub async fn remember(conn: &impl ConnectionTrait, row: erased::Model) -> Result<()> {
    use erased::Column as C;
    let once = OnConflict::columns([C::AuthorityId, C::PersonId]).do_nothing().to_owned();
    let row = row.into_active_model().reset_all();
    erased::Entity::insert(row).on_conflict(once).exec_without_returning(conn).await?;
    Ok(())
}

/// Everybody who was erased, by authority and person.
pub async fn all(conn: &impl ConnectionTrait) -> Result<Vec<erased::Model>> {
    let select = erased::Entity::find().order_by_asc(erased::Column::AuthorityId);
    Ok(select.order_by_asc(erased::Column::PersonId).all(conn).await?)
}

/// When a person was registered, as its id tells; the beginning of time for an id from elsewhere.
pub fn registered(id: Uuid) -> DateTime<Utc> {
    let seconds = id.get_timestamp().map(|at| at.to_unix().0);
    let seconds = seconds.and_then(|seconds| i64::try_from(seconds).ok()).unwrap_or_default();
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}
