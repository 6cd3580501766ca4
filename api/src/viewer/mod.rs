//! The caller as it sees itself: who it is, its roles and mandates, what it may do, and what awaits it.

pub mod rules;
pub mod service;
pub mod store;
pub mod types;

use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{
    access::service::mandates_held,
    action::types::{Action, ActionOrder, ActionWhere, action_list, own_actions},
    authority::types::Authority,
    barrier::types::{Barrier, BarrierOrder, BarrierWhere},
    core::{Identity, Result, Role as StoredRole},
    graphql::{
        connection::{Connection, PageArgs},
        context::ContextExt,
        mutation::Reload,
    },
    guideline::types::{Guideline, GuidelineOrder, GuidelineWhere},
    mandate::types::Mandate,
    meeting::types::{Meeting, MeetingOrder, MeetingWhere},
    org_unit::types::OrgUnit,
    person::types::Person,
    rights::{
        classes::{Class, TypeFields},
        registry,
    },
};

use self::{
    rules::DAYS_AHEAD,
    types::{ViewerTask, ViewerTaskType, task_page},
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

/// Something that can be done here.
#[derive(Clone, Debug, SimpleObject)]
pub struct ViewerAction {
    /// The action, for example `COMMITTEE_CREATE`.
    name: String,
    /// Whether your roles allow it wherever they reach. Your mandates may allow it in their committees besides.
    by_role: bool,
}

/// A budget in points. A request costs 10 points and one more for each object that its answer can hold; ten plain fields
/// count as an object. The budget refills evenly, `limit` points in a minute.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct RateLimit {
    /// Points of a full budget; a request that costs more is never answered.
    limit: u32,
    /// Points left. A request that costs more is refused as RATE_LIMITED, with `Retry-After` in seconds.
    remaining: u32,
    /// When the budget is full again (UTC), if you ask for nothing meanwhile.
    reset_at: DateTime<Utc>,
}

/// The caller of this request, as Medspil knows it.
#[Object]
impl Viewer {
    /// The name under which your identity provider knows you, or the id of your service token; it stands in the change
    /// log.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// Your authority. Danish: myndighed.
    async fn authority(&self, ctx: &Context<'_>) -> Option<Result<Authority>> {
        Authority::reload(ctx, self.0.authority_id, ctx.cx().today()).await.transpose()
    }

