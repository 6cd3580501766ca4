//! Reads Rust source far enough to know which paths it names: comments and texts are blanked, `use` trees are spelled
//! out, `self` and `super` are resolved. It knows no types and no macros; the arrows need neither.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One file of source.
pub struct Source {
    /// Path from the top of the repository, with `/` between the parts.
    pub path: String,
    /// The text as it stands in the file.
    pub text: String,
}

/// A path that code names, with the line it stands on.
#[derive(Debug, PartialEq, Eq)]
pub struct Named {
    pub line: usize,
    /// Its parts; `crate` leads whatever is ours.
    pub parts: Vec<String>,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The module that this file of `api/src` is, from the crate's root.
    pub fn module(&self) -> Vec<String> {
        let inner = self.path.trim_start_matches("api/src/").trim_end_matches(".rs");
        let mut module: Vec<String> = inner.split('/').map(str::to_owned).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            module.pop();
        }
        module
    }

    /// The code without comments, texts and the tests at its end; line breaks stay.
    pub fn code(&self) -> String {
        let code = blank(&self.text);
        let is_body = |at: &usize| code[*at..].lines().nth(1).is_some_and(|line| line.contains('{'));
        let tests = code.match_indices("#[cfg(test)]\nmod ").map(|(at, _)| at).find(is_body);
        code[..tests.unwrap_or(code.len())].to_owned()
    }

    /// Every `use`, and every other path of two or more parts; one that starts at a used name is spelled from its root.
    pub fn named(&self) -> Vec<Named> {
        let code = self.code();
        let mut tokens = Tokens { rest: tokens(&code), at: 0 };
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        let mut found = Vec::new();
        while let Some((line, token)) = tokens.next() {
            if token == "use" {
                let mut leaves = Vec::new();
                tokens.tree(&mut Vec::new(), &mut leaves);
                for (parts, name) in leaves {
                    let parts = self.resolve(parts);
                    names.insert(name, parts.clone());
                    found.push(Named { line, parts });
                }
            } else if is_name(token) {
                let mut parts = tokens.path(token);
                if parts.len() > 1 {
                    if let Some(used) = names.get(&parts[0]) {
                        parts.splice(..1, used.iter().cloned());
                    }
                    found.push(Named { line, parts: self.resolve(parts) });
                }
            }
        }
        found
    }

    fn resolve(&self, mut parts: Vec<String>) -> Vec<String> {
        let mut base = self.module();
        match parts.first().map(String::as_str) {
            Some("super") => {
                while parts.first().is_some_and(|part| part == "super") {
                    parts.remove(0);
                    base.pop();
                }
            }
            Some("self") => drop(parts.remove(0)),
            _ => return parts,
        }
        std::iter::once("crate".to_owned()).chain(base).chain(parts).collect()
    }
}

/// All Rust files under `folder`, which is named from the top of the repository.
pub fn sources(folder: &str) -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = vec![top.join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inner: Vec<_> =
                    path.strip_prefix(top).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
                found.push(Source::new(&inner.join("/"), &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

/// The text with comments, texts and characters turned into blanks.
fn blank(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let hidden = hidden(rest);
        let taken = hidden.unwrap_or(first.len_utf8());
        let (piece, next) = rest.split_at(taken);
        match hidden {
            Some(_) => out.extend(piece.chars().map(|c| if c == '\n' { '\n' } else { ' ' })),
            None => out.push_str(piece),
        }
        rest = next;
    }
    out
}

/// How many bytes at the start of `rest` are a comment, a text or a character.
fn hidden(rest: &str) -> Option<usize> {
    let end_of =
        |start: usize, mark: &str| rest[start..].find(mark).map_or(rest.len(), |at| start + at + mark.len());
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(end_of(2, "*/"));
    }
    if rest.starts_with('"') {
        let mut escaped = false;
        let end = rest.char_indices().skip(1).find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        });
        return Some(end.map_or(rest.len(), |(at, _)| at + 1));
    }
    let raw = rest.strip_prefix('r').map(|after| after.len() - after.trim_start_matches('#').len());
    if let Some(hashes) = raw.filter(|hashes| rest[1 + hashes..].starts_with('"')) {
        return Some(end_of(2 + hashes, &format!("\"{}", "#".repeat(hashes))));
    }
    // A character, not a lifetime: closed after one character, or after an escape.
    let mut characters = rest.strip_prefix('\'')?.char_indices();
    match characters.next()?.1 {
        '\\' => Some(end_of(3, "'")),
        _ => characters.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 2),
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, `::` and single signs, each with its line.
fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (line, mut rest) in code.lines().enumerate() {
        while let Some(first) = rest.chars().next() {
            let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let length = if rest.starts_with("::") { 2 } else { word.max(first.len_utf8()) };
            let (token, next) = rest.split_at(length);
            if !first.is_whitespace() {
                found.push((line + 1, token));
            }
            rest = next;
        }
    }
    found
}

