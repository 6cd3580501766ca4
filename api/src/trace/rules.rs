//! What a trace is made of, and how it is put in order: pure functions over what was found.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::{link::LinkType, seat::Side};
use uuid::Uuid;

use crate::core::{Id, Kind};

/// One thing on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub id: Id,
    /// When it came to be.
    pub on: Option<NaiveDate>,
    /// When it ended.
    pub ended_on: Option<NaiveDate>,
    /// Which side it came from.
    pub side: Option<Side>,
    /// The committee that it belongs to.
    pub committee_id: Option<Uuid>,
}

/// How one thing led to another, always read from the cause to what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieKind {
    /// A contribution was made on a matter.
    RaisedIn,
    /// A contribution was taken up with an agenda item.
    TakenUpWith,
    /// A matter was put on an agenda.
    HandledAs,
    /// An agenda item was carried over to another meeting.
    CarriedOverTo,
    /// An agenda item, or the conclusion on it, went on to another committee.
    ForwardedTo,
    /// An agenda item ended in a conclusion.
    EndedIn,
    /// An agenda item or a matter was decided on.
    DecidedBy,
    /// A matter became part of another.
    MergedInto,
    /// A part of a matter became one of its own.
    SplitInto,
    /// The sides disagreed about a matter.
    DisputedIn,
    /// A case tells of a matter.
    ToldIn,
    /// Another case reuses a case.
    ReusedIn,
    /// A link: they are about the same.
    Related,
    /// A link: the second came out of the first.
    LedTo,
    /// A link: the second is a part of the first.
    HasPart,
    /// A link: the second answers the first.
    AnsweredBy,
    /// A link: the second carries out the first.
    CarriedOutBy,
}

/// That one thing led to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tie {
    /// The cause.
    pub from: Id,
    /// What came of it.
    pub to: Id,
    /// How.
    pub kind: TieKind,
    /// First day on which a link holds; none for what needs no link.
    pub valid_from: Option<NaiveDate>,
    /// First day on which it no longer holds.
    pub valid_to: Option<NaiveDate>,
}

impl Tie {
    /// What a column of a row says.
    pub const fn own(from: Id, to: Id, kind: TieKind) -> Self {
        Self { from, to, kind, valid_from: None, valid_to: None }
    }

    /// What a recorded link says.
    pub fn link(
        link_type: LinkType,
        (first, second): (Id, Id),
        validity: (NaiveDate, Option<NaiveDate>),
    ) -> Self {
        // All types but one are read from what came later to what was there before.
        let (kind, from, to) = match link_type {
            LinkType::Related => (TieKind::Related, first, second),
            LinkType::FollowsFrom => (TieKind::LedTo, second, first),
            LinkType::PartOf => (TieKind::HasPart, second, first),
            LinkType::Answers => (TieKind::AnsweredBy, second, first),
            LinkType::Implements => (TieKind::CarriedOutBy, second, first),
        };
        Self { from, to, kind, valid_from: Some(validity.0), valid_to: validity.1 }
    }

    /// Whether it leads out of what it starts from: to another matter, or along a link.
    pub const fn is_hop(&self) -> bool {
        self.valid_from.is_some()
            || matches!(self.kind, TieKind::MergedInto | TieKind::SplitInto | TieKind::ReusedIn)
    }
}

/// The whole way.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The things, in the order in which they came to be.
    pub steps: Vec<Step>,
    /// What led to what, in the order of what it led to.
    pub ties: Vec<Tie>,
    /// Whether nothing was left out because there was too much.
    pub is_whole: bool,
}

impl Trace {
    /// Puts in order what was found: only ties between things that are there, each once.
    pub fn of(found: HashMap<Id, Step>, ties: HashSet<Tie>, is_whole: bool) -> Self {
        let mut ties: Vec<Tie> = ties
            .into_iter()
            .filter(|tie| found.contains_key(&tie.from) && found.contains_key(&tie.to))
            .collect();
        // The conclusion says it already.
        let by_conclusion: HashSet<Id> = ties
            .iter()
            .filter(|tie| tie.kind == TieKind::ForwardedTo && tie.from.kind == Kind::Conclusion)
            .map(|tie| tie.to)
            .collect();
        ties.retain(|tie| {
            tie.kind != TieKind::ForwardedTo
                || tie.from.kind == Kind::Conclusion
                || !by_conclusion.contains(&tie.to)
        });
        let mut steps: Vec<Step> = found.into_values().map(|step| dated(step, &ties)).collect();
        steps.sort_by_key(|step| (step.on.is_none(), step.on, rank(step.id.kind), step.id.uuid));
        let steps: Vec<Step> =
            steps.chunk_by(|a, b| a.on == b.on).flat_map(|day| by_cause(day.to_vec(), &ties)).collect();
        let place: HashMap<Id, usize> = steps.iter().enumerate().map(|(at, step)| (step.id, at)).collect();
        ties.sort_by_key(|tie| (place.get(&tie.to).copied(), place.get(&tie.from).copied(), tie.kind));
        Self { steps, ties, is_whole }
    }

    /// The days on which the things of the trace came to be, where they are known.
    pub fn days(&self) -> HashMap<Id, NaiveDate> {
        self.steps.iter().filter_map(|step| Some((step.id, step.on?))).collect()
    }

    /// The first and the last day of which something is known.
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let days = || self.steps.iter().flat_map(|step| [step.on, step.ended_on]).flatten();
        Some((days().min()?, days().max()?))
    }
}

