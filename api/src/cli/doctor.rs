//! `medspil doctor`: checks everything that a server needs, and says for each fault what to do. Changes nothing.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;

use super::{Console, Failure, schema_state::open, serve::open_storage};
use crate::{
    access::{Authenticator, IssuerHealth, IssuerState},
    config::{Config, Sources},
    core::{
        Clock, Db,
        db::{SchemaState, sqlite_path},
    },
    storage::Place,
};

/// How far the clocks of server and database may be apart: as far as the clocks of server and issuers.
const CLOCKS_APART: TimeDelta = TimeDelta::seconds(5);

/// Check configuration, database, clock and issuers, and say what to do
#[derive(Debug, clap::Args)]
#[command(after_help = "Changes nothing. The exit code is 1 when any check fails.\n\n\
                        Example:\n  medspil doctor --json")]
pub(super) struct Args {
    /// Print the checks as JSON: {"ok", "checks": [{"name", "status", "detail", "remedy"}]}
    #[arg(long)]
    json: bool,
}

/// One thing that was looked at.
struct Check {
    name: String,
    status: &'static str,
    detail: String,
    remedy: Option<String>,
}

const OK: &str = "ok";
const WARNING: &str = "warning";
const FAULT: &str = "fault";

fn ok(name: &str, detail: impl Into<String>) -> Check {
    Check { name: name.to_owned(), status: OK, detail: detail.into(), remedy: None }
}

fn fault(name: &str, detail: impl Into<String>, remedy: impl Into<String>) -> Check {
    Check { status: FAULT, remedy: Some(remedy.into()), ..ok(name, detail) }
}

fn warning(name: &str, detail: impl Into<String>, remedy: impl Into<String>) -> Check {
    Check { status: WARNING, ..fault(name, detail, remedy) }
}

pub(super) async fn run(args: &Args, sources: &Sources, console: &mut Console) -> Result<(), Failure> {
    let mut checks = vec![clock(Clock::System.now())];
    match Config::load(sources) {
        Ok(config) => {
            checks.push(ok("configuration", "every key is known and usable"));
            checks.extend(folder(&config));
            checks.extend(database(&config).await);
            checks.push(files(&config).await);
            checks.extend(issuers(&config).await);
        }
        Err(err) => checks.extend(err.0.into_iter().map(|found| {
            let place = found.source.map_or_else(String::new, |source| format!(" ({source})"));
            fault("configuration", format!("{}{place} {}", found.key, found.problem), found.remedy)
        })),
    }
    let faults = checks.iter().filter(|check| check.status == FAULT).count();
    print(args, &checks, faults, console)?;
    match faults {
        0 => Ok(()),
        1 => Err(Failure::new("A check failed.")),
        count => Err(Failure::new(format!("{count} checks failed."))),
    }
}

fn print(args: &Args, checks: &[Check], faults: usize, console: &mut Console) -> Result<(), Failure> {
    if args.json {
        let as_json = |check: &Check| {
            json!({
                "name": check.name,
                "status": check.status,
                "detail": check.detail,
                "remedy": check.remedy,
            })
        };
        let list: Vec<_> = checks.iter().map(as_json).collect();
        return console.line(&format!("{:#}", json!({ "ok": faults == 0, "checks": list })));
    }
    let width = checks.iter().map(|check| check.name.chars().count()).max().unwrap_or_default();
    for Check { name, status, detail, remedy } in checks {
        console.line(&format!("{status:<8} {name:<width$}  {detail}"))?;
        if let Some(remedy) = remedy {
            console.line(&format!("{:<8} {:<width$}  What to do: {remedy}", "", ""))?;
        }
    }
    Ok(())
}

/// A clock that was never set says 1970; tokens and dates would all be wrong.
fn clock(now: DateTime<Utc>) -> Check {
    let text = now.format("%Y-%m-%d %H:%M:%S UTC").to_string();
    // From 2026, when this was written, to 2100.
    if (1_767_225_600..4_102_444_800).contains(&now.timestamp()) {
        ok("clock", text)
    } else {
        fault(
            "clock",
            format!("says {text}"),
            "Set the clock of this machine and turn on time synchronisation.",
        )
    }
}

