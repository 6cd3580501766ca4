//! The order of an agenda and its numbers.

use std::collections::BTreeSet;

use futures::future::join_all;
use medspil::core::place::between;
use proptest::prelude::*;

use super::room::{Room, id, of};
use crate::people::World;

/// Inserts at these places of a list, one after the other, and gives the whole list.
fn inserted(at: impl IntoIterator<Item = usize>) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for at in at {
        let at = at % (list.len() + 1);
        let after = at.checked_sub(1).map(|at| list[at].clone());
        list.insert(at, between(after.as_deref(), list.get(at).map(String::as_str)));
    }
    list
}

proptest! {
    /// Places compare byte by byte, are never equal, and leave room on both sides.
    #[test]
    fn wherever_one_inserts_the_list_stays_in_order(at in prop::collection::vec(0_usize..400, 1..300)) {
        let list = inserted(at);
        prop_assert!(list.windows(2).all(|two| two[0].as_bytes() < two[1].as_bytes()), "{list:?}");
        prop_assert!(list.iter().all(|place| !place.is_empty() && !place.ends_with('0')));
    }
}

/// The ids of an agenda, in its order.
async fn ids(room: &Room<'_>, meeting: &str) -> Vec<String> {
    room.agenda(meeting).await.into_iter().map(|(id, _)| id).collect()
}

/// The numbers of an agenda, in its order.
async fn numbers(room: &Room<'_>, meeting: &str) -> Vec<String> {
    room.agenda(meeting).await.into_iter().map(|(_, number)| number).collect()
}

/// First, last, and right after another; what stands on no agenda or on another is no place.
#[tokio::test]
async fn items_are_put_where_they_are_wanted() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let (meeting, other) = (room.meeting().await, room.meeting().await);
        let [a, b, c] = [
            room.scheduled(&matter, &meeting, "").await,
            room.scheduled(&matter, &meeting, "").await,
            room.scheduled(&matter, &meeting, "").await,
        ];
        let elsewhere = room.scheduled(&matter, &other, "").await;
        assert_eq!(ids(&room, &meeting).await, [&*a, &*b, &*c]);
        let move_to = |item: &str, to: &str| format!("{}, {to}", of(item));
        room.done("agendaItemMove", &move_to(&c, "first: true")).await;
        assert_eq!(ids(&room, &meeting).await, [&*c, &*a, &*b]);
        room.done("agendaItemMove", &move_to(&c, &format!("afterId: \"{a}\""))).await;
        assert_eq!(ids(&room, &meeting).await, [&*a, &*c, &*b]);
        assert_eq!(numbers(&room, &meeting).await, ["1", "2", "3"]);
        for (to, expected) in [
            ("ifVersion: null", "REQUIRED afterId"),
            (&format!("afterId: \"{elsewhere}\""), "NOT_FOUND afterId"),
            (&format!("afterId: \"{c}\""), "NOT_FOUND afterId"),
            (&format!("afterId: \"{a}\", first: true"), "NOT_ALLOWED first"),
        ] {
            assert_eq!(room.refused("agendaItemMove", &move_to(&c, to)).await, expected, "{to}");
        }
        // From one meeting to another, and off it again.
        let there = format!("{}, meetingId: \"{other}\", first: true", of(&a));
        room.done("agendaItemSchedule", &there).await;
        assert_eq!(
            (ids(&room, &meeting).await, ids(&room, &other).await),
            (vec![c, b], vec![a.clone(), elsewhere.clone()])
        );
        room.done("agendaItemUnschedule", &of(&a)).await;
        assert_eq!(ids(&room, &other).await, [&*elsewhere]);
        let theirs = room.meeting_of(&room.beside).await;
        let wrong = format!("{}, meetingId: \"{theirs}\"", of(&a));
        assert_eq!(room.refused("agendaItemSchedule", &wrong).await, "NOT_ALLOWED meetingId");
        room.hold(&other).await;
        let held = format!("{}, meetingId: \"{other}\"", of(&a));
        assert_eq!(room.refused("agendaItemSchedule", &held).await, "INVALID_STATE meetingId");
    }
}

