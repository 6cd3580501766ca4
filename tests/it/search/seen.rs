//! Who finds what: words find nothing, and count nothing, that the caller does not see, whichever way the database takes
//! to the words; and what others hide changes nothing of what one finds.

use medspil::core::{Kind, Role};
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::{Value, json};

use crate::{
    agenda_item::room::{Room, employee, member, of},
    bodies::coordinator,
    people::{THERE, Who, World, who},
};

/// One word of each text, which no other text has.
const DESCRIBED: &str = "Matrikelnummeret";
const STATED: &str = "Kantineordningen";
const CONCLUDED: &str = "Flekstidsaftalen";
const MINUTED: &str = "Kaffemaskinen";

/// What one finds by words: for each list and word how many, which is also how many there are to read.
async fn found(room: &Room<'_>, caller: Who) -> String {
    let lists = [
        ("m", "matters", DESCRIBED, ""),
        ("i", "agendaItems", STATED, ""),
        ("a", "agendaItems", CONCLUDED, ""),
        ("t", "agendaItems", STATED, "matter: { kle: { eq: \"81.39.00\" } }"),
        ("c", "conclusions", CONCLUDED, ""),
        ("o", "conclusions", CONCLUDED, "matter: { theme: { isNull: true } }"),
        ("r", "minutesAll", MINUTED, ""),
        ("s", "minutesAll", MINUTED, "matter: { isWork: { eq: true } }, meeting: { kind: { eq: ORDINARY } }"),
    ];
    let fields = lists.map(|(alias, list, word, more)| {
        // Another form of the word than in the text.
        let word = word.trim_end_matches("en").trim_end_matches("et").to_lowercase();
        format!("{alias}: {list}(search: \"{word}\", {more}) {{ totalCount nodes {{ id }} }}")
    });
    let data = room.read(caller, &format!("{{ {} }}", fields.join(" "))).await;
    let count = |(alias, ..): &(&str, &str, &str, &str)| {
        let list = &data[alias];
        let read = list["nodes"].as_array().unwrap().len();
        assert_eq!(list["totalCount"], json!(read), "{alias}");
        assert!(read < 2, "{list}");
        if read == 1 { (*alias).to_owned() } else { String::new() }
    };
    lists.iter().map(count).collect()
}

/// So many entries with the words of the things of some kinds that each thing is looked up by itself.
pub async fn crowd(world: &World, kinds: &[Kind]) {
    let kinds: Vec<String> = kinds.iter().map(|kind| format!("'{}'", kind.prefix())).collect();
    let things = ["matter", "agenda_item", "conclusion", "minutes", "case_study", "development_project"]
        .map(|table| format!("SELECT id FROM {table}"));
    let kinds = format!("kind IN ({}) AND id IN ({})", kinds.join(", "), things.join(" UNION ALL "));
    let sql = if world.db.backend() == DbBackend::Postgres {
        format!(
            "INSERT INTO search_text (authority_id, kind, id, words) SELECT authority_id, kind, gen_random_uuid(), words \
             FROM search_text, generate_series(1, 25000) WHERE {kinds}"
        )
    } else {
        format!(
            "INSERT INTO search_text (authority_id, kind, id, words) \
             WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 25000) \
             SELECT authority_id, kind, randomblob(16), words FROM (SELECT * FROM search_text WHERE {kinds}), more"
        )
    };
    world.db.for_migrations().execute_unprepared(&sql).await.unwrap();
}

