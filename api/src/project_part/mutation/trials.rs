//! The inputs of the mutations on trials and development spaces.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::NaiveDate;
use entity::{development_space, trial};
use uuid::Uuid;

use super::super::{
    rules::{SHARING, UNSET},
    types::{ProjectSharing, TrialArea, TrialKind, TrialVerdict},
};
use super::inputs::project;
use crate::{
    core::{
        Kind, Result,
        input::{Faults, Patch},
    },
    graphql::{ids, mutation::patch, scalar::Date},
    project::mutation::{ProjectParticipantInput, participants},
};

/// A trial of a development project in which your authority takes part.
#[derive(Debug, InputObject)]
pub struct TrialCreateInput {
    /// The project.
    project_id: ID,
    /// Who beside your authority may read it; OWN when absent.
    sharing: Option<ProjectSharing>,
    /// What is tried; 1 to 200 characters.
    title: String,
    /// What kind of thing is tried.
    kind: TrialKind,
    /// Where a technology is used; only for a technology.
    area: Option<TrialArea>,
    /// What is expected; 1 to 20,000 characters.
    hypothesis: String,
    /// The unit of your authority where it is tried.
    org_unit_id: Option<ID>,
    /// The place where it is tried, in words; at most 200 characters.
    site: Option<String>,
    /// First day; today in Denmark when absent.
    from: Option<Date>,
    /// Last day.
    to: Option<Date>,
    /// Who takes part, as counts; at most 30.
    #[graphql(default)]
    participants: Vec<ProjectParticipantInput>,
    /// What was seen; at most 20,000 characters. Needed for a verdict.
    result: Option<String>,
    /// What came of it.
    verdict: Option<TrialVerdict>,
    /// When the MED system was first involved, not in the future.
    med_involved_on: Option<Date>,
    /// When it was decided whether to go on, not in the future.
    decided_on: Option<Date>,
}

/// A change of a trial that your authority recorded. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct TrialUpdateInput {
    /// A trial.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// Who beside your authority may read it; cannot be removed.
    sharing: MaybeUndefined<ProjectSharing>,
    /// What is tried; cannot be removed.
    title: MaybeUndefined<String>,
    /// What kind of thing is tried; cannot be removed.
    kind: MaybeUndefined<TrialKind>,
    /// Where a technology is used; null removes it.
    area: MaybeUndefined<TrialArea>,
    /// What is expected; cannot be removed.
    hypothesis: MaybeUndefined<String>,
    /// The unit where it is tried; null removes it.
    org_unit_id: MaybeUndefined<ID>,
    /// The place where it is tried; null removes it.
    site: MaybeUndefined<String>,
    /// First day; cannot be removed.
    from: MaybeUndefined<Date>,
    /// Last day; null removes it.
    to: MaybeUndefined<Date>,
    /// All who take part, in place of those there were; null or empty for nobody.
    participants: MaybeUndefined<Vec<ProjectParticipantInput>>,
    /// What was seen; null removes it.
    result: MaybeUndefined<String>,
    /// What came of it; null removes it.
    verdict: MaybeUndefined<TrialVerdict>,
    /// When the MED system was first involved; null removes it.
    med_involved_on: MaybeUndefined<Date>,
    /// When it was decided whether to go on; null removes it.
    decided_on: MaybeUndefined<Date>,
}

impl TrialCreateInput {
    pub(super) fn read(self, today: NaiveDate) -> Result<(Uuid, trial::Model)> {
        let mut faults = Faults::default();
        let project = faults.take(project(&self.project_id))?.unwrap_or_default();
        let org_unit_id = self.org_unit_id.map(|id| ids::input(Kind::OrgUnit, "orgUnitId", &id)).transpose();
        let org_unit_id = faults.take(org_unit_id)?.flatten();
        faults.finish()?;
        let row = trial::Model {
            authority_id: UNSET,
            id: UNSET,
            project_authority_id: UNSET,
            project_id: UNSET,
            sharing: self.sharing.map_or(SHARING, Into::into),
            title: self.title,
            kind: self.kind.into(),
            area: self.area.map(Into::into),
            hypothesis: self.hypothesis,
            org_unit_id,
            site: self.site,
            begun_on: self.from.map_or(today, |on| on.0),
            ended_on: self.to.map(|on| on.0),
            participants: participants(self.participants),
            result: self.result,
            verdict: self.verdict.map(Into::into),
            med_involved_on: self.med_involved_on.map(|on| on.0),
            decided_on: self.decided_on.map(|on| on.0),
            version: 1,
        };
        Ok((project, row))
    }
}

