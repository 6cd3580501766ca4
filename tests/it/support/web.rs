//! HTTP clients of the tests.

use std::{net::SocketAddr, sync::Once};

use serde_json::{Value, json};

/// The settings of a client. With rustls among its features, a client wants to be told which cryptography to use, even
/// where nothing is encrypted.
pub fn builder() -> reqwest::ClientBuilder {
    static CHOSEN: Once = Once::new();
    // A server of the same process may have been faster.
    CHOSEN.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
    reqwest::Client::builder()
}

/// A client.
pub fn client() -> reqwest::Client {
    builder().build().unwrap()
}

/// The answer to a plain request.
pub async fn get(url: impl reqwest::IntoUrl) -> reqwest::Result<reqwest::Response> {
    client().get(url).send().await
}

/// An answer of the server.
#[derive(Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// The body.
    pub json: Value,
    /// SQL statements that the request sent.
    pub statements: Option<u32>,
}

impl Answer {
    /// The value at a path like `/data/committee/name`.
    pub fn at(&self, path: &str) -> &Value {
        self.json.pointer(path).unwrap_or_else(|| panic!("nothing at {path} in {:#}", self.json))
    }

    /// The answer's data, when it has no error.
    pub fn data(&self) -> &Value {
        assert!(self.json.get("errors").is_none(), "{:#}", self.json);
        &self.json["data"]
    }

    /// The codes of the errors.
    pub fn codes(&self) -> Vec<&str> {
        let errors = self.json["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
        errors.iter().map(|error| error["extensions"]["code"].as_str().unwrap_or("none")).collect()
    }
}

/// Sends one operation to a server.
pub async fn ask(
    client: &reqwest::Client,
    address: SocketAddr,
    token: Option<&str>,
    query: &str,
    variables: Value,
) -> Result<Answer, reqwest::Error> {
    let mut request = client
        .post(format!("http://{address}/graphql"))
        .header("accept", "application/graphql-response+json")
        .header("accept-language", "en")
        .json(&json!({ "query": query, "variables": variables }));
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    let response = request.send().await?;
    let statements = response.headers().get("x-sql-statements").map(|n| n.to_str().unwrap().parse().unwrap());
    Ok(Answer { status: response.status().as_u16(), statements, json: response.json().await? })
}
