//! The parts of projects: problem statements, prototypes with versions, trials, lessons and development spaces.

use entity::change;
use serde_json::{Value, json};

use super::project;
use crate::{
    bodies::{coordinator, read},
    desk::{done, faults},
    people::{LEADER, SCHOOL, World, id, person_id},
};
use medspil::core::Kind;

async fn made(world: &World, mutation: &str, project: &str, input: &str, selection: &str) -> Value {
    let input = format!("projectId: \"{project}\", {input}");
    done(world, coordinator(), mutation, &input, selection).await
}

async fn refused(world: &World, mutation: &str, input: &str) -> Vec<String> {
    faults(world, coordinator(), mutation, input).await
}

/// A problem has an owner, who may be a side, an organisation or a person; it is kept to its authority until it is shared.
#[tokio::test]
async fn a_problem_has_an_owner() {
    for world in World::all().await {
        let it = project(&world, "").await;
        let owner = person_id(LEADER);
        let input = format!(
            "text: \"Hemmeligt problem\", ownerSide: EMPLOYEE, ownerOrganisation: \"3B\", ownerId: \"{owner}\""
        );
        let fields =
            "problemStatement { id text ownerSide ownerOrganisation owner { id } statedOn sharing version }";
        let problem = made(&world, "problemStatementCreate", &it, &input, fields).await;
        assert_eq!((&problem["owner"]["id"], &problem["sharing"]), (&json!(owner), &json!("OWN")));
        assert_eq!(problem["statedOn"], "2026-11-23");
        let own = format!("id: {}", problem["id"]);
        let changed =
            format!("{own}, context: \"Om natten\", ownerId: null, sharing: PARTNERS, ifVersion: 1");
        let changed = done(&world, coordinator(), "problemStatementUpdate", &changed, fields).await;
        assert_eq!((&changed["owner"], &changed["version"]), (&json!(null), &json!(2)));
        assert_eq!((&changed["text"], &changed["ownerSide"]), (&problem["text"], &problem["ownerSide"]));
        for (input, expected) in [
            ("text: null", "REQUIRED text"),
            ("text: \"\"", "BLANK text"),
            ("text: \"010190-1234\"", "NOT_ALLOWED text"),
            ("ownerOrganisation: \"010190-1234\"", "NOT_ALLOWED ownerOrganisation"),
            ("statedOn: \"2026-11-24\"", "OUT_OF_RANGE statedOn"),
            ("sharing: null", "REQUIRED sharing"),
            ("context: \"x\", ifVersion: 1", "CONFLICT ifVersion"),
            (&format!("ownerId: \"{}\"", person_id(SCHOOL)), "NOT_FOUND ownerId"),
        ] {
            assert_eq!(
                refused(&world, "problemStatementUpdate", &format!("{own}, {input}")).await,
                [expected],
                "{input}"
            );
        }
        let log = format!("{:?}", world.rows::<change::Entity>().await);
        assert!(!log.contains("Hemmeligt") && !log.contains("natten") && !log.contains("3B"));
    }
}

