//! Random small worlds: two authorities whose rows are as the rules of each table allow, and whose references now and
//! then lead into the other authority, as a fault or an attack would leave them.

use chrono::{Days, NaiveDate};
use entity::{
    acting, authority, change, committee, committee_unit, engagement, external_id, local_agreement, mandate,
    org_unit, person, read_log, seat, service_token, union_affiliation,
};
use medspil::core::{Kind, sort_key};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use uuid::Uuid;

use crate::people::{self, HERE, THERE, day};

/// The rows of a world, as the database holds them.
#[derive(Default)]
pub struct Rows {
    pub authorities: Vec<authority::Model>,
    pub agreements: Vec<local_agreement::Model>,
    pub units: Vec<org_unit::Model>,
    pub persons: Vec<person::Model>,
    pub jobs: Vec<engagement::Model>,
    pub unions: Vec<union_affiliation::Model>,
    pub committees: Vec<committee::Model>,
    pub coverage: Vec<committee_unit::Model>,
    pub seats: Vec<seat::Model>,
    pub mandates: Vec<mandate::Model>,
    pub acting: Vec<acting::Model>,
    pub keys: Vec<external_id::Model>,
    pub changes: Vec<change::Model>,
    pub reads: Vec<read_log::Model>,
    pub tokens: Vec<service_token::Model>,
}

/// The days that matter: dates of the world lie on them and between them.
pub const DAYS: [&str; 5] = ["2024-06-01", "2025-02-28", "2026-03-29", "2026-11-23", "2027-01-01"];

/// Who wrote the rows of the read log that the world begins with.
pub const SEEDED: &str = "seeded";

/// Makes a world.
pub struct Maker<'a> {
    random: &'a mut StdRng,
    rows: Rows,
    next: u128,
}

type Span = (NaiveDate, Option<NaiveDate>);

impl<'a> Maker<'a> {
    pub fn make(random: &'a mut StdRng) -> Rows {
        let mut maker =
            Self { random, rows: Rows::default(), next: 0x0199_0000_0000_7000_8000_0000_0000_0000 };
        maker.rows.authorities = vec![people::authority(HERE), people::authority(THERE)];
        for authority in [HERE, THERE] {
            maker.organisation(authority);
        }
        for authority in [HERE, THERE] {
            maker.employments(authority);
            maker.bodies(authority);
            maker.memories(authority);
        }
        maker.rows
    }

    fn id(&mut self) -> Uuid {
        // Ids must not tell the authority by their order.
        self.next += u128::from(self.random.random_range(1..1_000_u32));
        Uuid::from_u128(self.next)
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from.choose(self.random).unwrap().clone()
    }

    /// A date on one of the days that matter, or one day beside.
    fn date(&mut self) -> NaiveDate {
        let date = day(self.pick(&DAYS));
        match self.random.random_range(0..3) {
            0 => date.checked_sub_days(Days::new(1)).unwrap(),
            1 => date,
            _ => date.checked_add_days(Days::new(1)).unwrap(),
        }
    }

    /// A period within another.
    fn span(&mut self, within: Span) -> Span {
        let mut dates = [self.date(), self.date()];
        dates.sort();
        let from = if self.chance(40) { within.0 } else { dates[0].max(within.0) };
        let to = if self.chance(40) { within.1 } else { Some(dates[1]) };
        let to = [to, within.1].into_iter().flatten().min();
        if to.is_some_and(|to| to <= from) { within } else { (from, to) }
    }

    /// Cuts a period in two at a date within it.
    fn cut(&mut self, span: Span) -> Vec<Span> {
        let at = self.date();
        if at > span.0 && span.1.is_none_or(|to| at < to) && self.chance(50) {
            vec![(span.0, Some(at)), (at, span.1)]
        } else {
            vec![span]
        }
    }

    fn always() -> Span {
        (day("2020-01-01"), None)
    }

    /// A person's id of this authority, or rarely of the other one.
    fn anybody(&mut self, authority: Uuid) -> Uuid {
        let stray = self.chance(10);
        let ids: Vec<Uuid> = self
            .rows
            .persons
            .iter()
            .filter(|person| (person.authority_id == authority) != stray)
            .map(|person| person.id)
            .collect();
        self.pick(&ids)
    }

    fn unit_of(&mut self, authority: Uuid) -> Uuid {
        let ids: Vec<Uuid> = self
            .rows
            .units
            .iter()
            .filter(|unit| unit.authority_id == authority)
            .map(|unit| unit.id)
            .collect();
        self.pick(&ids)
    }

