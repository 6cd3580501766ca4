//! Commands on decisions: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::decision;
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

pub use super::policy::visible;
use super::{
    policy::Action,
    rules::{self, Changes, Facts},
    store,
};
use crate::{
    agenda_item::service::item_in,
    committee::service::is_known_in,
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written, input::Patch,
    },
    matter::service::matter_in,
    rights::{Reach, allow, home},
};

pub use super::rules::reply_due;

/// A new decision.
#[derive(Clone, Debug)]
pub struct New {
    /// The matter.
    pub matter_id: Uuid,
    /// The committee that was heard or decided; that of the item when absent.
    pub committee_id: Option<Uuid>,
    /// The item that it came from.
    pub agenda_item_id: Option<Uuid>,
    /// What it is.
    pub facts: Facts,
}

/// Records a decision.
pub async fn record_new(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let facts = rules::checked(&new.facts)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let matter = matter_in(&tx, new.matter_id).await.map_err(|error| missing(error, "matterId"))?;
    if let Some(committee) = new.committee_id
        && !is_known_in(&tx, committee).await?
    {
        return Err(missing(Error::NotFound, "committeeId"));
    }
    let item = item_of(&tx, new.matter_id, new.agenda_item_id).await?;
    let committee_id = match (&item, new.committee_id) {
        (Some((_, committee)), Some(given)) if *committee != given => {
            return Err(Error::user(
                Code::NotAllowed,
                "committeeId",
                "Punktet hører til et andet udvalg.",
                "The item belongs to another committee.",
            ));
        }
        (Some((_, committee)), _) => *committee,
        (None, given) => given.unwrap_or(matter.committee_id),
    };
    allow(tx.conn(), ctx, Action::Record, &Reach::Committee(committee_id)).await?;
    let row = decision::Model {
        authority_id: authority,
        id: ctx.new_id(),
        matter_id: new.matter_id,
        committee_id,
        agenda_item_id: item.map(|(id, _)| id),
        body: facts.body,
        decided_by: facts.decided_by,
        decided_on: facts.decided_on,
        text: facts.text,
        follows_input: facts.follows_input,
        reply: None,
        replied_on: None,
        review_on: facts.review_on,
        reviewed_on: None,
        review: None,
        version: 1,
    };
    store::insert(tx.conn(), row.clone()).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(row.id).await
}

/// Corrects what is recorded about a decision.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version, Action::Record).await?;
    let agenda_item_id = match changes.agenda_item_id {
        Patch::Keep => before.agenda_item_id,
        Patch::Clear => None,
        Patch::Set(item) => item_of(&tx, before.matter_id, Some(item)).await?.map(|(id, _)| id),
    };
    let facts = rules::apply(&before, changes)?;
    let after = decision::Model {
        agenda_item_id,
        body: facts.body,
        decided_by: facts.decided_by,
        decided_on: facts.decided_on,
        text: facts.text,
        follows_input: facts.follows_input,
        review_on: facts.review_on,
        ..before.clone()
    };
    for (field, day) in [("repliedOn", after.replied_on), ("reviewedOn", after.reviewed_on)] {
        if let Some(day) = day {
            rules::check_after(field, &after, day)?;
        }
    }
    write_in(&tx, &before, after).await?;
    tx.commit(id).await
}

/// Records management's reply to the committee.
pub async fn reply(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    text: &str,
    on: NaiveDate,
) -> Result<Written<Uuid>> {
    let text = rules::prose("reply", text)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version, Action::Reply).await?;
    rules::check_after("on", &before, on)?;
    let after = decision::Model { reply: Some(text), replied_on: Some(on), ..before.clone() };
    write_in(&tx, &before, after).await?;
    tx.commit(id).await
}

/// Records what a later look at it showed, and when the next is due.
pub async fn review(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    text: &str,
    on: NaiveDate,
    next: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let text = rules::prose("review", text)?;
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version, Action::Review).await?;
    rules::check_after("on", &before, on)?;
    if next.is_some_and(|next| next <= on) {
        return Err(Error::user(
            Code::OutOfRange,
            "nextReviewOn",
            "Den næste opfølgning ligger efter denne.",
            "The next review lies after this one.",
        ));
    }
    let after = decision::Model {
        review: Some(text),
        reviewed_on: Some(on),
        review_on: next.or(before.review_on),
        ..before.clone()
    };
    write_in(&tx, &before, after).await?;
    tx.commit(id).await
}

/// The ids of the decisions that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

/// An item of a matter, and its committee.
async fn item_of(tx: &Tx<'_>, matter: Uuid, item: Option<Uuid>) -> Result<Option<(Uuid, Uuid)>> {
    let Some(item) = item else { return Ok(None) };
    let item = item_in(tx, item).await.map_err(|error| missing(error, "agendaItemId"))?;
    if item.matter_id == matter {
        return Ok(Some((item.id, item.committee_id)));
    }
    Err(Error::user(
        Code::NotAllowed,
        "agendaItemId",
        "Punktet hører til en anden sag.",
        "The item belongs to another matter.",
    ))
}

fn missing(error: Error, field: &str) -> Error {
    match error {
        Error::NotFound => Error::user(Code::NotFound, field, "Det findes ikke.", "It does not exist."),
        other => other,
    }
}

/// A decision that the caller sees and may change, in the version that it read.
async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>, action: Action) -> Result<decision::Model> {
    let row = store::one(tx.ctx(), tx.conn(), id).await?.ok_or(Error::NotFound)?;
    allow(tx.conn(), tx.ctx(), action, &Reach::Committee(row.committee_id)).await?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

async fn write_in(tx: &Tx<'_>, before: &decision::Model, after: decision::Model) -> Result<()> {
    if *before == after {
        return Ok(());
    }
    let after = decision::Model { version: before.version + 1, ..after };
    store::save(tx.conn(), after.clone()).await?;
    record(tx, ChangeKind::Update, Some(before), &after);
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, before: Option<&decision::Model>, after: &decision::Model) {
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: Id::new(Kind::Decision, after.id),
        diff: rules::diff(before, after),
    });
}
