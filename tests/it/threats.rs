//! docs/THREAT-MODEL.md keeps its promises: every part is looked at in all six ways, every threat has a control, and
//! every test that it names is there.

use std::{collections::BTreeSet, path::Path};

const PAGE: &str = include_str!("../../docs/THREAT-MODEL.md");

/// A row of a table of threats.
struct Row {
    part: &'static str,
    kind: &'static str,
    control: &'static str,
    tests: Vec<&'static str>,
}

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for section in PAGE.split("\n## ").skip(1) {
        let (part, text) = section.split_once('\n').unwrap();
        for line in text.lines() {
            let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
            let [kind, _threat, control, tests] = cells.as_slice() else { continue };
            if ["S", "T", "R", "I", "D", "E"].contains(kind) {
                let tests = tests.split('`').skip(1).step_by(2).collect();
                rows.push(Row { part, kind, control, tests });
            }
        }
    }
    rows
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn text(path: impl AsRef<Path>) -> Option<String> {
    std::fs::read_to_string(root().join(path)).ok()
}

/// Whether a test of this name exists: a Rust test, a step of .ci/run, or an audit that is run by it.
fn exists(name: &str) -> bool {
    if let Some(step) = name.strip_prefix("ci: ") {
        return text(".ci/run").is_some_and(|steps| steps.contains(&format!("step '{step}' ")));
    }
    if let Some(audit) = name.strip_prefix("audit: ") {
        let all = text("tools/audits/all.mjs").unwrap();
        return text(format!("tools/audits/audit-{audit}.mjs")).is_some()
            && all.contains(&format!("\"{audit}\""));
    }
    let Some((module, test)) = name.rsplit_once("::") else { return false };
    let path = format!("tests/it/{}", module.replace("::", "/"));
    let source = text(format!("{path}.rs")).or_else(|| text(format!("{path}/mod.rs")));
    source.is_some_and(|source| has_test(&source, test))
}

fn has_test(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().collect();
    let declares =
        |line: &str| line.trim_start().trim_start_matches("async ").starts_with(&format!("fn {name}("));
    lines.iter().enumerate().any(|(place, line)| {
        let above = lines[..place].iter().rev().take_while(|line| line.trim_start().starts_with("#["));
        declares(line) && above.into_iter().any(|line| line.contains("test"))
    })
}

/// Every test that the page names is in the source.
#[test]
fn every_named_test_exists() {
    let rows = rows();
    let named: BTreeSet<&str> = rows.iter().flat_map(|row| row.tests.iter().copied()).collect();
    let missing: Vec<_> = named.iter().filter(|name| !exists(name)).collect();
    assert!(missing.is_empty(), "not in the source: {missing:#?}");
    assert!(named.len() > 60, "only {} tests are named", named.len());
}

/// Each part of the product is looked at in all six ways, and a row without a test says so.
#[test]
fn every_part_is_looked_at_in_every_way() {
    let rows = rows();
    let parts: BTreeSet<&str> = rows.iter().map(|row| row.part).collect();
    let expected = [
        "Backups",
        "Change feed",
        "Command line",
        "Database",
        "Edge",
        "Explorer",
        "Files",
        "Policy",
        "Service tokens, budgets and keys of requests",
        "Supply chain",
        "Token check",
    ];
    assert_eq!(parts, BTreeSet::from(expected));
    for part in parts {
        let of_part = rows.iter().filter(|row| row.part == part);
        let kinds: BTreeSet<&str> = of_part.map(|row| row.kind).collect();
        assert_eq!(kinds.len(), 6, "{part} is looked at for {kinds:?} only");
    }
    for row in &rows {
        assert!(!row.control.is_empty(), "{} {}: no control", row.part, row.kind);
        let says_so = row.control.contains("No test: ");
        assert_eq!(row.tests.is_empty(), says_so, "{} {}: {}", row.part, row.kind, row.control);
    }
}

/// A name that nothing bears is found out.
#[test]
fn names_of_nothing_are_missed() {
    for name in [
        "threats::nothing_of_the_kind",
        "nowhere::every_named_test_exists",
        "rows",
        "ci: nothing",
        "audit: nothing",
    ] {
        assert!(!exists(name), "{name}");
    }
    // A function that is no test is none.
    assert!(!exists("threats::rows") && exists("threats::names_of_nothing_are_missed"));
}
