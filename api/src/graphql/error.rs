//! Faults on their way out: a code from a closed list, a message in the reader's language, the request id.
//! An internal fault is logged here, once, and says nothing more to the caller.

use std::sync::Arc;

use async_graphql::{ErrorExtensionValues, Response, ServerError};

use crate::core::{Ctx, Error, Locale, Text};

/// Codes of faults, as `extensions.code` spells them.
pub mod code {
    /// No credential, or one that is not accepted.
    pub const UNAUTHENTICATED: &str = "UNAUTHENTICATED";
    /// Visible, but not allowed.
    pub const FORBIDDEN: &str = "FORBIDDEN";
    /// Does not exist for this caller.
    pub const NOT_FOUND: &str = "NOT_FOUND";
    /// The document cannot be read or does not fit the schema.
    pub const BAD_DOCUMENT: &str = "BAD_DOCUMENT";
    /// An argument has a value that no request can have.
    pub const BAD_INPUT: &str = "BAD_INPUT";
    /// The document asks for too much at once.
    pub const TOO_COMPLEX: &str = "TOO_COMPLEX";
    /// No room now.
    pub const BUSY: &str = "BUSY";
    /// It took too long and was stopped.
    pub const TIMEOUT: &str = "TIMEOUT";
    /// A fault of the server.
    pub const INTERNAL: &str = "INTERNAL";
}

/// Gives every error of a response its code, language and request id.
pub fn finish(response: &mut Response, ctx: &Ctx) {
    for error in &mut response.errors {
        finish_one(error, ctx);
    }
}

fn finish_one(error: &mut ServerError, ctx: &Ctx) {
    let own = error.source.as_ref().and_then(|source| {
        source.downcast_ref::<Error>().or_else(|| source.downcast_ref::<Arc<Error>>().map(Arc::as_ref))
    });
    let extensions = error.extensions.get_or_insert_with(ErrorExtensionValues::default);
    if let Some(own) = own {
        let (code, text) = describe(own);
        if let Error::Internal(cause) = own {
            tracing::error!(request_id = %ctx.request_id, error = %chain(cause.as_ref()), "internal error");
        }
        text.in_locale(ctx.locale).clone_into(&mut error.message);
        extensions.set("code", code);
    } else if extensions.get("code").is_none() {
        // Found by the library: a value does not fit its type, or the document does not fit the schema.
        extensions.set("code", if error.path.is_empty() { code::BAD_DOCUMENT } else { code::BAD_INPUT });
    }
    extensions.set("requestId", ctx.request_id.as_str());
    error.source = None;
}

fn describe(error: &Error) -> (&'static str, Text) {
    match error {
        Error::NotFound => (code::NOT_FOUND, Text::new("Findes ikke.", "Does not exist.")),
        Error::Forbidden => {
            (code::FORBIDDEN, Text::new("Det har du ikke ret til.", "You are not allowed to do this."))
        }
        Error::Unauthenticated => (code::UNAUTHENTICATED, Text::new("Log ind først.", "Sign in first.")),
        Error::BadInput(text) => (code::BAD_INPUT, text.clone()),
        Error::Invalid(errors) => {
            let join = |locale: Locale| {
                errors.iter().map(|error| error.message.in_locale(locale)).collect::<Vec<_>>().join(" ")
            };
            (code::BAD_INPUT, Text::new(join(Locale::Da), join(Locale::En)))
        }
        Error::Conflict => (
            code::BAD_INPUT,
            Text::new("En anden har ændret det i mellemtiden.", "Somebody else changed it in the meantime."),
        ),
        Error::Busy => (
            code::BUSY,
            Text::new(
                "Der er for travlt lige nu. Prøv igen om lidt.",
                "Too busy right now. Try again shortly.",
            ),
        ),
        Error::Timeout => (
            code::TIMEOUT,
            Text::new("Det tog for lang tid og blev stoppet.", "It took too long and was stopped."),
        ),
        Error::Internal(_) => {
            (code::INTERNAL, Text::new("Der skete en fejl hos os.", "Something went wrong on our side."))
        }
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}
