//! A guideline in the middle of a write, with all its versions: how it was when the write began, and how it is becoming.

use chrono::NaiveDate;
use entity::{guideline::Model, guideline_version};
use uuid::Uuid;

use crate::{
    core::{
        ChangeKind, Ctx, Diff, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written,
        validity::check_done,
    },
    endorsement::service::{self as endorsements, Subject},
    guideline::{policy::Action, rules, store},
    rights::{Reach, allow, home},
};

/// The guideline. Change `row` and the versions, then [`Kept::save`].
pub struct Kept {
    /// As it is becoming.
    pub row: Model,
    versions: Vec<guideline_version::Model>,
    before: (Model, Vec<guideline_version::Model>),
}

impl Kept {
    /// Begins a write of a guideline that the caller sees.
    pub async fn find(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<(Tx<'_>, Self)> {
        let authority = home(ctx)?;
        let tx = ctx.db.write(ctx, authority).await?;
        let row = store::by_ids(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
        if if_version.is_some_and(|version| version != row.version) {
            return Err(Error::Conflict);
        }
        let versions = store::all_versions(tx.conn(), authority, id).await?;
        let before = (row.clone(), versions.clone());
        Ok((tx, Self { row, versions, before }))
    }

    /// The same, for what the policy allows.
    pub async fn open(
        ctx: &Ctx,
        id: Uuid,
        if_version: Option<i32>,
        action: impl FnOnce(&Model) -> Action,
    ) -> Result<(Tx<'_>, Self)> {
        let (tx, kept) = Self::find(ctx, id, if_version).await?;
        allow(tx.conn(), ctx, action(&kept.row), &Reach::Committee(kept.row.committee_id)).await?;
        Ok((tx, kept))
    }

    /// The version that is being worked on.
    pub fn draft(&self) -> Option<&guideline_version::Model> {
        self.versions.iter().find(|version| rules::is_draft(version))
    }

    /// The version that is being worked on, to be changed.
    pub fn draft_mut(&mut self) -> Option<&mut guideline_version::Model> {
        self.versions.iter_mut().find(|version| rules::is_draft(version))
    }

    /// The last version that was agreed, to be changed.
    pub fn last_agreed_mut(&mut self) -> Option<&mut guideline_version::Model> {
        self.versions.iter_mut().rev().find(|version| version.agreed_on.is_some())
    }

    /// Refuses to go on without a version that is being worked on.
    pub fn needs_draft(&self) -> Result<()> {
        if self.draft().is_some() {
            return Ok(());
        }
        Err(Error::user(
            Code::InvalidState,
            "id",
            "Der er ingen udgave under arbejde: skriv først en tekst (draft, revise).",
            "No version is being worked on: write a text first (draft, revise).",
        ))
    }

    /// What the sides confirm: the version that is being worked on.
    pub fn subject(&self) -> Subject {
        let version = self.draft().map_or(0, |draft| draft.number);
        Subject { id: Id::new(Kind::Guideline, self.row.id), version, committee_id: self.row.committee_id }
    }

    /// Writes the text of the version that is being worked on; begins one when there is none.
    pub fn write_draft(&mut self, text: String) {
        if let Some(draft) = self.draft_mut() {
            draft.text = text;
            return;
        }
        let number = self.versions.last().map_or(1, |last| last.number + 1);
        self.versions.push(guideline_version::Model {
            authority_id: self.row.authority_id,
            // Given when it is stored.
            id: Uuid::nil(),
            guideline_id: self.row.id,
            committee_id: self.row.committee_id,
            number,
            text,
            agreed_on: None,
            in_force_from: None,
            replaced_on: None,
            dropped_on: None,
            drop_reason: None,
        });
    }

    /// Gives up the version that is being worked on.
    pub fn drop_draft(&mut self, on: NaiveDate, reason: Option<String>) {
        if let Some(draft) = self.draft_mut() {
            (draft.dropped_on, draft.drop_reason) = (Some(on), reason);
        }
    }

    /// The day on which the version that is being worked on is agreed, today when not stated: both sides have confirmed it
    /// by then, where they have to. Their confirmations become final.
    pub async fn agreed_in(&self, tx: &Tx<'_>, on: Option<NaiveDate>) -> Result<NaiveDate> {
        self.needs_draft()?;
        let today = tx.ctx().today();
        let on = on.unwrap_or(today);
        check_done("on", on, today)?;
        if rules::needs_both(self.row.kind) {
            let confirmed = endorsements::sides_in(tx, self.subject()).await?.agreed("id")?;
            rules::check_agreed(on, confirmed)?;
        }
        endorsements::seal_in(tx, self.subject()).await?;
        Ok(on)
    }

    /// Writes what has changed, records it and ends the write.
    pub async fn save(self, tx: Tx<'_>) -> Result<Written<Uuid>> {
        let id = self.row.id;
        let (before, old) = &self.before;
        let diff = rules::diff(Some(before), Some(&self.row));
        let diff = diff.personal("versions", Some(old), Some(&self.versions));
        if diff.is_empty() {
            return tx.commit(id).await;
        }
        for version in &self.versions {
            if version.id.is_nil() {
                let new = guideline_version::Model { id: tx.ctx().new_id(), ..version.clone() };
                store::insert_version(tx.conn(), new).await?;
            } else if !old.contains(version) {
                store::update_version(tx.conn(), version.clone()).await?;
            }
        }
        let row = Model { version: before.version + 1, ..self.row };
        store::update(tx.conn(), row.clone()).await?;
        record(&tx, ChangeKind::Update, diff, &row);
        tx.commit(id).await
    }
}

/// Records a change of a guideline.
pub fn record(tx: &Tx<'_>, kind: ChangeKind, diff: Diff, row: &Model) {
    let subject = Id::new(Kind::Guideline, row.id);
    tx.record(NewChange { authority_id: row.authority_id, kind, subject, diff });
}
