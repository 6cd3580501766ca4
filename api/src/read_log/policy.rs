//! Who may see the log of reads.

use chrono::NaiveDate;
use entity::{
    person,
    read_log::{self, Column},
    read_log_person,
};
use sea_orm::{
    ColumnTrait, Condition, DbBackend,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use crate::{
    core::{Actor, Role, db::holds_id},
    person::service::reached,
    rights::{
        classes::{Class, TypeFields},
        nothing, tenant,
    },
};

/// Whether the caller's work is to check what was read.
pub fn is_auditor(actor: &Actor) -> bool {
    actor.has_any(&[Role::Auditor])
}

/// Reads of the persons that an auditor's work reaches. Of several persons in one row one has to be reached; who the
/// others are is for the visibility of persons to say.
pub fn visible(actor: &Actor, today: NaiveDate, backend: DbBackend) -> Condition {
    if !is_auditor(actor) {
        return nothing();
    }
    let mut any = Condition::any().add(reached(actor, today, Column::PersonId));
    if let Some(identity) = actor.identity().filter(|identity| identity.unit_scope.is_some()) {
        let one = Query::select()
            .expr(Expr::val(1))
            .from(person::Entity)
            .and_where(Expr::col((person::Entity, person::Column::AuthorityId)).eq(identity.authority_id))
            .cond_where(reached(actor, today, person::Column::Id))
            .and_where(holds_id(
                backend,
                Expr::col((read_log::Entity, Column::Persons)),
                Expr::col((person::Entity, person::Column::Id)),
            ))
            .take();
        any = any.add(Expr::exists(one));
    }
    tenant(actor, Column::AuthorityId).add(any)
}

/// Reads of the caller's own data.
pub fn own(actor: &Actor, backend: DbBackend) -> Condition {
    match (actor.authority_id(), actor.person_id()) {
        (Some(authority), Some(person)) => {
            tenant(actor, Column::AuthorityId).add(about(authority, person, backend))
        }
        _ => nothing(),
    }
}

/// That a row tells of a person: alone, or among others in one of the weeks that are marked for the person.
pub fn about(authority: Uuid, person: Uuid, backend: DbBackend) -> Condition {
    use read_log_person::Column as Week;
    let weeks = Query::select()
        .column(Week::Week)
        .from(read_log_person::Entity)
        .and_where(Expr::col((read_log_person::Entity, Week::AuthorityId)).eq(authority))
        .and_where(Expr::col((read_log_person::Entity, Week::PersonId)).eq(person))
        .take();
    let mut rows = of(authority);
    rows.and_where(Expr::col((INNER, Column::PersonId)).eq(person));
    let mut among = of(authority);
    among.and_where(Expr::col((INNER, Column::Week)).in_subquery(weeks)).and_where(holds_id(
        backend,
        Expr::col((INNER, Column::Persons)),
        Expr::val(person),
    ));
    rows.union(UnionType::All, among);
    Condition::all().add(Column::Id.in_subquery(rows))
}

/// The table inside a condition, named apart from the same table outside.
const INNER: &str = "logged";

fn of(authority: Uuid) -> SelectStatement {
    Query::select()
        .column((INNER, Column::Id))
        .from_as(read_log::Entity, INNER)
        .and_where(Expr::col((INNER, Column::AuthorityId)).eq(authority))
        .take()
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "ReadLogEntry",
    fields: &[(
        Class::Personal,
        &["readAt", "class", "actor", "client", "person", "persons", "fields", "purpose", "requestId"],
    )],
}];
