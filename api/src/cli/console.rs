//! Where a command writes: results on stdout, everything else on stderr. Long work shows a bar on a terminal and plain
//! lines otherwise.

use std::{
    io::{self, IsTerminal, Write},
    sync::{Mutex, PoisonError},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Failure;
use crate::{config::LogConfig, telemetry};

/// The two outputs of a command.
pub struct Console {
    out: Box<dyn Write + Send>,
    err: Box<dyn Write + Send>,
    process: bool,
}

impl Console {
    /// The process's own.
    pub fn process() -> Self {
        Self { out: Box::new(io::stdout()), err: Box::new(io::stderr()), process: true }
    }

    /// Others, for tests.
    pub fn new(out: impl Write + Send + 'static, err: impl Write + Send + 'static) -> Self {
        Self { out: Box::new(out), err: Box::new(err), process: false }
    }

    pub(super) fn is_process(&self) -> bool {
        self.process
    }

    /// Starts the log of the process; a test has none.
    pub(super) fn start_log(&self, log: &LogConfig) {
        if self.process {
            telemetry::init(log);
        }
    }

    /// One line of the result.
    pub(super) fn line(&mut self, text: &str) -> Result<(), Failure> {
        self.raw(&format!("{text}\n"))
    }

    /// The result as it is. A reader that went away ends the command without an error.
    pub(super) fn raw(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
        written.map_err(|err| match err.kind() {
            io::ErrorKind::BrokenPipe => Failure::nobody_reads(),
            _ => Failure::new(format!("The result could not be written: {err}.")),
        })
    }

    /// A message for the person at the keyboard.
    pub(super) fn error(&mut self, text: &str) {
        // Nowhere is left to say that this failed.
        let _unheard = writeln!(self.err, "{text}").and_then(|()| self.err.flush());
    }

    /// A display for long work, on stderr.
    pub(super) fn progress(&self) -> Progress {
        Progress {
            shown: Mutex::default(),
            terminal: self.process && io::stderr().is_terminal(),
            process: self.process,
        }
    }
}

/// Shows how far long work has come.
pub struct Progress {
    shown: Mutex<Shown>,
    terminal: bool,
    process: bool,
}

#[derive(Default)]
struct Shown {
    bar: Option<ProgressBar>,
    finished: String,
}

impl Progress {
    /// The work is done; the display goes away.
    pub(super) fn finish(&self) {
        if let Some(bar) = self.shown.lock().unwrap_or_else(PoisonError::into_inner).bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl crate::demo::Progress for Progress {
    fn step(&self, what: &str, done: u64, total: u64) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if self.terminal {
            let bar = shown.bar.get_or_insert_with(|| new_bar(total));
            bar.set_message(what.to_owned());
            bar.set_length(total);
            bar.set_position(done);
        } else if self.process && done >= total && shown.finished != what {
            what.clone_into(&mut shown.finished);
            // Nobody reads: the work goes on.
            let _unheard = writeln!(io::stderr(), "{what}: {total} rows");
        }
    }
}

fn new_bar(total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{msg:<30!} {bar:30} {percent:>3} %  {pos}/{len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
