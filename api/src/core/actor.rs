//! Who asks. Made once per request at the edge, from a verified credential, and never changed after that.
//! Roles come from the credential; rights in a committee come from mandates (`access::service::mandates_held`).

use std::collections::BTreeSet;

use uuid::Uuid;

/// What an authority's identity provider says a person or system is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Any employee of the authority.
    Employee,
    /// Runs the daily work of committees (MED-sekretær).
    Secretary,
    /// Responsible for the MED system of the whole authority (MED-konsulent).
    MedCoordinator,
    /// A system that feeds units, persons and employments.
    HrIntegration,
    /// Builds statistics; sees no names.
    Analyst,
    /// Checks what was done and read (for example the data protection officer).
    Auditor,
    /// Administers the authority's settings and agreements.
    AuthorityAdmin,
}

impl Role {
    /// Every role.
    pub const ALL: &[Role] = &[
        Role::Employee,
        Role::Secretary,
        Role::MedCoordinator,
        Role::HrIntegration,
        Role::Analyst,
        Role::Auditor,
        Role::AuthorityAdmin,
    ];

    /// The spelling in tokens, configuration and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Employee => "EMPLOYEE",
            Role::Secretary => "SECRETARY",
            Role::MedCoordinator => "MED_COORDINATOR",
            Role::HrIntegration => "HR_INTEGRATION",
            Role::Analyst => "ANALYST",
            Role::Auditor => "AUDITOR",
            Role::AuthorityAdmin => "AUTHORITY_ADMIN",
        }
    }

    /// Reads the spelling of [`Role::name`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.name() == text)
    }
}

/// The scope that a credential needs, besides its roles, to read SENSITIVE fields.
pub const SENSITIVE_SCOPE: &str = "sensitive:read";

/// Every scope that a credential can carry here. A scope is necessary for what asks for it and never sufficient: roles
/// decide as well.
pub const SCOPES: &[&str] = &[SENSITIVE_SCOPE];

/// What kind of credential a caller has shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credential {
    /// A token of an identity provider.
    #[default]
    SignIn,
    /// A service token of our own.
    Service {
        /// Whether it may only read.
        read_only: bool,
    },
}

/// A caller whose credential was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The issuer's stable, pseudonymous name of the caller; stands in the change log.
    pub subject: String,
    /// The client system that the credential was issued to, when it says so.
    pub client: Option<String>,
    /// The one authority that the credential is bound to.
    pub authority_id: Uuid,
    /// Roles in that authority.
    pub roles: BTreeSet<Role>,
    /// Scopes of the credential.
    pub scopes: BTreeSet<String>,
    /// The person in Medspil, when the credential names one that exists.
    pub person_id: Option<Uuid>,
    /// When set, roles other than EMPLOYEE only reach this unit and what lies below it.
    pub unit_scope: Option<Uuid>,
    /// What kind of credential it is.
    pub credential: Credential,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody signed in.
    Anonymous,
    /// A verified caller.
    User(Box<Identity>),
    /// The product itself at the command line: demo data and maintenance. Never made from a request.
    System,
}

impl Actor {
    /// The verified caller, if there is one.
    pub fn identity(&self) -> Option<&Identity> {
        match self {
            Actor::User(identity) => Some(identity),
            Actor::Anonymous | Actor::System => None,
        }
    }

    /// The authority that the caller belongs to.
    pub fn authority_id(&self) -> Option<Uuid> {
        self.identity().map(|identity| identity.authority_id)
    }

    /// The person that the caller is.
    pub fn person_id(&self) -> Option<Uuid> {
        self.identity().and_then(|identity| identity.person_id)
    }

    /// Whether the credential lets its bearer write at all; the policy decides what.
    pub fn may_write(&self) -> bool {
        match self {
            Actor::Anonymous => false,
            Actor::System => true,
            Actor::User(identity) => identity.credential != Credential::Service { read_only: true },
        }
    }

    /// Whether the caller has shown a service token.
    pub fn is_service(&self) -> bool {
        let identity = self.identity();
        identity.is_some_and(|identity| matches!(identity.credential, Credential::Service { .. }))
    }

    /// Whether the caller has one of these roles.
    pub fn has_any(&self, roles: &[Role]) -> bool {
        match self {
            Actor::System => true,
            Actor::Anonymous => false,
            Actor::User(identity) => roles.iter().any(|role| identity.roles.contains(role)),
        }
    }

    /// Whether the credential carries a scope.
    pub fn has_scope(&self, scope: &str) -> bool {
        self.identity().is_some_and(|identity| identity.scopes.contains(scope))
    }

    /// How the change log names the caller.
    pub fn subject(&self) -> &str {
        match self {
            Actor::Anonymous => "anonymous",
            Actor::User(identity) => &identity.subject,
            Actor::System => "system",
        }
    }
}
