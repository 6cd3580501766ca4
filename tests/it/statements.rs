//! A request costs as many SQL statements as its depth, never as its rows: each edge of each listed type is read for
//! one row and for fifty, on both databases. Iterates the schema, so a new field is measured without a new test.

use std::collections::BTreeMap;

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, FieldDefinition, Type, TypeKind, TypeSystemDefinition},
};
use medspil::graphql;
use serde_json::Value;

use crate::support::world::{World, each_database};

type Objects = BTreeMap<String, Vec<FieldDefinition>>;

fn objects() -> Objects {
    let document = parse_schema(graphql::sdl()).unwrap();
    let mut objects = Objects::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        let fields = match definition.node.kind {
            TypeKind::Object(object) => object.fields,
            TypeKind::Interface(interface) => interface.fields,
            _ => continue,
        };
        let fields = fields.into_iter().map(|field| field.node).collect();
        objects.insert(definition.node.name.node.to_string(), fields);
    }
    objects
}

fn name_of(of: &Type) -> String {
    match &of.base {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(inner) => name_of(inner),
    }
}

/// Arguments that have to be given, with a value that anybody may give.
fn arguments(field: &FieldDefinition) -> String {
    let required = field
        .arguments
        .iter()
        .filter(|argument| !argument.node.ty.node.nullable && argument.node.default_value.is_none());
    let value = |name: &str| match name {
        "purpose" => "AUDIT",
        other => panic!("no value is known for the argument {other}"),
    };
    required
        .map(|argument| format!("{0}: {1}", argument.node.name.node, value(argument.node.name.node.as_str())))
        .collect::<Vec<_>>()
        .join(", ")
}

fn with(arguments: &str, more: &str) -> String {
    let all = [arguments, more].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ");
    if all.is_empty() { all } else { format!("({all})") }
}

/// The smallest selection that makes an edge be read.
fn selection(objects: &Objects, field: &FieldDefinition) -> Option<String> {
    let target = name_of(&field.ty.node);
    objects.get(&target)?;
    let name = &field.name.node;
    let arguments = with(&arguments(field), "");
    Some(if target.ends_with("Connection") {
        format!("{name}{arguments} {{ totalCount nodes {{ __typename }} }}")
    } else {
        format!("{name}{arguments} {{ __typename }}")
    })
}

/// Who asks: the coordinator sees every list but those of the auditor and the administrator.
fn caller(list: &str) -> &'static str {
    match list {
        "readLog" | "refusals" => "auditor",
        "serviceTokens" => "authorityAdmin",
        _ => "medCoordinator",
    }
}

async fn statements(world: &World, list: &str, query: &str) -> (Value, u32) {
    let answer = world.ask(caller(list), query).await;
    assert!(answer.json.get("errors").is_none(), "{query}\n{:#}", answer.json);
    (answer.json, answer.statements.expect("the server tells how many statements it sent"))
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_do_not_grow_with_rows() {
    let objects = objects();
    let kinds = medspil::core::Kind::ALL.len();
    each_database("demo", async |world| {
        for root in &objects["Query"] {
            let connection = name_of(&root.ty.node);
            let Some(listed) = connection.strip_suffix("Connection") else { continue };
            let list = root.name.node.as_str();
            let given = arguments(root);
            for field in &objects[listed] {
                let Some(edge) = selection(&objects, field) else { continue };
                let page = |more: &str| {
                    format!("{{ {list}{} {{ edges {{ cursor }} nodes {{ {edge} }} }} }}", with(&given, more))
                };
                // What is worked out once and kept is not the question here.
                statements(&world, list, &page("first: 50")).await;
                let (many_rows, many) = statements(&world, list, &page("first: 50")).await;
                let edges = many_rows["data"][list]["edges"].as_array().unwrap();
                let nodes = many_rows["data"][list]["nodes"].as_array().unwrap();
                let name = field.name.node.as_str();
                // Single rows, those first that have something at the other end: a row may know that it has nothing.
                let (filled, empty): (Vec<_>, Vec<_>) =
                    (0..edges.len()).partition(|row| !nodes[*row][name].is_null());
                let mut most = statements(&world, list, &page("first: 1")).await.1;
                for row in filled.into_iter().take(8).chain(empty.into_iter().take(2)) {
                    let before = row.checked_sub(1).map(|before| edges[before]["cursor"].as_str().unwrap());
                    let after = before.map(|cursor| format!(", after: \"{cursor}\"")).unwrap_or_default();
                    most = most.max(statements(&world, list, &page(&format!("first: 1{after}"))).await.1);
                }
                // What can be of any type is read in one statement for each type that a page holds.
                if name_of(&field.ty.node) == "Node" {
                    most += u32::try_from(kinds).unwrap();
                }
                assert!(
                    many <= most,
                    "{list}.{}: {many} statements for {} rows, {most} for one ({})",
                    name,
                    edges.len(),
                    world.database
                );
            }
        }
    })
    .await;
}