/// SQLite keeps its log beside the database file, so the folder has to be writable, not only the file.
fn folder(config: &Config) -> Option<Check> {
    let path = sqlite_path(&config.database)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let probe = folder.join(format!(".medspil-doctor-{}", std::process::id()));
    Some(match std::fs::write(&probe, b"").and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => ok("data folder", format!("{} can be written", folder.display())),
        Err(err) => fault(
            "data folder",
            format!("{} cannot be written: {err}", folder.display()),
            "Make the folder, and let this user write in it.",
        ),
    })
}

/// Writes a small file, reads it and removes it.
async fn files(config: &Config) -> Check {
    let (place, remedy) = match &config.storage.place {
        Place::Folder(path) => (
            path.display().to_string(),
            "Make the folder, let this user write in it, and see that the disk has room.",
        ),
        Place::Bucket(bucket) => (
            format!("bucket {}", bucket.name),
            "Check [storage]: bucket, endpoint, region and keys, and what the keys may do: put, get, delete, list.",
        ),
    };
    let is_new = matches!(&config.storage.place, Place::Folder(path) if !path.exists());
    let checked = match open_storage(config) {
        Ok(storage) => storage.check().await,
        Err(failure) => Err(failure.problem),
    };
    // This command leaves nothing behind.
    if let (true, Place::Folder(path)) = (is_new, &config.storage.place)
        && let Err(error) = std::fs::remove_dir(path)
    {
        tracing::debug!(%error, "a new folder was not removed");
    }
    match checked {
        Ok(()) => ok("files", format!("{place} can be written")),
        Err(problem) => fault("files", format!("{place}: {problem}"), remedy),
    }
}

async fn database(config: &Config) -> Vec<Check> {
    let db = match open(&config.database, false).await {
        Ok(db) => db,
        Err(failure) => return vec![fault("database", failure.problem, failure.remedy.unwrap_or_default())],
    };
    let mut checks = vec![ok("database", format!("{:?} answers", db.backend()))];
    checks.push(match SchemaState::read(&db).await {
        Err(err) => fault("schema", Failure::from(err).problem, "Let this user read the tables."),
        Ok(state) => match state.fault() {
            Some((problem, remedy)) => fault("schema", problem, remedy),
            None => ok("schema", format!("up to date, {} migrations", state.applied.len())),
        },
    });
    checks.extend(database_clock(&db).await);
    // The command ends here anyway.
    let _closed = db.close().await;
    checks
}

/// SQLite has no clock of its own.
async fn database_clock(db: &Db) -> Option<Check> {
    if db.backend() != DbBackend::Postgres {
        return None;
    }
    let statement = Statement::from_string(DbBackend::Postgres, "SELECT clock_timestamp()");
    let before = Clock::System.now();
    let row = db.read().query_one_raw(statement).await.ok()??;
    let after = Clock::System.now();
    let theirs: DateTime<Utc> = row.try_get_by_index(0).ok()?;
    let apart = Ord::max(before - theirs, theirs - after).max(TimeDelta::zero());
    Some(if apart <= CLOCKS_APART {
        ok("database clock", format!("agrees within {} ms", apart.num_milliseconds()))
    } else {
        fault(
            "database clock",
            format!("differs by {} s", apart.num_seconds()),
            "Turn on time synchronisation on both machines.",
        )
    })
}

async fn issuers(config: &Config) -> Vec<Check> {
    if config.issuers.is_empty() {
        let remedy = "Add [[issuers]]; docs/medspil.example.toml shows how.";
        return vec![warning("issuers", "none is configured: every caller is anonymous", remedy)];
    }
    let authenticator = Authenticator::new(config.issuers.clone(), &Clock::System);
    authenticator.refresh().await;
    let mut checks: Vec<Check> = authenticator.states().into_iter().map(issuer).collect();
    if config.issuers.iter().any(|issuer| issuer.development) {
        let remedy = "Remove it before real data is served.";
        checks.push(warning("issuers", "a development issuer is trusted", remedy));
    }
    checks
}

fn issuer(state: IssuerState) -> Check {
    let name = format!("issuer {}", state.name);
    match state.health {
        IssuerHealth::Ready => ok(&name, format!("{} usable keys", state.keys)),
        IssuerHealth::Degraded | IssuerHealth::Down => fault(
            &name,
            state.fault.unwrap_or_else(|| "has no keys".to_owned()),
            "Check its [issuers.keys]: the address or path, the algorithm, and the network from here.",
        ),
    }
}
