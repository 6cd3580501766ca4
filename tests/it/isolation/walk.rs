//! Everything that a caller can see by walking: each root field, each page of each list, each edge, and the edges
//! below it.

use async_graphql::parser::types::FieldDefinition;
use serde_json::json;

use crate::support::{
    sdl::{Found, Sdl, id_argument, name_of},
    world::{Answer, World},
};

/// A caller who walks.
pub struct Walker<'a> {
    pub world: &'a World,
    pub sdl: &'a Sdl,
    /// None for nobody.
    pub token: Option<String>,
}

impl Walker<'_> {
    pub async fn ask(&self, query: &str) -> Answer {
        self.world.ask_as(self.token.as_deref(), query, json!({})).await
    }

    /// Nobody in particular may be asked to sign in first; everybody else can read every list.
    fn is_turned_away(&self, answer: &Answer) -> bool {
        self.token.is_none() && answer.codes() == ["UNAUTHENTICATED"]
    }

    /// Every id that the caller can see.
    pub async fn everything(&self) -> Found {
        let mut found = Found::default();
        for (list, node) in self.sdl.lists() {
            self.pages(list.name.node.as_str(), list, node, &mut found).await;
            for edge in self.sdl.edges(node) {
                self.edge(list, edge, &mut found).await;
            }
        }
        for field in self.sdl.edges("Query") {
            if self.sdl.listed(field).is_none() {
                let below = self.below(name_of(&field.ty.node), 2);
                let field = format!("{}{}", field.name.node, self.sdl.arguments(field, &[]));
                found.gather(&self.ask(&format!("{{ {field} {{ {below} }} }}")).await.json["data"]);
            }
        }
        found
    }

    /// Cursors of the first and the last row on the first page of a root list.
    pub async fn first_and_last_cursor(&self, list: &FieldDefinition) -> Vec<String> {
        let arguments = self.sdl.arguments(list, &Sdl::widest(list));
        let name = list.name.node.as_str();
        let query = format!("{{ {name}{arguments} {{ pageInfo {{ startCursor endCursor }} }} }}");
        let answer = self.ask(&query).await;
        let cursors = answer.data()[name]["pageInfo"].as_object().unwrap().values();
        cursors.filter_map(|cursor| cursor.as_str().map(str::to_owned)).collect()
    }

    /// Every page of a root list, with the ids of its rows.
    async fn pages(&self, name: &str, list: &FieldDefinition, node: &str, found: &mut Found) {
        let ids = format!("__typename {}", self.sdl.id_fields(node).join(" "));
        let mut after = None;
        loop {
            let mut page = Sdl::widest(list);
            page.push("first: 100".to_owned());
            page.extend(after.map(|after: String| format!("after: {after:?}")));
            let arguments = self.sdl.arguments(list, &page);
            let query = format!(
                "{{ {name}{arguments} {{ nodes {{ {ids} }} pageInfo {{ hasNextPage endCursor }} }} }}"
            );
            let answer = self.ask(&query).await;
            if self.is_turned_away(&answer) {
                return;
            }
            let page = &answer.data()[name];
            found.gather(&page["nodes"]);
            if page["pageInfo"]["hasNextPage"] != true {
                return;
            }
            after = page["pageInfo"]["endCursor"].as_str().map(str::to_owned);
        }
    }

    /// One edge of the first rows of a root list, and what lies below it; of fewer rows where that costs too much.
    async fn edge(&self, list: &FieldDefinition, edge: &FieldDefinition, found: &mut Found) {
        let mut first = 32;
        loop {
            let mut page = Sdl::widest(list);
            page.push(format!("first: {first}"));
            let arguments = self.sdl.arguments(list, &page);
            let edge = self.one(edge, 1);
            let query = format!("{{ {}{arguments} {{ nodes {{ {edge} }} }} }}", list.name.node);
            let answer = self.ask(&query).await;
            if self.is_turned_away(&answer) {
                return;
            }
            if answer.codes() != ["TOO_COMPLEX"] || first == 1 {
                found.gather(answer.data());
                return;
            }
            first /= 2;
        }
    }

    fn one(&self, edge: &FieldDefinition, depth: u32) -> String {
        let below = |node: &str| self.below(node, depth);
        let name = &edge.name.node;
        if let Some(node) = self.sdl.listed(edge) {
            let first = if depth == 0 { "first: 3" } else { "first: 20" };
            let arguments = self.sdl.arguments(edge, &[first.to_owned()]);
            format!("{name}{arguments} {{ nodes {{ {} }} }}", below(node))
        } else {
            let arguments = self.sdl.arguments(edge, &[]);
            format!("{name}{arguments} {{ {} }}", below(name_of(&edge.ty.node)))
        }
    }

    /// The ids of a type, and of its edges to a depth.
    fn below(&self, of: &str, depth: u32) -> String {
        let mut parts = vec!["__typename".to_owned()];
        parts.extend(self.sdl.id_fields(of).into_iter().map(str::to_owned));
        if depth > 0 {
            let edges = self.sdl.edges(of).into_iter().filter(|edge| id_argument(edge, true).is_none());
            parts.extend(edges.map(|edge| self.one(edge, depth - 1)));
        }
        parts.join(" ")
    }
}
