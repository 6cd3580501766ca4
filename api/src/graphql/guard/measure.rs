//! Measures operations: width, depth, weight and cost, each fragment once.
//!
//! What always holds: a fragment is walked once and remembered, so the work is linear in the document; all
//! sums saturate; the walk never goes deeper than [`MAX_LEVELS`], so the stack is bounded.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet, Type};
use async_graphql::{Name, Pos, Positioned, Variables};
use async_graphql_value::Value;

use super::introspection::introspected;
use super::sum::{Returned, Sum};
use super::typemap::{Composite, FieldInfo, TypeMap};
use super::{Limits, Refusal, count, cut, variables, within};

/// Selection sets, inline fragments and spreads inside each other. The library refuses more than 32 itself,
/// after expanding every fragment.
const MAX_LEVELS: u64 = 32;
/// Rows of a page when neither `first` nor `last` is given.
const DEFAULT_PAGE: u64 = 20;
/// Rows of a list that has no page: such lists are bounded by nature.
const DEFAULT_LIST: u64 = 5;
/// Costs are kept in tenths of an object, so that plain fields count without fractions.
const OBJECT: u64 = 10;
const LEAF: u64 = 1;
/// How often lists of fields or types may stand inside each other in introspection.
const MAX_INTROSPECTION_LISTS: u64 = 2;

/// Measures all operations of a document and returns the cost of the one named, in whole objects.
pub(super) fn measure(
    document: &ExecutableDocument,
    chosen: Option<&str>,
    variables: &Variables,
    absent: &HashMap<&str, &Type>,
    limits: &Limits,
    types: &TypeMap,
) -> Result<u64, Refusal> {
    let mut walk = Walk::new(document, variables, absent, types, limits.unknown_fields);
    let (mut total, mut cost) = (Sum::default(), 0);
    for (name, operation) in document.operations.iter() {
        let root = types.root(operation.node.ty);
        let pos = Some(operation.pos);
        let sum = walk.selection_set(root, &operation.node.selection_set.node, 0)?;
        within("fields inside each other", sum.depth, limits.depth, pos)?;
        within("levels inside each other", sum.levels, MAX_LEVELS, pos)?;
        within("fields at its root", sum.fields, limits.root_fields, pos)?;
        if name.map(Name::as_str) == chosen {
            cost = check_cost(sum, limits, types, pos)?;
        }
        total = total.add(sum);
    }
    // Validation refuses an unused fragment too, but only after it has looked through it with care.
    if let Some((name, fragment)) =
        document.fragments.iter().find(|(name, _)| !walk.fragments.contains_key(name.as_str()))
    {
        let message = format!("Fragment \"{}\" is never used.", cut(name));
        return Err(Refusal::document(message, Some(fragment.pos)));
    }
    within("selections with its fragments opened", total.selections, limits.selections, None)?;
    within("units of argument values", total.values, limits.values, None)?;
    Ok(cost)
}

fn check_cost(sum: Sum, limits: &Limits, types: &TypeMap, pos: Option<Pos>) -> Result<u64, Refusal> {
    if sum.introspection > 0 && !limits.introspection {
        return Err(Refusal::document("Introspection is switched off on this server.", pos));
    }
    within("introspection lists inside each other", sum.lists, MAX_INTROSPECTION_LISTS, pos)?;
    let introspection_limit = types.introspection_limit();
    if sum.introspection > introspection_limit {
        let (cost, limit) = (sum.introspection.div_ceil(OBJECT), introspection_limit.div_ceil(OBJECT));
        let message = format!("The introspection costs {cost}; the limit is {limit}.");
        return Err(Refusal::new(super::RefusalCode::TooComplex, message, pos));
    }
    let cost = sum.cost.div_ceil(OBJECT);
    if cost > limits.cost {
        let message = format!(
            "The operation costs {cost}; the limit is {}. Ask for fewer rows (first, last) or fewer levels.",
            limits.cost
        );
        return Err(Refusal::new(super::RefusalCode::TooComplex, message, pos));
    }
    Ok(cost)
}

