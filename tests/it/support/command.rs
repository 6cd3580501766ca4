//! The program's commands on a database, as a person at the keyboard sees them.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use medspil::cli::{self, Console};

/// What a command wrote.
#[derive(Clone, Default)]
pub struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Output {
    /// What it is so far.
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// How a command ended.
pub struct Ran {
    /// Its exit code.
    pub code: u8,
    /// Its result.
    pub out: String,
    /// What it says is wrong, and how far it has come.
    pub err: String,
}

/// Runs a command with an environment.
pub fn run(arguments: &[&str], env: &[(&str, &str)]) -> Ran {
    let arguments = ["medspil"].iter().chain(arguments).map(Into::into);
    let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let (out, err) = (Output::default(), Output::default());
    let mut console = Console::new(out.clone(), err.clone());
    let code = cli::run(arguments.collect::<Vec<_>>(), env.collect(), &mut console);
    Ran { code, out: out.text(), err: err.text() }
}

/// Runs a command on the database at an address: exit code, result, and what it says is wrong.
pub async fn medspil(url: &str, arguments: &[&str]) -> (u8, String, String) {
    let url = url.to_owned();
    let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
    // The command has a runtime of its own.
    let work = move || {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        run(&arguments, &[("DATABASE_URL", &url)])
    };
    let ran = tokio::task::spawn_blocking(work).await.unwrap();
    (ran.code, ran.out, ran.err)
}
