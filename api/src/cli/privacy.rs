//! Commands of data protection: let go what is kept no longer, the extract of a person, and erasures that outlive a
//! restore. Each works on a database that is up to date, whether or not a server runs on it.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use clap::Subcommand;
use entity::erased::{self, ErasureGround};
use sea_orm::ActiveEnum;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Console, Failure,
    schema_state::{open, require_current},
};
use crate::{
    config::Config,
    core::{Clock, Ctx, Id, Ids, Kind, db::SchemaState},
    erasure, inventory, retention,
};

/// What is stored about a person
#[derive(Debug, Subcommand)]
pub(super) enum PersonCommand {
    /// Print everything that is stored about a person, as JSON. The read is logged
    #[command(
        after_help = "Example:\n  medspil person extract person_01h455vb4pex5vsknk084sn02q > extract.json"
    )]
    Extract {
        /// Id of the person
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// The list of persons who were anonymised
#[derive(Debug, Subcommand)]
pub(super) enum ErasureCommand {
    /// Write the ids of everybody who was anonymised to a file; keep it apart from the backups
    Export {
        /// The file; it is written whole or not at all
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Anonymise everybody in a file again, after a restore and before the database is used
    Replay {
        /// The file that `export` wrote
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// One line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Line {
    authority: Uuid,
    person: Uuid,
    erased_at: DateTime<Utc>,
    ground: String,
}

pub(super) async fn person(
    command: &PersonCommand,
    config: &Config,
    console: &mut Console,
) -> Result<(), Failure> {
    let PersonCommand::Extract { id } = command;
    let wrong =
        || Failure::usage("This is not the id of a person.").remedy("Ids of persons begin with person_.");
    let id: Id = id.parse().map_err(|()| wrong())?;
    if id.kind != Kind::Person {
        return Err(wrong());
    }
    let ctx = context(config, "person extract").await?;
    let extract = inventory::service::extract_all(&ctx, id.uuid).await;
    let closed = ctx.db.close().await;
    let text = format!("{:#}", inventory::service::as_json(&extract?));
    closed?;
    console.line(&text)
}

pub(super) async fn erasure(
    command: &ErasureCommand,
    config: &Config,
    console: &mut Console,
) -> Result<(), Failure> {
    match command {
        ErasureCommand::Export { file } => {
            let ctx = context(config, "erasure export").await?;
            let list = erasure::service::list(&ctx).await?;
            ctx.db.close().await?;
            write(file, &list)?;
            console.line(&format!("{} persons are in the list.", list.len()))
        }
        ErasureCommand::Replay { file } => {
            // The whole file is read before anything is written.
            let list = read(file)?;
            let ctx = context(config, "erasure replay").await?;
            let done = erasure::service::replay(&ctx, &list).await?;
            ctx.db.close().await?;
            let erasure::service::Replayed { erased, already, unknown } = done;
            console.line(&format!("erased again {erased}, erased already {already}, not here {unknown}"))
        }
    }
}

pub(super) async fn housekeeping(config: &Config, console: &mut Console) -> Result<(), Failure> {
    let ctx = context(config, "housekeeping").await?;
    let gone = retention::service::retain(&ctx).await?;
    ctx.db.close().await?;
    console.line(&format!(
        "let go: {} reads, {} refusals, details of {} changes, names of {} persons",
        gone.reads, gone.refusals, gone.details, gone.persons
    ))
}

async fn context(config: &Config, task: &str) -> Result<Ctx, Failure> {
    let db = open(&config.database, false).await?;
    require_current(&SchemaState::read(&db).await?)?;
    Ok(Ctx::system(db, Clock::System, Ids::random(), task))
}

/// Writes the list beside the file first, so that a full disk leaves the old one.
fn write(file: &Path, list: &[erased::Model]) -> Result<(), Failure> {
    let beside = file.with_extension("part");
    let work = || -> std::io::Result<()> {
        let mut out = BufWriter::new(File::create(&beside)?);
        for row in list {
            let line = Line {
                authority: row.authority_id,
                person: row.person_id,
                erased_at: row.erased_at,
                ground: row.ground.to_value(),
            };
            writeln!(out, "{}", serde_json::to_string(&line)?)?;
        }
        out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&beside, file)
    };
    work().map_err(|err| Failure::new(format!("{} cannot be written: {err}.", file.display())))
}

fn read(file: &Path) -> Result<Vec<erased::Model>, Failure> {
    let unreadable = |what: String| Failure::new(format!("{} cannot be read: {what}.", file.display()));
    let lines = BufReader::new(File::open(file).map_err(|err| unreadable(err.to_string()))?).lines();
    let mut list = Vec::new();
    for (number, line) in (1..).zip(lines) {
        let line = line.map_err(|err| unreadable(err.to_string()))?;
        let wrong = || unreadable(format!("line {number} is not one that `medspil erasure export` writes"));
        let Line { authority, person, erased_at, ground } =
            serde_json::from_str(&line).map_err(|_| wrong())?;
        let ground = ErasureGround::try_from_value(&ground).map_err(|_| wrong())?;
        list.push(erased::Model { authority_id: authority, person_id: person, erased_at, ground });
    }
    Ok(list)
}
