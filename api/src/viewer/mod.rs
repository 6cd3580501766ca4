//! The caller as it sees itself: who it is, its roles and mandates, what it may do.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};

use crate::{
    access::service::{HeldMandate, mandates_held},
    committee::types::Committee,
    core::{Identity, Kind, Result, Role as StoredRole},
    graphql::{context::ContextExt, ids, mutation::Reload},
    rights::{
        classes::{Class, TypeFields},
        registry,
    },
};

/// What an authority's identity provider says a caller is for. Danish: rolle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "StoredRole")]
pub enum Role {
    /// Any employee of the authority (medarbejder).
    Employee,
    /// Runs the daily work of committees (MED-sekretær).
    Secretary,
    /// Responsible for the MED system of the whole authority (MED-konsulent).
    MedCoordinator,
    /// A system that feeds units, persons and employments (HR-integration).
    HrIntegration,
    /// Builds statistics and sees no names (analytiker).
    Analyst,
    /// Checks what was done and read, for example the data protection officer (revisor, DPO).
    Auditor,
    /// Administers the authority's settings and agreements (administrator).
    AuthorityAdmin,
}

/// The caller of this request.
pub struct Viewer(Identity);

/// A mandate that the caller holds today, or in which it acts for somebody.
pub struct ViewerMandate(HeldMandate);

/// An office in a committee that the caller's mandate gives.
#[derive(Clone, Debug, SimpleObject)]
pub struct ViewerAction {
    /// The action, for example `COMMITTEE_CREATE`.
    name: String,
    /// Whether your roles allow it wherever they reach. Your mandates may allow it in their committees besides.
    by_role: bool,
}

/// The caller of this request, as Medspil knows it.
#[Object]
impl Viewer {
    /// The name under which your identity provider knows you; it stands in the change log.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// Your authority. Danish: myndighed.
    async fn authority_id(&self) -> ID {
        ids::show(Kind::Authority, self.0.authority_id)
    }

    /// You as a person; null when your credential names none that exists here.
    async fn person_id(&self) -> Option<ID> {
        self.0.person_id.map(|id| ids::show(Kind::Person, id))
    }

    /// The unit that your roles are limited to; null when they reach the whole authority.
    async fn unit_scope_id(&self) -> Option<ID> {
        self.0.unit_scope.map(|id| ids::show(Kind::OrgUnit, id))
    }

    /// Your roles.
    async fn roles(&self) -> Vec<Role> {
        self.0.roles.iter().map(|role| Role::from(*role)).collect()
    }

    /// The scopes of your credential.
    async fn scopes(&self) -> Vec<&str> {
        self.0.scopes.iter().map(String::as_str).collect()
    }

    /// The mandates that you hold today, and those of others for whom you act today.
    async fn mandates(&self, ctx: &Context<'_>) -> Result<Vec<ViewerMandate>> {
        Ok(mandates_held(ctx.cx()).await?.into_iter().map(ViewerMandate).collect())
    }

    /// Every action of this API, and whether your roles allow it.
    async fn actions(&self, ctx: &Context<'_>) -> Vec<ViewerAction> {
        let actor = &ctx.cx().actor;
        let action = |named: registry::NamedAction| ViewerAction {
            by_role: actor.has_any(named.allowed.roles),
            name: named.name,
        };
        registry::actions().into_iter().map(action).collect()
    }
}

/// A mandate that you hold today, or in which you act for somebody.
#[Object]
impl ViewerMandate {
    /// The committee.
    async fn committee(&self, ctx: &Context<'_>) -> Result<Option<Committee>> {
        Committee::reload(ctx, self.0.committee_id, ctx.cx().today()).await
    }

    /// Whether you act as an alternate.
    async fn acting(&self) -> bool {
        self.0.acting
    }
}

/// See the fields.
#[derive(Debug, Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// You: who you are here, your roles and mandates, and what you may do. Null without a credential.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Viewer> {
        ctx.cx().actor.identity().cloned().map(Viewer)
    }
}

/// The classes of the fields: all about the caller itself.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Viewer",
        fields: &[(
            Class::Authority,
            &["subject", "authorityId", "personId", "unitScopeId", "roles", "scopes", "mandates", "actions"],
        )],
    },
    TypeFields { name: "ViewerMandate", fields: &[(Class::Authority, &["committee", "acting"])] },
    TypeFields { name: "ViewerAction", fields: &[(Class::Authority, &["name", "byRole"])] },
];
