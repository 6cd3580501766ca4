//! `medspil search`: looks after the search index. Works on a database that is up to date, whether or not a server runs
//! on it.

use clap::Subcommand;

use super::{
    Console, Failure,
    schema_state::{open, require_current},
};
use crate::{
    config::Config,
    core::{Clock, Ctx, Ids, db::SchemaState},
    demo::Progress as _,
    search::service,
};

/// Look after the search index
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Fill the search index from the tables: after an import or a restore. Servers may go on meanwhile
    #[command(after_help = "Example:\n  medspil search rebuild")]
    Rebuild,
}

pub(super) async fn run(command: &Command, config: &Config, console: &mut Console) -> Result<(), Failure> {
    let Command::Rebuild = command;
    let db = open(&config.database, false).await?;
    require_current(&SchemaState::read(&db).await?)?;
    let ctx = Ctx::system(db, Clock::System, Ids::random(), "search rebuild");
    let progress = console.progress();
    let rebuilt = service::rebuild(&ctx, &|whose, done, total| progress.step(whose, done, total)).await;
    progress.finish();
    ctx.db.close().await?;
    console.line(&format!("{} things can be found by their words.", rebuilt?))
}
