//! Which mandates a caller holds today.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{
    acting,
    mandate::{self, MandateRole, SelectionMethod},
    seat::{self, SeatType, Side},
};
use medspil::{
    access::service::{HeldMandate, mandates_held},
    core::{Actor, Clock, Credential, Ctx, Identity, Ids, Locale, Serving, db::count_statements},
};
use uuid::Uuid;

use super::kit::{World, day, insert, noon, worlds};

const TODAY: &str = "2026-11-23";
const TOMORROW: &str = "2026-11-24";
const BEFORE: &str = "2024-01-01";

fn ctx(world: &World, actor: Actor) -> Ctx {
    Ctx {
        actor,
        db: world.db.clone(),
        clock: Clock::fixed(noon()),
        ids: Ids::seeded(1),
        request_id: "test".to_owned(),
        locale: Locale::Da,
        serving: Serving::default(),
    }
}

fn user(authority_id: Uuid, person_id: Option<Uuid>) -> Actor {
    Actor::User(Box::new(Identity {
        subject: "s".to_owned(),
        client: None,
        authority_id,
        roles: BTreeSet::new(),
        scopes: BTreeSet::new(),
        person_id,
        unit_scope: None,
        credential: Credential::SignIn,
    }))
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

async fn seat(world: &World, number: u128, seat_type: SeatType) {
    insert(
        &world.db,
        seat::Model {
            authority_id: world.authority,
            id: id(number),
            committee_id: id(0x10),
            side: Side::Employee,
            seat_type,
            electoral_group: None,
            expected_role: None,
            position: 1,
            valid_from: day(BEFORE),
            valid_to: None,
            version: 1,
        },
    )
    .await;
}

async fn mandate(
    world: &World,
    number: u128,
    seat: u128,
    (from, to): (&str, Option<&str>),
    alternate_for: Option<u128>,
) {
    insert(
        &world.db,
        mandate::Model {
            authority_id: world.authority,
            id: id(number),
            committee_id: id(0x10),
            seat_id: id(seat),
            person_id: world.person,
            role: MandateRole::Tr,
            method: SelectionMethod::Elected,
            alternate_for: alternate_for.map(id),
            valid_from: day(from),
            valid_to: to.map(day),
            end_reason: None,
            version: 1,
        },
    )
    .await;
}

async fn acts(world: &World, number: u128, mandate: u128, from: NaiveDate, to: Option<NaiveDate>) {
    let (authority_id, mandate_id) = (world.authority, id(mandate));
    insert(
        &world.db,
        acting::Model { authority_id, id: id(number), mandate_id, valid_from: from, valid_to: to },
    )
    .await;
}

async fn held(world: &World) -> Vec<HeldMandate> {
    let ctx = ctx(world, user(world.authority, Some(world.person)));
    mandates_held(world.db.read(), &ctx).await.unwrap()
}

/// A mandate counts from its first day up to, and not on, its end.
#[tokio::test]
async fn only_mandates_that_hold_today_count() {
    for world in worlds().await {
        seat(&world, 0x20, SeatType::ViceChair).await;
        seat(&world, 0x21, SeatType::Ordinary).await;
        mandate(&world, 0x30, 0x20, (TODAY, Some(TOMORROW)), None).await;
        mandate(&world, 0x31, 0x21, (BEFORE, Some(TODAY)), None).await;
        mandate(&world, 0x32, 0x21, (TOMORROW, None), None).await;
        let expected = HeldMandate {
            mandate_id: id(0x30),
            committee_id: id(0x10),
            seat_id: id(0x20),
            seat_type: SeatType::ViceChair,
            side: Side::Employee,
            role: MandateRole::Tr,
            acting: false,
        };
        assert_eq!(held(&world).await, [expected]);
    }
}

/// An alternate counts only while an acting period holds, and once, however many do.
#[tokio::test]
async fn an_alternate_counts_only_while_acting() {
    for world in worlds().await {
        seat(&world, 0x20, SeatType::Chair).await;
        mandate(&world, 0x31, 0x20, (BEFORE, None), Some(0x30)).await;
        assert_eq!(held(&world).await, []);
        acts(&world, 0x40, 0x31, day(BEFORE), Some(day(TODAY))).await;
        acts(&world, 0x41, 0x31, day(TOMORROW), None).await;
        assert_eq!(held(&world).await, []);
        acts(&world, 0x42, 0x31, day(TODAY), Some(day(TOMORROW))).await;
        acts(&world, 0x43, 0x31, day(BEFORE), None).await;
        let held = held(&world).await;
        assert_eq!(held.len(), 1);
        assert!(held[0].acting && held[0].seat_type == SeatType::Chair);
    }
}

/// The same person id in another authority, nobody and the program itself hold nothing; it takes one statement at most.
#[tokio::test]
async fn mandates_stay_in_their_authority_and_take_one_statement() {
    for world in worlds().await {
        seat(&world, 0x20, SeatType::Ordinary).await;
        for number in 0x30..0x50 {
            mandate(&world, number, 0x20, (BEFORE, None), None).await;
        }
        for (actor, count, statements) in [
            (user(world.authority, Some(world.person)), 0x20, 1),
            (user(world.other, Some(world.person)), 0, 1),
            (user(world.authority, None), 0, 0),
            (Actor::Anonymous, 0, 0),
            (Actor::System, 0, 0),
        ] {
            let ctx = ctx(&world, actor);
            let (held, sent) = count_statements(mandates_held(world.db.read(), &ctx)).await;
            assert_eq!((held.unwrap().len(), sent), (count, statements));
        }
    }
}
