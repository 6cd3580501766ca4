//! The worked examples of docs/IDENTITY.md: each configuration is read by the product, and each sample token, signed
//! and judged as in a server, means what the page says.

use std::collections::{BTreeMap, BTreeSet};

use medspil::{
    access::{IssuerConfig, KeySource},
    config::{Config, Sources},
    core::{Kind, Role},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::kit::{CVR, FIRST, Gate, World, insert, key, unit_row, worlds};

const PAGE: &str = include_str!("../../../docs/IDENTITY.md");

/// The example of one product.
#[derive(Default)]
struct Example {
    configuration: String,
    /// Tokens, and what each means.
    tokens: Vec<(Value, Value)>,
}

/// The examples by product.
fn examples() -> BTreeMap<&'static str, Example> {
    let mut examples: BTreeMap<_, Example> = BTreeMap::new();
    for section in PAGE.split("\n## ").skip(1) {
        let (product, text) = section.split_once('\n').unwrap();
        let mut pending = None;
        for block in
            text.split("\n```").filter(|block| block.starts_with("toml\n") || block.starts_with("json\n"))
        {
            let example = examples.entry(product).or_default();
            let (language, body) = block.split_once('\n').unwrap();
            if language == "toml" {
                example.configuration.extend([body, "\n"]);
                continue;
            }
            let value: Value = serde_json::from_str(body).unwrap();
            match pending.take() {
                None => pending = Some(value),
                Some(token) => example.tokens.push((token, value)),
            }
        }
        assert!(pending.is_none(), "{product}: a token without what it means");
    }
    examples
}

fn read(configuration: &str) -> Vec<IssuerConfig> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("medspil.toml");
    std::fs::write(&file, configuration).unwrap();
    let env = [("DATABASE_URL".to_owned(), "sqlite:/tmp/medspil.db".to_owned())].into();
    let sources = Sources { file: Some(file), env, ..Sources::default() };
    Config::load(&sources).unwrap_or_else(|faults| panic!("{faults}\n{configuration}")).issuers
}

/// The configured issuer, with a key that these tests can sign with.
fn with_our_key(mut issuer: IssuerConfig) -> IssuerConfig {
    assert!(matches!(&issuer.keys, KeySource::Url { url, .. } if url.starts_with("https://")));
    issuer.keys = KeySource::Pem { pem: FIRST.public_pem.clone(), kid: Some("k1".to_owned()) };
    issuer
}

/// What a token gives, in the spelling of the page.
async fn meaning(world: &World, gate: &Gate, token: &Value) -> Value {
    let identity = gate.identity(&world.db, &FIRST.sign(Some("k1"), token)).await;
    let cvr = if identity.authority_id == world.authority { CVR } else { "64942212" };
    let named = |id: Option<Uuid>, names: &[(Uuid, &'static str)]| {
        id.map(|id| names.iter().find(|(known, _)| *known == id).expect("a thing of the page").1)
    };
    json!({
        "cvr": cvr,
        "subject": identity.subject,
        "client": identity.client,
        "roles": identity.roles.iter().map(|role| role.name()).collect::<BTreeSet<_>>(),
        "scopes": identity.scopes,
        "person": named(identity.person_id, &[(world.person, "SD 4711"), (Uuid::from_u128(0xb2), "SD 4712")]),
        "unit": named(identity.unit_scope, &[(world.unit, "SD U1"), (Uuid::from_u128(0xc2), "SD U2")]),
    })
}

/// Every block is read, all three products stand in one configuration, and each token means what is written under it.
#[tokio::test]
async fn the_examples_of_the_page_hold() {
    let examples = examples();
    assert_eq!(examples.keys().copied().collect::<Vec<_>>(), ["AD FS", "Entra ID", "Keycloak"]);
    let all: String = examples.values().map(|example| example.configuration.as_str()).collect();
    assert_eq!(read(&all).len(), 3);
    for world in worlds().await {
        insert(&world.db, unit_row(world.other, Uuid::from_u128(0xc2))).await;
        insert(&world.db, key(world.other, Kind::OrgUnit.prefix(), "SD", "U2", Uuid::from_u128(0xc2))).await;
        let gate = Gate::open(read(&all).into_iter().map(with_our_key).collect()).await;
        for (product, example) in &examples {
            assert!(example.tokens.len() >= 2, "{product}");
            for (token, expected) in &example.tokens {
                assert_eq!(&meaning(&world, &gate, token).await, expected, "{product}");
            }
        }
    }
}

/// Somewhere on the page each way of a claim is shown: a person, a unit, a scope, several roles and none of them.
#[test]
fn the_examples_show_every_mapping() {
    let shown = |name: &str, filled: bool| {
        let mut all = examples().into_values().flat_map(|example| example.tokens);
        let is_there = |value: &Value| !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty());
        all.any(|(_, meaning)| is_there(&meaning[name]) == filled)
    };
    for name in ["person", "unit", "scopes"] {
        assert!(shown(name, true) && shown(name, false), "{name}");
    }
    let named: BTreeSet<&str> =
        Role::ALL.iter().map(|role| role.name()).filter(|role| PAGE.contains(role)).collect();
    assert!(named.len() >= 5, "{named:?}");
}
