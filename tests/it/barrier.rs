//! Barriers to the core task: reported by anybody where they work, followed by their reporter, treated until they are gone;
//! and silent about who asked not to be named, everywhere.

mod reporter;

use entity::{agenda_item, barrier, change, matter};
use medspil::{
    barrier::rules::LIFE,
    core::{Kind, Role},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bodies::{coordinator, written},
    people::{
        CLERK, HERE, HOME, LEADER, PLAIN, REP, SCHOOL, THERE, TOP, Who, World, day, id, person_id, who,
    },
    sides::{bare_committee, chair, committee, vice_chair},
    work::{refused_as, written_as},
};

/// Works in the school.
fn reporter() -> Who {
    who(&[Role::Employee]).being(PLAIN)
}

/// Works at the top, and sits in no committee.
fn colleague() -> Who {
    who(&[Role::Employee]).being(CLERK)
}

/// A main committee over everything, and below it one for the school, chaired by `LEADER`, and one for the home.
struct Bodies {
    main: String,
    school: String,
    home: String,
}

async fn bodies(world: &World) -> Bodies {
    let main = bare_committee(world, "Hoved", "level: MAIN").await;
    let below = format!("level: LOCAL, parentId: \"{main}\"");
    let school = committee(world, "Skole", &below).await;
    let home = bare_committee(world, "Hjem", &below).await;
    // The home closes at the end of the year.
    let closes = ", to: \"2027-01-01\"";
    for (committee, unit, more) in [(&main, TOP, ""), (&school, SCHOOL, ""), (&home, HOME, closes)] {
        let unit = id(Kind::OrgUnit, unit);
        let input =
            format!("committeeId: \"{committee}\", orgUnitId: \"{unit}\", from: \"2026-01-01\"{more}");
        written(world, "committeeUnitAdd", &input).await;
    }
    Bodies { main, school, home }
}

fn told(committee: &str, more: &str) -> String {
    format!("committeeId: \"{committee}\", text: \"Dobbelt dokumentation hver dag\", side: EMPLOYEE{more}")
}

const SHOWN: &str = "title text status statusOn moves isMine reporterHidden reporter { id } unit { id } owner { id } ownerSide \
    reason tried { number triedOn text result } escalatedTo { id } matter { id title originUnit { id } } \
    agendaItem { id title status origin answerDue committee { id } } \
    removedOn minutesFreed peopleFreed minutesFreedTogether version";

async fn shown(world: &World, caller: Who, id: &str) -> Value {
    world.ask(caller, &format!("{{ barrier(id: \"{id}\") {{ {SHOWN} }} }}")).await["data"]["barrier"].clone()
}

/// Every state and every move: where it leads, or that it is closed.
#[test]
fn every_move_from_every_state() {
    use barrier::BarrierStatus::{self, Escalated, NotPossible, Owned, Removed, Reported, Triaged, Trying};
    const STATES: [BarrierStatus; 7] = [Reported, Triaged, Owned, Trying, Removed, NotPossible, Escalated];
    let table: &[(&str, BarrierStatus, &[BarrierStatus])] = &[
        ("triage", Triaged, &[Reported]),
        ("own", Owned, &[Triaged, Owned, Trying, Escalated]),
        ("try", Trying, &[Owned, Trying]),
        ("remove", Removed, &[Owned, Trying]),
        ("dismiss", NotPossible, &[Triaged, Owned, Trying, Escalated]),
        ("escalate", Escalated, &[Triaged, Owned, Trying]),
    ];
    assert_eq!(table.len(), LIFE.moves.len());
    for (name, to, open) in table {
        for state in STATES {
            let expected = open.contains(&state).then_some(*to);
            assert_eq!(LIFE.step(state, name).ok(), expected, "{name} from {state:?}");
        }
    }
}

