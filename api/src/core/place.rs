//! Places in a list that is sorted by hand: texts that compare byte by byte, with room for another between any two. To
//! insert or move one thing writes that thing only, so two who insert at the same time do not write over each other.
//!
//! A place is a fraction written in the digits 0-9 and a-z, without trailing zeros.

const DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// A place after one and before another; no bound means the end of the list on that side. What is no place, or bounds
/// that are not in order, count as no bound.
pub fn between(after: Option<&str>, before: Option<&str>) -> String {
    let low = after.and_then(digits).unwrap_or_default();
    let high = before.and_then(digits).filter(|high| !high.is_empty() && low < *high);
    let place = match high {
        Some(high) => middle(&low, &high),
        None => later(&low),
    };
    place.into_iter().filter_map(|digit| DIGITS.get(digit).copied().map(char::from)).collect()
}

fn digits(text: &str) -> Option<Vec<usize>> {
    text.bytes().map(|byte| DIGITS.iter().position(|digit| *digit == byte)).collect()
}

/// A fraction between two that are in order. Both are read as if zeros followed; the higher one ends in no zero.
fn middle(low: &[usize], high: &[usize]) -> Vec<usize> {
    let mut place = Vec::new();
    for at in 0.. {
        let first = low.get(at).copied().unwrap_or_default();
        let last = high.get(at).copied().unwrap_or_default();
        if first == last && at < high.len() {
            place.push(first);
            continue;
        }
        if last > first + 1 {
            place.push(usize::midpoint(first, last));
        } else if at + 1 < high.len() {
            // The higher one without what follows is lower than it, and higher than the other.
            place.push(last);
        } else {
            place.push(first);
            place.extend(later(low.get(at + 1..).unwrap_or_default()));
        }
        break;
    }
    place
}

/// A fraction after another, near to it: at the end of a list the next digit, so that long lists keep short places.
fn later(low: &[usize]) -> Vec<usize> {
    let base = DIGITS.len();
    let kept = low.iter().take_while(|digit| **digit + 1 == base).count();
    let next = low.get(kept).map_or(base / 2, |digit| digit + 1);
    low.iter().take(kept).copied().chain([next]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Inserts at these places of a list, one after the other, and gives the whole list.
    fn inserted(at: impl IntoIterator<Item = usize>) -> Vec<String> {
        let mut list: Vec<String> = Vec::new();
        for at in at {
            let at = at % (list.len() + 1);
            let after = at.checked_sub(1).map(|at| list[at].clone());
            let place = between(after.as_deref(), list.get(at).map(String::as_str));
            list.insert(at, place);
        }
        list
    }

    fn is_in_order(list: &[String]) -> bool {
        list.windows(2).all(|two| two[0].as_bytes() < two[1].as_bytes())
    }

    /// The worst that people do: always first, always last, always at the same two.
    #[test]
    fn one_thousand_at_the_same_end_stay_in_order_and_short() {
        let first = inserted(std::iter::repeat_n(0, 1_000));
        let last = inserted(0..1_000);
        let second = inserted([0, 1].into_iter().chain(std::iter::repeat_n(1, 1_000)));
        for list in [first, last, second] {
            assert!(is_in_order(&list));
            assert!(list.iter().all(|place| place.len() <= 210), "{:?}", list.iter().map(String::len).max());
        }
        assert!(inserted(0..30).iter().all(|place| place.len() <= 2));
    }

    #[test]
    fn what_is_no_place_is_no_bound() {
        for (after, before) in [(None, None), (Some("Ø"), None), (None, Some("A")), (None, Some(""))] {
            assert_eq!(between(after, before), "i");
        }
        assert_eq!(between(Some("i"), Some("i")), "j");
    }
}
