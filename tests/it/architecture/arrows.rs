//! The arrows between the layers of `api`: who may name whom. The same table serves as the rule and as its explanation.

use super::assert_none;
use super::source::{Named, Source, sources};

/// Uses that break an arrow for a reason: file, path, reason. One that is no longer needed fails the test.
const EXCEPTIONS: &[(&str, &str, &str)] =
    &[("api/src/rights/registry.rs", "crate::", "lists every domain's actions and field classes, as data")];

/// Where a module of `api` stands. Lower ones know nothing of higher ones.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Layer {
    /// `main`, `lib` and `cli`: they put the parts together.
    Root,
    /// `config`, which knows the settings of every part, and single files beside it, such as the log's.
    Config,
    Http,
    Graphql,
    /// The demo data: a domain that writes through all others and that nothing but the command line knows.
    Demo,
    Domain(String, Part),
    /// `rights`: the one policy, in whose words each domain says who may do what.
    Rights,
    /// `storage`: where the content of files lies. Services use it; who may read is decided above it.
    Storage,
    Core,
}

/// The parts of a domain, highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// `mod.rs`, which for a small concept is all of it.
    Whole,
    /// `types`, `query`, `mutation`, `loader`: the side that GraphQL sees.
    Edge,
    Service,
    /// `store`, `policy`, `rules` and whatever else they are made of.
    Base,
}

/// The layer that a path such as `committee::store::page` leads into.
fn layer(path: &[String]) -> Layer {
    let Some((first, inner)) = path.split_first() else {
        return Layer::Root;
    };
    match first.as_str() {
        "config" | "telemetry" => Layer::Config,
        "http" => Layer::Http,
        "graphql" => Layer::Graphql,
        "demo" => Layer::Demo,
        "rights" => Layer::Rights,
        "storage" => Layer::Storage,
        "core" => Layer::Core,
        "cli" => Layer::Root,
        item if item.starts_with(char::is_uppercase) => Layer::Root,
        domain => Layer::Domain(domain.to_owned(), part(inner)),
    }
}

/// A file of a domain with any other name than these stands on the side that does not know GraphQL.
fn part(inner: &[String]) -> Part {
    let is_module = |name: &str| inner.len() > 1 && name.starts_with(char::is_lowercase);
    match inner.first().map(String::as_str) {
        Some("types" | "query" | "mutation" | "loader") => Part::Edge,
        Some("service") => Part::Service,
        Some("store" | "policy" | "rules") => Part::Base,
        Some(name) if is_module(name) => Part::Base,
        _ => Part::Whole,
    }
}

/// The layer that a file of `api/src` is in.
fn layer_of(source: &Source) -> Layer {
    let mut path = source.module();
    if !source.path.ends_with("src/main.rs") && !source.path.ends_with("src/lib.rs") {
        path.push("_".into());
    }
    match path.as_slice() {
        [file, _] if source.path == format!("api/src/{file}.rs") => Layer::Config,
        path => layer(path),
    }
}

/// Why `from` may not use `to`, if it may not.
fn arrow(from: &Layer, to: &Layer) -> Option<&'static str> {
    let part_of = |layer: &Layer| match layer {
        Layer::Domain(_, part) => Some(*part),
        _ => None,
    };
    let refused = match (from, to) {
        (Layer::Root, _) | (_, Layer::Core) => false,
        (Layer::Core, _) => return Some("core uses nothing of ours but core"),
        (Layer::Storage, _) => to != &Layer::Storage,
        (_, Layer::Root | Layer::Demo) => from != to,
        (Layer::Config, _) | (_, Layer::Rights) => false,
        (Layer::Domain(_, part), Layer::Storage) => *part != Part::Service,
        (_, Layer::Storage) => matches!(from, Layer::Rights),
        (_, Layer::Config) => !matches!(from, Layer::Http | Layer::Demo),
        (Layer::Http, to) => matches!(part_of(to), Some(Part::Edge | Part::Base)),
        (_, Layer::Http) => return Some("nothing below http names it"),
        (Layer::Graphql, to) => part_of(to) == Some(Part::Base),
        (Layer::Demo, to) => *to == Layer::Graphql || part_of(to) == Some(Part::Edge),
        (Layer::Rights, to) => part_of(to) != Some(Part::Service),
        (Layer::Domain(_, part), Layer::Graphql) => *part >= Part::Service,
        (Layer::Domain(ours, part), Layer::Domain(theirs, used)) if ours == theirs => {
            *used != Part::Whole && used < part && *part != Part::Whole
        }
        (Layer::Domain(_, part), Layer::Domain(_, used)) => {
            *used == Part::Base || (*used == Part::Edge && *part >= Part::Service)
        }
    };
    refused.then_some("arrows point down: http, graphql, domain (types query mutation loader, service, store policy rules), rights, core; \
                       another domain is used through its service, loader or types")
}

