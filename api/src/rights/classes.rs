//! Field classes: how closed each field of the schema is. Declared as data beside the domain's policy, default
//! closed: a field that no table names cannot be served, and a test compares the tables with the schema.

use uuid::Uuid;

use crate::core::{Actor, Role, SENSITIVE_SCOPE};

/// How closed a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Everybody, also without a credential.
    Public,
    /// Authorities that share a network.
    Network,
    /// Any employee of the authority.
    Authority,
    /// Those who may read a confidential item of a committee.
    Committee,
    /// Personal data: those whose work needs it, and the person.
    Personal,
    /// Data that reveals union membership (GDPR art. 9): a scope and a purpose as well, and each read is logged.
    Sensitive,
}

impl Class {
    /// Every class.
    pub const ALL: &[Class] = &[
        Class::Public,
        Class::Network,
        Class::Authority,
        Class::Committee,
        Class::Personal,
        Class::Sensitive,
    ];
}

/// The fields of one type, by class.
#[derive(Clone, Copy, Debug)]
pub struct TypeFields {
    /// The type in the schema.
    pub name: &'static str,
    /// Class and fields.
    pub fields: &'static [(Class, &'static [&'static str])],
}

/// Roles whose work needs personal data.
const PERSONAL_ROLES: &[Role] =
    &[Role::Secretary, Role::MedCoordinator, Role::HrIntegration, Role::Auditor, Role::AuthorityAdmin];

/// Roles that may read what reveals union membership, given the scope and a purpose.
const SENSITIVE_ROLES: &[Role] = &[Role::MedCoordinator, Role::HrIntegration, Role::AuthorityAdmin];

/// Whether the caller may read a field of this class in a row that it sees. `subject` is the person whom a personal
/// field is about. The row itself was already checked: its authority and its visibility.
pub fn may_read(actor: &Actor, class: Class, subject: Option<Uuid>) -> bool {
    let own = subject.is_some() && subject == actor.person_id();
    match class {
        Class::Public => true,
        Class::Network | Class::Authority => !matches!(actor, Actor::Anonymous),
        // Rows of this class are hidden by the condition `rights::committees::inside`; apart from the row nobody may.
        Class::Committee => matches!(actor, Actor::System),
        Class::Personal => own || actor.has_any(PERSONAL_ROLES),
        Class::Sensitive => {
            own || matches!(actor, Actor::System)
                || (actor.has_any(SENSITIVE_ROLES) && actor.has_scope(SENSITIVE_SCOPE))
        }
    }
}
