//! Hostile and honest documents against the guard alone.

use std::fmt::Write;
use std::time::{Duration, Instant};

use async_graphql::parser::parse_query;
use async_graphql::{Variables, value};

use super::introspection::STANDARD_INTROSPECTION;
use super::{Checked, Limits, Refusal, RefusalCode, TypeMap, check, scan};

const SDL: &str = r#"
schema { query: Query mutation: Mutation }
type Query {
  committees(first: Int, after: String, last: Int, where: Where): CommitteeConnection!
  committee(id: ID!): Committee
  nodes(ids: [ID!]!): [Committee]!
  search(text: String = "x", limit: Int! = 5): [Committee!]!
}
type Mutation { committeeUpdate(id: ID!, input: CommitteeInput!): Committee }
type Committee { id: ID! name: String parent: Committee seats(first: Int, last: Int): SeatConnection! all: [Seat!]! }
type Seat { id: ID! committee: Committee! }
type CommitteeConnection { nodes: [Committee!]! edges: [CommitteeEdge!]! pageInfo: PageInfo! totalCount: Int! }
type CommitteeEdge { node: Committee! cursor: String! }
type SeatConnection { nodes: [Seat!]! pageInfo: PageInfo! }
type PageInfo { hasNextPage: Boolean! }
enum Level { MAIN LOCAL }
input Where { level: Level ids: [ID!] and: [Where!] }
input CommitteeInput { name: String! note: String tags: [String] level: Level = MAIN }
"#;

pub(super) fn types() -> TypeMap {
    TypeMap::from_sdl(SDL).unwrap()
}

fn run(source: &str, variables: async_graphql::Value) -> Result<Checked, Refusal> {
    run_with(source, variables, &Limits::default())
}

fn run_with(source: &str, variables: async_graphql::Value, limits: &Limits) -> Result<Checked, Refusal> {
    let types = types();
    let scanned = timed(source, || scan(source, limits));
    scanned.and_then(|()| {
        let document = parse_query(source).map_err(|error| {
            Refusal::document(error.to_string().chars().take(80).collect::<String>(), None)
        })?;
        timed(source, || check(document, None, &Variables::from_value(variables), limits, &types))
    })
}

/// The guard's own work: unoptimised and on a busy machine it is still far from half a second.
fn timed<T>(source: &str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = work();
    assert!(started.elapsed() < Duration::from_millis(500), "took {:?}: {:.60}", started.elapsed(), source);
    result
}

fn none() -> async_graphql::Value {
    value!({})
}

fn cost(source: &str) -> u64 {
    run(source, none()).unwrap().cost
}

fn refused(source: &str) -> (RefusalCode, String) {
    let refusal = run(source, none()).expect_err("it must be refused");
    (refusal.code, refusal.message)
}

fn too_complex(source: &str, what: &str) {
    let (code, message) = refused(source);
    assert_eq!(code, RefusalCode::TooComplex, "{message}");
    assert!(message.contains(what), "{message}");
    assert!(message.len() <= 300, "{message}");
}

fn bad_document(source: &str, what: &str) {
    let (code, message) = refused(source);
    assert_eq!(code, RefusalCode::BadDocument, "{message}");
    assert!(message.contains(what), "{message}");
    assert!(message.len() <= 300, "{message}");
}

/// `start`, then `body` for each number, then `end`.
fn repeat(start: &str, times: usize, body: impl Fn(usize) -> String, end: &str) -> String {
    let mut text = start.to_owned();
    for number in 0..times {
        write!(text, " {}", body(number)).unwrap();
    }
    text + end
}

/// An honest document with fragments, a page and variables passes, and its cost is page size times content.
#[test]
fn an_honest_document_passes() {
    let source =
        "query Q($n: Int) { committees(first: $n) { nodes { ...C } pageInfo { hasNextPage } totalCount } }
                  fragment C on Committee { id name parent { name } }";
    let checked = run(source, value!({"n": 50})).unwrap();
    assert_eq!(checked.operation_name.as_deref(), Some("Q"));
    // Connection 1, page info 1.1, count 0.1, and 50 x (committee 1 + two fields 0.2 + parent 1.1).
    assert_eq!(checked.cost, 1 + 2 + 50 * 23 / 10);
}

/// The standard introspection query passes, and passes no more when introspection is off.
#[test]
fn introspection_works_unless_switched_off() {
    run(STANDARD_INTROSPECTION, none()).unwrap();
    let off = Limits { introspection: false, ..Limits::default() };
    let refusal = run_with(STANDARD_INTROSPECTION, none(), &off).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::BadDocument);
    assert!(run_with("{ __typename }", none(), &off).is_ok());
}

