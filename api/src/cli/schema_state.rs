//! Opening a database for a command, and bringing its schema up to date. Only `migrate_up` writes.

use std::path::Path;

use migration::{Migrator, MigratorTrait};

use super::Failure;
use crate::core::{
    Db,
    db::{DbOptions, SchemaState, sqlite_path},
};

/// Refuses a database that this program does not fit.
pub(super) fn require_current(state: &SchemaState) -> Result<(), Failure> {
    match state.fault() {
        None => Ok(()),
        Some((problem, remedy)) => Err(Failure::new(problem).remedy(remedy)),
    }
}

/// Runs one missing migration after the other, and says each name. A database of a newer program is left alone, and of
/// several programs that are told to at the same moment on PostgreSQL one does it while the others wait.
pub(super) async fn migrate_up(
    db: &Db,
    mut done: impl FnMut(&str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let _turn = db.turn_to_migrate().await?;
    let state = SchemaState::read(db).await?;
    if !state.unknown.is_empty() {
        return require_current(&state);
    }
    for name in &state.pending {
        Migrator::up(db.for_migrations(), Some(1)).await?;
        done(name)?;
    }
    Ok(())
}

/// Opens the database. Unless told to make one, a missing SQLite file is an error and stays missing.
pub(super) async fn open(options: &DbOptions, create: bool) -> Result<Db, Failure> {
    if let Some(path) = sqlite_path(options) {
        check_file(&path, create)?;
    }
    Db::open(options).await.map_err(|err| {
        let Failure { problem, .. } = Failure::from(err);
        Failure::new(format!("The database cannot be opened: {problem}")).remedy(
            "Check DATABASE_URL: that the server runs and is reachable, and the user, password and name.",
        )
    })
}

fn check_file(path: &Path, create: bool) -> Result<(), Failure> {
    if path.exists() {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(Failure::new(format!("The folder of {} does not exist.", path.display()))
            .remedy("Make the folder, or correct DATABASE_URL."));
    }
    if create {
        return Ok(());
    }
    Err(Failure::new(format!("There is no database at {}.", path.display()))
        .remedy("Run `medspil migrate up` to make it, or correct DATABASE_URL."))
}
