//! Links between matters and other things: typed, dated, and silent about what the reader may not see.

use entity::matter;
use medspil::core::Kind;
use serde_json::json;
use uuid::Uuid;

use crate::{
    agenda_item::room::{Room, chair, employee, id, of, text},
    bodies::coordinator,
    people::{PLAIN, THERE, World, person_id, who},
};

/// Links stand at both ends, from and to a day; once for each type, whichever way round.
#[tokio::test]
async fn links_are_typed_and_dated() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let (a, b) = (room.matter(&room.own, "").await, room.matter(&room.beside, "").await);
        let input = |from: &str, to: &str, more: &str| format!("fromId: \"{from}\", toId: \"{to}\", {more}");
        let made =
            room.done("linkCreate", &input(&a, &b, "type: FOLLOWS_FROM, validFrom: \"2026-02-01\"")).await;
        assert_eq!((&made["fromId"], &made["toId"], &made["validTo"]), (&json!(a), &json!(b), &json!(null)));
        for (from, to) in [(&a, &b), (&b, &a)] {
            let again = input(from, to, "type: FOLLOWS_FROM");
            assert_eq!(room.refused("linkCreate", &again).await, "OVERLAP toId");
        }
        room.done("linkCreate", &input(&b, &a, "type: RELATED")).await;
        assert_eq!(room.refused("linkCreate", &input(&a, &a, "type: RELATED")).await, "NOT_ALLOWED toId");
        let person = person_id(PLAIN);
        assert_eq!(room.refused("linkCreate", &input(&a, &person, "type: RELATED")).await, "WRONG_TYPE toId");
        assert_eq!(room.refused("linkCreate", &input("x", &a, "type: RELATED")).await, "INVALID fromId");
        let nothing = crate::people::id(Kind::Matter, Uuid::from_u128(9));
        assert_eq!(
            room.refused("linkCreate", &input(&nothing, &a, "type: RELATED")).await,
            "NOT_FOUND fromId"
        );
        let links = |matter: &str, more: &str| {
            format!(
                "{{ matter(id: \"{matter}\", {more}) {{ links {{ totalCount nodes {{ type otherId otherType other {{ id }} }} }} }} }}"
            )
        };
        for (matter, other) in [(&a, &b), (&b, &a)] {
            let read = room.read(employee(), &links(matter, "asOf: \"2026-03-01\"")).await;
            let node = json!({ "type": "FOLLOWS_FROM", "otherId": other, "otherType": "MATTER", "other": { "id": other } });
            assert_eq!(read["matter"]["links"], json!({ "totalCount": 1, "nodes": [node] }));
        }
        // Both in one batch.
        let both = "{ matters { nodes { links { totalCount nodes { id } } } } }";
        let both = room.read(employee(), both).await;
        assert!(
            both["matters"]["nodes"].as_array().unwrap().iter().all(|node| node["links"]["totalCount"] == 2)
        );
        let end = format!("{}, on: \"2026-03-01\"", of(&id(&made)));
        let ended = room.done("linkEnd", &end).await;
        assert_eq!((&ended["validTo"], &ended["version"]), (&json!("2026-03-01"), &json!(2)));
        let read = room.read(employee(), &links(&a, "asOf: \"2026-03-01\"")).await;
        assert_eq!(read["matter"]["links"]["totalCount"], json!(0));
        assert_eq!(
            room.refused("linkEnd", &format!("{}, on: \"2026-04-01\"", of(&id(&made)))).await,
            "OUT_OF_RANGE on"
        );
        let stale =
            room.write_as(coordinator(), "linkEnd", &format!("{}, ifVersion: 1", of(&id(&made)))).await;
        assert_eq!(stale["userErrors"][0]["code"], json!("CONFLICT"));
    }
}

/// The reader of one end learns that the other exists, and no more; who sees no end sees no link.
#[tokio::test]
async fn a_link_does_not_open_its_other_end() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let (open, closed) = (
            room.matter(&room.own, "").await,
            room.matter(&room.beside, ", confidentialBasis: DATA_PROTECTION").await,
        );
        let other = room.matter(&room.beside, ", confidentialBasis: DATA_PROTECTION").await;
        let link = |from: &str, to: &str| format!("fromId: \"{from}\", toId: \"{to}\", type: RELATED");
        room.done("linkCreate", &link(&open, &closed)).await;
        let unseen = id(&room.done("linkCreate", &link(&closed, &other)).await);
        let read = format!(
            "{{ matter(id: \"{open}\") {{ links {{ nodes {{ otherId otherType other {{ __typename }} }} }} }} \
             node(id: \"{unseen}\") {{ id }} changes(types: LINK) {{ totalCount }} }}"
        );
        let seen = room.read(employee(), &read).await;
        let node = json!({ "otherId": closed, "otherType": "MATTER", "other": null });
        assert_eq!(seen["matter"]["links"]["nodes"], json!([node]));
        assert_eq!((&seen["node"], &seen["changes"]["totalCount"]), (&json!(null), &json!(1)));
        let seen = room.read(coordinator(), &read).await;
        assert_eq!((seen["node"].is_object(), &seen["changes"]["totalCount"]), (true, &json!(2)));
        // Nor can one be made to what one does not see.
        let made = room.write_as(chair(), "linkCreate", &link(&open, &other)).await;
        assert_eq!(text(&made["userErrors"][0]["code"]), "NOT_FOUND");
        let foreign = who(&[medspil::core::Role::MedCoordinator]).of(THERE);
        let made = room.write_as(foreign, "linkCreate", &link(&open, &open)).await;
        assert_eq!(text(&made["userErrors"][0]["code"]), "NOT_FOUND");
        assert_eq!(world.rows::<matter::Entity>().await.len(), 3);
    }
}
