//! Rewrites a checked document where the library would read it otherwise than the specification.
//!
//! - A directive on `__typename` becomes constant: the library does not count its variable as used.
//! - An argument or input field whose variable was left out is left out too: the library takes it for null, and
//!   null in an update means "clear". In a list it is null, as the specification says.
//!
//! Variables that are used nowhere after that lose their definition, so that validation does not miss them.

use std::collections::HashSet;

use async_graphql::parser::types::{
    Directive, DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned, Value as Constant, Variables};
use async_graphql_value::Value;

/// What to rewrite.
pub(super) struct Settlement<'v> {
    /// The variables of the chosen operation that have a value.
    pub(super) variables: &'v Variables,
    /// Variables of the chosen operation that were left out and have no default.
    pub(super) absent: HashSet<String>,
    /// For each operation, the variables used in directives on `__typename` and nowhere else.
    pub(super) only_on_typename: Vec<(Option<String>, HashSet<String>)>,
}

impl Settlement<'_> {
    /// Rewrites a document, or leaves it as it is when there is nothing to do.
    pub(super) fn apply(&self, document: &mut ExecutableDocument) {
        if self.absent.is_empty() && self.only_on_typename.iter().all(|(_, names)| names.is_empty()) {
            return;
        }
        for fragment in document.fragments.values_mut() {
            self.selection_set(&mut fragment.node.selection_set.node);
        }
        match &mut document.operations {
            DocumentOperations::Single(operation) => self.operation(None, &mut operation.node),
            DocumentOperations::Multiple(operations) => {
                for (name, operation) in operations {
                    self.operation(Some(name.as_str()), &mut operation.node);
                }
            }
        }
    }

    fn operation(&self, name: Option<&str>, operation: &mut OperationDefinition) {
        self.selection_set(&mut operation.selection_set.node);
        let unseen =
            self.only_on_typename.iter().find(|(of, _)| of.as_deref() == name).map(|(_, names)| names);
        operation.variable_definitions.retain(|definition| {
            let name = definition.node.name.node.as_str();
            !self.absent.contains(name) && !unseen.is_some_and(|unseen| unseen.contains(name))
        });
    }

    fn selection_set(&self, set: &mut SelectionSet) {
        for selection in &mut set.items {
            match &mut selection.node {
                Selection::Field(field) if field.node.name.node == "__typename" => {
                    self.typename(&mut field.node.directives);
                }
                Selection::Field(field) => {
                    if !self.absent.is_empty() {
                        self.drop_absent(&mut field.node.arguments);
                    }
                    self.selection_set(&mut field.node.selection_set.node);
                }
                Selection::InlineFragment(inline) => self.selection_set(&mut inline.node.selection_set.node),
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    fn typename(&self, directives: &mut [Positioned<Directive>]) {
        for (_, value) in directives.iter_mut().flat_map(|directive| &mut directive.node.arguments) {
            if let Value::Variable(name) = &value.node {
                let decided = matches!(self.variables.get(name), Some(Constant::Boolean(true)));
                value.node = Value::Boolean(decided);
            }
        }
    }

    fn drop_absent(&self, arguments: &mut Vec<(Positioned<Name>, Positioned<Value>)>) {
        arguments.retain(|(_, value)| !self.is_absent(&value.node));
        for (_, value) in arguments {
            self.value(&mut value.node);
        }
    }

    fn value(&self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|_, value| !self.is_absent(value));
                fields.values_mut().for_each(|value| self.value(value));
            }
            Value::List(items) => {
                for item in items {
                    if self.is_absent(item) {
                        *item = Value::Null;
                    }
                    self.value(item);
                }
            }
            _ => {}
        }
    }

    fn is_absent(&self, value: &Value) -> bool {
        matches!(value, Value::Variable(name) if self.absent.contains(name.as_str()))
    }
}
