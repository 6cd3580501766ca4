//! `medspil service-token`: credentials of systems, made by whoever holds the database. What is written here stands in
//! the change log as done by `system`. The token itself goes to stdout alone, so that a script can keep it.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use clap::Subcommand;
use entity::service_token::Model;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Console, Failure,
    schema_state::{open, require_current},
    token::{id, role},
};
use crate::{
    access::{is_cvr, service::authority_by_cvr},
    config::Config,
    core::{Clock, Ctx, Db, Error, Id, Ids, Kind, Role, Written, db::SchemaState},
    service_token::service::{self, Issued, New, Rotation},
};

/// Issue, list, rotate and revoke service tokens
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a token and print it: it is shown once
    #[command(
        after_help = "Examples:\n  medspil service-token issue --authority 58271713 --name Intranet --role EMPLOYEE\n  \
                      medspil service-token issue --authority 58271713 --name Payroll --role HR_INTEGRATION --write \\\n      \
                      --days 180 --address 192.0.2.0/24"
    )]
    Issue(Issue),
    /// List the tokens of an authority; no secret is known
    List {
        /// The authority: its id or its CVR number
        #[arg(long, value_name = "ID|CVR")]
        authority: String,
        /// Also those that expired or were revoked
        #[arg(long)]
        all: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Replace the secret of a token and print the new one: it is shown once
    Rotate {
        /// The token's id, as `list` shows it
        #[arg(value_name = "TOKEN", value_parser = |text: &str| id(Kind::ServiceToken, text))]
        token: Uuid,
        /// How many hours the old secret holds beside the new one
        #[arg(long, value_name = "HOURS")]
        overlap_hours: i64,
        /// Days until the token expires, from now; without it, it expires when it would have
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=1_096))]
        days: Option<u32>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// End a token at once, on every server
    Revoke {
        /// The token's id, as `list` shows it
        #[arg(value_name = "TOKEN", value_parser = |text: &str| id(Kind::ServiceToken, text))]
        token: Uuid,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct Issue {
    /// The authority: its id or its CVR number
    #[arg(long, value_name = "ID|CVR")]
    authority: String,
    /// The system that will use it
    #[arg(long, value_name = "TEXT")]
    name: String,
    /// A role; may be given more than once
    #[arg(long = "role", value_name = "ROLE", required = true, ignore_case = true, value_parser = role())]
    roles: Vec<Role>,
    /// A scope, for example sensitive:read; may be given more than once
    #[arg(long = "scope", value_name = "SCOPE")]
    scopes: Vec<String>,
    /// Let it write what its roles allow; without this it only reads
    #[arg(long)]
    write: bool,
    /// Days until it expires
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=1_096))]
    days: u32,
    /// An address or network from which it may be used; may be given more than once; none for all
    #[arg(long = "address", value_name = "CIDR")]
    addresses: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(command: Command, config: &Config, console: &mut Console) -> Result<(), Failure> {
    let db = open(&config.database, false).await?;
    require_current(&SchemaState::read(&db).await?)?;
    let mut ctx = Ctx::system(db.clone(), Clock::System, Ids::random(), "service-token");
    ctx.serving.tokens = config.tokens;
    match command {
        Command::Issue(issue) => {
            let new = New {
                name: issue.name,
                roles: issue.roles.into_iter().collect(),
                scopes: issue.scopes.into_iter().collect(),
                read_only: !issue.write,
                expires_at: in_days(&ctx, issue.days),
                allowed_addresses: issue.addresses,
            };
            let authority = authority(&db, &issue.authority).await?;
            let issued = service::issue(&ctx, Some(authority), new).await?;
            show_issued(&ctx, issued, issue.json, console).await
        }
        Command::List { authority: of, all, json } => {
            let rows = service::list(&ctx, Some(authority(&db, &of).await?), all).await?;
            if json {
                let rows: Vec<Value> = rows.iter().map(|row| describe(row, ctx.now())).collect();
                return console.line(&format!("{:#}", Value::Array(rows)));
            }
            rows.iter().try_for_each(|row| console.line(&one_line(row, ctx.now())))
        }
        Command::Rotate { token, overlap_hours, days, json } => {
            let expires_at = days.map(|days| in_days(&ctx, days));
            let rotation = Rotation { if_version: None, overlap_hours, expires_at };
            let issued = service::rotate(&ctx, token, rotation).await.map_err(unknown)?;
            show_issued(&ctx, issued, json, console).await
        }
        Command::Revoke { token, json } => {
            service::revoke(&ctx, token, None).await.map_err(unknown)?;
            let row = service::get(&ctx, token).await?;
            if json {
                return console.line(&format!("{:#}", describe(&row, ctx.now())));
            }
            console.line(&one_line(&row, ctx.now()))
        }
    }
}

