//! Contributions: brought in by anybody, followed by their author, answered once at a time with reasons; and silent about
//! who asked not to be named, everywhere.

use entity::{change, contribution};
use medspil::core::{Kind, Role};
use serde_json::{Value, json};

use crate::{
    bodies::{committee, coordinator},
    people::{CLERK, PLAIN, REP, SCHOOL, THERE, Who, World, id, person_id, who},
    work::{refused_as, written_as},
};

fn employee() -> Who {
    who(&[Role::Employee]).being(PLAIN)
}

fn secretary() -> Who {
    who(&[Role::Secretary]).being(CLERK)
}

async fn matter(world: &World, committee: &str) -> String {
    let input =
        format!("committeeId: \"{committee}\", title: \"Vagtplaner\", fields: [WORK], aspect: DEVELOPMENT");
    written_as(world, coordinator(), "matterCreate", &input).await
}

fn idea(committee: &str, more: &str) -> String {
    format!("committeeId: \"{committee}\", kind: IDEA, text: \"Fast kontaktperson\", side: EMPLOYEE{more}")
}

async fn shown(world: &World, caller: Who, id: &str) -> Value {
    let document = format!(
        "{{ contribution(id: \"{id}\") {{ text outcome outcomeReason isMine authorHidden author {{ id }}
            unit {{ id }} matter {{ id }} answeredOn isAnswerOverdue withdrawnOn version }} }}"
    );
    world.ask(caller, &document).await["data"]["contribution"].clone()
}

/// An employee brings something in and follows it; outside the committee nobody else sees it until it is on a matter.
#[tokio::test]
async fn its_author_follows_what_became_of_it() {
    for world in World::all().await {
        let body = committee(&world, "A").await;
        let matter = matter(&world, &body).await;
        let id = written_as(&world, employee(), "contributionCreate", &idea(&body, "")).await;
        let mine = shown(&world, employee(), &id).await;
        assert_eq!((&mine["isMine"], &mine["outcome"]), (&json!(true), &json!("PENDING")));
        assert_eq!(mine["author"]["id"], person_id(PLAIN));
        let other = || who(&[Role::Employee]).being(REP);
        assert_eq!(shown(&world, other(), &id).await, Value::Null);
        let place = format!("id: \"{id}\", matterId: \"{matter}\", answerDue: \"2026-11-22\"");
        assert_eq!(
            refused_as(&world, other(), "contributionPlace", &place).await,
            "NOT_FOUND",
            "who does not see it cannot place it"
        );
        written_as(&world, secretary(), "contributionPlace", &place).await;
        let seen = shown(&world, other(), &id).await;
        assert_eq!((&seen["isMine"], &seen["isAnswerOverdue"]), (&json!(false), &json!(true)));
        let answer =
            format!("id: \"{id}\", outcome: PARTLY, reason: \"To steder først.\", on: \"2026-11-23\"");
        assert_eq!(refused_as(&world, employee(), "contributionAnswer", &answer).await, "FORBIDDEN");
        written_as(&world, secretary(), "contributionAnswer", &answer).await;
        let mine = shown(&world, employee(), &id).await;
        assert_eq!(mine["outcome"], "PARTLY");
        assert_eq!(mine["outcomeReason"], "To steder først.");
        assert_eq!((&mine["answeredOn"], &mine["isAnswerOverdue"]), (&json!("2026-11-23"), &json!(false)));
        // Answered once; only an opened one is answered again, and its author can no longer change it.
        assert_eq!(refused_as(&world, secretary(), "contributionAnswer", &answer).await, "INVALID_STATE");
        let text = format!("id: \"{id}\", text: \"Noget andet\"");
        assert_eq!(refused_as(&world, employee(), "contributionUpdate", &text).await, "INVALID_STATE");
        written_as(&world, secretary(), "contributionAnswer", &format!("id: \"{id}\", outcome: PENDING"))
            .await;
        assert_eq!(shown(&world, employee(), &id).await["outcomeReason"], Value::Null);
        written_as(&world, employee(), "contributionUpdate", &text).await;
        assert_eq!(refused_as(&world, secretary(), "contributionUpdate", &text).await, "FORBIDDEN");
    }
}

