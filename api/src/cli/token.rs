//! `medspil token`: a token for development, signed with a key file. Refuses where real issuers are configured,
//! so that nobody takes it for a way in.

use std::{path::PathBuf, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use secrecy::ExposeSecret;
use serde_json::Value;
use uuid::Uuid;

use super::{Console, Failure};
use crate::{
    access::{DEMO_ISSUER, DevClaims, DevIssuer},
    config::{Config, Sources},
    core::{Clock, Id, Kind, Role},
};

/// Whom the demo's tokens are for.
pub(super) const AUDIENCE: &str = "medspil";

/// Print a token for development
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  medspil token --role AUDITOR\n      for the demo in ./medspil-demo\n  \
                  medspil token --role EMPLOYEE --person person_01h455vb4pex5vsknk084sn02q\n  \
                  medspil token --role SECRETARY --key dev.pem --issuer https://dev.example --authority authority_01h4…\n\n\
                  The server has to trust the key. The demo trusts its own; another server needs an issuer\n\
                  with development = true, as docs/medspil.example.toml shows.")]
pub(super) struct Args {
    /// A role of the bearer; may be given more than once
    #[arg(long = "role", value_name = "ROLE", required = true, ignore_case = true, value_parser = role())]
    roles: Vec<Role>,
    /// A scope of the bearer, for example sensitive:read; may be given more than once
    #[arg(long = "scope", value_name = "SCOPE")]
    scopes: Vec<String>,
    /// Id of the authority; without it, that of the demo's MED coordinator
    #[arg(long, value_name = "ID", value_parser = |text: &str| id(Kind::Authority, text))]
    authority: Option<Uuid>,
    /// Id of the person
    #[arg(long, value_name = "ID", value_parser = |text: &str| id(Kind::Person, text))]
    person: Option<Uuid>,
    /// Id of the unit that the roles are limited to
    #[arg(long, value_name = "ID", value_parser = |text: &str| id(Kind::OrgUnit, text))]
    unit: Option<Uuid>,
    /// Who signed in: any text
    #[arg(long, value_name = "TEXT", default_value = "developer")]
    subject: String,
    /// How many hours the token is good for
    #[arg(long, value_name = "HOURS", default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=24))]
    hours: u64,
    /// File with the issuer's private key
    #[arg(long, value_name = "FILE", default_value = "medspil-demo/demo-issuer.pem")]
    key: PathBuf,
    /// Name of the issuer (iss)
    #[arg(long, value_name = "TEXT", default_value = DEMO_ISSUER)]
    issuer: String,
    /// Whom the token is for (aud)
    #[arg(long, value_name = "TEXT", default_value = AUDIENCE)]
    audience: String,
}

pub(super) fn run(args: &Args, sources: &Sources, console: &mut Console) -> Result<(), Failure> {
    // Only the issuers matter here: a database need not be configured.
    let config = Config::load(&sources.clone().with("database.url", "sqlite:unused.db"))?;
    if let Some(real) = config.issuers.iter().find(|issuer| !issuer.development) {
        return Err(Failure::new(format!(
            "A real issuer is configured ({}): development tokens are not made beside it.",
            real.name
        ))
        .remedy("Sign in with that issuer, or run this with another configuration."));
    }
    let issuer = DevIssuer::open(&args.key, &args.issuer, &args.audience).map_err(|err| {
        Failure::new(format!("{err}."))
            .remedy("Name the key file with --key; `medspil demo` makes one in its data folder.")
    })?;
    let authority_id = args.authority.or_else(|| demo_authority(args)).ok_or_else(|| {
        Failure::usage("The token needs an authority.").remedy("Add --authority with the id of one.")
    })?;
    let claims = DevClaims {
        subject: args.subject.clone(),
        client: Some("medspil-token".to_owned()),
        authority_id,
        person_id: args.person,
        unit_id: args.unit,
        roles: args.roles.iter().copied().collect(),
        scopes: args.scopes.iter().cloned().collect(),
        lifetime: Duration::from_hours(args.hours),
    };
    let token = issuer.sign(&claims, Clock::System.now()).map_err(|err| Failure::new(format!("{err}.")))?;
    console.line(token.expose_secret())
}

/// Role names in the spelling of the API; lower case is understood.
pub(super) fn role() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.iter().map(|role| role.name())).try_map(|name| {
        Role::parse(&name.to_uppercase()).ok_or_else(|| std::io::Error::other("this is not a role"))
    })
}

pub(super) fn id(kind: Kind, text: &str) -> Result<Uuid, String> {
    let id: Id = text.parse().map_err(|()| "this is not an id of Medspil".to_owned())?;
    if id.kind == kind {
        Ok(id.uuid)
    } else {
        Err(format!("an id that begins with {}_ is needed", kind.prefix()))
    }
}

/// The authority of the demo beside the key: the demo's own file says it in the coordinator's token.
fn demo_authority(args: &Args) -> Option<Uuid> {
    let text = std::fs::read_to_string(args.key.with_file_name("demo.json")).ok()?;
    let demo: Value = serde_json::from_str(&text).ok()?;
    let payload = demo.get("tokens")?.get("medCoordinator")?.as_str()?.split('.').nth(1)?;
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
    id(Kind::Authority, claims.get("authority")?.as_str()?).ok()
}