/// Why `from` may not use the foreign path `parts`, if it may not.
fn foreign(from: &Layer, file: &str, parts: &[String]) -> Option<&'static str> {
    let name = parts.first().map_or("", String::as_str);
    let item = parts.get(1).map_or("", String::as_str);
    let below_graphql = match from {
        Layer::Domain(_, part) => *part >= Part::Service,
        Layer::Rights | Layer::Storage | Layer::Core | Layer::Config | Layer::Demo => true,
        Layer::Root | Layer::Http | Layer::Graphql => false,
    };
    let builds_no_sql = ["/types", "/query", "/mutation"].iter().any(|part| file.contains(part));
    match name {
        _ if name.starts_with("actix") && !matches!(from, Layer::Http | Layer::Root) => {
            Some("only http names actix")
        }
        "object_store" | "reqwest" if *from != Layer::Storage => {
            Some("only storage knows where content lies, and how it is reached")
        }
        "async_graphql" if below_graphql => {
            Some("service, store, policy, rules and core do not know GraphQL")
        }
        "sea_orm" if builds_no_sql && !["ActiveEnum", "Iterable"].contains(&item) => {
            Some("types, query and mutation build no SQL: ask the service or the store")
        }
        _ => None,
    }
}

/// Every arrow that a file of `api/src` breaks.
fn broken_arrows(source: &Source) -> Vec<String> {
    let from = layer_of(source);
    let mut broken = Vec::new();
    for named in source.named() {
        let reason = match named.parts.split_first() {
            Some((first, [])) => foreign(&from, &source.path, std::slice::from_ref(first)),
            Some((first, ours)) if first == "crate" => arrow(&from, &layer(ours)),
            _ => foreign(&from, &source.path, &named.parts),
        };
        let path = named.parts.join("::");
        let excepted =
            EXCEPTIONS.iter().any(|(file, used, _)| *file == source.path && path.starts_with(used));
        if let Some(reason) = reason.filter(|_| !excepted) {
            broken.push(format!("{}:{}: {path}: {reason}", source.path, named.line));
        }
    }
    broken
}

/// The layers of `api` know only what lies below them.
#[test]
fn arrows_point_one_way() {
    assert_none(&sources("api/src").iter().flat_map(broken_arrows).collect::<Vec<_>>());
}

/// An exception that nothing needs any more is taken off the list.
#[test]
fn exceptions_are_needed() {
    let needed = |(file, used, _): &&(&str, &str, &str)| {
        let path = |named: Named| named.parts.join("::").starts_with(used);
        sources("api/src").iter().any(|source| source.path == *file && source.named().into_iter().any(path))
    };
    assert_eq!(EXCEPTIONS.iter().filter(needed).count(), EXCEPTIONS.len());
}

