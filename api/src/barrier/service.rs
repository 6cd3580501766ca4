//! Commands on barriers: load what is visible, ask the policy, check the rules, write, record the change.

mod escalate;

use chrono::NaiveDate;
use entity::{
    barrier::{BarrierStatus, Model},
    barrier_action,
    seat::Side,
};
use sea_orm::sea_query::SelectStatement;
use uuid::Uuid;

pub use self::escalate::{Escalation, escalate};
pub use super::policy::visible;
use super::{
    policy::Action,
    rules::{self, Changes, Gain, Owner, Try},
    store,
};
use crate::{
    access::service::mandates_held,
    agenda_item::service::is_answered_in,
    committee::service::{at_work_in, reach_in},
    core::{
        ChangeKind, Ctx, Diff, Error, Id, Kind, NewChange, Result, Role, Tx, UserErrorCode as Code, Written,
    },
    org_unit::service::check_known_in as check_unit_in,
    person::service::check_visible_in,
    rights::{Reach, allow, home, require},
};

/// A new barrier.
#[derive(Clone, Debug)]
pub struct New {
    /// The committee that it is reported to.
    pub committee_id: Uuid,
    /// The unit in which it stands in the way.
    pub unit_id: Option<Uuid>,
    /// Its title.
    pub title: Option<String>,
    /// What stands in the way.
    pub text: String,
    /// The side that it comes from.
    pub side: Side,
    /// Who reports it, when somebody else writes it down; the caller otherwise.
    pub reporter_id: Option<Uuid>,
    /// Whether nobody is to know who reported it.
    pub reporter_hidden: bool,
}

/// Reports a barrier to a committee that covers where the caller works, or to one above it. The secretariat and those who sit in the
/// committee report what they hear, wherever they work.
pub async fn report(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let (title, text) = rules::checked(new.title.as_deref(), &new.text)?;
    let authority = home(ctx)?;
    let today = ctx.today();
    let tx = ctx.db.write(ctx, authority).await?;
    let committee = at_work_in(&tx, "committeeId", new.committee_id, today).await?.id;
    let own = ctx.actor.person_id();
    let for_another = new.reporter_id.is_some() && new.reporter_id != own;
    let action = if for_another { Action::Record } else { Action::Report };
    allow(tx.conn(), ctx, action, &Reach::Committee(committee)).await?;
    if let (true, Some(reporter)) = (for_another, new.reporter_id) {
        check_visible_in(&tx, "reporterId", reporter).await?;
    }
    if let Some(unit) = new.unit_id {
        check_unit_in(&tx, "unitId", unit).await?;
    }
    check_near_in(&tx, authority, committee).await?;
    let row = Model {
        authority_id: authority,
        id: ctx.new_id(),
        committee_id: committee,
        unit_id: new.unit_id,
        title,
        text,
        side: new.side,
        reported_by: new.reporter_id.or(own),
        reporter_hidden: new.reporter_hidden,
        reported_on: today,
        status: BarrierStatus::Reported,
        status_on: today,
        owner_id: None,
        owner_side: None,
        reason: None,
        escalated_to: None,
        matter_id: None,
        agenda_item_id: None,
        removed_on: None,
        minutes_freed: None,
        people_freed: None,
        version: 1,
    };
    store::insert(tx.conn(), row.clone()).await?;
    record(&tx, ChangeKind::Create, &row, rules::diff(None, &row));
    tx.commit(row.id).await
}

/// Changes what a barrier says, until the committee has looked at it; for its reporter only.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id, if_version).await?;
    let own = before.reported_by.is_some() && before.reported_by == ctx.actor.person_id();
    require(ctx, own && ctx.actor.may_write(), "BARRIER_UPDATE", Some(Id::new(Kind::Barrier, id)))?;
    let after = rules::apply(&before, changes)?;
    write_in(&tx, &before, after, |diff| diff).await?;
    tx.commit(id).await
}

/// The committee has looked at it: from here on every employee of the authority sees it.
pub async fn triage(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    on: Option<NaiveDate>,
) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id, if_version).await?;
    check_may_treat_in(&tx, &before).await?;
    let after = rules::moved(&before, "triage", on.unwrap_or_else(|| ctx.today()), ctx.today())?;
    write_in(&tx, &before, after, |diff| diff).await?;
    tx.commit(id).await
}

/// Gives a barrier an owner, or takes it back from a committee that has answered.
pub async fn own(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    (owner, on): (Owner, Option<NaiveDate>),
) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id, if_version).await?;
    check_may_treat_in(&tx, &before).await?;
    if let Some(person) = owner.person {
        check_visible_in(&tx, "ownerId", person).await?;
    }
    let after = rules::moved(&before, "own", on.unwrap_or_else(|| ctx.today()), ctx.today())?;
    rules::check_owner(owner)?;
    if before.status == BarrierStatus::Escalated {
        check_answered_in(&tx, &before).await?;
    }
    let after = Model { owner_id: owner.person, owner_side: owner.side, ..after };
    write_in(&tx, &before, after, |diff| diff).await?;
    tx.commit(id).await
}

