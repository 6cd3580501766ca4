//! The index follows every write, in its transaction; the demo is found; and the index can be made anew.

use std::collections::BTreeMap;

use medspil::{core::Actor, search::service};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;

use crate::{
    agenda_item::room::{Room, id, member, of},
    bodies::coordinator,
    desk::done,
    people::{PLAIN, World},
    support::{command::medspil, world::each_database},
};

/// Which of the lists find a word: one letter each, in the order of matters, items, conclusions and minutes.
async fn found(room: &Room<'_>, word: &str) -> String {
    let document = format!(
        "{{ m: matters(search: \"{word}\") {{ totalCount }} i: agendaItems(search: \"{word}\") {{ totalCount }} \
           c: conclusions(search: \"{word}\") {{ totalCount }} r: minutesAll(search: \"{word}\") {{ totalCount }} }}"
    );
    let data = room.read(coordinator(), &document).await;
    ["m", "i", "c", "r"].into_iter().filter(|list| data[list]["totalCount"] != json!(0)).collect()
}

/// What a text was is found no longer, what it is is; what is cleared, withdrawn, merged and split keeps its words where
/// they stand.
#[tokio::test]
async fn the_index_follows_every_write() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let own = room.matter(&room.own, ", description: \"Solsikken\"").await;
        assert_eq!(found(&room, "solsikker").await, "m");
        room.done("matterUpdate", &format!("{}, description: \"Tulipanen\"", of(&own))).await;
        assert_eq!(
            (found(&room, "solsikker").await, found(&room, "tulipan").await),
            (String::new(), "m".into())
        );
        room.done("matterUpdate", &format!("{}, description: null, title: \"Rosen\"", of(&own))).await;
        assert_eq!((found(&room, "tulipan").await, found(&room, "rose").await), (String::new(), "m".into()));

        let meeting = room.meeting().await;
        let item = room.scheduled(&own, &meeting, ", recommendation: \"Godkend bøgen\"").await;
        assert_eq!(found(&room, "bøge").await, "i");
        room.done("agendaItemUpdate", &format!("{}, recommendation: null, title: \"Egetræet\"", of(&item)))
            .await;
        assert_eq!((found(&room, "bøge").await, found(&room, "egetræ").await), (String::new(), "i".into()));
        assert_eq!(found(&room, "vagtplan").await, "");
        room.hold(&meeting).await;

        let input =
            format!("agendaItemId: \"{item}\", kind: AGREED, text: \"Birken\", employeePosition: \"Asken\"");
        let ended = id(&room.done("conclusionRecord", &input).await);
        assert_eq!((found(&room, "birk").await, found(&room, "aske").await), ("ic".into(), "ic".into()));
        room.done("conclusionUpdate", &format!("{}, text: \"Pilen\", employeePosition: null", of(&ended)))
            .await;
        assert_eq!((found(&room, "birk").await, found(&room, "pile").await), (String::new(), "ic".into()));
        assert_eq!(found(&room, "aske").await, "");

        room.minute(&meeting, "Granen").await;
        let input = format!("meetingId: \"{meeting}\", ifVersion: 1, text: \"Ahornen\"");
        room.done("minutesSave", &input).await;
        assert_eq!((found(&room, "gran").await, found(&room, "ahorn").await), (String::new(), "r".into()));

        // What is refused leaves the index as it was.
        let stale = format!("meetingId: \"{meeting}\", ifVersion: 1, text: \"Lærken\"");
        assert_eq!(room.refused("minutesSave", &stale).await, "CONFLICT ifVersion");
        assert_eq!((found(&room, "lærke").await, found(&room, "ahorn").await), (String::new(), "r".into()));

        let part = format!("{}, title: \"Liljen\", agendaItemIds: [\"{item}\"]", of(&own));
        let part = id(&room.done("matterSplit", &part).await);
        assert_eq!((found(&room, "lilje").await, found(&room, "rose").await), ("m".into(), "m".into()));
        let topic = async |matter: &str| {
            let document = format!(
                "{{ agendaItems(search: \"egetræ\", matter: {{ id: {{ eq: \"{matter}\" }} }}) {{ totalCount }} }}"
            );
            room.read(member(), &document).await["agendaItems"]["totalCount"].as_i64()
        };
        assert_eq!((topic(&own).await, topic(&part).await), (Some(0), Some(1)));
        room.done("matterMerge", &format!("{}, intoId: \"{own}\"", of(&part))).await;
        assert_eq!((topic(&own).await, topic(&part).await), (Some(1), Some(0)));
        assert_eq!((found(&room, "lilje").await, found(&room, "egetræ").await), ("m".into(), "i".into()));
    }
}

