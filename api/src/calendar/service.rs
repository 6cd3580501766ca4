//! Commands on calendar feeds, and what a feed tells.

use chrono::{TimeDelta, Timelike};
use entity::calendar_feed;
use sea_orm::sea_query::SelectStatement;
use secrecy::SecretString;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{ics, policy::Action, store};
use crate::{
    access::service::mandates_held,
    committee::service::is_known_in,
    core::{
        Actor, ChangeKind, Credential, Ctx, Diff, Error, Id, Identity, Kind, NewChange, Result, Role, Tx,
        UserErrorCode as Code, Written, secret,
    },
    rights::{Reach, allow, home},
};

/// What every token of a feed begins with.
const PREFIX: &str = "mcf_";

/// Most feeds that one person has in use: one for each program and committee, and then some.
const FEEDS_MAX: u64 = 20;

/// How far back a feed reaches.
const BACK: TimeDelta = TimeDelta::days(400);

/// A feed that was just made. Its token is nowhere else.
#[derive(Debug)]
pub struct Made {
    /// Its id.
    pub id: Uuid,
    /// What stands in its address.
    pub token: SecretString,
}

/// Makes a feed for the caller, of one committee or of all in which it sits.
pub async fn create(ctx: &Ctx, committee: Option<Uuid>) -> Result<Written<Made>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Authority).await?;
    let Some(person_id) = ctx.actor.person_id() else {
        return Err(Error::user(
            Code::NotAllowed,
            "",
            "Kun en person har en kalender; din adgang hører ikke til nogen.",
            "Only a person has a calendar; your credential belongs to nobody.",
        ));
    };
    if let Some(committee) = committee
        && !is_known_in(&tx, committee).await?
    {
        return Err(Error::user(
            Code::NotFound,
            "committeeId",
            "Udvalget findes ikke.",
            "The committee does not exist.",
        ));
    }
    if store::in_use(ctx, tx.conn()).await? >= FEEDS_MAX {
        return Err(Error::user(
            Code::TooMany,
            "",
            format!("Du har allerede {FEEDS_MAX} abonnementer. Tilbagekald et først."),
            format!("You already have {FEEDS_MAX} feeds. Revoke one first."),
        ));
    }
    let id = ctx.new_id();
    let (token, hash) = secret::make(PREFIX, authority, Id::new(Kind::CalendarFeed, id))?;
    let row = calendar_feed::Model {
        authority_id: authority,
        id,
        person_id,
        committee_id: committee,
        secret_hash: hash.to_vec(),
        created_at: ctx.now(),
        revoked_at: None,
        version: 1,
    };
    store::insert(tx.conn(), row.clone()).await?;
    record(&tx, ChangeKind::Create, None, &row);
    if let Some(once) = &ctx.serving.once {
        once.answer_is_secret();
    }
    tx.commit(Made { id, token }).await
}

/// Revokes a feed of the caller, at once and on every server.
pub async fn revoke(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = store::one(ctx, tx.conn(), id).await?.ok_or(Error::NotFound)?;
    allow(tx.conn(), ctx, Action::Revoke, &Reach::Authority).await?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    if row.revoked_at.is_none() {
        let after =
            calendar_feed::Model { revoked_at: Some(ctx.now()), version: row.version + 1, ..row.clone() };
        store::save(tx.conn(), after.clone()).await?;
        record(&tx, ChangeKind::End, Some(&row), &after);
    }
    tx.commit(id).await
}

/// The ids of the feeds that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

/// The feed with this token; none when there is no such feed, when it was revoked, and when its owner no longer belongs
/// to the authority. `ctx` is of nobody yet: the feed is the credential.
pub async fn feed_of(ctx: Ctx, token: &str) -> Result<Option<Feed>> {
    let Some(presented) = secret::read(PREFIX, Kind::CalendarFeed, token) else { return Ok(None) };
    let Some(row) = store::by_secret(&ctx.db, presented.authority_id, presented.id).await? else {
        return Ok(None);
    };
    let is_right = bool::from(row.secret_hash.as_slice().ct_eq(&presented.hash));
    if !is_right || row.revoked_at.is_some() {
        return Ok(None);
    }
    let ctx = Ctx { actor: owner(&row), ..ctx };
    let belongs = store::is_employed(&ctx.db, row.authority_id, row.person_id, ctx.today()).await?
        || !mandates_held(ctx.db.read(), &ctx).await?.is_empty();
    Ok(belongs.then_some(Feed { ctx, row }))
}

/// A feed whose address was shown, with the rights of its owner.
pub struct Feed {
    ctx: Ctx,
    row: calendar_feed::Model,
}

impl Feed {
    /// Names the feed among all credentials.
    pub fn credential(&self) -> String {
        Id::new(Kind::CalendarFeed, self.row.id).to_string()
    }

    /// What it tells now.
    pub async fn calendar(&self) -> Result<String> {
        let (ctx, feed) = (&self.ctx, &self.row);
        let mut meetings = store::meetings(ctx, feed, ctx.now() - BACK).await?;
        // How to join from afar is for those inside.
        let held = mandates_held(ctx.db.read(), ctx).await?;
        for meeting in &mut meetings {
            if !held.iter().any(|held| held.committee_id == meeting.committee_id) {
                meeting.online_url = None;
            }
        }
        let mut committees: Vec<Uuid> = meetings.iter().map(|meeting| meeting.committee_id).collect();
        committees.extend(feed.committee_id);
        committees.sort_unstable();
        committees.dedup();
        let names = store::names(ctx, feed.authority_id, &committees).await?;
        let title = feed.committee_id.and_then(|committee| names.get(&committee).cloned());
        // To the minute: what has not changed reads the same for a while.
        let now = ctx.now();
        let stamp = now.with_second(0).and_then(|at| at.with_nanosecond(0)).unwrap_or(now);
        Ok(ics::calendar(title.as_deref().unwrap_or("MED-møder"), &meetings, &names, stamp))
    }
}

/// The owner as the feed speaks for it: an employee, with the rights that its mandates give today, and no other role.
fn owner(feed: &calendar_feed::Model) -> Actor {
    Actor::User(Box::new(Identity {
        subject: Id::new(Kind::CalendarFeed, feed.id).to_string(),
        client: None,
        authority_id: feed.authority_id,
        roles: [Role::Employee].into(),
        scopes: std::collections::BTreeSet::new(),
        person_id: Some(feed.person_id),
        unit_scope: None,
        credential: Credential::Service { read_only: true },
    }))
}

fn record(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: Option<&calendar_feed::Model>,
    after: &calendar_feed::Model,
) {
    let committee = |row: &calendar_feed::Model| row.committee_id.map(|id| Id::new(Kind::Committee, id));
    let ended = |row: &calendar_feed::Model| row.revoked_at.is_some();
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: Id::new(Kind::CalendarFeed, after.id),
        diff: Diff::new()
            .field("committee", before.map(committee).as_ref(), Some(&committee(after)))
            .personal("revokedAt", before.map(ended).as_ref(), Some(&ended(after))),
    });
}
