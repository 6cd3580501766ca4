//! Findings as one caller sees them: facts read, judged by the rules, and cut down to what the policy shows. The
//! order is that of the rules; nothing is kept between requests.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    Finding, FindingCode, Found, evaluate,
    facts::Facts,
    policy::{Shown, shown},
    store,
};
use crate::core::{Ctx, Id, Kind, Result};

/// The findings of the caller's authority on a date.
#[derive(Debug, Default)]
pub struct Findings {
    /// All of them.
    pub all: Vec<Arc<Found>>,
    /// Those of each committee.
    pub by_committee: HashMap<Uuid, Vec<Arc<Found>>>,
}

/// Works out the findings of the caller's authority on a date; empty for a caller without one.
pub async fn findings(ctx: &Ctx, as_of: NaiveDate) -> Result<Findings> {
    let Some(facts) = store::facts(ctx, as_of).await? else {
        return Ok(Findings::default());
    };
    let reach = match ctx.actor.identity().and_then(|identity| identity.unit_scope) {
        Some(unit) => Some(store::committees_inside(ctx, unit).await?),
        None => None,
    };
    let mut found = Findings::default();
    for finding in seen(ctx, &facts, evaluate(&facts, as_of), reach.as_ref()) {
        let finding = Arc::new(finding);
        if let Some(committee) = finding.finding.committee_id {
            found.by_committee.entry(committee).or_default().push(Arc::clone(&finding));
        }
        found.all.push(finding);
    }
    Ok(found)
}

/// What the policy shows. `reach` are the committees that a credential which is limited to a unit reaches.
fn seen(ctx: &Ctx, facts: &Facts, findings: Vec<Finding>, reach: Option<&HashSet<Uuid>>) -> Vec<Found> {
    let holders: HashMap<Uuid, Uuid> = facts.mandates.iter().map(|row| (row.id, row.person_id)).collect();
    let keys: HashMap<Uuid, &str> =
        facts.committees.iter().map(|row| (row.id, row.sort_key.as_str())).collect();
    let mut alike: HashMap<(FindingCode, Id), u128> = HashMap::new();
    let one = |mut finding: Finding| {
        let holder = match finding.subject.kind {
            Kind::Mandate => holders.get(&finding.subject.uuid).copied(),
            _ => None,
        };
        let inside =
            |reach: &HashSet<Uuid>| finding.committee_id.is_some_and(|committee| reach.contains(&committee));
        let shown = shown(&ctx.actor, finding.code, holder, reach.is_none_or(inside));
        let next = alike.entry((finding.code, finding.subject)).or_default();
        let nth = std::mem::replace(next, *next + 1);
        match shown {
            Shown::Hidden => return None,
            Shown::Counted => finding.message = finding.code.label(),
            Shown::Whole => {}
        }
        let key = finding.committee_id.and_then(|committee| keys.get(&committee).copied());
        Some(Found {
            subject_shown: shown == Shown::Whole,
            committee_key: key.unwrap_or_default().to_owned(),
            nth,
            finding,
        })
    };
    findings.into_iter().filter_map(one).collect()
}
