//! Action plans and actions: agreed by the committee's desk, carried out by their owners, overdue to the day.

use entity::change;
use medspil::core::{Actor, Kind, Role};
use serde_json::json;

use crate::{
    bodies::{committee, coordinator, read},
    desk::{being, done, fault, faults, payload, staffed},
    people::{CLERK, FOREIGN, LEADER, PLAIN, REP, THERE, World, id, person_id, who},
};

const ACTION: &str = "action { id status statusReason closedOn version }";

async fn plan(world: &World, committee: &str) -> String {
    let input = format!("committeeId: \"{committee}\", title: \"Handleplan\"");
    let made = done(world, coordinator(), "actionPlanCreate", &input, "actionPlan { id }").await;
    made["id"].as_str().unwrap().to_owned()
}

/// An action that is due on the last of March 2026; `more` is further input.
fn new(plan: &str, more: &str) -> String {
    format!("actionPlanId: \"{plan}\", title: \"Handling\", ownerSide: EMPLOYEE, dueOn: \"2026-03-31\"{more}")
}

async fn action(world: &World, plan: &str, more: &str) -> String {
    let made = done(world, coordinator(), "actionCreate", &new(plan, more), ACTION).await;
    made["id"].as_str().unwrap().to_owned()
}

/// An action is started, done, given up with a reason, and opened again; each state allows its moves only.
#[tokio::test]
async fn an_action_lives() {
    for world in World::all().await {
        let plan = plan(&world, &committee(&world, "A").await).await;
        let it = format!("id: \"{}\"", action(&world, &plan, "").await);
        let step = async |mutation: &str, input: &str| {
            let action = done(&world, coordinator(), mutation, input, ACTION).await;
            json!([action["status"], action["statusReason"], action["closedOn"]])
        };
        let refused =
            async |mutation: &str, input: &str| faults(&world, coordinator(), mutation, input).await;
        assert_eq!(refused("actionReopen", &it).await, ["INVALID_STATE "]);
        assert_eq!(step("actionStart", &it).await, json!(["IN_PROGRESS", null, null]));
        assert_eq!(refused("actionStart", &it).await, ["INVALID_STATE "]);
        assert_eq!(
            refused("actionComplete", &format!("{it}, on: \"2026-11-24\"")).await,
            ["OUT_OF_RANGE on"]
        );
        let on = format!("{it}, on: \"2026-04-02\"");
        assert_eq!(step("actionComplete", &on).await, json!(["DONE", null, "2026-04-02"]));
        for (mutation, input) in [
            ("actionStart", it.clone()),
            ("actionComplete", it.clone()),
            ("actionDrop", format!("{it}, reason: \"x\"")),
        ] {
            assert_eq!(refused(mutation, &input).await, ["INVALID_STATE "], "{mutation}");
        }
        assert_eq!(step("actionReopen", &it).await, json!(["OPEN", null, null]));
        assert_eq!(refused("actionDrop", &format!("{it}, reason: \"\"")).await, ["BLANK reason"]);
        let cpr = format!("{it}, reason: \"Bo, 010190-1234\"");
        assert_eq!(refused("actionDrop", &cpr).await, ["NOT_ALLOWED reason"]);
        let dropped = format!("{it}, reason: \"Ingen midler\"");
        assert_eq!(step("actionDrop", &dropped).await, json!(["DROPPED", "Ingen midler", "2026-11-23"]));
        let log = format!("{:?}", world.rows::<change::Entity>().await);
        assert!(
            !log.contains("Ingen midler") && !log.contains("Handling"),
            "the log tells what people wrote"
        );
    }
}

/// An action is overdue from the day after its last day until it is closed; the lists find it on each day.
#[tokio::test]
async fn an_action_is_overdue_to_the_day() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let plan = plan(&world, &committee).await;
        let action = action(&world, &plan, "").await;
        let late = format!("id: \"{action}\", on: \"2026-05-01\"");
        done(&world, coordinator(), "actionComplete", &late, ACTION).await;
        for (day, overdue) in
            [("2026-03-31", false), ("2026-04-01", true), ("2026-04-30", true), ("2026-05-01", false)]
        {
            let document = format!(
                "{{ action(id: \"{action}\", asOf: \"{day}\") {{ isOverdue }} \
                 late: actions(asOf: \"{day}\", overdue: true) {{ totalCount }} \
                 not: actions(asOf: \"{day}\", overdue: false) {{ totalCount }} \
                 committee(id: \"{committee}\", asOf: \"{day}\") {{ actionPlans {{ nodes {{ \
                   actions(overdue: true) {{ totalCount nodes {{ isOverdue }} }} }} }} }} }}"
            );
            let data = read(&world, &document).await;
            let count = usize::from(overdue);
            assert_eq!(data["action"]["isOverdue"], overdue, "{day}");
            assert_eq!(
                (&data["late"]["totalCount"], &data["not"]["totalCount"]),
                (&json!(count), &json!(1 - count))
            );
            let nested = &data["committee"]["actionPlans"]["nodes"][0]["actions"];
            assert_eq!(nested["totalCount"], count, "{day}");
        }
    }
}