/// A prototype has versions, numbered in order, each with what was learned.
#[tokio::test]
async fn a_prototype_has_versions() {
    for world in World::all().await {
        let it = project(&world, "").await;
        let fields = "prototype { id title versions { number description learning madeOn } version }";
        let prototype =
            made(&world, "prototypeCreate", &it, "title: \"Tjekliste\", begunOn: \"2026-03-01\"", fields)
                .await;
        let own = format!("id: {}", prototype["id"]);
        let add = async |input: &str| {
            done(&world, coordinator(), "prototypeVersionAdd", &format!("{own}, {input}"), fields).await
        };
        add("description: \"På papir\", learning: \"For lidt plads\", madeOn: \"2026-03-02\"").await;
        let after = add("description: \"På skærm\", ifVersion: 2").await;
        assert_eq!(after["version"], 3);
        assert_eq!(
            after["versions"],
            json!([
                { "number": 1, "description": "På papir", "learning": "For lidt plads", "madeOn": "2026-03-02" },
                { "number": 2, "description": "På skærm", "learning": null, "madeOn": "2026-11-23" },
            ])
        );
        for (input, expected) in [
            ("description: \"x\", madeOn: \"2026-03-01\"", "OUT_OF_RANGE madeOn"),
            ("description: \"x\", madeOn: \"2026-11-24\"", "OUT_OF_RANGE madeOn"),
            ("description: \" \"", "BLANK description"),
            ("description: \"x\", ifVersion: 2", "CONFLICT ifVersion"),
        ] {
            assert_eq!(
                refused(&world, "prototypeVersionAdd", &format!("{own}, {input}")).await,
                [expected],
                "{input}"
            );
        }
        let renamed =
            done(&world, coordinator(), "prototypeUpdate", &format!("{own}, title: \"Liste\""), fields).await;
        assert_eq!((&renamed["title"], &renamed["version"]), (&json!("Liste"), &json!(4)));
    }
}

/// A trial says what was expected and seen, and how long before its decision the MED system was involved.
#[tokio::test]
async fn a_trial_is_tried_and_judged() {
    for world in World::all().await {
        let it = project(&world, "").await;
        let unit = id(Kind::OrgUnit, SCHOOL);
        let fields = "trial { id kind area from to orgUnit { id } participants { actor count } result verdict daysBeforeDecision version }";
        let input = format!(
            "title: \"Robotstøvsuger\", kind: TECHNOLOGY, area: SERVICE, hypothesis: \"Mere tid\", orgUnitId: \"{unit}\", \
             from: \"2026-09-01\", medInvolvedOn: \"2026-08-01\", participants: [{{ actor: FRONTLINE, count: 8 }}]"
        );
        let trial = made(&world, "trialCreate", &it, &input, fields).await;
        assert_eq!((&trial["daysBeforeDecision"], &trial["verdict"]), (&json!(null), &json!(null)));
        let own = format!("id: {}", trial["id"]);
        for (input, expected) in [
            ("verdict: GO", "REQUIRED result"),
            ("kind: WORK_PRACTICE", "NOT_ALLOWED area"),
            ("to: \"2026-08-31\"", "OUT_OF_RANGE to"),
            ("decidedOn: \"2026-11-24\"", "OUT_OF_RANGE decidedOn"),
            ("hypothesis: null", "REQUIRED hypothesis"),
            (
                "participants: [{ actor: RELATIVE, organisation: \"Fru Olsen\", count: 1 }]",
                "NOT_ALLOWED participants",
            ),
            (&format!("orgUnitId: \"{}\"", id(Kind::OrgUnit, LEADER)), "NOT_FOUND orgUnitId"),
        ] {
            assert_eq!(
                refused(&world, "trialUpdate", &format!("{own}, {input}")).await,
                [expected],
                "{input}"
            );
        }
        let judge = format!(
            "{own}, to: \"2026-10-01\", result: \"Ti minutter\", verdict: NO_GO, decidedOn: \"2026-10-10\", participants: null"
        );
        let judged = done(&world, coordinator(), "trialUpdate", &judge, fields).await;
        assert_eq!((&judged["daysBeforeDecision"], &judged["verdict"]), (&json!(70), &json!("NO_GO")));
        assert_eq!((&judged["participants"], &judged["orgUnit"]["id"]), (&json!([]), &json!(unit)));
        let late = format!("{own}, medInvolvedOn: \"2026-10-12\"");
        assert_eq!(done(&world, coordinator(), "trialUpdate", &late, fields).await["daysBeforeDecision"], -2);
    }
}

