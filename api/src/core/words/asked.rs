//! What somebody types into a search field, read word by word. There is no grammar to get wrong: a quotation mark that
//! is not closed reaches to the end, a minus without a word is nothing.

use super::{compounds, stemmed, whole};
use crate::core::{Error, Result, Text};

/// Longest question, in characters.
pub const ASKED_MAX: usize = 200;
/// Most words and phrases of one question.
pub const TERMS_MAX: usize = 20;
/// With fewer letters, a beginning is taken for a word: half of all texts would have it.
const BEGINNING_MIN: usize = 3;

/// One word of a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// The word without its ending, or the beginning as it was typed.
    pub word: String,
    /// Every word that begins so.
    pub is_beginning: bool,
}

impl Piece {
    fn word(word: String) -> Self {
        Self { word, is_beginning: false }
    }
}

/// Ways to write what is looked for; each is words that follow each other. One of them has to be there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term(pub Vec<Vec<Piece>>);

/// A question: all that is wanted has to be there, and nothing that is unwanted. Without anything wanted it finds nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What has to be there.
    pub wanted: Vec<Term>,
    /// What must not.
    pub unwanted: Vec<Term>,
}

impl Asked {
    /// Reads what was typed.
    pub fn read(typed: &str) -> Result<Self> {
        if typed.chars().nth(ASKED_MAX).is_some() {
            return Err(Error::BadInput(Text::new(
                format!("Søgningen må højst være {ASKED_MAX} tegn."),
                format!("A search may have at most {ASKED_MAX} characters."),
            )));
        }
        let mut asked = Self::default();
        let mut rest = typed;
        while let Some(c) = rest.chars().next() {
            if c.is_whitespace() {
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
                continue;
            }
            let without = rest.strip_prefix(['-', '\u{2212}']);
            let (text, is_phrase);
            (text, is_phrase, rest) = next(without.unwrap_or(rest));
            let term = if is_phrase { phrase(text) } else { word(text) };
            let list = if without.is_some() { &mut asked.unwanted } else { &mut asked.wanted };
            list.extend(term);
        }
        for list in [&mut asked.wanted, &mut asked.unwanted] {
            list.sort_unstable();
            list.dedup();
        }
        if asked.wanted.len() + asked.unwanted.len() > TERMS_MAX {
            return Err(Error::BadInput(Text::new(
                format!("Søgningen må højst have {TERMS_MAX} ord."),
                format!("A search may have at most {TERMS_MAX} words."),
            )));
        }
        Ok(asked)
    }
}

const QUOTES: [char; 6] = ['"', '\u{201c}', '\u{201d}', '\u{201e}', '«', '»'];

/// What stands first, whether it is in quotation marks, and what comes after it.
fn next(text: &str) -> (&str, bool, &str) {
    if let Some(quoted) = text.strip_prefix(QUOTES) {
        return match quoted.find(QUOTES) {
            Some(end) => {
                let (inner, after) = quoted.split_at(end);
                (inner, true, after.strip_prefix(QUOTES).unwrap_or(after))
            }
            None => (quoted, true, ""),
        };
    }
    let end = text.find(|c: char| c.is_whitespace() || QUOTES.contains(&c)).unwrap_or(text.len());
    let (word, after) = text.split_at(end);
    (word, false, after)
}

/// Words that follow each other.
fn phrase(text: &str) -> Vec<Term> {
    let words: Vec<Piece> =
        compounds(text).iter().flatten().filter_map(|part| stemmed(part)).map(Piece::word).collect();
    if words.is_empty() { Vec::new() } else { vec![Term(vec![words])] }
}

/// What stands between two spaces: as a rule one word, several where other signs than hyphens part them.
fn word(text: &str) -> Vec<Term> {
    let is_beginning = text.ends_with('*');
    let compounds = compounds(text);
    let last = compounds.len().saturating_sub(1);
    let terms = compounds
        .iter()
        .enumerate()
        .filter_map(|(place, compound)| one(compound, is_beginning && place == last));
    terms.collect()
}

fn one(compound: &[String], is_beginning: bool) -> Option<Term> {
    let together = compound.concat();
    if is_beginning && together.chars().count() >= BEGINNING_MIN {
        // What is typed may reach into the ending, and the words in the texts have none.
        let stem = vec![Piece::word(whole(compound))];
        return Some(Term(vec![stem, vec![Piece { word: together, is_beginning: true }]]));
    }
    let parts: Vec<Piece> = compound.iter().filter_map(|part| stemmed(part)).map(Piece::word).collect();
    if compound.len() == 1 {
        return (!parts.is_empty()).then(|| Term(vec![parts]));
    }
    let mut ways = vec![vec![Piece::word(whole(compound))]];
    // A part that does not count would make it find too much: every udvalg for MED-udvalg.
    if parts.len() == compound.len() {
        ways.push(parts);
    }
    Some(Term(ways))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A question as text: `a b` follow each other, `|` parts ways to write it, `,` terms.
    fn told(typed: &str) -> (String, String) {
        let asked = Asked::read(typed).unwrap();
        let list = |terms: &[Term]| {
            let terms = terms.iter().map(|Term(ways)| {
                let ways = ways.iter().map(|pieces| {
                    let star = |piece: &Piece| if piece.is_beginning { "*" } else { "" };
                    let pieces = pieces.iter().map(|piece| format!("{}{}", piece.word, star(piece)));
                    pieces.collect::<Vec<_>>().join(" ")
                });
                ways.collect::<Vec<_>>().join("|")
            });
            terms.collect::<Vec<_>>().join(",")
        };
        (list(&asked.wanted), list(&asked.unwanted))
    }

    #[test]
    fn words_phrases_and_what_is_left_out() {
        for (typed, wanted, unwanted) in [
            ("ledelsen  ledelse", "led", ""),
            ("\"mødet om budgettet\" -sygefravær", "mød budg", "sygefravær"),
            ("-\"to ord\" tre", "tre", "to ord"),
            ("\u{201d}åben og ærlig", "åben ærl", ""),
            ("e-mail", "email|e mail", ""),
            ("MED-udvalg", "medudvalg", ""),
            ("og i det", "", ""),
            ("- \" -\" * -- ()", "", ""),
            ("a OR b AND NOT:c", "a,and,b,c,not,or", ""),
            ("sygefraværs* fr*", "fr,sygefravær|sygefraværs*", ""),
            ("drop'table; NEAR(x)", "droptabl|drop tabl,near,x", ""),
        ] {
            assert_eq!(told(typed), (wanted.to_owned(), unwanted.to_owned()), "{typed}");
        }
    }

    #[test]
    fn a_question_has_an_end() {
        let words = |count: usize| (0..count).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        assert!(Asked::read(&words(TERMS_MAX)).is_ok());
        assert!(matches!(Asked::read(&words(TERMS_MAX + 1)), Err(Error::BadInput(_))));
        assert!(Asked::read(&"ø".repeat(ASKED_MAX)).is_ok());
        assert!(matches!(Asked::read(&"ø".repeat(ASKED_MAX + 1)), Err(Error::BadInput(_))));
    }
}
