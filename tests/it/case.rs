//! Cases: who sees which, by visibility and caller; what was reused, without circles and without leaks.

use entity::{case_study, change};
use medspil::{
    case_study::rules::{CaseStatus, LIFE},
    core::{Actor, Kind, Role},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bodies::{coordinator, leader, seat, written},
    network::{ELSEWHERE, HEIR, foreign_coordinator, more_authorities, network},
    people::{CLERK, LEADER, PLAIN, REP, THERE, Who, World, day, id, person_id, who},
    sides::{bare_committee, outsider},
    work::{refused_as, written_as},
};

fn employee(person: Uuid) -> Who {
    who(&[Role::Employee]).being(person)
}

/// A committee whose chair is a person.
async fn chaired(world: &World, name: &str, more: &str, person: Uuid, when: &str) -> String {
    let committee = bare_committee(world, name, more).await;
    let seat = seat(world, &committee, "side: MANAGEMENT, seatType: CHAIR").await;
    written(world, "mandateCreate", &leader(&seat, person, when)).await;
    committee
}

/// The input of a case; `details` is GraphQL without braces.
fn case(title: &str, visibility: &str, details: &str) -> String {
    format!(
        "title: \"{title}\", summary: \"Sådan gik det\", outcome: FAILURE, visibility: {visibility}, \
         details: {{ {details} }}"
    )
}

/// A case that is published.
async fn published(world: &World, caller: Who, title: &str, visibility: &str, details: &str) -> String {
    let id = written_as(world, caller.clone(), "caseCreate", &case(title, visibility, details)).await;
    written_as(world, caller, "casePublish", &format!("id: \"{id}\"")).await;
    id
}

