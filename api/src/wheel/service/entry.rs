//! Commands on the template of the annual wheel.

use chrono::NaiveDate;
use entity::wheel_entry;
use uuid::Uuid;

use super::super::{
    policy::EntryAction as Action,
    rules::entry::{self as rules, Changes, Facts},
    store,
};
use crate::{
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
    },
    rights::{Reach, allow, home},
};

/// Adds an entry to the template of an agreement.
pub async fn create(ctx: &Ctx, agreement_id: Uuid, facts: Facts) -> Result<Written<Uuid>> {
    let authority_id = home(ctx)?;
    let facts = rules::checked(facts)?;
    let tx = ctx.db.write(ctx, authority_id).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Authority).await?;
    if !store::has_agreement(ctx, tx.conn(), agreement_id).await? {
        return Err(Error::user(
            Code::NotFound,
            "agreementId",
            "Aftalen findes ikke.",
            "The agreement does not exist.",
        ));
    }
    let blank = wheel_entry::Model {
        authority_id,
        id: ctx.new_id(),
        agreement_id,
        topic: facts.topic,
        title: String::new(),
        sort_key: String::new(),
        search_key: String::new(),
        rule_ref: None,
        window_from: 0,
        window_to: 0,
        levels: wheel_entry::Levels(Vec::new()),
        valid_from: facts.validity.from,
        valid_to: None,
        version: 1,
    };
    let row = rules::with_facts(&blank, facts);
    store::insert_entry(tx.conn(), &row).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(row.id).await
}

/// Corrects an entry. Tasks that were made from it stay as they are.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Authority).await?;
    let after = rules::apply(&before, changes)?;
    write_in(&tx, ChangeKind::Update, &before, after).await?;
    tx.commit(id).await
}

/// Ends an entry on a date.
pub async fn end(ctx: &Ctx, id: Uuid, if_version: Option<i32>, on: NaiveDate) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::End, &Reach::Authority).await?;
    let ended = Validity::stored(before.valid_from, before.valid_to).ended("on", on)?;
    let after = wheel_entry::Model { valid_to: ended.to, ..before.clone() };
    write_in(&tx, ChangeKind::End, &before, after).await?;
    tx.commit(id).await
}

async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<wheel_entry::Model> {
    let row = store::entries_by_id(tx.ctx(), tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// Writes an entry with its next version, if anything about it differs.
async fn write_in(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: &wheel_entry::Model,
    after: wheel_entry::Model,
) -> Result<()> {
    if *before != after {
        let after = wheel_entry::Model { version: before.version + 1, ..after };
        store::update_entry(tx.conn(), &after).await?;
        record(tx, kind, Some(before), &after);
    }
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&wheel_entry::Model>, after: &wheel_entry::Model) {
    let subject = Id::new(Kind::WheelEntry, after.id);
    let diff = rules::diff(before, Some(after));
    tx.record(NewChange { authority_id: after.authority_id, kind, subject, diff });
}
