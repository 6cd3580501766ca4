//! What may be announced, and what a file may be called.

use serde_json::json;

use super::{PDF, announce, lying, open_item, read, said, send};
use crate::support::world::each_database;

/// Announcing gives a path to send to and a change without a word of the file's; everything wrong is said at once and
/// nothing is written.
#[tokio::test]
async fn announcing_says_where_to_send_or_all_that_is_wrong() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let payload = announce(&world, "secretary", said(&item, PDF, json!({}))).await;
        let id = payload["attachment"]["id"].as_str().unwrap();
        assert_eq!(payload["uploadUrl"], json!(format!("/attachment/{id}")));
        assert_eq!(payload["attachment"]["state"], "ANNOUNCED");
        assert_eq!(payload["attachment"]["contentUrl"], json!(null));
        assert_eq!(payload["change"]["subjectType"], "ATTACHMENT");
        let change = payload["change"].to_string();
        assert!(!change.contains("budget.pdf") && !change.contains("Bilag 1"), "{change}");

        let wrong = json!({
            "title": " ", "fileName": "../../x.html", "mediaType": "text/html", "size": 0, "sha256": "abc",
        });
        let payload = announce(&world, "secretary", said(&item, PDF, wrong)).await;
        let errors = payload["userErrors"].as_array().unwrap();
        let fields: Vec<&str> = errors.iter().map(|error| error["field"][0].as_str().unwrap()).collect();
        assert_eq!(fields, ["title", "fileName", "mediaType", "size", "sha256"], "{payload:#}");
        assert_eq!((&payload["attachment"], &payload["uploadUrl"]), (&json!(null), &json!(null)));
        for (more, code) in [
            (json!({ "size": 9 * 1_024 * 1_024 }), "OUT_OF_RANGE"),
            (json!({ "size": -1 }), "OUT_OF_RANGE"),
            (json!({ "mediaType": "image/svg+xml", "fileName": "x.svg" }), "NOT_ALLOWED"),
            (json!({ "fileName": "budget.pdf\r\nX: y.pdf" }), "INVALID"),
            (json!({ "fileName": "budget.html" }), "INVALID"),
            (json!({ "title": "Sag om 010190-1234" }), "NOT_ALLOWED"),
            (json!({ "agendaItemId": id }), "WRONG_TYPE"),
            (json!({ "agendaItemId": "item_01h455vb4pex5vsknk084sn02q" }), "NOT_FOUND"),
        ] {
            let payload = announce(&world, "secretary", said(&item, PDF, more.clone())).await;
            assert_eq!(payload["userErrors"][0]["code"], code, "{more}: {payload}");
        }
        assert!(lying(&world).is_empty());
    })
    .await;
}

/// A name with quotes, spaces and letters of any alphabet comes back as it is, in a header that it cannot leave.
#[tokio::test]
async fn a_name_comes_back_as_it_was() {
    each_database("small", async |world| {
        let item = open_item(&world).await;
        let name = "Løn \"2027\"; filename=x.exe, 100% – ændret.pdf";
        let path = super::announced(&world, &item, PDF, json!({ "fileName": name })).await;
        assert_eq!(send(&world, "secretary", &path, PDF).await.status, 201);
        let answer = read(&world, "employee", &path).await;
        let said = answer.header("content-disposition");
        let (plain, exact) = said.split_once("; filename*=UTF-8''").unwrap();
        assert!(plain.starts_with("attachment; filename=\"") && plain.matches('"').count() == 2, "{said}");
        let query = format!("a={exact}");
        let read = actix_web::web::Query::<Vec<(String, String)>>::from_query(&query).unwrap();
        assert_eq!(read[0].1, name);
    })
    .await;
}
