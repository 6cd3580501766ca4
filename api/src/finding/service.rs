//! Findings as one caller sees them: facts read, judged by the rules, and cut down to what the policy shows. The
//! order is that of the rules.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    Finding, FindingCode, Found, evaluate,
    facts::Facts,
    judgements::{Judgement, Judgements},
    policy::{Shown, class, shown},
    store,
};
use crate::{
    core::{Ctx, Id, Kind, Result},
    rights::classes::Class,
};

/// The findings of the caller's authority on a date.
#[derive(Debug, Default)]
pub struct Findings {
    /// All of them.
    pub all: Vec<Arc<Found>>,
    /// Those of each committee.
    pub by_committee: HashMap<Uuid, Vec<Arc<Found>>>,
}

/// The findings of the caller's authority on a date, up to a number of its change log; empty for a caller without one.
pub async fn findings(
    ctx: &Ctx,
    judgements: &Judgements,
    written: i64,
    as_of: NaiveDate,
) -> Result<Findings> {
    let Some(authority_id) = ctx.actor.authority_id() else {
        return Ok(Findings::default());
    };
    let judge =
        async { Ok(store::facts(ctx, as_of).await?.map(|facts| judged(&facts, as_of)).unwrap_or_default()) };
    let judged = judgements.get(authority_id, written, as_of, judge).await?;
    let reach = match ctx.actor.identity().and_then(|identity| identity.unit_scope) {
        Some(unit) => Some(store::committees_inside(ctx, unit).await?),
        None => None,
    };
    let is_kept = |judgement: &Judgement| class(judgement.found.finding.code) == Class::Committee;
    // Asked only when something of that kind was found.
    let inside = if judged.iter().any(is_kept) { store::committees_seen(ctx).await? } else { HashSet::new() };
    let mut found = Findings::default();
    for finding in judged.iter().filter_map(|judgement| seen(ctx, judgement, reach.as_ref(), &inside)) {
        if let Some(committee) = finding.finding.committee_id {
            found.by_committee.entry(committee).or_default().push(Arc::clone(&finding));
        }
        found.all.push(finding);
    }
    Ok(found)
}

/// What the rules say of the facts, whole.
fn judged(facts: &Facts, as_of: NaiveDate) -> Vec<Judgement> {
    let holders: HashMap<Uuid, Uuid> = facts.mandates.iter().map(|row| (row.id, row.person_id)).collect();
    let keys: HashMap<Uuid, &str> =
        facts.committees.iter().map(|row| (row.id, row.sort_key.as_str())).collect();
    let mut alike: HashMap<(FindingCode, Id), u128> = HashMap::new();
    let one = |finding: Finding| {
        let holder = match finding.subject.kind {
            Kind::Mandate => holders.get(&finding.subject.uuid).copied(),
            _ => None,
        };
        let next = alike.entry((finding.code, finding.subject)).or_default();
        let nth = std::mem::replace(next, *next + 1);
        let key = finding.committee_id.and_then(|committee| keys.get(&committee).copied());
        let committee_key = key.unwrap_or_default().to_owned();
        let tells_of = holder.filter(|_| class(finding.code) >= Class::Personal);
        let found = Found { subject_shown: true, tells_of, committee_key, nth, finding };
        Judgement { found: Arc::new(found), holder }
    };
    evaluate(facts, as_of).into_iter().map(one).collect()
}

/// What the policy shows. `reach` are the committees that a credential which is limited to a unit reaches; `inside` those
/// that the caller is inside of, and all below them.
fn seen(
    ctx: &Ctx,
    judgement: &Judgement,
    reach: Option<&HashSet<Uuid>>,
    inside: &HashSet<Uuid>,
) -> Option<Arc<Found>> {
    let Judgement { found, holder } = judgement;
    let Finding { code, committee_id, .. } = found.finding;
    let holds = |some: &HashSet<Uuid>| committee_id.is_some_and(|committee| some.contains(&committee));
    match shown(&ctx.actor, code, *holder, reach.is_none_or(holds), holds(inside)) {
        Shown::Hidden => None,
        Shown::Whole => Some(Arc::clone(found)),
        Shown::Counted => {
            let finding = Finding { message: code.label(), ..found.finding.clone() };
            Some(Arc::new(Found { subject_shown: false, tells_of: None, finding, ..Found::clone(found) }))
        }
    }
}
