//! The table of the search index.

use super::Table;
use crate::rights::classes::Class;

/// Words.
pub(super) const SEARCH_TEXT: Table = Table {
    name: "search_text",
    holds: "The words, without their endings, of the texts of matters, agenda items, conclusions, minutes, cases and development projects; on SQLite with an index over them (`search_word`).",
    why: "Search for words.",
    class: Class::Committee,
    kept: "as long as the text itself",
    erased: "stays, as the text does; goes with it when the text is changed",
    person: &[],
    others: &["authority_id", "kind", "id", "words"],
};
