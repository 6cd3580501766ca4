//! Decisions: recorded as they were taken, also too early; answered by management in time; looked at again; and visible with
//! their matter only.

use entity::decision;
use medspil::core::Role;
use serde_json::{Value, json};

use crate::{
    bodies::{committee, coordinator},
    people::{CLERK, PLAIN, Who, World, who},
    work::{refused_as, written_as},
};

fn employee() -> Who {
    who(&[Role::Employee]).being(PLAIN)
}

async fn matter(world: &World, committee: &str, more: &str) -> String {
    let input =
        format!("committeeId: \"{committee}\", title: \"Madplan\", fields: [WORK], aspect: STRATEGY{more}");
    written_as(world, coordinator(), "matterCreate", &input).await
}

fn taken(matter: &str, more: &str) -> String {
    format!(
        "matterId: \"{matter}\", body: MANAGER, decidedBy: \"Områdelederen\", decidedOn: \"2026-10-01\", \
         text: \"Vi prøver det.\"{more}"
    )
}

async fn shown(world: &World, caller: Who, id: &str) -> Value {
    let document = format!(
        "{{ decision(id: \"{id}\") {{ body decidedBy decidedOn text followsInput firstDiscussedOn daysAfterDiscussion
            reply repliedOn replyDue isReplyOverdue reviewOn reviewedOn review version committee {{ id }} }} }}"
    );
    world.ask(caller, &document).await["data"]["decision"].clone()
}

/// Management that decides otherwise than it was advised has three weeks for its reasons.
#[tokio::test]
async fn a_reply_is_due_when_advice_is_not_followed() {
    for world in World::all().await {
        let body = committee(&world, "A").await;
        let matter = matter(&world, &body, "").await;
        let id =
            written_as(&world, coordinator(), "decisionRecord", &taken(&matter, ", followsInput: PARTLY"))
                .await;
        let seen = shown(&world, employee(), &id).await;
        assert_eq!((&seen["replyDue"], &seen["isReplyOverdue"]), (&json!("2026-10-22"), &json!(true)));
        assert_eq!((&seen["firstDiscussedOn"], &seen["daysAfterDiscussion"]), (&Value::Null, &Value::Null));
        assert_eq!(seen["committee"]["id"], body);
        let reply = format!("id: \"{id}\", reply: \"Rammen er for lille.\", on: \"2026-10-20\"");
        assert_eq!(refused_as(&world, employee(), "decisionReply", &reply).await, "FORBIDDEN");
        written_as(&world, coordinator(), "decisionReply", &reply).await;
        let seen = shown(&world, employee(), &id).await;
        assert_eq!(
            (&seen["reply"], &seen["isReplyOverdue"]),
            (&json!("Rammen er for lille."), &json!(false))
        );
        // On the date it was not there yet.
        let then = format!("{{ decision(id: \"{id}\", asOf: \"2026-10-19\") {{ isReplyOverdue }} }}");
        assert_eq!(world.data(employee(), &then).await["decision"]["isReplyOverdue"], false);
        let full =
            written_as(&world, coordinator(), "decisionRecord", &taken(&matter, ", followsInput: FULLY"))
                .await;
        assert_eq!(shown(&world, employee(), &full).await["replyDue"], Value::Null);
        let review = format!(
            "id: \"{id}\", review: \"Det virkede.\", on: \"2026-11-20\", nextReviewOn: \"2027-11-20\""
        );
        written_as(&world, coordinator(), "decisionReview", &review).await;
        let seen = shown(&world, employee(), &id).await;
        assert_eq!(
            (&seen["review"], &seen["reviewedOn"], &seen["reviewOn"]),
            (&json!("Det virkede."), &json!("2026-11-20"), &json!("2027-11-20"))
        );
    }
}

/// A decision on a hidden matter exists for those inside its committee only, in lists and counts as well.
#[tokio::test]
async fn a_decision_is_hidden_with_its_matter() {
    for world in World::all().await {
        let body = committee(&world, "A").await;
        let hidden = ", confidentialBasis: DATA_PROTECTION, confidentialNote: \"Enkelte ansatte\"";
        let hidden = matter(&world, &body, hidden).await;
        let open = matter(&world, &body, "").await;
        let secret = written_as(&world, coordinator(), "decisionRecord", &taken(&hidden, "")).await;
        written_as(&world, coordinator(), "decisionRecord", &taken(&open, "")).await;
        assert_eq!(shown(&world, employee(), &secret).await, Value::Null);
        let count =
            "{ decisions { totalCount } changes(types: [DECISION], first: 9) { nodes { subjectId } } }";
        let seen = world.data(employee(), count).await;
        assert_eq!(seen["decisions"]["totalCount"], 1);
        assert!(!seen.to_string().contains(&secret), "{seen}");
        let seen = world.data(who(&[Role::Secretary]).being(CLERK), count).await;
        assert_eq!(seen["decisions"]["totalCount"], 2);
        assert!(seen.to_string().contains(&secret), "{seen}");
    }
}

/// Wrong input is refused with its fault, and nothing is written.
#[tokio::test]
async fn wrong_decisions_are_refused() {
    for world in World::all().await {
        let body = committee(&world, "A").await;
        let matter = matter(&world, &body, "").await;
        for (more, fault) in [
            (", reviewOn: \"2026-10-01\"", "OUT_OF_RANGE reviewOn"),
            (", agendaItemId: \"item_01h455vb4pex5vsknk084sn02q\"", "NOT_FOUND agendaItemId"),
            (", committeeId: \"item_01h455vb4pex5vsknk084sn02q\"", "WRONG_TYPE committeeId"),
        ] {
            assert_eq!(
                refused_as(&world, coordinator(), "decisionRecord", &taken(&matter, more)).await,
                fault
            );
        }
        assert_eq!(world.rows::<decision::Entity>().await.len(), 0);
        assert_eq!(refused_as(&world, employee(), "decisionRecord", &taken(&matter, "")).await, "FORBIDDEN");
        let id = written_as(&world, coordinator(), "decisionRecord", &taken(&matter, "")).await;
        for (mutation, input, fault) in [
            ("decisionReply", "reply: \"x\", on: \"2026-09-30\"", "OUT_OF_RANGE on"),
            ("decisionReply", "reply: \" \"", "BLANK reply"),
            ("decisionReview", "review: \"x\", nextReviewOn: \"2026-11-23\"", "OUT_OF_RANGE nextReviewOn"),
            ("decisionUpdate", "text: null", "REQUIRED text"),
            ("decisionUpdate", "text: \"y\", ifVersion: 3", "CONFLICT ifVersion"),
        ] {
            let input = format!("id: \"{id}\", {input}");
            assert_eq!(refused_as(&world, coordinator(), mutation, &input).await, fault, "{mutation}");
        }
    }
}
