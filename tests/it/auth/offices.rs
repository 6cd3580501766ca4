//! What chair, vice-chair, secretary, member and acting alternate may write in their committee, through the API, from
//! the first moment of the first day of their mandate to the last moment of its last day, as the clock runs in Denmark.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use medspil::{
    access::DevClaims,
    core::{Clock, Id, Role},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::world::{World, each_database};

/// Mandates hold from 1 to 28 March 2027, the day on which summer time begins; the alternates act on 10 and 11 March.
const HELD: &str = "validFrom: \"2027-03-01\", validTo: \"2027-03-29\"";

/// Instants around the ends of those periods, and whether mandates hold then and alternates act.
const INSTANTS: &[(&str, bool, bool)] = &[
    ("2027-02-28T22:59:59Z", false, false),
    ("2027-02-28T23:00:00Z", true, false),
    ("2027-03-09T22:59:59Z", true, false),
    ("2027-03-09T23:00:00Z", true, true),
    ("2027-03-11T22:59:59Z", true, true),
    ("2027-03-11T23:00:00Z", true, false),
    ("2027-03-28T21:59:59Z", true, false),
    ("2027-03-28T22:00:00Z", false, false),
];

/// Who holds what. Alternates come last.
const OFFICES: &[&str] =
    &["chair", "viceChair", "secretary", "member", "chairsAlternate", "membersAlternate"];

/// A committee with all offices filled, another one with a chair only.
struct Bodies<'a> {
    world: &'a World,
    committee: String,
    other: String,
    /// A mandate for which nobody can act, because it is no alternate's: asking that writes nothing.
    mandate: String,
    persons: BTreeMap<&'static str, Uuid>,
}

async fn written(world: &World, mutation: &str, input: &str) -> String {
    let object =
        ["committee", "seat", "mandate"].into_iter().find(|name| mutation.starts_with(name)).unwrap();
    let document = format!(
        "mutation {{ {mutation}(input: {{ {input} }}) {{ {object} {{ id }} userErrors {{ code field message }} }} }}"
    );
    let answer = world.ask("medCoordinator", &document).await;
    let payload = &answer.data()[mutation];
    assert_eq!(payload["userErrors"], json!([]), "{document}");
    payload[object]["id"].as_str().unwrap().to_owned()
}

impl<'a> Bodies<'a> {
    async fn found(world: &'a World) -> Self {
        let people = world.ask("medCoordinator", "{ persons(first: 20) { nodes { id } } }").await;
        let people = people.data()["persons"]["nodes"].as_array().unwrap().iter();
        let ids: Vec<String> = people.map(|person| person["id"].as_str().unwrap().to_owned()).collect();
        let person: BTreeMap<_, _> = OFFICES.iter().copied().zip(ids).collect();
        let mut committees = Vec::new();
        for name in ["A", "B"] {
            let input = format!("name: \"{name}\", kind: MED, level: LOCAL, validFrom: \"2027-01-01\"");
            committees.push(written(world, "committeeCreate", &input).await);
        }
        let [committee, other] = <[String; 2]>::try_from(committees).unwrap();
        let mut mandates = BTreeMap::new();
        for (office, seat, how) in [
            ("chair", "side: MANAGEMENT, seatType: CHAIR", "role: LR, method: EX_OFFICIO"),
            ("viceChair", "side: EMPLOYEE, seatType: VICE_CHAIR", "role: TR, method: ELECTED"),
            ("secretary", "side: MANAGEMENT, seatType: SECRETARY", "role: LR, method: EX_OFFICIO"),
            ("member", "side: EMPLOYEE", "role: TR, method: ELECTED"),
        ] {
            let input = format!("committeeId: \"{committee}\", validFrom: \"2027-01-01\", {seat}");
            let seat = written(world, "seatCreate", &input).await;
            let input = format!("seatId: \"{seat}\", personId: \"{}\", {how}, {HELD}", person[office]);
            mandates.insert(office, written(world, "mandateCreate", &input).await);
        }
        for (office, of, how) in [
            ("chairsAlternate", "chair", "role: LR, method: CHOSEN_BY_MANAGERS"),
            ("membersAlternate", "member", "role: TR, method: ELECTED"),
        ] {
            let principal = &mandates[of];
            let input =
                format!("alternateForId: \"{principal}\", personId: \"{}\", {how}, {HELD}", person[office]);
            let alternate = written(world, "mandateCreate", &input).await;
            let acts = format!("mandateId: \"{alternate}\", from: \"2027-03-10\", to: \"2027-03-12\"");
            written(world, "mandateActStart", &acts).await;
        }
        let persons = person.iter().map(|(office, id)| (*office, id.parse::<Id>().unwrap().uuid)).collect();
        Self { world, committee, other, mandate: mandates["member"].clone(), persons }
    }

