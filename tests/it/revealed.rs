//! What would reveal somebody's union by a way round: the electoral group of a seat that a named person holds is read for
//! a purpose or not at all, and no filter, order, finding or change tells it.

use entity::read_log;
use medspil::core::Role;
use serde_json::{Value, json};

use crate::{
    bodies::{committee, seat, written},
    people::{PLAIN, Who, World, person_id, who},
    support::sdl::{Sdl, name_of},
};

/// Inputs that state a group; all others must not name one.
const STATED: &[&str] = &["SeatCreateInput", "SeatUpdateInput"];

/// No `where` and no `orderBy` of the schema names an electoral group, a union or an agreement group, save those of the
/// union memberships themselves, which need role, scope and purpose.
#[test]
fn no_filter_and_no_order_tells_a_union() {
    let sdl = Sdl::read();
    let mut telling = Vec::new();
    for (input, fields) in &sdl.inputs {
        for field in fields {
            let (name, of) = (field.name.node.as_str(), name_of(&field.ty.node));
            let tells =
                of.starts_with("ElectoralGroup") || name.contains("union") || name.contains("agreementGroup");
            if tells && !STATED.contains(&input.as_str()) {
                telling.push(format!("{input}.{name}"));
            }
        }
    }
    let own = ["UnionAffiliationCreateInput", "UnionAffiliationWhere"];
    telling.retain(|place| !own.iter().any(|own| place.starts_with(own)));
    assert_eq!(telling, Vec::<String>::new());
    for (order, values) in &sdl.enums {
        if order.ends_with("OrderField") {
            assert!(
                !values.iter().any(|value| value.contains("GROUP") || value.contains("UNION")),
                "{order}"
            );
        }
    }
}

/// Every field that gives an electoral group asks for a purpose, and there is one such field.
#[test]
fn an_electoral_group_is_read_for_a_purpose() {
    let sdl = Sdl::read();
    let mut giving = Vec::new();
    for (object, fields) in &sdl.objects {
        for field in fields.iter().filter(|field| name_of(&field.ty.node) == "ElectoralGroup") {
            assert!(
                field.arguments.iter().any(|argument| {
                    argument.node.name.node == "purpose" && !argument.node.ty.node.nullable
                })
            );
            giving.push(format!("{object}.{}", field.name.node));
        }
    }
    assert_eq!(giving, ["Seat.electoralGroup"]);
}

fn group(seat: &str) -> String {
    format!("{{ seat(id: \"{seat}\") {{ electoralGroup(purpose: SEAT_DISTRIBUTION) }} }}")
}

async fn shown(world: &World, reader: Who, seat: &str) -> Value {
    world.ask(reader, &group(seat)).await["data"]["seat"]["electoralGroup"].clone()
}

/// A seat that nobody ever had tells those who fill it which group to ask; once somebody was appointed it is closed to
/// them, also when the seat is vacant again.
#[tokio::test]
async fn a_seat_tells_its_group_until_somebody_holds_it() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let seat = seat(&world, &committee, "side: EMPLOYEE, electoralGroup: B").await;
        let secretary = || who(&[Role::Secretary]);
        assert_eq!(shown(&world, secretary(), &seat).await, json!("B"));
        for role in [Role::Employee, Role::Analyst] {
            assert_eq!(world.fault(who(&[role]), &group(&seat)).await, "FORBIDDEN", "{role:?}");
        }
        assert_eq!(world.rows::<read_log::Entity>().await, []);
        let input = format!(
            "seatId: \"{seat}\", personId: \"{}\", role: TR, method: ELECTED, validFrom: \"2026-01-01\"",
            person_id(PLAIN)
        );
        let mandate = written(&world, "mandateCreate", &input).await;
        assert_eq!(world.fault(secretary(), &group(&seat)).await, "FORBIDDEN");
        written(&world, "mandateEnd", &format!("id: \"{mandate}\", on: \"2026-06-01\", reason: RESIGNED"))
            .await;
        assert_eq!(world.fault(secretary(), &group(&seat)).await, "FORBIDDEN");
        assert_eq!(shown(&world, who(&[Role::MedCoordinator]).sensitive(), &seat).await, json!("B"));
        assert_eq!(world.rows::<read_log::Entity>().await.len(), 1);
    }
}

/// No change row tells the group, to nobody: not on creation, not when it changes.
#[tokio::test]
async fn no_change_tells_a_group() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let seat = seat(&world, &committee, "side: EMPLOYEE, electoralGroup: B").await;
        written(&world, "seatUpdate", &format!("id: \"{seat}\", electoralGroup: C")).await;
        let document = "{ changes(types: SEAT) { nodes { fields { name from to } } } }";
        let all = world.data(who(Role::ALL).sensitive(), document).await;
        let fields = all["changes"]["nodes"].as_array().unwrap().iter();
        let fields: Vec<&Value> = fields.flat_map(|change| change["fields"].as_array().unwrap()).collect();
        let told: Vec<_> = fields.into_iter().filter(|field| field["name"] == "electoralGroup").collect();
        let name = json!({ "name": "electoralGroup", "from": null, "to": null });
        assert_eq!(told, [&name, &name]);
    }
}

/// The texts of findings name no electoral group that stands for unions.
#[tokio::test(flavor = "multi_thread")]
async fn no_finding_names_a_group() {
    let world = crate::support::world::World::on_sqlite("demo").await;
    let groups = "UPDATE seat SET electoral_group = NULL WHERE committee_id IN
        (SELECT id FROM committee WHERE level = 'MAIN') AND electoral_group = 'A'";
    sea_orm::ConnectionTrait::execute_unprepared(world.db.for_migrations(), groups).await.unwrap();
    let locals = "UPDATE seat SET electoral_group = 'A' WHERE side = 'EMPLOYEE' AND committee_id IN
        (SELECT id FROM committee WHERE level = 'LOCAL')";
    sea_orm::ConnectionTrait::execute_unprepared(world.db.for_migrations(), locals).await.unwrap();
    let query = "{ findings(where: {code: {eq: ELECTORAL_GROUP_WITHOUT_SEAT}}) { nodes { message } } }";
    let answer = world.ask("medCoordinator", query).await;
    let nodes = answer.data()["findings"]["nodes"].as_array().unwrap();
    assert!(!nodes.is_empty());
    for node in nodes {
        let message = node["message"].as_str().unwrap();
        assert!(message.starts_with("An electoral group has a seat in"), "{message}");
    }
}
