//! Traces: the same way from wherever it is asked for, in the right order, and silent about what the reader may not see.

use std::collections::BTreeSet;

use medspil::core::{Kind, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    agenda_item::room::{Room, chair, employee, id, of, text},
    bodies::coordinator,
    desk,
    people::{PLAIN, THERE, Who, World, id as id_of, person_id, who},
    support::world::each_database,
};

fn document(thing: &str, depth: u32) -> String {
    format!(
        "{{ trace(id: \"{thing}\", depth: {depth}) {{ firstOn lastOn days isWhole \
         steps(first: 100) {{ totalCount nodes {{ type thingId on endedOn side daysSinceFirst committee {{ name }} thing {{ id }} }} }} \
         links(first: 100) {{ totalCount nodes {{ type fromId toId days validFrom validTo }} }} }} }}"
    )
}

async fn trace(room: &Room<'_>, who: Who, thing: &str, depth: u32) -> Value {
    room.read(who, &document(thing, depth)).await["trace"].clone()
}

/// The things of a trace, in their order.
fn things(trace: &Value) -> Vec<String> {
    trace["steps"]["nodes"].as_array().unwrap().iter().map(|step| text(&step["thingId"])).collect()
}

/// The links of a trace: what, from where, to where.
fn ties(trace: &Value) -> BTreeSet<[String; 3]> {
    let nodes = trace["links"]["nodes"].as_array().unwrap().iter();
    nodes.map(|tie| ["type", "fromId", "toId"].map(|field| text(&tie[field]))).collect()
}

fn tie(kind: &str, from: &str, to: &str) -> [String; 3] {
    [kind, from, to].map(str::to_owned)
}

/// The story of the demo: from its beginning, its end and everything between, all of it and the same.
#[tokio::test(flavor = "multi_thread")]
async fn from_every_point_it_is_the_same_way() {
    each_database("demo", async |world| {
        let find = "{ matters(where: {title: {eq: \"Den samme oplysning kun ét sted\"}}) { nodes { id } } }";
        let found = world.ask("employee", find).await;
        let matter = text(found.at("/data/matters/nodes/0/id"));
        let whole = world.ask("employee", &document(&matter, 3)).await.data()["trace"].clone();
        let kinds: Vec<&str> = whole["steps"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| step["type"].as_str().unwrap())
            .collect();
        let treated = ["AGENDA_ITEM", "CONCLUSION"].repeat(3);
        let expected: Vec<&str> =
            ["CONTRIBUTION", "MATTER"].into_iter().chain(treated).chain(["DECISION"]).collect();
        assert_eq!(kinds, expected, "{whole:#}");
        let links = whole["links"]["nodes"].as_array().unwrap();
        let mut types: Vec<&str> = links.iter().map(|link| link["type"].as_str().unwrap()).collect();
        types.sort_unstable();
        let expected = [
            "DECIDED_BY",
            "ENDED_IN",
            "ENDED_IN",
            "ENDED_IN",
            "FORWARDED_TO",
            "FORWARDED_TO",
            "HANDLED_AS",
            "HANDLED_AS",
            "HANDLED_AS",
            "RAISED_IN",
            "TAKEN_UP_WITH",
        ];
        assert_eq!(types, expected);
        let first = &whole["steps"]["nodes"][0];
        assert_eq!((&first["daysSinceFirst"], &first["side"]), (&json!(0), &json!("EMPLOYEE")));
        let decided = &whole["steps"]["nodes"][8];
        let days = decided["daysSinceFirst"].as_i64().unwrap();
        assert!(days > 100 && whole["days"].as_i64().unwrap() > days, "it was looked back at: {whole:#}");
        for thing in things(&whole) {
            for caller in ["employee", "chair", "medCoordinator"] {
                let same = world.ask(caller, &document(&thing, 3)).await.data()["trace"].clone();
                assert_eq!(same, whole, "{caller} from {thing}");
            }
            let stranger = world.ask("otherAuthority", &document(&thing, 3)).await;
            assert_eq!(stranger.data()["trace"], json!(null));
        }
        let page = format!(
            "{{ trace(id: \"{matter}\") {{ steps(types: [CONCLUSION], first: 2) {{ totalCount nodes {{ type }} }} }} }}"
        );
        let page = world.ask("employee", &page).await.data()["trace"]["steps"].clone();
        assert_eq!(page, json!({ "totalCount": 3, "nodes": [{ "type": "CONCLUSION" }, { "type": "CONCLUSION" }] }));
    })
    .await;
}

