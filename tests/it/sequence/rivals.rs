//! Two callers who want what only one can have, at the same time, on two servers: exactly one gets it, the other is told
//! why, and the rule holds afterwards.

use serde_json::{Value, json};

use crate::support::world::{Answer, Node, World, copies, each_database};

/// Rounds of each race.
const ROUNDS: usize = 6;

/// Two mutations at once, one on each server; gives payload and user-error codes of each.
async fn race(
    world: &World,
    second: &Node,
    field: &str,
    mutations: [String; 2],
) -> [(Value, Vec<String>); 2] {
    let token = world.token_of("medCoordinator").await;
    let [one, other] = mutations;
    let (one, other) = tokio::join!(
        world.ask_at(world.address, token.as_deref(), &one, json!({})),
        world.ask_at(second.address, token.as_deref(), &other, json!({})),
    );
    [one, other].map(|answer| outcome(&answer.unwrap(), field))
}

fn outcome(answer: &Answer, field: &str) -> (Value, Vec<String>) {
    let payload = answer.data()[field].clone();
    let errors = payload["userErrors"].as_array().unwrap();
    let codes = errors.iter().map(|error| error["code"].as_str().unwrap().to_owned()).collect();
    (payload, codes)
}

/// Winner and loser, when there is exactly one of each.
fn decided(outcomes: [(Value, Vec<String>); 2], place: &str) -> (Value, (Value, Vec<String>)) {
    let [one, other] = outcomes;
    match (one.1.is_empty(), other.1.is_empty()) {
        (true, false) => (one.0, other),
        (false, true) => (other.0, one),
        _ => panic!("{place}: {one:#?} {other:#?}"),
    }
}

/// Something that has to be written.
async fn write(world: &World, field: &str, mutation: &str) -> Value {
    let (payload, codes) = outcome(&world.ask("medCoordinator", mutation).await, field);
    assert!(codes.is_empty(), "{mutation}: {codes:?}");
    payload
}

/// A new committee below the main committee; gives its id.
async fn committee(world: &World, name: &str) -> String {
    let main = "{ committees(where: {level: {eq: MAIN}}) { nodes { id } } }";
    let main = world.ask("medCoordinator", main).await.at("/data/committees/nodes/0/id").clone();
    let input =
        format!("name: {name:?}, kind: MED, level: LOCAL, parentId: {main}, validFrom: \"2026-11-01\"");
    let mutation = format!(
        "mutation {{ committeeCreate(input: {{{input}}}) {{ committee {{ id }} userErrors {{ code }} }} }}"
    );
    write(world, "committeeCreate", &mutation).await["committee"]["id"].as_str().unwrap().to_owned()
}

/// Of two updates with the same `ifVersion` one is written; the other is a conflict that shows what is there now.
#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_updates_of_a_version_wins() {
    each_database("small", async |world| {
        let second = world.another_node().await;
        let id = committee(&world, "Kapløb").await;
        for round in 1..=ROUNDS {
            let update = |name: &str| {
                let input = format!("id: {id:?}, ifVersion: {round}, name: \"{name} {round}\"");
                format!("mutation {{ committeeUpdate(input: {{{input}}}) {{ committee {{ name version }} userErrors {{ code }} }} }}")
            };
            let outcomes = race(&world, &second, "committeeUpdate", [update("Den ene"), update("Den anden")]).await;
            let (won, (lost, codes)) = decided(outcomes, world.database);
            assert_eq!((won["committee"]["version"].as_i64().and_then(|version| usize::try_from(version).ok()), codes), (Some(round + 1), vec!["CONFLICT".to_owned()]));
            assert_eq!(lost["committee"], won["committee"], "the loser sees the winner's");
        }
    })
    .await;
}

/// Of two committees that are put below each other only one is: no circle.
#[tokio::test(flavor = "multi_thread")]
async fn two_moves_do_not_close_a_circle() {
    each_database("small", async |world| {
        let second = world.another_node().await;
        for round in 0..ROUNDS {
            let ids = [committee(&world, &format!("A {round}")).await, committee(&world, &format!("B {round}")).await];
            let below = |child: usize, parent: usize| {
                let input = format!("id: {:?}, parentId: {:?}", ids[child], ids[parent]);
                format!("mutation {{ committeeUpdate(input: {{{input}}}) {{ committee {{ id }} userErrors {{ code }} }} }}")
            };
            let outcomes = race(&world, &second, "committeeUpdate", [below(0, 1), below(1, 0)]).await;
            let (_, (_, codes)) = decided(outcomes, world.database);
            assert_eq!(codes, ["CYCLE"]);
        }
    })
    .await;
}

/// Of two chairs' seats, and of two mandates in one seat, a committee gets one.
#[tokio::test(flavor = "multi_thread")]
async fn a_committee_gets_one_chair() {
    each_database("small", async |world| {
        let second = world.another_node().await;
        let persons = world.ask("medCoordinator", "{ persons(first: 2) { nodes { id } } }").await;
        let persons = persons.at("/data/persons/nodes").as_array().unwrap();
        for round in 0..ROUNDS {
            let committee = committee(&world, &format!("C {round}")).await;
            let input = format!("committeeId: {committee:?}, side: MANAGEMENT, seatType: CHAIR, validFrom: \"2026-11-02\"");
            let seat = format!("mutation {{ seatCreate(input: {{{input}}}) {{ seat {{ id }} userErrors {{ code }} }} }}");
            let outcomes = race(&world, &second, "seatCreate", [seat.clone(), seat]).await;
            let (won, (_, codes)) = decided(outcomes, world.database);
            assert_eq!(codes, ["NOT_ALLOWED"]);
            let hold = |person: &Value| {
                let input = format!(
                    "seatId: {}, personId: {}, role: LR, method: EX_OFFICIO, validFrom: \"2026-11-03\"",
                    won["seat"]["id"], person["id"]
                );
                format!("mutation {{ mandateCreate(input: {{{input}}}) {{ mandate {{ id }} userErrors {{ code }} }} }}")
            };
            let outcomes =
                race(&world, &second, "mandateCreate", [hold(&persons[0]), hold(&persons[1])]).await;
            assert_eq!(decided(outcomes, world.database).1.1, ["OVERLAP"]);
        }
    })
    .await;
}

/// Many callers whose right comes from a mandate write at once, on a server with the fewest connections: a write never
/// needs a second connection, for which it might wait until all the others give up.
#[tokio::test(flavor = "multi_thread")]
async fn a_write_never_waits_for_itself() {
    for database in copies("small").await {
        let world = World::on(database, |options| options.max_connections = 2).await;
        let held = world.ask("chair", "{ viewer { mandates { seat { seatType } committee { id } } } }").await;
        let mandates = held.at("/data/viewer/mandates").as_array().unwrap();
        let chaired = mandates.iter().find(|mandate| mandate["seat"]["seatType"] == "CHAIR").unwrap();
        let update = |number: i32| {
            let input = format!("id: {}, name: \"Navn {number}\"", chaired["committee"]["id"]);
            format!(
                "mutation {{ committeeUpdate(input: {{{input}}}) {{ committee {{ id }} userErrors {{ code }} }} }}"
            )
        };
        let updates: Vec<String> = (0..12).map(update).collect();
        let answers =
            futures::future::join_all(updates.iter().map(|update| world.ask("chair", update))).await;
        for answer in answers {
            assert!(outcome(&answer, "committeeUpdate").1.is_empty(), "{}", world.database);
        }
    }
}
