//! Walks from one thing to everything that belongs to it, from near to far.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

pub use super::rules::{Step, Tie, TieKind, Trace};
use super::store::{self, Found, LIMIT};
use crate::core::{Ctx, Error, Id, Kind, Result, Text};

/// How many links one after the other a trace follows when nobody says.
pub const DEPTH: i32 = 3;
/// How many it follows at most.
const MAX_DEPTH: i32 = 6;

/// What is known so far.
#[derive(Default)]
struct Walk {
    /// What was met, visible or not: nothing is asked for twice.
    met: HashSet<Id>,
    steps: HashMap<Id, Step>,
    ties: HashSet<Tie>,
    /// What lies one link further away.
    beyond: Vec<Id>,
    /// What is shown and not followed.
    leaves: Vec<Id>,
}

impl Walk {
    /// Takes in what was found at one distance; gives what else lies there, by what the rows say.
    fn take(&mut self, found: Vec<Found>) -> Vec<Id> {
        let mut here = Vec::new();
        for (step, ties) in found {
            self.met.insert(step.id);
            self.steps.insert(step.id, step);
            for tie in ties {
                self.ties.insert(tie);
                let other = if tie.from == step.id { tie.to } else { tie.from };
                if tie.is_hop() {
                    self.beyond.push(other);
                } else if self.met.insert(other) {
                    here.push(other);
                }
            }
        }
        here
    }

    /// Takes in a link.
    fn link(&mut self, tie: Tie) {
        self.ties.insert(tie);
        // What is about the same is shown; it did not come of it.
        let to = if tie.kind == TieKind::Related { &mut self.leaves } else { &mut self.beyond };
        to.extend([tie.from, tie.to]);
    }

    fn is_full(&self) -> bool {
        self.steps.len() >= usize::try_from(LIMIT).unwrap_or(usize::MAX)
    }
}

/// Everything that belongs to a thing and that the caller sees; none when it does not see the thing itself.
pub async fn trace(ctx: &Ctx, start: Id, depth: i32) -> Result<Option<Trace>> {
    if !(1..=MAX_DEPTH).contains(&depth) {
        return Err(Error::BadInput(Text::new("depth er 1 til 6.", "depth is 1 to 6.")));
    }
    let mut walk = Walk { beyond: vec![start], ..Walk::default() };
    for _ in 0..depth {
        let beyond = std::mem::take(&mut walk.beyond);
        let near: Vec<Id> = beyond.into_iter().filter(|id| walk.met.insert(*id)).collect();
        if near.is_empty() || walk.is_full() {
            break;
        }
        follow(ctx, &mut walk, near).await?;
        if walk.steps.is_empty() {
            return Ok(None);
        }
    }
    let last = walk.beyond.iter().chain(&walk.leaves);
    let last: HashSet<Id> = last.filter(|id| !walk.met.contains(id)).copied().collect();
    let found = store::by_ids(ctx, &Vec::from_iter(last)).await?;
    walk.take(found);
    let is_whole = !walk.is_full();
    Ok(Some(Trace::of(walk.steps, walk.ties, is_whole)))
}

/// Reads what lies at one distance, and the links that lead away from it.
async fn follow(ctx: &Ctx, walk: &mut Walk, mut near: Vec<Id>) -> Result<()> {
    let mut all = Vec::new();
    while !near.is_empty() && !walk.is_full() {
        let mut found = store::by_ids(ctx, &near).await?;
        let mut turns = Vec::new();
        let matters = of_kind(&found, Kind::Matter);
        if !matters.is_empty() {
            let belonging = store::of_matters(ctx, &matters).await?;
            found.extend(belonging.into_iter().filter(|(step, _)| !walk.steps.contains_key(&step.id)));
            turns.extend(store::turns(ctx, &matters).await?);
        }
        let projects = of_kind(&found, Kind::DevelopmentProject);
        if !projects.is_empty() {
            let parts = store::development::of_projects(ctx, &projects).await?;
            found.extend(parts.into_iter().filter(|(step, _)| !walk.steps.contains_key(&step.id)));
        }
        let cases = of_kind(&found, Kind::Case);
        if !cases.is_empty() {
            turns.extend(store::development::reuses(ctx, &cases).await?);
        }
        for tie in turns {
            walk.ties.insert(tie);
            walk.beyond.extend([tie.from, tie.to]);
        }
        all.extend(found.iter().map(|(step, _)| step.id));
        near = walk.take(found);
        near.retain(|id| !walk.steps.contains_key(id));
    }
    if !all.is_empty() {
        for tie in store::ties(ctx, &all).await? {
            walk.link(tie);
        }
    }
    Ok(())
}

fn of_kind(found: &[Found], kind: Kind) -> Vec<Uuid> {
    found.iter().map(|(step, _)| step.id).filter(|id| id.kind == kind).map(|id| id.uuid).collect()
}
