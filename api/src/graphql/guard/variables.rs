//! Variables: defaults filled in, types checked, weight taken, before anything runs.
//!
//! The library leaves a variable out of `@include` and `@skip` when only its default is known, and looks at
//! a value only where it is used. The specification wants all variables coerced first (`CoerceVariableValues`),
//! and a fault there is a fault of the request: nothing runs.

use std::collections::HashMap;

use async_graphql::parser::types::{BaseType, OperationDefinition, Type};
use async_graphql::{Name, Pos, Positioned, Value as Constant, Variables};
use async_graphql_value::Value;

use super::typemap::{Input, InputField, TypeMap};
use super::{Refusal, count, cut};

/// The variables an operation defines, each given or with its default. Others are left out.
pub(super) fn normalise(
    operation: &OperationDefinition,
    given: &Variables,
    types: &TypeMap,
) -> Result<Variables, Refusal> {
    let mut complete = Variables::default();
    for definition in &operation.variable_definitions {
        let name = &definition.node.name.node;
        let ty = &definition.node.var_type.node;
        if let Some(directive) = definition.node.directives.first() {
            let message =
                format!("Directive \"@{}\" may not stand on a variable.", cut(&directive.node.name.node));
            return Err(Refusal::document(message, Some(directive.pos)));
        }
        match (given.get(name), &definition.node.default_value) {
            (Some(value), _) => {
                fits(value, ty, types).map_err(|fault| refuse(name, &fault, definition.pos))?;
                complete.insert(name.clone(), value.clone());
            }
            (None, Some(default)) => {
                complete.insert(name.clone(), default.node.clone());
            }
            (None, None) if !ty.nullable => {
                return Err(refuse(name, &format!("type \"{ty}\" must have a value"), definition.pos));
            }
            (None, None) => {}
        }
    }
    Ok(complete)
}

/// The variables of an operation that have no value, with their types. All of them are nullable.
pub(super) fn absent<'d>(
    operation: &'d OperationDefinition,
    complete: &Variables,
) -> HashMap<&'d str, &'d Type> {
    let definitions = operation.variable_definitions.iter().map(|definition| &definition.node);
    definitions
        .filter(|definition| !complete.contains_key(&definition.name.node))
        .map(|definition| (definition.name.node.as_str(), &definition.var_type.node))
        .collect()
}

fn refuse(name: &Name, fault: &str, pos: Pos) -> Refusal {
    Refusal::input(format!("Variable \"${}\": {fault}.", cut(name)), Some(pos))
}

/// Whether a value fits its type; if not, what is wrong.
fn fits(value: &Constant, ty: &Type, types: &TypeMap) -> Result<(), String> {
    if *value == Constant::Null {
        return if ty.nullable { Ok(()) } else { Err(format!("type \"{ty}\" may not be null")) };
    }
    match (&ty.base, value) {
        (BaseType::List(inner), Constant::List(items)) => items
            .iter()
            .enumerate()
            .try_for_each(|(at, item)| fits(item, inner, types).map_err(|fault| format!("at {at}: {fault}"))),
        // A single value stands for a list of one.
        (BaseType::List(inner), single) => fits(single, inner, types),
        (BaseType::Named(name), value) => named_fits(value, name, types),
    }
}

fn named_fits(value: &Constant, name: &str, types: &TypeMap) -> Result<(), String> {
    let fit = match (name, value) {
        ("Int", Constant::Number(number)) => {
            number.as_i64().is_some_and(|number| i32::try_from(number).is_ok())
        }
        ("Float", Constant::Number(_))
        | ("String" | "ID", Constant::String(_))
        | ("Boolean", Constant::Boolean(_)) => true,
        ("ID", Constant::Number(number)) => number.is_i64() || number.is_u64(),
        ("Int" | "Float" | "String" | "Boolean" | "ID", _) => false,
        _ => match (types.input(name), value) {
            (Some(Input::Enum(values)), Constant::String(given)) => values.contains(given),
            (Some(Input::Enum(values)), Constant::Enum(given)) => values.contains(given.as_str()),
            (Some(Input::Object(fields)), Constant::Object(given)) => {
                return object_fits(given, name, fields, types);
            }
            (Some(Input::Enum(_) | Input::Object(_)), _) => false,
            // A scalar of the schema's own is read by its resolver; an unknown type fails validation.
            (Some(Input::Scalar) | None, _) => true,
        },
    };
    if fit { Ok(()) } else { Err(format!("the value does not fit type \"{}\"", cut(name))) }
}

