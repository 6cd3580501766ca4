//! Why a command failed, in words for the person who typed it.

use super::Console;
use crate::{config::ConfigError, core::Error};

/// A command that did not do what it was asked to.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    pub(super) problem: String,
    pub(super) remedy: Option<String>,
}

impl Failure {
    /// Something went wrong.
    pub const FAILED: u8 = 1;
    /// The command line was wrong.
    pub const USAGE: u8 = 2;
    /// The configuration was wrong (`EX_CONFIG` of sysexits.h).
    pub const CONFIG: u8 = 78;

    /// A failure of the ordinary kind.
    pub fn new(problem: impl Into<String>) -> Self {
        Self { code: Self::FAILED, problem: problem.into(), remedy: None }
    }

    /// A command line that makes no sense.
    pub fn usage(problem: impl Into<String>) -> Self {
        Self { code: Self::USAGE, ..Self::new(problem) }
    }

    /// What to do about it.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// The reader of our output went away, for example `medspil schema | head`: nothing to report, and no error.
    pub(super) fn nobody_reads() -> Self {
        Self { code: 0, ..Self::new("") }
    }

    /// Prints it and gives the exit code.
    pub(super) fn report(&self, console: &mut Console) -> u8 {
        if !self.problem.is_empty() {
            console.error(&format!("medspil: {}", self.problem));
        }
        if let Some(remedy) = &self.remedy {
            console.error(&format!("  What to do: {remedy}"));
        }
        self.code
    }
}

impl From<ConfigError> for Failure {
    fn from(err: ConfigError) -> Self {
        let failure = Self { code: Self::CONFIG, ..Self::new(err.to_string()) };
        failure.remedy("Mend these and run `medspil doctor`; docs/medspil.example.toml shows every key.")
    }
}

impl From<Error> for Failure {
    fn from(err: Error) -> Self {
        Self::new(match &err {
            Error::Busy => "The database has no room or does not answer.".to_owned(),
            Error::Timeout => "The database took too long to answer.".to_owned(),
            Error::Internal(cause) => format!("{cause}."),
            Error::Invalid(faults) => {
                let texts: Vec<&str> = faults.iter().map(|fault| fault.message.en.as_str()).collect();
                texts.join(" ")
            }
            other => format!("{other}."),
        })
    }
}

impl From<sea_orm::DbErr> for Failure {
    fn from(err: sea_orm::DbErr) -> Self {
        Self::new(format!("The database refused: {err}."))
    }
}
