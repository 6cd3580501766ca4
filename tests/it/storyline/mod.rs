//! Two storylines told through the API alone, by those who would act, on the days of a real year: a matter that climbs from
//! a local committee to the main one, and the budget of one year. `docs/STORYLINES.md` tells them to readers; its tables and
//! queries are held by these tests.

mod budget;
mod matter;

use std::cell::RefCell;

use medspil::core::{Kind, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bodies::{coordinator, seat, written},
    people::{HERE, TOP, Who, World, day, id, person, person_id, who},
};

const DOCUMENT: &str = include_str!("../../../docs/STORYLINES.md");

/// The levels, from the workplace up, and the people of each: chair, vice-chair and secretary.
const LEVELS: [&str; 3] = ["local", "area", "main"];
const OFFICES: [(&str, &str, &str); 3] = [
    ("chair", "side: MANAGEMENT, seatType: CHAIR", "role: LR, method: EX_OFFICIO"),
    ("vice-chair", "side: EMPLOYEE, seatType: VICE_CHAIR", "role: TR, method: ELECTED"),
    ("secretary", "side: MANAGEMENT, seatType: SECRETARY", "role: LR, method: CHOSEN_BY_MANAGERS"),
];

/// Everybody, by who they are in the stories. All are invented.
const PEOPLE: [(&str, &str); 11] = [
    ("local chair", "Karla Plejeleder"),
    ("local vice-chair", "Tage Tillid"),
    ("local secretary", "Sara Skriver"),
    ("area chair", "Carl Centerchef"),
    ("area vice-chair", "Fie Fælles"),
    ("area secretary", "Pil Protokol"),
    ("main chair", "Kim Kommunaldirektør"),
    ("main vice-chair", "Nanna Næstformand"),
    ("main secretary", "Rita Referent"),
    ("employee", "Asta Assistent"),
    ("outsider", "Ove Andetsted"),
];

/// A municipality with a main committee, an area committee below it, and two local ones below that: of a nursing home, and
/// of the home care, in which nobody sits.
pub struct Town<'a> {
    pub world: &'a World,
    /// The nursing home.
    pub unit: String,
    committees: Vec<(&'static str, String)>,
    told: RefCell<Vec<[String; 3]>>,
}

/// A caller by who it is in the stories.
fn actor(name: &str) -> Who {
    match name {
        "coordinator" => coordinator(),
        "HR system" => who(&[Role::HrIntegration]),
        name => who(&[Role::Employee]).being(person_of(name)),
    }
}

fn person_of(name: &str) -> Uuid {
    let place = PEOPLE.iter().position(|(known, _)| *known == name);
    let place = place.unwrap_or_else(|| panic!("nobody is {name}"));
    Uuid::from_u128(0xca00 + u128::try_from(place).unwrap())
}

/// The object that a mutation gives.
fn object(mutation: &str) -> &'static str {
    let known = [
        "agendaItem",
        "budgetCycle",
        "budgetDiscussion",
        "conclusion",
        "contribution",
        "decision",
        "engagement",
        "guideline",
        "matter",
        "meeting",
        "minutes",
        "orgUnit",
    ];
    known.into_iter().find(|name| mutation.starts_with(name)).unwrap()
}

impl<'a> Town<'a> {
    pub async fn new(world: &'a World) -> Self {
        // The API takes real persons; only rows can be marked as invented.
        world.put(PEOPLE.iter().map(|(who, name)| person(HERE, person_of(who), name))).await;
        let mut town = Self { world, unit: String::new(), committees: Vec::new(), told: RefCell::default() };
        let hr = "HR system";
        let from = "validFrom: \"2026-01-01\"";
        let top = id(Kind::OrgUnit, TOP);
        let area = format!("name: \"Center for Ældre\", parentId: \"{top}\", {from}");
        let area = town.done("2026-01-02", hr, "orgUnitCreate", &area).await;
        let home = format!("name: \"Plejecenter Birkelunden\", parentId: \"{area}\", {from}");
        town.unit = town.done("2026-01-02", hr, "orgUnitCreate", &home).await;
        for who in ["employee", "local chair", "local vice-chair", "local secretary"] {
            let (person, unit) = (person_id(person_of(who)), &town.unit);
            let input = format!(
                "personId: \"{person}\", orgUnitId: \"{unit}\", jobTitle: \"Social- og sundhedsassistent\", {from}"
            );
            town.done("2026-01-02", hr, "engagementCreate", &input).await;
        }
        town.committees(&top, &area).await;
        town.told.borrow_mut().clear();
        town
    }

