//! Random callers ask about random worlds, and what each is told is compared, fact for fact, with an oracle that works
//! out the policy anew: by every root list, by every edge, by id and by key, on different days, on both databases.
//!
//! The seeds are fixed, so that a run can be repeated; a failure names its seed. `MEDSPIL_ORACLE_SEEDS=1000..1200`
//! tries others.

mod answers;
mod facts;
mod policy;
mod rows;
mod tokens;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use medspil::core::{Actor, Kind, Role};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use uuid::Uuid;

use crate::{
    people::{HERE, THERE, World, day, who},
    support::setting,
};
use rows::{DAYS, Maker, Rows};

/// Callers of each world.
const CALLERS: usize = 10;

impl Rows {
    /// Every id that there is, of both authorities.
    pub fn ids(&self) -> BTreeSet<(Kind, Uuid)> {
        let mut ids: BTreeSet<_> = self.authorities.iter().map(|row| (Kind::Authority, row.id)).collect();
        macro_rules! of {
            ($($rows:ident: $kind:ident),*) => {
                $(ids.extend(self.$rows.iter().map(|row| (Kind::$kind, row.id)));)*
            };
        }
        of!(agreements: LocalAgreement, units: OrgUnit, persons: Person, jobs: Engagement,
            unions: UnionAffiliation, committees: Committee, coverage: CommitteeUnit, seats: Seat,
            mandates: Mandate, acting: Acting, tokens: ServiceToken);
        ids
    }

    async fn put_into(&self, world: &World) {
        macro_rules! put {
            ($($rows:ident),*) => {
                $(if !self.$rows.is_empty() {
                    world.put(self.$rows.clone()).await;
                })*
            };
        }
        put!(authorities, agreements, units, persons, jobs, unions, committees, coverage, seats, mandates);
        put!(acting, keys, changes, reads, tokens);
    }
}

/// A caller with any roles, with and without the scope, a person and a limit to a unit; now and then nobody.
fn caller(random: &mut StdRng, rows: &Rows) -> Actor {
    if random.random_range(0..12) == 0 {
        return Actor::Anonymous;
    }
    let authority = if random.random_range(0..4) == 0 { THERE } else { HERE };
    let count = *[0, 1, 1, 1, 2, 2, 3].choose(random).unwrap();
    let roles: Vec<Role> = (0..count).map(|_| *Role::ALL.choose(random).unwrap()).collect();
    let mut who = who(&roles).of(authority);
    if random.random_range(0..2) == 0 {
        who = who.sensitive();
    }
    // Somebody with a mandate, anybody of the authority, and rarely somebody of the other one.
    let holders = rows.mandates.iter().filter(|row| row.authority_id == authority);
    let holders: Vec<Uuid> = holders.map(|row| row.person_id).collect();
    let persons = rows.persons.iter().filter(|row| row.authority_id == authority).map(|row| row.id);
    let persons: Vec<Uuid> = persons.collect();
    let strangers = rows.persons.iter().filter(|row| row.authority_id != authority).map(|row| row.id);
    let strangers: Vec<Uuid> = strangers.collect();
    let person = match random.random_range(0..10) {
        0..4 => None,
        4..7 => holders.choose(random),
        7..9 => persons.choose(random),
        _ => strangers.choose(random),
    };
    if let Some(person) = person {
        who = who.being(*person);
    }
    if random.random_range(0..5) < 2 {
        let units: Vec<Uuid> = rows.units.iter().map(|row| row.id).collect();
        who = who.below(*units.choose(random).unwrap());
    }
    who.actor()
}

fn seeds() -> Vec<u64> {
    let range = setting("MEDSPIL_ORACLE_SEEDS");
    let ends = range.as_deref().and_then(|range| range.split_once(".."));
    match ends {
        Some((from, to)) => (from.parse().unwrap()..to.parse().unwrap()).collect(),
        None => (1..=2).collect(),
    }
}

/// No caller is told more than the documents say, nor less.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_what_the_documents_say() {
    let mut told_of = BTreeSet::new();
    for seed in seeds() {
        for (database, world) in (0..).zip(World::bare().await) {
            // Another world on the other database: the same would only repeat itself.
            let mut random = StdRng::seed_from_u64(seed * 2 + database);
            let rows = Maker::make(&mut random);
            rows.put_into(&world).await;
            for _ in 0..CALLERS {
                let actor = caller(&mut random, &rows);
                let date = |random: &mut StdRng| -> NaiveDate { day(DAYS.choose(random).unwrap()) };
                let (today, on) = (date(&mut random), date(&mut random));
                let judged = match actor.authority_id() {
                    Some(authority) => answers::judged(&world, authority, today, on).await,
                    None => Vec::new(),
                };
                let expected = facts::expected(&rows, today, on, &actor, &judged);
                let told = answers::told(&world, &rows, today, on, &actor).await;
                let too_much: Vec<_> = told.0.difference(&expected.0).collect();
                let too_little: Vec<_> = expected.0.difference(&told.0).collect();
                assert!(
                    too_much.is_empty() && too_little.is_empty(),
                    "seed {seed} on {:?}: on {today} about {on}, {actor:#?}\ntold, and should not be: \
                     {too_much:#?}\nnot told: {too_little:#?}",
                    world.db.backend(),
                );
                told_of.extend(told.0.iter().map(|fact| sort_of(fact)));
                told_of.extend(withheld(&told.0, &judged));
            }
        }
    }
    // Each sort of fact was told to somebody: what is never told compares with nothing.
    let missing: Vec<_> = SORTS.iter().filter(|sort| !told_of.contains(**sort)).collect();
    assert!(missing.is_empty(), "never told: {missing:?}");
}

/// Whether some findings were not told, or not as a whole.
fn withheld(told: &BTreeSet<String>, judged: &[policy::Judged]) -> Vec<String> {
    let names = judged.iter().map(|finding| format!("finding {} {}", finding.code, finding.subject));
    let sort = |name: String| {
        if !told.contains(&format!("findings: {name}")) {
            return Some("a finding withheld".to_owned());
        }
        let whole = told.iter().any(|fact| fact.starts_with(&format!("{name}.subject: ")));
        (!whole).then(|| "a finding counted".to_owned())
    };
    names.filter_map(sort).collect()
}

/// `committee_…​.chair: mandate_…` as `committee.chair`.
fn sort_of(fact: &str) -> String {
    let (from, _) = fact.split_once(": ").unwrap();
    let (thing, edge) = from.split_once('.').unwrap_or((from, ""));
    let kind = thing.split(['_', ' ']).next().unwrap();
    if edge.is_empty() { kind.to_owned() } else { format!("{kind}.{edge}") }
}

/// The sorts that are not for everybody, and those that a random world could come to lack.
const SORTS: &[&str] = &[
    "persons",
    "person.externalIds",
    "person.unionAffiliations",
    "person.mandates",
    "engagements",
    "engagement.status",
    "engagement.fullTimePermille",
    "unionAffiliations",
    "union.person",
    "seat.electoralGroup",
    "seat.holder",
    "mandate.endReason",
    "mandate.person",
    "mandate.alternates",
    "unit.manager",
    "unit.engagements",
    "unit.descendants",
    "committee.members",
    "committee.chair",
    "committee.mergedInto",
    "vacantSeats",
    "changes",
    "findings",
    "finding.subject",
    "a finding withheld",
    "a finding counted",
    "change.actor",
    "change.subject",
    "readLog",
    "serviceTokens",
    "myReadLog",
    "read.person",
    "byKey",
    "node",
    "nodes",
    "viewer.mandates",
    "viewer.unitScope",
    "viewer.person",
];
