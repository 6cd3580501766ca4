//! Who reads which project, and which part of it: each visibility and each sharing by each kind of caller, of the authority
//! that leads, of partners now and before, of successors, of strangers and of nobody.

use std::collections::BTreeSet;

use entity::authority_succession;
use medspil::core::{Actor, Kind, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{PROJECT, project};
use crate::{
    bodies::coordinator,
    desk::{being, done, fault, faults, staffed},
    people::{HERE, HOME, LEADER, PLAIN, THERE, Who, World, authority, day, id, person_id, who},
};

const FORMER: Uuid = Uuid::from_u128(0xa3);
/// A partner that another authority follows on 1 November 2026.
const OLD: Uuid = Uuid::from_u128(0xa4);
const NEXT: Uuid = Uuid::from_u128(0xa5);
const STRANGER: Uuid = Uuid::from_u128(0xa6);
/// The authority that follows the one that leads.
const HEIR: Uuid = Uuid::from_u128(0xa7);

const VISIBILITIES: [&str; 5] = ["COMMITTEE", "AUTHORITY", "PARTNERS", "NETWORK", "PUBLIC"];
const SHARINGS: [&str; 3] = ["OWN", "PARTNERS", "PROJECT"];

/// One project of each visibility, all with the same partners, in the order of the visibilities.
struct Shared {
    projects: Vec<String>,
}

impl Shared {
    async fn new(world: &World) -> Self {
        world.put([FORMER, OLD, NEXT, STRANGER, HEIR].map(authority)).await;
        let follows = |predecessor_id, successor_id, on: &str| authority_succession::Model {
            predecessor_id,
            successor_id,
            on_date: day(on),
        };
        world.put([follows(OLD, NEXT, "2026-11-01"), follows(HERE, HEIR, "2026-11-01")]).await;
        let committee = staffed(world, "A").await;
        let (unit, sponsor) = (id(Kind::OrgUnit, HOME), person_id(LEADER));
        let mut projects = Vec::new();
        for visibility in VISIBILITIES {
            let more = format!(
                ", committeeId: \"{committee}\", orgUnitId: \"{unit}\", sponsorId: \"{sponsor}\", visibility: {visibility}"
            );
            let it = project(world, &more).await;
            for partner in [THERE, FORMER, OLD] {
                let partner = id(Kind::Authority, partner);
                let input = format!("id: \"{it}\", authorityId: \"{partner}\", joinedOn: \"2026-01-01\"");
                done(world, coordinator(), "projectPartnerAdd", &input, PROJECT).await;
            }
            let left = format!("id: \"{it}\", number: 2, on: \"2026-06-01\"");
            done(world, coordinator(), "projectPartnerEnd", &left, PROJECT).await;
            projects.push(it);
        }
        Self { projects }
    }

    /// Which projects somebody sees; all ways to them agree.
    async fn seen(&self, world: &World, caller: &Actor) -> Vec<&'static str> {
        let ids = json!(self.projects);
        let document = format!(
            "{{ nodes(ids: {ids}) {{ ... on DevelopmentProject {{ id visibility phases {{ number }} partners {{ number }} \
             authority {{ id }} sponsor {{ id }} committee {{ id }} orgUnit {{ id }} history {{ totalCount }} }} }} \
             developmentProjects {{ totalCount nodes {{ id }} }} \
             named: developmentProjects(where: {{ id: {{ in: {ids} }} }}) {{ totalCount }} }}"
        );
        let data = world.data(caller.clone(), &document).await;
        let nodes: Vec<&Value> =
            data["nodes"].as_array().unwrap().iter().filter(|node| !node.is_null()).collect();
        let listed: BTreeSet<&str> = data["developmentProjects"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["id"].as_str().unwrap())
            .collect();
        assert_eq!(listed, nodes.iter().map(|node| node["id"].as_str().unwrap()).collect(), "{caller:?}");
        assert_eq!(data["developmentProjects"]["totalCount"], nodes.len());
        assert_eq!(data["named"]["totalCount"], nodes.len());
        let own = caller.authority_id() == Some(HERE);
        for node in &nodes {
            // What leads back into the authority is for its own people; the rest is whole for whoever sees the project.
            let inward = [&node["sponsor"], &node["committee"], &node["orgUnit"]];
            assert!(own || inward.iter().all(|value| value.is_null()), "{node}");
            assert_eq!(node["history"]["totalCount"] != 0, own, "{node}");
            assert_eq!(node["partners"].as_array().unwrap().len(), 3);
            assert_eq!(node["phases"].as_array().unwrap().len(), 1);
        }
        for (project, visibility) in self.projects.iter().zip(VISIBILITIES) {
            let one = world
                .ask(caller.clone(), &format!("{{ developmentProject(id: \"{project}\") {{ id }} }}"))
                .await;
            let is_seen = nodes.iter().any(|node| node["visibility"] == visibility);
            assert_eq!(one["data"]["developmentProject"]["id"] == json!(project), is_seen, "{one}");
        }
        let seen = |visibility: &&str| nodes.iter().any(|node| node["visibility"] == **visibility);
        VISIBILITIES.iter().filter(|visibility| seen(visibility)).copied().collect()
    }
}

