//! The policy told a second time, slowly and in plain Rust over the rows, from what the documentation says: the
//! descriptions of the schema (`schema.graphql`), docs/ARCHITECTURE.md, and the sentences above each domain's policy.
//! It calls none of the product's policy and reads no SQL. A mandate or a unit's leadership counts for the visibility
//! of a person whatever its dates: "whoever holds or held a mandate", and a date in the future can be asked for.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{engagement, mandate, org_unit, seat};
use medspil::core::{Actor, Id, Identity, Kind, Role};
use uuid::Uuid;

use super::rows::Rows;

/// "SECRETARY, MED_COORDINATOR, HR_INTEGRATION, AUDITOR and AUTHORITY_ADMIN see all persons that their credential
/// reaches"; the same roles' work needs personal data.
const PERSONAL: &[Role] =
    &[Role::Secretary, Role::MedCoordinator, Role::HrIntegration, Role::Auditor, Role::AuthorityAdmin];
/// "MED_COORDINATOR, HR_INTEGRATION or AUTHORITY_ADMIN with the scope `sensitive:read`".
const SENSITIVE: &[Role] = &[Role::MedCoordinator, Role::HrIntegration, Role::AuthorityAdmin];

/// Findings that tell about one person's employment or leave, or how an electoral group is spread over a few seats.
const PERSONAL_FINDINGS: &[&str] = &[
    "EMPLOYEE_OUTSIDE_AREA",
    "MANDATE_AFTER_EMPLOYMENT",
    "MANDATE_AFTER_AREA_LEFT",
    "ALTERNATE_NOT_ACTING",
    "ELECTORAL_GROUP_WITHOUT_SEAT",
];

/// What the rules say of a thing; who may know it is for the policy.
pub struct Judged {
    pub code: String,
    pub subject: Id,
    pub committee: Option<Uuid>,
}

/// Half-open: the first day counts, the end does not.
pub fn holds(from: NaiveDate, to: Option<NaiveDate>, on: NaiveDate) -> bool {
    from <= on && to.is_none_or(|to| on < to)
}

/// What one caller may see of a world on a day.
pub struct Eye<'a> {
    pub rows: &'a Rows,
    pub today: NaiveDate,
    identity: Option<&'a Identity>,
}

impl<'a> Eye<'a> {
    pub fn of(rows: &'a Rows, today: NaiveDate, actor: &'a Actor) -> Self {
        assert!(*actor != Actor::System, "no request is made by the program itself");
        Self { rows, today, identity: actor.identity() }
    }

    /// "Another authority's data does not exist"; nobody has an authority without a credential.
    pub fn home(&self, authority: Uuid) -> bool {
        self.identity.is_some_and(|identity| identity.authority_id == authority)
    }

    fn has(&self, roles: &[Role]) -> bool {
        self.identity.is_some_and(|identity| roles.iter().any(|role| identity.roles.contains(role)))
    }

    fn is(&self, person: Uuid) -> bool {
        self.identity.is_some_and(|identity| identity.person_id == Some(person))
    }

    fn is_limited(&self) -> bool {
        self.identity.is_some_and(|identity| identity.unit_scope.is_some())
    }

    /// The unit that roles are limited to, and what lies below it today.
    fn limits(&self) -> BTreeSet<Uuid> {
        let Some((identity, scope)) = self.identity.and_then(|one| Some((one, one.unit_scope?))) else {
            return BTreeSet::new();
        };
        let today = |unit: &&org_unit::Model| {
            unit.authority_id == identity.authority_id && holds(unit.valid_from, unit.valid_to, self.today)
        };
        let units: Vec<_> = self.rows.units.iter().filter(today).collect();
        let mut inside: BTreeSet<Uuid> =
            units.iter().filter(|unit| unit.id == scope).map(|unit| unit.id).collect();
        loop {
            let more: Vec<Uuid> = units
                .iter()
                .filter(|unit| unit.parent_id.is_some_and(|parent| inside.contains(&parent)))
                .map(|unit| unit.id)
                .filter(|id| !inside.contains(id))
                .collect();
            if more.is_empty() {
                return inside;
            }
            inside.extend(more);
        }
    }

