//! Who may see, send, rename and remove.

use entity::meeting::MeetingStatus;
use medspil::core::Role;
use serde_json::{Value, json};

use super::{
    PDF, REMOVE, UPDATE, announce, announced, id_of, item, lying, open_item, read, said, send, stored,
};
use crate::support::world::{World, each_database};

async fn change(world: &World, caller: &str, mutation: &str, input: Value) -> crate::support::world::Answer {
    world.ask_with(caller, mutation, json!({ "input": input })).await
}

/// The secretariat and those who lead the committee add attachments, before the meeting and after; nobody else does.
#[tokio::test]
async fn who_may_add() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        for caller in ["secretary", "medCoordinator", "chair", "viceChair"] {
            let payload = announce(&world, caller, said(&item, PDF, json!({}))).await;
            assert_eq!(payload["userErrors"], json!([]), "{caller}");
            let path = payload["uploadUrl"].as_str().unwrap();
            assert_eq!(send(&world, caller, path, PDF).await.status, 201, "{caller}");
        }
        for (caller, code) in [
            ("employee", "FORBIDDEN"),
            ("hrIntegration", "FORBIDDEN"),
            ("analyst", "FORBIDDEN"),
            ("auditor", "FORBIDDEN"),
            ("authorityAdmin", "FORBIDDEN"),
            ("", "UNAUTHENTICATED"),
        ] {
            let answer = change(&world, caller, super::CREATE, said(&item, PDF, json!({}))).await;
            assert_eq!(answer.codes(), [code], "{caller}");
        }
        let other = announce(&world, "otherAuthority", said(&item, PDF, json!({}))).await;
        assert_eq!(other["userErrors"][0]["code"], "NOT_FOUND");
    })
    .await;
}

/// Only who announced content sends it, also among those who may announce; and only with a credential that may write and
/// still has the right.
#[tokio::test]
async fn content_comes_from_who_announced_it() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = announced(&world, &item, PDF, json!({})).await;
        for (caller, refusal) in [
            ("medCoordinator", (403, "FORBIDDEN")),
            ("chair", (403, "FORBIDDEN")),
            ("employee", (403, "FORBIDDEN")),
            ("otherAuthority", (404, "NOT_FOUND")),
            ("", (401, "UNAUTHENTICATED")),
        ] {
            let answer = send(&world, caller, &path, PDF).await;
            assert_eq!(answer.refusal(), (refusal.0, refusal.1.to_owned()), "{caller}");
        }
        // The same person after the role was taken away.
        let mut claims = world.claims("secretary");
        claims.roles = [Role::Employee].into();
        let answer = crate::support::web::client()
            .put(format!("http://{}{path}", world.address))
            .bearer_auth(world.token(&claims))
            .body(PDF)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), 403);
        assert!(lying(&world).is_empty());
        assert_eq!(send(&world, "secretary", &path, PDF).await.status, 201);
    })
    .await;
}

/// The attachment of a hidden item does not exist for those outside: not in the API, not over HTTP, not for writes, not in
/// the change log.
#[tokio::test]
async fn what_is_hidden_does_not_exist() {
    each_database("small", async |world| {
        let item = item(&world, MeetingStatus::AgendaPublished, true).await;
        let path = stored(&world, &item).await;
        let id = id_of(&path);
        for caller in ["secretary", "medCoordinator", "chair", "viceChair"] {
            assert_eq!(read(&world, caller, &path).await.status, 200, "{caller}");
        }
        let changes = format!("{{ changes(subject: \"{id}\") {{ totalCount }} }}");
        for caller in ["employee", "analyst", "hrIntegration", "authorityAdmin", "otherAuthority", ""] {
            let refusal = if caller.is_empty() { (401, "UNAUTHENTICATED") } else { (404, "NOT_FOUND") };
            let refusal = (refusal.0, refusal.1.to_owned());
            assert_eq!(read(&world, caller, &path).await.refusal(), refusal, "{caller}");
            assert_eq!(send(&world, caller, &path, PDF).await.refusal(), refusal, "{caller}");
            let query = format!("{{ attachment(id: \"{id}\") {{ title }} node(id: \"{id}\") {{ id }} }}");
            let seen = world.ask(caller, &query).await;
            assert_eq!((seen.at("/data/attachment"), seen.at("/data/node")), (&json!(null), &json!(null)));
            let removed = change(&world, caller, REMOVE, json!({ "id": id })).await;
            assert!(!removed.codes().is_empty(), "{caller}");
        }
        for (caller, count) in [("secretary", 2), ("chair", 2), ("employee", 0), ("authorityAdmin", 0)] {
            let seen = world.ask(caller, &changes).await;
            assert_eq!(seen.at("/data/changes/totalCount"), &json!(count), "{caller}");
        }
        assert_eq!(read(&world, "secretary", &path).await.body, PDF);
    })
    .await;
}

