//! How projects are found, and what leads to them.

use medspil::core::{Id, Kind, Role};
use serde_json::json;

use super::{PROJECT, go, project};
use crate::{
    bodies::{coordinator, read},
    desk::{being, done, fault, faults, staffed},
    people::{CLERK, HOME, LEADER, PLAIN, SCHOOL, THERE, TOP, World, each, id, who},
};

/// Projects are found by theme, reform, unit, phase and title; near a unit are those above and below it too.
#[tokio::test]
async fn projects_are_found() {
    for world in World::all().await {
        let at = |unit| format!(", orgUnitId: \"{}\"", id(Kind::OrgUnit, unit));
        let committee = staffed(&world, "A").await;
        let school =
            project(&world, &format!("{}, themes: [DIGITALISATION, CORE_TASK_TIME]", at(SCHOOL))).await;
        let home = project(&world, &format!("{}, themes: [GOAL_STEERING]", at(HOME))).await;
        let tag = "tags: [{ reform: SAMMENHAENGSREFORM, from: \"2026-01-01\" }]";
        let top = project(&world, &format!("{}, {tag}, committeeId: \"{committee}\"", at(TOP))).await;
        let found = async |arguments: &str| -> Vec<String> {
            let document = format!("{{ developmentProjects{arguments} {{ totalCount nodes {{ id }} }} }}");
            let list = read(&world, &document).await["developmentProjects"].clone();
            let ids: Vec<String> =
                each(&list["nodes"], "id").into_iter().map(|id| id.as_str().unwrap().to_owned()).collect();
            assert_eq!(list["totalCount"], ids.len(), "{arguments}");
            ids
        };
        let near = |unit| format!("(near: \"{}\")", id(Kind::OrgUnit, unit));
        for (arguments, expected) in [
            (String::new(), vec![&school, &home, &top]),
            ("(themes: [DIGITALISATION])".into(), vec![&school]),
            ("(themes: [CORE_TASK_TIME, GOAL_STEERING])".into(), vec![&school, &home]),
            ("(themes: [])".into(), vec![]),
            ("(reforms: [SAMMENHAENGSREFORM])".into(), vec![&top]),
            ("(themes: [DIGITALISATION], reforms: [SAMMENHAENGSREFORM])".into(), vec![]),
            (near(SCHOOL), vec![&school, &top]),
            (near(TOP), vec![&school, &home, &top]),
            ("(where: { title: { contains: \"SAMSK\" } })".into(), vec![&school, &home, &top]),
            (format!("(where: {{ committee: {{ eq: \"{committee}\" }} }})"), vec![&top]),
            ("(isOpen: false)".into(), vec![]),
        ] {
            assert_eq!(found(&arguments).await.iter().collect::<Vec<_>>(), expected, "{arguments}");
        }
        // Where another authority's project belongs cannot be found out: neither by what it has nor by what it lacks.
        let theirs = coordinator().of(THERE);
        let body = "name: \"B\", kind: MED, level: LOCAL, validFrom: \"2026-01-01\"";
        let body = done(&world, theirs.clone(), "committeeCreate", body, "committee { id }").await;
        let made =
            format!("title: \"Deres\", origin: JOINT, visibility: PUBLIC, committeeId: {}", body["id"]);
        let foreign = done(&world, theirs.clone(), "developmentProjectCreate", &made, PROJECT).await;
        let foreign = foreign["id"].as_str().unwrap().to_owned();
        assert!(found("").await.contains(&foreign));
        for field in ["committee", "orgUnit"] {
            for is_null in [true, false] {
                let by = found(&format!("(where: {{ {field}: {{ isNull: {is_null} }} }})")).await;
                assert!(!by.contains(&foreign), "{field} {is_null}");
            }
        }
        let by = found("(where: { committee: { isNull: false } })").await;
        assert_eq!(by, std::slice::from_ref(&top));
        done(
            &world,
            theirs,
            "developmentProjectUpdate",
            &format!("id: \"{foreign}\", visibility: AUTHORITY"),
            PROJECT,
        )
        .await;
        go(&world, &home, "STOP", ", lesson: \"x\"").await;
        assert_eq!(found("(isOpen: true)").await, [school.clone(), top.clone()]);
        assert_eq!(found("(isOpen: false, where: { phase: { in: [STOP] } })").await, [home]);
        let document =
            format!("{{ committee(id: \"{committee}\") {{ developmentProjects {{ nodes {{ id }} }} }} }}");
        let nested = read(&world, &document).await["committee"]["developmentProjects"]["nodes"].clone();
        assert_eq!(nested, json!([{ "id": top }]));
    }
}