/// A development space that is over and was not closed is a finding, until it is closed.
#[tokio::test]
async fn an_expired_space_is_a_finding() {
    for world in World::all().await {
        let it = project(&world, "").await;
        let fields = "developmentSpace { id isExpired closedOn budgetDkk }";
        let input = "title: \"Hemmeligt rum\", mandate: \"Teamet bestemmer\", rulesSetAside: \"To underskrifter\", budgetDkk: 50000, \
                     from: \"2026-01-01\", until: \"2026-11-22\"";
        let space = made(&world, "developmentSpaceCreate", &it, input, fields).await;
        assert_eq!(space["isExpired"], true);
        let lasting = input.replace("2026-11-22", "2026-11-23");
        let lasting = made(&world, "developmentSpaceCreate", &it, &lasting, fields).await;
        assert_eq!(lasting["isExpired"], false, "its last day is today");
        let document = "{ findings(where: { code: { eq: DEVELOPMENT_SPACE_EXPIRED } }) { nodes { subjectId message } } }";
        let found = async || read(&world, document).await["findings"]["nodes"].clone();
        let findings = found().await;
        assert_eq!((findings.as_array().unwrap().len(), &findings[0]["subjectId"]), (1, &space["id"]));
        assert!(!findings.to_string().contains("Hemmeligt"), "{findings}");
        let own = format!("id: {}", space["id"]);
        for (input, expected) in [
            ("until: \"2025-12-31\"", "OUT_OF_RANGE until"),
            ("closedOn: \"2026-11-24\"", "OUT_OF_RANGE closedOn"),
            ("closedOn: \"2025-12-31\"", "OUT_OF_RANGE closedOn"),
            ("budgetDkk: -5", "OUT_OF_RANGE budgetDkk"),
            ("mandate: \"010190-1234\"", "NOT_ALLOWED mandate"),
        ] {
            assert_eq!(
                refused(&world, "developmentSpaceUpdate", &format!("{own}, {input}")).await,
                [expected],
                "{input}"
            );
        }
        let close = format!("{own}, closedOn: \"2026-11-23\", outcome: \"Det virkede\"");
        let closed = done(&world, coordinator(), "developmentSpaceUpdate", &close, fields).await;
        assert_eq!(closed["isExpired"], false);
        assert_eq!(found().await, json!([]));
        let log = format!("{:?}", world.rows::<change::Entity>().await);
        assert!(!log.contains("Hemmeligt") && !log.contains("underskrifter") && !log.contains("virkede"));
    }
}

/// The parts of a project are paged, the oldest first, and cost the same statements for one project as for ten.
#[tokio::test]
async fn parts_are_paged() {
    for world in World::all().await {
        let it = project(&world, "").await;
        for day in ["2026-03-01", "2026-01-01", "2026-02-01"] {
            let input = format!("kind: BARRIER, text: \"{day}\", learnedOn: \"{day}\"");
            made(&world, "lessonCreate", &it, &input, "lesson { id }").await;
        }
        let page = |more: &str| {
            format!(
                "{{ developmentProject(id: \"{it}\") {{ lessons(first: 2{more}) {{ totalCount nodes {{ text }} pageInfo {{ endCursor hasNextPage }} }} }} }}"
            )
        };
        let first = read(&world, &page("")).await["developmentProject"]["lessons"].clone();
        assert_eq!((&first["nodes"][0]["text"], &first["totalCount"]), (&json!("2026-01-01"), &json!(3)));
        let more = format!(", after: {}", first["pageInfo"]["endCursor"]);
        let second = read(&world, &page(&more)).await["developmentProject"]["lessons"].clone();
        assert_eq!(second["nodes"], json!([{ "text": "2026-03-01" }]));
        let all = "{ developmentProjects { nodes { phases { number } partners { number } steering { number } authority { id } \
                   problems { totalCount } prototypes { nodes { versions { number } } } trials { nodes { id } } \
                   lessons { totalCount nodes { text } } spaces { nodes { id } } } } }";
        let one = world.statements(coordinator(), all).await;
        for _ in 0..9 {
            let it = project(&world, "").await;
            made(&world, "lessonCreate", &it, "kind: DRIVER, text: \"x\"", "lesson { id }").await;
        }
        assert_eq!(world.statements(coordinator(), all).await, one);
    }
}
