//! What is read across authorities is found across them: by whoever reads it, and by nobody else.

use medspil::core::{Actor, Kind, Role};
use serde_json::json;

use super::seen::crowd;
use crate::{
    bodies::coordinator,
    desk::done,
    network::{ELSEWHERE, foreign_coordinator, more_authorities, network},
    people::{CLERK, THERE, Who, World, each, who},
};

/// The titles that a list gives, in order; as many as it counts.
async fn titles(world: &World, caller: Actor, list: &str, search: &str) -> Vec<String> {
    let document = format!(
        "{{ {list}(search: \"{search}\", orderBy: {{ field: TITLE }}) {{ totalCount nodes {{ title }} }} }}"
    );
    let found = world.ask(caller, &document).await["data"][list].clone();
    let nodes = found["nodes"].as_array().unwrap_or_else(|| panic!("{found}"));
    let titles: Vec<String> = nodes.iter().map(|node| node["title"].as_str().unwrap().to_owned()).collect();
    assert_eq!(found["totalCount"], json!(titles.len()));
    titles
}

/// A case and a project of an authority with each visibility that needs no committee and no partner; what differs is in the
/// title.
///
/// With a crowd, very many entries hold the words of the first two.
async fn shared_things(world: &World, caller: Who, network: Option<&str>, whose: &str, is_crowded: bool) {
    for visibility in ["AUTHORITY", "NETWORK", "PUBLIC"] {
        if is_crowded && visibility == "NETWORK" {
            crowd(world, &[Kind::Case, Kind::DevelopmentProject]).await;
        }
        let words = format!("title: \"{whose} {visibility}\", summary: \"Om vagtplanen\"");
        let details = network.filter(|_| visibility == "NETWORK");
        let details = details.map_or(String::new(), |id| format!(", details: {{ networkId: \"{id}\" }}"));
        let input = format!("{words}, outcome: SUCCESS, visibility: {visibility}{details}");
        let made = done(world, caller.clone(), "caseCreate", &input, "case { id }").await;
        done(world, caller.clone(), "casePublish", &format!("id: {}", made["id"]), "case { id }").await;
        let input = format!("{words}, origin: JOINT, visibility: {visibility}");
        done(world, caller.clone(), "developmentProjectCreate", &input, "developmentProject { id }").await;
    }
    let draft =
        format!("title: \"{whose} DRAFT\", summary: \"Om vagtplanen\", outcome: SUCCESS, visibility: PUBLIC");
    done(world, caller.clone(), "caseCreate", &draft, "case { id }").await;
    let other =
        format!("title: \"{whose} OTHER\", summary: \"Om kantinen\", origin: JOINT, visibility: PUBLIC");
    done(world, caller, "developmentProjectCreate", &other, "developmentProject { id }").await;
}

/// Each kind of caller finds what it reads, its own and that of others, by a word in another form, whether few or many
/// things hold it.
#[tokio::test]
async fn what_is_shared_is_found_across_authorities() {
    for is_crowded in [false, true] {
        for world in World::all().await {
            more_authorities(&world).await;
            let network = network(&world).await;
            shared_things(&world, coordinator(), Some(&network), "A", is_crowded).await;
            shared_things(&world, foreign_coordinator(THERE), None, "B", false).await;
            let employee = |of| Actor::from(who(&[Role::Employee]).being(CLERK).of(of));
            let own: &[&str] = &["A AUTHORITY", "A NETWORK", "A PUBLIC", "B NETWORK", "B PUBLIC"];
            let theirs: &[&str] = &["A NETWORK", "A PUBLIC", "B AUTHORITY", "B NETWORK", "B PUBLIC"];
            let every: &[&str] = &["A NETWORK", "A PUBLIC", "B NETWORK", "B PUBLIC"];
            let public: &[&str] = &["A PUBLIC", "B PUBLIC"];
            for (caller, cases, projects) in [
                (who(&[Role::Employee]).being(CLERK).into(), own, own),
                (employee(THERE), theirs, theirs),
                // In no network; what is for every authority is for it, too.
                (employee(ELSEWHERE), &["A PUBLIC", "B NETWORK", "B PUBLIC"], every),
                (Actor::Anonymous, public, public),
            ] {
                assert_eq!(titles(&world, caller.clone(), "cases", "vagtplaner").await, cases, "{caller:?}");
                let found = titles(&world, caller.clone(), "developmentProjects", "vagtplaner").await;
                assert_eq!(found, projects, "{caller:?}");
                assert_eq!(titles(&world, caller.clone(), "cases", "kantiner").await, [""; 0]);
                let other = titles(&world, caller, "developmentProjects", "kantiner -vagtplan").await;
                assert_eq!(other, ["A OTHER", "B OTHER"]);
            }
            // Where a project of another authority belongs is not found out by a search either.
            let document = "{ developmentProjects(search: \"vagtplaner\", where: { committee: { isNull: true } }, \
                            orderBy: { field: TITLE }) { nodes { title } } }";
            let inward = world.ask(coordinator(), document).await["data"]["developmentProjects"].clone();
            assert!(
                each(&inward["nodes"], "title").iter().all(|title| title.as_str().unwrap().starts_with('A'))
            );
            assert_eq!(inward["nodes"].as_array().unwrap().len(), 3, "{inward}");
        }
    }
}

/// What a text was is found no longer, what it is is; and what is withdrawn is found no more.
#[tokio::test]
async fn the_index_follows_what_is_shared() {
    for world in World::all().await {
        let input = "title: \"Solsikken\", summary: \"x\", outcome: SUCCESS, visibility: PUBLIC";
        let case = done(&world, coordinator(), "caseCreate", input, "case { id }").await;
        let case = format!("id: {}", case["id"]);
        let input = "title: \"Solsikken\", aim: \"Flere tulipaner\", origin: JOINT, visibility: PUBLIC";
        let project =
            done(&world, coordinator(), "developmentProjectCreate", input, "developmentProject { id }").await;
        let project = format!("id: {}", project["id"]);
        let found = async |word: &str| {
            let mut lists = Vec::new();
            for list in ["cases", "developmentProjects"] {
                if !titles(&world, Actor::Anonymous, list, word).await.is_empty() {
                    lists.push(list);
                }
            }
            lists
        };
        assert_eq!(found("solsikker").await, ["developmentProjects"]);
        done(&world, coordinator(), "casePublish", &case, "case { id }").await;
        assert_eq!(found("solsikker").await, ["cases", "developmentProjects"]);
        assert_eq!(found("tulipan").await, ["developmentProjects"]);
        let rose = format!("{case}, title: \"Rosen\", details: {{ text: \"Egetræet\" }}");
        done(&world, coordinator(), "caseUpdate", &rose, "case { id }").await;
        let rose = format!("{project}, title: \"Rosen\", aim: null");
        done(&world, coordinator(), "developmentProjectUpdate", &rose, "developmentProject { id }").await;
        assert_eq!((found("solsikker").await.len(), found("tulipan").await.len()), (0, 0));
        assert_eq!((found("rose").await.len(), found("egetræer").await), (2, vec!["cases"]));
        done(&world, coordinator(), "caseWithdraw", &case, "case { id }").await;
        assert_eq!(found("rose").await, ["developmentProjects"]);
    }
}
