//! Strategy plans: written inside the committee, adopted by both sides, open from then on.

use entity::change;
use medspil::core::{Actor, Kind, Role};
use serde_json::{Value, json};

use crate::{
    bodies::{coordinator, read},
    desk::{being, done, fault, faults, payload, staffed},
    people::{CLERK, LEADER, PLAIN, REP, THERE, World, id, who},
};

const PLAN: &str = "strategyPlan { id status adoptedOn evaluation evaluatedOn version }";
const PERIOD: &str = "periodFrom: \"2026-01-01\", periodTo: \"2028-01-01\"";

fn new(committee: &str) -> String {
    format!(
        "committeeId: \"{committee}\", title: \"Strategi\", {PERIOD}, focusAreas: [\"Trivsel\", \"Kerneopgaven\"], goals: \"Hemmelige mål\""
    )
}

async fn draft(world: &World, committee: &str) -> String {
    let made = done(world, coordinator(), "strategyPlanCreate", &new(committee), PLAN).await;
    made["id"].as_str().unwrap().to_owned()
}

/// Confirms for both sides, each by who may.
async fn confirm(world: &World, plan: &str) {
    for (person, side) in [(LEADER, "MANAGEMENT"), (REP, "EMPLOYEE")] {
        let input = format!("id: \"{plan}\", side: {side}");
        done(world, being(person), "strategyPlanEndorse", &input, PLAN).await;
    }
}

async fn adopted(world: &World, committee: &str) -> String {
    let plan = draft(world, committee).await;
    confirm(world, &plan).await;
    done(world, coordinator(), "strategyPlanAdopt", &format!("id: \"{plan}\""), PLAN).await;
    plan
}

/// A plan is adopted when each side has confirmed it, and goes its way to the end, one step after the other.
#[tokio::test]
async fn a_plan_lives() {
    for world in World::all().await {
        let committee = staffed(&world, "A").await;
        let plan = draft(&world, &committee).await;
        let it = format!("id: \"{plan}\"");
        let refused =
            async |mutation: &str, input: &str| faults(&world, coordinator(), mutation, input).await;
        let step =
            async |mutation: &str, input: &str| done(&world, coordinator(), mutation, input, PLAN).await;
        assert_eq!(refused("strategyPlanAdopt", &it).await, ["REQUIRED "]);
        let management = format!("{it}, side: MANAGEMENT");
        done(&world, being(LEADER), "strategyPlanEndorse", &management, PLAN).await;
        assert_eq!(refused("strategyPlanAdopt", &it).await, ["REQUIRED "]);
        for mutation in ["strategyPlanActivate", "strategyPlanClose"] {
            assert_eq!(refused(mutation, &it).await, ["INVALID_STATE "], "{mutation}");
        }
        done(&world, being(REP), "strategyPlanEndorse", &format!("{it}, side: EMPLOYEE"), PLAN).await;
        assert_eq!(
            refused("strategyPlanAdopt", &format!("{it}, on: \"2026-11-24\"")).await,
            ["OUT_OF_RANGE on"]
        );
        let adopted = step("strategyPlanAdopt", &it).await;
        assert_eq!((&adopted["status"], &adopted["adoptedOn"]), (&json!("ADOPTED"), &json!("2026-11-23")));
        for (mutation, input) in [
            ("strategyPlanAdopt", it.clone()),
            ("strategyPlanUpdate", format!("{it}, title: \"Andet\"")),
            ("strategyPlanEndorse", format!("{it}, side: EMPLOYEE")),
            ("strategyPlanEvaluate", format!("{it}, evaluation: \"x\"")),
        ] {
            assert_eq!(refused(mutation, &input).await, ["INVALID_STATE "], "{mutation}");
        }
        assert_eq!(step("strategyPlanActivate", &it).await["status"], "ACTIVE");
        for (text, expected) in [("", "BLANK evaluation"), ("010190-1234", "NOT_ALLOWED evaluation")] {
            let input = format!("{it}, evaluation: \"{text}\"");
            assert_eq!(refused("strategyPlanEvaluate", &input).await, [expected]);
        }
        let looked =
            step("strategyPlanEvaluate", &format!("{it}, evaluation: \"Godt\", on: \"2026-10-01\"")).await;
        assert_eq!(looked["evaluation"], "Godt");
        assert_eq!((&looked["status"], &looked["evaluatedOn"]), (&json!("EVALUATED"), &json!("2026-10-01")));
        assert_eq!(step("strategyPlanClose", &it).await["status"], "CLOSED");
        let log = format!("{:?}", world.rows::<change::Entity>().await);
        assert!(!log.contains("Hemmelige") && !log.contains("Trivsel") && !log.contains("Godt"));
    }
}

