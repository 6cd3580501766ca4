//! The document guard: refuses documents that would cost too much, before validation and execution.
//!
//! The library's own limits expand every fragment without a memo and look away from `__typename`, so a
//! few hundred bytes can keep it busy for seconds. What always holds here:
//! - [`scan()`] reads the source once and never recurses; only what passes is parsed.
//! - [`check`] is linear in the document: every fragment is measured once, and sums saturate.
//! - A refusal has a code, and its message names the figure and the limit.
//!
//! No web framework and no domain is named here.

mod directives;
mod introspection;
mod measure;
mod scan;
mod settle;
mod sum;
mod survey;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_variables;
mod typemap;
mod variables;

use async_graphql::parser;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType,
};
use async_graphql::{ErrorExtensionValues, Name, Pos, Positioned, ServerError, Variables};

pub use scan::scan;
use settle::Settlement;
pub use typemap::TypeMap;

/// What a document may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Words and signs in the source.
    pub tokens: u64,
    /// Brackets of any kind inside each other in the source.
    pub nesting: u64,
    /// Bytes of one name in the source.
    pub name_bytes: u64,
    /// Operations in one document.
    pub operations: u64,
    /// Fragments in one document.
    pub fragments: u64,
    /// Variables of one operation.
    pub variables: u64,
    /// Aliases in one document.
    pub aliases: u64,
    /// Directives in one document.
    pub directives: u64,
    /// Fields at the root of an operation, fragments opened.
    pub root_fields: u64,
    /// Fields inside each other.
    pub depth: u64,
    /// Fields, inline fragments and spreads together, fragments opened.
    pub selections: u64,
    /// Weight of argument values, variables put in and fragments opened: one for each value and for each
    /// 64 bytes of text.
    pub values: u64,
    /// Objects an answer may hold when every page is full; a plain field counts as a tenth of an object.
    pub cost: u64,
    /// Unknown fields and arguments after which the rest of the document is not looked at.
    pub unknown_fields: u64,
    /// Whether `__schema` and `__type` are answered.
    pub introspection: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tokens: 15_000,
            nesting: 100,
            name_bytes: 128,
            operations: 20,
            fragments: 100,
            variables: 100,
            aliases: 100,
            directives: 100,
            root_fields: 50,
            depth: 16,
            selections: 1_000,
            values: 50_000,
            cost: 20_000,
            unknown_fields: 20,
            introspection: true,
        }
    }
}

/// Why a document or its variables were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalCode {
    /// The document is not valid GraphQL, or names what is not there.
    BadDocument,
    /// A variable does not fit its type.
    BadInput,
    /// The document asks for more than the limits allow.
    TooComplex,
}

impl RefusalCode {
    /// The spelling in `extensions.code`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadDocument => "BAD_DOCUMENT",
            Self::BadInput => "BAD_INPUT",
            Self::TooComplex => "TOO_COMPLEX",
        }
    }
}

/// A refused document: nothing of it ran.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// The code a client may branch on.
    pub code: RefusalCode,
    /// What is wrong, for a developer. Names in it are cut.
    pub message: String,
    /// Where in the document, when that is known.
    pub locations: Vec<Pos>,
}

impl Refusal {
    /// A document that is refused for what it is, not for its size.
    #[must_use]
    pub fn from_message(message: &str) -> Self {
        Self::document(message, None)
    }

    /// What the parser says, without the lines of source that it quotes.
    #[must_use]
    pub fn from_syntax(error: parser::Error) -> Self {
        let error = ServerError::from(error);
        // The last line of the parser's picture of the fault says what was expected.
        let expected = error.message.lines().next_back().unwrap_or_default();
        let message = format!("The document cannot be parsed: {}.", expected.trim_start_matches(['=', ' ']));
        Self { code: RefusalCode::BadDocument, message, locations: error.locations }
    }

    fn document(message: impl Into<String>, pos: Option<Pos>) -> Self {
        Self::new(RefusalCode::BadDocument, message, pos)
    }

    fn input(message: impl Into<String>, pos: Option<Pos>) -> Self {
        Self::new(RefusalCode::BadInput, message, pos)
    }

