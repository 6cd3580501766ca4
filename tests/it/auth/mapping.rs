//! What an issuer's claims mean: authority, person, unit, roles and scopes.

use std::collections::BTreeMap;

use medspil::{
    access::{AuthorityRule, ClaimPath, IssuerConfig, KeyKind},
    core::{Id, Kind, Role},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::kit::{CVR, FIRST, Gate, by, external, good, insert, key, pem_issuer, small_world, with, worlds};

fn sign(claims: &Value) -> String {
    FIRST.sign(Some("k1"), claims)
}

async fn gate(change: impl FnOnce(&mut IssuerConfig)) -> Gate {
    let mut issuer = pem_issuer(&FIRST);
    change(&mut issuer);
    Gate::open(vec![issuer]).await
}

/// A token without an authority that exists is refused.
#[tokio::test]
async fn the_authority_must_exist() {
    for world in worlds().await {
        let gate = gate(|_| {}).await;
        for org in [
            None,
            Some(Value::Null),
            Some(json!("58271713")),
            Some(json!({})),
            Some(json!({"cvr": "00000000"})),
            Some(json!({"cvr": "5827171"})),
            Some(json!({"cvr": "' or 1=1 --"})),
        ] {
            assert_eq!(gate.refusal(&world.db, &sign(&with("org", org))).await, "authority");
        }
        for cvr in [json!([CVR]), json!({"x": CVR}), json!(true), json!("")] {
            let token = sign(&with("org", Some(json!({"cvr": cvr}))));
            assert_eq!(gate.refusal(&world.db, &token).await, "claim_type");
        }
        let number = sign(&with("org", Some(json!({"cvr": 58_271_713}))));
        assert_eq!(gate.identity(&world.db, &number).await.authority_id, world.authority);
    }
}

/// An issuer of one authority says so in its configuration; its tokens need not, and cannot say otherwise.
#[tokio::test]
async fn a_fixed_authority_cannot_be_talked_over() {
    for world in worlds().await {
        for (by, key) in [
            (KeyKind::Cvr, "64942212".to_owned()),
            (KeyKind::Id, Id::new(Kind::Authority, world.other).to_string()),
        ] {
            let gate = gate(|issuer| issuer.claims.authority = AuthorityRule::Fixed { by, key }).await;
            let identity = gate.identity(&world.db, &sign(&good())).await;
            assert_eq!((identity.authority_id, identity.person_id), (world.other, None));
        }
    }
}

/// By id, only an id of an authority will do.
#[tokio::test]
async fn an_id_of_another_kind_names_no_authority() {
    let world = small_world().await;
    let gate = gate(|issuer| issuer.claims.authority = AuthorityRule::Claim(by("org.id", KeyKind::Id))).await;
    let token = |kind, uuid| sign(&with("org", Some(json!({"id": Id::new(kind, uuid).to_string()}))));
    let identity = gate.identity(&world.db, &token(Kind::Authority, world.authority)).await;
    assert_eq!(identity.authority_id, world.authority);
    assert_eq!(gate.refusal(&world.db, &token(Kind::Person, world.authority)).await, "authority");
    assert_eq!(gate.refusal(&world.db, &token(Kind::Authority, Uuid::from_u128(0xdead))).await, "authority");
    assert_eq!(gate.refusal(&world.db, &sign(&with("org", Some(json!({"id": "x"}))))).await, "authority");
}

/// Two authorities that claim the same external key: neither can speak for the other.
#[tokio::test]
async fn an_external_key_of_two_authorities_names_none() {
    for world in worlds().await {
        let rule = AuthorityRule::Claim(by("org.sts", external("STS")));
        let gate = gate(|issuer| issuer.claims.authority = rule).await;
        let token = |at: i64| {
            let mut claims = with("org", Some(json!({"sts": "S-1"})));
            claims["jti"] = at.into();
            sign(&claims)
        };
        assert_eq!(gate.refusal(&world.db, &token(1)).await, "authority");
        insert(&world.db, key(world.authority, "authority", "STS", "S-1", world.authority)).await;
        assert_eq!(gate.identity(&world.db, &token(2)).await.authority_id, world.authority);
        insert(&world.db, key(world.other, "authority", "STS", "S-1", world.other)).await;
        assert_eq!(gate.refusal(&world.db, &token(3)).await, "authority");
    }
}

/// Who is not known as a person, or is one of another authority, still has roles and no person.
#[tokio::test]
async fn a_person_of_another_authority_is_nobody_here() {
    for world in worlds().await {
        let gate = gate(|_| {}).await;
        for (employee, expected) in [
            (Some(json!("4711")), Some(world.person)),
            (Some(json!(4711)), Some(world.person)),
            (Some(json!("4712")), None),
            (Some(json!("")), None),
            (Some(Value::Null), None),
            (None, None),
        ] {
            let token = sign(&with("employee", employee.clone()));
            if employee == Some(json!("")) {
                assert_eq!(gate.refusal(&world.db, &token).await, "claim_type");
                continue;
            }
            assert_eq!(gate.identity(&world.db, &token).await.person_id, expected, "{employee:?}");
        }
        assert_eq!(
            gate.refusal(&world.db, &sign(&with("employee", Some(json!(["4711"]))))).await,
            "claim_type"
        );
    }
}

/// A limit to a unit that cannot be understood refuses the token: it must never fall away.
#[tokio::test]
async fn an_unknown_unit_is_refused_and_no_unit_is_no_limit() {
    for world in worlds().await {
        let gate = gate(|_| {}).await;
        let token = |unit: Value| sign(&with("unit", Some(unit)));
        assert_eq!(gate.identity(&world.db, &token(json!("U1"))).await.unit_scope, Some(world.unit));
        assert_eq!(gate.identity(&world.db, &token(Value::Null)).await.unit_scope, None);
        assert_eq!(gate.refusal(&world.db, &token(json!("U2"))).await, "unit");
        assert_eq!(gate.refusal(&world.db, &token(json!(["U1"]))).await, "claim_type");
    }
    let world = small_world().await;
    let gate = gate(|issuer| issuer.claims.unit = Some(by("unit", KeyKind::Id))).await;
    assert_eq!(gate.refusal(&world.db, &sign(&with("unit", Some(json!("U1"))))).await, "unit");
    let person = Id::new(Kind::Person, world.unit).to_string();
    assert_eq!(gate.refusal(&world.db, &sign(&with("unit", Some(json!(person))))).await, "unit");
}

/// Only values of the configured table mean a role; the rest, our own spelling included, mean nothing.
#[tokio::test]
async fn roles_are_what_the_table_says() {
    let world = small_world().await;
    let gate = gate(|issuer| {
        let roles = &mut issuer.claims.roles;
        roles.claim = Some(ClaimPath(vec!["https://example.dk/roles".to_owned(), "med.roles".to_owned()]));
        roles.values = BTreeMap::from([("med sekretær".to_owned(), Role::Secretary)]);
        roles.always = vec![Role::Employee];
    })
    .await;
    let roles = async |value: Value| {
        let token = sign(&with("https://example.dk/roles", Some(json!({"med.roles": value}))));
        gate.identity(&world.db, &token).await.roles
    };
    assert_eq!(
        roles(json!(["med sekretær", "AUTHORITY_ADMIN"])).await,
        [Role::Employee, Role::Secretary].into()
    );
    assert_eq!(roles(json!("med sekretær")).await, [Role::Employee].into());
    assert_eq!(roles(json!([])).await, [Role::Employee].into());
    for wrong in [json!(7), json!({}), json!([["med sekretær"]]), json!(["x", null])] {
        let token = sign(&with("https://example.dk/roles", Some(json!({"med.roles": wrong}))));
        assert_eq!(gate.refusal(&world.db, &token).await, "claim_type");
    }
}

/// A person who appears later is found a minute after the token was first seen.
#[tokio::test]
async fn what_a_token_means_is_looked_up_again_after_a_minute() {
    let world = small_world().await;
    let gate = gate(|_| {}).await;
    let token = sign(&with("employee", Some(json!("4713"))));
    assert_eq!(gate.identity(&world.db, &token).await.person_id, None);
    insert(&world.db, key(world.authority, "person", "SD", "4713", world.person)).await;
    gate.at(59_999);
    assert_eq!(gate.identity(&world.db, &token).await.person_id, None);
    gate.at(60_000);
    assert_eq!(gate.identity(&world.db, &token).await.person_id, Some(world.person));
}
