//! Who asked not to be named is named nowhere.

use medspil::core::{Kind, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{bodies, colleague, reporter, shown, told};
use crate::{
    bodies::coordinator,
    people::{CLERK, LEADER, PLAIN, SCHOOL, World, id, person_id, who},
    sides::chair,
    work::written_as,
};

/// Who asked not to be named is known to nobody else: not as reporter, not by unit, not from the change log, not by the
/// matter that comes of it, not from the extract of the owner; also not after erasure.
#[tokio::test]
async fn a_hidden_reporter_is_hidden_everywhere() {
    for world in World::all().await {
        let of = bodies(&world).await;
        let unit = id(Kind::OrgUnit, SCHOOL);
        let caller = || reporter().named("the-hidden-one", Some("the-hidden-client"));
        let more = format!(", unitId: \"{unit}\", reporterHidden: true, title: \"Stille\"");
        let id = written_as(&world, caller(), "barrierReport", &told(&of.school, &more)).await;
        written_as(&world, caller(), "barrierUpdate", &format!("id: \"{id}\", title: \"Stadig stille\""))
            .await;
        written_as(&world, chair(), "barrierTriage", &format!("id: \"{id}\"")).await;
        let owner = person_id(LEADER);
        written_as(&world, chair(), "barrierOwn", &format!("id: \"{id}\", ownerId: \"{owner}\"")).await;
        written_as(
            &world,
            chair(),
            "barrierEscalate",
            &format!("id: \"{id}\", toCommitteeId: \"{}\"", of.main),
        )
        .await;
        let mine = shown(&world, caller(), &id).await;
        assert_eq!((&mine["reporter"]["id"], &mine["unit"]["id"]), (&json!(person_id(PLAIN)), &json!(unit)));
        for reader in [chair(), coordinator(), colleague(), who(&[Role::Auditor]).being(CLERK)] {
            let seen = shown(&world, reader.clone(), &id).await;
            assert_eq!((&seen["reporterHidden"], &seen["isMine"]), (&json!(true), &json!(false)));
            assert_eq!((&seen["reporter"], &seen["unit"]), (&Value::Null, &Value::Null));
            assert_eq!(seen["matter"]["originUnit"], Value::Null);
            let feed = format!(
                "{{ changes(subject: \"{id}\", last: 9) {{ nodes {{ actor client fields {{ name from to }} }} }} }}"
            );
            let feed = world.ask(reader, &feed).await.to_string();
            assert!(feed.contains("status") && !feed.contains("hidden"), "{feed}");
            for secret in [&unit, &person_id(PLAIN), "reporter"] {
                assert!(!feed.contains(secret), "{feed}");
            }
        }
        // The owner's extract holds the barrier and nothing of its reporter; the reporter's own holds it, too.
        let extract = async |person: Uuid| {
            let document = format!(
                "{{ personDataExtract(id: \"{}\", purpose: SUBJECT_ACCESS) {{ tables {{ name total rows }} }} }}",
                person_id(person)
            );
            let admin = who(&[Role::AuthorityAdmin]).sensitive();
            let data = world.data(admin, &document).await;
            let tables = data["personDataExtract"]["tables"].as_array().unwrap().clone();
            tables.into_iter().find(|table| table["name"] == "barrier").unwrap()
        };
        let of_owner = extract(LEADER).await;
        assert_eq!(of_owner["total"], 1);
        let text = of_owner.to_string();
        assert!(!text.contains(&PLAIN.to_string()) && !text.contains(&SCHOOL.to_string()), "{text}");
        assert!(text.contains(&LEADER.to_string()));
        let of_reporter = extract(PLAIN).await.to_string();
        assert!(of_reporter.contains(&PLAIN.to_string()) && !of_reporter.contains(&LEADER.to_string()));
        // No filter tells either.
        let fault = format!("{{ barriers(where: {{ unit: {{ eq: \"{unit}\" }} }}) {{ totalCount }} }}");
        assert!(world.ask(coordinator(), &fault).await["errors"].is_array());
    }
}

/// Not even by contrast: when the one who asked not to be named acts on the barrier in an office, no row of the log names
/// anybody, nor those of what came of it; and a transaction about something else names them as before.
#[tokio::test]
async fn a_hidden_reporter_in_office_is_no_exception() {
    for world in World::all().await {
        let of = bodies(&world).await;
        let begun = world.log().await.len();
        let caller = || chair().named("the-hidden-one", Some("the-hidden-client"));
        let more = ", reporterHidden: true, title: \"Stille\"";
        let id = written_as(&world, caller(), "barrierReport", &told(&of.school, more)).await;
        written_as(&world, caller(), "barrierTriage", &format!("id: \"{id}\"")).await;
        let up = format!("id: \"{id}\", toCommitteeId: \"{}\"", of.main);
        written_as(&world, caller(), "barrierEscalate", &up).await;
        let rows = world.log().await.split_off(begun);
        let kinds: Vec<&str> = rows.iter().map(|row| row.subject_kind.as_str()).collect();
        for kind in [Kind::Barrier, Kind::Matter, Kind::AgendaItem] {
            assert!(kinds.contains(&kind.prefix()), "{kinds:?}");
        }
        for row in &rows {
            assert_eq!((row.actor.as_str(), row.request_id.as_str()), ("", ""), "{row:?}");
            assert_eq!(row.client, None, "{row:?}");
        }
        written_as(&world, caller(), "barrierReport", &told(&of.school, "")).await;
        let open = world.log().await.pop().unwrap();
        assert_eq!(open.actor, "the-hidden-one");
        assert_eq!(open.client.as_deref(), Some("the-hidden-client"));
        assert!(!open.request_id.is_empty());
    }
}
