//! Batched reads of persons.

use std::collections::HashMap;

use async_graphql::Context;
use chrono::NaiveDate;
use entity::person;
use uuid::Uuid;

use super::store;
use crate::{
    core::{Ctx, Result},
    graphql::{
        context::ContextExt,
        loaders::{Lookup, One},
    },
    rights::classes::{Class, may_read},
};

/// A person by id. Persons have no periods: the date only tells batches apart.
pub struct PersonById;

impl Lookup for PersonById {
    type Entity = person::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, person::Model>> {
        store::by_ids(ctx, ids).await
    }
}

/// A person by id, named by a mandate or a unit that the caller sees.
pub struct PersonNamed;

impl Lookup for PersonNamed {
    type Entity = person::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, person::Model>> {
        store::named(ctx, ids).await
    }
}

/// A person by id, if the caller's work reaches it.
pub struct PersonReached;

impl Lookup for PersonReached {
    type Entity = person::Entity;

    async fn find(ctx: &Ctx, ids: &[Uuid], _: NaiveDate) -> Result<HashMap<Uuid, person::Model>> {
        store::reached(ctx, ids).await
    }
}

/// Whether the caller may read fields of a class about a person. [`may_read`] says all of it unless the credential
/// is limited to a unit: then its roles only reach those who are employed there.
pub async fn may_read_of(ctx: &Context<'_>, class: Class, person: Uuid) -> Result<bool> {
    let cx = ctx.cx();
    if !may_read(&cx.actor, class, Some(person)) {
        return Ok(false);
    }
    let limited = cx.actor.identity().is_some_and(|identity| identity.unit_scope.is_some());
    if !limited || cx.actor.person_id() == Some(person) {
        return Ok(true);
    }
    let reached = ctx.loaders().load_one(One::<PersonReached>::new(person, cx.today())).await;
    Ok(reached?.is_some())
}