/// What is hidden stands in no trace, neither as a thing nor at the end of a link nor in a number, and a trace does not lead
/// through it.
#[tokio::test]
async fn what_is_hidden_is_not_in_it() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let open = room.matter(&room.own, "").await;
        let closed = room.matter(&room.own, ", confidentialBasis: DATA_PROTECTION").await;
        let behind = room.matter(&room.own, "").await;
        let (item, meeting) = room.discussed(&open).await;
        let conclude = format!("agendaItemId: \"{item}\", kind: AGREED, text: \"Enighed.\"");
        let conclusion = id(&room.done("conclusionRecord", &conclude).await);
        for (from, to) in [(&closed, &open), (&behind, &closed)] {
            let input =
                format!("fromId: \"{from}\", toId: \"{to}\", type: FOLLOWS_FROM, validFrom: \"2026-11-23\"");
            room.done("linkCreate", &input).await;
        }
        let seen = trace(&room, chair(), &open, 3).await;
        let all: BTreeSet<String> = things(&seen).into_iter().collect();
        assert_eq!(all, [&open, &item, &conclusion, &closed, &behind].map(Clone::clone).into());
        assert!(ties(&seen).contains(&tie("LED_TO", &closed, &behind)), "{seen:#}");
        // The minutes are not approved: nobody outside knows how it ended, nor of the hidden matter and what is behind it.
        let outside = trace(&room, employee(), &open, 3).await;
        assert_eq!(things(&outside), [open.clone(), item.clone()], "{outside:#}");
        assert_eq!(ties(&outside), [tie("HANDLED_AS", &open, &item)].into());
        assert_eq!(
            (&outside["steps"]["totalCount"], &outside["links"]["totalCount"]),
            (&json!(2), &json!(1))
        );
        for hidden in [&closed, &conclusion] {
            assert_eq!(trace(&room, employee(), hidden, 3).await, json!(null));
        }
        assert_eq!(things(&trace(&room, employee(), &behind, 3).await), std::slice::from_ref(&behind));
        room.minute(&meeting, "Drøftet.").await;
        room.approve(&meeting).await;
        let outside = trace(&room, employee(), &open, 3).await;
        assert_eq!(things(&outside), [open.clone(), item.clone(), conclusion.clone()]);
        // Nor does another authority, or a thing of which nothing comes, or nothing at all, have a trace.
        let foreign = who(&[Role::MedCoordinator]).of(THERE);
        assert_eq!(trace(&room, foreign, &open, 3).await, json!(null));
        let nothing = id_of(Kind::Matter, Uuid::from_u128(9));
        for thing in [person_id(PLAIN), nothing] {
            assert_eq!(trace(&room, coordinator(), &thing, 3).await, json!(null), "{thing}");
        }
        for (thing, depth) in [("x", 3), (&*open, 0), (&*open, 7)] {
            let answer = room.ask(coordinator(), &document(thing, depth)).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], json!("BAD_INPUT"), "{thing} {depth}");
        }
    }
}

/// Each link and each merger is one step further; what is only related is shown and not followed.
#[tokio::test]
async fn depth_says_how_far_it_goes() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let mut chain = Vec::new();
        for _ in 0..5 {
            chain.push(room.matter(&room.own, "").await);
        }
        for (older, newer) in chain.iter().zip(chain.iter().skip(1)) {
            let input = format!("fromId: \"{newer}\", toId: \"{older}\", type: FOLLOWS_FROM");
            room.done("linkCreate", &input).await;
        }
        let reached = async |from: &str, depth: u32| -> BTreeSet<String> {
            things(&trace(&room, employee(), from, depth).await).into_iter().collect()
        };
        let set = |of: &[&[String]]| -> BTreeSet<String> { of.concat().into_iter().collect() };
        assert_eq!(reached(&chain[0], 1).await, set(&[&chain[..2]]));
        assert_eq!(reached(&chain[0], 3).await, set(&[&chain[..4]]));
        assert_eq!(reached(&chain[0], 4).await, set(&[&chain]));
        assert_eq!(reached(&chain[2], 2).await, set(&[&chain]));
        let middle = trace(&room, employee(), &chain[2], 2).await;
        assert!(ties(&middle).contains(&tie("LED_TO", &chain[2], &chain[3])), "{middle:#}");

        let first = &chain[0];
        let (related, merged) = (room.matter(&room.own, "").await, room.matter(&room.own, "").await);
        let further = room.matter(&room.beside, "").await;
        room.done("linkCreate", &format!("fromId: \"{first}\", toId: \"{related}\", type: RELATED")).await;
        room.done("linkCreate", &format!("fromId: \"{further}\", toId: \"{related}\", type: ANSWERS")).await;
        room.done("matterMerge", &format!("{}, intoId: \"{first}\"", of(&merged))).await;
        let near = trace(&room, employee(), first, 1).await;
        let expected = set(&[&chain[..2], &[related.clone(), merged.clone()]]);
        assert_eq!(things(&near).into_iter().collect::<BTreeSet<_>>(), expected);
        assert!(ties(&near).contains(&tie("MERGED_INTO", &merged, first)));
        assert!(
            !reached(first, 6).await.contains(&further),
            "the way does not lead through what is only related"
        );
        assert_eq!(reached(&further, 1).await, set(&[&[further.clone(), related.clone()]]));
    }
}

