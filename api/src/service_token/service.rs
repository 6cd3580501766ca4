//! Commands on service tokens, and what a token that is shown means.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use entity::service_token::{self, Texts};
use secrecy::SecretString;
use uuid::Uuid;

pub use super::{
    policy::may_see,
    rules::{New, USE_NOTED_EVERY, status},
    secret::PREFIX,
};
use super::{
    policy::{self, Action},
    rules::{self, Status},
    secret, store,
};
use crate::{
    core::{
        Actor, ChangeKind, Clock, Credential, Ctx, Db, Error, Id, Identity, Ids, Kind, NewChange, Result,
        Role, Tx, UserErrorCode as Code, Written, sort_key,
    },
    rights::{Reach, allow, home, require},
};

/// A token that was just made or rotated. Its text is nowhere else.
#[derive(Debug)]
pub struct Issued {
    /// Which token.
    pub id: Uuid,
    /// What its bearer sends.
    pub token: SecretString,
}

/// The new secret of a token.
#[derive(Clone, Copy, Debug)]
pub struct Rotation {
    /// The version that the caller read.
    pub if_version: Option<i32>,
    /// How many hours the secret before holds beside the new one.
    pub overlap_hours: i64,
    /// When the token ends; as before when absent.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Makes a token of an authority: the caller's own, or any at the command line.
pub async fn issue(ctx: &Ctx, authority: Option<Uuid>, new: New) -> Result<Written<Issued>> {
    let authority = whose(ctx, authority)?;
    let tx = ctx.db.write(ctx, authority).await?;
    require(ctx, policy::is_maker(&ctx.actor), "SERVICE_TOKEN_ISSUE", None)?;
    allow(tx.conn(), ctx, Action::Issue, &Reach::Authority).await?;
    let now = ctx.now();
    let new = rules::checked(&ctx.actor, new, now, ctx.serving.tokens)?;
    let id = ctx.new_id();
    let (token, hash) = make(ctx, authority, id)?;
    let row = service_token::Model {
        authority_id: authority,
        id,
        sort_key: sort_key(&new.name),
        search_key: new.name.to_lowercase(),
        name: new.name,
        roles: Texts(new.roles.into_iter().map(|role| role.name().to_owned()).collect()),
        scopes: Texts(new.scopes.into_iter().collect()),
        read_only: new.read_only,
        allowed_addresses: Texts(new.allowed_addresses),
        secret_hash: hash.to_vec(),
        previous_hash: None,
        previous_until: None,
        created_at: now,
        created_by: ctx.actor.subject().to_owned(),
        expires_at: new.expires_at,
        rotated_at: None,
        revoked_at: None,
        last_used_at: None,
        version: 1,
    };
    store::insert(tx.conn(), row.clone()).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(Issued { id, token }).await
}

/// Gives a token a new secret. The one before holds for the overlap, and no longer than it would have.
pub async fn rotate(ctx: &Ctx, id: Uuid, rotation: Rotation) -> Result<Written<Issued>> {
    let authority = authority_of(ctx, id).await?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, rotation.if_version, Action::Rotate).await?;
    require(ctx, policy::is_maker(&ctx.actor), "SERVICE_TOKEN_ROTATE", Some(subject(id)))?;
    let now = ctx.now();
    check_active(&before, now)?;
    // Who rotates holds the secret, and with it all that the token may do.
    rules::check_given(&ctx.actor, &rules::roles(&before), &rules::scopes(&before))?;
    let limits = ctx.serving.tokens;
    let overlap = rules::overlap(&before, rotation.overlap_hours, now, limits)?;
    if let Some(at) = rotation.expires_at {
        rules::check_expiry(at, now, limits)?;
    }
    let (token, hash) = make(ctx, authority, id)?;
    let held = !overlap.is_zero();
    let after = service_token::Model {
        secret_hash: hash.to_vec(),
        previous_hash: held.then(|| before.secret_hash.clone()),
        previous_until: held.then(|| Ord::min(now + overlap, before.expires_at)),
        expires_at: rotation.expires_at.unwrap_or(before.expires_at),
        rotated_at: Some(now),
        version: before.version + 1,
        ..before.clone()
    };
    store::update(tx.conn(), after.clone()).await?;
    record(&tx, ChangeKind::Update, Some(&before), &after);
    tx.commit(Issued { id, token }).await
}

/// Ends a token at once, with both its secrets.
pub async fn revoke(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<Written<Uuid>> {
    let authority = authority_of(ctx, id).await?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version, Action::Revoke).await?;
    if before.revoked_at.is_none() {
        let after = service_token::Model {
            previous_hash: None,
            previous_until: None,
            revoked_at: Some(ctx.now()),
            version: before.version + 1,
            ..before.clone()
        };
        store::update(tx.conn(), after.clone()).await?;
        record(&tx, ChangeKind::End, Some(&before), &after);
    }
    tx.commit(id).await
}

/// The tokens of an authority, by name.
pub async fn list(
    ctx: &Ctx,
    authority: Option<Uuid>,
    include_ended: bool,
) -> Result<Vec<service_token::Model>> {
    store::all_of(ctx, whose(ctx, authority)?, include_ended).await
}

/// Refuses everybody who may not know which tokens there are, and remembers that.
pub fn check_reader(ctx: &Ctx, id: Option<Uuid>) -> Result<()> {
    require(ctx, policy::may_see(&ctx.actor), "SERVICE_TOKEN_READ", id.map(subject))
}

