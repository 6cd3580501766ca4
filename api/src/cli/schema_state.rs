//! How the schema of a database relates to this program: which migrations ran, which are missing, and which it does
//! not know because a newer program ran them. Only `migrate_up` writes.

use std::path::Path;

use migration::{Migrator, MigratorTrait, SchemaManager};
use sea_orm::{ConnectionTrait, sea_query::Query};

use super::Failure;
use crate::core::{
    Db,
    db::{DbOptions, sqlite_path},
};

/// The migrations of a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SchemaState {
    /// Those that ran, in order.
    pub(super) applied: Vec<String>,
    /// Those of this program that did not run.
    pub(super) pending: Vec<String>,
    /// Those that ran and are not of this program.
    pub(super) unknown: Vec<String>,
}

impl SchemaState {
    /// Reads it.
    pub(super) async fn read(db: &Db) -> Result<Self, Failure> {
        let migrations = Migrator::migrations();
        let known: Vec<&str> = migrations.iter().map(|migration| migration.name()).collect();
        let applied = applied(db).await?;
        let is_applied = |name: &str| applied.iter().any(|applied| applied == name);
        Ok(Self {
            pending: known.iter().filter(|name| !is_applied(name)).map(|name| (*name).to_owned()).collect(),
            unknown: applied.iter().filter(|name| !known.contains(&name.as_str())).cloned().collect(),
            applied,
        })
    }

    /// What is wrong with it and what to do, if anything.
    pub(super) fn fault(&self) -> Option<(String, &'static str)> {
        if !self.unknown.is_empty() {
            return Some((
                format!("The database was migrated by a newer program: {}.", self.unknown.join(", ")),
                "Run that version of medspil, or go back with its `medspil migrate down`.",
            ));
        }
        if self.pending.is_empty() {
            return None;
        }
        let problem = if self.applied.is_empty() {
            "The database has no schema yet.".to_owned()
        } else {
            format!("The database is half migrated; missing: {}.", self.pending.join(", "))
        };
        Some((problem, "Run `medspil migrate up`."))
    }

    /// Refuses a database that this program does not fit.
    pub(super) fn require_current(&self) -> Result<(), Failure> {
        match self.fault() {
            None => Ok(()),
            Some((problem, remedy)) => Err(Failure::new(problem).remedy(remedy)),
        }
    }
}

async fn applied(db: &Db) -> Result<Vec<String>, Failure> {
    let table = Migrator::migration_table_name();
    if !SchemaManager::new(db.for_migrations()).has_table(table.to_string()).await? {
        return Ok(Vec::new());
    }
    let mut select = Query::select();
    select.column("version").from(table).order_by("version", sea_orm::Order::Asc);
    let rows = db.read().query_all(&select).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Runs one missing migration after the other, and says each name. A database of a newer program is left alone.
pub(super) async fn migrate_up(
    db: &Db,
    mut done: impl FnMut(&str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let state = SchemaState::read(db).await?;
    if !state.unknown.is_empty() {
        return state.require_current();
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