    /// Whether the caller's roles reach a person: "roles other than EMPLOYEE only reach this unit and what lies below
    /// it", which is where somebody is or will be employed.
    fn reaches(&self, person: Uuid) -> bool {
        let Some(identity) = self.identity else { return false };
        if !self.is_limited() {
            return true;
        }
        let inside = self.limits();
        let employed = |job: &&engagement::Model| {
            job.authority_id == identity.authority_id
                && job.person_id == person
                && job.valid_to.is_none_or(|to| self.today < to)
                && inside.contains(&job.org_unit_id)
        };
        self.rows.jobs.iter().any(|job| employed(&job))
    }

    /// "Every employee sees those who hold or held a mandate, leaders of units, and themselves", others those whom
    /// their work reaches besides. "ANALYST builds statistics and sees no names".
    pub fn person(&self, person: Uuid) -> bool {
        let exists = |row: &entity::person::Model| row.id == person && self.home(row.authority_id);
        self.rows.persons.iter().any(exists) && self.sees(person)
    }

    /// The same for a person whom a row of the caller's own authority names, in whichever authority it is registered.
    pub fn sees(&self, person: Uuid) -> bool {
        if self.is(person) {
            return true;
        }
        if self.has(PERSONAL) && self.reaches(person) {
            return true;
        }
        let represents = |row: &mandate::Model| row.person_id == person && self.home(row.authority_id);
        let leads = |row: &org_unit::Model| row.manager_id == Some(person) && self.home(row.authority_id);
        (self.has(&[Role::Employee]) || self.has(PERSONAL))
            && (self.rows.mandates.iter().any(represents) || self.rows.units.iter().any(leads))
    }

    /// "Personal: those whose work needs it, and the person."
    pub fn personal(&self, person: Uuid) -> bool {
        self.is(person) || (self.has(PERSONAL) && self.reaches(person) && self.registered(person))
    }

    /// A row that names a person whom the authority does not have is a fault. A caller who is limited to a unit is told
    /// nothing personal of it: there is nobody whom the limit could reach.
    fn registered(&self, person: Uuid) -> bool {
        !self.is_limited()
            || self.rows.persons.iter().any(|row| row.id == person && self.home(row.authority_id))
    }

    /// Roles whose work needs personal data, about nobody in particular.
    pub fn personal_work(&self) -> bool {
        self.has(PERSONAL)
    }

    fn may_read_unions(&self) -> bool {
        let scope = |identity: &Identity| identity.scopes.contains("sensitive:read");
        self.has(SENSITIVE) && self.identity.is_some_and(scope)
    }

    /// What reveals a union: for a purpose, with role and scope where they reach, or about oneself.
    pub fn union_of(&self, person: Uuid) -> bool {
        self.is(person) || (self.may_read_unions() && self.reaches(person))
    }

    fn told_of(&self, person: Uuid) -> bool {
        self.is(person) || self.registered(person)
    }

    /// The list of all is for those with role and scope only.
    pub fn union_list(&self) -> bool {
        self.may_read_unions()
    }

    /// "Read by MED_COORDINATOR, HR_INTEGRATION or AUTHORITY_ADMIN with the scope, or by the holder"; it tells about
    /// everybody who has a mandate in the seat or had one, so all of them have to be reached. Of a seat that nobody ever
    /// had, by those whose work is with personal data.
    pub fn electoral_group(&self, seat: &seat::Model, on: NaiveDate) -> bool {
        let told: Vec<_> = self
            .rows
            .mandates
            .iter()
            .filter(|row| row.authority_id == seat.authority_id && row.seat_id == seat.id)
            .collect();
        if told.is_empty() {
            return self.has(PERSONAL);
        }
        let holder =
            told.iter().find(|row| row.alternate_for.is_none() && holds(row.valid_from, row.valid_to, on));
        holder.is_some_and(|holder| self.is(holder.person_id))
            || (self.may_read_unions()
                && told.iter().all(|row| self.union_of(row.person_id) && self.told_of(row.person_id)))
    }