/// Many who insert at the same place at the same time all succeed, and one order comes of it.
#[tokio::test]
async fn inserting_at_once_loses_nothing() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let meeting = room.meeting().await;
        let first = room.scheduled(&matter, &meeting, "").await;
        let last = room.scheduled(&matter, &meeting, "").await;
        let mut accepted = Vec::new();
        for _ in 0..8 {
            let item = room.proposed(&matter, "").await;
            room.done("agendaItemAccept", &of(&item)).await;
            accepted.push(item);
        }
        let insert = |item: &String| format!("{}, meetingId: \"{meeting}\", afterId: \"{first}\"", of(item));
        let inputs: Vec<String> = accepted.iter().map(insert).collect();
        let both = join_all(inputs.iter().map(|input| room.done("agendaItemSchedule", input))).await;
        assert!(both.iter().all(|item| item["status"] == "SCHEDULED"));
        let order = ids(&room, &meeting).await;
        assert_eq!((order.first(), order.last(), order.len()), (Some(&first), Some(&last), 10));
        let rows = world.rows::<entity::agenda_item::Entity>().await;
        let places: BTreeSet<String> = rows.into_iter().map(|row| row.position).collect();
        assert_eq!(places.len(), 10, "no two stand at the same place");
        assert_eq!(ids(&room, &meeting).await, order);
    }
}

/// Publication fixes the numbers; what comes later has the number of the item before it with a letter, and nothing is ever
/// renumbered: not by moving, not by withdrawing, not by publishing again.
#[tokio::test]
async fn published_numbers_stay() {
    for world in World::all().await {
        let room = Room::new(&world).await;
        let matter = room.matter(&room.own, "").await;
        let meeting = room.meeting().await;
        let mut items = Vec::new();
        for _ in 0..3 {
            items.push(room.scheduled(&matter, &meeting, "").await);
        }
        room.publish(&meeting).await;
        assert_eq!(numbers(&room, &meeting).await, ["1", "2", "3"]);
        let later = async |after: &str| {
            let item = room.proposed(&matter, "").await;
            room.done("agendaItemAccept", &of(&item)).await;
            let input = format!("{}, meetingId: \"{meeting}\", afterId: \"{after}\"", of(&item));
            id(&room.done("agendaItemSchedule", &input).await)
        };
        let second = later(&items[1]).await;
        later(&items[1]).await;
        later(&second).await;
        assert_eq!(numbers(&room, &meeting).await, ["1", "2", "2b", "2a", "2c", "3"]);
        room.done("agendaItemMove", &format!("{}, first: true", of(&items[2]))).await;
        assert_eq!(numbers(&room, &meeting).await, ["3", "1", "2", "2b", "2a", "2c"]);
        room.done("agendaItemWithdraw", &format!("{}, reason: \"Løst\"", of(&second))).await;
        assert_eq!(numbers(&room, &meeting).await, ["3", "1", "2", "2b", "2a", "2c"]);
        assert_eq!(room.refused("agendaItemUnschedule", &of(&items[0])).await, "INVALID_STATE");
        let times = "startsAt: \"2026-11-23T12:00:00Z\", endsAt: \"2026-11-23T13:00:00Z\"";
        room.done("meetingPostpone", &format!("{}, reason: \"Sne\"", of(&meeting))).await;
        room.done("meetingReschedule", &format!("{}, {times}", of(&meeting))).await;
        room.scheduled(&matter, &meeting, "").await;
        room.publish(&meeting).await;
        assert_eq!(numbers(&room, &meeting).await, ["3", "1", "2", "2b", "2a", "2c", "2d"]);
        // On another agenda the item is another one.
        let other = room.meeting().await;
        room.done("agendaItemSchedule", &format!("{}, meetingId: \"{other}\"", of(&items[2]))).await;
        assert_eq!(numbers(&room, &other).await, ["1"]);
        assert_eq!(numbers(&room, &meeting).await, ["1", "2", "2b", "2a", "2c", "2d"]);
        let history =
            format!("{{ changes(subject: \"{}\") {{ nodes {{ fields {{ name from to }} }} }} }}", items[0]);
        let history = room.read(crate::bodies::coordinator(), &history).await.to_string();
        assert!(history.contains("{\"from\":null,\"name\":\"number\",\"to\":\"1\"}"), "{history}");
    }
}
