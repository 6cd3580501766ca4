//! Directives of documents: `@include` and `@skip`, and nothing else.
//!
//! The library never validates those on `__typename`, so they are checked here.

use std::collections::HashSet;

use async_graphql::Positioned;
use async_graphql::parser::types::{Directive, Field};
use async_graphql_value::Value;

use super::{Refusal, cut};

/// The value of `if:` on `@include` and `@skip`.
pub(super) fn condition(directive: &Directive) -> Option<&Value> {
    directive.get_argument("if").map(|value| &value.node)
}

/// Refuses a directive that the server does not have.
pub(super) fn check_known(directive: &Positioned<Directive>) -> Result<(), Refusal> {
    let name = directive.node.name.node.as_str();
    if matches!(name, "include" | "skip") {
        return Ok(());
    }
    Err(Refusal::document(format!("Unknown directive \"@{}\".", cut(name)), Some(directive.pos)))
}

/// Refuses what may not stand on `__typename`: arguments, selections, twice the same directive, `if:` that is
/// missing or no Boolean, and other arguments of a directive.
pub(super) fn check_typename(field: &Positioned<Field>) -> Result<(), Refusal> {
    let refuse = |message: &str| Err(Refusal::document(message, Some(field.pos)));
    if !field.node.arguments.is_empty() {
        return refuse("\"__typename\" has no arguments.");
    }
    if !field.node.selection_set.node.items.is_empty() {
        return refuse("\"__typename\" has no fields.");
    }
    let mut met = HashSet::new();
    for directive in &field.node.directives {
        if !met.insert(directive.node.name.node.as_str()) {
            return refuse("A directive may stand only once on a field.");
        }
        check_known(directive)?;
        match (condition(&directive.node), directive.node.arguments.len()) {
            (Some(Value::Boolean(_) | Value::Variable(_)), 1) => {}
            _ => return refuse("\"@include\" and \"@skip\" take one argument, \"if\", which is a Boolean."),
        }
    }
    Ok(())
}