/// The things of one day: none before what led to it on the same day, otherwise as they were.
fn by_cause(mut left: Vec<Step>, ties: &[Tie]) -> Vec<Step> {
    let mut open: HashSet<Id> = left.iter().map(|step| step.id).collect();
    let mut causes: HashMap<Id, Vec<Id>> = HashMap::new();
    for tie in ties.iter().filter(|tie| tie.kind != TieKind::Related) {
        if open.contains(&tie.from) && open.contains(&tie.to) {
            causes.entry(tie.to).or_default().push(tie.from);
        }
    }
    let mut day = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits =
            |step: &Step| causes.get(&step.id).is_some_and(|of| of.iter().any(|id| open.contains(id)));
        // In a circle somebody has to begin.
        let next = left.iter().position(|step| !waits(step)).unwrap_or_default();
        let step = left.remove(next);
        open.remove(&step.id);
        day.push(step);
    }
    day
}

/// A thing that has no day of its own came to be when it was first linked.
fn dated(step: Step, ties: &[Tie]) -> Step {
    let linked = || {
        let own = ties.iter().filter(|tie| tie.from == step.id || tie.to == step.id);
        own.filter_map(|tie| tie.valid_from).min()
    };
    Step { on: step.on.or_else(linked), ..step }
}

/// The order of what happened on the same day: from idea to effect.
const fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Contribution | Kind::Barrier => 0,
        Kind::Matter => 1,
        Kind::AgendaItem => 2,
        Kind::Conclusion => 3,
        Kind::Decision => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(kind: Kind, number: u128) -> Id {
        Id::new(kind, Uuid::from_u128(number))
    }

    fn day(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn step(id: Id, on: Option<&str>) -> (Id, Step) {
        (id, Step { id, on: on.map(day), ended_on: None, side: None, committee_id: None })
    }

    #[test]
    fn the_order_is_that_of_the_days_and_then_from_idea_to_effect() {
        let (said, matter, item) = (id(Kind::Contribution, 1), id(Kind::Matter, 2), id(Kind::AgendaItem, 3));
        let (told, goal) = (id(Kind::Conclusion, 4), id(Kind::Guideline, 5));
        let found = [
            step(told, Some("2026-02-24")),
            step(goal, None),
            step(item, Some("2026-02-24")),
            step(matter, Some("2026-01-26")),
            step(said, Some("2026-01-19")),
        ];
        let linked = Tie { valid_from: Some(day("2026-02-01")), ..Tie::own(matter, goal, TieKind::LedTo) };
        let stranger = Tie::own(matter, id(Kind::Matter, 9), TieKind::MergedInto);
        let ties = [
            linked,
            stranger,
            Tie::own(item, told, TieKind::EndedIn),
            Tie::own(said, matter, TieKind::RaisedIn),
        ];
        let trace = Trace::of(found.into(), ties.into(), true);
        let order: Vec<Id> = trace.steps.iter().map(|step| step.id).collect();
        assert_eq!(order, [said, matter, goal, item, told]);
        let kinds: Vec<TieKind> = trace.ties.iter().map(|tie| tie.kind).collect();
        assert_eq!(kinds, [TieKind::RaisedIn, TieKind::LedTo, TieKind::EndedIn], "none to what is not there");
        assert_eq!(trace.span(), Some((day("2026-01-19"), day("2026-02-24"))));
        assert_eq!(trace.days().get(&goal), Some(&day("2026-02-01")), "the day on which it was linked");
    }

    #[test]
    fn on_one_day_the_cause_comes_first_and_a_circle_ends() {
        let (told, above) = (id(Kind::Conclusion, 1), id(Kind::AgendaItem, 2));
        let on = Some("2026-02-24");
        let ties = [Tie::own(told, above, TieKind::ForwardedTo)];
        let trace = Trace::of([step(above, on), step(told, on)].into(), ties.into(), true);
        let order: Vec<Id> = trace.steps.iter().map(|step| step.id).collect();
        assert_eq!(order, [told, above], "the item above came of the conclusion below");
        let circle = [Tie::own(told, above, TieKind::LedTo), Tie::own(above, told, TieKind::LedTo)];
        assert_eq!(Trace::of([step(above, on), step(told, on)].into(), circle.into(), true).steps.len(), 2);
    }

    #[test]
    fn what_a_conclusion_sent_on_is_not_told_twice() {
        let (item, told, above) = (id(Kind::AgendaItem, 1), id(Kind::Conclusion, 2), id(Kind::AgendaItem, 3));
        let by_item = Tie::own(item, above, TieKind::ForwardedTo);
        let by_conclusion = Tie::own(told, above, TieKind::ForwardedTo);
        let all = [step(item, None), step(told, None), step(above, None)];
        assert_eq!(Trace::of(all.into(), [by_item, by_conclusion].into(), true).ties, [by_conclusion]);
        // Who does not see the conclusion sees where the item went.
        let some = [step(item, None), step(above, None)];
        assert_eq!(Trace::of(some.into(), [by_item, by_conclusion].into(), true).ties, [by_item]);
    }

    #[test]
    fn links_are_read_from_the_cause() {
        let (newer, older) = (id(Kind::Matter, 2), id(Kind::Matter, 1));
        let tie = Tie::link(LinkType::FollowsFrom, (newer, older), (day("2026-01-01"), None));
        assert_eq!((tie.from, tie.to, tie.kind), (older, newer, TieKind::LedTo));
        assert!(tie.is_hop());
        assert!(!Tie::own(older, id(Kind::AgendaItem, 3), TieKind::HandledAs).is_hop());
    }
}