/// As many statements as it goes far, however many things there are.
#[tokio::test]
async fn statements_do_not_grow_with_things() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let further = room.matter(&room.own, "").await;
        let link = format!("fromId: \"{further}\", toId: \"{matter}\", type: FOLLOWS_FROM");
        room.done("linkCreate", &link).await;
        let add = async |of: &str, number: usize| {
            for _ in 0..number {
                room.proposed(of, "").await;
            }
        };
        add(&matter, 1).await;
        add(&further, 1).await;
        let few = world.statements(chair(), &document(&matter, 3)).await;
        add(&matter, 20).await;
        add(&further, 20).await;
        let many = trace(&room, chair(), &matter, 3).await;
        assert_eq!(many["steps"]["totalCount"], json!(44), "{many:#}");
        assert_eq!(world.statements(chair(), &document(&matter, 3)).await, few);
    }
}

/// From a barrier over the matter that it became to a project and what that taught, from either end; a project that its
/// committee keeps to itself ends the way for others.
#[tokio::test]
async fn what_is_developed_stands_in_it() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let write = async |mutation: &str, input: String, read: &str| {
            desk::done(&world, coordinator(), mutation, &input, read).await
        };
        let report =
            format!("committeeId: \"{}\", side: EMPLOYEE, text: \"Dobbelt registrering.\"", room.own);
        let barrier = id(&write("barrierReport", report, "barrier { id }").await);
        write("barrierTriage", of(&barrier), "barrier { id }").await;
        let escalate =
            format!("{}, toCommitteeId: \"{}\", title: \"Dobbelt registrering\"", of(&barrier), room.area);
        let read = "barrier { matter { id } agendaItem { id } }";
        let escalated = write("barrierEscalate", escalate, read).await;
        let (matter, item) = (id(&escalated["matter"]), id(&escalated["agendaItem"]));
        let create = format!(
            "title: \"Ét sted\", origin: BOTTOM_UP, visibility: COMMITTEE, committeeId: \"{}\"",
            room.own
        );
        let project = id(&write("developmentProjectCreate", create, "developmentProject { id }").await);
        let lesson = format!("projectId: \"{project}\", kind: DRIVER, text: \"Tid.\", sharing: PROJECT");
        let lesson = id(&write("lessonCreate", lesson, "lesson { id }").await);
        let link = format!("fromId: \"{project}\", toId: \"{matter}\", type: FOLLOWS_FROM");
        room.done("linkCreate", &link).await;

        let all: BTreeSet<String> = [&barrier, &matter, &item, &project, &lesson].map(Clone::clone).into();
        for thing in &all {
            let seen = trace(&room, coordinator(), thing, 3).await;
            assert_eq!(things(&seen).into_iter().collect::<BTreeSet<_>>(), all, "from {thing}: {seen:#}");
            let expected = [
                tie("RAISED_IN", &barrier, &matter),
                tie("TAKEN_UP_WITH", &barrier, &item),
                tie("HANDLED_AS", &matter, &item),
                tie("LED_TO", &matter, &project),
                tie("HAS_PART", &project, &lesson),
            ];
            assert_eq!(ties(&seen), expected.into());
        }
        // Nobody outside the committee above sees what it was only asked to take up, nor the project.
        let outside = trace(&room, employee(), &barrier, 3).await;
        assert_eq!(things(&outside).into_iter().collect::<BTreeSet<_>>(), [barrier, matter].into());
        for hidden in [&project, &lesson] {
            assert_eq!(trace(&room, employee(), hidden, 3).await, json!(null));
        }
    }
}
