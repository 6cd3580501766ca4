//! Reading typed values out of a configuration, with every fault collected instead of the first one thrown.
//! A section knows which keys it was asked for; what is left over at the end is an unknown key, and refused.

use std::{cell::RefCell, collections::BTreeMap, time::Duration};

use figment::{
    Figment, Provider,
    value::{Dict, Value},
};

use super::fault::Fault;

/// The whole configuration, and the faults found so far.
pub(super) struct Reader {
    figment: Figment,
    faults: RefCell<Vec<Fault>>,
}

impl Reader {
    pub(super) fn new(figment: Figment, faults: Vec<Fault>) -> Self {
        Self { figment, faults: RefCell::new(faults) }
    }

    /// The outermost section.
    pub(super) fn root(&self) -> Section<'_> {
        let dict = match self.figment.data() {
            Ok(mut profiles) => profiles.remove(&figment::Profile::Default).unwrap_or_default(),
            Err(_) => Dict::new(),
        };
        Section { reader: self, path: String::new(), values: dict, known: Vec::new() }
    }

    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults.into_inner()
    }

    fn source_of(&self, value: &Value) -> Option<String> {
        let metadata = self.figment.get_metadata(value.tag())?;
        Some(metadata.name.to_string())
    }
}

/// A table of the configuration.
pub(super) struct Section<'a> {
    reader: &'a Reader,
    path: String,
    values: Dict,
    known: Vec<&'static str>,
}

impl<'a> Section<'a> {
    /// The full name of a key of this section.
    pub(super) fn path(&self, key: &str) -> String {
        match (self.path.is_empty(), key.is_empty()) {
            (true, _) => key.to_owned(),
            (false, true) => self.path.clone(),
            (false, false) => format!("{}.{key}", self.path),
        }
    }

    /// Whether a key is set.
    pub(super) fn has(&self, key: &str) -> bool {
        self.values.contains_key(key)
    }

    /// Records a fault of a key that has no value, or of the section itself (empty key).
    pub(super) fn fault(&self, key: &str, problem: impl Into<String>, remedy: impl Into<String>) {
        self.fault_at(&self.path(key), None, problem.into(), remedy.into());
    }

    fn fault_at(&self, key: &str, source: Option<String>, problem: String, remedy: String) {
        self.reader.faults.borrow_mut().push(Fault { key: key.to_owned(), source, problem, remedy });
    }

    fn take(&mut self, key: &'static str) -> Option<Value> {
        self.known.push(key);
        self.values.remove(key)
    }

    /// A table inside this one; empty when it is not there.
    pub(super) fn section(&mut self, key: &'static str) -> Section<'a> {
        let path = self.path(key);
        let values = match self.take(key) {
            None => Dict::new(),
            Some(Value::Dict(_, dict)) => dict,
            Some(other) => {
                let source = self.reader.source_of(&other);
                let remedy = format!("Write its keys under [{path}].");
                self.fault_at(&path, source, "is not a table.".to_owned(), remedy);
                Dict::new()
            }
        };
        Section { reader: self.reader, path, values, known: Vec::new() }
    }

    /// A list of tables inside this one.
    pub(super) fn sections(&mut self, key: &'static str) -> Vec<Section<'a>> {
        let path = self.path(key);
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let source = self.reader.source_of(&value);
        let tables = match value {
            Value::Array(_, items) => items.into_iter().map(Value::into_dict).collect::<Option<Vec<_>>>(),
            _ => None,
        };
        let Some(tables) = tables else {
            let remedy = format!("Write one [[{path}]] for each.");
            self.fault_at(&path, source, "is not a list of tables.".to_owned(), remedy);
            return Vec::new();
        };
        let section = |(index, values)| Section {
            reader: self.reader,
            path: format!("{path}[{index}]"),
            values,
            known: Vec::new(),
        };
        tables.into_iter().enumerate().map(section).collect()
    }

    /// One value, if it is set; `expected` completes the sentence "Write …".
    pub(super) fn value<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.take(key)?;
        let parsed = scalar(&value).and_then(|text| parse(&text));
        if parsed.is_none() {
            let (path, source) = (self.path(key), self.reader.source_of(&value));
            self.fault_at(&path, source, "is not usable.".to_owned(), format!("Write {expected}."));
        }
        parsed
    }

    /// One value that must be set. The fault is recorded when it is not.
    pub(super) fn required<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if !self.has(key) {
            self.known.push(key);
            self.fault(key, "is missing.", format!("Write {expected}."));
            return None;
        }
        self.value(key, expected, parse)
    }

    /// A list of values: a list in a file, text with commas in an environment variable.
    pub(super) fn list<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let value = self.take(key)?;
        let parsed: Option<Vec<T>> = match &value {
            Value::Array(_, items) => {
                items.iter().map(|item| scalar(item).and_then(|text| parse(&text))).collect()
            }
            other => scalar(other).and_then(|text| {
                text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(&parse).collect()
            }),
        };
        if parsed.is_none() {
            let (path, source) = (self.path(key), self.reader.source_of(&value));
            let remedy = format!("Write a list, each of it {expected}.");
            self.fault_at(&path, source, "is not usable.".to_owned(), remedy);
        }
        parsed
    }

    /// A list of names that may themselves hold dots or commas, or one text that the caller splits.
    pub(super) fn names(&mut self, key: &'static str, split: char) -> Option<Vec<String>> {
        if let Some(Value::Array(..)) = self.values.get(key) {
            return self.list(key, "a text", non_empty);
        }
        self.value(key, "a text, or a list of texts", |text| text.split(split).map(non_empty).collect())
    }

    /// A table whose keys are free.
    pub(super) fn table<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let mut table = BTreeMap::new();
        let Section { values, path, .. } = self.section(key);
        for (name, value) in values {
            if let Some(parsed) = scalar(&value).and_then(|text| parse(&text)) {
                table.insert(name, parsed);
            } else {
                let source = self.reader.source_of(&value);
                let remedy = format!("Write {expected}.");
                self.fault_at(&format!("{path}.{name}"), source, "is not usable.".to_owned(), remedy);
            }
        }
        table
    }

    /// Refuses what nobody asked for. Every section ends with this.
    pub(super) fn finish(self) {
        let known = self.known.join(", ");
        for (name, value) in &self.values {
            let source = self.reader.source_of(value);
            let remedy = format!("Remove or correct it. Keys here: {known}.");
            self.fault_at(&self.path(name), source, "is not a known key.".to_owned(), remedy);
        }
    }
}

/// A value that is not a table or a list, as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(_, text) => Some(text.clone()),
        Value::Char(_, character) => Some(character.to_string()),
        Value::Bool(_, flag) => Some(flag.to_string()),
        Value::Num(_, number) => {
            number.to_i128().map(|n| n.to_string()).or_else(|| number.to_u128().map(|n| n.to_string()))
        }
        Value::Empty(..) | Value::Dict(..) | Value::Array(..) => None,
    }
}

/// Text that says something.
pub(super) fn non_empty(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// `true` or `false`.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// A duration: a whole number with `ms`, `s`, `m` or `h`; without a unit, seconds.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end)?;
    let number: u64 = number.parse().ok()?;
    match unit.trim() {
        "ms" => Some(Duration::from_millis(number)),
        "" | "s" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_secs(number.checked_mul(60)?)),
        "h" => Some(Duration::from_secs(number.checked_mul(3_600)?)),
        _ => None,
    }
}
