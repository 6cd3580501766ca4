//! The program's commands on a database, as a person at the keyboard sees them.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use medspil::cli::{self, Console};

/// What a command wrote.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs a command on the database at an address: exit code, result, and what it says is wrong.
pub async fn medspil(url: &str, arguments: &[&str]) -> (u8, String, String) {
    let arguments: Vec<_> = ["medspil"].iter().chain(arguments).map(Into::into).collect();
    let env = vec![("DATABASE_URL".to_owned(), url.to_owned())];
    let (out, err) = (Output::default(), Output::default());
    let mut console = Console::new(out.clone(), err.clone());
    // The command has a runtime of its own.
    let code = tokio::task::spawn_blocking(move || cli::run(arguments, env, &mut console)).await.unwrap();
    let text = |output: &Output| String::from_utf8(output.0.lock().unwrap().clone()).unwrap();
    (code, text(&out), text(&err))
}
