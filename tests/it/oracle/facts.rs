//! What the API should tell a caller about a world, as one fact for each line: an entry of a list, an edge from one
//! thing to another, or a value that is not for everybody. Relations are worked out row by row.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{committee::CommitteeStatus, mandate, seat, seat::SeatType};
use medspil::core::{Actor, Id, Kind};
use uuid::Uuid;

use super::{
    policy::{Eye, Judged, holds},
    rows::Rows,
};

/// Facts in the spelling of [`super::answers`].
#[derive(Default)]
pub struct Facts(pub BTreeSet<String>);

/// An id as the API shows it.
pub fn shown(kind: Kind, id: Uuid) -> String {
    Id::new(kind, id).to_string()
}

impl Facts {
    fn listed(&mut self, list: &str, what: impl std::fmt::Display) {
        self.0.insert(format!("{list}: {what}"));
    }

    fn edge(&mut self, from: &str, edge: &str, to: impl std::fmt::Display) {
        self.0.insert(format!("{from}.{edge}: {to}"));
    }

    fn edges(&mut self, from: &str, edge: &str, kind: Kind, to: impl IntoIterator<Item = Uuid>) {
        for id in to {
            self.edge(from, edge, shown(kind, id));
        }
    }
}

/// Everything that `actor` should be told on a day about another day. `judged` is what the rules say of the caller's
/// authority on that day.
pub fn expected(rows: &Rows, today: NaiveDate, on: NaiveDate, actor: &Actor, judged: &[Judged]) -> Facts {
    let teller = Teller { eye: Eye::of(rows, today, actor), rows, on };
    let mut facts = Facts::default();
    teller.authorities(&mut facts);
    teller.agreements(&mut facts);
    teller.units(&mut facts);
    teller.committees(&mut facts);
    teller.seats(&mut facts);
    teller.mandates(&mut facts);
    teller.persons(&mut facts);
    teller.logs(&mut facts);
    teller.nodes(&mut facts);
    teller.viewer(&mut facts, actor);
    for finding in judged {
        if let Some(whole) = teller.eye.finding(finding) {
            let told = format!("finding {} {}", finding.code, finding.subject);
            facts.listed("findings", &told);
            if whole {
                facts.edge(&told, "subject", finding.subject);
            }
        }
    }
    facts
}

struct Teller<'a> {
    eye: Eye<'a>,
    rows: &'a Rows,
    on: NaiveDate,
}

/// Rows of a table that the caller's authority owns, and those of them that hold on the date.
macro_rules! home {
    ($self:ident, $rows:ident) => {
        $self.rows.$rows.iter().filter(|row| $self.eye.home(row.authority_id))
    };
}
macro_rules! now {
    ($self:ident, $rows:ident) => {
        home!($self, $rows).filter(|row| holds(row.valid_from, row.valid_to, $self.on))
    };
}

