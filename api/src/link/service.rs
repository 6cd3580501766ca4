//! Commands on links: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::link::{self, LinkType};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

use super::{kinds::is_linkable, policy::Action, rules, store};
pub use super::{
    rules::ends,
    store::{existing, of_any},
};
use crate::{
    core::{
        ChangeKind, Ctx, Diff, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Validity,
        Written, validity::check_range,
    },
    rights::{Reach, allow, home},
};

/// A new link.
#[derive(Clone, Copy, Debug)]
pub struct New {
    /// Where it goes out from.
    pub from: Id,
    /// Where it leads to.
    pub to: Id,
    /// How the two belong together.
    pub link_type: LinkType,
    /// First day on which it holds.
    pub valid_from: NaiveDate,
}

/// Links two things that both exist for the caller. The committee of the first decides, or that of the second.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    check_range("validFrom", new.valid_from)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let from = exists_in(&tx, "fromId", new.from).await?;
    let to = exists_in(&tx, "toId", new.to).await?;
    allow(tx.conn(), ctx, Action::Create, &reach(from.or(to))).await?;
    let row = link::Model {
        authority_id: authority,
        id: ctx.new_id(),
        from_kind: new.from.kind.prefix().to_owned(),
        from_id: new.from.uuid,
        to_kind: new.to.kind.prefix().to_owned(),
        to_id: new.to.uuid,
        link_type: new.link_type,
        valid_from: new.valid_from,
        valid_to: None,
        version: 1,
    };
    rules::check(&row, &store::between(tx.conn(), authority, row.from_id, row.to_id).await?)?;
    store::insert(tx.conn(), &row).await?;
    record(&tx, ChangeKind::Create, None, Some(&row));
    tx.commit(row.id).await
}

/// Ends a link on a date.
pub async fn end(ctx: &Ctx, id: Uuid, if_version: Option<i32>, on: NaiveDate) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = store::by_id(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    let (from, to) = rules::ends(&row).ok_or_else(|| Error::internal("a link of an unknown kind"))?;
    let from = store::find(ctx, tx.conn(), from).await?;
    let to = store::find(ctx, tx.conn(), to).await?;
    allow(tx.conn(), ctx, Action::End, &reach(from.flatten().or(to.flatten()))).await?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    let ended = rules::validity(&row).ended("on", on)?;
    if row.valid_to != ended.to {
        write_end_in(&tx, &row, ended).await?;
    }
    tx.commit(id).await
}

/// Ends the links between a matter and the one that it becomes part of; those that begin today or later are removed,
/// with a tombstone.
pub async fn end_between_in(tx: &Tx<'_>, authority: Uuid, matter: Uuid, into: Uuid) -> Result<()> {
    let today = tx.ctx().today();
    for row in store::between(tx.conn(), authority, matter, into).await? {
        if row.valid_from >= today {
            store::remove(tx.conn(), &row).await?;
            let diff = rules::diff(Some(&row), None).removed_from(Id::new(Kind::Matter, into));
            log(tx, ChangeKind::Delete, &row, diff);
        } else {
            let to = row.valid_to.map_or(today, |to| Ord::min(to, today));
            write_end_in(tx, &row, Validity::stored(row.valid_from, Some(to))).await?;
        }
    }
    Ok(())
}

/// The committee that decides about a thing which an input names; refuses what does not exist for the caller, and what
/// cannot be linked.
pub async fn exists_in(tx: &Tx<'_>, field: &str, id: Id) -> Result<Option<Uuid>> {
    if !is_linkable(id.kind) {
        return Err(Error::user(
            Code::WrongType,
            field,
            format!("Noget af typen {} kan ikke knyttes til andet.", id.kind.prefix()),
            format!("Something of type {} cannot be linked.", id.kind.prefix()),
        ));
    }
    let found = store::find(tx.ctx(), tx.conn(), id).await?;
    found.ok_or_else(|| Error::user(Code::NotFound, field, "Det findes ikke.", "It does not exist."))
}

/// The ids of the links that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

fn reach(committee: Option<Uuid>) -> Reach {
    committee.map_or(Reach::Authority, Reach::Committee)
}

async fn write_end_in(tx: &Tx<'_>, row: &link::Model, span: Validity) -> Result<()> {
    let after = link::Model { valid_to: span.to, version: row.version + 1, ..row.clone() };
    store::update(tx.conn(), &after).await?;
    record(tx, ChangeKind::End, Some(row), Some(&after));
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&link::Model>, after: Option<&link::Model>) {
    if let Some(row) = after.or(before) {
        log(tx, kind, row, rules::diff(before, after));
    }
}

fn log(tx: &Tx<'_>, kind: ChangeKind, row: &link::Model, diff: Diff) {
    let subject = Id::new(Kind::Link, row.id);
    tx.record(NewChange { authority_id: row.authority_id, kind, subject, diff });
}
