//! The schema as users read it: committed, described, and with a class for every field.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::parser::{
    parse_schema,
    types::{TypeDefinition, TypeKind, TypeSystemDefinition},
};
use medspil::{graphql, rights::registry};

fn definitions() -> Vec<TypeDefinition> {
    let document = parse_schema(graphql::sdl()).unwrap();
    let of_type = |definition| match definition {
        TypeSystemDefinition::Type(definition) => Some(definition.node),
        _ => None,
    };
    document.definitions.into_iter().filter_map(of_type).collect()
}

#[test]
fn the_committed_schema_is_the_one_that_is_served() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../schema.graphql");
    if crate::support::setting("MEDSPIL_UPDATE_MATRICES").is_some() {
        std::fs::write(path, graphql::sdl()).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == graphql::sdl(),
        "schema.graphql is not the schema of this code: run `cargo run -- schema > schema.graphql`"
    );
}

#[test]
fn everything_has_a_description() {
    let mut missing = Vec::new();
    for definition in definitions() {
        let name = definition.name.node.as_str();
        let mut check = |place: String, described: bool| {
            if !described {
                missing.push(place);
            }
        };
        check(name.to_owned(), definition.description.is_some());
        let fields = match definition.kind {
            TypeKind::Object(object) => object.fields,
            TypeKind::Interface(interface) => interface.fields,
            TypeKind::Enum(values) => {
                for value in values.values {
                    check(format!("{name}.{}", value.node.value.node), value.node.description.is_some());
                }
                continue;
            }
            TypeKind::InputObject(input) => {
                for field in input.fields {
                    check(format!("{name}.{}", field.node.name.node), field.node.description.is_some());
                }
                continue;
            }
            TypeKind::Scalar | TypeKind::Union(_) => continue,
        };
        for field in fields {
            let place = format!("{name}.{}", field.node.name.node);
            for argument in field.node.arguments {
                check(format!("{place}({})", argument.node.name.node), argument.node.description.is_some());
            }
            check(place, field.node.description.is_some());
        }
    }
    assert!(missing.is_empty(), "without a description: {missing:#?}");
}

/// Types whose fields have no class of their own: roots, pages and what a mutation says about itself.
fn is_frame(name: &str) -> bool {
    ["Query", "Mutation", "PageInfo", "UserError", "EnumLabel"].contains(&name)
        || ["Connection", "Edge", "Payload"].iter().any(|suffix| name.ends_with(suffix))
}

#[test]
fn every_field_has_exactly_one_class() {
    let mut served: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for definition in definitions() {
        let name = definition.name.node.to_string();
        if let TypeKind::Object(object) = definition.kind
            && !is_frame(&name)
        {
            served.insert(name, object.fields.iter().map(|field| field.node.name.node.to_string()).collect());
        }
    }
    let mut declared: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for fields in registry::FIELDS.iter().copied().flatten() {
        let all: Vec<&str> = fields.fields.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let unique: BTreeSet<String> = all.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(all.len(), unique.len(), "{} declares a field twice", fields.name);
        assert!(
            declared.insert(fields.name.to_owned(), unique).is_none(),
            "{} is declared twice",
            fields.name
        );
    }
    for (name, fields) in &served {
        assert_eq!(
            declared.get(name),
            Some(fields),
            "field classes of {name}: declared (left), served (right)"
        );
    }
    for name in declared.keys() {
        assert!(served.contains_key(name), "{name} has field classes but is not served");
    }
}