    fn organisation(&mut self, authority: Uuid) {
        for number in 0..self.random.random_range(5..9) {
            let id = self.id();
            self.rows.persons.push(people::person(authority, id, &format!("Person {number}")));
            self.maybe_key(authority, Kind::Person, id);
        }
        for span in self.cut(Self::always()) {
            let id = self.id();
            self.rows.agreements.push(local_agreement::Model {
                authority_id: authority,
                id,
                title: "Aftale".into(),
                string_model: local_agreement::StringModel::Single,
                rule_set: "{}".into(),
                valid_from: span.0,
                valid_to: span.1,
                version: 1,
            });
        }
        // What has something below it exists all the time; leaves come, go and move.
        let trunk: Vec<Uuid> = (0..3).map(|_| self.id()).collect();
        for (place, id) in trunk.iter().enumerate() {
            let parent = (place > 0).then(|| trunk[self.random.random_range(0..place)]);
            self.unit(authority, *id, parent, Self::always());
        }
        for _ in 0..self.random.random_range(1..5) {
            let (id, life) = (self.id(), self.span(Self::always()));
            for span in self.cut(life) {
                let parent = self.pick(&trunk);
                self.unit(authority, id, Some(parent), span);
            }
        }
        for unit in self.rows.units.clone().iter().filter(|unit| unit.authority_id == authority) {
            self.maybe_key(authority, Kind::OrgUnit, unit.id);
        }
    }

    fn unit(&mut self, authority: Uuid, id: Uuid, parent: Option<Uuid>, span: Span) {
        let manager_id = self.chance(40).then(|| self.anybody_here(authority));
        let made = people::unit(authority, id, parent, None);
        self.rows.units.push(org_unit::Model { manager_id, valid_from: span.0, valid_to: span.1, ..made });
    }

    fn anybody_here(&mut self, authority: Uuid) -> Uuid {
        let here = |person: &&person::Model| person.authority_id == authority;
        let ids: Vec<Uuid> = self.rows.persons.iter().filter(here).map(|person| person.id).collect();
        self.pick(&ids)
    }

    /// At most one key of a thing: a thing has several periods.
    fn maybe_key(&mut self, authority_id: Uuid, kind: Kind, subject_id: Uuid) {
        let known = self.rows.keys.iter().any(|key| key.subject_id == subject_id);
        if !known && self.chance(60) {
            // Both authorities use the same keys: the HR system of each counts from 1.
            let mine = self.rows.keys.iter().filter(|key| key.authority_id == authority_id);
            let key = format!("K{}", mine.count());
            let kind = kind.prefix().to_owned();
            let system = "SD".to_owned();
            self.rows.keys.push(external_id::Model { authority_id, kind, system, key, subject_id });
        }
    }

    fn employments(&mut self, authority: Uuid) {
        for _ in 0..self.random.random_range(6..14) {
            let (id, person, unit) = (self.id(), self.anybody(authority), self.unit_of(authority));
            let span = self.span(Self::always());
            let status = [engagement::EngagementStatus::Active, engagement::EngagementStatus::Leave];
            let status = self.pick(&status);
            let made = people::job(authority, id, person, unit);
            self.rows.jobs.push(engagement::Model { status, valid_from: span.0, valid_to: span.1, ..made });
        }
        for _ in 0..self.random.random_range(2..7) {
            let (id, person, span) = (self.id(), self.anybody(authority), self.span(Self::always()));
            let made = people::membership(authority, id, person);
            self.rows.unions.push(union_affiliation::Model { valid_from: span.0, valid_to: span.1, ..made });
        }
    }

    fn bodies(&mut self, authority: Uuid) {
        use committee::CommitteeStatus as Status;
        let trunk: Vec<Uuid> = (0..2).map(|_| self.id()).collect();
        for (place, id) in trunk.iter().enumerate() {
            self.committee(authority, *id, (place > 0).then(|| trunk[0]), Status::Active, Self::always());
        }
        let mut all = trunk.clone();
        for _ in 0..self.random.random_range(1..4) {
            let (id, life) = (self.id(), self.span(Self::always()));
            for span in self.cut(life) {
                let parent = self.pick(&trunk);
                let status = [Status::Active, Status::Planned, Status::Suspended, Status::Dissolved];
                let status = self.pick(&status);
                self.committee(authority, id, Some(parent), status, span);
            }
            all.push(id);
        }
        for committee in all {
            self.maybe_key(authority, Kind::Committee, committee);
            for _ in 0..self.random.random_range(0..3) {
                let (id, unit, span) = (self.id(), self.unit_of(authority), self.span(Self::always()));
                self.rows.coverage.push(committee_unit::Model {
                    authority_id: authority,
                    id,
                    committee_id: committee,
                    org_unit_id: unit,
                    valid_from: span.0,
                    valid_to: span.1,
                });
            }
            self.seats(authority, committee);
        }
    }

