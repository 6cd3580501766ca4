//! Who may make a token, out of what, and what is left of it afterwards.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{change, service_token};
use medspil::{
    access::DevClaims,
    core::{Id, Role},
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{ISSUE, admin, ask, change as changed, faults, input, issue, issue_as};
use crate::support::world::each_database;

/// The token is in the answer and nowhere else: not in its row, not in any list, not in the change log, which says who
/// issued what.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_shown_once_and_only_its_hash_is_kept() {
    each_database("small", async |world| {
        let admin = admin(&world, &[]);
        let answer = world.ask_as(Some(&admin), ISSUE, json!({ "input": input(json!({})) })).await;
        let payload = &answer.data()["serviceTokenIssue"];
        let token = payload["token"].as_str().unwrap();
        let id = payload["serviceToken"]["id"].as_str().unwrap();
        let expected = json!({
            "id": id, "name": "Intranet", "status": "ACTIVE", "roles": ["EMPLOYEE"], "scopes": [], "readOnly": true,
            "allowedAddresses": [], "createdAt": "2026-11-23T09:00:00+00:00", "createdBy": "demo-authorityAdmin",
            "expiresAt": "2026-12-24T12:00:00+00:00", "rotatedAt": null, "previousValidUntil": null, "revokedAt": null,
            "lastUsedAt": null, "version": 1,
        });
        assert_eq!(payload["serviceToken"], expected, "{}", world.database);
        assert_eq!(payload["change"]["kind"], "CREATE");
        assert_eq!(payload["change"]["subjectId"], id);
        assert_eq!(payload["change"]["actor"], "demo-authorityAdmin");

        let parts: Vec<&str> = token.splitn(4, '_').collect();
        assert_eq!((parts[0], parts[2]), ("mst", id.rsplit_once('_').unwrap().1));
        let secret = URL_SAFE_NO_PAD.decode(parts[3]).unwrap();
        assert!(secret.len() * 8 >= 192, "{} bits", secret.len() * 8);
        let rows = service_token::Entity::find().all(world.db.read()).await.unwrap();
        let uuid = id.parse::<Id>().unwrap().uuid;
        let row = rows.iter().find(|row| row.id == uuid).unwrap();
        let digest: [u8; 32] = Sha256::digest(&secret).into();
        assert_eq!(row.secret_hash, digest);
        let changes = change::Entity::find().all(world.db.read()).await.unwrap();
        let listed = ask(&world, &admin, "{ serviceTokens(first: 100) { nodes { id name } } }").await;
        let everywhere = format!("{rows:?} {changes:?} {}", listed.json);
        assert!(everywhere.contains("EMPLOYEE") && !everywhere.contains(parts[3]));
        assert!(changes.iter().all(|row| !format!("{:?}", row.detail).contains("Intranet")));
    })
    .await;
}

/// Only an administrator of the whole authority makes tokens; a service token never does, whatever its roles.
#[tokio::test(flavor = "multi_thread")]
async fn only_an_administrator_makes_tokens() {
    each_database("small", async |world| {
        let variables = json!({ "input": input(json!({})) });
        for role in Role::ALL.iter().filter(|role| **role != Role::AuthorityAdmin) {
            let token = world.token(&DevClaims { roles: [*role].into(), ..world.claims("employee") });
            let answer = world.ask_as(Some(&token), ISSUE, variables.clone()).await;
            assert_eq!(answer.codes(), ["FORBIDDEN"], "{role:?}");
        }
        let unit = world.ask("medCoordinator", "{ orgUnits(first: 1) { nodes { id } } }").await;
        let unit: Id = unit.at("/data/orgUnits/nodes/0/id").as_str().unwrap().parse().unwrap();
        let limited = DevClaims { unit_id: Some(unit.uuid), ..world.claims("authorityAdmin") };
        let answer = world.ask_as(Some(&world.token(&limited)), ISSUE, variables.clone()).await;
        assert_eq!(answer.codes(), ["FORBIDDEN"]);
        let machine = issue(&world, json!({ "roles": ["AUTHORITY_ADMIN"], "readOnly": false })).await;
        let answer = world.ask_as(Some(&machine.token), ISSUE, variables).await;
        assert_eq!(answer.codes(), ["FORBIDDEN"], "a token made a token");
        let rotate = "mutation($id: ID!) { serviceTokenRotate(input: {id: $id, overlapHours: 1}) { token } }";
        let answer = world.ask_as(Some(&machine.token), rotate, json!({ "id": machine.id })).await;
        assert_eq!(answer.codes(), ["FORBIDDEN"], "a token rotated itself");
    })
    .await;
}

