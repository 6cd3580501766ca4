//! Commands on series of meetings: load what is visible, ask the policy, check the rules, write, record the change.

use entity::{
    meeting::MeetingKind,
    meeting_series::{self, Model},
};
use uuid::Uuid;

use super::{rules, store};
use crate::{
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written, sort_key,
    },
    meeting::service::{self as meetings, Facts, Times},
    rights::{Reach, allow, home},
};

/// A new series.
#[derive(Clone, Debug)]
pub struct New {
    /// The committee.
    pub committee_id: Uuid,
    /// Its name.
    pub name: String,
    /// What kind of meetings.
    pub kind: MeetingKind,
    /// When they are.
    pub times: Vec<Times>,
    /// What they are called and where they are.
    pub facts: Facts,
}

/// Plans a series with all its meetings, or nothing.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let name = rules::name(&new.name)?;
    let facts = meetings::checked(&new.facts)?;
    meetings::check_kind(new.kind, None, false)?;
    rules::check_times(&new.times)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, meetings::PLAN, &Reach::Committee(new.committee_id)).await?;
    let row = Model {
        authority_id: authority,
        id: ctx.new_id(),
        committee_id: new.committee_id,
        sort_key: sort_key(&name),
        search_key: name.to_lowercase(),
        name,
        version: 1,
    };
    store::insert(tx.conn(), &row).await?;
    record(&tx, ChangeKind::Create, None, &row);
    for times in new.times {
        let meeting = meetings::New {
            committee_id: new.committee_id,
            series_id: Some(row.id),
            kind: new.kind,
            side: None,
            pre_meeting_of: None,
            times,
            facts: facts.clone(),
        };
        meetings::plan_in(&tx, authority, meeting).await?;
    }
    tx.commit(row.id).await
}

/// Renames a series.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, name: &str) -> Result<Written<Uuid>> {
    let name = rules::name(name)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = store::one(ctx, tx.conn(), id).await?.ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    allow(tx.conn(), ctx, meetings::PLAN, &Reach::Committee(row.committee_id)).await?;
    if name != row.name {
        let after = Model {
            sort_key: sort_key(&name),
            search_key: name.to_lowercase(),
            name,
            version: row.version + 1,
            ..row.clone()
        };
        store::update(tx.conn(), &after).await?;
        record(&tx, ChangeKind::Update, Some(&row), &after);
    }
    tx.commit(id).await
}

/// Refuses a series that a meeting of this committee cannot be part of.
pub async fn check_of_in(tx: &Tx<'_>, id: Uuid, committee: Uuid) -> Result<()> {
    match store::one(tx.ctx(), tx.conn(), id).await? {
        Some(series) if series.committee_id == committee => Ok(()),
        Some(_) => Err(Error::user(
            Code::NotAllowed,
            "seriesId",
            "Møderækken hører til et andet udvalg.",
            "The series belongs to another committee.",
        )),
        None => Err(Error::user(
            Code::NotFound,
            "seriesId",
            "Møderækken findes ikke.",
            "The series does not exist.",
        )),
    }
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&meeting_series::Model>, after: &Model) {
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: Id::new(Kind::MeetingSeries, after.id),
        diff: rules::diff(before, after),
    });
}