/// The walk over one document.
pub(super) struct Walk<'a> {
    document: &'a ExecutableDocument,
    types: &'a TypeMap,
    variables: &'a Variables,
    absent: &'a HashMap<&'a str, &'a Type>,
    /// `None` while a fragment is being measured: to meet it again is a cycle.
    fragments: HashMap<&'a str, Option<Sum>>,
    /// The weight of each variable, so that a large one used often is weighed once.
    weights: HashMap<&'a str, u64>,
    unknown: u64,
    max_unknown: u64,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        document: &'a ExecutableDocument,
        variables: &'a Variables,
        absent: &'a HashMap<&'a str, &'a Type>,
        types: &'a TypeMap,
        max_unknown: u64,
    ) -> Self {
        let weights =
            variables.iter().map(|(name, value)| (name.as_str(), variables::weigh(value))).collect();
        Self {
            document,
            types,
            variables,
            absent,
            fragments: HashMap::new(),
            weights,
            unknown: 0,
            max_unknown,
        }
    }

    pub(super) fn selection_set(
        &mut self,
        parent: Option<&str>,
        set: &'a SelectionSet,
        level: u64,
    ) -> Result<Sum, Refusal> {
        let mut sum = Sum::default();
        for selection in &set.items {
            within("levels inside each other", level, MAX_LEVELS, Some(selection.pos))?;
            let below = level.saturating_add(1);
            sum = sum.add(match &selection.node {
                Selection::Field(field) => self.field(parent, field, below)?,
                Selection::InlineFragment(inline) => {
                    let on = inline.node.type_condition.as_ref().map(|on| on.node.on.node.as_str());
                    self.selection_set(on.or(parent), &inline.node.selection_set.node, below)?.nested()
                }
                Selection::FragmentSpread(spread) => {
                    self.fragment(&spread.node.fragment_name.node, spread.pos, below)?.nested()
                }
            });
        }
        Ok(sum)
    }

    fn fragment(&mut self, name: &Name, pos: Pos, level: u64) -> Result<Sum, Refusal> {
        let Some((name, fragment)) = self.document.fragments.get_key_value(name) else {
            return Err(Refusal::document(format!("Unknown fragment \"{}\".", cut(name)), Some(pos)));
        };
        match self.fragments.get(name.as_str()) {
            Some(Some(sum)) => return Ok(*sum),
            Some(None) => {
                let message = format!("Fragment \"{}\" contains itself.", cut(name));
                return Err(Refusal::document(message, Some(pos)));
            }
            None => {}
        }
        self.fragments.insert(name, None);
        let on = fragment.node.type_condition.node.on.node.as_str();
        let sum = self.selection_set(Some(on), &fragment.node.selection_set.node, level)?;
        self.fragments.insert(name, Some(sum));
        Ok(sum)
    }

    fn field(
        &mut self,
        parent: Option<&str>,
        field: &'a Positioned<Field>,
        level: u64,
    ) -> Result<Sum, Refusal> {
        let name = field.node.name.node.as_str();
        let returned = self.returned(parent, field)?;
        let inner = self.selection_set(returned.type_name, &field.node.selection_set.node, level)?;
        let leaf = field.node.selection_set.node.items.is_empty();

        let object = if leaf { LEAF } else { OBJECT.saturating_add(inner.cost) };
        let rows = inner.cost_per_row.saturating_mul(returned.rows);
        let one = object.saturating_add(rows);
        let mut sum = Sum {
            fields: 1,
            depth: inner.depth.saturating_add(1),
            values: inner.values.saturating_add(self.weigh_arguments(&field.node)),
            cost: 0,
            cost_per_row: 0,
            introspection: inner.introspection.saturating_mul(returned.copies),
            lists: inner.lists.saturating_add(u64::from(returned.is_introspection_list)),
            ..inner.nested()
        };
        if returned.is_introspection {
            sum.introspection = sum.introspection.saturating_add(object.saturating_mul(returned.copies));
        } else if parent
            .and_then(|parent| self.types.composite(parent))
            .is_some_and(|parent| per_row(parent, name))
        {
            sum.cost_per_row = one;
        } else {
            sum.cost = one.saturating_mul(returned.copies);
        }
        Ok(sum)
    }

    /// What a field returns, and how often what is below it can come.
    fn returned(
        &mut self,
        parent: Option<&str>,
        field: &'a Positioned<Field>,
    ) -> Result<Returned<'a>, Refusal> {
        let name = field.node.name.node.as_str();
        match (name, parent) {
            ("__typename", _) => return Ok(Returned::once(None)),
            ("__schema", _) => return Ok(Returned::introspection("__Schema", 1)),
            ("__type", _) => return Ok(Returned::introspection("__Type", 1)),
            (_, Some(parent)) if parent.starts_with("__") => {
                return Ok(introspected(name, self.types.type_count()));
            }
            _ => {}
        }
        let composite = parent.and_then(|parent| self.types.composite(parent));
        let info = composite.and_then(|composite| composite.fields.get(name));
        if composite.is_some() {
            self.note_unknown(field, info)?;
        }
        let Some(info) = info else {
            return Ok(Returned::once(None));
        };
        if !self.absent.is_empty() {
            for (name, value) in &field.node.arguments {
                if let Some(argument) = info.arguments.get(name.node.as_str()) {
                    variables::check_absent(value, argument, self.absent, self.types)?;
                }
            }
        }
        let is_connection =
            self.types.composite(&info.type_name).is_some_and(|composite| composite.is_connection);
        Ok(Returned {
            type_name: Some(&info.type_name),
            rows: if is_connection { self.page(&field.node) } else { 1 },
            copies: if info.is_list { self.listed(&field.node) } else { 1 },
            is_introspection: false,
            is_introspection_list: false,
        })
    }

    /// Validation refuses unknown names one by one, and compares each with all known ones to suggest the
    /// nearest: a few help, thousands only cost.
    fn note_unknown(&mut self, field: &Positioned<Field>, info: Option<&FieldInfo>) -> Result<(), Refusal> {
        let unknown = info.map_or(1, |info| {
            let names = field.node.arguments.iter().map(|(name, _)| name.node.as_str());
            count(names.filter(|name| !info.arguments.contains_key(*name)).count())
        });
        self.unknown = self.unknown.saturating_add(unknown);
        if self.unknown <= self.max_unknown {
            return Ok(());
        }
        let message = format!("The document has more than {} unknown fields or arguments.", self.max_unknown);
        Err(Refusal::document(message, Some(field.pos)))
    }

    /// The rows of a page: the larger of `first` and `last`, as the caller wrote it.
    fn page(&self, field: &Field) -> u64 {
        let asked = |argument: &str| match self.argument(field, argument)? {
            Value::Number(number) => Some(number.as_u64().unwrap_or_default()),
            _ => None,
        };
        asked("first").max(asked("last")).unwrap_or(DEFAULT_PAGE)
    }

    /// The rows of a plain list: as many as `ids` names, where the field takes ids.
    fn listed(&self, field: &Field) -> u64 {
        match self.argument(field, "ids") {
            Some(Value::List(ids)) => count(ids.len()),
            _ => DEFAULT_LIST,
        }
    }

    fn argument(&self, field: &Field, name: &str) -> Option<Value> {
        match &field.get_argument(name)?.node {
            Value::Variable(name) => self.variables.get(name).map(|value| value.clone().into_value()),
            value => Some(value.clone()),
        }
    }

    fn weigh_arguments(&self, field: &Field) -> u64 {
        field.arguments.iter().fold(0, |sum, (_, value)| {
            sum.saturating_add(variables::weigh_literal(&value.node, &self.weights))
        })
    }
}

/// Whether a field of a connection comes once per row.
fn per_row(parent: &Composite, field: &str) -> bool {
    parent.is_connection && matches!(field, "edges" | "nodes")
}
