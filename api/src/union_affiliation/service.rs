//! Commands on union memberships: load what may be read, ask the policy, check the rules, write, record the change.
//! They answer with the person: whoever wants to see the membership reads it like everybody else, for a purpose.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{
    read_log::Purpose,
    union_affiliation::{self, Column},
};
use sea_orm::Value;
use uuid::Uuid;

use super::{
    policy::{self, Action},
    rules::{self, Facts},
    store,
};
use crate::{
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity, Written,
        filter::Filter, validity::check_range,
    },
    person::service::{reach_in, visible_in},
    read_log::service::{Reading, record as record_read},
    rights::{allow, home, require},
};

/// Refuses everybody who may not read memberships of others, and remembers that.
pub fn check_reader(ctx: &Ctx, action: &str, person: Option<Uuid>) -> Result<()> {
    let subject = person.map(|person| Id::new(Kind::Person, person));
    require(ctx, policy::is_reader(&ctx.actor), action, subject)
}

/// What the read log says of a read for this purpose.
pub const fn reading(purpose: Purpose) -> Reading {
    Reading { purpose, fields: policy::READ }
}

/// Logs that a list of memberships is about to be shown: of the persons in it, and of those whom the caller asked
/// about by id, because an empty answer tells something about them, too.
pub async fn record_list(
    ctx: &Ctx,
    purpose: Purpose,
    shown: impl IntoIterator<Item = Uuid>,
    filter: &Filter<Column>,
) -> Result<()> {
    let asked = filter.values_of(Column::PersonId).into_iter().filter_map(|value| match value {
        Value::Uuid(Some(id)) => Some(*id),
        _ => None,
    });
    let persons: BTreeSet<Uuid> = shown.into_iter().chain(asked).collect();
    record_read(ctx, reading(purpose), &persons).await
}

/// Registers a membership; gives the person.
pub async fn create(ctx: &Ctx, person_id: Uuid, facts: &Facts) -> Result<Written<Uuid>> {
    let facts = rules::checked(facts)?;
    check_reader(ctx, "UNION_AFFILIATION_WRITE", None)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Create, &reach_in(&tx, authority, person_id).await?).await?;
    if visible_in(&tx, person_id).await?.is_none() {
        return Err(Error::user(
            Code::NotFound,
            "personId",
            "Personen findes ikke.",
            "The person does not exist.",
        ));
    }
    let row = union_affiliation::Model {
        authority_id: authority,
        id: ctx.new_id(),
        person_id,
        union_name: facts.union_name,
        agreement_group: facts.agreement_group,
        valid_from: facts.validity.from,
        valid_to: facts.validity.to,
        version: 1,
    };
    rules::check_alone(&row, &store::all_of(tx.conn(), authority, person_id).await?)?;
    store::insert(tx.conn(), row.clone()).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(person_id).await
}

/// Ends a membership: the day given is the first on which it no longer holds. Gives the person.
pub async fn end(ctx: &Ctx, id: Uuid, if_version: Option<i32>, on: NaiveDate) -> Result<Written<Uuid>> {
    check_range("on", on)?;
    check_reader(ctx, "UNION_AFFILIATION_WRITE", None)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = store::one(ctx, tx.conn(), id).await?.ok_or(Error::NotFound)?;
    allow(tx.conn(), ctx, Action::End, &reach_in(&tx, authority, before.person_id).await?).await?;
    if if_version.is_some_and(|version| version != before.version) {
        return Err(Error::Conflict);
    }
    if before.valid_to.is_some_and(|to| to < on) {
        return Err(Error::user(
            Code::OutOfRange,
            "on",
            "Det er allerede slut på den dato.",
            "It is already over on that date.",
        ));
    }
    let span = Validity::new("on", before.valid_from, Some(on))?;
    if before.valid_to != span.to {
        let after =
            union_affiliation::Model { valid_to: span.to, version: before.version + 1, ..before.clone() };
        store::save(tx.conn(), after.clone()).await?;
        record(&tx, ChangeKind::End, Some(&before), &after);
    }
    tx.commit(before.person_id).await
}

/// The person of a membership that the caller may write; nobody when there is none.
pub async fn person_of(ctx: &Ctx, id: Uuid) -> Result<Option<Uuid>> {
    check_reader(ctx, "UNION_AFFILIATION_WRITE", None)?;
    Ok(store::one(ctx, ctx.db.read(), id).await?.map(|row| row.person_id))
}

fn record(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: Option<&union_affiliation::Model>,
    after: &union_affiliation::Model,
) {
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: Id::new(Kind::UnionAffiliation, after.id),
        diff: rules::diff(before, Some(after)),
    });
}

/// Whether roles and scope let the caller register a membership.
pub fn may_create(ctx: &Ctx) -> bool {
    policy::may(&ctx.actor, Action::Create)
}