impl Teller<'_> {
    fn keys(&self, facts: &mut Facts, from: &str, kind: Kind, id: Uuid) {
        for key in home!(self, keys).filter(|key| key.kind == kind.prefix() && key.subject_id == id) {
            facts.edge(from, "externalIds", format!("{} {}", key.system, key.key));
        }
    }

    fn authorities(&self, facts: &mut Facts) {
        for row in &self.rows.authorities {
            let id = shown(Kind::Authority, row.id);
            facts.listed("authorities", &id);
            let agreements = now!(self, agreements).filter(|agreement| agreement.authority_id == row.id);
            facts.edges(&id, "agreement", Kind::LocalAgreement, agreements.map(|agreement| agreement.id));
        }
    }

    fn agreements(&self, facts: &mut Facts) {
        for row in home!(self, agreements) {
            let id = shown(Kind::LocalAgreement, row.id);
            facts.listed("everyAgreement", &id);
            facts.edge(&id, "authority", shown(Kind::Authority, row.authority_id));
        }
        for row in now!(self, agreements) {
            facts.listed("localAgreements", shown(Kind::LocalAgreement, row.id));
        }
    }

    fn units(&self, facts: &mut Facts) {
        for row in now!(self, units) {
            let id = shown(Kind::OrgUnit, row.id);
            facts.listed("orgUnits", &id);
            let manager = row.manager_id.filter(|person| self.eye.person(*person));
            facts.edges(&id, "manager", Kind::Person, manager);
            facts.edges(&id, "parent", Kind::OrgUnit, row.parent_id);
            facts.edges(&id, "ancestors", Kind::OrgUnit, self.units_above(row.parent_id));
            let below = now!(self, units).filter(|unit| unit.parent_id == Some(row.id));
            facts.edges(&id, "children", Kind::OrgUnit, below.map(|unit| unit.id));
            let below = now!(self, units).filter(|unit| self.units_above(unit.parent_id).contains(&row.id));
            facts.edges(&id, "descendants", Kind::OrgUnit, below.map(|unit| unit.id));
            let coverage = now!(self, coverage).filter(|coverage| coverage.org_unit_id == row.id);
            facts.edges(&id, "coverage", Kind::CommitteeUnit, coverage.map(|coverage| coverage.id));
            let jobs =
                now!(self, jobs).filter(|job| job.org_unit_id == row.id && self.eye.sees(job.person_id));
            facts.edges(&id, "engagements", Kind::Engagement, jobs.map(|job| job.id));
            self.keys(facts, &id, Kind::OrgUnit, row.id);
        }
    }

    fn units_above(&self, mut parent: Option<Uuid>) -> Vec<Uuid> {
        let mut above = Vec::new();
        while let Some(id) = parent {
            above.push(id);
            parent = now!(self, units).find(|unit| unit.id == id).and_then(|unit| unit.parent_id);
        }
        above
    }

    fn committees(&self, facts: &mut Facts) {
        let over = |status| matches!(status, CommitteeStatus::Dissolved | CommitteeStatus::Merged);
        for row in now!(self, committees) {
            let id = shown(Kind::Committee, row.id);
            facts.listed("everyCommittee", &id);
            if !over(row.status) {
                facts.listed("committees", &id);
            }
            facts.edges(&id, "parent", Kind::Committee, row.parent_id);
            facts.edges(&id, "mergedInto", Kind::Committee, row.merged_into);
            let above = self.committees_above(row.parent_id);
            facts.edges(&id, "ancestors", Kind::Committee, above);
            let alive = || now!(self, committees).filter(|committee| !over(committee.status));
            let below = alive().filter(|committee| committee.parent_id == Some(row.id));
            facts.edges(&id, "children", Kind::Committee, below.map(|committee| committee.id));
            let below = alive().filter(|one| self.committees_above(one.parent_id).contains(&row.id));
            facts.edges(&id, "descendants", Kind::Committee, below.map(|committee| committee.id));
            let seats = || now!(self, seats).filter(|seat| seat.committee_id == row.id);
            facts.edges(&id, "seats", Kind::Seat, seats().map(|seat| seat.id));
            let vacant = seats().filter(|seat| self.holder(seat.id).is_none());
            facts.edges(&id, "vacancies", Kind::Seat, vacant.map(|seat| seat.id));
            let members = now!(self, mandates).filter(|mandate| mandate.committee_id == row.id);
            let members =
                members.filter(|mandate| mandate.alternate_for.is_none() || self.acts(mandate.id, self.on));
            facts.edges(&id, "members", Kind::Mandate, members.map(|mandate| mandate.id));
            for (edge, seat_type) in [("chair", SeatType::Chair), ("viceChairs", SeatType::ViceChair)] {
                let held = self.in_office(row.id, seat_type);
                facts.edges(&id, edge, Kind::Mandate, held);
            }
            for coverage in now!(self, coverage).filter(|coverage| coverage.committee_id == row.id) {
                let covers = shown(Kind::CommitteeUnit, coverage.id);
                facts.edge(&id, "units", &covers);
                facts.edge(&covers, "committee", &id);
                facts.edge(&covers, "orgUnit", shown(Kind::OrgUnit, coverage.org_unit_id));
            }
            self.keys(facts, &id, Kind::Committee, row.id);
        }
    }

    fn committees_above(&self, mut parent: Option<Uuid>) -> Vec<Uuid> {
        let mut above = Vec::new();
        while let Some(id) = parent {
            above.push(id);
            let up = now!(self, committees).find(|committee| committee.id == id);
            parent = up.and_then(|committee| committee.parent_id);
        }
        above
    }

    fn in_office(&self, committee: Uuid, seat_type: SeatType) -> Vec<Uuid> {
        let is_seat = |seat: &seat::Model, id| seat.id == id && seat.seat_type == seat_type;
        now!(self, mandates)
            .filter(|row| row.committee_id == committee && row.alternate_for.is_none())
            .filter(|row| home!(self, seats).any(|seat| is_seat(seat, row.seat_id)))
            .map(|row| row.id)
            .collect()
    }

    fn holder(&self, seat: Uuid) -> Option<&mandate::Model> {
        now!(self, mandates).find(|mandate| mandate.seat_id == seat && mandate.alternate_for.is_none())
    }

    fn acts(&self, mandate: Uuid, on: NaiveDate) -> bool {
        home!(self, acting).any(|row| row.mandate_id == mandate && holds(row.valid_from, row.valid_to, on))
    }

    fn seats(&self, facts: &mut Facts) {
        for row in now!(self, seats) {
            let id = shown(Kind::Seat, row.id);
            facts.listed("seats", &id);
            let holder = self.holder(row.id);
            facts.listed(if holder.is_some() { "heldSeats" } else { "vacantSeats" }, &id);
            facts.edges(&id, "holder", Kind::Mandate, holder.map(|holder| holder.id));
            facts.edge(&id, "committee", shown(Kind::Committee, row.committee_id));
            let mandates = now!(self, mandates).filter(|mandate| mandate.seat_id == row.id);
            facts.edges(&id, "mandates", Kind::Mandate, mandates.map(|mandate| mandate.id));
            let ever = home!(self, mandates).filter(|mandate| mandate.seat_id == row.id);
            facts.edges(&id, "everyMandate", Kind::Mandate, ever.map(|mandate| mandate.id));
            if let Some(group) = row.electoral_group.filter(|_| self.eye.electoral_group(row, self.on)) {
                facts.edge(&id, "electoralGroup", format!("{group:?}").to_uppercase());
            }
        }
    }

    fn mandates(&self, facts: &mut Facts) {
        for row in now!(self, mandates) {
            facts.listed("mandates", shown(Kind::Mandate, row.id));
        }
        for row in home!(self, mandates) {
            let id = shown(Kind::Mandate, row.id);
            facts.listed("everyMandate", &id);
            let person = Some(row.person_id).filter(|person| self.eye.person(*person));
            facts.edges(&id, "person", Kind::Person, person);
            facts.edge(&id, "seat", shown(Kind::Seat, row.seat_id));
            facts.edge(&id, "committee", shown(Kind::Committee, row.committee_id));
            facts.edges(&id, "alternateFor", Kind::Mandate, row.alternate_for);
            let alternates = now!(self, mandates).filter(|mandate| mandate.alternate_for == Some(row.id));
            facts.edges(&id, "alternates", Kind::Mandate, alternates.map(|mandate| mandate.id));
            if row.end_reason.is_some() && self.eye.personal(row.person_id) {
                facts.edge(&id, "endReason", "RECALLED");
            }
        }
    }

    fn persons(&self, facts: &mut Facts) {
        for row in home!(self, persons).filter(|person| self.eye.person(person.id)) {
            let id = shown(Kind::Person, row.id);
            facts.listed("persons", &id);
            let jobs = now!(self, jobs).filter(|job| job.person_id == row.id);
            facts.edges(&id, "engagements", Kind::Engagement, jobs.map(|job| job.id));
            let mandates = now!(self, mandates).filter(|mandate| mandate.person_id == row.id);
            facts.edges(&id, "mandates", Kind::Mandate, mandates.map(|mandate| mandate.id));
            let ever = home!(self, mandates).filter(|mandate| mandate.person_id == row.id);
            facts.edges(&id, "everyMandate", Kind::Mandate, ever.map(|mandate| mandate.id));
            if self.eye.personal(row.id) {
                self.keys(facts, &id, Kind::Person, row.id);
            }
            if self.eye.union_of(row.id) {
                let unions = now!(self, unions).filter(|union| union.person_id == row.id);
                facts.edges(&id, "unionAffiliations", Kind::UnionAffiliation, unions.map(|union| union.id));
            }
        }
        for row in now!(self, jobs).filter(|job| self.eye.sees(job.person_id)) {
            let id = shown(Kind::Engagement, row.id);
            facts.listed("engagements", &id);
            let person = Some(row.person_id).filter(|person| self.eye.person(*person));
            facts.edges(&id, "person", Kind::Person, person);
            facts.edge(&id, "orgUnit", shown(Kind::OrgUnit, row.org_unit_id));
            if self.eye.personal(row.person_id) {
                facts.edge(&id, "fullTimePermille", row.full_time_permille);
                facts.edge(&id, "status", format!("{:?}", row.status).to_uppercase());
            }
        }
        if self.eye.union_list() {
            for row in now!(self, unions).filter(|union| self.eye.union_of(union.person_id)) {
                let id = shown(Kind::UnionAffiliation, row.id);
                facts.listed("unionAffiliations", &id);
                let person = Some(row.person_id).filter(|person| self.eye.person(*person));
                facts.edges(&id, "person", Kind::Person, person);
            }
        }
    }

    fn logs(&self, facts: &mut Facts) {
        for row in home!(self, changes) {
            let kind: Kind = row.subject_kind.parse().unwrap();
            if !self.eye.change_of(kind) {
                continue;
            }
            let change = format!("change {}", row.seq);
            facts.listed("changes", &change);
            facts.edge(&change, "subjectId", shown(kind, row.subject_id));
            if self.eye.exists(kind, row.subject_id) {
                facts.edge(&change, "subject", shown(kind, row.subject_id));
            }
            if self.eye.personal_work() {
                facts.edge(&change, "actor", &row.actor);
            }
        }
        for row in home!(self, tokens).filter(|_| self.eye.service_tokens()) {
            facts.listed("serviceTokens", shown(Kind::ServiceToken, row.id));
        }
        for row in home!(self, reads) {
            let read = format!("read {}", row.request_id);
            let person = Some(row.person_id).filter(|person| self.eye.person(*person));
            let mut told = false;
            for (list, listed) in [
                ("readLog", self.eye.read_of(row.person_id)),
                ("myReadLog", self.eye.own_read(row.person_id)),
            ] {
                if listed {
                    facts.listed(list, &read);
                    told = true;
                }
            }
            if told {
                facts.edges(&read, "person", Kind::Person, person);
            }
        }
    }

    /// Every thing of both authorities, by id and by key.
    fn nodes(&self, facts: &mut Facts) {
        for (kind, id) in self.rows.ids() {
            if self.eye.exists(kind, id) {
                facts.listed("node", shown(kind, id));
                facts.listed("nodes", shown(kind, id));
            }
        }
        for key in home!(self, keys) {
            let kind: Kind = key.kind.parse().unwrap();
            let readable = kind != Kind::Person || self.eye.personal(key.subject_id);
            if readable && self.eye.exists(kind, key.subject_id) {
                facts.listed("byKey", shown(kind, key.subject_id));
            }
        }
    }

    fn viewer(&self, facts: &mut Facts, actor: &Actor) {
        let Some(identity) = actor.identity() else { return };
        let person = identity.person_id.filter(|person| self.eye.person(*person));
        facts.edges("viewer", "person", Kind::Person, person);
        let unit = identity.unit_scope.filter(|unit| self.eye.exists(Kind::OrgUnit, *unit));
        facts.edges("viewer", "unitScope", Kind::OrgUnit, unit);
        facts.edge("viewer", "authority", shown(Kind::Authority, identity.authority_id));
        let today = self.eye.today;
        let held = home!(self, mandates)
            .filter(|row| identity.person_id == Some(row.person_id))
            .filter(|row| holds(row.valid_from, row.valid_to, today))
            .filter(|row| row.alternate_for.is_none() || self.acts(row.id, today))
            .filter(|row| {
                let seat = home!(self, seats).find(|seat| seat.id == row.seat_id);
                seat.is_some_and(|seat| holds(seat.valid_from, seat.valid_to, today))
            });
        facts.edges("viewer", "mandates", Kind::Mandate, held.map(|row| row.id));
    }
}