    fn committee(
        &mut self,
        authority: Uuid,
        id: Uuid,
        parent: Option<Uuid>,
        status: committee::CommitteeStatus,
        span: Span,
    ) {
        let merged = parent.filter(|_| status == committee::CommitteeStatus::Dissolved && self.chance(50));
        self.rows.committees.push(committee::Model {
            authority_id: authority,
            id,
            valid_from: span.0,
            valid_to: span.1,
            name: "Udvalg".into(),
            sort_key: sort_key("Udvalg"),
            search_key: "udvalg".into(),
            kind: committee::CommitteeKind::Med,
            level: committee::CommitteeLevel::Local,
            local_label: None,
            parent_id: parent,
            status: if merged.is_some() { committee::CommitteeStatus::Merged } else { status },
            merged_into: merged,
            version: 1,
        });
    }

    fn seats(&mut self, authority: Uuid, committee: Uuid) {
        use seat::SeatType as Type;
        for (place, seat_type) in [Type::Chair, Type::ViceChair, Type::Ordinary].into_iter().enumerate() {
            let (id, life) = (self.id(), self.span(Self::always()));
            let groups = [None, Some(seat::ElectoralGroup::A), Some(seat::ElectoralGroup::Amr)];
            let side = self.pick(&[seat::Side::Management, seat::Side::Employee]);
            let electoral_group = self.pick(&groups);
            self.rows.seats.push(seat::Model {
                authority_id: authority,
                id,
                committee_id: committee,
                side,
                seat_type,
                electoral_group,
                expected_role: None,
                position: i32::try_from(place).unwrap() + 1,
                valid_from: life.0,
                valid_to: life.1,
                version: 1,
            });
            if self.chance(25) {
                continue;
            }
            let held = self.span(life);
            for span in self.cut(held) {
                let holder = self.mandate(authority, committee, id, None, span);
                if self.chance(50) {
                    let span = self.span(span);
                    let alternate = self.mandate(authority, committee, id, Some(holder), span);
                    if self.chance(70) {
                        let (id, acts) = (self.id(), self.span(span));
                        self.rows.acting.push(acting::Model {
                            authority_id: authority,
                            id,
                            mandate_id: alternate,
                            valid_from: acts.0,
                            valid_to: acts.1,
                        });
                    }
                }
            }
        }
    }

    fn mandate(
        &mut self,
        authority: Uuid,
        committee_id: Uuid,
        seat_id: Uuid,
        alternate_for: Option<Uuid>,
        span: Span,
    ) -> Uuid {
        let (id, person_id) = (self.id(), self.anybody(authority));
        let reasons = [None, Some(mandate::EndReason::Recalled)];
        let end_reason = self.pick(&reasons);
        self.rows.mandates.push(mandate::Model {
            authority_id: authority,
            id,
            committee_id,
            seat_id,
            person_id,
            role: mandate::MandateRole::Tr,
            method: mandate::SelectionMethod::Elected,
            alternate_for,
            valid_from: span.0,
            valid_to: span.1,
            end_reason,
            version: 1,
        });
        id
    }

    /// What the logs hold: a change about a thing of each kind, and reads about some persons.
    fn memories(&mut self, authority: Uuid) {
        let token = Uuid::from_u128(authority.as_u128() ^ 0x7000);
        self.rows.tokens.push(super::tokens::token(authority, token));
        let mut subjects = vec![(Kind::Authority, authority), (Kind::ServiceToken, token)];
        macro_rules! first {
            ($($rows:ident: $kind:expr),*) => {
                $(subjects.extend(
                    self.rows.$rows.iter().filter(|row| row.authority_id == authority).take(2)
                        .map(|row| ($kind, row.id)),
                );)*
            };
        }
        first!(agreements: Kind::LocalAgreement, units: Kind::OrgUnit, persons: Kind::Person,
            jobs: Kind::Engagement, unions: Kind::UnionAffiliation, committees: Kind::Committee,
            coverage: Kind::CommitteeUnit, seats: Kind::Seat, mandates: Kind::Mandate, acting: Kind::Acting);
        for (seq, (kind, subject_id)) in (1..).zip(subjects) {
            self.rows.changes.push(change::Model {
                authority_id: authority,
                seq,
                recorded_at: "2026-01-01T00:00:00Z".parse().unwrap(),
                actor: "writer".into(),
                client: None,
                request_id: "request-0".into(),
                kind: change::ChangeKind::Create,
                subject_kind: kind.prefix().into(),
                subject_id,
                within_id: None,
                fields: change::Fields(Vec::new()),
                detail: change::Details(Vec::new()),
            });
        }
        for number in 0..self.random.random_range(2..6) {
            let (id, person_id) = (self.id(), self.anybody(authority));
            self.rows.reads.push(read_log::Model {
                authority_id: authority,
                id,
                read_at: "2026-01-01T00:00:00Z".parse().unwrap(),
                week: 2_922,
                class: read_log::ReadClass::Sensitive,
                actor: SEEDED.into(),
                client: None,
                person_id,
                persons: Vec::new(),
                fields: "UnionAffiliation.unionName".into(),
                purpose: Some(read_log::Purpose::Audit),
                request_id: format!("{authority}-{number}"),
            });
        }
    }
}