struct Tokens<'a> {
    rest: Vec<(usize, &'a str)>,
    at: usize,
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let token = self.rest.get(self.at).copied();
        self.at += 1;
        token
    }

    fn peek(&self) -> &'a str {
        self.rest.get(self.at).map_or("", |(_, token)| token)
    }

    /// The path that goes on after its first name.
    fn path(&mut self, first: &str) -> Vec<String> {
        let mut parts = vec![first.to_owned()];
        while self.peek() == "::" {
            self.at += 1;
            if !is_name(self.peek()) {
                break;
            }
            parts.push(self.peek().to_owned());
            self.at += 1;
        }
        parts
    }

    /// One tree of a `use`, up to what ends it, which is left or, for `;`, taken: each leaf with the name it gets here.
    fn tree(&mut self, before: &mut Vec<String>, found: &mut Vec<(Vec<String>, String)>) {
        let depth = before.len();
        let mut name = String::new();
        while let Some((_, token)) = self.next() {
            match token {
                "::" => {}
                "{" => {
                    while self.peek() != "}" && !self.peek().is_empty() {
                        self.tree(before, found);
                        if self.peek() == "," {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    before.truncate(depth);
                    return;
                }
                "as" => self.next().unwrap_or_default().1.clone_into(&mut name),
                "," | "}" | ";" => {
                    self.at -= usize::from(token != ";");
                    break;
                }
                "self" if depth > 0 && before.len() == depth => name.clone_from(&before[depth - 1]),
                part => {
                    part.clone_into(&mut name);
                    before.push(part.to_owned());
                }
            }
        }
        found.push((before.clone(), name));
        before.truncate(depth);
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, blank};

    fn named(path: &str, text: &str) -> Vec<String> {
        Source::new(path, text).named().into_iter().map(|named| named.parts.join("::")).collect()
    }

    /// Every leaf of a `use` tree is a path, renamed and starred ones too, over several lines.
    #[test]
    fn use_trees_are_spelled_out() {
        let text =
            "use a::{b, c::{d as e, *}, self};\nuse f::g;\npub(crate) use h::{\n    i,\n};\nuse j as _;";
        let expected = ["a::b", "a::c::d", "a::c::*", "a", "f::g", "h::i", "j"];
        assert_eq!(named("api/src/lib.rs", text), expected);
    }

    /// `super` and `self` are read from the module that the file is.
    #[test]
    fn relative_paths_are_resolved() {
        let store = "api/src/committee/store.rs";
        assert_eq!(named(store, "use super::policy::allow;"), ["crate::committee::policy::allow"]);
        assert_eq!(named(store, "use super::super::core::Db;"), ["crate::core::Db"]);
        assert_eq!(named("api/src/committee/mod.rs", "use self::types::X;"), ["crate::committee::types::X"]);
        assert_eq!(named("api/src/a/store/tree.rs", "use super::x;"), ["crate::a::store::x"]);
    }

    /// What follows a used or renamed name is read as a path from where that name leads.
    #[test]
    fn used_names_are_followed() {
        let text = "use crate::seat::{self, service as seats, types::{self}}; fn f() { seat::store::x(); seats::y(); types::Z::a() }";
        let found = named("api/src/lib.rs", text);
        assert_eq!(found[..3], ["crate::seat", "crate::seat::service", "crate::seat::types"]);
        assert_eq!(
            found[3..],
            ["crate::seat::store::x", "crate::seat::service::y", "crate::seat::types::Z::a"]
        );
    }

    /// A path in the middle of code, in an attribute and behind a generic counts as much as a `use`.
    #[test]
    fn paths_in_code_are_found() {
        let text = "#[actix_web::main]\nfn f(x: Vec<async_graphql::ID>) { crate::http::go::<u8>(); x.y() }";
        let expected = ["actix_web::main", "async_graphql::ID", "crate::http::go"];
        assert_eq!(named("api/src/lib.rs", text), expected);
    }

    /// What stands in comments, texts and tests is not code; lifetimes are.
    #[test]
    fn comments_texts_and_tests_are_not_read() {
        let text = "// use a::b;\n/* c::d */ fn f<'a>(x: &'a str) { \"e::f\\\"g::h\"; r#\"i::j\"#; '\"'; '\\''; k::l() }\n\
                    #[cfg(test)]\nmod tests { use m::n; }";
        assert_eq!(named("api/src/lib.rs", text), ["k::l"]);
        let text = "#[cfg(test)]\nmod tests;\nuse a::b;";
        assert_eq!(named("api/src/lib.rs", text), ["a::b"]);
        assert_eq!(blank("a\"\n\"b"), "a \n b");
    }
}
