//! Service tokens of the oracle's worlds.

use entity::service_token::{Model, Texts};
use uuid::Uuid;

/// A token that can be used on every day of the worlds.
pub fn token(authority_id: Uuid, id: Uuid) -> Model {
    let at = |text: &str| text.parse().unwrap();
    Model {
        authority_id,
        id,
        name: "Intranet".into(),
        sort_key: "00".into(),
        search_key: "intranet".into(),
        roles: Texts(vec!["EMPLOYEE".into()]),
        scopes: Texts::default(),
        read_only: true,
        allowed_addresses: Texts::default(),
        secret_hash: vec![0; 32],
        previous_hash: None,
        previous_until: None,
        created_at: at("2024-01-01T00:00:00Z"),
        created_by: "writer".into(),
        expires_at: at("2030-01-01T00:00:00Z"),
        rotated_at: None,
        revoked_at: None,
        last_used_at: None,
        version: 1,
    }
}
