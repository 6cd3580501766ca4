//! All SQL about the log of reads; it is written by `core::db`.

use entity::{read_log, read_log::Column};
use sea_orm::{Condition, EntityTrait, QueryFilter, Select, Value};

use super::policy;
use crate::{
    core::{
        Ctx,
        db::page::Paged,
        filter::{Filter, Test},
    },
    rights::nothing,
};

/// Ids grow with time: the order by id is the order of the reads.
impl Paged for read_log::Entity {
    const ID: Column = Column::Id;
}

/// The reads that an auditor sees.
pub fn listed(ctx: &Ctx, filter: &Filter<Column>) -> Select<read_log::Entity> {
    let visible = policy::visible(&ctx.actor, ctx.today(), ctx.db.backend());
    read_log::Entity::find().filter(visible).filter(condition(ctx, filter))
}

/// The reads of the caller's own data.
pub fn own(ctx: &Ctx, filter: &Filter<Column>) -> Select<read_log::Entity> {
    let own = policy::own(&ctx.actor, ctx.db.backend());
    read_log::Entity::find().filter(own).filter(condition(ctx, filter))
}

/// A caller's filter as SQL. A person is looked for in rows about several persons, too.
fn condition(ctx: &Ctx, filter: &Filter<Column>) -> Condition {
    let parts = |parts: &[Filter<Column>], start: Condition| {
        parts.iter().fold(start, |all, part| all.add(condition(ctx, part)))
    };
    match filter {
        Filter::All(all) => parts(all, Condition::all()),
        Filter::Any(any) if any.is_empty() => nothing(),
        Filter::Any(any) => parts(any, Condition::any()),
        Filter::Not(part) => condition(ctx, part).not(),
        Filter::Column(Column::PersonId, Test::Eq(person)) => about(ctx, person),
        Filter::Column(Column::PersonId, Test::In(persons)) => {
            persons.iter().fold(nothing_of_any(), |any, person| any.add(about(ctx, person)))
        }
        other @ Filter::Column(..) => other.condition(),
    }
}

/// Holds for nothing, until something is added.
fn nothing_of_any() -> Condition {
    Condition::any().add(nothing())
}

fn about(ctx: &Ctx, person: &Value) -> Condition {
    match (ctx.actor.authority_id(), person) {
        (Some(authority), Value::Uuid(Some(person))) => policy::about(authority, *person, ctx.db.backend()),
        _ => nothing(),
    }
}