/// From report to removal: the reporter follows it, others see it once the committee has looked at it, the owner works on
/// it, and every move that is not open says which are.
#[tokio::test]
async fn a_barrier_is_followed_until_it_is_gone() {
    for world in World::all().await {
        let of = bodies(&world).await;
        let id = written_as(&world, reporter(), "barrierReport", &told(&of.school, "")).await;
        let of_id = |more: &str| format!("id: \"{id}\"{more}");
        let mine = shown(&world, reporter(), &id).await;
        assert_eq!((&mine["isMine"], &mine["status"]), (&json!(true), &json!("REPORTED")));
        assert_eq!(mine["reporter"]["id"], person_id(PLAIN));
        assert_eq!(shown(&world, colleague(), &id).await, Value::Null, "before the committee looked at it");
        assert_eq!(shown(&world, chair(), &id).await["status"], "REPORTED", "inside the committee");
        assert_eq!(refused_as(&world, colleague(), "barrierTriage", &of_id("")).await, "NOT_FOUND");
        assert_eq!(refused_as(&world, reporter(), "barrierTriage", &of_id("")).await, "FORBIDDEN");
        assert_eq!(
            refused_as(&world, chair(), "barrierTry", &of_id(", text: \"Nu\"")).await,
            "INVALID_STATE"
        );
        written_as(&world, reporter(), "barrierUpdate", &of_id(", title: \"Dobbelt arbejde\"")).await;
        assert_eq!(refused_as(&world, chair(), "barrierUpdate", &of_id(", title: \"X\"")).await, "FORBIDDEN");

        written_as(&world, chair(), "barrierTriage", &of_id("")).await;
        let seen = shown(&world, colleague(), &id).await;
        assert_eq!((&seen["isMine"], &seen["title"]), (&json!(false), &json!("Dobbelt arbejde")));
        assert_eq!(seen["moves"], json!(["own", "dismiss", "escalate"]));
        let late = of_id(", title: \"For sent\"");
        assert_eq!(refused_as(&world, reporter(), "barrierUpdate", &late).await, "INVALID_STATE");
        assert_eq!(refused_as(&world, chair(), "barrierTriage", &of_id("")).await, "INVALID_STATE");

        assert_eq!(refused_as(&world, chair(), "barrierOwn", &of_id("")).await, "REQUIRED ownerSide");
        let owner = person_id(CLERK);
        let taken = of_id(&format!(", ownerId: \"{owner}\", ownerSide: MANAGEMENT"));
        // An ordinary colleague is no representative: the secretariat sees who that is, the two chairs do not.
        assert_eq!(refused_as(&world, vice_chair(), "barrierOwn", &taken).await, "NOT_FOUND ownerId");
        written_as(&world, who(&[Role::Secretary]), "barrierOwn", &taken).await;
        let tried =
            of_id(", text: \"Et skema sprunget over\", result: \"Ingen savnede det\", on: \"2026-11-23\"");
        written_as(&world, colleague(), "barrierTry", &tried).await;
        assert_eq!(refused_as(&world, reporter(), "barrierTry", &tried).await, "FORBIDDEN");
        let early = of_id(", text: \"Før\", on: \"2026-11-22\"");
        assert_eq!(refused_as(&world, colleague(), "barrierTry", &early).await, "OUT_OF_RANGE on");
        written_as(&world, chair(), "barrierTry", &of_id(", text: \"Begge skemaer væk\"")).await;
        let half = of_id(", minutesFreed: 45");
        assert_eq!(refused_as(&world, colleague(), "barrierRemove", &half).await, "REQUIRED peopleFreed");
        let stale = of_id(", ifVersion: 1");
        assert_eq!(refused_as(&world, colleague(), "barrierRemove", &stale).await, "CONFLICT ifVersion");
        written_as(&world, colleague(), "barrierRemove", &of_id(", minutesFreed: 45, peopleFreed: 120"))
            .await;

        let gone = shown(&world, reporter(), &id).await;
        assert_eq!((&gone["status"], &gone["removedOn"]), (&json!("REMOVED"), &json!("2026-11-23")));
        assert_eq!(gone["minutesFreedTogether"], json!(5_400));
        assert_eq!((&gone["owner"], &gone["ownerSide"]), (&Value::Null, &json!("MANAGEMENT")));
        assert_eq!(shown(&world, coordinator(), &id).await["owner"]["id"], owner);
        assert_eq!(
            gone["tried"],
            json!([
                { "number": 1, "triedOn": "2026-11-23", "text": "Et skema sprunget over",
                  "result": "Ingen savnede det" },
                { "number": 2, "triedOn": "2026-11-23", "text": "Begge skemaer væk", "result": null },
            ])
        );
        assert_eq!(gone["moves"], json!([]));
        let end = of_id(", reason: \"Nej\"");
        assert_eq!(refused_as(&world, chair(), "barrierDismiss", &end).await, "INVALID_STATE");
        let own = world.data(reporter(), "{ viewer { barriers { totalCount nodes { id } } } }").await;
        assert_eq!(own["viewer"]["barriers"], json!({ "totalCount": 1, "nodes": [{ "id": id }] }));
        let none = world.data(colleague(), "{ viewer { barriers { totalCount } } }").await;
        assert_eq!(none["viewer"]["barriers"]["totalCount"], 0);
        for row in world.rows::<change::Entity>().await {
            let detail = serde_json::to_string(&row.detail).unwrap();
            let texts = ["skema", "Dobbelt", "savnede", &PLAIN.to_string(), &CLERK.to_string()];
            assert!(!texts.iter().any(|text| detail.contains(text)), "{detail}");
        }
    }
}

