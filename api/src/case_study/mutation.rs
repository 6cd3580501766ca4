//! Mutations on cases. Thin: read the input, call the service, answer.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use futures::FutureExt;
use uuid::Uuid;

use super::{
    rules::Changes,
    service,
    types::{Case, CaseOutcome, CaseVisibility},
};
use crate::{
    core::{
        Kind, Result,
        input::{Faults, Patch},
    },
    graphql::{
        context::ContextExt,
        ids,
        mutation::{answer, command, patch, payload},
        scalar::Date,
    },
    matter::types::Theme,
};

payload! {
    CaseCreatePayload { case: Case }
    CaseUpdatePayload { case: Case }
    CasePublishPayload { case: Case }
    CaseWithdrawPayload { case: Case }
}

/// A new case, as a draft.
#[derive(Debug, InputObject)]
pub struct CaseCreateInput {
    /// Its title; 1 to 200 characters.
    title: String,
    /// What happened, in short; 1 to 20,000 characters. No CPR numbers, and no names of citizens.
    summary: String,
    /// How it came out.
    outcome: CaseOutcome,
    /// Who may read it once it is published.
    visibility: CaseVisibility,
    /// More about it.
    details: Option<CaseDetailsInput>,
}

/// A change of a case. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct CaseUpdateInput {
    /// The case.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// New title; cannot be removed.
    title: MaybeUndefined<String>,
    /// New summary; cannot be removed.
    summary: MaybeUndefined<String>,
    /// How it came out; cannot be removed.
    outcome: MaybeUndefined<CaseOutcome>,
    /// Who may read it; cannot be removed. To show a published case to other authorities needs what `casePublish` needs.
    visibility: MaybeUndefined<CaseVisibility>,
    /// More about it.
    details: Option<CaseDetailsInput>,
}

/// What can be stated about a case besides. What is left out stays as it is; null removes it.
#[derive(Debug, Default, InputObject)]
pub struct CaseDetailsInput {
    /// All of it; at most 20,000 characters.
    text: MaybeUndefined<String>,
    /// First day of what it tells of.
    happened_from: MaybeUndefined<Date>,
    /// First day after it.
    happened_to: MaybeUndefined<Date>,
    /// The committee that it comes from. Needed for COMMITTEE and LEVEL_TREE.
    committee_id: MaybeUndefined<ID>,
    /// The matter that it comes from.
    matter_id: MaybeUndefined<ID>,
    /// The unit where it happened.
    unit_id: MaybeUndefined<ID>,
    /// The network to which it is limited; your authority has to be in it. Only with NETWORK.
    network_id: MaybeUndefined<ID>,
    /// The case that was reused, of your authority or another; you have to see it. No circles.
    reuse_of_id: MaybeUndefined<ID>,
    /// What was done in another way; at most 20,000 characters. Only with `reuseOfId`.
    adaptation: MaybeUndefined<String>,
    /// Address of the publication that it is taken from: https only.
    source_url: MaybeUndefined<String>,
    /// What that publication is called.
    source_text: MaybeUndefined<String>,
    /// How it is known what came of it.
    evidence_method: MaybeUndefined<String>,
    /// Who was asked: groups, never persons.
    evidence_groups: MaybeUndefined<String>,
    /// When they were asked.
    evidence_period: MaybeUndefined<String>,
    /// Themes from the list, in place of those that it has.
    themes: MaybeUndefined<Vec<Theme>>,
    /// Words, in place of those that it has; at most 20 of at most 50 characters.
    tags: MaybeUndefined<Vec<String>>,
}

/// A case that is published or withdrawn.
#[derive(Debug, InputObject)]
pub struct CaseMoveInput {
    /// The case.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    if_version: Option<i32>,
    /// When, not a day to come; today in Denmark when absent.
    on: Option<Date>,
}

/// See the fields.
#[derive(Debug, Default)]
pub struct CaseMutation;