/// A change of the draft takes the confirmations of the old text away; the same text again does not.
#[tokio::test]
async fn a_change_takes_confirmations_away() {
    for world in World::all().await {
        let plan = draft(&world, &staffed(&world, "A").await).await;
        confirm(&world, &plan).await;
        let sides = async || -> Value {
            let document = format!("{{ strategyPlan(id: \"{plan}\") {{ endorsements {{ side }} }} }}");
            read(&world, &document).await["strategyPlan"]["endorsements"].clone()
        };
        let both = json!([{ "side": "MANAGEMENT" }, { "side": "EMPLOYEE" }]);
        let same = format!("id: \"{plan}\", title: \"Strategi\"");
        done(&world, coordinator(), "strategyPlanUpdate", &same, PLAN).await;
        assert_eq!(sides().await, both);
        let other = format!("id: \"{plan}\", goals: \"Andre mål\"");
        done(&world, coordinator(), "strategyPlanUpdate", &other, PLAN).await;
        assert_eq!(sides().await, json!([]));
        assert_eq!(
            faults(&world, coordinator(), "strategyPlanAdopt", &format!("id: \"{plan}\"")).await,
            ["REQUIRED "]
        );
    }
}

/// A draft is seen inside its committee only: not in lists, counts, by id, from other things, nor in the change log.
#[tokio::test]
async fn a_draft_stays_inside() {
    for world in World::all().await {
        let committee = staffed(&world, "A").await;
        let plan = draft(&world, &committee).await;
        let link = format!("committeeId: \"{committee}\", title: \"Handleplan\", strategyPlanId: \"{plan}\"");
        let made = done(&world, coordinator(), "actionPlanCreate", &link, "actionPlan { id }").await;
        let document = format!(
            "{{ strategyPlans {{ totalCount }} node(id: \"{plan}\") {{ id }} \
             named: strategyPlans(where: {{ id: {{ eq: \"{plan}\" }} }}) {{ totalCount }} \
             committee(id: \"{committee}\") {{ strategyPlans {{ totalCount }} }} \
             actionPlan(id: {}) {{ strategyPlan {{ goals }} }} \
             changes(types: STRATEGY_PLAN) {{ totalCount }} }}",
            made["id"]
        );
        let seen = async |reader: crate::people::Who| {
            let data = world.data(reader, &document).await;
            let counts = [
                &data["strategyPlans"],
                &data["named"],
                &data["committee"]["strategyPlans"],
                &data["changes"],
            ];
            let counts: Vec<_> = counts.iter().map(|list| list["totalCount"].as_u64().unwrap() > 0).collect();
            let node = !data["node"].is_null();
            let goals = data["actionPlan"]["strategyPlan"]["goals"] == "Hemmelige mål";
            assert!(counts.iter().all(|seen| *seen == node) && goals == node, "{data}");
            node
        };
        for inside in [being(LEADER), being(PLAIN), who(&[Role::Secretary]), coordinator()] {
            assert!(seen(inside.clone()).await, "{inside:?}");
        }
        for outside in [who(&[Role::Employee]), who(&[Role::Analyst, Role::Auditor, Role::AuthorityAdmin])] {
            assert!(!seen(outside.clone()).await, "{outside:?}");
        }
        confirm(&world, &plan).await;
        done(&world, coordinator(), "strategyPlanAdopt", &format!("id: \"{plan}\""), PLAN).await;
        assert!(seen(who(&[Role::Employee])).await && seen(who(&[Role::Analyst])).await);
    }
}

