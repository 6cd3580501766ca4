//! Who may anonymise a person.

use crate::{core::Role, rights::Allowed};

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Take a person's name and everything that leads to it. A system that feeds persons may not: what it does by
    /// mistake could not be undone.
    Anonymise,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Anonymise];

    fn allowed(self) -> Allowed {
        match self {
            Action::Anonymise => Allowed { roles: &[Role::AuthorityAdmin], offices: &[] },
        }
    }
}
