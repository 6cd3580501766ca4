//! Commands on networks: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::{
    network::{Model, NetworkKind},
    network_member,
};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

use super::{
    policy::Action,
    rules::{self, Changes},
    store,
};
use crate::{
    authority::service::check_known_in,
    core::{
        ChangeKind, Ctx, Diff, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written,
        input::Patch,
    },
    rights::{Reach, allow, home, require},
};

/// A new network.
#[derive(Clone, Debug)]
pub struct New {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// What kind of network.
    pub kind: NetworkKind,
    /// First day; today when absent.
    pub valid_from: Option<NaiveDate>,
    /// First day on which it no longer exists.
    pub valid_to: Option<NaiveDate>,
}

/// Founds a network, led by the caller's authority.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Lead, &Reach::Authority).await?;
    let blank = Model {
        authority_id: authority,
        id: ctx.new_id(),
        name: String::new(),
        sort_key: String::new(),
        search_key: String::new(),
        purpose: String::new(),
        kind: new.kind,
        valid_from: new.valid_from.unwrap_or_else(|| ctx.today()),
        valid_to: None,
        version: 1,
    };
    let changes = Changes {
        name: Patch::Set(new.name),
        purpose: Patch::Set(new.purpose),
        kind: Patch::Keep,
        valid_to: new.valid_to.map_or(Patch::Keep, Patch::Set),
    };
    let row = rules::apply(&blank, changes)?;
    store::insert(tx.conn(), row.clone()).await?;
    record(&tx, ChangeKind::Create, &row, rules::diff(None, &row));
    tx.commit(row.id).await
}

/// Changes what a network says about itself, or ends it.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id, if_version).await?;
    let after = rules::apply(&before, changes)?;
    let diff = rules::diff(Some(&before), &after);
    write_in(&tx, after, diff).await?;
    tx.commit(id).await
}

/// Lets an authority in.
pub async fn admit(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    (member, on): (Uuid, NaiveDate),
) -> Result<Written<Uuid>> {
    let (tx, row) = load(ctx, id, if_version).await?;
    check_known_in(&tx, "authorityId", member).await?;
    let times = store::times_of(tx.conn(), &row, member).await?;
    rules::check_new(&row, member, on, &times)?;
    let time = network_member::Model {
        authority_id: row.authority_id,
        id: ctx.new_id(),
        network_id: id,
        member_id: member,
        joined_on: on,
        left_on: None,
    };
    store::insert_member(tx.conn(), time).await?;
    write_in(&tx, row, rules::diff_of_member(member, Some(on), None)).await?;
    tx.commit(id).await
}

/// Records that an authority left.
pub async fn release(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    (member, on): (Uuid, NaiveDate),
) -> Result<Written<Uuid>> {
    let (tx, row) = load(ctx, id, if_version).await?;
    check_known_in(&tx, "authorityId", member).await?;
    let times = store::times_of(tx.conn(), &row, member).await?;
    let time = rules::ending(&times, on)?;
    store::end_member(tx.conn(), time, on).await?;
    write_in(&tx, row, rules::diff_of_member(member, None, Some(on))).await?;
    tx.commit(id).await
}

/// The ids of the networks in which the caller's authority is today, as a subquery: what is shared with a network is open
/// to those. An authority that follows another is in what that one was in.
pub fn own_ids(ctx: &Ctx) -> SelectStatement {
    store::own_ids(ctx)
}

/// Refuses a network that an input names and that does not exist, or in which the caller's authority is not.
pub async fn check_own_in(tx: &Tx<'_>, field: &str, id: Uuid) -> Result<()> {
    let ctx = tx.ctx();
    if store::by_ids(ctx, tx.conn(), &[id]).await?.is_empty() {
        return Err(Error::user(
            Code::NotFound,
            field,
            "Netværket findes ikke.",
            "The network does not exist.",
        ));
    }
    if store::is_own(ctx, tx.conn(), id).await? {
        return Ok(());
    }
    Err(Error::user(
        Code::NotAllowed,
        field,
        "Din myndighed er ikke med i netværket.",
        "Your authority is not in the network.",
    ))
}

/// A network that the caller's authority leads, in the version that it read.
async fn load(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<(Tx<'_>, Model)> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let row = store::by_ids(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    // Everybody sees every network, so the tenant condition does not keep others out.
    let subject = Some(Id::new(Kind::Network, id));
    require(ctx, row.authority_id == authority, "NETWORK_LEAD", subject)?;
    allow(tx.conn(), ctx, Action::Lead, &Reach::Authority).await?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok((tx, row))
}

/// Writes a network with its next version; nothing when nothing differs.
async fn write_in(tx: &Tx<'_>, row: Model, diff: Diff) -> Result<()> {
    if !diff.is_empty() {
        let row = Model { version: row.version + 1, ..row };
        store::save(tx.conn(), row.clone()).await?;
        record(tx, ChangeKind::Update, &row, diff);
    }
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, row: &Model, diff: Diff) {
    let subject = Id::new(Kind::Network, row.id);
    tx.record(NewChange { authority_id: row.authority_id, kind, subject, diff });
}
