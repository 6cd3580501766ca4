//! What the guard needs to know of the schema, read once from its SDL at start-up.
//!
//! It is a copy of names and shapes, not the schema: the library's registry is private. Introspection types
//! are not in the SDL; [`super::measure`] knows them.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, OperationType, Type, TypeKind, TypeSystemDefinition,
};
use async_graphql::{Name, Positioned};

use super::introspection;

/// The names and shapes of a schema.
#[derive(Debug, Default)]
pub struct TypeMap {
    composites: HashMap<String, Composite>,
    inputs: HashMap<String, Input>,
    roots: [Option<String>; 3],
    introspection_cost: u64,
}

/// An object or interface type.
#[derive(Debug, Default)]
pub(super) struct Composite {
    pub(super) fields: HashMap<String, FieldInfo>,
    /// A Relay connection: its `edges` and `nodes` come once per row of the page.
    pub(super) is_connection: bool,
}

/// What a field returns.
#[derive(Debug)]
pub(super) struct FieldInfo {
    pub(super) type_name: String,
    pub(super) is_list: bool,
    pub(super) arguments: HashMap<String, InputField>,
}

/// A type that a variable can have.
#[derive(Debug)]
pub(super) enum Input {
    /// One of these names.
    Enum(HashSet<String>),
    /// An input object's fields.
    Object(HashMap<String, InputField>),
    /// A scalar of the schema's own: its parser decides.
    Scalar,
}

/// An argument, or a field of an input object.
#[derive(Debug)]
pub(super) struct InputField {
    pub(super) ty: Type,
    pub(super) has_default: bool,
}

impl InputField {
    fn of(definition: &InputValueDefinition) -> (String, Self) {
        let (ty, has_default) = (definition.ty.node.clone(), definition.default_value.is_some());
        (definition.name.node.to_string(), Self { ty, has_default })
    }

    /// Whether it may be left out.
    pub(super) fn is_optional(&self) -> bool {
        self.ty.nullable || self.has_default
    }
}

impl TypeMap {
    /// Reads the SDL as `Schema::sdl()` prints it. Fails with the parser's message if it is not SDL.
    pub fn from_sdl(sdl: &str) -> Result<Self, String> {
        let document = parse_schema(sdl).map_err(|error| error.to_string())?;
        let mut map = Self {
            roots: ["Query", "Mutation", "Subscription"].map(|name| Some(name.to_owned())),
            ..Self::default()
        };
        for definition in document.definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => {
                    let name =
                        |root: &Option<Positioned<Name>>| root.as_ref().map(|name| name.node.to_string());
                    map.roots = [
                        name(&schema.node.query),
                        name(&schema.node.mutation),
                        name(&schema.node.subscription),
                    ];
                }
                TypeSystemDefinition::Type(definition) => {
                    map.add(definition.node.name.node.to_string(), definition.node.kind);
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        map.introspection_cost = introspection::standard_introspection_cost(&map)?;
        Ok(map)
    }

    fn add(&mut self, name: String, kind: TypeKind) {
        match kind {
            TypeKind::Object(object) => self.add_composite(name, &object.fields),
            TypeKind::Interface(interface) => self.add_composite(name, &interface.fields),
            TypeKind::Union(_) => self.add_composite(name, &[]),
            TypeKind::Enum(values) => {
                let values = values.values.iter().map(|value| value.node.value.node.to_string()).collect();
                self.inputs.insert(name, Input::Enum(values));
            }
            TypeKind::InputObject(object) => {
                let fields = object.fields.iter().map(|field| InputField::of(&field.node));
                self.inputs.insert(name, Input::Object(fields.collect()));
            }
            TypeKind::Scalar => {
                self.inputs.insert(name, Input::Scalar);
            }
        }
    }

    fn add_composite(&mut self, name: String, fields: &[Positioned<FieldDefinition>]) {
        let fields: HashMap<_, _> = fields
            .iter()
            .map(|field| {
                let (type_name, is_list) = unwrap(&field.node.ty.node);
                let arguments = field.node.arguments.iter().map(|argument| InputField::of(&argument.node));
                let info = FieldInfo { type_name, is_list, arguments: arguments.collect() };
                (field.node.name.node.to_string(), info)
            })
            .collect();
        let is_connection = name.ends_with("Connection") && fields.contains_key("pageInfo");
        let composite = self.composites.entry(name).or_default();
        composite.is_connection |= is_connection;
        composite.fields.extend(fields);
    }

    pub(super) fn composite(&self, name: &str) -> Option<&Composite> {
        self.composites.get(name)
    }

    pub(super) fn input(&self, name: &str) -> Option<&Input> {
        self.inputs.get(name)
    }

    pub(super) fn root(&self, operation: OperationType) -> Option<&str> {
        let [query, mutation, subscription] = &self.roots;
        match operation {
            OperationType::Query => query.as_deref(),
            OperationType::Mutation => mutation.as_deref(),
            OperationType::Subscription => subscription.as_deref(),
        }
    }

    /// How many types `__schema { types }` lists, the introspection types themselves included.
    pub(super) fn type_count(&self) -> u64 {
        super::count(self.composites.len()).saturating_add(super::count(self.inputs.len())).saturating_add(13)
    }

    /// What introspection may cost: twice the standard introspection query on this very schema, so that
    /// tools work on a schema of any size.
    pub(super) fn introspection_limit(&self) -> u64 {
        self.introspection_cost.saturating_mul(2)
    }
}

/// The innermost named type, and whether a list is around it.
fn unwrap(ty: &Type) -> (String, bool) {
    match &ty.base {
        BaseType::Named(name) => (name.to_string(), false),
        BaseType::List(inner) => (unwrap(inner).0, true),
    }
}