/// One reports to the committees over where one works, whoever runs committees to any; and nobody to those of others.
#[tokio::test]
async fn one_reports_where_one_works() {
    for world in World::all().await {
        let of = bodies(&world).await;
        for (caller, committee, found) in [
            (reporter(), &of.school, None),
            (reporter(), &of.main, None),
            (reporter(), &of.home, Some("NOT_ALLOWED committeeId")),
            (colleague(), &of.main, None),
            (colleague(), &of.school, Some("NOT_ALLOWED committeeId")),
            (chair(), &of.school, None),
            (who(&[Role::Employee]), &of.main, Some("NOT_ALLOWED committeeId")),
            (who(&[Role::Secretary]), &of.home, None),
            (who(&[Role::Analyst]), &of.main, Some("FORBIDDEN")),
            (who(&[Role::Employee]).of(THERE), &of.main, Some("NOT_FOUND committeeId")),
        ] {
            let input = told(committee, "");
            match found {
                None => drop(written_as(&world, caller, "barrierReport", &input).await),
                Some(found) => assert_eq!(refused_as(&world, caller, "barrierReport", &input).await, found),
            }
        }
        let another = |who: Uuid| told(&of.school, &format!(", reporterId: \"{}\"", person_id(who)));
        assert_eq!(refused_as(&world, reporter(), "barrierReport", &another(REP)).await, "FORBIDDEN");
        let id = written_as(&world, who(&[Role::Secretary]), "barrierReport", &another(PLAIN)).await;
        assert_eq!(shown(&world, reporter(), &id).await["isMine"], true);
        let nobody = told(&of.school, ", unitId: \"unit_01h455vb4pex5vsknk084sn02q\"");
        assert_eq!(refused_as(&world, reporter(), "barrierReport", &nobody).await, "NOT_FOUND unitId");
        let number = told(&of.school, "").replace("hver dag", "010190-1234");
        assert_eq!(refused_as(&world, reporter(), "barrierReport", &number).await, "NOT_ALLOWED text");
    }
}

/// A barrier goes up as a matter with a proposed item, comes back when that is answered, and goes up again in the same
/// matter.
#[tokio::test]
async fn an_escalated_barrier_becomes_a_matter() {
    for world in World::all().await {
        let of = bodies(&world).await;
        let id = written_as(&world, reporter(), "barrierReport", &told(&of.school, "")).await;
        let to = |committee: &str, more: &str| format!("id: \"{id}\", toCommitteeId: \"{committee}\"{more}");
        written_as(&world, chair(), "barrierTriage", &format!("id: \"{id}\"")).await;
        for (input, found) in [
            (to(&of.main, ""), "REQUIRED title"),
            (to(&of.home, ", title: \"Til siden\""), "NOT_ALLOWED toCommitteeId"),
            (to("committee_01h455vb4pex5vsknk084sn02q", ""), "NOT_FOUND toCommitteeId"),
        ] {
            assert_eq!(refused_as(&world, chair(), "barrierEscalate", &input).await, found);
        }
        assert_eq!(world.rows::<matter::Entity>().await, []);
        let up = to(&of.main, ", title: \"Dobbelt dokumentation\", answerDue: \"2026-12-15\"");
        assert_eq!(refused_as(&world, reporter(), "barrierEscalate", &up).await, "FORBIDDEN");
        written_as(&world, chair(), "barrierEscalate", &up).await;
        let seen = shown(&world, coordinator(), &id).await;
        assert_eq!((&seen["status"], &seen["escalatedTo"]["id"]), (&json!("ESCALATED"), &json!(of.main)));
        assert_eq!(seen["matter"]["title"], "Dobbelt dokumentation");
        let item = &seen["agendaItem"];
        assert_eq!((&item["status"], &item["origin"]), (&json!("PROPOSED"), &json!("LOWER_LEVEL")));
        assert_eq!((&item["committee"]["id"], &item["answerDue"]), (&json!(of.main), &json!("2026-12-15")));
        assert_eq!(shown(&world, reporter(), &id).await["agendaItem"], Value::Null, "not on an agenda yet");

        let own = format!("id: \"{id}\", ownerSide: MANAGEMENT");
        assert_eq!(refused_as(&world, chair(), "barrierOwn", &own).await, "INVALID_STATE id");
        let declined = format!("id: {}, reason: \"Løs det lokalt\"", item["id"]);
        written_as(&world, coordinator(), "agendaItemDecline", &declined).await;
        written_as(&world, chair(), "barrierOwn", &own).await;
        written_as(&world, chair(), "barrierEscalate", &to(&of.school, "")).await;
        let again = shown(&world, chair(), &id).await;
        assert_eq!(again["matter"]["id"], seen["matter"]["id"]);
        assert_ne!(again["agendaItem"]["id"], item["id"]);
        assert_eq!(again["agendaItem"]["origin"], "EMPLOYEE", "in its own committee it is the side's");
        assert_eq!(world.rows::<agenda_item::Entity>().await.len(), 2);
        let ends = format!("id: \"{id}\", reason: \" \"");
        assert_eq!(refused_as(&world, chair(), "barrierDismiss", &ends).await, "BLANK reason");
        written_as(&world, chair(), "barrierDismiss", &format!("id: \"{id}\", reason: \"Lovkrav\"")).await;
        let end = shown(&world, reporter(), &id).await;
        assert_eq!((&end["status"], &end["reason"]), (&json!("NOT_POSSIBLE"), &json!("Lovkrav")));
    }
}

