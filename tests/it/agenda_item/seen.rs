//! Who sees an item: what is hidden, on an agenda that is not out, or in a hidden matter, does not exist outside the
//! committee.

use medspil::core::Role;
use serde_json::json;

use super::room::{Room, employee, id, member, of};
use crate::{
    bodies::coordinator,
    people::{Who, World, who},
};

/// Whether a caller finds an item by its id, and what it counts by every other way to it.
async fn found(
    room: &Room<'_>,
    caller: Who,
    (item, matter, meeting): (&str, &str, &str),
) -> (bool, Vec<i64>) {
    let document = format!(
        "{{ node(id: \"{item}\") {{ id }} agendaItem(id: \"{item}\") {{ id }} \
           all: agendaItems {{ totalCount }} by: agendaItems(where: {{id: {{eq: \"{item}\"}}}}) {{ totalCount }} \
           named: agendaItems(where: {{title: {{contains: \"vagt\"}}}}) {{ totalCount }} \
           of: agendaItems(where: {{matter: {{eq: \"{matter}\"}}}}) {{ totalCount }} \
           not: agendaItems(where: {{NOT: {{status: {{isNull: true}}}}}}) {{ totalCount }} \
           about: changes(subject: \"{item}\") {{ totalCount }} \
           feed: changes(types: AGENDA_ITEM) {{ totalCount }} \
           meeting(id: \"{meeting}\") {{ agenda {{ totalCount nodes {{ id }} }} }} \
           matter(id: \"{matter}\") {{ items {{ totalCount }} }} \
           committee(id: \"{}\") {{ agendaItems {{ totalCount }} }} }}",
        room.own
    );
    let answer = room.ask(caller, &document).await;
    let data = &answer["data"];
    let lists = ["all", "by", "named", "of", "not", "about", "feed"].map(|list| &data[list]["totalCount"]);
    let nested = [&data["meeting"]["agenda"], &data["matter"]["items"], &data["committee"]["agendaItems"]];
    let nested = nested.map(|list| &list["totalCount"]);
    let counts = lists.into_iter().chain(nested).map(|count| count.as_i64().unwrap_or(-1));
    assert_eq!(data["node"].is_object(), data["agendaItem"].is_object());
    (data["node"].is_object(), counts.collect())
}

fn none(counts: &[i64]) -> bool {
    counts.iter().all(|count| *count <= 0)
}

/// From proposal to publication, hidden and open again: outside nothing tells of it until it is out, inside all does.
#[tokio::test]
async fn what_is_not_out_or_hidden_leaks_nothing() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let meeting = room.meeting().await;
        let item = room.proposed(&matter, "").await;
        let at = (item.as_str(), matter.as_str(), meeting.as_str());
        let outside = || {
            [
                employee(),
                who(&[Role::Analyst]),
                who(&[Role::AuthorityAdmin]),
                who(&[Role::Auditor]),
                who(&[Role::HrIntegration]),
            ]
        };
        let hidden = async |why: &str| {
            for caller in outside() {
                let (found, counts) = found(&room, caller, at).await;
                assert!(!found && none(&counts), "{why}: {counts:?}");
            }
            for caller in [member(), coordinator(), who(&[Role::Secretary])] {
                assert!(found(&room, caller, at).await.0, "{why}");
            }
        };
        hidden("proposed").await;
        room.done("agendaItemAccept", &of(&item)).await;
        hidden("accepted").await;
        room.done("agendaItemSchedule", &format!("{}, meetingId: \"{meeting}\"", of(&item))).await;
        hidden("on an agenda that is not out").await;
        room.publish(&meeting).await;
        for caller in outside() {
            let (found, counts) = found(&room, caller, at).await;
            assert!(found, "published");
            // Its history of four rows, and the counts of one item.
            assert_eq!(counts, [1, 1, 1, 1, 1, 4, 4, 1, 1, 1]);
        }
        room.done("agendaItemHide", &format!("{}, basis: DATA_PROTECTION, note: \"Om en ansat\"", of(&item)))
            .await;
        hidden("hidden").await;
        room.done("agendaItemDisclose", &of(&item)).await;
        assert!(found(&room, employee(), at).await.0);
        assert_eq!(room.refused("agendaItemDisclose", &of(&item)).await, "INVALID_STATE");
        room.done("matterHide", &format!("{}, basis: DATA_PROTECTION", of(&matter))).await;
        hidden("in a hidden matter").await;
        room.done("agendaItemHide", &format!("{}, basis: OTHER_LAW, note: \"Lov X § 1\"", of(&item))).await;
        assert_eq!(room.refused("agendaItemDisclose", &of(&item)).await, "REQUIRED confidentialBasis");
        room.done("matterDisclose", &of(&matter)).await;
        hidden("hidden itself").await;
    }
}

/// A member of another committee is outside, and so is a secretary whose scope does not reach the committee; who holds a
/// seat is inside only while it lasts.
#[tokio::test]
async fn inside_is_a_matter_of_committee_and_day() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.beside, "").await;
        let input = room.item_input(&matter, "").replace(&room.own, &room.beside);
        let item = id(&room.done("agendaItemPropose", &input).await);
        let meeting = room.meeting().await;
        let at = (item.as_str(), matter.as_str(), meeting.as_str());
        assert!(!found(&room, member(), at).await.0, "a member of another committee");
        let scoped = who(&[Role::Secretary]).below(crate::people::SCHOOL);
        assert!(!found(&room, scoped, at).await.0, "a secretary of another unit");
        let own = room.proposed(&matter, "").await;
        let document = format!("{{ node(id: \"{own}\") {{ id }} }}");
        let on = async |day: &str| {
            world.ask_on(crate::people::day(day), member(), &document).await["data"]["node"].is_object()
        };
        assert!(on("2026-01-01").await && !on("2025-12-31").await);
    }
}

/// The numbers of others tell nothing of a hidden one but that it is there: a gap. Its place in a computed order neither.
#[tokio::test]
async fn a_hidden_item_of_a_published_agenda_is_a_gap() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let meeting = room.meeting().await;
        for more in ["", ", confidentialBasis: DATA_PROTECTION", ""] {
            room.scheduled(&matter, &meeting, more).await;
        }
        room.publish(&meeting).await;
        let document =
            format!("{{ meeting(id: \"{meeting}\") {{ agenda {{ totalCount nodes {{ number }} }} }} }}");
        let seen = room.read(employee(), &document).await;
        let open = json!({ "totalCount": 2, "nodes": [{ "number": "1" }, { "number": "3" }] });
        assert_eq!(seen["meeting"]["agenda"], open);
        let seen = room.read(member(), &document).await;
        assert_eq!(seen["meeting"]["agenda"]["totalCount"], json!(3));
    }
}
