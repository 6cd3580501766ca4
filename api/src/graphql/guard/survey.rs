//! One look at everything written in a document, each operation and fragment once: aliases, directives, and
//! which variables are used where.
//!
//! The library's validation never looks at `__typename`, so directives, arguments and variables there are
//! checked here, by the rules that hold for every other field.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{
    Directive, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Pos, Positioned, Value as Constant, Variables};
use async_graphql_value::Value;

use super::{Limits, Refusal, cut, directives, within};

/// What stands in one operation or fragment, spreads not opened.
#[derive(Default)]
struct Scope<'a> {
    spreads: Vec<&'a str>,
    /// Variables used where validation sees them.
    seen: HashSet<&'a str>,
    /// Variables used in directives on `__typename`, with a place to point at.
    unseen: HashMap<&'a str, Pos>,
    /// Variables that decide an `@include` or `@skip`.
    conditions: HashMap<&'a str, Pos>,
}

/// What stands in a document.
pub(super) struct Survey<'a> {
    operations: Vec<(Option<&'a str>, Scope<'a>)>,
    fragments: HashMap<&'a str, Scope<'a>>,
}

/// Surveys a document; refuses too many aliases or directives, and faults on `__typename`.
pub(super) fn survey<'a>(document: &'a ExecutableDocument, limits: &Limits) -> Result<Survey<'a>, Refusal> {
    let mut counts = Counts { limits, aliases: 0, directives: 0 };
    let mut survey = Survey { operations: Vec::new(), fragments: HashMap::new() };
    for (name, operation) in document.operations.iter() {
        let mut scope = Scope::default();
        counts.directives(&operation.node.directives, &mut scope)?;
        counts.selection_set(&operation.node.selection_set.node, &mut scope)?;
        survey.operations.push((name.map(Name::as_str), scope));
    }
    for (name, fragment) in &document.fragments {
        let mut scope = Scope::default();
        counts.directives(&fragment.node.directives, &mut scope)?;
        counts.selection_set(&fragment.node.selection_set.node, &mut scope)?;
        survey.fragments.insert(name, scope);
    }
    Ok(survey)
}

struct Counts<'l> {
    limits: &'l Limits,
    aliases: u64,
    directives: u64,
}

impl Counts<'_> {
    // The parser nests no deeper than 64 selection sets, so this recursion is bounded.
    fn selection_set<'a>(&mut self, set: &'a SelectionSet, scope: &mut Scope<'a>) -> Result<(), Refusal> {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    if field.node.alias.is_some() {
                        self.aliases = self.aliases.saturating_add(1);
                        within("aliases", self.aliases, self.limits.aliases, Some(field.pos))?;
                    }
                    if field.node.name.node == "__typename" {
                        directives::check_typename(field)?;
                        self.typename(&field.node.directives, scope)?;
                        continue;
                    }
                    for (_, value) in &field.node.arguments {
                        note_variables(&value.node, &mut scope.seen);
                    }
                    self.directives(&field.node.directives, scope)?;
                    self.selection_set(&field.node.selection_set.node, scope)?;
                }
                Selection::InlineFragment(inline) => {
                    self.directives(&inline.node.directives, scope)?;
                    self.selection_set(&inline.node.selection_set.node, scope)?;
                }
                Selection::FragmentSpread(spread) => {
                    self.directives(&spread.node.directives, scope)?;
                    scope.spreads.push(&spread.node.fragment_name.node);
                }
            }
        }
        Ok(())
    }

    fn directives<'a>(
        &mut self,
        list: &'a [Positioned<Directive>],
        scope: &mut Scope<'a>,
    ) -> Result<(), Refusal> {
        for directive in list {
            self.count_directive(directive)?;
            for (_, value) in &directive.node.arguments {
                note_variables(&value.node, &mut scope.seen);
            }
            note_condition(directive, scope);
        }
        Ok(())
    }

    fn typename<'a>(
        &mut self,
        list: &'a [Positioned<Directive>],
        scope: &mut Scope<'a>,
    ) -> Result<(), Refusal> {
        for directive in list {
            self.count_directive(directive)?;
            if let Some(Value::Variable(name)) = directives::condition(&directive.node) {
                scope.unseen.insert(name, directive.pos);
            }
            note_condition(directive, scope);
        }
        Ok(())
    }

    fn count_directive(&mut self, directive: &Positioned<Directive>) -> Result<(), Refusal> {
        self.directives = self.directives.saturating_add(1);
        within("directives", self.directives, self.limits.directives, Some(directive.pos))?;
        directives::check_known(directive)
    }
}

