//! Databases on SQLite for tests: a template is made once per run and kept in memory, each test gets a file of its own.
//! A file lives in a temporary folder that goes with the value, so a run leaves nothing behind.

use std::collections::HashMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The finished file of a template.
pub type Template = Arc<[u8]>;

type Templates = Mutex<HashMap<&'static str, Arc<OnceCell<Template>>>>;

/// A database of one test, removed with this value.
pub struct Database {
    /// The address to connect to.
    pub url: String,
    folder: TempDir,
}

impl Database {
    /// A copy of `template` in a new file.
    pub fn from_template(template: &[u8]) -> Self {
        let folder = new_folder();
        let file = folder.path().join("medspil.sqlite");
        std::fs::write(&file, template).unwrap();
        Self { url: url(&file), folder }
    }

    /// The database file, for tests that look at it from outside.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("medspil.sqlite")
    }
}

/// The template `name`, made at the first call: `prepare` gets the address of an empty database, fills it, and must have
/// closed its connections when it is done. Later calls wait for the first and take what it made.
pub async fn template<Work>(name: &'static str, prepare: impl FnOnce(String) -> Work) -> Template
where
    Work: Future<Output = ()>,
{
    static TEMPLATES: LazyLock<Templates> = LazyLock::new(Mutex::default);
    let once = Arc::clone(TEMPLATES.lock().unwrap().entry(name).or_default());
    let made = once.get_or_init(|| async {
        let folder = new_folder();
        let file = folder.path().join("template.sqlite");
        prepare(url(&file)).await;
        let log = std::fs::metadata(file.with_extension("sqlite-wal")).map_or(0, |log| log.len());
        assert_eq!(log, 0, "the template {name} still has a connection open: its log is not in the file yet");
        std::fs::read(&file).unwrap().into()
    });
    Arc::clone(made.await)
}

fn new_folder() -> TempDir {
    tempfile::Builder::new().prefix("medspil-sqlite-").tempdir().unwrap()
}

fn url(file: &Path) -> String {
    format!("sqlite://{}?mode=rwc", file.display())
}
