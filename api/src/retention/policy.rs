//! Who may see and change how long things are kept.

use crate::{
    core::Role,
    rights::{
        Allowed,
        classes::{Class, TypeFields},
    },
};

/// What can be done to the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Change how long something is kept.
    Update,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Update];

    fn allowed(self) -> Allowed {
        match self {
            Action::Update => Allowed { roles: &[Role::AuthorityAdmin], offices: &[] },
        }
    }
}

/// The classes of the fields: everybody whose data is kept may know for how long.
pub const FIELDS: &[TypeFields] = &[
    TypeFields { name: "RetentionSettings", fields: &[(Class::Authority, &["periods", "version"])] },
    TypeFields {
        name: "RetentionPeriod",
        fields: &[(Class::Authority, &["kept", "days", "defaultDays", "minimumDays", "maximumDays", "note"])],
    },
];