/// Titles change with the version that was read; what is removed is gone: content, title, name and checksum.
#[tokio::test]
async fn titles_change_and_what_is_removed_is_gone() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = stored(&world, &item).await;
        let id = id_of(&path);
        let renamed = change(&world, "chair", UPDATE, json!({ "id": id, "ifVersion": 2, "title": "Nyt" })).await;
        let payload = &renamed.data()["attachmentUpdate"];
        assert_eq!(payload["attachment"], json!({ "title": "Nyt", "version": 3 }));
        assert_eq!(payload["change"]["fields"], json!([{ "name": "title", "from": null, "to": null }]));
        let stale = change(&world, "chair", UPDATE, json!({ "id": id, "ifVersion": 2, "title": "Andet" })).await;
        let payload = &stale.data()["attachmentUpdate"];
        assert_eq!(payload["userErrors"][0]["code"], "CONFLICT");
        assert_eq!(payload["attachment"]["title"], "Nyt");
        let same = change(&world, "chair", UPDATE, json!({ "id": id, "title": "Nyt" })).await;
        assert_eq!(same.data()["attachmentUpdate"]["change"], json!(null));
        let refused = change(&world, "employee", REMOVE, json!({ "id": id })).await;
        assert_eq!(refused.codes(), ["FORBIDDEN"]);

        let removed = change(&world, "secretary", REMOVE, json!({ "id": id, "ifVersion": 3 })).await;
        let payload = &removed.data()["attachmentRemove"];
        assert_eq!(payload["userErrors"], json!([]));
        assert_eq!(payload["change"]["kind"], "END");
        let expected = json!({
            "title": null, "fileName": null, "sha256": null, "mediaType": "application/pdf", "size": PDF.len(),
            "state": "REMOVED", "contentUrl": null, "removedAt": "2026-11-23T09:00:00+00:00", "version": 4,
        });
        assert_eq!(payload["attachment"], expected);
        assert!(lying(&world).is_empty());
        assert_eq!(read(&world, "secretary", &path).await.refusal(), (404, "NOT_FOUND".into()));
        assert_eq!(send(&world, "secretary", &path, PDF).await.refusal(), (409, "BAD_INPUT".into()));
        for (mutation, field) in [(REMOVE, "attachmentRemove"), (UPDATE, "attachmentUpdate")] {
            let mut input = json!({ "id": id });
            if mutation == UPDATE {
                input["title"] = json!("x");
            }
            let again = change(&world, "secretary", mutation, input).await;
            assert_eq!(again.data()[field]["userErrors"][0]["code"], "INVALID_STATE");
        }
    })
    .await;
}

/// Once the minutes are approved the attachments stand as they are; only the coordinator removes what should not be there.
#[tokio::test]
async fn approved_minutes_close_them() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = stored(&world, &item).await;
        let open = announced(&world, &item, PDF, json!({})).await;
        close(&world).await;
        let input = said(&item, PDF, json!({}));
        assert_eq!(announce(&world, "secretary", input).await["userErrors"][0]["code"], "INVALID_STATE");
        assert_eq!(send(&world, "secretary", &open, PDF).await.refusal(), (409, "BAD_INPUT".into()));
        let input = json!({ "id": id_of(&path), "title": "Nyt" });
        let renamed = change(&world, "secretary", UPDATE, input).await;
        assert_eq!(renamed.data()["attachmentUpdate"]["userErrors"][0]["code"], "INVALID_STATE");
        let input = json!({ "id": id_of(&path) });
        for caller in ["secretary", "chair"] {
            assert_eq!(
                change(&world, caller, REMOVE, input.clone()).await.codes(),
                ["FORBIDDEN"],
                "{caller}"
            );
        }
        assert_eq!(read(&world, "employee", &path).await.status, 200);
        let removed = change(&world, "medCoordinator", REMOVE, input).await;
        assert_eq!(removed.data()["attachmentRemove"]["attachment"]["state"], "REMOVED");
    })
    .await;
}

/// The minutes of all meetings are approved.
async fn close(world: &World) {
    use sea_orm::{EntityTrait, sea_query::Expr};
    entity::meeting::Entity::update_many()
        .col_expr(entity::meeting::Column::Status, Expr::value(MeetingStatus::MinutesApproved))
        .exec(world.db.for_migrations())
        .await
        .unwrap();
}

/// A service token that may only read sends nothing.
#[tokio::test]
async fn a_token_that_only_reads_sends_nothing() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let path = stored(&world, &item).await;
        let issue =
            "mutation($input: ServiceTokenIssueInput!) { serviceTokenIssue(input: $input) { token } }";
        let input =
            json!({ "name": "Intranet", "roles": ["SECRETARY"], "expiresAt": "2026-12-24T12:00:00Z" });
        let issued = world.ask_with("authorityAdmin", issue, json!({ "input": input })).await;
        let token = issued.at("/data/serviceTokenIssue/token").as_str().unwrap().to_owned();
        let url = format!("http://{}{path}", world.address);
        let client = crate::support::web::client();
        let sent = client.put(&url).bearer_auth(&token).body(PDF).send().await.unwrap();
        assert_eq!(sent.status().as_u16(), 403);
        let read = client.get(&url).bearer_auth(&token).send().await.unwrap();
        assert_eq!(read.bytes().await.unwrap(), PDF);
    })
    .await;
}
