//! The database: one code for embedded SQLite and for PostgreSQL. The only module that opens connections and
//! begins transactions.
//!
//! What always holds: a write is one transaction that carries its change rows; writes of one authority happen one
//! after the other, so a rule checked inside a write still holds when it commits, and the sequence of the change
//! log is gap-free in commit order. Reads use the pool and no transaction. Notes of reads and refusals are plain
//! inserts beside all that: they take no lock that a write holds.

mod journal;
mod named;
mod notes;
mod open;
mod padded;
pub mod page;
mod schema_state;
pub mod search;
mod statements;
pub mod tree;
mod tuples;
mod write;

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, TransactionTrait};

pub use named::named;
pub use notes::holds_id;
pub use open::{DbOptions, sqlite_path};
pub use padded::padded;
pub use schema_state::SchemaState;
pub use statements::{StatementCounter, count_statements, counted};
pub use tuples::tuples;
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
    /// What is noted and not yet written.
    journal: Arc<journal::Journal>,
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

    /// Waits until no other program changes the schema, and keeps the others waiting until it is dropped. SQLite is for
    /// one program: there is nobody to wait for.
    pub async fn turn_to_migrate(&self) -> Result<Option<DatabaseTransaction>> {
        if self.backend() != DbBackend::Postgres {
            return Ok(None);
        }
        #[expect(clippy::disallowed_methods, reason = "holds a lock; nothing is written in it")]
        let turn = self.0.writer.begin().await?;
        // The key is no secret: "medspil" in digits. A migration may take longer than any request.
        turn.execute_unprepared(
            "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; \
             SET LOCAL idle_in_transaction_session_timeout = 0; \
             SELECT pg_advisory_xact_lock(6334774)",
        )
        .await?;
        Ok(Some(turn))
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

    /// Lets the database count what its tables hold, so that it chooses good plans: after many rows were written at
    /// once. In daily life PostgreSQL does it by itself, and SQLite each time it is opened.
    pub async fn analyse(&self) -> Result<()> {
        open::analyse(&self.0.writer, open::Analysis::Whole).await
    }

    /// Makes the database forget the values that its statistics of these tables quote. They would outlive the rows.
    pub async fn forget_samples(&self, tables: &[&'static str]) -> Result<()> {
        open::forget_samples(&self.0.writer, tables).await
    }

    /// Closes all connections, after the work in hand and the last notes.
    pub async fn close(&self) -> Result<()> {
        self.write_last_notes().await;
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