fn object_fits<'a>(
    given: impl IntoIterator<Item = (&'a Name, &'a Constant)> + Copy,
    name: &str,
    fields: &HashMap<String, InputField>,
    types: &TypeMap,
) -> Result<(), String> {
    let mut known = 0_usize;
    for (key, value) in given {
        let Some(field) = fields.get(key.as_str()) else {
            return Err(format!("type \"{name}\" has no field \"{}\"", cut(key)));
        };
        fits(value, &field.ty, types).map_err(|fault| format!("field \"{key}\": {fault}"))?;
        known = known.saturating_add(1);
    }
    if known < fields.len() {
        let given: std::collections::HashSet<_> = given.into_iter().map(|(key, _)| key.as_str()).collect();
        let missing =
            |(key, field): &(&String, &InputField)| !field.is_optional() && !given.contains(key.as_str());
        if let Some((key, _)) = fields.iter().find(missing) {
            return Err(format!("type \"{name}\" needs a field \"{key}\""));
        }
    }
    Ok(())
}

/// Checks where a variable that was left out is used. It is rewritten before validation, which would have
/// looked (the rule of the specification: All Variable Usages Are Allowed).
pub(super) fn check_absent(
    value: &Positioned<Value>,
    expected: &InputField,
    absent: &HashMap<&str, &Type>,
    types: &TypeMap,
) -> Result<(), Refusal> {
    let refuse = |name: &str, declared: &Type| {
        let message = format!(
            "Variable \"${}\" of type \"{declared}\" is used where type \"{}\" is expected.",
            cut(name),
            expected.ty
        );
        Err(Refusal::document(message, Some(value.pos)))
    };
    let mut waiting = vec![(&value.node, &expected.ty, expected.has_default)];
    while let Some((value, expected, has_default)) = waiting.pop() {
        match (value, &expected.base) {
            (Value::Variable(name), _) => {
                let Some(declared) = absent.get(name.as_str()) else {
                    continue;
                };
                if !may_stand(declared, expected, has_default) {
                    return refuse(name, declared);
                }
            }
            (Value::List(items), BaseType::List(inner)) => {
                waiting.extend(items.iter().map(|item| (item, &**inner, false)));
            }
            (Value::Object(given), BaseType::Named(name)) => {
                let Some(Input::Object(fields)) = types.input(name) else {
                    continue;
                };
                let known = given.iter().filter_map(|(key, value)| Some((value, fields.get(key.as_str())?)));
                waiting.extend(known.map(|(value, field)| (value, &field.ty, field.has_default)));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether a nullable variable without a default may stand where a type is expected.
fn may_stand(declared: &Type, expected: &Type, has_default: bool) -> bool {
    let fits_base = match (&declared.base, &expected.base) {
        (BaseType::Named(declared), BaseType::Named(expected)) => declared == expected,
        (BaseType::List(declared), BaseType::List(expected)) => {
            may_stand(declared, expected, !declared.nullable)
        }
        _ => false,
    };
    fits_base && (expected.nullable || has_default)
}

/// One for each value in it, and one for each 64 bytes of text.
pub(super) fn weigh(value: &Constant) -> u64 {
    match value {
        Constant::String(text) => text_weight(text),
        Constant::List(items) => items.iter().fold(1, |sum, item| sum.saturating_add(weigh(item))),
        Constant::Object(fields) => fields.values().fold(1, |sum, item| sum.saturating_add(weigh(item))),
        _ => 1,
    }
}

/// The same for a value in a document, where a variable weighs what is in it.
pub(super) fn weigh_literal(value: &Value, weights: &HashMap<&str, u64>) -> u64 {
    match value {
        Value::Variable(name) => weights.get(name.as_str()).copied().unwrap_or(1),
        Value::String(text) => text_weight(text),
        Value::List(items) => {
            items.iter().fold(1, |sum, item| sum.saturating_add(weigh_literal(item, weights)))
        }
        Value::Object(fields) => {
            fields.values().fold(1, |sum, item| sum.saturating_add(weigh_literal(item, weights)))
        }
        _ => 1,
    }
}

fn text_weight(text: &str) -> u64 {
    count(text.len()).div_euclid(64).saturating_add(1)
}