/// The entries, by kind and id, as the database keeps them.
async fn entries(world: &World) -> BTreeMap<String, String> {
    let sql = if world.db.backend() == DbBackend::Postgres {
        "SELECT kind || ' ' || CAST(id AS text), CAST(words AS text) FROM search_text"
    } else {
        "SELECT kind || ' ' || hex(id), words FROM search_text"
    };
    let statement = Statement::from_string(world.db.backend(), sql);
    let rows = world.db.read().query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect()
}

/// Made anew, the index is what it was: what was lost is found again, and what has no thing any more is gone.
#[tokio::test(flavor = "multi_thread")]
async fn the_index_can_be_made_anew() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        for _ in 0..3 {
            room.proposed(&matter, "").await;
        }
        let shared = "title: \"Vagtplan\", visibility: PUBLIC";
        let case = format!("{shared}, summary: \"x\", outcome: SUCCESS");
        done(&world, coordinator(), "caseCreate", &case, "case { id }").await;
        let project = format!("{shared}, origin: JOINT");
        done(&world, coordinator(), "developmentProjectCreate", &project, "developmentProject { id }").await;
        let before = entries(&world).await;
        assert_eq!(before.len(), 6);
        let person = PLAIN.simple().to_string();
        let (as_id, words) = if world.db.backend() == DbBackend::Postgres {
            (format!("CAST('{person}' AS uuid)"), "CAST('''forkert'':1' AS tsvector)")
        } else {
            (format!("X'{person}'"), "'forkert'")
        };
        for sql in [
            format!("UPDATE search_text SET id = {as_id} WHERE kind = 'matter'"),
            format!("UPDATE search_text SET words = {words} WHERE kind <> 'matter'"),
        ] {
            world.db.for_migrations().execute_unprepared(&sql).await.unwrap();
        }
        assert_eq!(found(&room, "vagtplan").await, "");
        let steps = std::sync::Mutex::new(Vec::new());
        let told = |_: &str, done: u64, total: u64| steps.lock().unwrap().push((done, total));
        let ctx = world.ctx(Actor::System, "rebuild");
        assert_eq!(service::rebuild(&ctx, &told).await.unwrap(), 6);
        assert_eq!(entries(&world).await, before);
        assert_eq!(found(&room, "vagtplan").await, "mi");
        assert!(steps.into_inner().unwrap().contains(&(6, 6)));
        world.db.for_migrations().execute_unprepared("DELETE FROM search_text").await.unwrap();
        let (code, out, err) = medspil(&world.url, &["search", "rebuild"]).await;
        assert_eq!((code, out.as_str()), (0, "6 things can be found by their words.\n"), "{err}");
        assert_eq!(entries(&world).await, before);
    }
}

/// Everything of the demo that has texts has its entry, which making the index anew does not change.
#[tokio::test(flavor = "multi_thread")]
async fn the_demo_is_found() {
    each_database("demo", async |world| {
        let count = async |sql: &str| {
            let statement = Statement::from_string(world.db.backend(), sql);
            let row = world.db.read().query_one_raw(statement).await.unwrap().unwrap();
            row.try_get_by_index::<i64>(0).unwrap()
        };
        let all = count("SELECT count(*) FROM search_text").await;
        let things = count(
            "SELECT (SELECT count(*) FROM matter) + (SELECT count(*) FROM agenda_item) + \
             (SELECT count(*) FROM conclusion) + (SELECT count(*) FROM minutes) + \
             (SELECT count(*) FROM case_study) + (SELECT count(*) FROM development_project)",
        )
        .await;
        assert!(all == things && all > 100, "{all} {things}");
    })
    .await;
}
