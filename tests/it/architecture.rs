//! Holds the house together: the arrows between the layers of `api`, the size of files, and what is done in one place
//! only. Reads the source itself, so nobody has to remember the rules; each rule has a test that shows it can fail.

mod arrows;
mod source;

use source::{Source, sources};

/// Most lines of a Rust file. A longer one is split along a seam.
const FILE_BUDGET: usize = 400;

/// What is done in one place only: where, what to do instead, and how it looks.
const ONE_PLACE: &[(&[&str], &str, &[&str])] = &[
    (
        &["api/src/core/db"],
        "use Db::write, Db::open, typed queries",
        &[
            ".begin(",
            ".begin_with_config(",
            ".begin_with_options(",
            ".transaction(",
            "Database::connect(",
            "AssertSqlSafe",
        ],
    ),
    (
        &[
            "api/src/rights/",
            "api/src/core/error.rs",
            "api/src/graphql/error.rs",
            "api/src/http/attachment.rs",
        ],
        "use rights::allow or rights::require, which remember whom they refuse",
        &["Error::Forbidden"],
    ),
];

/// What is done outside the one place for it.
fn out_of_place(source: &Source) -> Vec<String> {
    let code = source.code();
    let elsewhere = |places: &[&str]| !places.iter().any(|place| source.path.starts_with(place));
    let rules = ONE_PLACE.iter().filter(|(places, ..)| elsewhere(places));
    let found = rules.flat_map(|(_, instead, texts)| texts.iter().map(move |text| (text, instead)));
    found
        .filter(|(text, _)| code.contains(*text))
        .map(|(text, instead)| format!("{}: `{text}` is out of place: {instead}", source.path))
        .collect()
}

/// What is wrong with the form of a file.
fn malformed(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    let mut wrong = Vec::new();
    if lines > FILE_BUDGET {
        wrong.push(format!(
            "{}: {lines} lines, the budget is {FILE_BUDGET}: split it along a seam",
            source.path
        ));
    }
    if !source.text.starts_with("//! ") {
        wrong.push(format!("{}: the first line has to say what the file is for, after `//!`", source.path));
    }
    wrong
}

fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

/// Transactions, connections and free SQL are the database module's alone, refusals those of the one policy.
#[test]
fn what_has_one_place_is_done_there() {
    assert_none(&sources("api/src").iter().flat_map(out_of_place).collect::<Vec<_>>());
}

/// Every file is short and opens with what it is for.
#[test]
fn files_are_short_and_say_what_they_are_for() {
    let folders = ["api/src", "entity/src", "migration/src", "tests"];
    assert_none(
        &folders.into_iter().flat_map(sources).flat_map(|source| malformed(&source)).collect::<Vec<_>>(),
    );
}

/// These rules can fail too.
#[test]
fn misplaced_and_malformed_code_is_seen() {
    let begin = Source::new(
        "api/src/seat/service.rs",
        "//! x\nfn f() { db.begin().await; sqlx::query(AssertSqlSafe(x)) }",
    );
    assert_eq!(out_of_place(&begin).len(), 2);
    let silent = Source::new("api/src/seat/policy.rs", "//! x\nfn f() { Err(Error::Forbidden) }");
    assert_eq!(out_of_place(&silent).len(), 1);
    let own = Source::new("api/src/core/db/write.rs", "//! x\nfn f() { db.begin().await }");
    assert_eq!(out_of_place(&own).len(), 0);
    let long = Source::new("api/src/seat/service.rs", &"fn f() {}\n".repeat(401));
    assert_eq!(malformed(&long).len(), 2);
    let fine = Source::new("api/src/seat/service.rs", &format!("//! What it is for.\n{}", "\n".repeat(399)));
    assert_eq!(malformed(&fine).len(), 0);
}
