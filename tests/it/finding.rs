//! Findings through the API, on demo data, as callers of several kinds see them.

mod judged;
mod listed;
mod seen;
mod shared;
mod work;

use std::{collections::BTreeSet, sync::Arc};

use async_graphql::{Request, Response};
use chrono::NaiveDate;
use entity::{authority_sequence, engagement, mandate};
use medspil::{
    access::DevClaims,
    core::{Actor, Clock, Credential, Ctx, Db, Id, Identity, Ids, Kind, Locale, Serving, Validity},
    demo::Account,
    finding::{facts::Facts, store},
    graphql::{self, SchemaOptions},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::world::World;

const EVERYTHING: &str = r"
query($asOf: Date, $where: FindingWhere, $orderBy: FindingOrder, $after: String) {
  findings(asOf: $asOf, where: $where, orderBy: $orderBy, first: 100, after: $after) {
    totalCount
    nodes {
      code severity rule message reference sureness subjectId subjectType subject { id } committee { id name }
      values { name value unit description }
    }
    pageInfo { hasNextPage endCursor }
  }
}";

/// The date on which the demo was made.
fn today(world: &World) -> NaiveDate {
    world.clock.today()
}

/// The authority with most of the demo's data.
fn authority(world: &World) -> Uuid {
    world.account("medCoordinator").authority_id
}

/// Says that the authority was written to: what was judged before does not count any more. Every write of the program
/// does it; a test that writes rows by itself has to.
async fn wrote(world: &World) {
    authority_sequence::Entity::update_many()
        .col_expr(authority_sequence::Column::LastSeq, Expr::col(authority_sequence::Column::LastSeq).add(1))
        .exec(world.db.for_migrations())
        .await
        .unwrap();
}

/// All findings that somebody sees, page by page.
async fn all_as(world: &World, token: Option<&str>, variables: Value) -> Vec<Value> {
    let mut variables = variables;
    let mut all = Vec::new();
    loop {
        let answer = world.ask_as(token, EVERYTHING, variables.clone()).await;
        let list = &answer.data()["findings"];
        all.extend(array(&list["nodes"]).iter().cloned());
        if list["pageInfo"]["hasNextPage"] == json!(false) {
            assert_eq!(list["totalCount"], json!(all.len()));
            return all;
        }
        variables["after"] = list["pageInfo"]["endCursor"].clone();
    }
}

/// All findings that a demo caller sees.
async fn all(world: &World, name: &str, variables: Value) -> Vec<Value> {
    let token = world.token(&world.claims(name));
    all_as(world, Some(&token), variables).await
}

/// All findings that pass a filter, as the MED coordinator sees them.
async fn coordinators(world: &World, filter: Value) -> Vec<Value> {
    all(world, "medCoordinator", json!({"where": filter})).await
}

/// A token of a demo caller with other claims.
fn token_with(world: &World, name: &str, change: impl FnOnce(&mut DevClaims)) -> String {
    let mut claims = world.claims(name);
    change(&mut claims);
    world.token(&claims)
}

/// The context of a demo caller, for what the server does not show.
fn ctx(world: &World, name: &str, locale: Locale) -> Ctx {
    Ctx { locale, ..ctx_of(world.account(name), world.db.clone(), world.clock.clone()) }
}

fn ctx_of(account: &Account, db: Db, clock: Clock) -> Ctx {
    let identity = Identity {
        subject: account.name.to_owned(),
        client: None,
        authority_id: account.authority_id,
        roles: account.roles.iter().copied().collect(),
        scopes: BTreeSet::new(),
        person_id: account.person_id,
        unit_scope: None,
        credential: Credential::SignIn,
    };
    Ctx {
        actor: Actor::User(Box::new(identity)),
        db,
        clock,
        ids: Ids::seeded(3),
        request_id: "test".to_owned(),
        locale: Locale::En,
        serving: Serving::default(),
    }
}

/// An answer without the server in between.
async fn execute(ctx: Ctx, query: &str) -> Response {
    let schema = graphql::schema(SchemaOptions { introspection: true, suggestions: true });
    graphql::execute(&schema, Request::new(query), Arc::new(ctx)).await
}

/// The facts of the municipality as the product reads them.
async fn facts(world: &World, on: NaiveDate) -> Facts {
    store::facts(&ctx(world, "medCoordinator", Locale::En), on).await.unwrap().unwrap()
}

async fn mandates(world: &World) -> Vec<mandate::Model> {
    let of = mandate::Column::AuthorityId.eq(authority(world));
    mandate::Entity::find().filter(of).all(world.db.read()).await.unwrap()
}

async fn engagements(world: &World) -> Vec<engagement::Model> {
    let of = engagement::Column::AuthorityId.eq(authority(world));
    engagement::Entity::find().filter(of).all(world.db.read()).await.unwrap()
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn texts<'a>(values: &'a [Value], field: &str) -> Vec<&'a str> {
    values.iter().map(|value| value[field].as_str().unwrap()).collect()
}

fn holds(from: NaiveDate, to: Option<NaiveDate>, on: NaiveDate) -> bool {
    Validity::stored(from, to).contains(on)
}

fn show(kind: Kind, id: Uuid) -> Value {
    json!(Id::new(kind, id).to_string())
}
