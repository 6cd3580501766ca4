//! Who may see, issue and end service tokens, and what a token may be given.

use std::collections::BTreeSet;

use entity::service_token;
use sea_orm::Condition;

use crate::{
    core::{Actor, Role},
    rights::{
        Allowed,
        classes::{Class, TypeFields},
        nothing, tenant,
    },
};

/// What can be done to a service token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Make a new one.
    Issue,
    /// Replace its secret.
    Rotate,
    /// End it at once.
    Revoke,
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[Action::Issue, Action::Rotate, Action::Revoke];

    fn allowed(self) -> Allowed {
        match self {
            Action::Issue | Action::Rotate | Action::Revoke => {
                Allowed { roles: &[Role::AuthorityAdmin], offices: &[] }
            }
        }
    }
}

/// Whether the caller may know which tokens there are: administrators of the whole authority, and auditors.
pub fn may_see(actor: &Actor) -> bool {
    let limited = actor.identity().is_some_and(|identity| identity.unit_scope.is_some());
    !limited && actor.has_any(&[Role::AuthorityAdmin, Role::Auditor])
}

/// The tokens that a caller sees.
pub fn visible(actor: &Actor) -> Condition {
    if may_see(actor) { tenant(actor, service_token::Column::AuthorityId) } else { nothing() }
}

/// Whether the caller is one who may make tokens at all: a token that makes tokens would outlive its own end.
pub fn is_maker(actor: &Actor) -> bool {
    !actor.is_service()
}

/// The roles that the caller cannot put into a token. Who administers an authority decides what its systems may do; to
/// audit, and to administer, can only be given by those who may do it themselves, because otherwise an administrator
/// could check himself.
pub fn roles_beyond(actor: &Actor, roles: &BTreeSet<Role>) -> Vec<Role> {
    let may_give = |role: Role| match role {
        Role::Employee | Role::Secretary | Role::MedCoordinator | Role::HrIntegration | Role::Analyst => true,
        Role::Auditor | Role::AuthorityAdmin => actor.has_any(&[role]),
    };
    roles.iter().copied().filter(|role| !may_give(*role)).collect()
}

/// The scopes that the caller cannot put into a token: those that it does not have.
pub fn scopes_beyond<'a>(actor: &Actor, scopes: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let may_give = |scope: &str| matches!(actor, Actor::System) || actor.has_scope(scope);
    scopes.into_iter().filter(|scope| !may_give(scope)).cloned().collect()
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[TypeFields {
    name: "ServiceToken",
    fields: &[(
        Class::Personal,
        &[
            "id",
            "name",
            "status",
            "roles",
            "scopes",
            "readOnly",
            "allowedAddresses",
            "createdAt",
            "createdBy",
            "expiresAt",
            "rotatedAt",
            "previousValidUntil",
            "revokedAt",
            "lastUsedAt",
            "version",
        ],
    )],
}];