/// The owner starts and completes its own action and sees it in `viewer`, and may do no more with it.
#[tokio::test]
async fn an_owner_does_its_own() {
    for world in World::all().await {
        let plan = plan(&world, &staffed(&world, "A").await).await;
        let own = action(&world, &plan, &format!(", ownerId: \"{}\"", person_id(PLAIN))).await;
        let other = action(&world, &plan, &format!(", ownerId: \"{}\"", person_id(REP))).await;
        let nobodys = action(&world, &plan, "").await;
        let it = |action: &str| format!("id: \"{action}\"");
        let document = "{ viewer { ownedActions { totalCount nodes { id owner { displayName } } } } }";
        let mine = world.data(being(PLAIN), document).await;
        let expected = json!([{ "id": own, "owner": { "displayName": "Åse Almindelig" } }]);
        assert_eq!(mine["viewer"]["ownedActions"]["nodes"], expected);
        let none = world.data(who(&[Role::Employee]), document).await;
        assert_eq!(none["viewer"]["ownedActions"]["totalCount"], 0);
        for action in [&other, &nobodys] {
            for mutation in ["actionStart", "actionComplete"] {
                assert_eq!(fault(&world, being(PLAIN), mutation, &it(action)).await, "FORBIDDEN");
            }
        }
        assert_eq!(fault(&world, who(&[Role::Employee]), "actionStart", &it(&nobodys)).await, "FORBIDDEN");
        done(&world, being(PLAIN), "actionStart", &it(&own), ACTION).await;
        done(&world, being(PLAIN), "actionComplete", &it(&own), ACTION).await;
        for (mutation, more) in
            [("actionReopen", ""), ("actionDrop", ", reason: \"x\""), ("actionUpdate", ", title: \"x\"")]
        {
            let input = format!("{}{more}", it(&own));
            assert_eq!(fault(&world, being(PLAIN), mutation, &input).await, "FORBIDDEN", "{mutation}");
        }
    }
}

/// The secretariat and the offices of the committee write; who may not see the owner is not told.
#[tokio::test]
async fn only_the_committees_desk_writes() {
    for world in World::all().await {
        let committee = staffed(&world, "A").await;
        let plan = plan(&world, &committee).await;
        for person in [LEADER, REP, CLERK] {
            let it = format!(
                "id: {}",
                done(&world, being(person), "actionCreate", &new(&plan, ""), ACTION).await["id"]
            );
            done(&world, being(person), "actionDrop", &format!("{it}, reason: \"x\""), ACTION).await;
        }
        for role in [Role::Secretary, Role::AuthorityAdmin] {
            done(&world, who(&[role]), "actionCreate", &new(&plan, ""), ACTION).await;
        }
        let action = action(&world, &plan, &format!(", ownerId: \"{}\"", person_id(CLERK))).await;
        let create = format!("committeeId: \"{committee}\", title: \"x\"");
        for (mutation, input) in [
            ("actionPlanCreate", create),
            ("actionPlanUpdate", format!("id: \"{plan}\", title: \"x\"")),
            ("actionCreate", new(&plan, "")),
            ("actionUpdate", format!("id: \"{action}\", title: \"x\"")),
            ("actionStart", format!("id: \"{action}\"")),
        ] {
            for nobody in [who(&[Role::Employee]), being(PLAIN), who(&[Role::Analyst, Role::HrIntegration])] {
                assert_eq!(fault(&world, nobody, mutation, &input).await, "FORBIDDEN", "{mutation}");
            }
            assert_eq!(fault(&world, Actor::Anonymous, mutation, &input).await, "UNAUTHENTICATED");
        }
        let document = format!("{{ action(id: \"{action}\") {{ title owner {{ displayName }} }} }}");
        let told = world.data(who(&[Role::Employee]), &document).await;
        assert_eq!(told["action"]["owner"]["displayName"], "Dan Kontor");
        let counted = world.data(who(&[Role::Analyst]), &document).await;
        assert_eq!(counted["action"], json!({ "title": "Handling", "owner": null }));
    }
}