/// Who asked not to be named is known to nobody else: not as author, not by unit, not by filter, not by the change log.
#[tokio::test]
async fn a_hidden_author_is_hidden_everywhere() {
    for world in World::all().await {
        let body = committee(&world, "A").await;
        let matter = matter(&world, &body).await;
        let unit = id(Kind::OrgUnit, SCHOOL);
        let more = format!(", matterId: \"{matter}\", unitId: \"{unit}\", authorHidden: true");
        let caller = || employee().named("the-hidden-one", Some("the-hidden-client"));
        let id = written_as(&world, caller(), "contributionCreate", &idea(&body, &more)).await;
        written_as(&world, caller(), "contributionUpdate", &format!("id: \"{id}\", kind: CONCERN")).await;
        let answer = format!("id: \"{id}\", outcome: ADOPTED");
        written_as(&world, coordinator(), "contributionAnswer", &answer).await;
        let about: Vec<change::Model> = world.rows::<change::Entity>().await;
        let about: Vec<_> =
            about.iter().filter(|row| row.subject_kind == Kind::Contribution.prefix()).collect();
        assert_eq!(about.len(), 3, "made, changed, answered");
        for row in about {
            assert_eq!(
                (row.actor.as_str(), row.request_id.as_str(), &row.client),
                ("", "", &None),
                "{row:?}"
            );
        }
        let mine = shown(&world, caller(), &id).await;
        assert_eq!(mine["author"]["id"], person_id(PLAIN));
        // Nor is it among what came from the unit, where others find what says whom it comes from.
        let more = format!(", matterId: \"{matter}\", unitId: \"{unit}\"");
        let open = written_as(&world, caller(), "contributionCreate", &idea(&body, &more)).await;
        let listed =
            format!("{{ orgUnit(id: \"{unit}\") {{ contributions {{ totalCount nodes {{ id }} }} }} }}");
        let own = json!({ "totalCount": 2, "nodes": [{ "id": id }, { "id": open }] });
        let others = json!({ "totalCount": 1, "nodes": [{ "id": open }] });
        for (reader, expected) in [(caller(), own), (coordinator(), others.clone()), (secretary(), others)] {
            let seen = world.ask(reader, &listed).await;
            assert_eq!(seen["data"]["orgUnit"]["contributions"], expected);
        }
        for reader in [coordinator(), secretary(), who(&[Role::Auditor]).being(CLERK)] {
            let seen = shown(&world, reader.clone(), &id).await;
            assert_eq!(seen["authorHidden"], true);
            assert_eq!((&seen["author"], &seen["unit"]), (&Value::Null, &Value::Null));
            let feed = world
                .ask(reader, &format!("{{ changes(subject: \"{id}\", last: 9) {{ nodes {{ actor client fields {{ name from to }} }} }} }}"))
                .await;
            assert!(!feed.to_string().contains("hidden"), "{feed}");
            assert!(!feed.to_string().contains(&unit), "{feed}");
        }
    }
}

/// Wrong input is refused with every fault, and nothing is written.
#[tokio::test]
async fn wrong_contributions_are_refused() {
    for world in World::all().await {
        let body = committee(&world, "A").await;
        let matter = matter(&world, &body).await;
        for (more, fault) in [
            (", authorId: \"person_01h455vb4pex5vsknk084sn02q\"".to_owned(), "FORBIDDEN"),
            (format!(", matterId: \"{body}\""), "WRONG_TYPE matterId"),
            (", unitId: \"unit_01h455vb4pex5vsknk084sn02q\"".to_owned(), "NOT_FOUND unitId"),
            (", agendaItemId: \"item_01h455vb4pex5vsknk084sn02q\"".to_owned(), "NOT_FOUND agendaItemId"),
        ] {
            let found = refused_as(&world, employee(), "contributionCreate", &idea(&body, &more)).await;
            assert_eq!(found, fault);
        }
        let text = |text: &str| {
            format!(
                "committeeId: \"{body}\", kind: IDEA, text: \"{text}\", side: EMPLOYEE, matterId: \"{matter}\""
            )
        };
        for (words, fault) in [(" ", "BLANK text"), ("Se 010190-1234", "NOT_ALLOWED text")] {
            assert_eq!(refused_as(&world, employee(), "contributionCreate", &text(words)).await, fault);
        }
        assert_eq!(world.rows::<contribution::Entity>().await.len(), 0);
        let id = written_as(&world, employee(), "contributionCreate", &idea(&body, "")).await;
        for (input, fault) in [
            ("outcome: REJECTED", "REQUIRED reason"),
            ("outcome: ADOPTED, on: \"2026-11-22\"", "OUT_OF_RANGE on"),
            ("outcome: ADOPTED, ifVersion: 7", "CONFLICT ifVersion"),
        ] {
            let input = format!("id: \"{id}\", {input}");
            assert_eq!(refused_as(&world, secretary(), "contributionAnswer", &input).await, fault);
        }
        written_as(&world, employee(), "contributionWithdraw", &format!("id: \"{id}\"")).await;
        let late = format!("id: \"{id}\", outcome: ADOPTED");
        assert_eq!(refused_as(&world, secretary(), "contributionAnswer", &late).await, "INVALID_STATE");
        let stranger = who(&[Role::Secretary]).of(THERE);
        assert_eq!(refused_as(&world, stranger, "contributionAnswer", &late).await, "NOT_FOUND");
    }
}