/// From a proposal to adopted minutes, hidden and open again, for everybody outside and inside the committee.
async fn nothing_hidden_is_found(world: &World, is_crowded: bool) {
    let room = Room::new(world).await;
    let described = format!(", kle: \"81.39.00\", description: \"Om {DESCRIBED}.\"");
    let matter = room.matter(&room.own, &described).await;
    let meeting = room.meeting().await;
    let item =
        room.scheduled(&matter, &meeting, &format!(", caseStatement: \"{STATED} skal drøftes\"")).await;
    let outside = || {
        [Role::Employee, Role::Analyst, Role::AuthorityAdmin, Role::Auditor, Role::HrIntegration]
            .map(|role| who(&[role]))
    };
    let all = async |outer: &str, inner: &str, why: &str| {
        for caller in outside() {
            assert_eq!(found(&room, caller.clone()).await, outer, "{why}: {caller:?}");
        }
        for caller in [member(), coordinator(), who(&[Role::Secretary])] {
            assert_eq!(found(&room, caller.clone()).await, inner, "{why}: {caller:?}");
        }
        // A secretary of another unit is outside; another authority has nothing of it.
        assert_eq!(found(&room, who(&[Role::Secretary]).below(crate::people::SCHOOL)).await, outer, "{why}");
        assert_eq!(found(&room, who(&[Role::MedCoordinator]).of(THERE)).await, "", "{why}");
    };
    if is_crowded {
        crowd(world, &[Kind::Matter, Kind::AgendaItem]).await;
    }
    all("m", "mit", "on an agenda that is not out").await;
    room.hold(&meeting).await;
    all("mit", "mit", "held").await;
    let concluded = format!("agendaItemId: \"{item}\", kind: AGREED, text: \"{CONCLUDED} fortsætter\"");
    room.done("conclusionRecord", &concluded).await;
    room.minute(&meeting, &format!("{MINUTED} er i stykker")).await;
    if is_crowded {
        crowd(world, &[Kind::Conclusion, Kind::Minutes]).await;
    }
    all("mit", "miatcors", "minutes that nobody approved").await;
    room.approve(&meeting).await;
    all("miatcors", "miatcors", "approved minutes").await;
    room.done("agendaItemHide", &format!("{}, basis: DATA_PROTECTION", of(&item))).await;
    all("mr", "miatcors", "a hidden item").await;
    room.done("agendaItemDisclose", &of(&item)).await;
    all("miatcors", "miatcors", "an item that is open again").await;
    room.done("matterHide", &format!("{}, basis: DATA_PROTECTION", of(&matter))).await;
    all("r", "miatcors", "a hidden matter").await;
    room.done("matterDisclose", &of(&matter)).await;
    all("miatcors", "miatcors", "a matter that is open again").await;
}

#[tokio::test]
async fn nothing_hidden_is_found_by_rare_words() {
    for world in World::all().await {
        nothing_hidden_is_found(&world, false).await;
    }
}

#[tokio::test]
async fn nothing_hidden_is_found_by_common_words() {
    for world in World::all().await {
        nothing_hidden_is_found(&world, true).await;
    }
}

/// What one finds, counts and pages through is the same to the letter before and after others hide things with the same
/// words, and before and after these are taken away.
#[tokio::test]
async fn what_is_hidden_changes_nothing_for_others() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let meeting = room.meeting().await;
        let matter = room.matter(&room.own, "").await;
        for _ in 0..3 {
            room.scheduled(&matter, &meeting, "").await;
        }
        room.publish(&meeting).await;
        let read = async || -> Value {
            let page = "totalCount pageInfo { hasNextPage endCursor } nodes { id }";
            let document = format!(
                "{{ agendaItems(search: \"vagtplan\", first: 2) {{ {page} }} \
                   last: agendaItems(search: \"vagtplan -ferie\", last: 2) {{ {page} }} \
                   matters(search: \"vagtplan\") {{ {page} }} }}"
            );
            room.read(employee(), &document).await
        };
        let before = read().await;
        assert_eq!(before["agendaItems"]["totalCount"], json!(3));
        let basis = ", confidentialBasis: DATA_PROTECTION";
        let hidden = room.matter(&room.own, basis).await;
        let item = room.proposed(&hidden, &format!("{basis}, caseStatement: \"Vagtplaner i ferien\"")).await;
        room.proposed(&matter, basis).await;
        assert_eq!(read().await, before);
        room.done("agendaItemWithdraw", &of(&item)).await;
        assert_eq!(read().await, before);
        let seen = room.read(member(), "{ agendaItems(search: \"vagtplan\") { totalCount } }").await;
        assert_eq!(seen["agendaItems"]["totalCount"], json!(5));
    }
}
