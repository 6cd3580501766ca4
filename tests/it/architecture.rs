//! Holds the house together: the arrows between the layers of `api`, the size of files, and what is done in one place
//! only. Reads the source itself, so nobody has to remember the rules; each rule has a test that shows it can fail.

mod arrows;
mod source;

use source::{Source, sources};

/// Most lines of a Rust file. A longer one is split along a seam.
const FILE_BUDGET: usize = 400;

/// What is done outside the one place for it.
fn out_of_place(source: &Source) -> Vec<String> {
    if source.path.starts_with("api/src/core/db") {
        return Vec::new();
    }
    let begins =
        [".begin(", ".begin_with_config(", ".begin_with_options(", ".transaction(", "Database::connect("];
    let forbidden = begins.into_iter().chain(["AssertSqlSafe"]);
    let code = source.code();
    let found = forbidden.filter(|text| code.contains(text));
    found
        .map(|text| {
            format!("{}: `{text}` belongs to core/db: use Db::write, Db::open, typed queries", source.path)
        })
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

/// Transactions, connections and free SQL are the database module's alone.
#[test]
fn database_module_is_the_only_one_that_begins() {
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
    let own = Source::new("api/src/core/db/write.rs", "//! x\nfn f() { db.begin().await }");
    assert_eq!(out_of_place(&own).len(), 0);
    let long = Source::new("api/src/seat/service.rs", &"fn f() {}\n".repeat(401));
    assert_eq!(malformed(&long).len(), 2);
    let fine = Source::new("api/src/seat/service.rs", &format!("//! What it is for.\n{}", "\n".repeat(399)));
    assert_eq!(malformed(&fine).len(), 0);
}