fn employee(of: Uuid) -> Who {
    who(&[Role::Employee]).of(of)
}

/// Somebody with every right in an authority.
fn almighty(of: Uuid) -> Actor {
    who(Role::ALL).sensitive().of(of).into()
}

/// Each visibility by each kind of caller. Rights inside an authority open nothing of another.
#[tokio::test]
async fn visibility_decides_who_reads_a_project() {
    for world in World::all().await {
        let shared = Shared::new(&world).await;
        let partner = &VISIBILITIES[2..];
        for (name, caller, expected) in [
            ("inside the committee", being(PLAIN).into(), &VISIBILITIES[..]),
            ("coordinator", coordinator().into(), &VISIBILITIES[..]),
            ("employee", employee(HERE).into(), &VISIBILITIES[1..]),
            ("partner", employee(THERE).into(), partner),
            ("almighty partner", almighty(THERE), partner),
            ("successor of a partner", almighty(NEXT), partner),
            ("partner that was followed", employee(OLD).into(), partner),
            ("successor of the lead", almighty(HEIR), partner),
            ("former partner", almighty(FORMER), &VISIBILITIES[3..]),
            ("stranger", almighty(STRANGER), &VISIBILITIES[3..]),
            ("nobody", Actor::Anonymous, &VISIBILITIES[4..]),
        ] {
            assert_eq!(shared.seen(&world, &caller).await, expected, "{name}");
        }
        // Before they took over, successors were strangers; while it took part, the former partner was none.
        let document = "{ developmentProjects { totalCount } }";
        let on = async |date: &str, caller: Actor| {
            world.ask_on(day(date), caller, document).await["data"]["developmentProjects"]["totalCount"]
                .clone()
        };
        for (date, of, expected) in [
            ("2026-10-31", NEXT, 2),
            ("2026-11-01", NEXT, 3),
            ("2026-10-31", HEIR, 2),
            ("2026-11-01", HEIR, 3),
            ("2026-05-31", FORMER, 3),
            ("2026-06-01", FORMER, 2),
            ("2025-12-31", THERE, 2),
        ] {
            assert_eq!(on(date, employee(of).into()).await, expected, "{date} {of}");
        }
        // The change log is the lead's own.
        let log = "{ changes(types: [DEVELOPMENT_PROJECT, LESSON]) { totalCount } }";
        assert_eq!(world.data(almighty(THERE), log).await["changes"]["totalCount"], 0);
        let counted =
            async |caller: Who| world.data(caller, log).await["changes"]["totalCount"].as_i64().unwrap();
        assert_eq!((counted(coordinator()).await, counted(employee(HERE)).await), (25, 20));
        // A search by what leads into another authority finds nothing.
        let unit = id(Kind::OrgUnit, HOME);
        for filter in [format!("near: \"{unit}\""), format!("where: {{ orgUnit: {{ eq: \"{unit}\" }} }}")] {
            let document = format!("{{ developmentProjects({filter}) {{ totalCount }} }}");
            for (caller, expected) in [(coordinator().into(), 5), (almighty(THERE), 0), (Actor::Anonymous, 0)]
            {
                let data = world.data(caller, &document).await;
                assert_eq!(data["developmentProjects"]["totalCount"], expected, "{filter}");
            }
        }
    }
}

