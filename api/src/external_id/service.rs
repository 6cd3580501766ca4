//! Commands on keys of other systems: check, ask the policy, write, record the change on the thing.

use entity::external_id;
use uuid::Uuid;

use super::{
    policy::Action,
    rules::{self, Key},
    store,
};
use crate::{
    core::{ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written},
    person::service::{reach_in, visible_in},
    rights::{Reach, allow, home},
};

/// The thing of a kind that another system knows by a key, if the caller's authority has one.
pub async fn find(ctx: &Ctx, kind: Kind, system: &str, key: &str) -> Result<Option<Uuid>> {
    // What could never be stored names nothing.
    let Ok(key) = Key::checked(system, key) else { return Ok(None) };
    Ok(store::find(ctx, ctx.db.read(), kind, &key).await?.map(|row| row.subject_id))
}

/// Gives a thing a key. Saying so again changes nothing.
pub async fn set(ctx: &Ctx, subject: Id, system: &str, key: &str) -> Result<Written<Id>> {
    let authority = home(ctx)?;
    let key = Key::checked(system, key)?;
    rules::check_subject(subject)?;
    rules::check_personal(subject, &key)?;
    let tx = ctx.db.write(ctx, authority).await?;
    load_in(&tx, authority, Action::Set, subject).await?;
    match store::find(ctx, tx.conn(), subject.kind, &key).await? {
        Some(row) if row.subject_id == subject.uuid => return tx.commit(subject).await,
        Some(_) => {
            return Err(Error::user(
                Code::Taken,
                "key",
                "Nøglen hører allerede til noget andet i det system.",
                "The key already belongs to something else in that system.",
            ));
        }
        None => {}
    }
    let present = store::of_subjects(ctx, tx.conn(), &[subject.uuid]).await?;
    rules::check_count(present.len())?;
    let row = external_id::Model {
        authority_id: authority,
        kind: subject.kind.prefix().to_owned(),
        system: key.system.clone(),
        key: key.key.clone(),
        subject_id: subject.uuid,
    };
    store::insert(tx.conn(), row).await?;
    record(&tx, authority, subject, None, Some(&key));
    tx.commit(subject).await
}

/// Takes a key from a thing. Taking one that it does not have changes nothing.
pub async fn remove(ctx: &Ctx, subject: Id, system: &str, key: &str) -> Result<Written<Id>> {
    let authority = home(ctx)?;
    let key = Key::checked(system, key)?;
    rules::check_subject(subject)?;
    let tx = ctx.db.write(ctx, authority).await?;
    load_in(&tx, authority, Action::Remove, subject).await?;
    let row = store::find(ctx, tx.conn(), subject.kind, &key).await?;
    if let Some(row) = row.filter(|row| row.subject_id == subject.uuid) {
        store::delete(tx.conn(), row).await?;
        record(&tx, authority, subject, Some(&key), None);
    }
    tx.commit(subject).await
}

/// Makes sure that the thing is there and that the caller may change its keys.
async fn load_in(tx: &Tx<'_>, authority: Uuid, action: Action, subject: Id) -> Result<()> {
    let exists = match subject.kind {
        Kind::Person => visible_in(tx, subject.uuid).await?.is_some(),
        _ => store::subject_exists(tx.ctx(), tx.conn(), subject).await?,
    };
    if !exists {
        return Err(Error::NotFound);
    }
    let reach = match subject.kind {
        Kind::Committee => Reach::Committee(subject.uuid),
        Kind::OrgUnit => Reach::Units(vec![subject.uuid]),
        Kind::Person => reach_in(tx, authority, subject.uuid).await?,
        _ => Reach::Authority,
    };
    allow(tx.conn(), tx.ctx(), action, &reach).await
}

fn record(tx: &Tx<'_>, authority: Uuid, subject: Id, before: Option<&Key>, after: Option<&Key>) {
    let diff = rules::diff(subject, before, after);
    tx.record(NewChange { authority_id: authority, kind: ChangeKind::Update, subject, diff });
}
