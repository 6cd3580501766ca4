//! The parameters of a GraphQL request, from a JSON body or from the query string of a GET.
//!
//! The specification of GraphQL over HTTP says what each may be; anything else is refused by name. A batch is
//! refused as such.

use actix_web::web;
use async_graphql::{Value, Variables};
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::fault::Fault;
use crate::idempotency::service::Fingerprint;

/// A well-formed GraphQL request.
#[derive(Debug)]
pub(super) struct Params {
    pub(super) query: String,
    pub(super) operation_name: Option<String>,
    pub(super) variables: Variables,
    /// What is asked for, however it is spelled: objects in JSON have no order.
    pub(super) fingerprint: Fingerprint,
}

impl Params {
    /// Reads a JSON body.
    pub(super) fn from_body(body: &[u8]) -> Result<Self, Fault> {
        if body.is_empty() {
            return Err(Fault::bad_request("The body is empty; it must be a JSON object with a query."));
        }
        match serde_json::from_slice(body) {
            Ok(Json::Object(object)) => Self::from_object(object),
            Ok(Json::Array(_)) => {
                Err(Fault::bad_request("Batches are not supported: send one operation in each request."))
            }
            Ok(_) => Err(Fault::bad_request("The body must be a JSON object.")),
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                Err(Fault::bad_request(format!(
                    "The body is not valid JSON, at line {line}, column {column}."
                )))
            }
        }
    }

    /// Reads a query string, where `variables` and `extensions` are JSON.
    pub(super) fn from_query(query: &str) -> Result<Self, Fault> {
        let given = web::Query::<QueryString>::from_query(query)
            .map_err(|_| {
                Fault::bad_request("The query string cannot be read; each parameter may stand once.")
            })?
            .into_inner();
        let mut object = Map::new();
        for (name, text) in [("query", given.query), ("operationName", given.operation_name)] {
            if let Some(text) = text {
                object.insert(name.to_owned(), Json::String(text));
            }
        }
        for (name, text) in [("variables", given.variables), ("extensions", given.extensions)] {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                let json = serde_json::from_str(&text)
                    .map_err(|_| Fault::bad_request(format!("{name} must be a JSON object.")))?;
                object.insert(name.to_owned(), json);
            }
        }
        Self::from_object(object)
    }

    fn from_object(mut object: Map<String, Json>) -> Result<Self, Fault> {
        let query = match object.remove("query") {
            Some(Json::String(query)) if !query.is_empty() => query,
            Some(Json::String(_) | Json::Null) | None => {
                return Err(Fault::bad_request("The request needs a query."));
            }
            Some(_) => return Err(Fault::bad_request("query must be a string.")),
        };
        let operation_name = match object.remove("operationName") {
            Some(Json::String(name)) => Some(name),
            None | Some(Json::Null) => None,
            Some(_) => return Err(Fault::bad_request("operationName must be a string or null.")),
        };
        let variables = map(&mut object, "variables")?;
        // No extension is known here: the form is checked, the content is not looked at.
        map(&mut object, "extensions")?;
        let fingerprint = fingerprint(&query, operation_name.as_deref(), &variables);
        let variables = Value::from_json(Json::Object(variables))
            .map_err(|_| Fault::bad_request("variables cannot be read."))?;
        Ok(Self { query, operation_name, variables: Variables::from_value(variables), fingerprint })
    }
}

fn fingerprint(query: &str, operation: Option<&str>, variables: &Map<String, Json>) -> Fingerprint {
    let mut hasher = Sha256::new();
    text(&mut hasher, query);
    text(&mut hasher, operation.unwrap_or_default());
    members(&mut hasher, variables);
    hasher.finalize().into()
}

/// Adds a value so that no two different values add the same bytes.
fn add(hasher: &mut Sha256, value: &Json) {
    match value {
        Json::Null => hasher.update(b"n"),
        Json::Bool(flag) => hasher.update(if *flag { b"t" } else { b"f" }),
        Json::Number(number) => {
            hasher.update(b"#");
            text(hasher, &number.to_string());
        }
        Json::String(string) => {
            hasher.update(b"s");
            text(hasher, string);
        }
        Json::Array(items) => {
            hasher.update(format!("[{}", items.len()));
            for item in items {
                add(hasher, item);
            }
        }
        Json::Object(object) => members(hasher, object),
    }
}

fn members(hasher: &mut Sha256, object: &Map<String, Json>) {
    let mut names: Vec<&String> = object.keys().collect();
    names.sort_unstable();
    hasher.update(format!("{{{}:", names.len()));
    for name in names {
        text(hasher, name);
        add(hasher, object.get(name).unwrap_or(&Json::Null));
    }
}

fn text(hasher: &mut Sha256, text: &str) {
    hasher.update(format!("{}:", text.len()));
    hasher.update(text);
}

fn map(object: &mut Map<String, Json>, name: &str) -> Result<Map<String, Json>, Fault> {
    match object.remove(name) {
        Some(Json::Object(map)) => Ok(map),
        None | Some(Json::Null) => Ok(Map::new()),
        Some(_) => Err(Fault::bad_request(format!("{name} must be a JSON object or null."))),
    }
}

#[derive(Deserialize)]
struct QueryString {
    query: Option<String>,
    #[serde(rename = "operationName")]
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}
