//! Lists in pages: walking forward or backward gives each row once, in the order of the whole list; places of another
//! order are refused; rows that appear between two pages neither repeat nor hide others. Walks the schema: every list at
//! the root and below its rows, in every order that it offers.

use std::collections::BTreeSet;

use async_graphql::parser::types::FieldDefinition;
use medspil::{
    access::DevClaims,
    core::{Role, SENSITIVE_SCOPE},
};
use serde_json::{Value, json};

use crate::support::{
    sdl::{Sdl, name_of},
    world::{Answer, World, each_database},
};

/// Pages of a long list that are walked from each end.
const MOST_PAGES: usize = 12;

/// One list, in one order, and how to ask for a page of it.
struct List<'a> {
    world: &'a World,
    token: &'a str,
    /// What stands before and after the page's arguments.
    query: (String, String),
    /// Where the page is in the answer.
    pointer: String,
    /// Rows of a page when walking.
    size: usize,
}

/// A row: its place, and what it is.
type Row = (String, Value);

impl List<'_> {
    async fn ask(&self, page: &str) -> Answer {
        let (before, after) = &self.query;
        self.world.ask_as(Some(self.token), &format!("{before}{page}{after}"), json!({})).await
    }

    /// A page: its rows and what it says about itself.
    async fn page(&self, page: &str) -> (Vec<Row>, Value) {
        let answer = self.ask(page).await;
        assert!(answer.codes().is_empty(), "{}{page}: {:#}", self.query.0, answer.json);
        let connection = answer.at(&self.pointer);
        let edges = connection["edges"].as_array().unwrap().iter();
        let rows = edges.map(|edge| (edge["cursor"].as_str().unwrap().to_owned(), edge["node"].clone()));
        (rows.collect(), connection.clone())
    }

    /// The whole list, in the largest pages.
    async fn whole(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        loop {
            let after = rows.last().map(|(cursor, _)| format!(", after: {cursor:?}")).unwrap_or_default();
            let (more, page) = self.page(&format!("first: 100{after}")).await;
            rows.extend(more);
            if page["pageInfo"]["hasNextPage"] == false {
                assert_eq!(page["totalCount"], rows.len(), "{}", self.query.0);
                let places: BTreeSet<&String> = rows.iter().map(|(cursor, _)| cursor).collect();
                assert_eq!(places.len(), rows.len(), "a row came twice: {}", self.query.0);
                return rows;
            }
        }
    }

    /// Both walks show the list as it is as a whole.
    async fn check_walks(&self) -> Vec<Row> {
        let rows = self.whole().await;
        for backward in [false, true] {
            let mut expected = rows.clone();
            if backward {
                expected.reverse();
            }
            let mut cursor = String::new();
            for (place, part) in expected.chunks(self.size).take(MOST_PAGES).enumerate() {
                let (way, from) = if backward { ("last", "before") } else { ("first", "after") };
                let (mut page, connection) = self.page(&format!("{way}: {}{cursor}", self.size)).await;
                let is_end = (place * self.size + part.len()) == rows.len();
                let (onward, back) = ("hasNextPage", "hasPreviousPage");
                let (onward, back) = if backward { (back, onward) } else { (onward, back) };
                let info = &connection["pageInfo"];
                assert_eq!(
                    (&info[onward], &info[back]),
                    (&json!(!is_end), &json!(place > 0)),
                    "{}",
                    self.query.0
                );
                assert_eq!(info["startCursor"], json!(page.first().map(|row| &row.0)));
                assert_eq!(info["endCursor"], json!(page.last().map(|row| &row.0)));
                if backward {
                    page.reverse();
                }
                assert_eq!(page, part, "{} page {place} {way} ({})", self.query.0, self.world.database);
                cursor = format!(", {from}: {:?}", page.last().unwrap().0);
            }
        }
        rows
    }
}

/// The orders that a list offers: as it comes, and each field both ways.
fn orders(sdl: &Sdl, list: &FieldDefinition) -> Vec<Vec<String>> {
    let argument = list.arguments.iter().find(|argument| argument.node.name.node == "orderBy");
    let field = argument.and_then(|argument| {
        let fields = &sdl.inputs[name_of(&argument.node.ty.node)];
        fields.iter().find(|field| field.name.node == "field")
    });
    let fields = field.map(|field| sdl.enums[name_of(&field.ty.node)].as_slice()).unwrap_or_default();
    let ways = fields.iter().flat_map(|field| ["ASC", "DESC"].map(|way| (field, way)));
    let ways = ways.map(|(field, way)| vec![format!("orderBy: {{field: {field}, direction: {way}}}")]);
    std::iter::once(Vec::new()).chain(ways).collect()
}

/// What a page shows of itself and of its rows.
fn selection(sdl: &Sdl, node: &str) -> String {
    let ids = sdl.id_fields(node).join(" ");
    format!(
        "{{ totalCount edges {{ cursor node {{ __typename {ids} }} }} \
         pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}"
    )
}

