//! A committee with its offices filled, and meetings written through the API.

use chrono::NaiveDate;
use entity::change;
use medspil::core::{Actor, Role};
use serde_json::{Value, json};

use crate::{
    bodies::{self, coordinator},
    people::{CLERK, LEADER, PLAIN, REP, Who, World, day, person_id, who},
};

/// The day on which most tests ask.
pub const TODAY: &str = "2026-11-23";

/// A committee from 1 January 2026 on: LEADER has the chair, REP the vice-chair, CLERK the secretary's seat, PLAIN an
/// ordinary one of the employees.
pub struct Desk<'a> {
    pub world: &'a World,
    pub committee: String,
    pub chair: String,
    pub vice_chair: String,
    pub member: String,
    /// The day as the server sees it.
    pub today: NaiveDate,
}

/// What is read of each object that a mutation gives.
const MEETING: &str = "meeting { id version status sequence statusReason startsAt endsAt startsOn place convenedAt \
     agendaPublishedAt heldAt }";
const ATTENDANCE: &str = "attendance { id version status }";
const MINUTES: &str =
    "minutes { id version text isApproved chairApprovedAt viceChairApprovedAt adoptedIn { id } remark }";

fn selection(mutation: &str) -> &'static str {
    let known = [
        ("meetingSeries", "meetingSeries { id version name meetings { totalCount } }"),
        ("meeting", MEETING),
        ("attendance", ATTENDANCE),
        ("minutes", MINUTES),
    ];
    known.into_iter().find(|(prefix, _)| mutation.starts_with(prefix)).unwrap().1
}

impl<'a> Desk<'a> {
    pub async fn new(world: &'a World) -> Self {
        Self::named(world, "A").await
    }

    pub async fn named(world: &'a World, name: &str) -> Self {
        let committee = bodies::committee(world, name).await;
        let sit = async |seat: &str, person: uuid::Uuid, role: &str| {
            let seat = bodies::seat(world, &committee, seat).await;
            let person = person_id(person);
            let input = format!(
                "seatId: \"{seat}\", personId: \"{person}\", role: {role}, method: ELECTED, validFrom: \"2026-01-01\""
            );
            bodies::written(world, "mandateCreate", &input).await
        };
        let chair = sit("side: MANAGEMENT, seatType: CHAIR", LEADER, "LR").await;
        sit("side: MANAGEMENT, seatType: SECRETARY", CLERK, "LR").await;
        let vice_chair = sit("side: EMPLOYEE, seatType: VICE_CHAIR", REP, "TR").await;
        let member = sit("side: EMPLOYEE", PLAIN, "AMR").await;
        Self { world, committee, chair, vice_chair, member, today: day(TODAY) }
    }

    /// The whole answer to a document.
    pub async fn ask(&self, actor: impl Into<Actor>, document: &str) -> Value {
        self.world.ask_on(self.today, actor, document).await
    }

    /// What is read by a document that has no fault.
    pub async fn read(&self, actor: impl Into<Actor>, document: &str) -> Value {
        let answer = self.ask(actor, document).await;
        assert_eq!(answer.get("errors"), None, "{document}");
        answer["data"].clone()
    }

    /// The whole answer to a mutation.
    pub async fn try_as(&self, actor: impl Into<Actor>, mutation: &str, input: &str) -> Value {
        let object = selection(mutation);
        let more = if mutation == "minutesSave" { "approvalsCleared" } else { "" };
        let document = format!(
            "mutation {{ {mutation}(input: {{ {input} }}) {{ {object} {more} \
             change {{ kind fields {{ name from to }} }} userErrors {{ code field message }} }} }}"
        );
        self.ask(actor, &document).await
    }

    /// The payload of a mutation by somebody who may.
    pub async fn write_as(&self, actor: impl Into<Actor>, mutation: &str, input: &str) -> Value {
        let answer = self.try_as(actor, mutation, input).await;
        assert_eq!(answer.get("errors"), None, "{mutation}: {input}");
        answer["data"][mutation].clone()
    }

    /// The object that a mutation wrote, which it did.
    pub async fn done_as(&self, actor: impl Into<Actor>, mutation: &str, input: &str) -> Value {
        let payload = self.write_as(actor, mutation, input).await;
        assert_eq!(payload["userErrors"], json!([]), "{mutation}: {input}");
        let object = selection(mutation).split(' ').next().unwrap();
        payload[object].clone()
    }

    /// The same, by the coordinator.
    pub async fn done(&self, mutation: &str, input: &str) -> Value {
        self.done_as(coordinator(), mutation, input).await
    }

    /// Code and field of the only user error of a mutation, which wrote nothing.
    pub async fn refused(&self, mutation: &str, input: &str) -> String {
        self.refused_as(coordinator(), mutation, input).await
    }

    /// The same, by somebody else.
    pub async fn refused_as(&self, actor: impl Into<Actor>, mutation: &str, input: &str) -> String {
        let before = self.world.rows::<change::Entity>().await.len();
        let payload = self.write_as(actor, mutation, input).await;
        assert_eq!(self.world.rows::<change::Entity>().await.len(), before, "{payload}");
        let errors = payload["userErrors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{input}: {payload:#}");
        let field: Vec<&str> =
            errors[0]["field"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
        format!("{} {}", errors[0]["code"].as_str().unwrap(), field.join(".")).trim().to_owned()
    }

    /// The code of the fault of a mutation.
    pub async fn fault(&self, actor: impl Into<Actor>, mutation: &str, input: &str) -> String {
        let answer = self.try_as(actor, mutation, input).await;
        answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// The id of a new meeting in the afternoon of a day; `more` is further input.
    pub async fn plan(&self, on: &str, more: &str) -> String {
        let input = self.input(on, more);
        text(&self.done("meetingCreate", &input).await["id"])
    }

    /// The input of a new meeting in the afternoon of a day.
    pub fn input(&self, on: &str, more: &str) -> String {
        let committee = &self.committee;
        format!(
            "committeeId: \"{committee}\", startsAt: \"{on}T12:00:00Z\", endsAt: \"{on}T14:00:00Z\", {more}"
        )
    }

    /// Takes a meeting through these moves.
    pub async fn moves(&self, meeting: &str, moves: &[&str]) {
        for mutation in moves {
            self.done(mutation, &format!("id: \"{meeting}\"")).await;
        }
    }

    /// The id of a meeting that was held on a day.
    pub async fn held(&self, on: &str, more: &str) -> String {
        let meeting = self.plan(on, more).await;
        self.moves(&meeting, &["meetingConvene", "meetingPublishAgenda", "meetingHold"]).await;
        meeting
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// Those who hold an office, without any role that gives rights.
pub fn chair() -> Who {
    who(&[Role::Employee]).being(LEADER)
}

pub fn vice_chair() -> Who {
    who(&[Role::Employee]).being(REP)
}

pub fn secretary() -> Who {
    who(&[Role::Employee]).being(CLERK)
}

pub fn member() -> Who {
    who(&[Role::Employee]).being(PLAIN)
}

/// Somebody outside every committee.
pub fn employee() -> Who {
    who(&[Role::Employee])
}
