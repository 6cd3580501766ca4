//! Demo data: real Danish authorities with their public facts, and generated organisations of invented persons.
//!
//! What always holds: every person is invented and marked so (`invented`); the same seed and date give the same data;
//! a database that already has the demo is left as it is.

mod barriers;
mod cases;
mod committees;
mod disputes;
mod events;
mod facts;
mod files;
mod generator;
mod guidelines;
mod links;
mod matters;
mod meetings;
mod names;
mod organisation;
mod plans;
mod projects;
mod published;
mod store;
mod storylines;
mod strategy;
mod subjects;
mod tokens;
mod turns;

use chrono::{Datelike, Days, NaiveDate};
use entity::external_id;
use uuid::Uuid;

use crate::core::{Ctx, Error, Kind, Result, Role, SENSITIVE_SCOPE};
pub use files::write as write_files;
use generator::{Generator, Size};

/// What to generate.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Employees of the generated municipality.
    pub employees: u32,
    /// Years of history.
    pub years: u32,
    /// The same seed gives the same data.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { employees: 4_800, years: 10, seed: 1 }
    }
}

/// Hears how far the work has come.
pub trait Progress: Sync {
    /// `done` of `total` rows are written; `what` names the step.
    fn step(&self, what: &str, done: u64, total: u64);
}

/// A demo caller.
#[derive(Clone, Debug)]
pub struct Account {
    /// The name in `demo.json`.
    pub name: &'static str,
    /// Its authority.
    pub authority_id: Uuid,
    /// The invented person that it is.
    pub person_id: Option<Uuid>,
    /// Its roles.
    pub roles: &'static [Role],
    /// Its scopes.
    pub scopes: &'static [&'static str],
}

/// The external system under which demo callers are found again.
const DEMO_SYSTEM: &str = "demo";

/// The demo callers: name, roles, scopes. Each is also a person in the generated municipality.
const ACCOUNTS: &[(&str, &[Role], &[&str])] = &[
    ("employee", &[Role::Employee], &[]),
    ("chair", &[Role::Employee], &[]),
    ("viceChair", &[Role::Employee], &[]),
    ("secretary", &[Role::Employee, Role::Secretary], &[]),
    ("medCoordinator", &[Role::Employee, Role::MedCoordinator], &[SENSITIVE_SCOPE]),
    ("hrIntegration", &[Role::HrIntegration], &[SENSITIVE_SCOPE]),
    ("analyst", &[Role::Analyst], &[]),
    ("auditor", &[Role::Auditor], &[]),
    ("authorityAdmin", &[Role::Employee, Role::AuthorityAdmin], &[]),
];

/// The demo caller of another authority.
const OTHER: (&str, &[Role], &[&str]) =
    ("otherAuthority", &[Role::Employee, Role::MedCoordinator], &[SENSITIVE_SCOPE]);

/// Makes the demo data unless it is there, and gives the demo callers. `ctx` decides date and ids.
pub async fn ensure(ctx: &Ctx, options: &Options, progress: &dyn Progress) -> Result<Vec<Account>> {
    if let Some(accounts) = accounts(ctx).await? {
        return Ok(accounts);
    }
    let authorities = facts::rows(ctx)?;
    store::authorities(ctx, &authorities).await?;
    for (index, authority) in authorities.rows.iter().enumerate() {
        let main = authority.name == facts::GENERATED;
        let size = if main {
            Size { employees: options.employees, years: options.years }
        } else {
            Size { employees: facts::SMALL, years: Ord::min(options.years, 2) }
        };
        let seed = options.seed.wrapping_add(u64::try_from(index).map_err(Error::internal)?);
        let mut generator = Generator::new(ctx, authority, size, seed)?;
        generator.organisation()?;
        generator.committees()?;
        generator.work()?;
        generator.storylines()?;
        generator.files()?;
        generator.guidelines();
        generator.disputes();
        if main {
            generator.accounts(&ACCOUNTS.iter().map(|account| account.0).collect::<Vec<_>>())?;
        } else if authority.name == facts::OTHER {
            generator.accounts(&[OTHER.0])?;
        }
        generator.tokens();
        generator.wheel();
        generator.strategy()?;
        if main {
            generator.barriers();
        } else if authority.name == facts::OTHER {
            generator.own_barrier();
        }
        if [facts::GENERATED, facts::OTHER].contains(&authority.name.as_str()) {
            let partner = authorities.rows.iter().find(|row| row.name == facts::NAMED_UNIT.0);
            generator.projects(partner.map_or(authority.id, |partner| partner.id));
        }
        generator.published(&authorities.rows)?;
        store::insert(ctx, authority, generator.rows, progress).await?;
    }
    cases::write(ctx, &authorities.rows).await?;
    ctx.db.analyse().await?;
    accounts(ctx)
        .await?
        .ok_or_else(|| Error::internal("the demo callers are missing after the demo was made"))
}

/// The demo callers, when the demo is there.
pub async fn accounts(ctx: &Ctx) -> Result<Option<Vec<Account>>> {
    let keys: Vec<external_id::Model> = store::keys(ctx, Kind::Person, DEMO_SYSTEM).await?;
    let account = |&(name, roles, scopes): &(&'static str, &'static [Role], &'static [&'static str])| {
        let key = keys.iter().find(|key| key.key == name)?;
        Some(Account { name, authority_id: key.authority_id, person_id: Some(key.subject_id), roles, scopes })
    };
    Ok(ACCOUNTS.iter().chain([&OTHER]).map(account).collect())
}

/// The first day of the history that is generated for a number of years.
fn start(today: NaiveDate, years: u32) -> NaiveDate {
    let days = u64::from(years) * 365 + u64::from(today.ordinal0());
    today.checked_sub_days(Days::new(days)).unwrap_or(today)
}
