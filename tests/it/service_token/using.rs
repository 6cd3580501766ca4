//! What a token opens, and when it no longer does.

use chrono::TimeDelta;
use medspil::core::{Id, Kind};
use serde_json::json;

use super::{REVOKE, ROTATE, WHO, ask, change, faults, is_accepted, issue};
use crate::support::{
    sdl::{Sdl, stranger},
    world::{World, each_database},
};

/// Its bearer is the token, with its roles and scopes, in its authority, and no person.
#[tokio::test(flavor = "multi_thread")]
async fn the_bearer_is_the_token() {
    each_database("small", async |world| {
        let issued = issue(&world, json!({ "roles": ["ANALYST", "EMPLOYEE"], "scopes": ["sensitive:read"] })).await;
        let home = Id::new(Kind::Authority, world.account("authorityAdmin").authority_id).to_string();
        let expected = json!({
            "subject": issued.id, "readOnly": true, "roles": ["EMPLOYEE", "ANALYST"], "scopes": ["sensitive:read"],
            "authority": { "id": home }, "person": null, "mandates": [],
        });
        assert_eq!(ask(&world, &issued.token, WHO).await.data()["viewer"], expected);
        let own = ask(&world, &issued.token, "{ committees { totalCount } }").await;
        let everybody = world.ask("employee", "{ committees { totalCount } }").await;
        assert_eq!(own.data(), everybody.data());
    })
    .await;
}