    /// What the change log tells of: the kinds that the caller may read, about persons only without a limit to a unit.
    pub fn change_of(&self, kind: Kind) -> bool {
        match kind {
            Kind::Person | Kind::Engagement => self.has(PERSONAL) && !self.is_limited(),
            Kind::UnionAffiliation => self.may_read_unions() && !self.is_limited(),
            Kind::ServiceToken => self.service_tokens(),
            Kind::Authority
            | Kind::LocalAgreement
            | Kind::OrgUnit
            | Kind::Committee
            | Kind::CommitteeUnit
            | Kind::Seat
            | Kind::Mandate
            | Kind::Acting => self.identity.is_some(),
            // The worlds of the oracle hold organisation only.
            _ => false,
        }
    }

    /// "Needs AUTHORITY_ADMIN or AUDITOR for the whole authority".
    pub fn service_tokens(&self) -> bool {
        self.has(&[Role::AuthorityAdmin, Role::Auditor]) && !self.is_limited()
    }

    /// "Needs AUDITOR", about those whom the auditor's work reaches.
    pub fn read_of(&self, person: Uuid) -> bool {
        self.has(&[Role::Auditor]) && self.reaches(person)
    }

    /// Reads of the caller's own data.
    pub fn own_read(&self, person: Uuid) -> bool {
        self.is(person)
    }

    /// How much is told of a finding: nothing, that it is there, or all of it. "Open to every employee", but for those
    /// "that tell about one person's employment or leave" and "how an electoral group is spread": these are for whose
    /// work needs personal data, in committees that lie inside the limit, and for the person; who builds statistics and
    /// sees no names counts them.
    pub fn finding(&self, finding: &Judged) -> Option<bool> {
        let holder = self.rows.mandates.iter().find(|row| row.id == finding.subject.uuid);
        let own = holder.is_some_and(|holder| self.is(holder.person_id));
        if !PERSONAL_FINDINGS.contains(&finding.code.as_str()) || own {
            return self.identity.is_some().then_some(true);
        }
        if self.is_limited() && !finding.committee.is_some_and(|committee| self.covers(committee)) {
            return None;
        }
        if self.has(PERSONAL) {
            return Some(true);
        }
        (self.has(&[Role::Analyst]) && !self.has(&[Role::Employee])).then_some(false)
    }

    /// Whether all units that a committee covers today lie inside the limit, and there are some.
    fn covers(&self, committee: Uuid) -> bool {
        let today = |row: &&entity::committee_unit::Model| {
            row.committee_id == committee
                && self.home(row.authority_id)
                && holds(row.valid_from, row.valid_to, self.today)
        };
        let covered: Vec<_> = self.rows.coverage.iter().filter(today).collect();
        let inside = self.limits();
        !covered.is_empty() && covered.iter().all(|row| inside.contains(&row.org_unit_id))
    }

    /// Whether a thing exists for the caller, whenever it holds; what `node` tells.
    pub fn exists(&self, kind: Kind, id: Uuid) -> bool {
        macro_rules! home {
            ($rows:ident) => {
                self.rows.$rows.iter().any(|row| row.id == id && self.home(row.authority_id))
            };
        }
        match kind {
            // "That an authority exists is public: it is an employer, not a person."
            Kind::Authority => self.rows.authorities.iter().any(|row| row.id == id),
            Kind::LocalAgreement => home!(agreements),
            Kind::OrgUnit => home!(units),
            Kind::Committee => home!(committees),
            Kind::CommitteeUnit => home!(coverage),
            Kind::Seat => home!(seats),
            Kind::Mandate => home!(mandates),
            Kind::Person => self.person(id),
            Kind::ServiceToken => home!(tokens) && self.service_tokens(),
            Kind::Engagement => {
                let seen = |row: &engagement::Model| self.home(row.authority_id) && self.sees(row.person_id);
                self.rows.jobs.iter().any(|row| row.id == id && seen(row))
            }
            // Memberships and acting have no field of their own: they are read below a person or in their list, for a
            // purpose. The worlds of the oracle hold organisation only.
            _ => false,
        }
    }
}