/// A call up to where the arguments of the page follow.
fn open_call(sdl: &Sdl, list: &FieldDefinition, more: &[String]) -> String {
    let arguments = sdl.arguments(list, more);
    let arguments = arguments.trim_start_matches('(').trim_end_matches(')');
    let comma = if arguments.is_empty() { "" } else { ", " };
    format!("{}({arguments}{comma}", list.name.node)
}

fn token(world: &World) -> String {
    let roles = Role::ALL.iter().copied().collect();
    let scopes = BTreeSet::from([SENSITIVE_SCOPE.to_owned()]);
    world.token(&DevClaims { roles, scopes, ..world.claims("medCoordinator") })
}

/// Each list at the root, in each order.
#[tokio::test(flavor = "multi_thread")]
async fn root_lists_are_the_same_in_pages_and_as_a_whole() {
    let sdl = Sdl::read();
    each_database("small", async |world| {
        let token = token(&world);
        // Asking for what is sensitive makes the log of reads grow: that log comes first.
        let mut lists = sdl.lists();
        lists.sort_by_key(|(list, _)| !list.name.node.ends_with("Log"));
        for (list, node) in lists {
            let mut before: Option<Vec<Row>> = None;
            for order in orders(&sdl, list) {
                let query = format!("{{ {}", open_call(&sdl, list, &[Sdl::widest(list), order].concat()));
                let rest = format!(") {} }}", selection(&sdl, node));
                let pointer = format!("/data/{}", list.name.node);
                let list = List { world: &world, token: &token, query: (query, rest), pointer, size: 7 };
                let rows = list.check_walks().await;
                if let Some(ascending) = before.filter(|_| list.query.0.contains("DESC")) {
                    let there = ascending.iter().map(|row| &row.1);
                    assert!(there.eq(rows.iter().rev().map(|row| &row.1)), "{} is no reversal", list.query.0);
                }
                before = Some(rows);
            }
        }
    })
    .await;
}

/// Each list below the rows of a root list, in each order, of the row that has the longest.
#[tokio::test(flavor = "multi_thread")]
async fn nested_lists_are_the_same_in_pages_and_as_a_whole() {
    let sdl = Sdl::read();
    each_database("small", async |world| {
        let token = token(&world);
        for (list, node) in sdl.lists() {
            for nested in sdl.objects[node].iter().filter(|field| sdl.listed(field).is_some()) {
                let count = sdl.call(nested, &[]);
                let root = sdl.arguments(list, &[Sdl::widest(list), vec!["first: 50".to_owned()]].concat());
                let query =
                    format!("{{ {}{root} {{ edges {{ cursor node {{ {count} }} }} }} }}", list.name.node);
                let answer = world.ask_as(Some(&token), &query, json!({})).await;
                let edges = answer.data()[list.name.node.as_str()]["edges"].as_array().unwrap();
                let length = |edge: &&Value| edge["node"][nested.name.node.as_str()]["totalCount"].as_i64();
                let longest = edges.iter().enumerate().max_by_key(|(_, edge)| length(edge));
                let Some((place, _)) = longest.filter(|(_, edge)| length(edge) > Some(0)) else { continue };
                // The row right after the one before it.
                let after = place.checked_sub(1).map(|place| format!("after: {}", edges[place]["cursor"]));
                let at = Sdl::widest(list).into_iter().chain(["first: 1".to_owned()]).chain(after);
                let root = sdl.arguments(list, &at.collect::<Vec<_>>());
                for order in orders(&sdl, nested) {
                    let call = open_call(&sdl, nested, &[Sdl::widest(nested), order].concat());
                    let query = format!("{{ {}{root} {{ nodes {{ {call}", list.name.node);
                    let rest = format!(") {} }} }} }}", selection(&sdl, sdl.listed(nested).unwrap()));
                    let pointer = format!("/data/{}/nodes/0/{}", list.name.node, nested.name.node);
                    let list = List { world: &world, token: &token, query: (query, rest), pointer, size: 2 };
                    list.check_walks().await;
                }
            }
        }
    })
    .await;
}