/// A token that only reads is refused by every mutation of the schema before it runs.
#[tokio::test(flavor = "multi_thread")]
async fn a_reading_token_cannot_write() {
    let sdl = Sdl::read();
    each_database("small", async |world| {
        let issued = issue(&world, json!({ "roles": ["AUTHORITY_ADMIN", "MED_COORDINATOR"] })).await;
        for mutation in sdl.mutations() {
            let input = sdl.input_of(mutation, &|_| Some(stranger(Kind::Committee)));
            let answer =
                world.ask_as(Some(&issued.token), &sdl.mutation(mutation), json!({ "input": input })).await;
            assert_eq!((answer.status, answer.codes()), (403, vec!["FORBIDDEN"]), "{}", mutation.name.node);
        }
        // The server writes them down a moment later.
        let log = "{ refusals(first: 100) { nodes { action code actor count } } }";
        let told = async || {
            let log = world.ask("auditor", log).await;
            let told = log.data()["refusals"]["nodes"].as_array().unwrap().clone();
            let own =
                told.iter().filter(|row| row["actor"] == issued.id.as_str() && row["action"] == "WRITE");
            own.map(|row| row["count"].as_u64().unwrap()).sum::<u64>()
        };
        let all = u64::try_from(sdl.mutations().len()).unwrap();
        let settled = async {
            while told().await < all {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        let patience = std::time::Duration::from_secs(20);
        tokio::time::timeout(patience, settled).await.expect("refusals are missing in the log");
        assert_eq!(told().await, all);
        let actions = ask(&world, &issued.token, "{ viewer { actions { name byRole } } }").await;
        let actions = actions.data()["viewer"]["actions"].as_array().unwrap().clone();
        assert!(actions.iter().all(|action| action["byRole"] == false));

        let create = "mutation { committeeCreate(input: {name: \"Nyt\", kind: MED, level: MAIN,
            validFrom: \"2027-01-01\"}) { committee { name } change { actor } userErrors { code } } }";
        let writes = issue(&world, json!({ "roles": ["MED_COORDINATOR"], "readOnly": false })).await;
        let created = ask(&world, &writes.token, create).await;
        assert_eq!(created.data()["committeeCreate"]["change"]["actor"], writes.id.as_str());
        let reader = issue(&world, json!({ "roles": ["EMPLOYEE"], "readOnly": false })).await;
        assert_eq!(ask(&world, &reader.token, create).await.codes(), ["FORBIDDEN"], "roles decide");
    })
    .await;
}

/// A scope without the role opens nothing, nor does the role without the scope.
#[tokio::test(flavor = "multi_thread")]
async fn a_scope_is_necessary_and_never_sufficient() {
    each_database("small", async |world| {
        let query = "{ unionAffiliations(purpose: AUDIT) { totalCount } }";
        for (role, scopes, codes) in [
            ("EMPLOYEE", json!(["sensitive:read"]), vec!["FORBIDDEN"]),
            ("HR_INTEGRATION", json!([]), vec!["FORBIDDEN"]),
            ("HR_INTEGRATION", json!(["sensitive:read"]), vec![]),
        ] {
            let issued = issue(&world, json!({ "roles": [role], "scopes": scopes })).await;
            assert_eq!(ask(&world, &issued.token, query).await.codes(), codes, "{role} {scopes}");
        }
    })
    .await;
}

/// After a rotation both secrets hold for the overlap and then only the new one; a third never holds.
#[tokio::test(flavor = "multi_thread")]
async fn two_secrets_hold_for_the_overlap() {
    each_database("small", async |world| {
        let first = issue(&world, json!({})).await;
        let rotated = change(&world, ROTATE, json!({ "id": first.id, "overlapHours": 2 })).await;
        assert_eq!(rotated["serviceToken"]["previousValidUntil"], "2026-11-23T11:00:00+00:00");
        assert_eq!(rotated["serviceToken"]["version"], 2);
        let names: Vec<_> =
            rotated["change"]["fields"].as_array().unwrap().iter().map(|field| &field["name"]).collect();
        assert_eq!(names, ["previousValidUntil", "secret"]);
        let second = rotated["token"].as_str().unwrap();
        assert!(is_accepted(&world, &first.token).await && is_accepted(&world, second).await);

        let third = change(&world, ROTATE, json!({ "id": first.id, "overlapHours": 1 })).await;
        assert_eq!(faults(&third), [("INVALID_STATE".to_owned(), "overlapHours".to_owned())]);
        world.pass(TimeDelta::hours(2) - TimeDelta::milliseconds(1));
        assert!(is_accepted(&world, &first.token).await);
        world.pass(TimeDelta::milliseconds(1));
        assert!(!is_accepted(&world, &first.token).await && is_accepted(&world, second).await);

        let fourth = change(&world, ROTATE, json!({ "id": first.id, "overlapHours": 336 })).await;
        let last = change(&world, ROTATE, json!({ "id": first.id, "overlapHours": 0 })).await;
        let (fourth, last) = (fourth["token"].as_str().unwrap(), last["token"].as_str().unwrap());
        assert!(!is_accepted(&world, second).await && !is_accepted(&world, fourth).await);
        assert!(is_accepted(&world, last).await);
        for hours in [-1, 337] {
            let refused = change(&world, ROTATE, json!({ "id": first.id, "overlapHours": hours })).await;
            assert_eq!(faults(&refused), [("OUT_OF_RANGE".to_owned(), "overlapHours".to_owned())]);
        }
    })
    .await;
}

/// An old secret never holds longer than the token did, even when the new one does.
#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_does_not_lengthen_the_old_secret() {
    each_database("small", async |world| {
        let first = issue(&world, json!({ "expiresAt": "2026-11-23T10:00:00Z" })).await;
        let input = json!({ "id": first.id, "overlapHours": 5, "expiresAt": "2027-01-01T00:00:00Z" });
        let rotated = change(&world, ROTATE, input).await;
        assert_eq!(rotated["serviceToken"]["previousValidUntil"], "2026-11-23T10:00:00+00:00");
        world.pass(TimeDelta::hours(1));
        assert!(!is_accepted(&world, &first.token).await);
        assert!(is_accepted(&world, rotated["token"].as_str().unwrap()).await);
        world.pass(TimeDelta::days(60));
        assert!(!is_accepted(&world, rotated["token"].as_str().unwrap()).await);
        let over = change(&world, ROTATE, json!({ "id": first.id, "overlapHours": 0 })).await;
        assert_eq!(faults(&over), [("INVALID_STATE".to_owned(), "id".to_owned())]);
    })
    .await;
}

/// A revoked token is refused by every server from the next request on, with both its secrets, and stays so.
#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_is_refused_everywhere_at_once() {
    each_database("small", async |world| {
        let other = world.another_node().await;
        let first = issue(&world, json!({})).await;
        let rotated = change(&world, ROTATE, json!({ "id": first.id, "overlapHours": 2 })).await;
        let tokens = [first.token.as_str(), rotated["token"].as_str().unwrap()];
        let on =
            async |address, token| world.ask_at(address, Some(token), WHO, json!({})).await.unwrap().status;
        for token in tokens {
            assert_eq!((on(world.address, token).await, on(other.address, token).await), (200, 200));
        }
        let stale = change(&world, REVOKE, json!({ "id": first.id, "ifVersion": 1 })).await;
        assert_eq!(faults(&stale), [("CONFLICT".to_owned(), "ifVersion".to_owned())]);
        let revoked = change(&world, REVOKE, json!({ "id": first.id, "ifVersion": 2 })).await;
        assert_eq!(
            (&revoked["serviceToken"]["status"], &revoked["change"]["kind"]),
            (&json!("REVOKED"), &json!("END"))
        );
        for token in tokens {
            assert_eq!((on(other.address, token).await, on(world.address, token).await), (401, 401));
        }
        let again = change(&world, REVOKE, json!({ "id": first.id })).await;
        assert_eq!((&again["serviceToken"]["version"], &again["change"]), (&json!(3), &json!(null)));
        let rotate = change(&world, ROTATE, json!({ "id": first.id, "overlapHours": 0 })).await;
        assert_eq!(faults(&rotate), [("INVALID_STATE".to_owned(), "id".to_owned())]);
    })
    .await;
}

