//! Timelines: the periods of one thing, one after the other. A change from a date on splits the period that it
//! falls into and keeps everything before; nothing else remembers the past of a thing.

use super::{Result, Validity};

/// One period in which nothing changed.
pub trait Period: Clone {
    /// When the facts hold.
    fn validity(&self) -> Validity;
    /// The same facts at another time.
    fn with_validity(self, validity: Validity) -> Self;
    /// Whether two periods state the same facts.
    fn same_facts(&self, other: &Self) -> bool;
}

/// Applies a change to every day of `span` that the timeline covers; what the change does not mention stays as it
/// is in each period.
pub fn changed<P: Period>(timeline: &[P], span: Validity, change: impl Fn(P) -> Result<P>) -> Result<Vec<P>> {
    let mut periods = Vec::with_capacity(timeline.len() + 2);
    for period in timeline {
        let whole = period.validity();
        let Some(inside) = whole.intersect(&span) else {
            periods.push(period.clone());
            continue;
        };
        if whole.from < inside.from {
            periods.push(period.clone().with_validity(Validity::stored(whole.from, Some(inside.from))));
        }
        periods.push(change(period.clone())?.with_validity(inside));
        if let Some(end) = inside.to.filter(|_| inside.to != whole.to) {
            periods.push(period.clone().with_validity(Validity::stored(end, whole.to)));
        }
    }
    Ok(joined(periods))
}

/// Ends the timeline on a date: that day and all after it are gone.
pub fn ended<P: Period>(timeline: &[P], on: chrono::NaiveDate) -> Vec<P> {
    let before = |period: &P| {
        let whole = period.validity();
        let end = whole.to.map_or(on, |to| Ord::min(to, on));
        (whole.from < end).then(|| period.clone().with_validity(Validity::stored(whole.from, Some(end))))
    };
    timeline.iter().filter_map(before).collect()
}

/// Joins neighbours that state the same facts.
fn joined<P: Period>(periods: Vec<P>) -> Vec<P> {
    let mut joined: Vec<P> = Vec::with_capacity(periods.len());
    for period in periods {
        if let Some(last) = joined.last_mut() {
            let (before, after) = (last.validity(), period.validity());
            if before.to == Some(after.from) && last.same_facts(&period) {
                *last = last.clone().with_validity(Validity::stored(before.from, after.to));
                continue;
            }
        }
        joined.push(period);
    }
    joined
}

/// The period that tells most about a date: the one that holds on it, else the last before it, else the first.
pub fn nearest<P: Period>(timeline: impl IntoIterator<Item = P>, date: chrono::NaiveDate) -> Option<P> {
    let rank = |period: &P| {
        let validity = period.validity();
        if validity.contains(date) {
            (0, 0)
        } else if validity.from <= date {
            (1, (date - validity.from).num_days())
        } else {
            (2, (validity.from - date).num_days())
        }
    };
    timeline.into_iter().min_by_key(rank)
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};

    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Fact(char, Validity);

    impl Period for Fact {
        fn validity(&self) -> Validity {
            self.1
        }
        fn with_validity(self, validity: Validity) -> Self {
            Self(self.0, validity)
        }
        fn same_facts(&self, other: &Self) -> bool {
            self.0 == other.0
        }
    }

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().checked_add_days(Days::new(n)).unwrap()
    }

    fn fact(name: char, from: u64, to: Option<u64>) -> Fact {
        Fact(name, Validity::stored(day(from), to.map(day)))
    }

    fn on(timeline: &[Fact], n: u64) -> Option<char> {
        timeline.iter().find(|fact| fact.1.contains(day(n))).map(|fact| fact.0)
    }

    #[test]
    fn a_change_keeps_the_past_and_reaches_the_future() {
        let timeline = [fact('a', 0, Some(10)), fact('b', 10, None)];
        let changed =
            changed(&timeline, Validity::stored(day(5), None), |Fact(_, v)| Ok(Fact('x', v))).unwrap();
        assert_eq!(changed, [fact('a', 0, Some(5)), fact('x', 5, None)]);
    }

    #[test]
    fn every_span_changes_just_its_days() {
        let timeline = [fact('a', 2, Some(6)), fact('b', 6, Some(9)), fact('c', 12, None)];
        for from in 0..15 {
            for to in (from + 1..16).map(Some).chain([None]) {
                let span = Validity::stored(day(from), to.map(day));
                let after = changed(&timeline, span, |Fact(_, v)| Ok(Fact('x', v))).unwrap();
                for n in 0..20 {
                    let expected = on(&timeline, n).map(|old| if span.contains(day(n)) { 'x' } else { old });
                    assert_eq!(on(&after, n), expected, "day {n} after a change in {span:?}");
                }
                assert!(after.windows(2).all(|pair| !pair[0].1.overlaps(&pair[1].1)));
            }
        }
    }

    #[test]
    fn the_nearest_period_is_now_then_past_then_future() {
        let timeline = vec![fact('a', 2, Some(4)), fact('b', 6, Some(8))];
        let at = |n| nearest(timeline.clone(), day(n)).map(|fact| fact.0);
        assert_eq!([at(0), at(2), at(4), at(7), at(9)].map(Option::unwrap), ['a', 'a', 'a', 'b', 'b']);
    }

    #[test]
    fn an_end_cuts_what_comes_after() {
        let timeline = [fact('a', 0, Some(10)), fact('b', 10, None)];
        assert_eq!(ended(&timeline, day(4)), [fact('a', 0, Some(4))]);
        assert_eq!(ended(&timeline, day(0)), []);
    }
}
