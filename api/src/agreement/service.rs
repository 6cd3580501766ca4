//! Commands on local agreements: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::local_agreement::{self, StringModel};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    policy::Action,
    rules::{self, Changes, Facts, Override},
    store,
};
use crate::{
    authority::service::framework,
    core::{ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, Validity, Written, rule_set::RuleSet},
    rights::{Reach, allow, home},
};

/// A new agreement.
#[derive(Clone, Debug)]
pub struct New {
    /// Title.
    pub title: String,
    /// Whether the committees also do the work-environment tasks.
    pub string_model: StringModel,
    /// The numbers that it sets.
    pub overrides: Vec<Override>,
    /// When it is in force.
    pub validity: Validity,
}

/// The numbers that hold in one authority, through the years.
#[derive(Clone, Debug)]
pub struct RuleSets {
    default: RuleSet,
    agreed: Vec<(Validity, RuleSet)>,
}

impl RuleSets {
    /// Those of the agreement in force on a date, else the defaults of the framework agreement.
    pub fn on(&self, date: NaiveDate) -> &RuleSet {
        let agreed = self.agreed.iter().find(|(validity, _)| validity.contains(date));
        agreed.map_or(&self.default, |(_, rules)| rules)
    }
}

/// The numbers of the caller's authority. Inside a write, `conn` is its transaction.
pub async fn rule_sets(ctx: &Ctx, conn: &impl ConnectionTrait) -> Result<RuleSets> {
    let authority = home(ctx)?;
    let framework = framework(ctx, conn, authority).await?;
    let mut agreed = Vec::new();
    for row in store::all_of(conn, authority).await? {
        agreed.push((Validity::stored(row.valid_from, row.valid_to), rules::stored(framework, &row)?));
    }
    Ok(RuleSets { default: RuleSet::of(framework), agreed })
}

/// The numbers that hold in the caller's authority on a date: those of the agreement in force, else the defaults.
pub async fn rule_set(ctx: &Ctx, as_of: NaiveDate) -> Result<RuleSet> {
    Ok(rule_sets(ctx, ctx.db.read()).await?.on(as_of).clone())
}

/// Records an agreement.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    allow(tx.conn(), ctx, Action::Create, &Reach::Authority).await?;
    let framework = framework(ctx, tx.conn(), authority).await?;
    let facts = rules::checked(framework, &new.title, new.string_model, new.overrides, Ok(new.validity))?;
    let id = ctx.new_id();
    check_overlap_in(&tx, authority, id, facts.validity).await?;
    let row = row(authority, id, facts);
    store::insert(tx.conn(), row.clone()).await?;
    record(&tx, ChangeKind::Create, None, &row);
    tx.commit(id).await
}

/// Corrects an agreement for the whole time that it is in force.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Authority).await?;
    let framework = framework(ctx, tx.conn(), authority).await?;
    let facts = rules::apply(framework, &before, changes)?;
    check_overlap_in(&tx, authority, id, facts.validity).await?;
    let after = local_agreement::Model { version: before.version, ..row(authority, id, facts) };
    write_in(&tx, ChangeKind::Update, &before, after).await?;
    tx.commit(id).await
}

/// Ends an agreement on a date.
pub async fn end(ctx: &Ctx, id: Uuid, if_version: Option<i32>, on: NaiveDate) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = load_in(&tx, id, if_version).await?;
    allow(tx.conn(), ctx, Action::End, &Reach::Authority).await?;
    let ended = Validity::stored(before.valid_from, before.valid_to).ended("on", on)?;
    let after = local_agreement::Model { valid_to: ended.to, ..before.clone() };
    write_in(&tx, ChangeKind::End, &before, after).await?;
    tx.commit(id).await
}

/// The agreement that the caller sees.
async fn load_in(tx: &Tx<'_>, id: Uuid, if_version: Option<i32>) -> Result<local_agreement::Model> {
    let row = store::by_id(tx.ctx(), tx.conn(), id).await?.ok_or(Error::NotFound)?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    Ok(row)
}

/// Writes of one authority are serial, so what is free now is still free at the commit.
async fn check_overlap_in(tx: &Tx<'_>, authority: Uuid, id: Uuid, validity: Validity) -> Result<()> {
    rules::check_overlap(&store::others_within(tx.conn(), authority, id, validity).await?)
}

/// Writes an agreement with its next version, if anything about it differs.
async fn write_in(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: &local_agreement::Model,
    after: local_agreement::Model,
) -> Result<()> {
    if *before != after {
        let after = local_agreement::Model { version: before.version + 1, ..after };
        store::update(tx.conn(), after.clone()).await?;
        record(tx, kind, Some(before), &after);
    }
    Ok(())
}

fn record(
    tx: &Tx<'_>,
    kind: ChangeKind,
    before: Option<&local_agreement::Model>,
    after: &local_agreement::Model,
) {
    let subject = Id::new(Kind::LocalAgreement, after.id);
    let diff = rules::diff(before, Some(after));
    tx.record(NewChange { authority_id: after.authority_id, kind, subject, diff });
}

fn row(authority: Uuid, id: Uuid, facts: Facts) -> local_agreement::Model {
    local_agreement::Model {
        authority_id: authority,
        id,
        title: facts.title,
        string_model: facts.string_model,
        rule_set: facts.rules.to_json(),
        valid_from: facts.validity.from,
        valid_to: facts.validity.to,
        version: 1,
    }
}