/// The titles that a caller sees in the list, in the Danish alphabet.
async fn titles(world: &World, caller: impl Into<Actor>, on: &str) -> Vec<String> {
    let query = "{ cases(first: 50, orderBy: { field: TITLE }) { totalCount nodes { title } } }";
    let answer = world.ask_on(day(on), caller, query).await;
    let list = &answer["data"]["cases"];
    let titles: Vec<String> = list["nodes"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"))
        .iter()
        .map(|node| node["title"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(list["totalCount"], titles.len());
    titles
}

const TODAY: &str = "2026-11-23";

/// Every state and every move: where it leads, or that it is closed.
#[test]
fn every_move_from_every_state() {
    use CaseStatus::{Draft, Published, Withdrawn};
    let table =
        [("publish", [Some(Published), None, Some(Published)]), ("withdraw", [None, Some(Withdrawn), None])];
    assert_eq!(table.len(), LIFE.moves.len());
    for (name, ends) in table {
        for (state, end) in [Draft, Published, Withdrawn].into_iter().zip(ends) {
            assert_eq!(LIFE.step(state, name).ok(), end, "{name} from {state:?}");
        }
    }
}

/// Each visibility for each kind of caller: inside the committee, above it, below it, outside, a former member; an authority
/// of the network, its successor, another authority, nobody.
#[tokio::test]
async fn who_sees_which_case() {
    for world in World::all().await {
        more_authorities(&world).await;
        let from = "validFrom: \"2026-01-01\"";
        let main = chaired(&world, "Hoved", "level: MAIN", CLERK, from).await;
        let below = |above: &str, level: &str| format!("level: {level}, parentId: \"{above}\"");
        let local = chaired(&world, "Lokal", &below(&main, "LOCAL"), LEADER, from).await;
        chaired(&world, "Gruppe", &below(&local, "GROUP"), REP, from).await;
        // The former member sat in the committee until the summer.
        let seat = seat(&world, &local, "side: EMPLOYEE, seatType: ORDINARY").await;
        let former = person_id(PLAIN);
        let input = format!(
            "seatId: \"{seat}\", personId: \"{former}\", role: TR, method: ELECTED, {from}, validTo: \"2026-07-01\""
        );
        written(&world, "mandateCreate", &input).await;
        let network = network(&world).await;
        let of = format!("committeeId: \"{local}\"");
        for visibility in ["COMMITTEE", "LEVEL_TREE", "AUTHORITY", "NETWORK", "PUBLIC"] {
            published(&world, coordinator(), visibility, visibility, &of).await;
        }
        let limited = format!("{of}, networkId: \"{network}\"");
        published(&world, coordinator(), "NETWORK limited", "NETWORK", &limited).await;
        written_as(&world, coordinator(), "caseCreate", &case("Draft", "PUBLIC", &of)).await;
        let gone = published(&world, coordinator(), "Withdrawn", "PUBLIC", &of).await;
        written_as(&world, coordinator(), "caseWithdraw", &format!("id: \"{gone}\"")).await;

        let all = [
            "AUTHORITY",
            "COMMITTEE",
            "Draft",
            "LEVEL_TREE",
            "NETWORK",
            "NETWORK limited",
            "PUBLIC",
            "Withdrawn",
        ];
        let tree = ["AUTHORITY", "LEVEL_TREE", "NETWORK", "NETWORK limited", "PUBLIC"];
        let outside = ["AUTHORITY", "NETWORK", "NETWORK limited", "PUBLIC"];
        let exchange = ["NETWORK", "NETWORK limited", "PUBLIC"];
        let other = ["NETWORK", "PUBLIC"];
        for (who, caller, on, expected) in [
            ("coordinator", coordinator().actor(), TODAY, &all[..]),
            ("inside", employee(LEADER).actor(), TODAY, &all),
            ("above", employee(CLERK).actor(), TODAY, &tree),
            ("below", employee(REP).actor(), TODAY, &tree),
            ("former member", outsider().actor(), TODAY, &outside),
            ("analyst", who(&[Role::Analyst]).actor(), TODAY, &outside),
            ("of the network", who(&[Role::Employee]).of(THERE).actor(), TODAY, &exchange),
            ("coordinator of the network", foreign_coordinator(THERE).actor(), TODAY, &exchange),
            ("of another authority", foreign_coordinator(ELSEWHERE).actor(), TODAY, &other),
            ("successor, before", foreign_coordinator(HEIR).actor(), "2026-12-31", &other),
            ("successor", foreign_coordinator(HEIR).actor(), "2027-01-01", &exchange),
            ("nobody", Actor::Anonymous, TODAY, &["PUBLIC"]),
        ] {
            assert_eq!(titles(&world, caller, on).await, expected, "{who} on {on}");
        }
        // Who leaves the network sees no longer what is limited to it.
        let member = id(Kind::Authority, THERE);
        let left = format!("id: \"{network}\", authorityId: \"{member}\", on: \"{TODAY}\"");
        written_as(&world, coordinator(), "networkRelease", &left).await;
        assert_eq!(titles(&world, foreign_coordinator(THERE), TODAY).await, other);
        // What belongs to a case keeps its own policy.
        let query = "{ cases(where: { text: { contains: \"public\" } }) { nodes { title committee { id } authority { id } \
            outcome status } } }";
        for (caller, committee) in
            [(Actor::Anonymous, Value::Null), (outsider().actor(), json!({ "id": local }))]
        {
            let seen = world.ask(caller, query).await["data"]["cases"]["nodes"][0].clone();
            assert_eq!((&seen["title"], &seen["committee"]), (&json!("PUBLIC"), &committee));
            assert_eq!((&seen["outcome"], &seen["status"]), (&json!("FAILURE"), &json!("PUBLISHED")));
        }
    }
}

/// Beyond the authority a case goes only by those who may share it, and what it says has to fit together.
#[tokio::test]
async fn a_case_is_shared_by_those_who_may() {
    for world in World::all().await {
        more_authorities(&world).await;
        let network = network(&world).await;
        let secretary = || who(&[Role::Secretary]);
        let id = written_as(&world, secretary(), "caseCreate", &case("A", "PUBLIC", "")).await;
        let of = |more: &str| format!("id: \"{id}\"{more}");
        assert_eq!(refused_as(&world, secretary(), "casePublish", &of("")).await, "FORBIDDEN");
        written_as(&world, secretary(), "caseUpdate", &of(", visibility: AUTHORITY")).await;
        written_as(&world, secretary(), "casePublish", &of("")).await;
        assert_eq!(
            refused_as(&world, secretary(), "caseUpdate", &of(", visibility: PUBLIC")).await,
            "FORBIDDEN"
        );
        assert_eq!(refused_as(&world, secretary(), "casePublish", &of("")).await, "INVALID_STATE");
        written_as(&world, coordinator(), "caseUpdate", &of(", visibility: PUBLIC")).await;
        written_as(&world, secretary(), "caseUpdate", &of(", title: \"B\"")).await;
        assert_eq!(refused_as(&world, foreign_coordinator(THERE), "caseUpdate", &of("")).await, "FORBIDDEN");
        assert_eq!(refused_as(&world, outsider(), "caseUpdate", &of("")).await, "FORBIDDEN");
        written_as(&world, secretary(), "caseWithdraw", &of("")).await;
        assert_eq!(refused_as(&world, foreign_coordinator(THERE), "caseUpdate", &of("")).await, "NOT_FOUND");
        for (visibility, details, found) in [
            ("COMMITTEE", "", "REQUIRED details.committeeId"),
            ("LEVEL_TREE", "", "REQUIRED details.committeeId"),
            ("PUBLIC", &*format!("networkId: \"{network}\""), "NOT_ALLOWED details.networkId"),
            ("PUBLIC", "adaptation: \"Anderledes\"", "REQUIRED details.reuseOfId"),
            (
                "PUBLIC",
                "happenedFrom: \"2026-02-01\", happenedTo: \"2026-01-01\"",
                "OUT_OF_RANGE details.happenedTo",
            ),
            ("PUBLIC", "happenedTo: \"2026-01-01\"", "REQUIRED details.happenedFrom"),
            ("PUBLIC", "sourceUrl: \"http://a.example\"", "INVALID details.sourceUrl"),
            ("PUBLIC", "text: \"Se 010190-1234\"", "NOT_ALLOWED details.text"),
            ("PUBLIC", "tags: [\" \"]", "BLANK details.tags"),
            ("PUBLIC", "reuseOfId: \"case_01h455vb4pex5vsknk084sn02q\"", "NOT_FOUND details.reuseOfId"),
            ("PUBLIC", "networkId: \"network_01h455vb4pex5vsknk084sn02q\"", "NOT_FOUND details.networkId"),
        ] {
            let input = case("C", visibility, details);
            assert_eq!(refused_as(&world, coordinator(), "caseCreate", &input).await, found, "{details}");
        }
        let foreign = case("C", "NETWORK", &format!("networkId: \"{network}\""));
        let elsewhere = foreign_coordinator(ELSEWHERE);
        assert_eq!(
            refused_as(&world, elsewhere, "caseCreate", &foreign).await,
            "NOT_ALLOWED details.networkId"
        );
        assert_eq!(
            refused_as(&world, outsider(), "caseCreate", &case("C", "AUTHORITY", "")).await,
            "FORBIDDEN"
        );
        assert_eq!(world.rows::<case_study::Entity>().await.len(), 1);
        for row in world.rows::<change::Entity>().await {
            assert!(!serde_json::to_string(&row.detail).unwrap().contains("Sådan"), "{row:?}");
        }
    }
}

/// A committee's chair writes its cases, and takes none out of it: who was to decide would not be asked any more.
#[tokio::test]
async fn a_case_leaves_its_committee_by_those_above() {
    for world in World::all().await {
        let committee = chaired(&world, "Lokal", "level: LOCAL", LEADER, "validFrom: \"2026-01-01\"").await;
        let chair = || employee(LEADER);
        let of = format!("committeeId: \"{committee}\"");
        let id = written_as(&world, chair(), "caseCreate", &case("A", "COMMITTEE", &of)).await;
        let to = |more: &str| format!("id: \"{id}\"{more}");
        written_as(&world, chair(), "caseUpdate", &to(", title: \"B\"")).await;
        let out = to(", visibility: AUTHORITY, details: { committeeId: null }");
        assert_eq!(refused_as(&world, chair(), "caseUpdate", &out).await, "FORBIDDEN");
        assert!(world.rows::<case_study::Entity>().await[0].committee_id.is_some());
        written_as(&world, coordinator(), "caseUpdate", &out).await;
        assert_eq!(world.rows::<case_study::Entity>().await[0].committee_id, None);
    }
}

/// Cases are found by theme, word, authority and outcome, across authorities.
#[tokio::test]
async fn cases_are_found_across_authorities() {
    for world in World::all().await {
        let tags = "themes: [DIGITALISATION, CORE_TASK_TIME], tags: [\"Vagtplan\", \"AFTEN\"]";
        let here = published(&world, coordinator(), "Her", "PUBLIC", tags).await;
        published(&world, foreign_coordinator(THERE), "Der", "PUBLIC", "themes: [DIGITALISATION]").await;
        published(&world, foreign_coordinator(THERE), "Skjult", "AUTHORITY", "themes: [DIGITALISATION]")
            .await;
        let there = id(Kind::Authority, THERE);
        for (arguments, expected) in [
            ("theme: DIGITALISATION".to_owned(), &["Der", "Her"][..]),
            ("theme: CORE_TASK_TIME".to_owned(), &["Her"]),
            ("tag: \"vagtPLAN\"".to_owned(), &["Her"]),
            ("theme: DIGITALISATION, tag: \"aften\"".to_owned(), &["Her"]),
            ("theme: SPAN_OF_CONTROL".to_owned(), &[]),
            (format!("where: {{ authority: {{ eq: \"{there}\" }} }}"), &["Der"]),
            ("where: { outcome: { eq: SUCCESS } }".to_owned(), &[]),
            ("where: { text: { contains: \"DER\" } }".to_owned(), &["Der"]),
        ] {
            let query =
                format!("{{ cases({arguments}, orderBy: {{ field: TITLE }}) {{ nodes {{ title }} }} }}");
            let seen = world.data(who(&[Role::Employee]), &query).await;
            let seen: Vec<&str> = crate::people::each(&seen["cases"]["nodes"], "title")
                .into_iter()
                .map(|title| title.as_str().unwrap())
                .collect();
            assert_eq!(seen, expected, "{arguments}");
        }
        let read = format!("{{ case(id: \"{here}\") {{ themes tags }} }}");
        let expected =
            json!({ "themes": ["CORE_TASK_TIME", "DIGITALISATION"], "tags": ["aften", "vagtplan"] });
        assert_eq!(world.data(Actor::Anonymous, &read).await["case"], expected);
        let fewer = format!("id: \"{here}\", details: {{ tags: null, themes: [DIGITALISATION] }}");
        written_as(&world, coordinator(), "caseUpdate", &fewer).await;
        let expected = json!({ "themes": ["DIGITALISATION"], "tags": [] });
        assert_eq!(world.data(Actor::Anonymous, &read).await["case"], expected);
    }
}

/// What reuses a case is told and counted as far as the reader sees it; a circle is refused, also a long one.
#[tokio::test]
async fn a_case_is_reused_without_circles_and_leaks() {
    for world in World::all().await {
        let first = published(&world, coordinator(), "Første", "PUBLIC", "").await;
        let reuse = |of: &str| format!("reuseOfId: \"{of}\", adaptation: \"Kun om aftenen\"");
        let there = || foreign_coordinator(THERE);
        let second = published(&world, there(), "Anden", "PUBLIC", &reuse(&first)).await;
        let hidden = published(&world, there(), "Skjult", "AUTHORITY", &reuse(&first)).await;
        let read = format!(
            "{{ case(id: \"{first}\") {{ reusedBy {{ totalCount nodes {{ title adaptation }} }} }} }}"
        );
        let adapted = |title: &str| json!({ "title": title, "adaptation": "Kun om aftenen" });
        for (caller, count, nodes) in [
            (coordinator().actor(), 1, json!([adapted("Anden")])),
            (Actor::Anonymous, 1, json!([adapted("Anden")])),
            (there().actor(), 2, json!([adapted("Anden"), adapted("Skjult")])),
        ] {
            let seen = world.data(caller, &read).await;
            assert_eq!(seen["case"]["reusedBy"], json!({ "totalCount": count, "nodes": nodes }));
        }
        let back = |of: &str| format!("id: \"{first}\", details: {{ reuseOfId: \"{of}\" }}");
        assert_eq!(
            refused_as(&world, coordinator(), "caseUpdate", &back(&second)).await,
            "CYCLE details.reuseOfId"
        );
        assert_eq!(
            refused_as(&world, coordinator(), "caseUpdate", &back(&first)).await,
            "CYCLE details.reuseOfId"
        );
        assert_eq!(
            refused_as(&world, coordinator(), "caseUpdate", &back(&hidden)).await,
            "NOT_FOUND details.reuseOfId",
            "what one does not see cannot be reused"
        );
        let third = published(&world, coordinator(), "Tredje", "AUTHORITY", &reuse(&second)).await;
        assert_eq!(
            refused_as(&world, coordinator(), "caseUpdate", &back(&third)).await,
            "CYCLE details.reuseOfId"
        );
        // Who does not see what was reused sees that nothing was.
        written_as(&world, there(), "caseUpdate", &format!("id: \"{second}\", visibility: AUTHORITY")).await;
        let read = format!("{{ case(id: \"{third}\") {{ reuseOf {{ title }} adaptation }} }}");
        let seen = world.data(coordinator(), &read).await;
        assert_eq!(seen["case"], json!({ "reuseOf": null, "adaptation": "Kun om aftenen" }));
        // No filter tells what was reused.
        let query = format!("{{ cases(where: {{ reuseOf: {{ eq: \"{first}\" }} }}) {{ totalCount }} }}");
        assert!(world.ask(coordinator(), &query).await["errors"].is_array());
    }
}