/// Introspection that goes round in circles, or asks for the whole schema many times, is refused.
#[test]
fn nested_introspection_is_refused() {
    let four = "{ __type(name: \"Query\") { fields { type { fields { type { fields { type { fields { name } } } } } } } } }";
    too_complex(four, "introspection lists");
    let by_fragment = "{ __schema { types { ...T } } }
        fragment T on __Type { fields { type { ...U } } } fragment U on __Type { fields { type { possibleTypes { name } } } }";
    too_complex(by_fragment, "introspection lists");
    let often = repeat("{", 30, |at| format!("a{at}: __schema {{ ...S }}"), "} fragment S on __Schema {
        types { fields { name args { name description } type { name ofType { name ofType { name } } } } enumValues { name } } }");
    too_complex(&often, "introspection costs");
}

/// Page sizes multiply, whether written, given as a variable or left to their default.
#[test]
fn cost_multiplies_by_page_size() {
    assert_eq!(cost("{ committees(first: 10) { nodes { id } } }"), 12);
    assert_eq!(cost("{ committees { nodes { id } } }"), 23);
    assert_eq!(cost("{ committees(first: null, last: 5) { edges { node { id } } } }"), 12);
    assert_eq!(cost("query ($n: Int = 10) { committees(first: $n) { nodes { id } } }"), 12);
    assert_eq!(cost("query ($n: Int) { committees(first: $n) { nodes { id } } }"), 23);
    assert_eq!(
        cost("{ committees(first: 10) { ...P } } fragment P on CommitteeConnection { nodes { id } }"),
        12
    );
    assert_eq!(cost("{ nodes(ids: [\"a\", \"b\", \"c\"]) { id } }"), 4);
    assert_eq!(cost("{ committees(first: -5) { nodes { id } } }"), 1);
}

/// The 300-byte document with pages of 100 four levels deep never runs.
#[test]
fn nested_pages_are_refused_before_they_run() {
    let deep = "{ committees(first: 100) { nodes { seats(first: 100) { nodes { committee { seats(first: 100) { nodes { id } } } } } } } }";
    too_complex(deep, "the limit is 20000");
    too_complex("{ committees(first: 999999999999) { nodes { id } } }", "costs");
    let wide = repeat(
        "{",
        40,
        |at| format!("a{at}: committees(first: 100) {{ nodes {{ id seats {{ nodes {{ id }} }} }} }}"),
        "}",
    );
    too_complex(&wide, "costs");
}

/// A fragment bomb of 24 fragments that each spread the next twice is measured once per fragment.
#[test]
fn fragment_bombs_are_refused() {
    let bomb = repeat(
        "{ ...F0 }",
        24,
        |at| format!("fragment F{at} on Query {{ ...F{} ...F{} }}", at + 1, at + 1),
        " fragment F24 on Query { __typename }",
    );
    too_complex(&bomb, "");
    let wide = repeat(
        "{ ...F0 }",
        10,
        |at| {
            let spreads = format!("...F{} ", at + 1).repeat(10);
            format!("fragment F{at} on Query {{ {spreads} }}")
        },
        " fragment F10 on Query { __typename }",
    );
    too_complex(&wide, "10000000000");
    let many = repeat("{ ...F0 }", 1_000, |at| format!("fragment F{at} on Query {{ ...F{} }}", at + 1), "");
    too_complex(&many, "fragments");
}

