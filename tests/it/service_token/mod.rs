//! Service tokens from outside: what they open, what they never open, and how they end. On both databases.

mod commands;
mod making;
mod using;

use medspil::access::DevClaims;
use serde_json::{Value, json};

use crate::support::world::{Answer, World};

/// The administrator of the demo's municipality, with these scopes beside.
fn admin(world: &World, scopes: &[&str]) -> String {
    let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    world.token(&DevClaims { scopes, ..world.claims("authorityAdmin") })
}

/// What a new token can do, changed by `more`.
fn input(more: Value) -> Value {
    let mut input = json!({ "name": "Intranet", "roles": ["EMPLOYEE"], "expiresAt": "2026-12-24T12:00:00Z" });
    let Value::Object(more) = more else { panic!("{more} is no object") };
    input.as_object_mut().unwrap().extend(more);
    input
}

const ISSUE: &str = "mutation($input: ServiceTokenIssueInput!) { serviceTokenIssue(input: $input) {
    token serviceToken { id name status roles scopes readOnly allowedAddresses createdAt createdBy expiresAt rotatedAt
        previousValidUntil revokedAt lastUsedAt version }
    change { kind subjectType subjectId actor fields { name from to } } userErrors { code field message } } }";

const ROTATE: &str = "mutation($input: ServiceTokenRotateInput!) { serviceTokenRotate(input: $input) {
    token serviceToken { expiresAt previousValidUntil rotatedAt version }
    change { kind fields { name from to } } userErrors { code field } } }";

const REVOKE: &str = "mutation($input: ServiceTokenRevokeInput!) { serviceTokenRevoke(input: $input) {
    serviceToken { status revokedAt version } change { kind } userErrors { code field } } }";

const WHO: &str =
    "{ viewer { subject readOnly roles scopes authority { id } person { id } mandates { id } } }";

/// A token, with its id.
struct Issued {
    id: String,
    token: String,
}

/// Issues a token as the administrator.
async fn issue(world: &World, more: Value) -> Issued {
    issue_as(world, &admin(world, &["sensitive:read"]), more).await
}

async fn issue_as(world: &World, token: &str, more: Value) -> Issued {
    let answer = world.ask_as(Some(token), ISSUE, json!({ "input": input(more) })).await;
    let payload = &answer.data()["serviceTokenIssue"];
    assert_eq!(payload["userErrors"], json!([]), "{payload}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    Issued { id: text(&payload["serviceToken"]["id"]), token: text(&payload["token"]) }
}

/// Changes a token as the administrator; gives the payload.
async fn change(world: &World, mutation: &str, input: Value) -> Value {
    let admin = admin(world, &["sensitive:read"]);
    let answer = world.ask_as(Some(&admin), mutation, json!({ "input": input })).await;
    answer.data().as_object().unwrap().values().next().unwrap().clone()
}

/// Asks with a service token.
async fn ask(world: &World, token: &str, query: &str) -> Answer {
    world.ask_as(Some(token), query, json!({})).await
}

async fn is_accepted(world: &World, token: &str) -> bool {
    let answer = ask(world, token, WHO).await;
    if answer.status == 200 {
        return !answer.data()["viewer"].is_null();
    }
    assert_eq!((answer.status, answer.codes()), (401, vec!["UNAUTHENTICATED"]));
    false
}

/// Code and field of each user error.
fn faults(payload: &Value) -> Vec<(String, String)> {
    let fault = |error: &Value| {
        let field: Vec<&str> =
            error["field"].as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect();
        (error["code"].as_str().unwrap().to_owned(), field.join("."))
    };
    payload["userErrors"].as_array().unwrap().iter().map(fault).collect()
}