/// The secretariat and the offices write; each side confirms by its own office; others are refused, or find nothing.
#[tokio::test]
async fn only_the_committees_desk_writes() {
    for world in World::all().await {
        let committee = staffed(&world, "A").await;
        for person in [LEADER, REP, CLERK] {
            done(&world, being(person), "strategyPlanCreate", &new(&committee), PLAN).await;
        }
        let plan = draft(&world, &committee).await;
        let it = format!("id: \"{plan}\"");
        for (person, side) in [(LEADER, "EMPLOYEE"), (REP, "MANAGEMENT"), (PLAIN, "EMPLOYEE")] {
            let input = format!("{it}, side: {side}");
            assert_eq!(
                fault(&world, being(person), "strategyPlanEndorse", &input).await,
                "FORBIDDEN",
                "{side}"
            );
        }
        for mutation in
            ["strategyPlanUpdate", "strategyPlanAdopt", "strategyPlanActivate", "strategyPlanClose"]
        {
            assert_eq!(fault(&world, being(PLAIN), mutation, &it).await, "FORBIDDEN", "{mutation}");
            // A draft does not exist for somebody outside.
            assert_eq!(fault(&world, who(&[Role::Employee]), mutation, &it).await, "NOT_FOUND", "{mutation}");
            assert_eq!(
                fault(&world, coordinator().of(THERE), mutation, &it).await,
                "NOT_FOUND",
                "{mutation}"
            );
        }
        let open = format!("id: \"{}\"", adopted(&world, &committee).await);
        for mutation in ["strategyPlanUpdate", "strategyPlanActivate"] {
            assert_eq!(
                fault(&world, who(&[Role::Employee]), mutation, &open).await,
                "FORBIDDEN",
                "{mutation}"
            );
        }
        let endorse = format!("{open}, side: EMPLOYEE");
        assert_eq!(fault(&world, who(&[Role::Employee]), "strategyPlanEndorse", &endorse).await, "FORBIDDEN");
        assert_eq!(
            fault(&world, who(&[Role::Employee]), "strategyPlanCreate", &new(&committee)).await,
            "FORBIDDEN"
        );
        assert_eq!(
            fault(&world, Actor::Anonymous, "strategyPlanCreate", &new(&committee)).await,
            "UNAUTHENTICATED"
        );
        let document = "{ strategyPlans { totalCount } changes(types: STRATEGY_PLAN) { totalCount } }";
        let none = json!({ "totalCount": 0 });
        assert_eq!(
            world.data(coordinator().of(THERE), document).await,
            json!({ "strategyPlans": none, "changes": none })
        );
    }
}

/// Bad input is refused field by field, what is left out stays, and a stale version writes nothing.
#[tokio::test]
async fn an_update_keeps_what_it_does_not_mention() {
    for world in World::all().await {
        let committee = staffed(&world, "A").await;
        let plan = draft(&world, &committee).await;
        let selection = "strategyPlan { title periodFrom periodTo focusAreas goals version }";
        let input = format!("id: \"{plan}\", ifVersion: 1, goals: null, focusAreas: [\" Trivsel \"]");
        let expected = json!({ "title": "Strategi", "periodFrom": "2026-01-01", "periodTo": "2028-01-01",
            "focusAreas": ["Trivsel"], "goals": null, "version": 2 });
        assert_eq!(done(&world, coordinator(), "strategyPlanUpdate", &input, selection).await, expected);
        let many = vec!["\"x\""; 21].join(", ");
        for (input, expected) in [
            ("title: null".to_owned(), "REQUIRED title"),
            ("title: \"010190-1234\"".to_owned(), "NOT_ALLOWED title"),
            ("periodTo: \"2026-01-01\"".to_owned(), "OUT_OF_RANGE periodTo"),
            ("periodFrom: null".to_owned(), "REQUIRED periodFrom"),
            ("focusAreas: [\"\"]".to_owned(), "BLANK focusAreas"),
            ("focusAreas: [\"Bo 010190-1234\"]".to_owned(), "NOT_ALLOWED focusAreas"),
            (format!("focusAreas: [{many}]"), "TOO_MANY focusAreas"),
            ("goals: \"010190 1234\"".to_owned(), "NOT_ALLOWED goals"),
        ] {
            let input = format!("id: \"{plan}\", {input}");
            assert_eq!(
                faults(&world, coordinator(), "strategyPlanUpdate", &input).await,
                [expected],
                "{input}"
            );
        }
        let stale = format!("id: \"{plan}\", ifVersion: 1, title: \"x\"");
        let stale = payload(&world, coordinator(), "strategyPlanUpdate", &stale, selection).await;
        assert_eq!(
            (&stale["userErrors"][0]["code"], &stale["strategyPlan"]["version"]),
            (&json!("CONFLICT"), &json!(2))
        );
        let early = format!(
            "committeeId: \"{committee}\", title: \"x\", periodFrom: \"2020-01-01\", periodTo: \"2022-01-01\""
        );
        assert_eq!(
            faults(&world, coordinator(), "strategyPlanCreate", &early).await,
            ["OUTSIDE_PARENT committeeId"]
        );
        let nowhere = new(&id(Kind::Committee, REP));
        assert_eq!(
            faults(&world, coordinator(), "strategyPlanCreate", &nowhere).await,
            ["NOT_FOUND committeeId"]
        );
    }
}
