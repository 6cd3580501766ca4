//! Commands on authorities: load what is visible, ask the policy, check the rules, write, record the change.

use chrono::NaiveDate;
use entity::authority::{self, AuthorityKind, Framework};
use sea_orm::{ConnectionTrait, sea_query::SelectStatement};
use uuid::Uuid;

use super::{
    policy::Action,
    rules::{self, Changes, Facts},
    store,
};
use crate::{
    core::{
        Actor, ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written,
        input::Patch, sort_key, validity::check_range,
    },
    rights::{Reach, allow, home, require},
};

/// The framework agreement of an authority; it gives the defaults of the rule set.
pub async fn framework(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Framework> {
    let row = store::by_id(ctx, conn, id).await?.ok_or(Error::NotFound)?;
    Ok(row.framework)
}

/// A new authority.
#[derive(Clone, Debug)]
pub struct New {
    /// What kind of employer; it never changes.
    pub kind: AuthorityKind,
    /// The framework agreement that its local agreement builds on; it never changes.
    pub framework: Framework,
    /// First day on which it exists.
    pub valid_from: NaiveDate,
    /// Its name.
    pub name: String,
    /// Business register number.
    pub cvr: Option<String>,
    /// Municipality or region code.
    pub code: Option<String>,
}

/// The ids of an authority and of all that it follows on a date, as a subquery: what they were part of, it is part of.
pub fn line(id: Uuid, on: NaiveDate) -> SelectStatement {
    store::line(id, on)
}

/// Refuses an authority that the input names and that does not exist.
pub async fn check_known_in(tx: &Tx<'_>, field: &str, id: Uuid) -> Result<()> {
    if store::by_id(tx.ctx(), tx.conn(), id).await?.is_some() {
        return Ok(());
    }
    Err(Error::user(Code::NotFound, field, "Myndigheden findes ikke.", "The authority does not exist."))
}

/// Every authority that the caller sees, whenever it exists, by name.
pub async fn list(ctx: &Ctx) -> Result<Vec<authority::Model>> {
    store::all(ctx).await
}

/// Takes a new authority in. Nobody signs in before their authority is there, so only the operator can, at the command
/// line.
pub async fn create(ctx: &Ctx, new: New) -> Result<Written<Uuid>> {
    require(ctx, matches!(ctx.actor, Actor::System), "AUTHORITY_CREATE", None)?;
    check_range("validFrom", new.valid_from)?;
    let id = ctx.new_id();
    let blank = authority::Model {
        id,
        kind: new.kind,
        name: String::new(),
        sort_key: String::new(),
        search_key: String::new(),
        cvr: None,
        code: None,
        code_checked: false,
        framework: new.framework,
        valid_from: new.valid_from,
        valid_to: None,
        version: 1,
    };
    let given = |text: Option<String>| text.map_or(Patch::Keep, Patch::Set);
    let facts = Changes { name: Patch::Set(new.name), cvr: given(new.cvr), code: given(new.code) };
    let facts = rules::apply(&blank, facts)?;
    let tx = ctx.db.write(ctx, id).await?;
    check_cvr_in(&tx, &facts, id).await?;
    if let Some(code) = &facts.code
        && store::code_taken(tx.conn(), new.kind, code, new.valid_from).await?
    {
        return Err(Error::user(
            Code::Taken,
            "code",
            "En anden myndighed har denne kode på datoen.",
            "Another authority has this code on that date.",
        ));
    }
    let row = with_facts(&blank, facts);
    let diff = rules::diff(&blank, &row);
    store::insert(tx.conn(), row).await?;
    let subject = Id::new(Kind::Authority, id);
    tx.record(NewChange { authority_id: id, kind: ChangeKind::Create, subject, diff });
    tx.commit(id).await
}

/// Corrects what an authority says about itself. Only its own callers may.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = store::by_id(ctx, tx.conn(), id).await?.ok_or(Error::NotFound)?;
    // Everybody sees every authority, so the tenant condition does not keep others out.
    require(ctx, id == authority, "AUTHORITY_UPDATE", Some(Id::new(Kind::Authority, id)))?;
    allow(tx.conn(), ctx, Action::Update, &Reach::Authority).await?;
    if if_version.is_some_and(|version| version != before.version) {
        return Err(Error::Conflict);
    }
    let facts = rules::apply(&before, changes)?;
    check_cvr_in(&tx, &facts, id).await?;
    let after = with_facts(&before, facts);
    let diff = rules::diff(&before, &after);
    if !diff.is_empty() {
        let row = authority::Model { version: before.version + 1, ..after };
        // Two authorities can take a number at the same moment: the index decides.
        store::update(tx.conn(), row).await.map_err(|error| match error {
            Error::Conflict => taken(),
            other => other,
        })?;
        let subject = Id::new(Kind::Authority, id);
        tx.record(NewChange { authority_id: authority, kind: ChangeKind::Update, subject, diff });
    }
    tx.commit(id).await
}

async fn check_cvr_in(tx: &Tx<'_>, facts: &Facts, id: Uuid) -> Result<()> {
    match &facts.cvr {
        Some(cvr) if store::cvr_taken(tx.conn(), cvr, id).await? => Err(taken()),
        _ => Ok(()),
    }
}

fn taken() -> Error {
    Error::user(
        Code::Taken,
        "cvr",
        "En anden myndighed har dette CVR-nummer.",
        "Another authority has this CVR number.",
    )
}

fn with_facts(before: &authority::Model, facts: Facts) -> authority::Model {
    authority::Model {
        sort_key: sort_key(&facts.name),
        search_key: facts.name.to_lowercase(),
        name: facts.name,
        cvr: facts.cvr,
        // A new code was not checked against a source.
        code_checked: before.code_checked && facts.code == before.code,
        code: facts.code,
        ..before.clone()
    }
}
