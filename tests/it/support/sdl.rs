//! The schema as the suites walk it: its types by name, and for each argument a value that anybody may write. A new
//! type or field shows up in every suite that walks.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, FieldDefinition, InputValueDefinition, Type, TypeKind, TypeSystemDefinition},
};
use medspil::{
    core::{Id, Kind},
    graphql,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The served schema.
pub struct Sdl {
    /// Fields of object types and interfaces.
    pub objects: BTreeMap<String, Vec<FieldDefinition>>,
    /// Fields of input types.
    pub inputs: BTreeMap<String, Vec<InputValueDefinition>>,
    /// Values of enumerations.
    pub enums: BTreeMap<String, Vec<String>>,
}

/// The type without lists and exclamation marks.
pub fn name_of(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(inner) => name_of(inner),
    }
}

/// Whether it is a list.
pub fn is_list(of: &Type) -> bool {
    matches!(of.base, BaseType::List(_))
}

/// An id of a kind that names nothing.
pub fn stranger(kind: Kind) -> String {
    Id::new(kind, Uuid::from_u128(0x0199_aaaa_bbbb_7ccc_8ddd_eeee_ffff_0123)).to_string()
}

/// Another id of a kind that names nothing.
pub fn another_stranger(kind: Kind) -> String {
    Id::new(kind, Uuid::from_u128(0x0199_aaaa_bbbb_7ccc_8ddd_eeee_ffff_4567)).to_string()
}

