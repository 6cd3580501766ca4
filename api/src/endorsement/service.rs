//! Commands on endorsements. Most run inside the write of the domain whose thing is confirmed, which has loaded it,
//! checked its state and knows which version is open: those functions end in `_in`.

use entity::endorsement::Model;
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

pub use super::rules::{New, Sides};
use super::{policy::Action, rules, store};
use crate::{
    access::service::sits_in,
    core::{ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written},
    person::service as persons,
    rights::{Reach, allow, home},
};

/// What is confirmed: one version of something that belongs to a committee.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// The thing.
    pub id: Id,
    /// The version of its text; 1 where it has no versions.
    pub version: i32,
    /// The committee whose sides confirm it.
    pub committee_id: Uuid,
}

/// Confirms a version for a side or a party. The caller holds the office of that side in the committee, or writes down
/// for others as its secretary. Who confirms for a side sits there on that day.
pub async fn endorse_in(tx: &Tx<'_>, subject: Subject, new: New) -> Result<Model> {
    let ctx = tx.ctx();
    let authority = home(ctx)?;
    if let Some(person) = new.person_id {
        persons::check_visible_in(tx, "personId", person).await?;
    }
    let (new, on) = rules::checked(new, ctx.today())?;
    allow(tx.conn(), ctx, Action::of(new.side), &Reach::Committee(subject.committee_id)).await?;
    let standing = store::standing(tx.conn(), authority, subject.id, subject.version).await?;
    rules::check_once(&new, &standing)?;
    let own = ctx.actor.person_id();
    let person_id = match new.side {
        None => None,
        Some(side) => {
            let person = new.person_id.or(own);
            let sitting = sitting_in(tx, (authority, subject.committee_id), side, person, on).await?;
            if sitting.is_none() {
                return Err(not_sitting(new.person_id.is_some()));
            }
            sitting
        }
    };
    let row = Model {
        authority_id: authority,
        id: ctx.new_id(),
        subject_kind: subject.id.kind.prefix().to_owned(),
        subject_id: subject.id.uuid,
        subject_version: subject.version,
        committee_id: subject.committee_id,
        side: new.side,
        party: new.party,
        person_id,
        given_on: on,
        text: new.text,
        in_person: person_id.is_some() && person_id == own,
        is_final: false,
        recorded_at: ctx.now(),
        withdrawn_on: None,
    };
    store::insert(tx.conn(), row.clone()).await?;
    record(tx, ChangeKind::Create, None, &row);
    Ok(row)
}

/// What the two sides have confirmed of a version.
pub async fn sides_in(tx: &Tx<'_>, subject: Subject) -> Result<Sides> {
    let standing = store::standing(tx.conn(), home(tx.ctx())?, subject.id, subject.version).await?;
    Ok(Sides::of(standing))
}

/// Makes the confirmations of a version final, because it was agreed: nobody can withdraw them, and they become open.
pub async fn seal_in(tx: &Tx<'_>, subject: Subject) -> Result<()> {
    for row in store::standing(tx.conn(), home(tx.ctx())?, subject.id, subject.version).await? {
        write_in(tx, ChangeKind::Update, &row, Model { is_final: true, ..row.clone() }).await?;
    }
    Ok(())
}

/// Withdraws all confirmations of a version, because what was confirmed has changed.
pub async fn clear_in(tx: &Tx<'_>, subject: Subject) -> Result<()> {
    let today = tx.ctx().today();
    for row in store::standing(tx.conn(), home(tx.ctx())?, subject.id, subject.version).await? {
        write_in(tx, ChangeKind::End, &row, Model { withdrawn_on: Some(today), ..row.clone() }).await?;
    }
    Ok(())
}

/// Withdraws one confirmation, while what it confirms is not agreed.
pub async fn withdraw(ctx: &Ctx, id: Uuid) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = store::by_ids(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    allow(tx.conn(), ctx, Action::of(row.side), &Reach::Committee(row.committee_id)).await?;
    rules::check_open(&row)?;
    let after = Model { withdrawn_on: Some(ctx.today()), ..row.clone() };
    write_in(&tx, ChangeKind::End, &row, after).await?;
    tx.commit(id).await
}

/// The ids of the endorsements that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

/// The person, if it sits on a side of a committee on a day.
async fn sitting_in(
    tx: &Tx<'_>,
    committee: (Uuid, Uuid),
    side: entity::seat::Side,
    person: Option<Uuid>,
    on: chrono::NaiveDate,
) -> Result<Option<Uuid>> {
    let Some(person) = person else { return Ok(None) };
    Ok(sits_in(tx.conn(), committee, side, person, on).await?.then_some(person))
}

fn not_sitting(is_named: bool) -> Error {
    if is_named {
        return Error::user(
            Code::NotAllowed,
            "personId",
            "Personen sidder ikke på denne side i udvalget på den dag.",
            "The person does not sit on this side of the committee on that day.",
        );
    }
    Error::user(
        Code::Required,
        "personId",
        "Angiv, hvem der bekræftede for siden: du sidder der ikke selv på den dag.",
        "Say who confirmed for the side: you do not sit there yourself on that day.",
    )
}

async fn write_in(tx: &Tx<'_>, kind: ChangeKind, before: &Model, after: Model) -> Result<()> {
    store::update(tx.conn(), after.clone()).await?;
    record(tx, kind, Some(before), &after);
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&Model>, after: &Model) {
    let subject = Id::new(Kind::Endorsement, after.id);
    let diff = rules::diff(before, Some(after));
    tx.record(NewChange { authority_id: after.authority_id, kind, subject, diff });
}