/// A barrier that nobody looked at in time is found, for those who see it and nobody else.
#[tokio::test]
async fn a_barrier_that_nobody_looked_at_is_found() {
    for world in World::all().await {
        let of = bodies(&world).await;
        let id = written_as(&world, reporter(), "barrierReport", &told(&of.school, "")).await;
        let query = "{ findings(where: { code: { eq: BARRIER_NOT_TRIAGED } }) { nodes { subjectId rule severity message
            values { name value } } } }";
        let found = async |on: &str, caller: Who| {
            world.ask_on(day(on), caller, query).await["data"]["findings"]["nodes"].clone()
        };
        assert_eq!(found("2026-12-23", chair()).await, json!([]));
        let seen = found("2026-12-24", chair()).await;
        assert_eq!((&seen[0]["subjectId"], &seen[0]["rule"]), (&json!(id), &json!(57)));
        assert_eq!(seen[0]["values"], json!([{ "name": "barrierTriageDays", "value": 30 }]));
        assert_eq!(found("2026-12-24", reporter()).await, seen);
        assert_eq!(found("2026-12-24", colleague()).await, json!([]));
        written_as(&world, chair(), "barrierTriage", &format!("id: \"{id}\"")).await;
        assert_eq!(found("2026-12-24", chair()).await, json!([]));
    }
}

/// A page of barriers costs the same number of statements whatever their number.
#[tokio::test]
async fn statements_do_not_grow_with_barriers() {
    for world in World::all().await {
        let of = bodies(&world).await;
        let query = "{ barriers(first: 50) { nodes { committee { id } reporter { id } owner { id } tried { number } \
            matter { id } agendaItem { id } } } }";
        let put = async |number: u128| {
            let committee: medspil::core::Id = of.school.parse().unwrap();
            let row = barrier::Model {
                authority_id: HERE,
                id: Uuid::from_u128(0x3000 + number),
                committee_id: committee.uuid,
                unit_id: None,
                title: None,
                text: "Tekst".into(),
                side: entity::seat::Side::Employee,
                reported_by: Some(PLAIN),
                reporter_hidden: false,
                reported_on: day("2026-11-01"),
                status: barrier::BarrierStatus::Owned,
                status_on: day("2026-11-02"),
                owner_id: Some(LEADER),
                owner_side: None,
                reason: None,
                escalated_to: None,
                matter_id: None,
                agenda_item_id: None,
                removed_on: None,
                minutes_freed: None,
                people_freed: None,
                version: 1,
            };
            world.put([row]).await;
        };
        put(0).await;
        let one = world.statements(coordinator(), query).await;
        for number in 1..30 {
            put(number).await;
        }
        assert_eq!(world.statements(coordinator(), query).await, one);
    }
}
