//! Everything that is logged in the whole run, by servers in this process and by those that tests start: our own code
//! at its most talkative, libraries as they are shipped. Each line is looked at when it is written. One that holds a
//! secret of the tests ends the run: a failed assertion could be lost in a thread that nobody joins.

use std::{
    io::{self, Write},
    sync::{Mutex, Once, PoisonError},
};

use medspil::telemetry;

/// What servers log in tests.
pub const FILTER: &str = "info,medspil=trace,request=trace";

/// Stands in texts, names, variables and passwords of tests, and nowhere in a log.
pub const MARK: &str = "zqplanted";

/// What no line may hold: the mark, the beginning of every token, and the unions of invented persons.
const SECRETS: &[&str] = &[MARK, "eyJ", "mcf_", "fagforening nord", "gruppe syd"];

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Begins to collect what this process logs. Only the first call has an effect.
pub fn collect() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let lines = tracing_subscriber::fmt().with_env_filter(telemetry::filter(FILTER));
        let lines = lines.with_ansi(false).with_writer(|| Collector).finish();
        tracing::subscriber::set_global_default(lines).expect("nobody else collects");
    });
}

/// Writes of the subscriber: one for each event.
struct Collector;

impl Write for Collector {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        keep(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Takes in a line of a log.
pub fn keep(line: &str) {
    if let Some(secret) = secret_in(line) {
        end_of_the_run(secret, line);
    }
    LINES.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
}

/// The secret that a line holds, in whatever case.
pub fn secret_in(line: &str) -> Option<&'static str> {
    let lower = line.to_lowercase();
    SECRETS.iter().copied().find(|secret| lower.contains(&secret.to_lowercase()))
}

#[expect(clippy::disallowed_methods, reason = "no assertion in a thread of a server reaches the test runner")]
fn end_of_the_run(secret: &str, line: &str) -> ! {
    // Past the capture of the test runner.
    drop(writeln!(io::stderr(), "\n\nA secret was logged ({secret}):\n{line}\n"));
    std::process::exit(101)
}

/// How many lines there are.
pub fn count() -> usize {
    LINES.lock().unwrap_or_else(PoisonError::into_inner).len()
}

/// The lines from this place on.
pub fn since(place: usize) -> Vec<String> {
    LINES.lock().unwrap_or_else(PoisonError::into_inner)[place..].to_vec()
}