/// Nobody puts into a token what is not his to give, and nobody gets it by rotating a token that has it.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_more_than_is_his_to_give() {
    each_database("small", async |world| {
        let plain = admin(&world, &[]);
        let scoped = admin(&world, &["sensitive:read"]);
        let refused = async |token: &str, more: Value| {
            let answer = world.ask_as(Some(token), ISSUE, json!({ "input": input(more) })).await;
            let payload = &answer.data()["serviceTokenIssue"];
            assert!(payload["token"].is_null() && payload["change"].is_null());
            faults(payload)
        };
        let not_allowed = |field: &str| vec![("NOT_ALLOWED".to_owned(), field.to_owned())];
        assert_eq!(refused(&scoped, json!({ "roles": ["AUDITOR"] })).await, not_allowed("roles"));
        assert_eq!(refused(&plain, json!({ "scopes": ["sensitive:read"] })).await, not_allowed("scopes"));
        let unknown = refused(&scoped, json!({ "scopes": ["everything"] })).await;
        assert_eq!(unknown, [("INVALID".to_owned(), "scopes".to_owned())]);

        let roles = [Role::AuthorityAdmin, Role::Auditor].into();
        let both = world.token(&DevClaims { roles, ..world.claims("authorityAdmin") });
        let audit = issue_as(&world, &both, json!({ "roles": ["AUDITOR"] })).await;
        let payload = changed(&world, super::ROTATE, json!({ "id": audit.id, "overlapHours": 1 })).await;
        assert_eq!((faults(&payload), &payload["token"]), (not_allowed("roles"), &Value::Null));
        for role in
            ["EMPLOYEE", "SECRETARY", "MED_COORDINATOR", "HR_INTEGRATION", "ANALYST", "AUTHORITY_ADMIN"]
        {
            issue(&world, json!({ "roles": [role] })).await;
        }
    })
    .await;
}

/// Every fault of an input is told at once, each at its field.
#[tokio::test(flavor = "multi_thread")]
async fn faults_are_told_together() {
    each_database("small", async |world| {
        let cases = [
            (
                json!({ "name": " ", "roles": [], "expiresAt": "2026-11-23T09:00:00Z", "allowedAddresses": ["10.0.0.0/33"] }),
                vec![("BLANK", "name"), ("REQUIRED", "roles"), ("OUT_OF_RANGE", "expiresAt"), ("INVALID", "allowedAddresses")],
            ),
            (json!({ "name": "Vikar 010190-1234" }), vec![("NOT_ALLOWED", "name")]),
            (json!({ "expiresAt": "2027-11-24T09:00:01Z" }), vec![("OUT_OF_RANGE", "expiresAt")]),
            (json!({ "allowedAddresses": vec!["192.0.2.1"; 51] }), vec![("TOO_MANY", "allowedAddresses")]),
        ];
        let admin = admin(&world, &[]);
        for (more, expected) in cases {
            let answer = world.ask_as(Some(&admin), ISSUE, json!({ "input": input(more) })).await;
            let told = faults(&answer.data()["serviceTokenIssue"]);
            let told: Vec<_> = told.iter().map(|(code, field)| (code.as_str(), field.as_str())).collect();
            assert_eq!(told, expected);
        }
        let longest = json!({ "input": input(json!({ "expiresAt": "2027-11-24T09:00:00Z" })) });
        let answer = world.ask_as(Some(&admin), ISSUE, longest).await;
        assert_eq!(answer.data()["serviceTokenIssue"]["userErrors"], json!([]));
    })
    .await;
}
