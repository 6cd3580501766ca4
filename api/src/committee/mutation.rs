//! Mutations on committees. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use uuid::Uuid;

use super::{
    rules::{Changes, Facts},
    service,
    types::{Committee, CommitteeKind, CommitteeLevel},
};
use crate::{
    core::{Kind, Result, Validity, input::Faults},
    graphql::{
        context::ContextExt,
        ids,
        mutation::{Outcome, answer, patch, payload},
        scalar::Date,
    },
};
use entity::committee::CommitteeStatus;
use futures::FutureExt;

payload! {
    CommitteeCreatePayload { committee: Committee }
    CommitteeUpdatePayload { committee: Committee }
    CommitteeActivatePayload { committee: Committee }
    CommitteeSuspendPayload { committee: Committee }
    CommitteeResumePayload { committee: Committee }
    CommitteeDissolvePayload { committee: Committee }
    CommitteeMergePayload { committee: Committee }
}

/// A new committee.
#[derive(Debug, InputObject)]
pub struct CommitteeCreateInput {
    /// Name; 1 to 200 characters.
    name: String,
    /// Kind of committee.
    kind: CommitteeKind,
    /// Canonical level. A main committee has no parent; others stand below one of the same or a higher level.
    level: CommitteeLevel,
    /// What the authority itself calls the level; at most 200 characters.
    local_label: Option<String>,
    /// The committee above; it has to exist for the whole period.
    parent_id: Option<ID>,
    /// First day of the committee.
    valid_from: Date,
    /// First day on which it no longer exists; null or absent while open.
    valid_to: Option<Date>,
    /// Set up as PLANNED, to be activated later; otherwise it is ACTIVE from its first day.
    #[graphql(default)]
    planned: bool,
}

/// A change of a committee from a date on. What is left out stays as it is; the past is kept.
#[derive(Debug, InputObject)]
pub struct CommitteeUpdateInput {
    /// The committee.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// First day on which the change holds; today in Denmark when absent.
    from: Option<Date>,
    /// New name; cannot be removed.
    name: MaybeUndefined<String>,
    /// New kind; cannot be removed.
    kind: MaybeUndefined<CommitteeKind>,
    /// New level; cannot be removed.
    level: MaybeUndefined<CommitteeLevel>,
    /// New local label; null removes it.
    local_label: MaybeUndefined<String>,
    /// New committee above; null removes it.
    parent_id: MaybeUndefined<ID>,
}

/// A move in the life of a committee.
#[derive(Debug, InputObject)]
pub struct CommitteeMoveInput {
    /// The committee.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The day from which it holds; today in Denmark when absent.
    on: Option<Date>,
}

/// A committee that becomes part of another.
#[derive(Debug, InputObject)]
pub struct CommitteeMergeInput {
    /// The committee that ends.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// The committee that takes over its units and the committees below it.
    into_id: ID,
    /// First day on which it is part of the other; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct CommitteeMutation;

#[Object]
impl CommitteeMutation {
    /// Sets up a committee. Needs MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn committee_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new committee.")] input: CommitteeCreateInput,
    ) -> Result<CommitteeCreatePayload> {
        let from = input.valid_from.0;
        let result = match input.read() {
            Ok(new) => service::create(ctx.cx(), new).boxed().await,
            Err(error) => Err(error),
        };
        answer(ctx, None, Some(from), result).await
    }

