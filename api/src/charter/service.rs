//! Commands on charters: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::{charter::Model, charter_signature};
use uuid::Uuid;

use super::{policy::Action, rules, store};
use crate::{
    core::{ChangeKind, Ctx, Diff, Error, Id, Kind, NewChange, Result, Tx, Written},
    rights::{Reach, allow, home, require},
};

/// A text and when it was adopted.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// The text.
    pub text: String,
    /// When; today when absent.
    pub adopted_on: Option<NaiveDate>,
}

/// Writes a new charter with its first version.
pub async fn create(ctx: &Ctx, title: &str, new: NewVersion) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Keep, &Reach::Authority).await?;
    let blank = Model {
        authority_id: authority,
        id: ctx.new_id(),
        title: String::new(),
        sort_key: String::new(),
        search_key: String::new(),
        published_on: None,
        version: 1,
    };
    let row = rules::titled(&blank, title)?;
    let adopted = new.adopted_on.unwrap_or_else(|| ctx.today());
    let version = rules::version(&row, None, (&new.text, adopted), ctx.today())?;
    store::insert(tx.conn(), row.clone()).await?;
    store::insert_version(tx.conn(), version.clone()).await?;
    let diff = rules::diff_of_version(rules::diff(None, &row), &version);
    record(&tx, (authority, row.id), ChangeKind::Create, diff);
    tx.commit(row.id).await
}

/// Gives a charter a new version. What was signed before stays signed under its number.
pub async fn revise(ctx: &Ctx, id: Uuid, if_version: Option<i32>, new: NewVersion) -> Result<Written<Uuid>> {
    let (tx, row) = load_own(ctx, id, if_version).await?;
    let last = store::last_version(tx.conn(), &row).await?;
    let adopted = new.adopted_on.unwrap_or_else(|| ctx.today());
    let version = rules::version(&row, last.as_ref(), (&new.text, adopted), ctx.today())?;
    store::insert_version(tx.conn(), version.clone()).await?;
    write_in(&tx, row, rules::diff_of_version(Diff::new(), &version)).await?;
    tx.commit(id).await
}

/// Publishes a charter: from then on everybody can read and every authority can sign it.
pub async fn publish(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let (tx, before) = load_own(ctx, id, if_version).await?;
    let after = rules::published(&before, on.unwrap_or_else(|| ctx.today()), ctx.today())?;
    let diff = rules::diff(Some(&before), &after);
    write_in(&tx, after, diff).await?;
    tx.commit(id).await
}

/// Signs the last version for the caller's authority, or writes down that an organisation has signed it.
pub async fn sign(
    ctx: &Ctx,
    id: Uuid,
    organisation: Option<&str>,
    on: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let (tx, row, authority) = load_to_sign(ctx, id, organisation).await?;
    let organisation = rules::organisation(organisation)?;
    let last = store::last_version(tx.conn(), &row).await?.ok_or(Error::NotFound)?;
    let standing = store::standing(tx.conn(), authority, id, organisation.as_deref()).await?;
    let on = on.unwrap_or_else(|| ctx.today());
    rules::check_signature(&row, &last, &standing, on, ctx.today())?;
    let signature = charter_signature::Model {
        authority_id: authority,
        id: ctx.new_id(),
        charter_id: id,
        number: last.number,
        organisation,
        signed_on: on,
        withdrawn_on: None,
    };
    store::insert_signature(tx.conn(), signature).await?;
    let diff = rules::diff_of_signature(last.number, Some(on), None);
    record(&tx, (authority, id), ChangeKind::Update, diff);
    tx.commit(id).await
}

/// Takes back what the caller's authority signed, or what it wrote down for an organisation; it stays to be read.
pub async fn withdraw(
    ctx: &Ctx,
    id: Uuid,
    organisation: Option<&str>,
    on: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let (tx, _, authority) = load_to_sign(ctx, id, organisation).await?;
    let organisation = rules::organisation(organisation)?;
    let standing = store::standing(tx.conn(), authority, id, organisation.as_deref()).await?;
    let on = on.unwrap_or_else(|| ctx.today());
    rules::check_withdrawal(&standing, on, ctx.today())?;
    let ids: Vec<Uuid> = standing.iter().map(|signature| signature.id).collect();
    store::withdraw(tx.conn(), authority, &ids, on).await?;
    let number = standing.iter().map(|signature| signature.number).max().unwrap_or_default();
    record(&tx, (authority, id), ChangeKind::Update, rules::diff_of_signature(number, None, Some(on)));
    tx.commit(id).await
}

/// A charter that the caller's authority keeps, in the version that it read.
async fn load_own(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<(Tx<'_>, Model)> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = store::by_ids(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    // Everybody sees a published charter, so the condition of the list does not keep others out.
    require(ctx, row.authority_id == authority, "CHARTER_KEEP", Some(Id::new(Kind::Charter, id)))?;
    allow(tx.conn(), ctx, Action::Keep, &Reach::Authority).await?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok((tx, row))
}

/// A charter to be signed, of whatever authority, in a write of the caller's own.
async fn load_to_sign<'a>(
    ctx: &'a Ctx,
    id: Uuid,
    organisation: Option<&str>,
) -> Result<(Tx<'a>, Model, Uuid)> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = store::by_ids(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    let may = organisation.is_none() || row.authority_id == authority;
    require(ctx, may, "CHARTER_KEEP", Some(Id::new(Kind::Charter, id)))?;
    let action = if organisation.is_some() { Action::Keep } else { Action::Sign };
    allow(tx.conn(), ctx, action, &Reach::Authority).await?;
    Ok((tx, row, authority))
}

async fn write_in(tx: &Tx<'_>, row: Model, diff: Diff) -> Result<()> {
    let row = Model { version: row.version + 1, ..row };
    store::save(tx.conn(), row.clone()).await?;
    record(tx, (row.authority_id, row.id), ChangeKind::Update, diff);
    Ok(())
}

/// Notes a change of a charter in the log of whoever made it: an authority that signs notes that in its own.
fn record(tx: &Tx<'_>, (authority_id, id): (Uuid, Uuid), kind: ChangeKind, diff: Diff) {
    tx.record(NewChange { authority_id, kind, subject: Id::new(Kind::Charter, id), diff });
}
