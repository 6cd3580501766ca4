//! Committees at three levels, one of them with its offices filled, and matters, items and meetings written through the
//! API.

use entity::change;
use medspil::core::{Actor, Role};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::{
    bodies::{self, coordinator},
    people::{CLERK, LEADER, PLAIN, REP, Who, World, day, person_id, who},
};

/// The day on which meetings are held and most tests ask.
pub const TODAY: &str = "2026-11-23";

/// `own` and `beside` lie below `area`, which lies below `main`, all from 1 January 2026 on. In `own` LEADER has the chair,
/// REP the vice-chair, CLERK the secretary's seat, PLAIN an ordinary one of the employees; in `beside` nobody sits.
pub struct Room<'a> {
    pub world: &'a World,
    pub main: String,
    pub area: String,
    pub own: String,
    pub beside: String,
}

/// What is read of each object that a mutation gives.
const SELECTIONS: &[(&str, &str)] = &[
    (
        "matter",
        "matter { id version status title description fields aspect secondAspect theme reform kle caseNumber caseUrl \
         originSide originLevel originUnit { id } confidentialBasis confidentialNote openedOn closedOn \
         mergedInto { id } splitFrom { id } }",
    ),
    ("link", "link { id version type fromId toId otherId validFrom validTo }"),
    (
        "agendaItem",
        "agendaItem { id version status title type number statusReason origin proposerSide proposer { id } \
         recommendation caseStatement durationMinutes aspect secondAspect stage involvementPromised involvementAchieved \
         confidentialBasis proposedOn discussedOn answerDue meeting { id } matter { id } carriedFrom { id } \
         carriedTo { id } raisedFrom { id } forwardedTo { id } }",
    ),
    (
        "conclusion",
        "conclusion { id version kind text managementPosition employeePosition minorityStatement concludedOn \
         forwardedTo { id } forwardedItem { id } answer { status due isOverdue } agendaItem { id status } }",
    ),
    ("meeting", "meeting { id version status }"),
    ("minutes", "minutes { id version text }"),
];

fn selection(mutation: &str) -> &'static str {
    SELECTIONS.iter().find(|(prefix, _)| mutation.starts_with(prefix)).unwrap().1
}

impl<'a> Room<'a> {
    pub async fn new(world: &'a World) -> Self {
        let made = async |name: &str, level: &str, parent: Option<&str>| {
            let parent = parent.map(|id| format!(", parentId: \"{id}\"")).unwrap_or_default();
            let input =
                format!("name: \"{name}\", kind: MED, level: {level}, validFrom: \"2026-01-01\"{parent}");
            bodies::written(world, "committeeCreate", &input).await
        };
        let main = made("Hoved", "MAIN", None).await;
        let area = made("Område", "AREA", Some(&main)).await;
        let own = made("Lokal", "LOCAL", Some(&area)).await;
        let beside = made("Nabo", "LOCAL", Some(&area)).await;
        for (seat, person, role) in [
            ("side: MANAGEMENT, seatType: CHAIR", LEADER, "LR"),
            ("side: EMPLOYEE, seatType: VICE_CHAIR", REP, "TR"),
            ("side: MANAGEMENT, seatType: SECRETARY", CLERK, "LR"),
            ("side: EMPLOYEE", PLAIN, "AMR"),
        ] {
            let seat = bodies::seat(world, &own, seat).await;
            let person = person_id(person);
            let input = format!(
                "seatId: \"{seat}\", personId: \"{person}\", role: {role}, method: ELECTED, validFrom: \"2026-01-01\""
            );
            bodies::written(world, "mandateCreate", &input).await;
        }
        Self { world, main, area, own, beside }
    }

    /// The whole answer to a document.
    pub async fn ask(&self, actor: impl Into<Actor>, document: &str) -> Value {
        self.world.ask_on(day(TODAY), actor, document).await
    }

    /// What is read by a document that has no fault.
    pub async fn read(&self, actor: impl Into<Actor>, document: &str) -> Value {
        let answer = self.ask(actor, document).await;
        assert_eq!(answer.get("errors"), None, "{document}");
        answer["data"].clone()
    }

    async fn try_as(&self, actor: impl Into<Actor>, mutation: &str, input: &str) -> Value {
        let document = format!(
            "mutation {{ {mutation}(input: {{ {input} }}) {{ {} change {{ kind subjectId fields {{ name from to }} }} \
             userErrors {{ code field message }} }} }}",
            selection(mutation)
        );
        self.ask(actor, &document).await
    }

    /// The payload of a mutation.
    pub async fn write_as(&self, actor: impl Into<Actor>, mutation: &str, input: &str) -> Value {
        let answer = self.try_as(actor, mutation, input).await;
        assert_eq!(answer.get("errors"), None, "{mutation}: {input}");
        answer["data"][mutation].clone()
    }

    /// The object that a mutation wrote, which it did.
    pub async fn done_as(&self, actor: impl Into<Actor>, mutation: &str, input: &str) -> Value {
        let payload = self.write_as(actor, mutation, input).await;
        assert_eq!(payload["userErrors"], json!([]), "{mutation}: {input}");
        payload[selection(mutation).split(' ').next().unwrap()].clone()
    }

    /// The same, by the coordinator.
    pub async fn done(&self, mutation: &str, input: &str) -> Value {
        self.done_as(coordinator(), mutation, input).await
    }

