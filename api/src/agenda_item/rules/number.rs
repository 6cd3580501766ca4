//! The numbers of a published agenda. A number that was published stays with its item; what comes later has the number of
//! the item before it with a letter: 3, 3a, 3b, 4.

/// The numbers of the items of an agenda, in their order, of which some have one. Gives a number for each that has none,
/// by its place in the list.
pub fn numbers(agenda: &[Option<&str>]) -> Vec<(usize, String)> {
    let fixed: Vec<(u32, u32)> = agenda.iter().flatten().filter_map(|number| parts(number)).collect();
    if fixed.is_empty() {
        return (1..)
            .zip(0..agenda.len())
            .map(|(number, at): (u32, usize)| (at, number.to_string()))
            .collect();
    }
    let mut used = fixed;
    let mut before = 0;
    let mut given = Vec::new();
    for (at, number) in agenda.iter().enumerate() {
        if let Some((number, _)) = number.and_then(parts) {
            before = number;
            continue;
        }
        let letters = used.iter().filter(|(number, _)| *number == before).map(|(_, letter)| *letter);
        let letter = letters.max().unwrap_or_default() + 1;
        used.push((before, letter));
        given.push((at, format!("{before}{}", letters_of(letter))));
    }
    given
}

/// The number and the place of its letters: `3` is (3, 0), `3a` is (3, 1), `3aa` is (3, 27).
fn parts(number: &str) -> Option<(u32, u32)> {
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    let (digits, letters) = number.split_at_checked(end)?;
    let place = letters.bytes().try_fold(0_u32, |place, letter| {
        let value = u32::from(letter.checked_sub(b'a')?) + 1;
        place.checked_mul(26)?.checked_add(value)
    })?;
    Some((digits.parse().ok()?, place))
}

fn letters_of(place: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = place;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        // In base 36 the letters come after the ten digits.
        letters.push(char::from_digit(digit + 10, 36).unwrap_or('z'));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(agenda: &[Option<&str>]) -> Vec<String> {
        let mut all: Vec<String> =
            agenda.iter().map(|number| number.unwrap_or_default().to_owned()).collect();
        for (at, number) in numbers(agenda) {
            all[at] = number;
        }
        all
    }

    #[test]
    fn the_first_publication_counts() {
        assert_eq!(all(&[None, None, None]), ["1", "2", "3"]);
        assert_eq!(all(&[]), Vec::<String>::new());
    }

    #[test]
    fn what_comes_later_has_a_letter_and_nothing_is_renumbered() {
        assert_eq!(all(&[Some("1"), None, Some("2"), None, None]), ["1", "1a", "2", "2a", "2b"]);
        assert_eq!(all(&[None, Some("1")]), ["0a", "1"]);
        assert_eq!(all(&[Some("3"), None, Some("3a"), None, Some("4")]), ["3", "3b", "3a", "3c", "4"]);
        assert_eq!(all(&[Some("3z"), None]), ["3z", "3aa"]);
        // Moved about after publication: the item before tells the number.
        assert_eq!(all(&[Some("2"), Some("1"), None]), ["2", "1", "1a"]);
    }

    #[test]
    fn letters_go_on_after_z() {
        for (place, letters) in
            [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (702, "zz"), (703, "aaa")]
        {
            assert_eq!(letters_of(place), letters);
            assert_eq!(parts(&format!("7{letters}")), Some((7, place)));
        }
    }
}
