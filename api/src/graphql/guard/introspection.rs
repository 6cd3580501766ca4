//! Introspection in the guard: its types are not in the SDL, so their shape stands here.

use std::collections::HashMap;

use async_graphql::Variables;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::OperationType;

use super::measure::Walk;
use super::sum::Returned;
use super::typemap::TypeMap;

/// What the standard introspection query costs on a schema, in tenths.
pub(super) fn standard_introspection_cost(types: &TypeMap) -> Result<u64, String> {
    let document = parse_query(STANDARD_INTROSPECTION).map_err(|error| error.to_string())?;
    let (variables, absent) = (Variables::default(), HashMap::new());
    let mut walk = Walk::new(&document, &variables, &absent, types, 0);
    let mut cost = 0;
    for (_, operation) in document.operations.iter() {
        let root = types.root(OperationType::Query);
        let sum = walk.selection_set(root, &operation.node.selection_set.node, 0);
        cost = sum.map_err(|refusal| refusal.message)?.introspection;
    }
    Ok(cost)
}

/// The fields of introspection types. Only their shape matters, so they need no table by type.
pub(super) fn introspected(name: &str, types: u64) -> Returned<'static> {
    let list = |type_name| Returned { is_introspection_list: true, ..Returned::introspection(type_name, 8) };
    match name {
        "types" => Returned::introspection("__Type", types),
        "directives" => Returned::introspection("__Directive", 6),
        "fields" => list("__Field"),
        "inputFields" => list("__InputValue"),
        "interfaces" | "possibleTypes" => list("__Type"),
        "enumValues" => Returned::introspection("__EnumValue", 8),
        "args" => Returned::introspection("__InputValue", 3),
        _ => Returned::introspection("__Type", 1),
    }
}

/// The introspection query that clients and tools send (the reference implementation's, with every option).
pub(super) const STANDARD_INTROSPECTION: &str = r"
query IntrospectionQuery {
  __schema {
    description
    queryType { name kind }
    mutationType { name kind }
    subscriptionType { name kind }
    types { ...FullType }
    directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
  }
}
fragment FullType on __Type {
  kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) {
    name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason
  }
  inputFields(includeDeprecated: true) { ...InputValue }
  interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef }
}
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type {
  kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }
}";
