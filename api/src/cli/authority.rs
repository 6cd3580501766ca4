//! `medspil authority`: takes an authority in. Nobody can sign in before theirs is there, so this is the one thing that
//! is set up at the command line; everything below it comes through the API.

use chrono::NaiveDate;
use clap::{
    Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use entity::authority::{AuthorityKind, Framework};
use sea_orm::{ActiveEnum, Iterable};

use super::{
    Console, Failure,
    schema_state::{open, require_current},
};
use crate::{
    authority::service::{self, New},
    config::Config,
    core::{Clock, Ctx, Id, Ids, Kind, db::SchemaState},
};

/// Take an authority in, or list those that are there
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Take an authority in; prints its id, which tokens name as their authority
    #[command(
        after_help = "Example:\n  medspil authority create --kind MUNICIPALITY --framework KL --name \"Ballerup Kommune\" --code 151"
    )]
    Create(Create),
    /// List the authorities: id, kind, framework, code and name
    List,
}

#[derive(Debug, clap::Args)]
pub(super) struct Create {
    /// Its name
    #[arg(long, value_name = "TEXT")]
    name: String,
    /// What kind of employer it is
    #[arg(long, value_name = "KIND", ignore_case = true, value_parser = word::<AuthorityKind>())]
    kind: AuthorityKind,
    /// The framework agreement on co-determination: KL, RLTN or NONE
    #[arg(long, value_name = "NAME", ignore_case = true, value_parser = word::<Framework>())]
    framework: Framework,
    /// Municipality code (3 digits) or region code (4 digits)
    #[arg(long, value_name = "DIGITS")]
    code: Option<String>,
    /// Business register number (CVR, 8 digits)
    #[arg(long, value_name = "DIGITS")]
    cvr: Option<String>,
    /// First day on which it exists; today when absent
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<NaiveDate>,
}

pub(super) async fn run(command: Command, config: &Config, console: &mut Console) -> Result<(), Failure> {
    let db = open(&config.database, false).await?;
    require_current(&SchemaState::read(&db).await?)?;
    let ctx = Ctx::system(db, Clock::System, Ids::random(), "authority");
    match command {
        Command::Create(create) => {
            let new = New {
                kind: create.kind,
                framework: create.framework,
                valid_from: create.from.unwrap_or_else(|| ctx.today()),
                name: create.name,
                cvr: create.cvr,
                code: create.code,
            };
            let written = service::create(&ctx, new).await?;
            console.line(&Id::new(Kind::Authority, written.value).to_string())
        }
        Command::List => {
            for row in service::list(&ctx).await? {
                let (id, code) = (Id::new(Kind::Authority, row.id), row.code.as_deref().unwrap_or("-"));
                let (kind, framework) = (row.kind.to_value(), row.framework.to_value());
                console.line(&format!("{id}  {kind}  {framework}  {code}  {}", row.name))?;
            }
            Ok(())
        }
    }
}

/// A value of an enumeration in the spelling of the API; lower case is understood.
fn word<E>() -> impl TypedValueParser<Value = E>
where
    E: ActiveEnum<Value = String> + Iterable + Clone + Send + Sync + 'static,
{
    let words = E::iter().map(|value| -> &'static str { value.to_value().leak() });
    PossibleValuesParser::new(words).try_map(|word| E::try_from_value(&word.to_uppercase()))
}