/// A token that is bound to addresses is refused from others; whom a proxy that is not trusted names is nobody.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_can_be_bound_to_addresses() {
    each_database("small", async |world| {
        let proxied = world
            .another_node_with(|settings| {
                settings.http.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
            })
            .await;
        let issued = issue(&world, json!({ "allowedAddresses": ["192.0.2.77/24", "2001:db8::1"] })).await;
        let from = async |address: std::net::SocketAddr, forwarded: &str| {
            let request = crate::support::web::client().post(format!("http://{address}/graphql"));
            let request = request.header("x-forwarded-for", forwarded).bearer_auth(&issued.token);
            request.json(&json!({ "query": WHO })).send().await.unwrap().status().as_u16()
        };
        assert_eq!(from(proxied.address, "192.0.2.9").await, 200);
        assert_eq!(from(proxied.address, "2001:db8::1").await, 200);
        assert_eq!(from(proxied.address, "192.0.3.9").await, 401);
        assert_eq!(from(proxied.address, "192.0.2.9, 198.51.100.1").await, 401);
        assert_eq!(from(world.address, "192.0.2.9").await, 401, "the header of a stranger was believed");
        let shown = "query($id: ID!) { serviceToken(id: $id) { allowedAddresses } }";
        let shown = world.ask_with("authorityAdmin", shown, json!({ "id": issued.id })).await;
        let networks = json!(["192.0.2.0/24", "2001:db8::1/128"]);
        assert_eq!(shown.at("/data/serviceToken/allowedAddresses"), &networks);
    })
    .await;
}

/// What is no token that holds is 401, never anonymous, and the same sentence whatever is wrong with it.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_good_token_is_refused() {
    each_database("small", async |world| {
        let issued = issue(&world, json!({})).await;
        let other = issue(&world, json!({})).await;
        let (head, secret) = issued.token.split_at(issued.token.len() - 43);
        let (foreign_head, _) = other.token.split_at(other.token.len() - 43);
        let moved = head.replace(&head[4..30], &stranger(Kind::Authority)["authority_".len()..]);
        let mut sentences = std::collections::BTreeSet::new();
        for bad in [
            format!("{foreign_head}{secret}"),
            format!("{head}{}", "A".repeat(43)),
            format!("{moved}{secret}"),
        ] {
            let answer = ask(&world, &bad, "{ __typename }").await;
            assert_eq!((answer.status, answer.codes()), (401, vec!["UNAUTHENTICATED"]), "{bad}");
            sentences.insert(answer.at("/errors/0/message").to_string());
        }
        assert_eq!(sentences.len(), 1, "{sentences:?}");
        for malformed in
            ["mst_", head, &format!("{}x", issued.token), &issued.token.replacen("mst_", "MST_", 1)]
        {
            let answer = ask(&world, malformed, "{ __typename }").await;
            assert_eq!((answer.status, answer.codes()), (401, vec!["UNAUTHENTICATED"]), "{malformed}");
        }
    })
    .await;
}