impl TrialUpdateInput {
    pub(super) fn read(self) -> Result<(Uuid, impl FnOnce(trial::Model) -> Result<trial::Model> + Send)> {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::Trial, "id", &self.id))?.unwrap_or_default();
        let org_unit_id = patch(self.org_unit_id).try_map(|id| ids::input(Kind::OrgUnit, "orgUnitId", &id));
        let org_unit_id = faults.take(org_unit_id)?.unwrap_or_default();
        faults.finish()?;
        let sharing = patch(self.sharing.map_value(Into::into));
        let change = move |row: trial::Model| {
            Ok(trial::Model {
                sharing: sharing.over_required("sharing", row.sharing)?,
                title: patch(self.title).over_required("title", row.title)?,
                kind: patch(self.kind.map_value(Into::into)).over_required("kind", row.kind)?,
                area: patch(self.area.map_value(Into::into)).over(row.area),
                hypothesis: patch(self.hypothesis).over_required("hypothesis", row.hypothesis)?,
                org_unit_id: org_unit_id.over(row.org_unit_id),
                site: patch(self.site).over(row.site),
                begun_on: patch(self.from.map_value(Into::into)).over_required("from", row.begun_on)?,
                ended_on: patch(self.to.map_value(Into::into)).over(row.ended_on),
                participants: whole(patch(self.participants.map_value(participants)), row.participants),
                result: patch(self.result).over(row.result),
                verdict: patch(self.verdict.map_value(Into::into)).over(row.verdict),
                med_involved_on: patch(self.med_involved_on.map_value(Into::into)).over(row.med_involved_on),
                decided_on: patch(self.decided_on.map_value(Into::into)).over(row.decided_on),
                ..row
            })
        };
        Ok((id, change))
    }
}

/// A development space of a development project in which your authority takes part.
#[derive(Debug, InputObject)]
pub struct DevelopmentSpaceCreateInput {
    /// The project.
    project_id: ID,
    /// Who beside your authority may read it; OWN when absent.
    sharing: Option<ProjectSharing>,
    /// What it is called; 1 to 200 characters.
    title: String,
    /// What those in it may decide themselves; 1 to 20,000 characters.
    mandate: String,
    /// The rules that do not hold in it; at most 20,000 characters.
    rules_set_aside: Option<String>,
    /// Money for it, in DKK; 0 to 2,000,000,000.
    budget_dkk: Option<i32>,
    /// First day; today in Denmark when absent.
    from: Option<Date>,
    /// Last day.
    until: Date,
    /// When it was closed, not in the future.
    closed_on: Option<Date>,
    /// What came of it; at most 20,000 characters.
    outcome: Option<String>,
}

/// A change of a development space that your authority recorded. What is left out stays as it is.
#[derive(Debug, InputObject)]
pub struct DevelopmentSpaceUpdateInput {
    /// A development space.
    id: ID,
    /// The version that you read; when it is no longer the current one nothing is written (CONFLICT).
    pub(super) if_version: Option<i32>,
    /// Who beside your authority may read it; cannot be removed.
    sharing: MaybeUndefined<ProjectSharing>,
    /// What it is called; cannot be removed.
    title: MaybeUndefined<String>,
    /// What those in it may decide themselves; cannot be removed.
    mandate: MaybeUndefined<String>,
    /// The rules that do not hold in it; null removes them.
    rules_set_aside: MaybeUndefined<String>,
    /// Money for it, in DKK; null removes it.
    budget_dkk: MaybeUndefined<i32>,
    /// First day; cannot be removed.
    from: MaybeUndefined<Date>,
    /// Last day; cannot be removed.
    until: MaybeUndefined<Date>,
    /// When it was closed; null opens it again.
    closed_on: MaybeUndefined<Date>,
    /// What came of it; null removes it.
    outcome: MaybeUndefined<String>,
}

impl DevelopmentSpaceCreateInput {
    pub(super) fn read(self, today: NaiveDate) -> Result<(Uuid, development_space::Model)> {
        let mut faults = Faults::default();
        let project = faults.take(project(&self.project_id))?.unwrap_or_default();
        faults.finish()?;
        let row = development_space::Model {
            authority_id: UNSET,
            id: UNSET,
            project_authority_id: UNSET,
            project_id: UNSET,
            sharing: self.sharing.map_or(SHARING, Into::into),
            title: self.title,
            mandate: self.mandate,
            rules_set_aside: self.rules_set_aside,
            budget_dkk: self.budget_dkk,
            begun_on: self.from.map_or(today, |on| on.0),
            until: self.until.0,
            closed_on: self.closed_on.map(|on| on.0),
            outcome: self.outcome,
            version: 1,
        };
        Ok((project, row))
    }
}

impl DevelopmentSpaceUpdateInput {
    pub(super) fn read(
        self,
    ) -> Result<(Uuid, impl FnOnce(development_space::Model) -> Result<development_space::Model> + Send)>
    {
        let mut faults = Faults::default();
        let id = faults.take(ids::input(Kind::DevelopmentSpace, "id", &self.id))?.unwrap_or_default();
        faults.finish()?;
        let sharing = patch(self.sharing.map_value(Into::into));
        let change = move |row: development_space::Model| {
            Ok(development_space::Model {
                sharing: sharing.over_required("sharing", row.sharing)?,
                title: patch(self.title).over_required("title", row.title)?,
                mandate: patch(self.mandate).over_required("mandate", row.mandate)?,
                rules_set_aside: patch(self.rules_set_aside).over(row.rules_set_aside),
                budget_dkk: patch(self.budget_dkk).over(row.budget_dkk),
                begun_on: patch(self.from.map_value(Into::into)).over_required("from", row.begun_on)?,
                until: patch(self.until.map_value(Into::into)).over_required("until", row.until)?,
                closed_on: patch(self.closed_on.map_value(Into::into)).over(row.closed_on),
                outcome: patch(self.outcome).over(row.outcome),
                ..row
            })
        };
        Ok((id, change))
    }
}

/// A list after an update: null empties it.
fn whole<T: Default>(patch: Patch<T>, old: T) -> T {
    match patch {
        Patch::Keep => old,
        Patch::Clear => T::default(),
        Patch::Set(new) => new,
    }
}
