//! Commands on authorities: load what is visible, ask the policy, check the rules, write, record the change.

use entity::authority::{self, Framework};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    policy::Action,
    rules::{self, Changes, Facts},
    store,
};
use crate::{
    core::{
        ChangeKind, Ctx, Error, Id, Kind, NewChange, Result, Tx, UserErrorCode as Code, Written, sort_key,
    },
    rights::{Reach, allow, home},
};

/// The framework agreement of an authority; it gives the defaults of the rule set.
pub async fn framework(ctx: &Ctx, conn: &impl ConnectionTrait, id: Uuid) -> Result<Framework> {
    let row = store::by_id(ctx, conn, id).await?.ok_or(Error::NotFound)?;
    Ok(row.framework)
}

/// Corrects what an authority says about itself. Only its own callers may.
pub async fn update(ctx: &Ctx, id: Uuid, if_version: Option<i32>, changes: Changes) -> Result<Written<Uuid>> {
    let authority = home(ctx)?;
    let tx = ctx.db.write(ctx, authority).await?;
    let before = store::by_id(ctx, tx.conn(), id).await?.ok_or(Error::NotFound)?;
    // Everybody sees every authority, so the tenant condition does not keep others out.
    if id != authority {
        return Err(Error::Forbidden);
    }
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