/// Records what was tried against a barrier. Its owner may, too.
pub async fn attempt(ctx: &Ctx, id: Uuid, if_version: Option<i32>, given: Try) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id, if_version).await?;
    check_may_work_in(&tx, &before).await?;
    let status = rules::LIFE.step(before.status, "try")?;
    let number = store::count_tries(tx.conn(), before.authority_id, id).await? + 1;
    let number = usize::try_from(number).map_err(Error::internal)?;
    let given = rules::attempt(&before, number, &given, ctx.today())?;
    let row = barrier_action::Model {
        authority_id: before.authority_id,
        id: ctx.new_id(),
        barrier_id: id,
        number: i32::try_from(number).map_err(Error::internal)?,
        tried_on: given.on,
        text: given.text,
        result: given.result,
        recorded_at: ctx.now(),
    };
    let status_on = if status == before.status { before.status_on } else { ctx.today() };
    let after = Model { status, status_on, ..before.clone() };
    store::insert_try(tx.conn(), row.clone()).await?;
    write_in(&tx, &before, after, |diff| rules::diff_of_try(diff, &row)).await?;
    tx.commit(id).await
}

/// Records that a barrier is gone, and what that has freed. Its owner may, too.
pub async fn remove(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    (gain, on): (Gain, Option<NaiveDate>),
) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id, if_version).await?;
    check_may_work_in(&tx, &before).await?;
    let on = on.unwrap_or_else(|| ctx.today());
    let after = rules::moved(&before, "remove", on, ctx.today())?;
    rules::check_gain(gain)?;
    let Gain { minutes: minutes_freed, people: people_freed } = gain;
    let after = Model { removed_on: Some(on), minutes_freed, people_freed, ..after };
    write_in(&tx, &before, after, |diff| diff).await?;
    tx.commit(id).await
}

/// Records that a barrier cannot be removed, and why.
pub async fn dismiss(
    ctx: &Ctx,
    id: Uuid,
    if_version: Option<i32>,
    (reason, on): (String, Option<NaiveDate>),
) -> Result<Written<Uuid>> {
    let (tx, before) = load(ctx, id, if_version).await?;
    check_may_treat_in(&tx, &before).await?;
    let after = rules::moved(&before, "dismiss", on.unwrap_or_else(|| ctx.today()), ctx.today())?;
    let after = Model { reason: Some(rules::reason(&reason)?), ..after };
    write_in(&tx, &before, after, |diff| diff).await?;
    tx.commit(id).await
}

/// The ids of the barriers that the caller sees, as a subquery.
pub fn visible_ids(ctx: &Ctx) -> SelectStatement {
    store::visible_ids(ctx)
}

/// Refuses to report to a committee that has nothing to do with where the caller works.
async fn check_near_in(tx: &Tx<'_>, authority: Uuid, committee: Uuid) -> Result<()> {
    let ctx = tx.ctx();
    if ctx.actor.has_any(&[Role::Secretary, Role::MedCoordinator]) {
        return Ok(());
    }
    if mandates_held(tx.conn(), ctx).await?.iter().any(|held| held.committee_id == committee) {
        return Ok(());
    }
    let over = match ctx.actor.person_id() {
        Some(person) => store::committees_over(tx.conn(), authority, person, ctx.today()).await?,
        None => return Err(far()),
    };
    if over.contains(&committee) { Ok(()) } else { Err(far()) }
}

fn far() -> Error {
    Error::user(
        Code::NotAllowed,
        "committeeId",
        "Udvalget dækker ikke dit arbejdssted og ligger ikke over et, der gør.",
        "The committee neither covers where you work nor is above one that does.",
    )
}

/// Treating is for those who lead the committee or one above it, and for the secretariat.
async fn check_may_treat_in(tx: &Tx<'_>, row: &Model) -> Result<()> {
    let reach = reach_in(tx, row.authority_id, row.committee_id).await?;
    allow(tx.conn(), tx.ctx(), Action::Treat, &reach).await
}

/// Working on it is for its owner as well.
async fn check_may_work_in(tx: &Tx<'_>, row: &Model) -> Result<()> {
    let actor = &tx.ctx().actor;
    if row.owner_id.is_some() && row.owner_id == actor.person_id() && actor.may_write() {
        return Ok(());
    }
    check_may_treat_in(tx, row).await
}

/// Refuses to take a barrier back from a committee that has not answered.
async fn check_answered_in(tx: &Tx<'_>, row: &Model) -> Result<()> {
    match row.agenda_item_id {
        Some(item) if !is_answered_in(tx, row.authority_id, item).await? => Err(Error::user(
            Code::InvalidState,
            "id",
            "Udvalget har ikke svaret på punktet endnu.",
            "The committee has not answered the item yet.",
        )),
        _ => Ok(()),
    }
}

/// A barrier that the caller sees, in the version that it read.
async fn load(ctx: &Ctx, id: Uuid, if_version: Option<i32>) -> Result<(Tx<'_>, Model)> {
    let tx = ctx.db.write(ctx, home(ctx)?).await?;
    let row = store::by_ids(ctx, tx.conn(), &[id]).await?.remove(&id).ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok((tx, row))
}

/// Writes a barrier with its next version; nothing when nothing differs. `more` adds what the row does not tell.
async fn write_in(tx: &Tx<'_>, before: &Model, after: Model, more: impl FnOnce(Diff) -> Diff) -> Result<()> {
    let diff = more(rules::diff(Some(before), &after));
    if !diff.is_empty() {
        let after = Model { version: before.version + 1, ..after };
        store::save(tx.conn(), after.clone()).await?;
        record(tx, ChangeKind::Update, &after, diff);
    }
    Ok(())
}

fn record(tx: &Tx<'_>, kind: ChangeKind, after: &Model, diff: Diff) {
    // The reporter's own acts would name the reporter, and would stand out if only they named nobody.
    tx.record(NewChange {
        authority_id: after.authority_id,
        kind,
        subject: Id::new(Kind::Barrier, after.id),
        diff: if after.reporter_hidden { diff.unnamed() } else { diff },
    });
}
