//! The memory of refusals: who was refused what. Whoever refuses because of missing rights does it through here, so that
//! the auditor sees it. A refusal of somebody without a credential belongs to no authority and is not kept.

use chrono::{DateTime, Utc};
use entity::refusal::{self, RefusalCode};
use uuid::Uuid;

use crate::core::{Actor, Ctx, Db, Error, Id, Identity, Ids, Result};

/// The action of a caller whose credential is no longer good.
pub const AUTHENTICATE: &str = "AUTHENTICATE";

/// The action of a caller whose credential may only read.
pub const WRITE: &str = "WRITE";

/// Lets those pass who may; refuses everybody else, and remembers that.
pub fn require(ctx: &Ctx, may: bool, action: &str, subject: Option<Id>) -> Result<()> {
    if may { Ok(()) } else { Err(refused(ctx, action, subject)) }
}

/// Refuses an action because the caller may not do it, and remembers that.
pub fn refused(ctx: &Ctx, action: &str, subject: Option<Id>) -> Error {
    refused_because(ctx, RefusalCode::Forbidden, action, subject)
}

/// Refuses an action, and remembers why.
pub fn refused_because(ctx: &Ctx, code: RefusalCode, action: &str, subject: Option<Id>) -> Error {
    match &ctx.actor {
        Actor::Anonymous => Error::Unauthenticated,
        Actor::System => Error::Forbidden,
        Actor::User(identity) => {
            let row = row(identity, code, action, subject, (ctx.now(), ctx.new_id()));
            ctx.db.note_refusal(row);
            Error::Forbidden
        }
    }
}

/// Remembers that a credential was refused which a known caller of an authority once used rightly.
pub fn refused_credential(db: &Db, identity: &Identity, now: DateTime<Utc>) {
    let id = Ids::random().next(now);
    db.note_refusal(row(identity, RefusalCode::Credential, AUTHENTICATE, None, (now, id)));
}

/// Remembers that a credential which may only read was used to write.
pub fn refused_write(db: &Db, identity: &Identity, now: DateTime<Utc>) {
    let id = Ids::random().next(now);
    db.note_refusal(row(identity, RefusalCode::Forbidden, WRITE, None, (now, id)));
}

fn row(
    identity: &Identity,
    code: RefusalCode,
    action: &str,
    subject: Option<Id>,
    (now, id): (DateTime<Utc>, Uuid),
) -> refusal::Model {
    refusal::Model {
        authority_id: identity.authority_id,
        id,
        minute: now.timestamp().div_euclid(60),
        first_at: now,
        last_at: now,
        count: 1,
        actor: identity.subject.clone(),
        client: identity.client.clone().unwrap_or_default(),
        action: action.to_owned(),
        code,
        subject_kind: subject.map(|subject| subject.kind.prefix().to_owned()),
        subject_id: subject.map(|subject| subject.uuid),
    }
}
