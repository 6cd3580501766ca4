//! Why a credential was refused. The caller learns one of three sentences and nothing that would help to forge a
//! better token; the reason code is for the debug log.

use std::{fmt, time::Duration};

use crate::core::{Error, Text};

/// A refused credential.
#[derive(Clone, Debug)]
pub enum AuthError {
    /// The header is not one well-formed bearer token.
    Malformed(&'static str),
    /// The token was good and is no longer.
    Expired,
    /// The token is not one that this server trusts.
    NotAccepted(&'static str),
    /// Too many were refused from this address: the next unknown one is not looked at before this time is over.
    TooMany(Duration),
    /// It cannot be judged now: the database or the issuer's keys are out of reach.
    Unavailable(Error),
}

impl AuthError {
    /// Which check failed; a short code for the debug log, never for the caller.
    pub fn reason(&self) -> &'static str {
        match self {
            AuthError::Malformed(reason) | AuthError::NotAccepted(reason) => reason,
            AuthError::Expired => "expired",
            AuthError::TooMany(_) => "too_many",
            AuthError::Unavailable(_) => "unavailable",
        }
    }

    /// Whether finding out took a signature or a look into the database, so that doing it again and again costs more than
    /// asking. A malformed header and a token that ran out cost next to nothing, and honest programs send them, too.
    pub fn was_work(&self) -> bool {
        matches!(self, AuthError::NotAccepted(reason) if *reason != "issuer")
    }

    /// What the caller is told.
    pub fn message(&self) -> Text {
        match self {
            AuthError::Malformed(_) => Text::new(
                "Authorization-headeren er ikke et velformet bearer-token.",
                "The Authorization header is not a well-formed bearer token.",
            ),
            AuthError::Expired => Text::new(
                "Adgangstokenet er udløbet. Log ind igen.",
                "The access token has expired. Sign in again.",
            ),
            AuthError::NotAccepted(_) => {
                Text::new("Adgangstokenet godkendes ikke her.", "The access token is not accepted here.")
            }
            AuthError::TooMany(_) => Text::new(
                "For mange adgangstokens er afvist fra din adresse. Prøv igen om lidt.",
                "Too many access tokens were refused from your address. Try again shortly.",
            ),
            AuthError::Unavailable(_) => Text::new(
                "Adgangstokenet kan ikke kontrolleres lige nu. Prøv igen om lidt.",
                "The access token cannot be checked right now. Try again shortly.",
            ),
        }
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().en)
    }
}

impl std::error::Error for AuthError {}

impl From<AuthError> for Error {
    fn from(err: AuthError) -> Self {
        match err {
            AuthError::Unavailable(cause) => cause,
            AuthError::TooMany(_) => Self::Busy,
            AuthError::Malformed(_) | AuthError::Expired | AuthError::NotAccepted(_) => Self::Unauthenticated,
        }
    }
}

impl From<Error> for AuthError {
    fn from(cause: Error) -> Self {
        Self::Unavailable(cause)
    }
}