    async fn committees(&mut self, top: &str, area: &str) {
        let world = self.world;
        let units = [("main", top.to_owned()), ("area", area.to_owned()), ("local", self.unit.clone())];
        let mut above = String::new();
        for ((level, unit), name) in
            units.into_iter().zip(["Hovedudvalget", "Center-MED Ældre", "Lokal-MED Birkelunden"])
        {
            let kind = format!("kind: MED, level: {}", level.to_uppercase());
            let input = format!("name: \"{name}\", {kind}, validFrom: \"2026-01-01\"{above}");
            let committee = written(world, "committeeCreate", &input).await;
            let covers = format!("committeeId: \"{committee}\", orgUnitId: \"{unit}\", from: \"2026-01-01\"");
            written(world, "committeeUnitAdd", &covers).await;
            for (office, of, how) in OFFICES {
                let seat = seat(world, &committee, of).await;
                let person = person_id(person_of(&format!("{level} {office}")));
                let input =
                    format!("seatId: \"{seat}\", personId: \"{person}\", {how}, validFrom: \"2026-01-01\"");
                written(world, "mandateCreate", &input).await;
            }
            if level == "local" {
                let beside = format!(
                    "name: \"Lokal-MED Hjemmeplejen\", kind: MED, level: LOCAL, validFrom: \"2026-01-01\"{above}"
                );
                written(world, "committeeCreate", &beside).await;
            }
            above = format!(", parentId: \"{committee}\"");
            self.committees.push((level, committee));
        }
    }

    /// The committee of a level.
    pub fn committee(&self, level: &str) -> &str {
        &self.committees.iter().find(|(known, _)| *known == level).unwrap().1
    }

    /// The payload of a mutation on a day.
    async fn payload(&self, on: &str, who: &str, mutation: &str, input: &str) -> Value {
        let document = format!(
            "mutation {{ {mutation}(input: {{ {input} }}) {{ {} {{ id }} userErrors {{ code field message }} }} }}",
            object(mutation)
        );
        let answer = self.world.ask_on(day(on), actor(who), &document).await;
        assert_eq!(answer.get("errors"), None, "{on} {who} {mutation}: {input}");
        answer["data"][mutation].clone()
    }

    /// The id of what a mutation wrote, which is part of the story.
    pub async fn done(&self, on: &str, who: &str, mutation: &str, input: &str) -> String {
        let payload = self.payload(on, who, mutation, input).await;
        assert_eq!(payload["userErrors"], json!([]), "{on} {who} {mutation}: {input}");
        self.told.borrow_mut().push([on, who, mutation].map(str::to_owned));
        payload[object(mutation)]["id"].as_str().unwrap_or_else(|| panic!("{payload}")).to_owned()
    }

    /// The code of the only user error of a mutation.
    pub async fn refused(&self, on: &str, who: &str, mutation: &str, input: &str) -> String {
        let payload = self.payload(on, who, mutation, input).await;
        let errors = payload["userErrors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{payload}");
        errors[0]["code"].as_str().unwrap().to_owned()
    }

    /// What somebody reads on a day.
    pub async fn read(&self, on: &str, who: &str, document: &str) -> Value {
        let answer = self.world.ask_on(day(on), actor(who), document).await;
        assert_eq!(answer.get("errors"), None, "{on} {who}: {document}");
        answer["data"].clone()
    }

    /// Why somebody reads nothing on a day.
    pub async fn fault(&self, on: &str, who: &str, document: &str) -> String {
        let answer = self.world.ask_on(day(on), actor(who), document).await;
        answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// Calls a meeting in the forenoon of a day; gives its id.
    pub async fn call(&self, on: &str, level: &str, held: &str) -> String {
        let (secretary, committee) = (format!("{level} secretary"), self.committee(level));
        let times = format!("startsAt: \"{held}T08:00:00Z\", endsAt: \"{held}T10:00:00Z\"");
        let input = format!("committeeId: \"{committee}\", {times}");
        let meeting = self.done(on, &secretary, "meetingCreate", &input).await;
        self.done(on, &secretary, "meetingConvene", &of(&meeting)).await;
        meeting
    }

    /// That the story went as the document tells it: each row of the section's table is a day, who acted, and the mutations.
    pub fn is_told(&self, section: &str) {
        assert_eq!(rows(section), *self.told.borrow(), "docs/STORYLINES.md: {section}");
    }
}

/// The input of a mutation that takes an id.
pub fn of(id: &str) -> String {
    format!("id: \"{id}\"")
}

/// The part of the document below a heading.
fn section(name: &str) -> &'static str {
    let sections = DOCUMENT.split("\n## ").find(|text| text.starts_with(name));
    sections.unwrap_or_else(|| panic!("no section {name}"))
}

/// Its query, as it is pasted.
pub fn query(name: &str) -> &'static str {
    queries(name).next().unwrap()
}

/// Its query of the trace of a thing.
pub fn trace(name: &str, id: &str) -> String {
    let query = queries(name).find(|query| query.starts_with("query Trace")).unwrap();
    query.replace("($id: ID!)", "").replace("$id", &format!("\"{id}\""))
}

fn queries(name: &str) -> impl Iterator<Item = &'static str> {
    section(name).split("```graphql\n").skip(1).map(|part| part.split("```").next().unwrap())
}

fn rows(name: &str) -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    for line in section(name).lines().filter(|line| line.starts_with("| 2026-")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        for mutation in cells[3].split('`').skip(1).step_by(2) {
            rows.push([cells[1], cells[2], mutation].map(str::to_owned));
        }
    }
    rows
}

/// The days from one date of an answer to another.
pub fn days_between(from: &Value, to: &Value) -> i64 {
    (day(to.as_str().unwrap()) - day(from.as_str().unwrap())).num_days()
}