/// What is left out of an update stays, null clears; stale versions and bad input write nothing.
#[tokio::test]
async fn an_update_keeps_what_it_does_not_mention() {
    for world in World::all().await {
        let committee = committee(&world, "A").await;
        let plan = plan(&world, &committee).await;
        let owner = format!(", description: \"Hvad\\nder skal ske\", ownerId: \"{}\"", person_id(REP));
        let action = action(&world, &plan, &owner).await;
        let selection = "action { title description ownerSide owner { id } dueOn version }";
        let input = format!("id: \"{action}\", ifVersion: 1, dueOn: \"2026-06-30\", ownerSide: MANAGEMENT");
        let expected = json!({ "title": "Handling", "description": "Hvad\nder skal ske", "ownerSide": "MANAGEMENT",
            "owner": { "id": person_id(REP) }, "dueOn": "2026-06-30", "version": 2 });
        assert_eq!(done(&world, coordinator(), "actionUpdate", &input, selection).await, expected);
        let clear = format!("id: \"{action}\", description: null, ownerId: null");
        let cleared = done(&world, coordinator(), "actionUpdate", &clear, selection).await;
        assert_eq!((&cleared["description"], &cleared["owner"]), (&json!(null), &json!(null)));
        for mutation in ["actionUpdate", "actionStart"] {
            let stale =
                payload(&world, coordinator(), mutation, &format!("id: \"{action}\", ifVersion: 1"), ACTION)
                    .await;
            assert_eq!(stale["userErrors"][0]["code"], "CONFLICT");
            assert_eq!(stale["action"]["version"], 3);
        }
        for (input, expected) in [
            ("title: null".to_owned(), "REQUIRED title"),
            ("title: \"se 010190-1234\"".to_owned(), "NOT_ALLOWED title"),
            ("description: \"010190 1234\"".to_owned(), "NOT_ALLOWED description"),
            ("dueOn: \"9999-12-31\"".to_owned(), "OUT_OF_RANGE dueOn"),
            (format!("ownerId: \"{}\"", person_id(FOREIGN)), "NOT_FOUND ownerId"),
            (format!("ownerId: \"{committee}\""), "WRONG_TYPE ownerId"),
        ] {
            let input = format!("id: \"{action}\", {input}");
            assert_eq!(faults(&world, coordinator(), "actionUpdate", &input).await, [expected], "{input}");
        }
        let nowhere = new(&id(Kind::ActionPlan, REP), "");
        assert_eq!(faults(&world, coordinator(), "actionCreate", &nowhere).await, ["NOT_FOUND actionPlanId"]);
        for (input, expected) in [
            (format!("committeeId: \"{}\", title: \"x\"", id(Kind::Committee, REP)), "NOT_FOUND committeeId"),
            (format!("committeeId: \"{committee}\", title: \"010190-1234\""), "NOT_ALLOWED title"),
            (
                format!(
                    "committeeId: \"{committee}\", title: \"x\", strategyPlanId: \"{}\"",
                    id(Kind::StrategyPlan, REP)
                ),
                "NOT_FOUND strategyPlanId",
            ),
        ] {
            assert_eq!(faults(&world, coordinator(), "actionPlanCreate", &input).await, [expected]);
        }
        let stale = format!("id: \"{plan}\", ifVersion: 7, title: \"x\"");
        let stale = payload(&world, coordinator(), "actionPlanUpdate", &stale, "actionPlan { title }").await;
        assert_eq!(
            (&stale["userErrors"][0]["code"], &stale["actionPlan"]["title"]),
            (&json!("CONFLICT"), &json!("Handleplan"))
        );
    }
}

/// Another authority finds neither plan nor action, and writes to none.
#[tokio::test]
async fn actions_are_closed_to_others() {
    for world in World::all().await {
        let plan = plan(&world, &committee(&world, "A").await).await;
        let action = action(&world, &plan, "").await;
        let other = || coordinator().of(THERE);
        let document = format!(
            "{{ nodes(ids: [\"{plan}\", \"{action}\"]) {{ id }} actions {{ totalCount }} actionPlans {{ totalCount }} \
             changes(types: [ACTION, ACTION_PLAN]) {{ totalCount }} }}"
        );
        let none = json!({ "totalCount": 0 });
        let nothing = json!({ "nodes": [null, null], "actions": none, "actionPlans": none, "changes": none });
        assert_eq!(world.data(other(), &document).await, nothing);
        for mutation in ["actionUpdate", "actionStart", "actionComplete", "actionReopen"] {
            assert_eq!(fault(&world, other(), mutation, &format!("id: \"{action}\"")).await, "NOT_FOUND");
        }
        assert_eq!(
            faults(&world, other(), "actionCreate", &new(&plan, "")).await,
            ["NOT_FOUND actionPlanId"]
        );
    }
}
