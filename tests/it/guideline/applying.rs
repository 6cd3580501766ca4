//! Which guidelines hold at a workplace: those of its committee and of all committees above, as of a date.

use medspil::core::Kind;
use serde_json::{Value, json};

use super::in_force;
use crate::{
    bodies::written,
    people::{HOME, SCHOOL, TOP, World, id, who},
    sides::{bare_committee, chair, committee, done, outsider},
};

/// What holds at a unit on a date: title by title, with the committee that it comes from when that is one above.
async fn applying(world: &World, unit: uuid::Uuid, as_of: &str) -> Value {
    let document = format!(
        "{{ orgUnit(id: \"{}\", asOf: \"{as_of}\") {{ guidelines {{ totalCount nodes {{ guideline {{ id }} \
           committee {{ name }} inheritedFrom {{ name }} version {{ number }} }} }} }} }}",
        id(Kind::OrgUnit, unit)
    );
    let mut list = world.data(outsider(), &document).await["orgUnit"]["guidelines"].clone();
    // All have the same title, so ids decide: sorted by committee here.
    let by_committee = |node: &Value| node["committee"]["name"].to_string();
    list["nodes"].as_array_mut().unwrap().sort_by_key(by_committee);
    list
}

/// One entry of that list.
fn entry(guideline: &str, committee: &str, from: Option<&str>, version: i32) -> Value {
    json!({
        "guideline": { "id": guideline },
        "committee": { "name": committee },
        "inheritedFrom": from.map(|name| json!({ "name": name })),
        "version": { "number": version },
    })
}

/// A workplace has the guidelines of its own committee and of all above it, in the version of the day; a workplace without
/// one has those of the nearest above.
#[tokio::test]
async fn a_workplace_has_its_own_and_those_above() {
    for world in World::all().await {
        let main = committee(&world, "Hoved", "level: MAIN").await;
        let area = bare_committee(&world, "Område", &format!("level: AREA, parentId: \"{main}\"")).await;
        let local = committee(&world, "Lokal", &format!("level: LOCAL, parentId: \"{area}\"")).await;
        for (committee, unit, from) in [(&main, TOP, "2026-01-01"), (&local, SCHOOL, "2026-06-01")] {
            let unit = id(Kind::OrgUnit, unit);
            let input = format!("committeeId: \"{committee}\", orgUnitId: \"{unit}\", from: \"{from}\"");
            written(&world, "committeeUnitAdd", &input).await;
        }
        let above = in_force(&world, &main, "PROCEDURAL").await;
        let own = in_force(&world, &local, "VOLUNTARY").await;
        assert_eq!(applying(&world, SCHOOL, "2026-03-31").await["totalCount"], json!(0));
        // Before the school had a committee of its own, the main one was its committee.
        let nearest = json!([entry(&above, "Hoved", None, 1)]);
        assert_eq!(applying(&world, SCHOOL, "2026-05-31").await["nodes"], nearest);
        let both = json!([entry(&above, "Hoved", Some("Hoved"), 1), entry(&own, "Lokal", None, 1)]);
        assert_eq!(applying(&world, SCHOOL, "2026-06-01").await["nodes"], both);
        assert_eq!(applying(&world, HOME, "2026-06-01").await["nodes"], nearest);

        let notice = format!("id: \"{own}\", side: MANAGEMENT, on: \"2026-11-23\"");
        done(&world, chair(), "guidelineGiveNotice", &notice).await;
        assert_eq!(applying(&world, SCHOOL, "2027-02-22").await["totalCount"], json!(2));
        assert_eq!(applying(&world, SCHOOL, "2027-02-23").await["totalCount"], json!(1));

        // What applies to me: PLAIN works in the school, nobody without an employment has any.
        let mine = "{ viewer { guidelines { nodes { id } } } }";
        let mine_today = world.data(outsider(), mine).await["viewer"]["guidelines"]["nodes"].clone();
        assert!([&above, &own].iter().all(|id| mine_today.to_string().contains(*id)), "{mine_today}");
        assert_eq!(mine_today.as_array().unwrap().len(), 2);
        let nobody = world.data(who(&[medspil::core::Role::Employee]), mine).await;
        assert_eq!(nobody["viewer"]["guidelines"]["nodes"], json!([]));
    }
}

/// A committee that is moved takes its workplaces under the guidelines of its new parent, from that day on.
#[tokio::test]
async fn inheritance_follows_the_tree_of_the_day() {
    for world in World::all().await {
        let main = committee(&world, "Hoved", "level: MAIN").await;
        let area = committee(&world, "Område", &format!("level: AREA, parentId: \"{main}\"")).await;
        let local = bare_committee(&world, "Lokal", &format!("level: LOCAL, parentId: \"{main}\"")).await;
        let unit = id(Kind::OrgUnit, SCHOOL);
        written(
            &world,
            "committeeUnitAdd",
            &format!("committeeId: \"{local}\", orgUnitId: \"{unit}\", from: \"2026-01-01\""),
        )
        .await;
        let of_area = in_force(&world, &area, "VOLUNTARY").await;
        written(
            &world,
            "committeeUpdate",
            &format!("id: \"{local}\", parentId: \"{area}\", from: \"2026-09-01\""),
        )
        .await;
        assert_eq!(applying(&world, SCHOOL, "2026-08-31").await["nodes"], json!([]));
        let inherited = json!([entry(&of_area, "Område", Some("Område"), 1)]);
        assert_eq!(applying(&world, SCHOOL, "2026-09-01").await["nodes"], inherited);
    }
}
