//! Words of a text, as a search compares them, and what somebody asks for. Both databases are given the same words, so
//! that they find the same; neither cuts up or stems a text by itself. docs/adr/0013 says why.
//!
//! What always holds: two ways to write one thing give the same words (capital letters, accents, aa for å, the endings of
//! Danish words), a text and a question go the same way, and no question is wrong, only too long.

mod asked;

use std::sync::LazyLock;

use icu_normalizer::ComposingNormalizerBorrowed;
use rust_stemmers::{Algorithm, Stemmer};

pub use asked::{ASKED_MAX, Asked, Piece, TERMS_MAX, Term};

/// A longer run of letters is no word; its beginning stands for it, in texts and in questions.
const WORD_MAX: usize = 40;

/// Small words that say nothing about what a text is about: they count neither in texts nor in questions. The list of the
/// Snowball project for Danish (BSD), which PostgreSQL uses, too. Sorted.
const SMALL: &[&str] = &[
    "ad", "af", "alle", "alt", "anden", "at", "blev", "blive", "bliver", "da", "de", "dem", "den", "denne",
    "der", "deres", "det", "dette", "dig", "din", "disse", "dog", "du", "efter", "eller", "en", "end", "er",
    "et", "for", "fra", "ham", "han", "hans", "har", "havde", "have", "hende", "hendes", "her", "hos", "hun",
    "hvad", "hvis", "hvor", "i", "ikke", "ind", "jeg", "jer", "jo", "kunne", "man", "mange", "med", "meget",
    "men", "mig", "min", "mine", "mit", "mod", "ned", "noget", "nogle", "nu", "når", "og", "også", "om",
    "op", "os", "over", "på", "selv", "sig", "sin", "sine", "sit", "skal", "skulle", "som", "sådan", "thi",
    "til", "ud", "under", "var", "vi", "vil", "ville", "vor", "være", "været",
];

static DANISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Danish));

/// A word and its place among the words of its text. Places that are left out stand between what is not one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The word without its ending.
    pub word: String,
    /// Counted from one.
    pub at: usize,
}

/// The words of the texts of one thing, in order. What is written with hyphens, like `MED-udvalg` or `81.38`, is there by
/// its parts and, after them, as a whole.
pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Placed> {
    let (mut words, mut at) = (Vec::new(), 0_usize);
    let mut wholes = Vec::new();
    for text in texts {
        for compound in compounds(text) {
            for word in compound.iter().filter_map(|part| stemmed(part)) {
                at += 1;
                words.push(Placed { word, at });
            }
            if compound.len() > 1 {
                wholes.push(whole(&compound));
            }
        }
        // No phrase reaches from one text into the next.
        at += 1;
    }
    wholes.sort_unstable();
    wholes.dedup();
    for word in wholes {
        at += 2;
        words.push(Placed { word, at });
    }
    words
}

/// A text as words are compared in it: letters put together, small, without accents.
fn folded(text: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    let mut folded = String::with_capacity(composed.len());
    for c in composed.chars().flat_map(char::to_lowercase) {
        match c {
            'á' | 'à' | 'â' | 'ã' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'í' | 'ì' | 'î' | 'ï' => folded.push('i'),
            'ó' | 'ò' | 'ô' | 'õ' => folded.push('o'),
            'ú' | 'ù' | 'û' => folded.push('u'),
            'ü' | 'ý' => folded.push('y'),
            'ä' => folded.push('æ'),
            'ö' => folded.push('ø'),
            // Marks that nobody sees, and accents that could not be put together with their letter.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{300}'..='\u{36f}' => {}
            'a' if folded.ends_with('a') => {
                folded.pop();
                folded.push('å');
            }
            c => folded.push(c),
        }
    }
    folded
}