/// Fragments that contain themselves, do not exist or are not used are refused by name.
#[test]
fn broken_fragments_are_refused() {
    bad_document("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "contains itself");
    bad_document("{ ...Missing }", "Unknown fragment \"Missing\"");
    bad_document("{ __typename } fragment Lost on Query { __typename }", "never used");
}

/// Depth, aliases, directives, root fields, operations and selections each have a limit.
#[test]
fn each_dimension_is_limited() {
    let deep = "{ committee(id: 1) ".to_owned() + &"{ parent ".repeat(20) + "{ id }" + &" }".repeat(21);
    too_complex(&deep, "fields inside each other");
    too_complex(&repeat("{", 10_000, |at| format!("a{at}: __typename"), "}"), "");
    too_complex(&repeat("{", 101, |at| format!("a{at}: __typename"), "}"), "aliases");
    too_complex(&repeat("{", 60, |_| "__typename".to_owned(), "}"), "root");
    too_complex(&repeat("{", 101, |_| "__typename @skip(if: false)".to_owned(), "}"), "directives");
    bad_document(&("{ __typename ".to_owned() + &"@skip(if: false) ".repeat(2_000) + "}"), "only once");
    too_complex(&repeat("", 30, |at| format!("query Q{at} {{ __typename }}"), ""), "operations");
    let selections = repeat("{ committee(id: 1) {", 1_200, |_| "id".to_owned(), "} }");
    too_complex(&selections, "selections");
    let inline = "{ ".to_owned() + &"... { ".repeat(50) + "__typename" + &" }".repeat(51);
    too_complex(&inline, "levels");
    too_complex(&repeat("query (", 200, |at| format!("$v{at}: Int"), ") { __typename }"), "variables");
}

/// What would keep the parser busy never reaches it: tokens, brackets and names are counted first.
#[test]
fn the_scan_stops_bombs_before_the_parser() {
    too_complex(&("{ a(b: ".to_owned() + &"[".repeat(100_000)), "brackets");
    too_complex(&"{".repeat(200_000), "brackets");
    too_complex(&("{".to_owned() + &" a".repeat(100_000) + "}"), "tokens");
    too_complex(&("{ ".to_owned() + &"n".repeat(200_000) + " }"), "bytes in one name");
    too_complex(
        &("query ($v: ".to_owned() + &"[".repeat(5_000) + "Int" + &"]".repeat(5_000) + ") { a }"),
        "brackets",
    );
    bad_document(&("# ".to_owned() + &"x".repeat(250_000)), "");
    bad_document(&("{ a(b: \"".to_owned() + &"\\\"".repeat(100_000)), "");
    bad_document(&("{ a(b: \"\"\"".to_owned() + &"{[(".repeat(80_000)), "");
    for source in [
        "",
        "{",
        "}",
        "\u{0}",
        "\"",
        "\"\\",
        "\"\"\"",
        "…",
        "{ a(",
        "query ($",
        "\u{feff}{ __typename }",
        "💥",
    ] {
        drop(run(source, none()));
    }
}

/// A string may hold brackets, quotes and hash signs without being counted as such.
#[test]
fn the_scan_reads_strings_and_comments_as_the_parser_does() {
    let limits = Limits { nesting: 3, tokens: 20, ..Limits::default() };
    assert!(scan("{ a(b: \"{{{{ \\\" [[[[\") } # (((( \" \n", &limits).is_ok());
    assert!(scan("{ a(b: \"\"\"{{{{ \\\"\"\" [[[[ \" \"\"\") }", &limits).is_ok());
    assert!(scan("{ a(b: \"\") { c } }", &limits).is_ok());
    assert!(scan("{ a { b { c { d } } } }", &limits).is_err());
}

/// Thousands of unknown names are not compared with every known one.
#[test]
fn many_unknown_names_are_refused_together() {
    bad_document(&repeat("{", 40, |at| format!("unknownField{at}"), "}"), "unknown fields");
    bad_document(&repeat("{ committee(id: 1,", 40, |at| format!("x{at}: 1"), ") { id } }"), "unknown fields");
}

/// A large value used in many places counts each time.
#[test]
fn a_large_variable_used_often_is_refused() {
    let source =
        repeat("query ($w: Where) {", 45, |at| format!("a{at}: committees(where: $w) {{ totalCount }}"), "}");
    let ids: Vec<_> = (0..2_000).map(|at| async_graphql::Value::from(at.to_string())).collect();
    let refusal = run(&source, value!({"w": {"ids": ids}})).unwrap_err();
    assert!(refusal.message.contains("argument values"), "{}", refusal.message);
}

/// On `__typename` directives, arguments and selections follow the rules of every other field.
#[test]
fn typename_is_checked_like_any_field() {
    bad_document("{ __typename @unknown }", "Unknown directive");
    bad_document("{ committee(id: 1) @nope { id } }", "Unknown directive");
    bad_document("{ __typename @include }", "one argument");
    bad_document("{ __typename @include(if: 1) }", "Boolean");
    bad_document("{ __typename @include(if: $lost) }", "not defined");
    bad_document("query ($s: String) { __typename @include(if: $s) }", "Boolean!");
    bad_document("{ __typename(x: 1) }", "no arguments");
    bad_document("{ __typename { id } }", "no fields");
    bad_document("{ __typename @skip(if: true) @skip(if: true) }", "only once");
    bad_document("query ($v: Int @skip(if: true)) { __typename }", "may not stand on a variable");
}
