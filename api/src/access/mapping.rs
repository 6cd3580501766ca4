//! From an issuer's claims to ours. A claim that should narrow what a caller may do (the unit) and cannot be read
//! refuses the token; it never widens.

use std::collections::BTreeSet;

use serde_json::Value;
use uuid::Uuid;

use super::{
    AuthError, AuthorityRule, ClaimMapping, ClaimPath, KeyKind, KeyRule, ValueRule,
    claims::kept_text,
    issuer::{Key, is_cvr},
    token::Claims,
};
use crate::core::{Id, Kind, Role};

/// What a token says about its bearer, before the database was asked.
pub(super) struct Wanted {
    pub(super) authority: Key,
    pub(super) person: Option<Key>,
    pub(super) unit: Option<Key>,
    pub(super) roles: BTreeSet<Role>,
    pub(super) scopes: BTreeSet<String>,
    pub(super) client: Option<String>,
}

/// Reads an issuer's claims.
pub(super) fn map(claims: &Claims, mapping: &ClaimMapping) -> Result<Wanted, AuthError> {
    let authority = match &mapping.authority {
        AuthorityRule::Fixed { by, key } => typed(key, by, Kind::Authority),
        AuthorityRule::Claim(rule) => key(claims, rule, Kind::Authority)?,
    };
    let optional = |rule: Option<&KeyRule>, kind| match rule {
        None => Ok(None),
        Some(rule) if find(claims, &rule.claim).is_none() => Ok(None),
        Some(rule) => key(claims, rule, kind),
    };
    let unit = optional(mapping.unit.as_ref(), Kind::OrgUnit)?;
    if unit.is_none() && mapping.unit.as_ref().is_some_and(|rule| find(claims, &rule.claim).is_some()) {
        return Err(AuthError::NotAccepted("unit"));
    }
    let client = match mapping.client.as_ref().and_then(|path| find(claims, path)) {
        None => None,
        Some(value) => Some(kept_text(value).ok_or(AuthError::NotAccepted("client"))?),
    };
    Ok(Wanted {
        authority: authority.ok_or(AuthError::NotAccepted("authority"))?,
        person: optional(mapping.person.as_ref(), Kind::Person)?,
        unit,
        roles: values(claims, &mapping.roles, Role::parse)?,
        scopes: values(claims, &mapping.scopes, |text| Some(text.to_owned()))?,
        client,
    })
}

/// The value at a path; null counts as absent.
fn find<'a>(claims: &'a Claims, path: &ClaimPath) -> Option<&'a Value> {
    let (first, rest) = path.0.split_first()?;
    rest.iter()
        .try_fold(claims.get(first)?, |value, name| value.as_object()?.get(name))
        .filter(|value| !value.is_null())
}

/// A key that a claim carries: text or a whole number. `None` is a text that cannot name anything of that kind.
fn key(claims: &Claims, rule: &KeyRule, kind: Kind) -> Result<Option<Key>, AuthError> {
    let text = match find(claims, &rule.claim) {
        Some(Value::Number(number)) if number.is_u64() => number.to_string(),
        Some(value) => kept_text(value).ok_or(AuthError::NotAccepted("claim_type"))?,
        None => return Ok(None),
    };
    Ok(typed(&text, &rule.by, kind))
}

fn typed(text: &str, by: &KeyKind, kind: Kind) -> Option<Key> {
    match by {
        KeyKind::Id => id_of(text, kind).map(Key::Id),
        KeyKind::Cvr => is_cvr(text).then(|| Key::Cvr(text.to_owned())),
        KeyKind::External { system } => Some(Key::External { system: system.clone(), key: text.to_owned() }),
    }
}

fn id_of(text: &str, kind: Kind) -> Option<Uuid> {
    let id: Id = text.parse().ok()?;
    (id.kind == kind).then_some(id.uuid)
}

fn values<T: Ord + Clone>(
    claims: &Claims,
    rule: &ValueRule<T>,
    own: impl Fn(&str) -> Option<T>,
) -> Result<BTreeSet<T>, AuthError> {
    let mut found: BTreeSet<T> = rule.always.iter().cloned().collect();
    let texts: Vec<&str> = match rule.claim.as_ref().and_then(|path| find(claims, path)) {
        None => Vec::new(),
        Some(Value::String(text)) => text.split_ascii_whitespace().collect(),
        Some(Value::Array(items)) => items
            .iter()
            .map(Value::as_str)
            .collect::<Option<_>>()
            .ok_or(AuthError::NotAccepted("claim_type"))?,
        Some(_) => return Err(AuthError::NotAccepted("claim_type")),
    };
    found.extend(
        texts.into_iter().filter_map(|text| {
            if rule.values.is_empty() { own(text) } else { rule.values.get(text).cloned() }
        }),
    );
    Ok(found)
}
