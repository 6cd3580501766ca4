//! The change log: one append-only row per written fact, in the transaction of the write. Audit, history, feed and
//! later webhooks read it; nothing else remembers changes. It never holds personal data: names of changed fields
//! always, their values only where the writer says that they are not personal.

use entity::change::ChangeDetail;
use sea_orm::ActiveEnum;
use uuid::Uuid;

use super::Id;

pub use entity::change::ChangeKind;

/// A change that a write is about to record.
#[derive(Clone, Debug)]
pub struct NewChange {
    /// The authority whose log it goes to.
    pub authority_id: Uuid,
    /// What happened.
    pub kind: ChangeKind,
    /// What it happened to.
    pub subject: Id,
    /// What differs.
    pub diff: Diff,
}

/// What differs between before and after.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    pub(super) fields: Vec<&'static str>,
    pub(super) detail: Vec<ChangeDetail>,
    pub(super) is_unnamed: bool,
    pub(super) within: Option<Id>,
}

impl Diff {
    /// Nothing differs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A field whose values may stand in the log.
    pub fn field<T: Loggable>(mut self, name: &'static str, from: Option<&T>, to: Option<&T>) -> Self {
        let (from, to) = (from.and_then(Loggable::log), to.and_then(Loggable::log));
        if from != to {
            self.fields.push(name);
            self.detail.push(ChangeDetail { field: name.to_owned(), from, to });
        }
        self
    }

    /// A field of which only the name may stand in the log.
    pub fn personal<T: PartialEq>(mut self, name: &'static str, from: Option<&T>, to: Option<&T>) -> Self {
        if from != to {
            self.fields.push(name);
        }
        self
    }

    /// The log is not to say who did it: it would name somebody who was promised not to be named.
    pub fn unnamed(mut self) -> Self {
        self.is_unnamed = true;
        self
    }

    /// A thing that not everybody saw is removed: who sees what it belonged to, a meeting or a matter, learns that it
    /// is gone, and nothing else about it.
    pub fn removed_from(mut self, within: Id) -> Self {
        self.detail.clear();
        self.within = Some(within);
        self
    }

    /// Whether nothing differs; such a write records nothing.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

/// A value that may stand in the change log, and how it is written there.
pub trait Loggable {
    /// The value as text; `None` for absent.
    fn log(&self) -> Option<String>;
}

impl Loggable for String {
    fn log(&self) -> Option<String> {
        Some(self.clone())
    }
}

impl<T: Loggable> Loggable for Option<T> {
    fn log(&self) -> Option<String> {
        self.as_ref().and_then(Loggable::log)
    }
}

macro_rules! loggable {
    ($($type:ty),+) => {
        $(impl Loggable for $type {
            fn log(&self) -> Option<String> {
                Some(self.to_string())
            }
        })+
    };
}
loggable!(i32, i64, bool, chrono::NaiveDate, Id);

/// Enumerations are logged in the spelling of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedEnum<E>(pub E);

impl<E: ActiveEnum<Value = String>> Loggable for LoggedEnum<E> {
    fn log(&self) -> Option<String> {
        Some(self.0.to_value())
    }
}
