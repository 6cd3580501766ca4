//! `medspil demo`: a server with invented people in a folder of its own. It makes what is missing and keeps what is
//! there; its issuer's key never leaves the folder, and no other command trusts it.

use std::{
    fs::{self, File},
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};

use super::{
    Console, Failure,
    schema_state::{migrate_up, open},
    serve::{open_storage, serve},
    token::AUDIENCE,
};
use crate::{
    access::{Authenticator, DEMO_ISSUER, DevClaims, DevIssuer, write_private},
    config::{Config, Sources},
    core::{Clock, Ctx, Ids, db::SchemaState},
    demo,
};

/// How long the demo's tokens are good for; a restart makes new ones.
const LIFETIME: Duration = Duration::from_hours(24);

/// Serve a demo with invented people, in a folder of its own
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The folder keeps the data: started again, the demo goes on where it was. Delete the folder to start\n\
                  over. DIR/demo.json holds the address and a token for each role.\n\n\
                  Examples:\n  medspil demo\n  medspil demo --listen 127.0.0.1:0 --data /tmp/demo\n  \
                  medspil demo --data /tmp/large --employees 45000 --years 10"
)]
pub(super) struct Args {
    /// Folder for the data, the key and the tokens
    #[arg(long, value_name = "DIR", default_value = "medspil-demo")]
    data: PathBuf,
    /// Address and port to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Employees of the generated municipality
    #[arg(long, value_name = "N", default_value_t = demo::Options::default().employees, value_parser = clap::value_parser!(u32).range(50..=200_000))]
    employees: u32,
    /// Years of history
    #[arg(long, value_name = "Y", default_value_t = demo::Options::default().years, value_parser = clap::value_parser!(u32).range(1..=50))]
    years: u32,
    /// Seed: the same seed gives the same data
    #[arg(long, value_name = "S", default_value_t = demo::Options::default().seed)]
    seed: u64,
    /// Another database than the folder's, for measuring; empty, or filled by a demo from this folder
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

pub(super) async fn run(args: &Args, sources: Sources, console: &mut Console) -> Result<(), Failure> {
    let _lock = own_folder(&args.data)?;
    let config = config(args, sources)?;
    console.start_log(&config.log);
    let key_file = args.data.join("demo-issuer.pem");
    let first_time = !key_file.exists();
    let db = open(&config.database, true).await?;
    if args.database.is_some() && first_time && !SchemaState::read(&db).await?.applied.is_empty() {
        return Err(Failure::new("The database was not made by a demo from this folder.")
            .remedy("Give --database an empty one."));
    }
    migrate_up(&db, |_| Ok(())).await.map_err(|failure| {
        failure.remedy(format!("Delete {} to start over, or name another folder.", args.data.display()))
    })?;
    let issuer = DevIssuer::open_or_create(&key_file, DEMO_ISSUER, AUDIENCE).map_err(|err| {
        Failure::new(format!("{err}.")).remedy("Delete the file; the demo makes a new one.")
    })?;

    let clock = Clock::System;
    let ctx = Ctx::system(db.clone(), clock.clone(), Ids::random(), "demo");
    let options = demo::Options { employees: args.employees, years: args.years, seed: args.seed };
    let progress = console.progress();
    let accounts = demo::ensure(&ctx, &options, &progress).await?;
    progress.finish();
    demo::write_files(&ctx, &open_storage(&config)?).await?;

    let tokens = tokens(accounts, &issuer, &clock)?;
    let authenticator = Authenticator::new(vec![issuer.config("demo")], &clock);
    let authenticator = Arc::new(authenticator.with_refusals(config.budget.refused_per_minute));
    authenticator.refresh().await;
    let mut announced = Ok(());
    serve(config, db, authenticator, Some(as_json(&tokens)), |url| {
        announced = announce(&args.data, url, &tokens, console);
    })
    .await?;
    announced
}

/// The demo's settings: as configured, but with its own database and issuer and, unless asked for more, a quiet log.
fn config(args: &Args, sources: Sources) -> Result<Config, Failure> {
    // In a URL, these characters of a path would mean something.
    let path = args.data.join("medspil.db").display().to_string();
    let own = format!("sqlite:{}", path.replace('%', "%25").replace('?', "%3F").replace('#', "%23"));
    let mut sources = sources.with("database.url", args.database.clone().unwrap_or(own));
    let files = args.data.join("files").display().to_string();
    sources.defaults.push(("storage.url", format!("file:{files}")));
    sources.defaults.push(("log.filter", "warn".to_owned()));
    if let Some(listen) = args.listen {
        sources = sources.with("http.listen", listen.to_string());
    }
    let mut config = Config::load(&sources)?;
    config.issuers.clear();
    Ok(config)
}

/// Makes the folder and holds it: two demos in one folder would write over each other.
fn own_folder(folder: &Path) -> Result<File, Failure> {
    let fault = |err: std::io::Error| {
        Failure::new(format!("The folder {} cannot be used: {err}.", folder.display()))
            .remedy("Name another folder with --data.")
    };
    fs::create_dir_all(folder).map_err(fault)?;
    let lock = File::create(folder.join("demo.lock")).map_err(fault)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(fs::TryLockError::WouldBlock) => {
            Err(Failure::new(format!("Another demo is running in {}.", folder.display()))
                .remedy("Stop it, or name another folder with --data and another address with --listen."))
        }
        Err(fs::TryLockError::Error(err)) => Err(fault(err)),
    }
}

type Tokens = Vec<(&'static str, SecretString)>;

fn tokens(accounts: Vec<demo::Account>, issuer: &DevIssuer, clock: &Clock) -> Result<Tokens, Failure> {
    let sign = |account: demo::Account| {
        let claims = DevClaims {
            subject: format!("demo-{}", account.name),
            client: Some(DEMO_ISSUER.to_owned()),
            authority_id: account.authority_id,
            person_id: account.person_id,
            unit_id: None,
            roles: account.roles.iter().copied().collect(),
            scopes: account.scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            lifetime: LIFETIME,
        };
        let token = issuer.sign(&claims, clock.now()).map_err(|err| Failure::new(format!("{err}.")))?;
        Ok((account.name, token))
    };
    accounts.into_iter().map(sign).collect()
}

fn as_json(tokens: &Tokens) -> Value {
    let tokens: Map<String, Value> =
        tokens.iter().map(|(name, token)| ((*name).to_owned(), token.expose_secret().into())).collect();
    Value::Object(tokens)
}

/// Says where the demo is and how to get in: on stdout, and in a file for programs.
fn announce(folder: &Path, url: &str, tokens: &Tokens, console: &mut Console) -> Result<(), Failure> {
    let file = folder.join("demo.json");
    let text = format!("{:#}\n", json!({ "url": url, "tokens": as_json(tokens) }));
    write_private(&file, text.as_bytes())
        .map_err(|err| Failure::new(format!("{} cannot be written: {err}.", file.display())))?;
    let mut lines = vec![
        "Medspil demo. The people are invented; the authorities are real.\n".to_owned(),
        format!("  Explorer  {url}/explorer"),
        format!("  GraphQL   {url}/graphql"),
        format!("  Data      {} (kept; delete the folder to start over)", folder.display()),
        format!("  Tokens    good for a day, also in {}\n", file.display()),
    ];
    lines.extend(tokens.iter().map(|(name, token)| format!("{name}\n{}\n", token.expose_secret())));
    lines.push("Stop with Ctrl-C.".to_owned());
    console.line(&lines.join("\n"))
}