    fn at(&self, instant: &str) {
        let Clock::Fixed(now) = &self.world.clock else { panic!("the clock of tests stands still") };
        *now.lock().unwrap() = instant.parse::<DateTime<Utc>>().unwrap();
    }

    /// Whether somebody may do something: refused is FORBIDDEN and nothing written. What the rules say is another
    /// matter: it is told to those who may only.
    async fn may(&self, office: &str, mutation: &str, input: &str) -> bool {
        let claims = DevClaims {
            person_id: Some(self.persons[office]),
            roles: [Role::Employee].into(),
            scopes: [].into(),
            ..self.world.claims("chair")
        };
        let token = self.world.token(&claims);
        let document = format!("mutation {{ {mutation}(input: {{ {input} }}) {{ userErrors {{ code }} }} }}");
        let before = self.changes().await;
        let answer = self.world.ask_as(Some(&token), &document, json!({})).await;
        match answer.codes().as_slice() {
            [] => true,
            ["FORBIDDEN"] => {
                assert_eq!(self.changes().await, before, "{office}: {document}");
                false
            }
            other => panic!("{office}: {other:?} to {document}"),
        }
    }

    async fn changes(&self) -> Value {
        // The clock moves by months: no token lasts.
        let token = self.world.token(&self.world.claims("medCoordinator"));
        let answer = self.world.ask_as(Some(&token), "{ changes { totalCount } }", json!({})).await;
        answer.data()["changes"]["totalCount"].clone()
    }

    /// What each may do at an instant.
    async fn check(&self, instant: &str, holds: bool, acts: bool) {
        for office in OFFICES {
            let (in_office, leads) = match *office {
                "chair" => (holds, holds),
                "viceChair" | "secretary" => (holds, false),
                "chairsAlternate" => (acts, acts),
                _ => (false, false),
            };
            let committee = &self.committee;
            let rename = |id: &str| format!("id: \"{id}\", name: \"{office} {instant}\"");
            let act = format!("mandateId: \"{}\"", self.mandate);
            for (mutation, input, expected) in [
                ("committeeUpdate", rename(committee), in_office),
                ("mandateActStart", act, in_office),
                ("committeeSuspend", format!("id: \"{committee}\""), leads),
                // What no office gives, and what it gives in another committee.
                ("committeeDissolve", format!("id: \"{committee}\""), false),
                ("committeeUpdate", rename(&self.other), false),
            ] {
                let may = self.may(office, mutation, &input).await;
                let on = self.world.database;
                assert_eq!(may, expected, "{office} at {instant} on {on}: {mutation} {input}");
            }
        }
    }
}

/// Each office gives its rights in its own committee while the mandate holds, to the second; an alternate has those of
/// the seat it acts for, and only while it acts.
#[tokio::test(flavor = "multi_thread")]
async fn offices_give_rights_while_they_last() {
    each_database("small", async |world| {
        let bodies = Bodies::found(&world).await;
        for (instant, holds, acts) in INSTANTS {
            bodies.at(instant);
            bodies.check(instant, *holds, *acts).await;
        }
    })
    .await;
}