fn subject(id: Uuid) -> Id {
    Id::new(Kind::ServiceToken, id)
}

/// One token, if the caller sees it.
pub async fn get(ctx: &Ctx, id: Uuid) -> Result<service_token::Model> {
    store::by_id(ctx, ctx.db.read(), id).await?.ok_or(Error::NotFound)
}

/// A new secret. The answer that shows it is not kept for repetitions of the request.
fn make(ctx: &Ctx, authority: Uuid, id: Uuid) -> Result<(SecretString, secret::Hash)> {
    if let Some(once) = &ctx.serving.once {
        once.answer_is_secret();
    }
    secret::make(authority, id)
}

/// The authority that a command is about. Only the command line may name one; everybody else has his own.
fn whose(ctx: &Ctx, named: Option<Uuid>) -> Result<Uuid> {
    match (&ctx.actor, named) {
        (Actor::System, Some(authority)) => Ok(authority),
        _ => home(ctx),
    }
}

/// The authority of a token. That of a caller is known; the command line sees every token.
async fn authority_of(ctx: &Ctx, id: Uuid) -> Result<Uuid> {
    match ctx.actor {
        Actor::System => Ok(get(ctx, id).await?.authority_id),
        Actor::Anonymous | Actor::User(_) => home(ctx),
    }
}

async fn load_in(
    tx: &Tx<'_>,
    id: Uuid,
    if_version: Option<i32>,
    action: Action,
) -> Result<service_token::Model> {
    check_reader(tx.ctx(), Some(id))?;
    let row = store::by_id(tx.ctx(), tx.conn(), id).await?.ok_or(Error::NotFound)?;
    allow(tx.conn(), tx.ctx(), action, &Reach::Authority).await?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

fn check_active(row: &service_token::Model, now: DateTime<Utc>) -> Result<()> {
    let (da, en) = match status(row, now) {
        Status::Active => return Ok(()),
        Status::Expired => ("Den er udløbet. Udsted en ny.", "It has expired. Issue a new one."),
        Status::Revoked => ("Den er tilbagekaldt. Udsted en ny.", "It was revoked. Issue a new one."),
    };
    Err(Error::user(Code::InvalidState, "id", da, en))
}

fn record(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: Option<&service_token::Model>,
    after: &service_token::Model,
) {
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: Id::new(Kind::ServiceToken, after.id),
        diff: rules::diff(before, after),
    });
}

/// Why a service token is not accepted; for the debug log.
#[derive(Debug)]
pub enum Refused {
    /// It cannot be one.
    Malformed,
    /// Its time is over.
    Expired,
    /// It is unknown, its secret is wrong or no longer holds, it was revoked, or it comes from elsewhere.
    NotAccepted(&'static str),
    /// It cannot be judged now.
    Unavailable(Error),
}

/// A good token: whom it stands for, and whether its use should be noted.
#[derive(Debug)]
pub struct Recognised {
    /// Who calls.
    pub identity: Identity,
    /// The token.
    pub id: Uuid,
    /// The last use that is known is more than a minute ago.
    pub use_unknown: bool,
}

/// Judges a token. Its row is read each time, by its key, so that whatever was done to it holds from its commit on, on
/// every server.
pub async fn recognise(
    db: &Db,
    now: DateTime<Utc>,
    token: &str,
    address: Option<IpAddr>,
) -> std::result::Result<Recognised, Refused> {
    let presented = secret::read(token).ok_or(Refused::Malformed)?;
    let row = store::presented(db.read(), &presented).await.map_err(Refused::Unavailable)?;
    let row = row.ok_or(Refused::NotAccepted("service_token_unknown"))?;
    // The secret first: what is wrong with a token is not for those who do not hold it.
    if !rules::matches(&row, &presented.hash, now) {
        return Err(Refused::NotAccepted("service_token_secret"));
    }
    match status(&row, now) {
        Status::Active => {}
        Status::Expired => return Err(Refused::Expired),
        Status::Revoked => return Err(Refused::NotAccepted("service_token_revoked")),
    }
    if !rules::is_allowed_from(&row, address) {
        return Err(Refused::NotAccepted("service_token_address"));
    }
    Ok(Recognised {
        identity: Identity {
            subject: Id::new(Kind::ServiceToken, row.id).to_string(),
            roles: rules::roles(&row),
            scopes: rules::scopes(&row),
            authority_id: row.authority_id,
            credential: Credential::Service { read_only: row.read_only },
            person_id: None,
            unit_scope: None,
            client: Some(row.name.clone()),
        },
        id: row.id,
        use_unknown: rules::is_use_unknown(&row, now),
    })
}

/// Notes that a token was used, in a write of its own beside the request.
pub async fn note_use(db: &Db, clock: &Clock, authority: Uuid, id: Uuid) -> Result<()> {
    let ctx = Ctx::system(db.clone(), clock.clone(), Ids::random(), "service-token-use");
    let tx = db.write(&ctx, authority).await?;
    store::note_use(tx.conn(), authority, id, ctx.now()).await?;
    tx.commit(()).await?;
    Ok(())
}

/// The roles of a stored token.
pub fn roles(row: &service_token::Model) -> Vec<Role> {
    rules::roles(row).into_iter().collect()
}