/// A contribution or a matter leads to a project, a lesson to a guideline; what the reader does not see cannot be named.
#[tokio::test]
async fn links_lead_to_projects_and_from_lessons() {
    for world in World::all().await {
        let committee = staffed(&world, "A").await;
        let hidden = project(&world, &format!(", committeeId: \"{committee}\", visibility: COMMITTEE")).await;
        let open = project(&world, "").await;
        let matter =
            format!("committeeId: \"{committee}\", title: \"Sag\", fields: [WORK], aspect: DEVELOPMENT");
        let matter = done(&world, coordinator(), "matterCreate", &matter, "matter { id }").await;
        let matter = matter["id"].as_str().unwrap();
        let link = |to: &str| format!("fromId: \"{matter}\", toId: \"{to}\", type: RELATED");
        done(&world, coordinator(), "linkCreate", &link(&open), "link { id otherId otherType }").await;
        done(&world, coordinator(), "linkCreate", &link(&hidden), "link { id }").await;
        let lesson = format!("projectId: \"{open}\", kind: PRACTICE, text: \"Spørg først\"");
        let lesson = done(&world, coordinator(), "lessonCreate", &lesson, "lesson { id }").await;
        let onward = format!("fromId: {}, toId: \"{matter}\", type: IMPLEMENTS", lesson["id"]);
        done(&world, coordinator(), "linkCreate", &onward, "link { id }").await;
        // Whoever reads the matter learns that there is another end, and reads it if it may.
        let document =
            format!("{{ matter(id: \"{matter}\") {{ links {{ nodes {{ otherType other {{ id }} }} }} }} }}");
        let seen = async |reader: crate::people::Who| {
            let data = world.data(reader, &document).await;
            let nodes = data["matter"]["links"]["nodes"].as_array().unwrap().clone();
            assert_eq!(nodes.len(), 3, "{data}");
            nodes.iter().filter(|node| !node["other"].is_null()).count()
        };
        assert_eq!(seen(being(PLAIN)).await, 3);
        assert_eq!(seen(who(&[Role::Employee])).await, 2);
        // A project of another authority's is linked by who decides about the end at home; the log names no committee of theirs.
        let theirs = coordinator().of(THERE);
        let body = "name: \"B\", kind: MED, level: LOCAL, validFrom: \"2026-01-01\"";
        let body = done(&world, theirs.clone(), "committeeCreate", body, "committee { id }").await;
        let made =
            format!("title: \"Deres\", origin: JOINT, visibility: PUBLIC, committeeId: {}", body["id"]);
        let public = done(&world, theirs, "developmentProjectCreate", &made, PROJECT).await;
        let input = format!("fromId: {}, toId: \"{matter}\", type: RELATED", public["id"]);
        assert_eq!(fault(&world, being(PLAIN), "linkCreate", &input).await, "FORBIDDEN");
        done(&world, being(LEADER), "linkCreate", &input, "link { id }").await;
        let row = world.log().await.pop().unwrap();
        assert_eq!(row.subject_kind, Kind::Link.prefix());
        let body = body["id"].as_str().unwrap().parse::<Id>().unwrap().uuid;
        let logged = serde_json::to_string(&row.detail).unwrap();
        assert!(row.within_id != Some(body) && !logged.contains(&body.to_string()), "{row:?}");
        // A project that another authority keeps to itself does not exist, as one that is in no database.
        let theirs = coordinator().of(THERE);
        let made = "title: \"Deres\", origin: JOINT, visibility: AUTHORITY";
        let made = done(&world, theirs, "developmentProjectCreate", made, PROJECT).await;
        for to in [made["id"].as_str().unwrap(), &id(Kind::DevelopmentProject, CLERK)] {
            assert_eq!(faults(&world, coordinator(), "linkCreate", &link(to)).await, ["NOT_FOUND toId"]);
        }
    }
}