fn in_days(ctx: &Ctx, days: u32) -> DateTime<Utc> {
    ctx.now() + TimeDelta::days(days.into())
}

async fn authority(db: &Db, text: &str) -> Result<Uuid, Failure> {
    if is_cvr(text) {
        let found = authority_by_cvr(db, text).await?;
        return found.ok_or_else(|| Failure::new(format!("No authority has the CVR number {text}.")));
    }
    let id = id(Kind::Authority, text).map_err(|problem| {
        Failure::usage(format!("--authority: {problem}."))
            .remedy("Give its id or its CVR number (eight digits).")
    })?;
    let ctx = Ctx::system(db.clone(), Clock::System, Ids::random(), "service-token");
    match crate::authority::service::framework(&ctx, db.read(), id).await {
        Ok(_) => Ok(id),
        Err(Error::NotFound) => Err(Failure::new(format!("There is no authority {text}."))
            .remedy("`medspil authority list` shows those that are there.")),
        Err(other) => Err(other.into()),
    }
}

fn unknown(error: Error) -> Failure {
    match error {
        Error::NotFound => Failure::new("There is no such token.")
            .remedy("`medspil service-token list --all` shows the ids of all."),
        other => other.into(),
    }
}

/// The token on stdout, alone or in JSON; what belongs to it for the person at the keyboard.
async fn show_issued(
    ctx: &Ctx,
    issued: Written<Issued>,
    json: bool,
    console: &mut Console,
) -> Result<(), Failure> {
    let row = service::get(ctx, issued.value.id).await?;
    let token = issued.value.token.expose_secret();
    if json {
        let mut described = describe(&row, ctx.now());
        if let Some(object) = described.as_object_mut() {
            object.insert("token".to_owned(), token.into());
        }
        return console.line(&format!("{described:#}"));
    }
    console.line(token)?;
    console
        .error(&format!("{}\nThe token is shown once. Keep it in a safe place.", one_line(&row, ctx.now())));
    Ok(())
}

fn describe(row: &Model, now: DateTime<Utc>) -> Value {
    let at = |at: Option<DateTime<Utc>>| at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
    json!({
        "id": Id::new(Kind::ServiceToken, row.id).to_string(),
        "authority": Id::new(Kind::Authority, row.authority_id).to_string(),
        "name": row.name,
        "status": status(row, now),
        "roles": row.roles.0,
        "scopes": row.scopes.0,
        "readOnly": row.read_only,
        "allowedAddresses": row.allowed_addresses.0,
        "createdAt": at(Some(row.created_at)),
        "createdBy": row.created_by,
        "expiresAt": at(Some(row.expires_at)),
        "rotatedAt": at(row.rotated_at),
        "previousValidUntil": at(row.previous_until.filter(|until| *until > now)),
        "revokedAt": at(row.revoked_at),
        "lastUsedAt": at(row.last_used_at),
    })
}

fn status(row: &Model, now: DateTime<Utc>) -> String {
    format!("{:?}", service::status(row, now)).to_uppercase()
}

fn one_line(row: &Model, now: DateTime<Utc>) -> String {
    let used =
        row.last_used_at.map_or_else(|| "never used".to_owned(), |at| format!("used {}", at.date_naive()));
    format!(
        "{}  {:<8} {:<5} {}  expires {}  {used}  {}",
        Id::new(Kind::ServiceToken, row.id),
        status(row, now),
        if row.read_only { "read" } else { "write" },
        row.roles.0.join(","),
        row.expires_at.date_naive(),
        row.name,
    )
}