    /// `what` is in the plural: "has 12 aliases; the limit is 10".
    fn limit(what: &str, figure: u64, limit: u64, pos: Option<Pos>) -> Self {
        let message = format!("The document has {figure} {what}; the limit is {limit}.");
        Self::new(RefusalCode::TooComplex, message, pos)
    }

    fn new(code: RefusalCode, message: impl Into<String>, pos: Option<Pos>) -> Self {
        Self { code, message: message.into(), locations: pos.into_iter().collect() }
    }
}

impl From<Refusal> for ServerError {
    fn from(refusal: Refusal) -> Self {
        let mut error = ServerError::new(refusal.message, None);
        error.locations = refusal.locations;
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", refusal.code.as_str());
        error.extensions = Some(extensions);
        error
    }
}

/// A document that may be validated and executed.
#[derive(Debug)]
pub struct Checked {
    /// The document, rewritten where the library would misread it. Hand it to `Request::set_parsed_query`.
    pub document: ExecutableDocument,
    /// The variables of the chosen operation: defaults filled in, strangers left out.
    pub variables: Variables,
    /// What the chosen operation does.
    pub operation_type: OperationType,
    /// The chosen operation's name, if it has one.
    pub operation_name: Option<String>,
    /// The objects an answer can hold at most, rounded up.
    pub cost: u64,
}

/// Checks a parsed document against the limits and makes it ready to run.
///
/// `operation_name` chooses among several operations; an empty one counts as absent. Refuses with
/// `BAD_DOCUMENT`, `BAD_INPUT` or `TOO_COMPLEX`.
pub fn check(
    mut document: ExecutableDocument,
    operation_name: Option<&str>,
    variables: &Variables,
    limits: &Limits,
    types: &TypeMap,
) -> Result<Checked, Refusal> {
    within("operations", count(document.operations.iter().len()), limits.operations, None)?;
    within("fragments", count(document.fragments.len()), limits.fragments, None)?;

    for (_, operation) in document.operations.iter() {
        let variables = count(operation.node.variable_definitions.len());
        within("variables in one operation", variables, limits.variables, Some(operation.pos))?;
    }

    let (name, operation) = choose(&document.operations, operation_name)?;
    let (name, operation_type) = (name.map(str::to_owned), operation.node.ty);
    let variables = variables::normalise(&operation.node, variables, types)?;
    let absent = variables::absent(&operation.node, &variables);

    let survey = survey::survey(&document, limits)?;
    survey.check_variables(&document, name.as_deref(), &variables)?;
    let cost = measure::measure(&document, name.as_deref(), &variables, &absent, limits, types)?;

    let absent = absent.into_keys().map(str::to_owned).collect();
    let only_on_typename = survey.only_on_typename(&document);
    Settlement { variables: &variables, absent, only_on_typename }.apply(&mut document);
    Ok(Checked { document, variables, operation_type, operation_name: name, cost })
}

/// Finds the operation to run, as the specification says in `GetOperation`.
fn choose<'a>(
    operations: &'a DocumentOperations,
    name: Option<&str>,
) -> Result<(Option<&'a str>, &'a Positioned<OperationDefinition>), Refusal> {
    let name = name.filter(|name| !name.is_empty());
    let mut all = operations.iter().map(|(name, operation)| (name.map(Name::as_str), operation));
    match (name, operations.iter().len()) {
        (Some(wanted), _) => all
            .find(|(name, _)| *name == Some(wanted))
            .ok_or_else(|| Refusal::document(format!("Unknown operation \"{}\".", cut(wanted)), None)),
        (None, 1) => all.next().ok_or_else(|| Refusal::document("The document has no operation.", None)),
        (None, _) => Err(Refusal::document(
            "The document has several operations: operationName must say which to run.",
            None,
        )),
    }
}

fn within(what: &str, figure: u64, limit: u64, pos: Option<Pos>) -> Result<(), Refusal> {
    if figure > limit { Err(Refusal::limit(what, figure, limit, pos)) } else { Ok(()) }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Shortens a name that a caller chose, so that a refusal stays short.
fn cut(name: &str) -> String {
    const KEPT: usize = 60;
    if name.chars().nth(KEPT).is_none() {
        return name.to_owned();
    }
    name.chars().take(KEPT).chain(['…']).collect()
}