#[Object]
impl CaseMutation {
    /// Writes a new case down, as a draft. Needs SECRETARY or MED_COORDINATOR, or the mandate of chair, vice-chair or
    /// secretary in its committee. Danish: opret case.
    async fn case_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new case.")] input: CaseCreateInput,
    ) -> Result<CaseCreatePayload> {
        let of = (input.outcome.into(), input.visibility.into());
        let details = input.details.unwrap_or_default().read();
        let result = match details {
            Ok(details) => {
                let (title, summary) = (Patch::Set(input.title), Patch::Set(input.summary));
                service::create(ctx.cx(), of, Changes { title, summary, ..details }).boxed().await
            }
            Err(error) => Err(error),
        };
        answer(ctx, None, None, result).await
    }

    /// Changes a case. Needs what `caseCreate` needs.
    async fn case_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: CaseUpdateInput,
    ) -> Result<CaseUpdatePayload> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Case, "id", &input.id))?;
        let details = faults.take(input.details.unwrap_or_default().read())?.unwrap_or_default();
        let id = faults.finish().map(|()| id.unwrap_or_default());
        let changes = Changes {
            title: patch(input.title),
            summary: patch(input.summary),
            outcome: patch(input.outcome.map_value(Into::into)),
            visibility: patch(input.visibility.map_value(Into::into)),
            ..details
        };
        command(ctx, id, |id| service::update(ctx.cx(), id, input.if_version, changes)).await
    }

    /// Publishes a draft, or a withdrawn case again, to those whom its visibility names. Needs what `caseCreate` needs; to
    /// show it to other authorities (NETWORK, PUBLIC) MED_COORDINATOR or AUTHORITY_ADMIN. Danish: udgiv case.
    async fn case_publish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, when.")] input: CaseMoveInput,
    ) -> Result<CasePublishPayload> {
        let id = ids::input(Kind::Case, "id", &input.id);
        let on = input.on.map(|on| on.0);
        command(ctx, id, |id| service::publish(ctx.cx(), id, input.if_version, on)).await
    }

    /// Withdraws a published case: only those who work with it see it then. Needs what `caseCreate` needs. Danish: træk case
    /// tilbage.
    async fn case_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which case, when.")] input: CaseMoveInput,
    ) -> Result<CaseWithdrawPayload> {
        let id = ids::input(Kind::Case, "id", &input.id);
        let on = input.on.map(|on| on.0);
        command(ctx, id, |id| service::withdraw(ctx.cx(), id, input.if_version, on)).await
    }
}

impl CaseDetailsInput {
    fn read(self) -> Result<Changes> {
        let mut faults = Faults::default();
        let mut id = |kind: Kind, field: &str, id: MaybeUndefined<ID>| -> Result<Patch<Uuid>> {
            let read = patch(id).try_map(|id| ids::input(kind, field, &id));
            Ok(faults.take(read)?.unwrap_or_default())
        };
        let committee_id = id(Kind::Committee, "details.committeeId", self.committee_id)?;
        let matter_id = id(Kind::Matter, "details.matterId", self.matter_id)?;
        let unit_id = id(Kind::OrgUnit, "details.unitId", self.unit_id)?;
        let network_id = id(Kind::Network, "details.networkId", self.network_id)?;
        let reuse_of = id(Kind::Case, "details.reuseOfId", self.reuse_of_id)?;
        faults.finish()?;
        let themes = |themes: Vec<Theme>| themes.into_iter().map(Into::into).collect();
        Ok(Changes {
            text: patch(self.text),
            happened_from: patch(self.happened_from.map_value(Into::into)),
            happened_to: patch(self.happened_to.map_value(Into::into)),
            committee_id,
            matter_id,
            unit_id,
            network_id,
            reuse_of,
            adaptation: patch(self.adaptation),
            source_url: patch(self.source_url),
            source_text: patch(self.source_text),
            evidence_method: patch(self.evidence_method),
            evidence_groups: patch(self.evidence_groups),
            evidence_period: patch(self.evidence_period),
            themes: patch(self.themes.map_value(themes)),
            tags: patch(self.tags),
            ..Changes::default()
        })
    }
}
