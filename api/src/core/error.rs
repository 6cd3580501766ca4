//! The one error type. A user error is an answer (the caller can mend the input); everything else is a fault.
//! Database errors are sorted here and nowhere else. `Internal` keeps its cause for the log and never shows it.

use std::sync::Arc;

use sea_orm::{DbErr, RuntimeErr, SqlErr};

use super::Text;

/// What every fallible function of the product returns.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or the caller may not know that it does.
    #[error("not found")]
    NotFound,
    /// The caller sees it but may not do this.
    #[error("forbidden")]
    Forbidden,
    /// The caller has to sign in first.
    #[error("unauthenticated")]
    Unauthenticated,
    /// The input breaks a rule; every fault is listed.
    #[error("invalid input")]
    Invalid(Vec<UserError>),
    /// Somebody else changed it first.
    #[error("stale version")]
    Conflict,
    /// The request is malformed in a way that no form field explains.
    #[error("bad input: {}", .0.en)]
    BadInput(Text),
    /// The database or the server has no room now; trying again later may work.
    #[error("busy")]
    Busy,
    /// The database stopped the statement because it took too long.
    #[error("timeout")]
    Timeout,
    /// Our fault. The cause is for the log.
    #[error("internal error: {0}")]
    Internal(Arc<dyn std::error::Error + Send + Sync>),
}

/// One fault of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserError {
    /// What kind of fault, from a closed list.
    pub code: UserErrorCode,
    /// Path of the input field, outermost first; empty when it concerns the whole input.
    pub field: Vec<String>,
    /// What is wrong and what to do.
    pub message: Text,
}

/// Closed list of what can be wrong with an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UserErrorCode {
    /// A text that must say something is empty.
    Blank,
    /// A text is longer than allowed.
    TooLong,
    /// A list has more entries than allowed.
    TooMany,
    /// The value has the wrong form.
    Invalid,
    /// A number or date is outside what is allowed.
    OutOfRange,
    /// What the id names does not exist for this caller.
    NotFound,
    /// The id names another type of thing.
    WrongType,
    /// A key that must be unique is in use.
    Taken,
    /// The object changed since the caller read it.
    Conflict,
    /// The object's state does not allow this move.
    InvalidState,
    /// Two periods that may not overlap do.
    Overlap,
    /// The tree would become a circle.
    Cycle,
    /// The period reaches outside the period of what it belongs to.
    OutsideParent,
    /// A value is missing.
    Required,
    /// A rule forbids it.
    NotAllowed,
}

impl UserError {
    /// A fault at one input field; dots separate the path.
    pub fn new(code: UserErrorCode, field: &str, message: Text) -> Self {
        let field = field.split('.').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        Self { code, field, message }
    }
}

impl Error {
    /// A single user error.
    pub fn user(code: UserErrorCode, field: &str, da: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Invalid(vec![UserError::new(code, field, Text::new(da, en))])
    }

    /// Whether the caller was refused, so that nothing was written; after any other error that is uncertain.
    pub const fn is_refusal(&self) -> bool {
        !matches!(self, Self::Busy | Self::Timeout | Self::Internal(_))
    }

    /// A fault of ours, with its cause.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(Arc::from(cause.into()))
    }
}

impl From<DbErr> for Error {
    fn from(err: DbErr) -> Self {
        match err.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => return Self::Conflict,
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => return Self::NotFound,
            _ => {}
        }
        match &err {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Busy,
            DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
                sort_sqlx(cause).unwrap_or_else(|| Self::internal(err))
            }
            _ => Self::internal(err),
        }
    }
}

/// Faults that come and go: a full pool, a locked file, a server that is stopping, a statement that was stopped.
fn sort_sqlx(cause: &sea_orm::SqlxError) -> Option<Error> {
    use sea_orm::SqlxError;
    match cause {
        SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::Io(_) | SqlxError::WorkerCrashed => {
            Some(Error::Busy)
        }
        SqlxError::Database(db) => match db.code().as_deref() {
            // PostgreSQL: statement timeout.
            Some("57014") => Some(Error::Timeout),
            // PostgreSQL: shutdown, starting up, too many connections, deadlock, serialization, lock timeout, disk full.
            Some("57P01" | "57P02" | "57P03" | "53300" | "40P01" | "40001" | "55P03" | "53100") => {
                Some(Error::Busy)
            }
            // SQLite: BUSY, LOCKED, BUSY_SNAPSHOT, FULL.
            Some("5" | "6" | "517" | "13") => Some(Error::Busy),
            _ => None,
        },
        _ => None,
    }
}