/// Lessons of each sharing on each project, by the authority that leads and by a partner where that may.
async fn lessons(world: &World, shared: &Shared) -> Vec<String> {
    let mut all = Vec::new();
    for (project, visibility) in shared.projects.iter().zip(VISIBILITIES) {
        for (of, name) in [(HERE, "here"), (THERE, "there")] {
            if of == THERE && VISIBILITIES[..2].contains(&visibility) {
                continue;
            }
            for sharing in SHARINGS {
                let text = format!("{visibility} {name} {sharing}");
                let input =
                    format!("projectId: \"{project}\", kind: DRIVER, text: \"{text}\", sharing: {sharing}");
                let made = done(world, coordinator().of(of), "lessonCreate", &input, "lesson { id }").await;
                all.push(made["id"].as_str().unwrap().to_owned());
            }
        }
    }
    all
}

/// The texts of the lessons that somebody reads by their ids; those below the projects are the same, as far as it reads the
/// projects.
async fn texts(world: &World, shared: &Shared, lessons: &[String], caller: &Actor) -> BTreeSet<String> {
    let document = format!(
        "{{ nodes(ids: {}) {{ ... on Lesson {{ text project {{ id }} }} }} \
         projects: nodes(ids: {}) {{ ... on DevelopmentProject {{ lessons {{ totalCount nodes {{ text }} }} }} }} }}",
        json!(lessons),
        json!(shared.projects)
    );
    let data = world.data(caller.clone(), &document).await;
    let nodes = data["nodes"].as_array().unwrap().iter().filter(|node| !node.is_null());
    let text = |node: &Value| node["text"].as_str().unwrap().to_owned();
    let with_project: BTreeSet<String> =
        nodes.clone().filter(|node| !node["project"].is_null()).map(text).collect();
    let projects = data["projects"].as_array().unwrap().iter().filter(|project| !project.is_null());
    let below: Vec<Value> = projects
        .clone()
        .flat_map(|project| project["lessons"]["nodes"].as_array().unwrap().clone())
        .collect();
    assert_eq!(below.iter().map(text).collect::<BTreeSet<_>>(), with_project, "{caller:?}");
    let counted: i64 = projects.map(|project| project["lessons"]["totalCount"].as_i64().unwrap()).sum();
    assert_eq!(counted, i64::try_from(below.len()).unwrap());
    nodes.map(text).collect()
}