/// The words of a text, each as its parts: one, or several that stand together with a hyphen between them.
fn compounds(text: &str) -> Vec<Vec<String>> {
    let folded = folded(text);
    let mut compounds: Vec<Vec<String>> = Vec::new();
    let mut before: Option<char> = None;
    let mut joined = false;
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() {
            let starts = !before.is_some_and(char::is_alphanumeric);
            match compounds.last_mut() {
                Some(compound) if starts && joined => compound.push(c.to_string()),
                Some(compound) if !starts => {
                    if let Some(part) = compound.last_mut() {
                        part.push(c);
                    }
                }
                _ => compounds.push(vec![c.to_string()]),
            }
            joined = false;
        } else {
            joined = joins(before, c, chars.peek().copied());
        }
        before = Some(c);
    }
    for part in compounds.iter_mut().flatten() {
        if let Some((end, _)) = part.char_indices().nth(WORD_MAX) {
            part.truncate(end);
        }
    }
    compounds
}

/// Whether a sign holds two parts of one word together.
fn joins(before: Option<char>, sign: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    match sign {
        '-' | '\u{2010}'..='\u{2013}' | '\'' | '\u{2019}' => {
            before.is_alphanumeric() && after.is_alphanumeric()
        }
        '.' | ',' | ':' | '/' => before.is_numeric() && after.is_numeric(),
        _ => false,
    }
}

/// A word of several parts, written together.
fn whole(parts: &[String]) -> String {
    let mut whole = stem(&parts.concat());
    if let Some((end, _)) = whole.char_indices().nth(WORD_MAX) {
        whole.truncate(end);
    }
    whole
}

/// The word without its ending; none for a small word.
fn stemmed(word: &str) -> Option<String> {
    SMALL.binary_search(&word).is_err().then(|| stem(word))
}

/// Endings are taken off until none is left: of `dagsordenen` one leaves `dagsorden`, which by itself has one more.
fn stem(word: &str) -> String {
    // A number has no ending.
    if word.chars().any(char::is_numeric) {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    loop {
        let shorter = DANISH.stem(&stem);
        if shorter.len() >= stem.len() {
            return stem;
        }
        stem = shorter.into_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        of_texts([text]).into_iter().map(|placed| placed.word).collect()
    }

    #[test]
    fn the_small_words_are_sorted() {
        assert!(SMALL.is_sorted());
    }

    #[test]
    fn one_thing_written_in_two_ways_gives_the_same_words() {
        for (one, other) in [
            ("Ledelsen", "ledelse"),
            ("MØDERNE", "mødet"),
            ("sygefraværet", "Sygefravær"),
            ("dagsordenen", "dagsorden"),
            ("budgettet", "budget"),
            ("uddannelserne", "uddannelse"),
            ("Aabenraa", "åbenrå"),
            ("a\u{30a}rsmøde", "årsmøde"),
            ("idéer", "ideer"),
            ("samarbejds\u{ad}aftale", "samarbejdsaftale"),
            ("e\u{2011}mail", "e-mail"),
        ] {
            assert_eq!(words(one), words(other), "{one} {other}");
        }
        assert_eq!(words("over for og med"), [""; 0]);
        assert_eq!(words("møde, møder"), ["mød", "mød"]);
    }

    #[test]
    fn a_hyphen_gives_parts_and_a_whole() {
        assert_eq!(words("HR-afdeling"), ["hr", "afdeling", "hrafdeling"]);
        assert_eq!(words("MED-udvalget"), ["udvalg", "medudvalg"]);
        assert_eq!(words("81.38.00 - 2026"), ["81", "38", "00", "2026", "813800"]);
        assert_eq!(words("f.eks. og/eller (her)"), ["f", "eks"]);
    }

    #[test]
    fn no_phrase_reaches_over_the_end_of_a_text() {
        let placed = of_texts(["budget 2026", "e-mail"]);
        let at: Vec<_> = placed.iter().map(|placed| (placed.word.as_str(), placed.at)).collect();
        assert_eq!(at, [("budg", 1), ("2026", 2), ("e", 4), ("mail", 5), ("email", 8)]);
    }

    #[test]
    fn a_run_of_letters_without_end_is_cut() {
        let long = "x".repeat(10_000);
        assert_eq!(words(&long), words(&long[..WORD_MAX]));
        assert!(words(&format!("{long}-{long}")).iter().all(|word| word.len() <= WORD_MAX));
    }
}