    /// You as a person; null when your credential names nobody who exists here.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        Person::load(ctx, self.0.person_id?, ctx.cx().today()).await.transpose()
    }

    /// The unit that your roles are limited to, with what lies below it; null when they reach the whole authority.
    async fn unit_scope(&self, ctx: &Context<'_>) -> Option<Result<OrgUnit>> {
        OrgUnit::reload(ctx, self.0.unit_scope?, ctx.cx().today()).await.transpose()
    }

    /// Your roles.
    async fn roles(&self) -> Vec<Role> {
        self.0.roles.iter().map(|role| Role::from(*role)).collect()
    }

    /// The scopes of your credential.
    async fn scopes(&self) -> Vec<&str> {
        self.0.scopes.iter().map(String::as_str).collect()
    }

    /// Whether your credential may only read: then every mutation is FORBIDDEN, whatever your roles.
    async fn read_only(&self, ctx: &Context<'_>) -> bool {
        !ctx.cx().actor.may_write()
    }

    /// What is left of your budget on the server that answered, after this request; null when there is no limit. The
    /// headers `RateLimit-Policy` and `RateLimit` of every answer say the same.
    async fn rate_limit(&self, ctx: &Context<'_>) -> Option<RateLimit> {
        let left = ctx.cx().serving.rate_limit?;
        Some(RateLimit { limit: left.limit, remaining: left.remaining, reset_at: left.reset_at })
    }

    /// The mandates that you hold today, and those of an alternate in which you act today (`isActing`).
    async fn mandates(&self, ctx: &Context<'_>) -> Result<Vec<Mandate>> {
        let cx = ctx.cx();
        let held = mandates_held(cx.db.read(), cx).await?;
        let mandates = held.iter().map(|held| Mandate::reload(ctx, held.mandate_id, cx.today()));
        Ok(futures::future::try_join_all(mandates).await?.into_iter().flatten().collect())
    }

    /// The meetings of the committees in which you hold a mandate today, or act; of all times: use `where` for the next
    /// ones. Danish: mine møder.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a list, and one")]
    async fn meetings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Also those of the committees above yours.", default)] include_parents: bool,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<MeetingWhere>,
        #[graphql(desc = "Their order; earliest first when absent.")] order_by: Option<MeetingOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Meeting>> {
        let args = PageArgs::new(first, after, last, before);
        Meeting::of_caller(ctx, include_parents, filter, order_by, &args).await
    }

    /// The guidelines that hold today where you work: those of the committees of your units, and of all committees above.
    /// Empty when you have no employment here. Danish: retningslinjer på din arbejdsplads.
    async fn guidelines(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<GuidelineWhere>,
        #[graphql(desc = "Their order; by title when absent.")] order_by: Option<GuidelineOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Guideline>> {
        let args = PageArgs::new(first, after, last, before);
        let person = self.0.person_id.unwrap_or_default();
        Guideline::where_works(ctx, person, filter, order_by, &args).await
    }

    /// The actions of action plans that you do, of all times: use `where` for those that are open. Danish: mine handlinger.
    async fn owned_actions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "True: only those that are overdue today; false: only those that are not.")]
        overdue: Option<bool>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<ActionWhere>,
        #[graphql(desc = "Their order; what is due first when absent.")] order_by: Option<ActionOrder>,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Action>> {
        let list = action_list(ctx.cx().today(), overdue, filter, order_by)?;
        own_actions(ctx, list, &PageArgs::new(first, after, last, before)).await
    }

    /// The barriers to the core task that you reported, of all times, and what became of them. Danish: mine barrierer.
    async fn barriers(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which of them.")] filter: Option<BarrierWhere>,
        #[graphql(desc = "Their order; by the day of the report when absent.")] order_by: Option<
            BarrierOrder,
        >,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Barrier>> {
        let args = PageArgs::new(first, after, last, before);
        Barrier::of_person(ctx, self.0.person_id.unwrap_or_default(), filter, order_by, &args).await
    }

    /// What awaits you in the committees where you hold a mandate today, or act: what is due first comes first, what has no
    /// day comes last. Only what your office lets you do; roles alone have no tasks. Empty when your credential names nobody
    /// who exists here. Danish: mine opgaver.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a list, and two")]
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only tasks of these types; all when absent.")] types: Option<Vec<ViewerTaskType>>,
        #[graphql(
            desc = "Tasks that are due later than so many days from today are left out, 0 to 366.",
            default_with = "DAYS_AHEAD"
        )]
        due_within_days: i32,
        #[graphql(desc = "So many of the first, 1 to 100; 20 when neither first nor last is given.")]
        first: Option<i32>,
        #[graphql(desc = "Only entries after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many of the last, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only entries before this cursor.")] before: Option<String>,
    ) -> Result<Connection<ViewerTask>> {
        task_page(ctx, types, due_within_days, &PageArgs::new(first, after, last, before)).await
    }

    /// Every action of this API, and whether your roles allow it.
    async fn actions(&self, ctx: &Context<'_>) -> Vec<ViewerAction> {
        let actor = &ctx.cx().actor;
        let action = |named: registry::NamedAction| ViewerAction {
            by_role: actor.may_write() && actor.has_any(named.allowed.roles),
            name: named.name,
        };
        registry::actions().into_iter().map(action).collect()
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
            &[
                "subject",
                "authority",
                "person",
                "unitScope",
                "roles",
                "scopes",
                "readOnly",
                "rateLimit",
                "mandates",
                "meetings",
                "guidelines",
                "actions",
                "barriers",
                "ownedActions",
                "tasks",
            ],
        )],
    },
    TypeFields {
        name: "ViewerTask",
        fields: &[(
            Class::Authority,
            &["type", "subject", "subjectId", "subjectType", "committee", "due", "isOverdue"],
        )],
    },
    TypeFields { name: "RateLimit", fields: &[(Class::Authority, &["limit", "remaining", "resetAt"])] },
    TypeFields { name: "ViewerAction", fields: &[(Class::Authority, &["name", "byRole"])] },
];
