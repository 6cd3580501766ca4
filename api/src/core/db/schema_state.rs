//! How the schema of a database relates to this program: which migrations ran, which are missing, and which it does
//! not know because a newer program ran them. Reads only.

use migration::{Migrator, MigratorTrait, SchemaManager};
use sea_orm::{ConnectionTrait, sea_query::Query};

use super::Db;
use crate::core::Result;

/// The migrations of a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaState {
    /// Those that ran, in order.
    pub applied: Vec<String>,
    /// Those of this program that did not run.
    pub pending: Vec<String>,
    /// Those that ran and are not of this program.
    pub unknown: Vec<String>,
}

impl SchemaState {
    /// Reads it.
    pub async fn read(db: &Db) -> Result<Self> {
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
    pub fn fault(&self) -> Option<(String, &'static str)> {
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
}

async fn applied(db: &Db) -> Result<Vec<String>> {
    let table = Migrator::migration_table_name();
    if !SchemaManager::new(db.read()).has_table(table.to_string()).await? {
        return Ok(Vec::new());
    }
    let mut select = Query::select();
    select.column("version").from(table).order_by("version", sea_orm::Order::Asc);
    let rows = db.read().query_all(&select).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}