/// Page sizes and cursors that no list has are refused, and the default is the same for absent and null.
#[tokio::test(flavor = "multi_thread")]
async fn pages_that_do_not_exist_are_refused() {
    let sdl = Sdl::read();
    each_database("small", async |world| {
        let token = token(&world);
        for (list, node) in sdl.lists() {
            let in_order = |order: Vec<String>| {
                let query = format!("{{ {}", open_call(&sdl, list, &[Sdl::widest(list), order].concat()));
                let pointer = format!("/data/{}", list.name.node);
                let rest = format!(") {} }}", selection(&sdl, node));
                List { world: &world, token: &token, query: (query, rest), pointer, size: 7 }
            };
            let all: Vec<_> = orders(&sdl, list).into_iter().map(in_order).collect();
            let first = &all[0];
            let (default, _) = first.page("first: null").await;
            assert_eq!(first.page("first: 20").await.0, default);
            assert_eq!(first.page("last: null, after: null, before: null").await.0, default);
            let mut wrong: Vec<String> =
                ["first: 1, last: 1", "after: \"\"", "before: \"x\"", "after: \"W10\"", "after: \"8J-Yig\""]
                    .map(str::to_owned)
                    .into();
            for size in [0, -1, 101, i32::MIN, i32::MAX] {
                wrong.extend([format!("first: {size}"), format!("last: {size}")]);
            }
            if let Some((cursor, _)) = default.first() {
                wrong.push(format!("after: {:?}", &cursor[..cursor.len() - 2]));
            }
            for page in wrong {
                let answer = first.ask(&page).await;
                // A page as large as that is refused by its cost, before anything runs.
                let code = if page.contains(&i32::MAX.to_string()) { "TOO_COMPLEX" } else { "BAD_INPUT" };
                assert_eq!(answer.codes(), [code], "{}{page}: {}", first.query.0, answer.json);
            }
            // A place belongs to its order. The list as it comes is in one of the orders that it offers.
            for (from, to) in all.iter().skip(1).flat_map(|from| all.iter().skip(1).map(move |to| (from, to)))
            {
                let Some((cursor, _)) = from.page("first: 1").await.0.pop() else { break };
                let answer = to.ask(&format!("first: 1, after: {cursor:?}")).await;
                let is_same = std::ptr::eq(from, to);
                assert_eq!(answer.codes().is_empty(), is_same, "{} by {}", to.query.0, from.query.0);
            }
        }
    })
    .await;
}

/// A part of a list between two places is that part of the whole, from either end.
#[tokio::test(flavor = "multi_thread")]
async fn a_window_is_a_part_of_the_whole() {
    let sdl = Sdl::read();
    each_database("small", async |world| {
        let token = token(&world);
        let (query, pointer) = ("{ persons(".to_owned(), "/data/persons".to_owned());
        let query = (query, format!(") {} }}", selection(&sdl, "Person")));
        let list = List { world: &world, token: &token, query, pointer, size: 7 };
        let rows = list.whole().await;
        for (from, to, size) in
            [(0, 1, 3), (0, 2, 3), (3, 9, 4), (3, 9, 5), (3, 9, 6), (10, 40, 29), (9, 3, 2), (5, 5, 1)]
        {
            let between = rows.get(from + 1..to).unwrap_or_default();
            let window = format!("after: {:?}, before: {:?}", rows[from].0, rows[to].0);
            let (first, _) = list.page(&format!("first: {size}, {window}")).await;
            assert_eq!(first, between[..size.min(between.len())], "first {size} of {from}..{to}");
            let (last, _) = list.page(&format!("last: {size}, {window}")).await;
            assert_eq!(
                last,
                between[between.len() - size.min(between.len())..],
                "last {size} of {from}..{to}"
            );
        }
    })
    .await;
}

/// Rows that are added before and after the place where a reader stands: what was there is read once, and what comes
/// after the place is read too.
#[tokio::test(flavor = "multi_thread")]
async fn rows_added_between_pages_neither_repeat_nor_hide_others() {
    let sdl = Sdl::read();
    each_database("small", async |world| {
        let token = token(&world);
        let query = ("{ persons(".to_owned(), format!(") {} }}", selection(&sdl, "Person")));
        let list = List { world: &world, token: &token, query, pointer: "/data/persons".to_owned(), size: 7 };
        let there = list.whole().await;
        let mut read: Vec<Row> = Vec::new();
        let mut added = 0;
        loop {
            let after = read.last().map(|(cursor, _)| format!(", after: {cursor:?}")).unwrap_or_default();
            let (page, connection) = list.page(&format!("first: 20{after}")).await;
            read.extend(page);
            if connection["pageInfo"]["hasNextPage"] == false {
                break;
            }
            for name in ["Aa", "Åge"] {
                let create = format!(
                    "mutation {{ personCreate(input: {{displayName: \"{name} {added}\"}}) {{ userErrors {{ message }} }} }}"
                );
                let answer = world.ask_as(Some(&token), &create, json!({})).await;
                assert_eq!(answer.at("/data/personCreate/userErrors"), &json!([]));
                added += 1;
            }
        }
        let places: BTreeSet<&String> = read.iter().map(|(cursor, _)| cursor).collect();
        assert_eq!(places.len(), read.len(), "a row came twice");
        assert!(there.iter().all(|(cursor, _)| places.contains(cursor)), "a row was hidden");
        // "Aa" is spelled as "Å" in Danish names, so half of the new rows or more come after the place.
        assert!(read.len() >= there.len() + added / 2, "{} of {} and {added}", read.len(), there.len());
    })
    .await;
}