impl Sdl {
    /// Reads the schema of this code.
    pub fn read() -> Self {
        let (mut objects, mut inputs, mut enums) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for definition in parse_schema(graphql::sdl()).unwrap().definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let name = definition.node.name.node.to_string();
            let plain = |fields: Vec<async_graphql::Positioned<FieldDefinition>>| {
                fields.into_iter().map(|field| field.node).collect::<Vec<_>>()
            };
            match definition.node.kind {
                TypeKind::Object(object) => drop(objects.insert(name, plain(object.fields))),
                TypeKind::Interface(interface) => drop(objects.insert(name, plain(interface.fields))),
                TypeKind::InputObject(input) => {
                    drop(inputs.insert(name, input.fields.into_iter().map(|field| field.node).collect()));
                }
                TypeKind::Enum(values) => {
                    let values = values.values.iter().map(|value| value.node.value.node.to_string());
                    enums.insert(name, values.collect());
                }
                TypeKind::Scalar | TypeKind::Union(_) => {}
            }
        }
        Self { objects, inputs, enums }
    }

    /// The fields of `Query`.
    pub fn queries(&self) -> &[FieldDefinition] {
        &self.objects["Query"]
    }

    /// The fields of `Mutation`.
    pub fn mutations(&self) -> &[FieldDefinition] {
        &self.objects["Mutation"]
    }

    /// The lists at the root, each with the type that it lists.
    pub fn lists(&self) -> Vec<(&FieldDefinition, &str)> {
        self.queries().iter().filter_map(|field| Some((field, self.listed(field)?))).collect()
    }

    /// The type that a connection lists.
    #[expect(clippy::unused_self, reason = "reads as a question to the schema")]
    pub fn listed<'a>(&self, field: &'a FieldDefinition) -> Option<&'a str> {
        name_of(&field.ty.node).strip_suffix("Connection")
    }

    /// Fields with ids, readable without arguments.
    pub fn id_fields(&self, of: &str) -> Vec<&str> {
        let is_id = |field: &&FieldDefinition| name_of(&field.ty.node) == "ID" && field.arguments.is_empty();
        self.objects[of].iter().filter(is_id).map(|field| field.name.node.as_str()).collect()
    }

    /// Fields that lead to other objects, and can be asked for without an id.
    pub fn edges(&self, of: &str) -> Vec<&FieldDefinition> {
        let leads = |field: &&FieldDefinition| {
            self.objects.contains_key(name_of(&field.ty.node)) && id_argument(field, true).is_none()
        };
        self.objects[of].iter().filter(leads).collect()
    }

    /// The arguments that have to be given, ids left out, and then `more`: in brackets, or nothing.
    pub fn arguments(&self, field: &FieldDefinition, more: &[String]) -> String {
        let given = |name: &str| more.iter().any(|more| more.starts_with(&format!("{name}:")));
        let arguments = field.arguments.iter().map(|argument| &argument.node);
        let needed = arguments.filter(|argument| is_required(argument) && !given(&argument.name.node));
        let written = needed
            .filter(|argument| name_of(&argument.ty.node) != "ID")
            .map(|argument| format!("{}: {}", argument.name.node, self.literal(argument)));
        let all: Vec<String> = written.chain(more.iter().cloned()).collect();
        if all.is_empty() { String::new() } else { format!("({})", all.join(", ")) }
    }

    /// What widens a list: things of the past.
    pub fn widest(field: &FieldDefinition) -> Vec<String> {
        let names = field.arguments.iter().map(|argument| argument.node.name.node.as_str());
        names.filter(|name| name.starts_with("include")).map(|name| format!("{name}: true")).collect()
    }

    /// A root field with arguments and the smallest selection that tells something.
    pub fn call(&self, field: &FieldDefinition, more: &[String]) -> String {
        let arguments = self.arguments(field, more);
        let selection = match self.objects.get(name_of(&field.ty.node)) {
            Some(_) if self.listed(field).is_some() => "{ totalCount nodes { __typename } }",
            Some(_) => "{ __typename }",
            None => "",
        };
        format!("{}{arguments} {selection}", field.name.node)
    }

    /// A mutation with its input as the variable `input`.
    #[expect(clippy::unused_self, reason = "reads as a question to the schema")]
    pub fn mutation(&self, mutation: &FieldDefinition) -> String {
        let argument = &mutation.arguments[0].node;
        format!(
            "mutation($input: {}) {{ {}({}: $input) {{ __typename userErrors {{ code field message }} }} }}",
            argument.ty.node, mutation.name.node, argument.name.node
        )
    }

    /// What a mutation takes, with what it requires, and with the ids that `id_at` gives for their paths.
    pub fn input_of(&self, mutation: &FieldDefinition, id_at: &dyn Fn(&[String]) -> Option<String>) -> Value {
        self.input(name_of(&mutation.arguments[0].node.ty.node), &[], id_at)
    }

    /// Where what a mutation takes has ids, and whether each has to be given.
    pub fn ids_of(&self, mutation: &FieldDefinition) -> Vec<(Vec<String>, bool)> {
        let input = name_of(&mutation.arguments[0].node.ty.node);
        let is_needed = |path: &[String]| match path {
            [name] => {
                self.inputs[input].iter().any(|field| field.name.node == name.as_str() && is_required(field))
            }
            _ => false,
        };
        self.id_paths(input, &[]).into_iter().map(|path| (path.clone(), is_needed(&path))).collect()
    }

    fn literal(&self, argument: &InputValueDefinition) -> String {
        let value = self.plausible(argument.name.node.as_str(), &argument.ty.node);
        let is_enum = self.enums.contains_key(name_of(&argument.ty.node));
        if is_enum { value.to_string().replace('"', "") } else { value.to_string() }
    }

    /// A value of a type that is not an id, as JSON.
    pub fn plausible(&self, name: &str, of: &Type) -> Value {
        if is_list(of) {
            let BaseType::List(inner) = &of.base else { unreachable!() };
            return json!([self.plausible(name, inner)]);
        }
        match (name_of(of), name) {
            ("String", "cvr") => json!("12345678"),
            // What `enumLabels` asks for.
            ("String", "name") => json!("CommitteeLevel"),
            ("String", _) => json!("Ord"),
            ("Int", "year") => json!(2026),
            ("Int", _) => json!(1),
            ("Boolean", _) => json!(false),
            ("Date", "periodTo") => json!("2027-12-01"),
            ("Date", _) => json!("2026-12-01"),
            ("DateTime", "endsAt") => json!("2026-11-01T02:00:00Z"),
            ("DateTime", _) => json!("2026-11-01T00:00:00Z"),
            ("Sequence", _) => json!("0"),
            // The last value is the one with the fewest rules: a group, not a main committee.
            (other, _) if self.enums.contains_key(other) => json!(self.enums[other].last()),
            (other, _) if self.inputs.contains_key(other) => self.input(other, &[], &|_| None),
            (other, _) => panic!("no value is known for {name}: {other}"),
        }
    }

    fn input(&self, of: &str, at: &[String], id_at: &dyn Fn(&[String]) -> Option<String>) -> Value {
        let mut input = Map::new();
        for field in &self.inputs[of] {
            let name = field.name.node.to_string();
            let path = [at, std::slice::from_ref(&name)].concat();
            let of = name_of(&field.ty.node);
            let value = if of == "ID" {
                id_at(&path).map(Value::from)
            } else if self.inputs.contains_key(of) {
                let wanted = self.id_paths(of, &path).iter().any(|inner| id_at(inner).is_some());
                (is_required(field) || wanted).then(|| self.input(of, &path, id_at))
            } else {
                is_required(field).then(|| self.plausible(&name, &field.ty.node))
            };
            if let Some(value) = value {
                let in_list = is_list(&field.ty.node) && !value.is_array();
                input.insert(name, if in_list { json!([value]) } else { value });
            }
        }
        Value::Object(input)
    }

    fn id_paths(&self, of: &str, at: &[String]) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        for field in &self.inputs[of] {
            let path = [at, &[field.name.node.to_string()]].concat();
            match name_of(&field.ty.node) {
                "ID" => paths.push(path),
                inner if self.inputs.contains_key(inner) && at.len() < 3 => {
                    paths.extend(self.id_paths(inner, &path));
                }
                _ => {}
            }
        }
        paths
    }

    /// The fields of a `where` that compare an id.
    pub fn id_filters(&self, field: &FieldDefinition) -> Vec<&str> {
        let filter = field.arguments.iter().find(|argument| argument.node.name.node == "where");
        let Some(filter) = filter else { return Vec::new() };
        let compares_id = |input: &&InputValueDefinition| {
            let operators = self.inputs.get(name_of(&input.ty.node));
            operators.is_some_and(|operators| {
                operators
                    .iter()
                    .any(|operator| operator.name.node == "in" && name_of(&operator.ty.node) == "ID")
            })
        };
        let inputs = self.inputs[name_of(&filter.node.ty.node)].iter().filter(compares_id);
        inputs.map(|input| input.name.node.as_str()).collect()
    }
}

