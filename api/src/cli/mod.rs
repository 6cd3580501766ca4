//! The command line. Every command says on stderr what is wrong and what to do, and ends with a code that scripts can
//! rely on: 0 done, 1 failed, 2 wrong usage, 78 wrong configuration. Arguments, environment and output are passed in,
//! so that commands can be tested without a process.

mod authority;
mod console;
mod demo;
mod doctor;
mod failure;
mod migrate;
mod privacy;
mod schema_state;
mod search;
mod serve;
mod service_token;
mod token;

use std::{ffi::OsString, io::IsTerminal, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

pub use console::{Console, Progress};
pub use failure::Failure;

use crate::config::{Config, Sources};

/// GraphQL API for co-created governance in the Danish MED system.
#[derive(Debug, Parser)]
#[command(
    name = "medspil",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = "Try it:\n  medspil demo\n\n\
                  Run it:\n  export DATABASE_URL=postgres://medspil@localhost/medspil\n  \
                  medspil migrate up\n  medspil doctor\n  medspil serve\n\n\
                  Settings come from the environment (MEDSPIL_HTTP__LISTEN=0.0.0.0:8080) and from a TOML file;\n\
                  docs/medspil.example.toml names them all.\n\n\
                  Exit codes: 0 done, 1 failed, 2 wrong usage, 78 wrong configuration."
)]
struct Cli {
    /// TOML file with settings; the environment wins over it [env: MEDSPIL_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API
    #[command(
        after_help = "Needs DATABASE_URL, and a database that `medspil migrate up` brought up to date.\n\n\
                      Example:\n  DATABASE_URL=sqlite:/var/lib/medspil/medspil.db medspil serve"
    )]
    Serve,
    /// Serve a demo with invented people, in a folder of its own
    Demo(demo::Args),
    /// Bring the database schema up to date, or back
    #[command(subcommand)]
    Migrate(migrate::Command),
    /// Take an authority in, or list those that are there
    #[command(subcommand)]
    Authority(authority::Command),
    /// Print the GraphQL schema
    #[command(after_help = "Example:\n  medspil schema > schema.graphql")]
    Schema,
    /// Print a token for development
    Token(token::Args),
    /// What is stored about a person
    #[command(subcommand)]
    Person(privacy::PersonCommand),
    /// The list of persons who were anonymised: keep it, and repeat it after a restore
    #[command(subcommand)]
    Erasure(privacy::ErasureCommand),
    /// Let go now what the authorities keep no longer; a server does so every hour
    Housekeeping,
    /// Look after the search index
    #[command(subcommand)]
    Search(search::Command),
    /// Issue, list, rotate and revoke service tokens
    #[command(subcommand)]
    ServiceToken(service_token::Command),
    /// Check configuration, database, clock and issuers, and say what to do
    Doctor(doctor::Args),
}

/// Runs the program with the process's own arguments, environment and output.
pub fn main() -> ExitCode {
    let mut console = Console::process();
    let env = Sources::from_process(None).env;
    ExitCode::from(run(std::env::args_os(), env, &mut console))
}

/// Runs one command and gives its exit code.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    env: Vec<(String, String)>,
    console: &mut Console,
) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(usage) => return explain_usage(&usage, console),
    };
    let sources = Sources { file: cli.config, env, ..Sources::default() };
    match dispatch(cli.command, sources, console) {
        Ok(()) => 0,
        Err(failure) => failure.report(console),
    }
}

fn dispatch(command: Command, sources: Sources, console: &mut Console) -> Result<(), Failure> {
    match command {
        Command::Schema => console.raw(&crate::graphql::sdl()),
        Command::Token(args) => token::run(&args, &sources, console),
        Command::Serve => {
            let config = Config::load(&sources)?;
            block_on(serve::run(config, console))
        }
        Command::Demo(args) => block_on(demo::run(&args, sources, console)),
        Command::Migrate(command) => {
            let config = Config::load(&sources)?;
            block_on(migrate::run(&command, &config, console))
        }
        Command::Authority(command) => {
            let config = Config::load(&sources)?;
            block_on(authority::run(command, &config, console))
        }
        Command::Person(command) => {
            let config = Config::load(&sources)?;
            block_on(privacy::person(&command, &config, console))
        }
        Command::Erasure(command) => {
            let config = Config::load(&sources)?;
            block_on(privacy::erasure(&command, &config, console))
        }
        Command::Housekeeping => {
            let config = Config::load(&sources)?;
            block_on(privacy::housekeeping(&config, console))
        }
        Command::Search(command) => {
            let config = Config::load(&sources)?;
            block_on(search::run(&command, &config, console))
        }
        Command::ServiceToken(command) => {
            let config = Config::load(&sources)?;
            block_on(service_token::run(command, &config, console))
        }
        Command::Doctor(args) => block_on(doctor::run(&args, &sources, console)),
    }
}

/// The runtime of the command itself; the web server's workers have their own.
fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|err| Failure::new(format!("The runtime could not start: {err}.")))?;
    runtime.block_on(work)
}

/// Help and version go to stdout and are no failure.
fn explain_usage(usage: &clap::Error, console: &mut Console) -> u8 {
    let text = usage.render();
    let asked = !usage.use_stderr();
    let terminal = if asked { std::io::stdout().is_terminal() } else { std::io::stderr().is_terminal() };
    let text = if console.is_process() && terminal { text.ansi().to_string() } else { text.to_string() };
    if asked {
        return console.raw(&text).map_or_else(|failure| failure.report(console), |()| 0);
    }
    console.error(text.trim_end());
    Failure::USAGE
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
