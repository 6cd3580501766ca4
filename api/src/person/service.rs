//! Commands on persons: load what is visible, ask the policy, check the rules, write, record the change. Also what
//! other domains ask about persons.

use chrono::NaiveDate;
use entity::person;
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::{
    policy::{self, Action},
    rules::{self, Changes, Facts},
    store,
};
use crate::{
    core::{
        Actor, ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written,
        sort_key,
    },
    rights::{Reach, allow, home},
};

/// Registers a person.
pub async fn create(ctx: &Ctx, facts: &Facts) -> Result<Written<Uuid>> {
    let facts = rules::checked(facts)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Authority).await?;
    let row = row(authority, ctx.new_id(), facts);
    store::insert(tx.conn(), row.clone()).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(row.id).await
}

/// Changes name, mail or phone of a person.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = store::one(ctx, tx.conn(), id).await?.ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != before.version) {
        return Err(Error::Conflict);
    }
    allow(tx.conn(), ctx, Action::Update, &reach_in(&tx, authority, id).await?).await?;
    rules::check_named(&before)?;
    let facts = rules::apply(&before, changes)?;
    let after =
        person::Model { invented: before.invented, version: before.version + 1, ..row(authority, id, facts) };
    if !rules::diff(Some(&before), Some(&after)).is_empty() {
        store::save(tx.conn(), after.clone()).await?;
        record(&tx, ChangeKind::Update, Some(&before), &after);
    }
    tx.commit(id).await
}

/// What a change of something about a person touches: for a credential that is limited to a unit, all units in
/// which the person is or will be employed.
pub async fn reach_in(tx: &Tx<'_>, authority: Uuid, id: Uuid) -> Result<Reach> {
    match tx.ctx().actor.identity().and_then(|identity| identity.unit_scope) {
        None => Ok(Reach::Authority),
        Some(_) => Ok(Reach::Units(store::units(tx.ctx(), tx.conn(), authority, id).await?)),
    }
}

/// A person that the caller sees and about whom something can be written, inside a write: nobody who was anonymised.
pub async fn visible_in(tx: &Tx<'_>, id: Uuid) -> Result<Option<person::Model>> {
    Ok(store::one(tx.ctx(), tx.conn(), id).await?.filter(|row| !rules::is_anonymised(row)))
}

/// Refuses a person that the input names and that the caller does not see.
pub async fn check_visible_in(tx: &Tx<'_>, field: &str, id: Uuid) -> Result<()> {
    if visible_in(tx, id).await?.is_some() {
        return Ok(());
    }
    Err(Error::user(Code::NotFound, field, "Personen findes ikke.", "The person does not exist."))
}

/// A person that the caller sees, whatever has become of it.
pub async fn known_in(tx: &Tx<'_>, id: Uuid) -> Result<Option<person::Model>> {
    store::one(tx.ctx(), tx.conn(), id).await
}

/// Takes the name and the contacts of a person, and records that they changed.
pub async fn forget_in(tx: &Tx<'_>, before: &person::Model) -> Result<()> {
    let after = rules::nameless(before);
    store::save(tx.conn(), after.clone()).await?;
    record(tx, ChangeKind::Update, Some(before), &after);
    Ok(())
}

/// Whether a person was anonymised.
pub fn is_anonymised(row: &person::Model) -> bool {
    rules::is_anonymised(row)
}

/// That the caller sees the person whom a column names: the visibility of what belongs to a person.
pub fn seen<C: ColumnTrait>(actor: &Actor, today: NaiveDate, person: C) -> Condition {
    policy::seen(actor, today, person)
}

/// That the caller's work, not only its employment, reaches the person whom a column names.
pub fn reached<C: ColumnTrait>(actor: &Actor, today: NaiveDate, person: C) -> Condition {
    policy::reached(actor, today, person)
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&person::Model>, after: &person::Model) {
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: Id::new(Kind::Person, after.id),
        diff: rules::diff(before, Some(after)),
    });
}

fn row(authority: Uuid, id: Uuid, facts: Facts) -> person::Model {
    person::Model {
        authority_id: authority,
        id,
        sort_key: sort_key(&facts.display_name),
        search_key: facts.display_name.to_lowercase(),
        display_name: facts.display_name,
        work_email: facts.work_email,
        work_phone: facts.work_phone,
        invented: false,
        version: 1,
    }
}

/// Whether roles alone let the caller register somebody.
pub fn may_create(ctx: &Ctx) -> bool {
    policy::may(&ctx.actor, Action::Create)
}