/// Whether a value has to be given.
pub fn is_required(input: &InputValueDefinition) -> bool {
    !input.ty.node.nullable && input.default_value.is_none()
}

/// The argument of a field that takes an id, or only one that has to be given.
pub fn id_argument(field: &FieldDefinition, required: bool) -> Option<&InputValueDefinition> {
    let mut arguments = field.arguments.iter().map(|argument| &argument.node);
    arguments.find(|argument| name_of(&argument.ty.node) == "ID" && (!required || is_required(argument)))
}

/// Whether things of a kind are open to other authorities, whatever their rows say: authorities themselves, networks, and
/// the charters of the demo, which are published.
pub fn is_public(kind: Kind) -> bool {
    [Kind::Authority, Kind::Network, Kind::Charter].contains(&kind)
}

/// Ids by what they name.
#[derive(Clone, Debug, Default)]
pub struct Found(BTreeMap<Kind, BTreeSet<String>>);

impl Found {
    /// Every text that is an id, anywhere in a value.
    pub fn gather(&mut self, value: &Value) {
        match value {
            Value::String(text) => {
                if let Ok(id) = text.parse::<Id>() {
                    self.0.entry(id.kind).or_default().insert(text.clone());
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.gather(value)),
            Value::Object(fields) => fields.values().for_each(|value| self.gather(value)),
            _ => {}
        }
    }

    /// The ids of a kind, in order.
    pub fn of(&self, kind: Kind) -> Vec<&str> {
        self.0.get(&kind).into_iter().flatten().map(String::as_str).collect()
    }

    /// The same without some ids.
    pub fn without(mut self, ids: &BTreeSet<String>) -> Self {
        for found in self.0.values_mut() {
            found.retain(|id| !ids.contains(id));
        }
        self
    }

    /// Those of these ids that are there.
    pub fn among(&self, ids: &BTreeSet<String>) -> BTreeSet<String> {
        self.0.values().flatten().filter(|id| ids.contains(*id)).cloned().collect()
    }

    /// Ids that are in both, of kinds that are not public.
    pub fn shared(&self, other: &Self) -> Vec<String> {
        let private = Kind::ALL.iter().filter(|kind| !is_public(**kind));
        let shared = private.filter_map(|kind| Some(self.0.get(kind)?.intersection(other.0.get(kind)?)));
        shared.flatten().cloned().collect()
    }
}
