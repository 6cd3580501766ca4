//! Where a configuration comes from: an optional TOML file, and over it the environment. The process's environment
//! is passed in, so that nothing here is global and tests can run side by side.

use std::path::PathBuf;

use figment::{
    Figment, Metadata, Profile, Provider,
    providers::{Format, Toml},
    util::nest,
    value::{Dict, Map, Value},
};

use super::fault::Fault;

/// Environment variables with this prefix are ours; two underscores separate the names of a key.
const PREFIX: &str = "MEDSPIL_";

/// What a configuration is read from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The file named on the command line; the variable `MEDSPIL_CONFIG` names one otherwise.
    pub file: Option<PathBuf>,
    /// The environment.
    pub env: Vec<(String, String)>,
    /// Keys set by the command itself; they win over everything.
    pub fixed: Vec<(&'static str, String)>,
    /// What the command takes instead of the usual defaults; everything wins over them.
    pub defaults: Vec<(&'static str, String)>,
}

impl Sources {
    /// The process's own environment; variables that are not text cannot be ours.
    pub fn from_process(file: Option<PathBuf>) -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
        let env = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self { file, env, ..Self::default() }
    }

    /// The same sources with a key set by the command.
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.fixed.push((key, value.into()));
        self
    }

    /// Lays the sources over each other; a file that cannot be read is a fault.
    pub(super) fn layers(&self) -> (Figment, Vec<Fault>) {
        let mut figment = Figment::new();
        let mut faults = Vec::new();
        for (key, value) in &self.defaults {
            figment = figment.merge(Layer::one("command".to_owned(), key, value));
        }
        match self.file_layer() {
            Ok(Some(layer)) => figment = figment.merge(layer),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
        let database = self.env.iter().filter(|(name, _)| name == "DATABASE_URL");
        for (name, value) in database {
            figment = figment.merge(Layer::one(variable(name), "database.url", value));
        }
        for (name, value) in &self.env {
            if let Some(key) = key_of(name) {
                figment = figment.merge(Layer::one(variable(name), &key, value));
            }
        }
        for (key, value) in &self.fixed {
            figment = figment.merge(Layer::one("command line".to_owned(), key, value));
        }
        (figment, faults)
    }

    fn file_layer(&self) -> Result<Option<Layer>, Fault> {
        let named = || {
            let (_, value) = self.env.iter().find(|(name, _)| name == "MEDSPIL_CONFIG")?;
            Some(PathBuf::from(value))
        };
        let Some(path) = self.file.clone().or_else(named) else {
            return Ok(None);
        };
        let name = format!("file {}", path.display());
        let fault = |problem: String, remedy: &str| Fault {
            key: name.clone(),
            source: None,
            problem,
            remedy: remedy.to_owned(),
        };
        let text = std::fs::read_to_string(&path).map_err(|err| {
            fault(format!("cannot be read: {err}."), "Check the path and that this user may read the file.")
        })?;
        let dict = Toml::from_str(&text).map_err(|err| {
            let line =
                err.span().map(|span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
            let place = line.map_or_else(String::new, |line| format!(" at line {line}"));
            fault(
                format!("is not TOML{place}: {}.", err.message().trim_end()),
                "Mend that line; docs/medspil.example.toml shows every key.",
            )
        })?;
        Ok(Some(Layer { name, dict }))
    }
}

fn variable(name: &str) -> String {
    format!("environment variable {name}")
}

/// The configuration key that an environment variable sets, if it sets one.
fn key_of(name: &str) -> Option<String> {
    let rest = name.strip_prefix(PREFIX)?;
    // Not settings: the file's own name, what the tests and the benchmark use, and what Kubernetes adds to every
    // container for a service that is called "medspil".
    let foreign = rest == "CONFIG"
        || rest == "PORT"
        || ["TEST_", "REQUIRE_", "UPDATE_", "BENCH_", "PORT_", "SERVICE_"]
            .iter()
            .any(|prefix| rest.starts_with(prefix));
    (!foreign).then(|| rest.to_lowercase().replace("__", "."))
}

/// One source of values, named for messages.
struct Layer {
    name: String,
    dict: Dict,
}

impl Layer {
    /// A layer that sets one key. A value that begins with a bracket or a brace is a list or table in TOML's
    /// spelling; everything else stays the text that it is, because only the reader knows what type is wanted.
    fn one(name: String, key: &str, text: &str) -> Self {
        let structured = text.starts_with(['[', '{']);
        let value = match text.parse::<Value>() {
            Ok(value) if structured => value,
            _ => Value::from(text),
        };
        let dict = nest(key, value).into_dict().unwrap_or_default();
        Self { name, dict }
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.dict.clone()))
    }
}
