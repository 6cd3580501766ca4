//! `medspil migrate`: the schema of the database, forwards and back.

use clap::Subcommand;
use migration::{Migrator, MigratorTrait};

use super::{
    Console, Failure,
    schema_state::{migrate_up, open, require_current},
};
use crate::{
    config::Config,
    core::{Db, db::SchemaState},
};

/// Bring the database schema up to date, or back
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Run every migration that is missing; makes the database file of SQLite
    Up,
    /// Take back the newest migrations. Their tables and all that is in them are gone
    Down {
        /// How many to take back
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        steps: u32,
    },
    /// List the migrations and whether they ran. Fails when one is missing or unknown
    Status,
}

pub(super) async fn run(command: &Command, config: &Config, console: &mut Console) -> Result<(), Failure> {
    let db = open(&config.database, matches!(command, Command::Up)).await?;
    match command {
        Command::Up => up(&db, console).await,
        Command::Down { steps } => down(&db, *steps, console).await,
        Command::Status => status(&db, console).await,
    }
}

async fn up(db: &Db, console: &mut Console) -> Result<(), Failure> {
    let mut count = 0_u32;
    migrate_up(db, |name| {
        count += 1;
        console.line(&format!("applied     {name}"))
    })
    .await?;
    console.line(if count == 0 {
        "Nothing to do: the schema is up to date."
    } else {
        "The schema is up to date."
    })
}

async fn down(db: &Db, steps: u32, console: &mut Console) -> Result<(), Failure> {
    let before = SchemaState::read(db).await?;
    if !before.unknown.is_empty() {
        return require_current(&before);
    }
    Migrator::down(db.for_migrations(), Some(steps)).await?;
    let after = SchemaState::read(db).await?;
    for name in before.applied.iter().rev().filter(|name| !after.applied.contains(name)) {
        console.line(&format!("taken back  {name}"))?;
    }
    Ok(())
}

async fn status(db: &Db, console: &mut Console) -> Result<(), Failure> {
    let state = SchemaState::read(db).await?;
    for name in &state.applied {
        let word = if state.unknown.contains(name) { "unknown" } else { "applied" };
        console.line(&format!("{word}  {name}"))?;
    }
    for name in &state.pending {
        console.line(&format!("missing  {name}"))?;
    }
    require_current(&state)
}