fn set(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// A part is read by its own authority; by others as its sharing says, where they read the project: a partner sees exactly
/// what is shared with it, a stranger only what is as open as an open project.
#[tokio::test]
async fn sharing_decides_who_reads_a_part() {
    for world in World::all().await {
        let shared = Shared::new(&world).await;
        let all = lessons(&world, &shared).await;
        assert_eq!(all.len(), 24);
        let open_to = |visibilities: &[&str]| -> BTreeSet<String> {
            let both = visibilities
                .iter()
                .flat_map(|of| [format!("{of} here PROJECT"), format!("{of} there PROJECT")]);
            both.collect()
        };
        let own = |name: &str, of: &[&str]| -> BTreeSet<String> {
            of.iter().flat_map(|of| SHARINGS.map(|sharing| format!("{of} {name} {sharing}"))).collect()
        };
        let shared_by = |name: &str, of: &[&str]| -> BTreeSet<String> {
            of.iter()
                .flat_map(|of| ["PARTNERS", "PROJECT"].map(|sharing| format!("{of} {name} {sharing}")))
                .collect()
        };
        let joined = &VISIBILITIES[2..];
        let union = |a: &BTreeSet<String>, b: &BTreeSet<String>| a | b;
        let lead = union(&own("here", &VISIBILITIES), &shared_by("there", joined));
        let outside = union(&own("here", &VISIBILITIES[1..]), &shared_by("there", joined));
        let partner = union(&own("there", joined), &shared_by("here", joined));
        let between = union(&shared_by("here", joined), &shared_by("there", joined));
        for (name, caller, expected) in [
            ("inside the committee", Actor::from(being(PLAIN)), lead),
            ("employee", employee(HERE).into(), outside),
            ("partner", employee(THERE).into(), partner),
            ("successor of a partner", almighty(NEXT), between.clone()),
            ("successor of the lead", almighty(HEIR), between),
            ("former partner", almighty(FORMER), open_to(&VISIBILITIES[3..])),
            ("stranger", almighty(STRANGER), open_to(&VISIBILITIES[3..])),
            ("nobody", Actor::Anonymous, open_to(&VISIBILITIES[4..])),
        ] {
            assert_eq!(texts(&world, &shared, &all, &caller).await, expected, "{name}");
        }
    }
}

/// A partner that leaves keeps what it recorded itself and reads no more than a stranger; the lead keeps what was shared
/// with it.
#[tokio::test]
async fn who_leaves_keeps_its_own() {
    for world in World::all().await {
        let shared = Shared::new(&world).await;
        let all = lessons(&world, &shared).await;
        let partner = || coordinator().of(THERE);
        let input =
            format!("projectId: \"{}\", title: \"Tjekliste\", begunOn: \"2026-03-01\"", shared.projects[3]);
        let prototype = done(&world, partner(), "prototypeCreate", &input, "prototype { id }").await;
        let version = format!("id: {}, description: \"På papir\"", prototype["id"]);
        done(&world, partner(), "prototypeVersionAdd", &version, "prototype { id }").await;
        for project in &shared.projects {
            let left = format!("id: \"{project}\", number: 1, on: \"2026-11-23\"");
            done(&world, coordinator(), "projectPartnerEnd", &left, PROJECT).await;
        }
        let left = texts(&world, &shared, &all, &employee(THERE).into()).await;
        let own: Vec<&String> = left.iter().filter(|text| text.contains("there")).collect();
        assert_eq!(own.len(), 9, "all that it recorded");
        let others: BTreeSet<String> =
            left.iter().filter(|text| text.contains("here PROJECT")).cloned().collect();
        let others: BTreeSet<String> = others.into_iter().filter(|text| !text.contains("there")).collect();
        assert_eq!(others, set(&["NETWORK here PROJECT", "PUBLIC here PROJECT"]));
        assert_eq!(left.len(), 11);
        let lead = texts(&world, &shared, &all, &coordinator().into()).await;
        assert_eq!(lead.iter().filter(|text| text.contains("there")).count(), 6, "nothing is lost");
        // It still corrects what it recorded, and records nothing more.
        let theirs = &all[9];
        let correct = format!("id: \"{theirs}\", text: \"Rettet\", ifVersion: 1");
        let corrected =
            done(&world, partner(), "lessonUpdate", &correct, "lesson { text version project { id } }").await;
        assert_eq!(corrected, json!({ "text": "Rettet", "version": 2, "project": null }));
        let more = |project: &str| format!("projectId: \"{project}\", kind: DRIVER, text: \"x\"");
        let input = more(&shared.projects[2]);
        assert_eq!(faults(&world, partner(), "lessonCreate", &input).await, ["NOT_FOUND projectId"]);
        let open = more(&shared.projects[3]);
        assert_eq!(fault(&world, partner(), "lessonCreate", &open).await, "FORBIDDEN");
        assert_eq!(fault(&world, partner(), "prototypeVersionAdd", &version).await, "FORBIDDEN");
    }
}
