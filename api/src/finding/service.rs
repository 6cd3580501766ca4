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
    // Boxed: reading the facts is large, and most of the time nobody does.
    let judge = async {
        let facts = Box::pin(store::facts(ctx, as_of)).await?;
        Ok(facts.map(|facts| judged(&facts, as_of)).unwrap_or_default())
    };
    let judged = judgements.get(authority_id, written, as_of, judge).await?;
    let reach = match ctx.actor.identity().and_then(|identity| identity.unit_scope) {
        Some(unit) => Some(store::committees_inside(ctx, unit).await?),
        None => None,
    };
    let kept = judged.iter().map(|judgement| &judgement.found.finding).filter(|finding| is_kept(finding));
    let things: Vec<Id> = kept.flat_map(things).collect();
    let seen_things = store::seen(ctx, &things).await?;
    let mut found = Findings::default();
    for finding in judged.iter().filter_map(|judgement| seen(ctx, judgement, reach.as_ref(), &seen_things)) {
        if let Some(committee) = finding.finding.committee_id {
            found.by_committee.entry(committee).or_default().push(Arc::clone(&finding));
        }
        found.all.push(finding);
    }
    Ok(found)
}

/// Whether a finding is about something that a committee can keep to itself.
fn is_kept(finding: &Finding) -> bool {
    class(finding.code) == Class::Committee
}

/// What a finding tells of.
fn things(finding: &Finding) -> impl Iterator<Item = Id> {
    std::iter::once(finding.subject).chain(finding.rests_on)
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

/// What the policy shows. `reach` are the committees that a credential which is limited to a unit reaches; `seen_things` are those
/// that the caller sees of what committees can keep to themselves.
fn seen(
    ctx: &Ctx,
    judgement: &Judgement,
    reach: Option<&HashSet<Uuid>>,
    seen_things: &HashSet<Id>,
) -> Option<Arc<Found>> {
    let Judgement { found, holder } = judgement;
    let Finding { code, committee_id, .. } = found.finding;
    let reached = |reach: &HashSet<Uuid>| committee_id.is_some_and(|committee| reach.contains(&committee));
    let sees = is_kept(&found.finding) && things(&found.finding).all(|thing| seen_things.contains(&thing));
    match shown(&ctx.actor, code, *holder, reach.is_none_or(reached), sees) {
        Shown::Hidden => None,
        Shown::Whole => Some(Arc::clone(found)),
        Shown::Counted => {
            let finding = Finding { message: code.label(), ..found.finding.clone() };
            Some(Arc::new(Found { subject_shown: false, tells_of: None, finding, ..Found::clone(found) }))
        }
    }
}