async fn last_used(world: &World, id: &str) -> serde_json::Value {
    let query = "query($id: ID!) { serviceToken(id: $id) { lastUsedAt version } }";
    let answer = world.ask_with("authorityAdmin", query, json!({ "id": id })).await;
    assert_eq!(answer.data()["serviceToken"]["version"], 1);
    answer.data()["serviceToken"]["lastUsedAt"].clone()
}

/// The last use is noted beside the request, to the minute, and not more often; no change row is left by it.
#[tokio::test(flavor = "multi_thread")]
async fn the_last_use_is_noted_to_the_minute() {
    each_database("small", async |world| {
        let issued = issue(&world, json!({})).await;
        let sequence = "{ changes(last: 1) { nodes { sequence } } }";
        let before = world.ask("authorityAdmin", sequence).await.json;
        let becomes = async |wanted: &str| {
            for _ in 0..2_000 {
                if last_used(&world, &issued.id).await == wanted {
                    return;
                }
            }
            panic!("the use was never noted as {wanted}");
        };
        assert!(is_accepted(&world, &issued.token).await);
        becomes("2026-11-23T09:00:00+00:00").await;
        world.pass(TimeDelta::seconds(59));
        assert!(is_accepted(&world, &issued.token).await);
        world.pass(TimeDelta::seconds(1));
        assert_eq!(last_used(&world, &issued.id).await, "2026-11-23T09:00:00+00:00");
        assert!(is_accepted(&world, &issued.token).await);
        becomes("2026-11-23T09:01:00+00:00").await;
        assert_eq!(world.ask("authorityAdmin", sequence).await.json, before);
    })
    .await;
}

/// The list is for administrators and auditors; it holds what ended only when asked for. So does the change log.
#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_listed_for_administrators_and_auditors() {
    each_database("small", async |world| {
        let issued = issue(&world, json!({ "name": "Ældreplan" })).await;
        change(&world, REVOKE, json!({ "id": issued.id })).await;
        let names = async |caller: &str, more: &str| {
            let query = format!("{{ serviceTokens{more} {{ nodes {{ name status }} }} }}");
            world.ask(caller, &query).await
        };
        let listed = names("authorityAdmin", "").await;
        let active = json!([
            { "name": "Intranet", "status": "ACTIVE" }, { "name": "Lønsystem", "status": "ACTIVE" },
        ]);
        assert_eq!(listed.data()["serviceTokens"]["nodes"], active);
        let all = names("auditor", "(includeEnded: true, where: {name: {contains: \"Æld\"}})").await;
        assert_eq!(
            all.data()["serviceTokens"]["nodes"],
            json!([{ "name": "Ældreplan", "status": "REVOKED" }])
        );
        let log = "{ changes(types: SERVICE_TOKEN) { totalCount } }";
        for caller in ["employee", "secretary", "medCoordinator", "hrIntegration", "analyst"] {
            assert_eq!(names(caller, "").await.codes(), ["FORBIDDEN"], "{caller}");
            assert_eq!(world.ask(caller, log).await.data()["changes"]["totalCount"], 0, "{caller}");
            let node = json!({ "id": issued.id });
            let node = world.ask_with(caller, "query($id: ID!) { node(id: $id) { id } }", node).await;
            assert_eq!(node.data()["node"], json!(null), "{caller}");
        }
        assert_eq!(world.ask("auditor", log).await.data()["changes"]["totalCount"], 5);
    })
    .await;
}
