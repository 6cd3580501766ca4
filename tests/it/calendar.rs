//! Calendar feeds: an address that a calendar program reads, stable and revocable, which tells its owner's meetings and
//! nothing more, and stands in no log.

use chrono::TimeDelta;
use medspil::core::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

use crate::support::{
    logs,
    world::{World, each_database},
};

/// Fetches an address as a calendar program does: without any credential. Status, type and text.
async fn fetch(world: &World, path: &str) -> (u16, String, String) {
    let answer = crate::support::web::get(format!("http://{}{path}", world.address)).await.unwrap();
    let status = answer.status().as_u16();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    (status, kind, answer.text().await.unwrap())
}

async fn subscribe(world: &World, caller: &str, input: &str) -> (String, String) {
    let document = format!(
        "mutation {{ calendarFeedCreate(input: {{ {input} }}) {{ calendarFeed {{ id }} path userErrors {{ code message }} }} }}"
    );
    let answer = world.ask(caller, &document).await;
    let payload = answer.at("/data/calendarFeedCreate");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_else(|| panic!("{answer:?}")).to_owned();
    (text(&payload["calendarFeed"]["id"]), text(&payload["path"]))
}

/// The feed of a member: each meeting of its committees once, with a UID that stays, and no word of an agenda.
#[tokio::test(flavor = "multi_thread")]
async fn a_feed_tells_the_meetings_of_its_owner() {
    each_database("small", async |world| {
        let (_, path) = subscribe(&world, "chair", "").await;
        let (status, kind, text) = fetch(&world, &path).await;
        assert_eq!((status, kind.as_str()), (200, "text/calendar; charset=utf-8"));
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        let query = "{ viewer { mandates { committee { id } } } }";
        let answer = world.ask("chair", query).await;
        let own: Vec<String> = answer.at("/data/viewer/mandates").as_array().unwrap().iter()
            .map(|mandate| mandate["committee"]["id"].as_str().unwrap().to_owned()).collect();
        let query = "query($own: [ID!]!) { meetings(first: 100, where: {committee: {in: $own}, startsAt: {gte: \"2025-10-19T12:00:00Z\"}}) { nodes { id } } }";
        let answer = world.ask_with("chair", query, json!({ "own": own })).await;
        let meetings = answer.at("/data/meetings/nodes").as_array().unwrap();
        assert!(!meetings.is_empty());
        assert_eq!(text.matches("BEGIN:VEVENT").count(), meetings.len());
        let unfolded = text.replace("\r\n ", "");
        for meeting in meetings {
            let uid = format!("UID:{}@medspil", meeting["id"].as_str().unwrap());
            assert!(unfolded.contains(&uid), "{uid}");
        }
        assert!(!unfolded.contains("Sygefravær") && !unfolded.contains("DESCRIPTION"), "no agenda in a calendar");
        // A moved meeting keeps its UID and has a higher sequence; a cancelled one says so.
        let answer = world.ask_with("chair", "query($own: [ID!]!) { meetings(first: 1, where: {committee: {in: $own}, status: {eq: PLANNED}}) { nodes { id version } } }", json!({ "own": own })).await;
        let id = answer.at("/data/meetings/nodes/0/id").as_str().unwrap().to_owned();
        let cancel = format!("mutation {{ meetingCancel(input: {{ id: \"{id}\", reason: \"Aflyst\" }}) {{ meeting {{ status }} userErrors {{ message }} }} }}");
        let answer = world.ask("secretary", &cancel).await;
        assert_eq!(answer.at("/data/meetingCancel/meeting/status"), "CANCELLED", "{answer:?}");
        let (_, _, text) = fetch(&world, &path).await;
        let unfolded = text.replace("\r\n ", "");
        let event = unfolded.split("BEGIN:VEVENT").find(|event| event.contains(&id)).unwrap();
        assert!(event.contains("STATUS:CANCELLED") && event.contains("SEQUENCE:1"), "{event}");
        assert!(!event.contains("Aflyst"), "a reason is for those inside");
    })
    .await;
}

/// A revoked feed is gone at once and on every server; so is that of somebody else's guess.
#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_feed_tells_nothing() {
    each_database("small", async |world| {
        let (id, path) = subscribe(&world, "employee", "").await;
        assert_eq!(fetch(&world, &path).await.0, 200);
        let revoke = format!("mutation {{ calendarFeedRevoke(input: {{ id: \"{id}\" }}) {{ calendarFeed {{ revokedAt }} userErrors {{ code }} }} }}");
        let answer = world.ask("viceChair", &revoke).await;
        assert_eq!(answer.codes(), ["NOT_FOUND"], "nobody revokes or learns of the feeds of others");
        let other = world.another_node().await;
        let answer = world.ask("employee", &revoke).await;
        assert!(answer.at("/data/calendarFeedRevoke/calendarFeed/revokedAt").is_string(), "{answer:?}");
        assert_eq!(fetch(&world, &path).await.0, 404);
        let answer = crate::support::web::get(format!("http://{}{path}", other.address)).await.unwrap();
        assert_eq!(answer.status().as_u16(), 404);
        let guessed = path.replace("mcf_", "mst_");
        for wrong in ["/calendar/x.ics", "/calendar/.ics", guessed.as_str(), "/calendar/..%2f..%2fetc%2fpasswd.ics"] {
            assert_eq!(fetch(&world, wrong).await.0, 404, "{wrong}");
        }
        let token = path.trim_start_matches("/calendar/").trim_end_matches(".ics");
        assert!(!logs::since(0).iter().any(|line| line.contains(token)), "the address is a secret and stands in no log");
    })
    .await;
}

/// A feed ends when its owner no longer belongs to the authority, and a person has only so many.
#[tokio::test(flavor = "multi_thread")]
async fn a_feed_belongs_to_somebody_who_belongs_there() {
    each_database("small", async |world| {
        for _ in 0..20 {
            subscribe(&world, "employee", "").await;
        }
        let more = "mutation { calendarFeedCreate(input: {}) { path userErrors { code } } }";
        assert_eq!(
            world.ask("employee", more).await.at("/data/calendarFeedCreate/userErrors/0/code"),
            "TOO_MANY"
        );
        let (_, path) = subscribe(&world, "viceChair", "").await;
        let person = world.account("viceChair").person_id.unwrap();
        let nobody = medspil::access::DevClaims {
            person_id: None,
            roles: [Role::Employee].into(),
            ..world.claims("employee")
        };
        let answer = world.ask_as(Some(&world.token(&nobody)), more, json!({})).await;
        assert_eq!(answer.at("/data/calendarFeedCreate/userErrors/0/code"), "NOT_ALLOWED");
        assert_eq!(fetch(&world, &path).await.0, 200);
        // The vice-chair leaves: employment and mandates end.
        let today = world.clock.today();
        entity::engagement::Entity::update_many()
            .col_expr(entity::engagement::Column::ValidTo, Expr::value(today))
            .filter(entity::engagement::Column::PersonId.eq(person))
            .exec(world.db.for_migrations())
            .await
            .unwrap();
        assert_eq!(fetch(&world, &path).await.0, 200, "still holds a mandate");
        entity::mandate::Entity::update_many()
            .col_expr(entity::mandate::Column::ValidTo, Expr::value(today))
            .filter(entity::mandate::Column::PersonId.eq(person))
            .exec(world.db.for_migrations())
            .await
            .unwrap();
        assert_eq!(fetch(&world, &path).await.0, 404);
        world.pass(TimeDelta::days(1));
    })
    .await;
}