fn note_variables<'a>(value: &'a Value, into: &mut HashSet<&'a str>) {
    match value {
        Value::Variable(name) => {
            into.insert(name);
        }
        Value::List(items) => items.iter().for_each(|item| note_variables(item, into)),
        Value::Object(fields) => fields.values().for_each(|item| note_variables(item, into)),
        _ => {}
    }
}

fn note_condition<'a>(directive: &'a Positioned<Directive>, scope: &mut Scope<'a>) {
    if let Some(Value::Variable(name)) = directives::condition(&directive.node) {
        scope.conditions.insert(name, directive.pos);
    }
}

impl<'a> Survey<'a> {
    /// Checks what validation would check if it saw `__typename`: its variables are defined and Boolean; and
    /// that every condition of the chosen operation has a value that decides it.
    pub(super) fn check_variables(
        &self,
        document: &'a ExecutableDocument,
        chosen: Option<&str>,
        variables: &Variables,
    ) -> Result<(), Refusal> {
        for (name, operation) in document.operations.iter() {
            let name = name.map(Name::as_str);
            for scope in self.reachable(name) {
                for (variable, pos) in &scope.unseen {
                    check_condition(&operation.node, variable, *pos)?;
                }
                let undecided = |variable: &str| {
                    !matches!(variables.get(variable), Some(Constant::Boolean(_)))
                        && definition(&operation.node, variable).is_some()
                };
                if name == chosen
                    && let Some((variable, pos)) = scope.conditions.iter().find(|(name, _)| undecided(name))
                {
                    let message = format!(
                        "Variable \"${}\" decides a directive and must be true or false.",
                        cut(variable)
                    );
                    return Err(Refusal::input(message, Some(*pos)));
                }
            }
        }
        Ok(())
    }

    /// For each operation, the variables that are used in directives on `__typename` and nowhere else.
    pub(super) fn only_on_typename(
        &self,
        document: &ExecutableDocument,
    ) -> Vec<(Option<String>, HashSet<String>)> {
        let of = |name: Option<&str>| {
            let scopes = self.reachable(name);
            let seen: HashSet<_> = scopes.iter().flat_map(|scope| &scope.seen).collect();
            let unseen = scopes.iter().flat_map(|scope| scope.unseen.keys());
            unseen.filter(|name| !seen.contains(name)).map(|name| (*name).to_owned()).collect()
        };
        document
            .operations
            .iter()
            .map(|(name, _)| name.map(Name::as_str))
            .map(|name| (name.map(str::to_owned), of(name)))
            .collect()
    }

    /// The operation's own scope and those of all fragments it opens, each once.
    fn reachable(&self, operation: Option<&str>) -> Vec<&Scope<'a>> {
        let own = self.operations.iter().filter(|(name, _)| *name == operation);
        let mut scopes: Vec<_> = own.map(|(_, scope)| scope).collect();
        let mut met = HashSet::new();
        let mut waiting: Vec<_> = scopes.iter().flat_map(|scope| &scope.spreads).copied().collect();
        while let Some(name) = waiting.pop() {
            if !met.insert(name) {
                continue;
            }
            if let Some(scope) = self.fragments.get(name) {
                waiting.extend(&scope.spreads);
                scopes.push(scope);
            }
        }
        scopes
    }
}

fn definition<'d>(
    operation: &'d OperationDefinition,
    name: &str,
) -> Option<&'d async_graphql::parser::types::VariableDefinition> {
    let mut definitions = operation.variable_definitions.iter();
    definitions.find(|definition| definition.node.name.node == name).map(|definition| &definition.node)
}

/// A variable in `if:` must be defined, and Boolean that cannot be null.
fn check_condition(operation: &OperationDefinition, name: &str, pos: Pos) -> Result<(), Refusal> {
    let Some(definition) = definition(operation, name) else {
        let message = format!("Variable \"${}\" is not defined.", cut(name));
        return Err(Refusal::document(message, Some(pos)));
    };
    let ty = &definition.var_type.node;
    let has_default = definition.default_value.as_ref().is_some_and(|value| value.node != Constant::Null);
    if ty.to_string().trim_end_matches('!') == "Boolean" && (!ty.nullable || has_default) {
        return Ok(());
    }
    let message = format!("Variable \"${}\" must be of type \"Boolean!\" here.", cut(name));
    Err(Refusal::document(message, Some(pos)))
}