    /// Code and field of the only user error of a mutation, which wrote nothing.
    pub async fn refused(&self, mutation: &str, input: &str) -> String {
        let before = self.changes().await;
        let payload = self.write_as(coordinator(), mutation, input).await;
        assert_eq!(self.changes().await, before, "{payload}");
        let errors = payload["userErrors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{mutation}: {input}: {payload:#}");
        let field: Vec<&str> =
            errors[0]["field"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
        format!("{} {}", errors[0]["code"].as_str().unwrap(), field.join(".")).trim().to_owned()
    }

    /// How many changes there are.
    pub async fn changes(&self) -> usize {
        self.world.rows::<change::Entity>().await.len()
    }

    /// The code of the fault of a mutation, or none.
    pub async fn fault(&self, actor: impl Into<Actor>, mutation: &str, input: &str) -> Option<String> {
        let answer = self.try_as(actor, mutation, input).await;
        answer["errors"][0]["extensions"]["code"].as_str().map(str::to_owned)
    }

    /// The id of a new matter of a committee; `more` is further input.
    pub async fn matter(&self, committee: &str, more: &str) -> String {
        let input = format!(
            "committeeId: \"{committee}\", title: \"Nye vagtplaner\", fields: [WORK], aspect: DEVELOPMENT {more}"
        );
        id(&self.done("matterCreate", &input).await)
    }

    /// The input of a new item of the committee `own`.
    pub fn item_input(&self, matter: &str, more: &str) -> String {
        let origin = if more.contains("origin") { "" } else { "origin: JOINT" };
        format!(
            "committeeId: \"{}\", matterId: \"{matter}\", title: \"Vagtplaner\", type: DISCUSSION, \
             aspect: DEVELOPMENT, {origin} {more}",
            self.own
        )
    }

    /// The id of a proposed item.
    pub async fn proposed(&self, matter: &str, more: &str) -> String {
        id(&self.done("agendaItemPropose", &self.item_input(matter, more)).await)
    }

    /// The id of an item on the agenda of a meeting, at its end.
    pub async fn scheduled(&self, matter: &str, meeting: &str, more: &str) -> String {
        let item = self.proposed(matter, more).await;
        self.done("agendaItemAccept", &of(&item)).await;
        self.done("agendaItemSchedule", &format!("id: \"{item}\", meetingId: \"{meeting}\"")).await;
        item
    }

    /// The id of a new meeting of a committee today.
    pub async fn meeting_of(&self, committee: &str) -> String {
        let input = format!(
            "committeeId: \"{committee}\", startsAt: \"{TODAY}T08:00:00Z\", endsAt: \"{TODAY}T10:00:00Z\""
        );
        id(&self.done("meetingCreate", &input).await)
    }

    /// The id of a new meeting of `own` today.
    pub async fn meeting(&self) -> String {
        self.meeting_of(&self.own).await
    }

    /// Publishes the agenda of a meeting.
    pub async fn publish(&self, meeting: &str) {
        self.done("meetingConvene", &of(meeting)).await;
        self.done("meetingPublishAgenda", &of(meeting)).await;
    }

    /// Publishes the agenda of a meeting and holds it.
    pub async fn hold(&self, meeting: &str) {
        self.publish(meeting).await;
        self.done("meetingHold", &of(meeting)).await;
    }

    /// An item that was discussed today, and its meeting.
    pub async fn discussed(&self, matter: &str) -> (String, String) {
        let meeting = self.meeting().await;
        let item = self.scheduled(matter, &meeting, "").await;
        self.hold(&meeting).await;
        (item, meeting)
    }

    /// Writes the minutes of a held meeting; gives their id.
    pub async fn minute(&self, meeting: &str, words: &str) -> String {
        id(&self.done("minutesSave", &format!("meetingId: \"{meeting}\", text: \"{words}\"")).await)
    }

    /// Has chair and vice-chair approve the first version of the minutes of a meeting.
    pub async fn approve(&self, meeting: &str) {
        for (version, who) in [(1, chair()), (2, vice_chair())] {
            let input = format!("meetingId: \"{meeting}\", ifVersion: {version}");
            self.done_as(who, "minutesApprove", &input).await;
        }
    }

    /// Sets the status of every meeting past all rules.
    pub async fn set_meetings(&self, status: &str) {
        let sql = format!("UPDATE meeting SET status = '{status}'");
        self.world.db.for_migrations().execute_unprepared(&sql).await.unwrap();
    }

    /// An item as the coordinator reads it.
    pub async fn item(&self, item: &str) -> Value {
        let document =
            format!("{{ {} }}", selection("agendaItem").replacen('{', &format!("(id: \"{item}\") {{"), 1));
        self.read(coordinator(), &document).await["agendaItem"].clone()
    }

    /// Titles and numbers of an agenda, in its order.
    pub async fn agenda(&self, meeting: &str) -> Vec<(String, String)> {
        let document =
            format!("{{ meeting(id: \"{meeting}\") {{ agenda(first: 50) {{ nodes {{ id number }} }} }} }}");
        let read = self.read(coordinator(), &document).await;
        let nodes = read["meeting"]["agenda"]["nodes"].as_array().unwrap().clone();
        nodes.iter().map(|node| (text(&node["id"]), text(&node["number"]))).collect()
    }
}

/// The input of a mutation that takes an id.
pub fn of(id: &str) -> String {
    format!("id: \"{id}\"")
}

pub fn id(object: &Value) -> String {
    text(&object["id"])
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// Those who hold an office in `own`, without any role that gives rights.
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

/// Everybody in `own`, every role, and whether each is on a list of names.
pub fn callers(allowed: &[&str]) -> Vec<(String, Who, bool)> {
    let mut all = vec![
        ("chair", chair()),
        ("viceChair", vice_chair()),
        ("secretary", secretary()),
        ("member", member()),
    ];
    all.extend(Role::ALL.iter().map(|role| (role.name(), who(&[*role]))));
    all.into_iter().map(|(name, caller)| (name.to_owned(), caller, allowed.contains(&name))).collect()
}
