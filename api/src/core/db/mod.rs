//! The database: one code for embedded SQLite and for PostgreSQL. The only module that opens connections and
//! begins transactions.
//!
//! What always holds: a write is one transaction that carries its change rows; writes of one authority happen one
//! after the other, so a rule checked inside a write still holds when it commits, and the sequence of the change
//! log is gap-free in commit order. Reads use the pool and no transaction.

mod open;
pub mod page;
mod schema_state;
mod statements;
pub mod tree;
mod write;

use std::sync::Arc;

use sea_orm::{DatabaseConnection, DbBackend};

pub use open::{DbOptions, sqlite_path};
pub use schema_state::SchemaState;
pub use statements::{StatementCounter, count_statements, counted};
pub use write::{Tx, Written};

use super::Result;

/// A handle to the database; cloning it is cheap.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    /// Many connections; on SQLite they cannot write.
    reader: DatabaseConnection,
    /// On SQLite one connection; on PostgreSQL the same pool as the reader.
    writer: DatabaseConnection,
}

impl Db {
    /// The connection for reads.
    pub fn read(&self) -> &DatabaseConnection {
        &self.0.reader
    }

    /// The connection for migrations, which begin their own transactions.
    pub fn for_migrations(&self) -> &DatabaseConnection {
        &self.0.writer
    }

    /// Which database this is.
    pub fn backend(&self) -> DbBackend {
        self.0.reader.get_database_backend()
    }

    /// Asks the database for one row of nothing.
    pub async fn ping(&self) -> Result<()> {
        self.0.reader.ping().await?;
        Ok(())
    }

    /// Open connections for reads, and those of them that wait for work.
    pub fn connections(&self) -> (u32, usize) {
        match self.backend() {
            DbBackend::Sqlite => {
                let pool = self.0.reader.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            }
            DbBackend::Postgres => {
                let pool = self.0.reader.get_postgres_connection_pool();
                (pool.size(), pool.num_idle())
            }
            _ => (0, 0),
        }
    }

    /// Closes all connections, after the work in hand.
    pub async fn close(&self) -> Result<()> {
        self.0.reader.close_by_ref().await?;
        self.0.writer.close_by_ref().await?;
        Ok(())
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Db({:?})", self.backend())
    }
}