/// Each arrow, right and wrong: file, its code, whether it is refused.
#[test]
fn broken_arrows_are_seen() {
    let cases = [
        ("http/mod.rs", "use crate::graphql::Schema; use actix_web::web;", false),
        ("http/export.rs", "use crate::committee::service;", false),
        ("http/export.rs", "use crate::committee::store::page;", true),
        ("graphql/root.rs", "use crate::committee::query::CommitteeQuery;", false),
        ("graphql/root.rs", "use crate::committee::store::page;", true),
        ("graphql/root.rs", "use crate::http::Limits;", true),
        ("graphql/node.rs", "use actix_web::HttpRequest;", true),
        ("graphql/loaders.rs", "use sea_orm::EntityTrait; use crate::rights;", false),
        ("committee/types.rs", "use crate::graphql::Connection; use super::{loader, service};", false),
        ("committee/types.rs", "use sea_orm::{ActiveEnum, QueryFilter};", true),
        ("committee/mutation.rs", "fn f() { super::service::dissolve() }", false),
        ("committee/query.rs", "use crate::http::Limits;", true),
        (
            "committee/service.rs",
            "use super::{policy, rules, store}; use crate::seat::service as seats;",
            false,
        ),
        ("committee/service.rs", "use super::types::Committee;", true),
        ("committee/service.rs", "use crate::graphql::Connection;", true),
        ("committee/service.rs", "use async_graphql::ID;", true),
        ("committee/service.rs", "use crate::seat::types::Seat;", true),
        ("committee/service.rs", "use crate::seat::store;", true),
        ("committee/service.rs", "use crate::seat; fn f() { seat::service::vacant() }", false),
        ("committee/service.rs", "use crate::seat; fn f() { seat::store::rows() }", true),
        ("committee/service.rs", "use crate::seat as s; fn f() { s::types::Seat::new() }", true),
        (
            "committee/store.rs",
            "use crate::core::Db; use super::policy::visible; use sea_orm::EntityTrait;",
            false,
        ),
        ("committee/store.rs", "use super::service;", true),
        ("committee/store/tree.rs", "use super::super::service;", true),
        ("committee/policy.rs", "use crate::rights::classes::Class;", false),
        ("rights/mod.rs", "use crate::{access::service::mandates_held, core::Actor};", false),
        ("rights/mod.rs", "use crate::access::store;", true),
        ("core/actor.rs", "use crate::rights::Action;", true),
        ("committee/rules.rs", "#[async_graphql::Object] impl X {}", true),
        ("viewer/mod.rs", "use async_graphql::Object; use crate::seat::loader;", false),
        ("committee/loader.rs", "use crate::seat::policy;", true),
        ("committee/loader.rs", "use crate::demo::Seed;", true),
        ("demo/units.rs", "use crate::committee::{rules, service};", false),
        ("demo/units.rs", "use crate::committee::types::Committee;", true),
        ("core/ctx.rs", "use super::Db; use entity::change;", false),
        ("core/ctx.rs", "use crate::committee::rules;", true),
        ("core/ctx.rs", "use crate::config::Config;", true),
        ("config.rs", "use crate::core::db::DbOptions;", false),
        ("config/mod.rs", "use crate::{access::IssuerConfig, graphql::guard::Limits};", false),
        ("config/mod.rs", "use crate::cli::Arguments;", true),
        ("http/server.rs", "use crate::{config::Settings, telemetry};", false),
        ("committee/service.rs", "use crate::config::Config;", true),
        ("storage/bucket.rs", "use crate::core::Result; use object_store::ObjectStore;", false),
        ("storage/bucket.rs", "use crate::config::Config;", true),
        ("storage/mod.rs", "use actix_web::web::Bytes;", true),
        ("storage/mod.rs", "use crate::committee::service;", true),
        ("committee/service/files.rs", "use crate::storage::{Key, Storage};", false),
        ("committee/store.rs", "use crate::storage::Storage;", true),
        ("committee/mutation.rs", "use crate::storage::Storage;", true),
        ("committee/service.rs", "use object_store::ObjectStore;", true),
        ("rights/mod.rs", "use crate::storage::Storage;", true),
        ("graphql/context.rs", "use crate::storage::Storage;", false),
        ("config/storage.rs", "use crate::storage::StorageOptions;", false),
        ("http/live.rs", "use crate::storage::Storage;", false),
        ("cli/serve.rs", "use crate::{config::Config, demo, http};", false),
    ];
    for (file, code, refused) in cases {
        let broken = broken_arrows(&Source::new(&format!("api/src/{file}"), code));
        assert_eq!(!broken.is_empty(), refused, "{file}: {code}: {broken:?}");
    }
}