    /// Changes name, kind, level, label or parent from a date on. Needs SECRETARY, MED_COORDINATOR or AUTHORITY_ADMIN,
    /// or the mandate of chair, vice-chair or secretary in the committee.
    async fn committee_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: CommitteeUpdateInput,
    ) -> Result<CommitteeUpdatePayload> {
        let from = input.from.map_or_else(|| ctx.cx().today(), |date| date.0);
        let version = input.if_version;
        match input.read() {
            Ok((id, changes)) => {
                answer(
                    ctx,
                    Some(id),
                    Some(from),
                    service::update(ctx.cx(), id, version, from, changes).boxed().await,
                )
                .await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Lets a planned committee start. Needs MED_COORDINATOR, AUTHORITY_ADMIN or the chair's mandate.
    async fn committee_activate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which committee, from when.")] input: CommitteeMoveInput,
    ) -> Result<CommitteeActivatePayload> {
        step(ctx, input, "activate").await
    }

    /// Sets a committee aside for a time. Needs MED_COORDINATOR, AUTHORITY_ADMIN or the chair's mandate.
    async fn committee_suspend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which committee, from when.")] input: CommitteeMoveInput,
    ) -> Result<CommitteeSuspendPayload> {
        step(ctx, input, "suspend").await
    }

    /// Lets a suspended committee go on. Needs MED_COORDINATOR, AUTHORITY_ADMIN or the chair's mandate.
    async fn committee_resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which committee, from when.")] input: CommitteeMoveInput,
    ) -> Result<CommitteeResumePayload> {
        step(ctx, input, "resume").await
    }

    /// Ends a committee with its seats and mandates, and cancels its coming meetings; refused while committees lie below it. Its history stays. Needs
    /// MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn committee_dissolve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which committee, from when.")] input: CommitteeMoveInput,
    ) -> Result<CommitteeDissolvePayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        match ids::input(Kind::Committee, "id", &input.id) {
            Ok(id) => {
                answer(
                    ctx,
                    Some(id),
                    Some(on),
                    service::dissolve(ctx.cx(), id, input.if_version, on).boxed().await,
                )
                .await
            }
            Err(error) => answer(ctx, None, None, Err(error)).await,
        }
    }

    /// Ends a committee by making it part of another, which takes over its units and the committees below it. Needs
    /// MED_COORDINATOR or AUTHORITY_ADMIN.
    async fn committee_merge(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which committee becomes part of which.")] input: CommitteeMergeInput,
    ) -> Result<CommitteeMergePayload> {
        let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Committee, "id", &input.id))?;
        let into = faults.take(ids::input(Kind::Committee, "intoId", &input.into_id))?;
        match (faults.finish(), id, into) {
            (Ok(()), Some(id), Some(into)) => {
                let result = service::merge(ctx.cx(), id, input.if_version, into, on).boxed().await;
                answer(ctx, Some(id), Some(on), result).await
            }
            (faults, ..) => answer(ctx, None, None, faults.and(Err(crate::core::Error::NotFound))).await,
        }
    }
}

impl CommitteeCreateInput {
    fn read(self) -> Result<service::New> {
        let mut faults = Faults::default();
        let validity =
            faults.take(Validity::new("validTo", self.valid_from.0, self.valid_to.map(|to| to.0)))?;
        let parent = self.parent_id.map(|id| ids::input(Kind::Committee, "parentId", &id));
        let parent_id = faults.take(parent.transpose())?.flatten();
        let validity = validity.unwrap_or_else(|| Validity::stored(self.valid_from.0, None));
        faults.finish()?;
        Ok(service::New {
            facts: Facts {
                name: self.name,
                kind: self.kind.into(),
                level: self.level.into(),
                local_label: self.local_label,
                parent_id,
            },
            status: if self.planned { CommitteeStatus::Planned } else { CommitteeStatus::Active },
            validity,
        })
    }
}

impl CommitteeUpdateInput {
    fn read(self) -> Result<(Uuid, Changes)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Committee, "id", &self.id))?;
        let parent = patch(self.parent_id).try_map(|id| ids::input(Kind::Committee, "parentId", &id));
        let parent_id = faults.take(parent)?;
        faults.finish()?;
        let changes = Changes {
            name: patch(self.name),
            kind: patch(self.kind.map_value(Into::into)),
            level: patch(self.level.map_value(Into::into)),
            local_label: patch(self.local_label),
            parent_id: parent_id.unwrap_or_default(),
        };
        Ok((id.unwrap_or_default(), changes))
    }
}

async fn step<P: From<Outcome<Committee>>>(
    ctx: &Context<'_>,
    input: CommitteeMoveInput,
    name: &'static str,
) -> Result<P> {
    let on = input.on.map_or_else(|| ctx.cx().today(), |date| date.0);
    match ids::input(Kind::Committee, "id", &input.id) {
        Ok(id) => {
            let result = service::change_status(ctx.cx(), id, input.if_version, on, name).boxed().await;
            answer(ctx, Some(id), Some(on), result).await
        }
        Err(error) => answer(ctx, None, None, Err(error)).await,
    }
}
