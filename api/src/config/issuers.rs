//! Reads `[[issuers]]`: who may issue tokens, and what their claims mean.

use std::{collections::BTreeSet, path::PathBuf, time::Duration};

use super::{
    http::time,
    read::{Section, flag, non_empty},
};
use crate::{
    access::{
        AuthorityRule, ClaimMapping, ClaimPath, DEMO_ISSUER, IssuerConfig, KeyKind, KeyRule, KeySource,
        Signing, ValueRule, check_pem, is_cvr, own_claims, unsafe_url,
    },
    core::Role,
};

const ROLES: &str =
    "one of EMPLOYEE, SECRETARY, MED_COORDINATOR, HR_INTEGRATION, ANALYST, AUDITOR, AUTHORITY_ADMIN";

/// Reads all issuers, and refuses those that contradict each other.
pub(super) fn read(root: &mut Section<'_>) -> Vec<IssuerConfig> {
    let issuers: Vec<IssuerConfig> = root.sections("issuers").into_iter().filter_map(read_one).collect();
    let distinct = |of: fn(&IssuerConfig) -> &str| issuers.iter().map(of).collect::<BTreeSet<_>>().len();
    if distinct(|issuer| &issuer.issuer) < issuers.len() || distinct(|issuer| &issuer.name) < issuers.len() {
        root.fault(
            "issuers",
            "has two entries with the same name or the same issuer.",
            "Give every entry its own; several audiences go into one entry's list.",
        );
    }
    if issuers.iter().any(|issuer| issuer.development) && issuers.iter().any(|issuer| !issuer.development) {
        root.fault(
            "issuers",
            "mixes a development issuer with real ones.",
            "Remove the entry with development = true wherever real tokens are accepted.",
        );
    }
    issuers
}

fn read_one(mut section: Section<'_>) -> Option<IssuerConfig> {
    let name = section.required("name", "a short name for logs, for example \"ballerup\"", non_empty);
    let issuer = section.required("issuer", "the exact \"iss\" of the issuer's tokens", non_empty);
    if [&name, &issuer].into_iter().flatten().any(|text| text == DEMO_ISSUER) {
        section.fault(
            "issuer",
            "is the demo's.",
            "Its keys lie open beside the demo data. Only `medspil demo` may trust it: use another issuer.",
        );
    }
    let audience = section.list("audience", "a value of \"aud\" that names this server", non_empty);
    if audience.as_ref().is_none_or(Vec::is_empty) {
        section.fault("audience", "is missing or empty.", "Write the \"aud\" that names this server.");
    }
    let signing = section.required(
        "algorithm",
        "\"RS256\", \"ES256\" or \"EdDSA\": what the issuer signs with",
        Signing::parse,
    );
    let refresh = time(&mut section, "refresh", 60_000..=86_400_000).unwrap_or(Duration::from_mins(15));
    let development = section.value("development", "true or false", flag).unwrap_or_default();
    let keys = keys(section.section("keys"), signing);
    let claims = if development && !section.has("claims") {
        Some(own_claims())
    } else {
        claims(section.section("claims"))
    };
    section.finish();
    Some(IssuerConfig {
        name: name?,
        issuer: issuer?,
        audience: audience?.into_iter().collect(),
        signing: signing?,
        keys: keys?,
        refresh,
        development,
        claims: claims?,
    })
}

fn keys(mut section: Section<'_>, signing: Option<Signing>) -> Option<KeySource> {
    let url = section.value("url", "the address of the issuer's JWKS", non_empty);
    let ca_file =
        section.value("ca_file", "the path of a PEM file with certificates", non_empty).map(PathBuf::from);
    let file = section.value("file", "the path of a JWKS file", non_empty);
    let pem = section.value("pem", "a public key in PEM", non_empty);
    let kid = section.value("kid", "the key's name in tokens", non_empty);
    if let Some(reason) = url.as_deref().and_then(unsafe_url) {
        section.fault(
            "url",
            format!("{reason}."),
            "Write an https:// address; http:// is accepted only for 127.0.0.1, [::1] and localhost.",
        );
    }
    if let (Some(pem), Some(signing)) = (&pem, signing)
        && let Err(reason) = check_pem(pem, signing)
    {
        section.fault("pem", format!("{reason}."), "Write the issuer's public key in PEM.");
    }
    let keys = match (url, file, pem) {
        (Some(url), None, None) => Some(KeySource::Url { url, ca_file }),
        (None, Some(file), None) => Some(KeySource::File(PathBuf::from(file))),
        (None, None, Some(pem)) => Some(KeySource::Pem { pem, kid }),
        _ => {
            section.fault("", "does not say where the keys are.", "Write exactly one of: url, file, pem.");
            None
        }
    };
    section.finish();
    keys
}

fn claims(mut section: Section<'_>) -> Option<ClaimMapping> {
    let authority = authority(section.section("authority"));
    let roles = values(section.section("roles"), ROLES, Role::parse);
    let scopes = values(section.section("scopes"), "a scope of Medspil", non_empty);
    let person = key_rule(&mut section, "person");
    let unit = key_rule(&mut section, "unit");
    let client = path(&mut section, "client");
    section.finish();
    Some(ClaimMapping { authority: authority?, roles, scopes, person, unit, client })
}

/// A path is text with dots between names, or a list of names that may hold dots themselves.
fn path(section: &mut Section<'_>, key: &'static str) -> Option<ClaimPath> {
    section.names(key, '.').map(ClaimPath)
}

fn authority(mut section: Section<'_>) -> Option<AuthorityRule> {
    let cvr = section.value("cvr", "eight digits", |text| is_cvr(text).then(|| text.to_owned()));
    let id = section.value("id", "the id of an authority", non_empty);
    let rule = match (cvr, id, section.has("claim")) {
        (Some(key), None, false) => Some(AuthorityRule::Fixed { by: KeyKind::Cvr, key }),
        (None, Some(key), false) => Some(AuthorityRule::Fixed { by: KeyKind::Id, key }),
        (None, None, true) => by_claim(&mut section).map(AuthorityRule::Claim),
        _ => {
            section.fault(
                "",
                "does not say which authority a token belongs to.",
                "Write exactly one of: cvr, id, or claim with by.",
            );
            None
        }
    };
    section.finish();
    rule
}

fn key_rule(section: &mut Section<'_>, key: &'static str) -> Option<KeyRule> {
    let present = section.has(key);
    let mut section = section.section(key);
    if !present {
        return None;
    }
    let rule = by_claim(&mut section);
    if rule.as_ref().is_some_and(|rule| rule.by == KeyKind::Cvr) {
        section.fault("by", "cannot be \"cvr\" here.", "Write \"id\" or \"external\".");
    }
    section.finish();
    rule
}

fn by_claim(section: &mut Section<'_>) -> Option<KeyRule> {
    let claim = path(section, "claim");
    if claim.is_none() && !section.has("claim") {
        section.fault("claim", "is missing.", "Write where in the token the name stands.");
    }
    let by = section.required("by", "\"id\", \"external\" or, for authorities, \"cvr\"", |text| {
        ["id", "cvr", "external"].contains(&text).then(|| text.to_owned())
    });
    let system = section.value("system", "the other system's name as in externalIds", non_empty);
    let by = match (by.as_deref()?, system) {
        ("external", Some(system)) => KeyKind::External { system },
        ("external", None) => {
            section.fault("system", "is missing.", "Write the other system's name as in externalIds.");
            return None;
        }
        ("cvr", None) => KeyKind::Cvr,
        ("id", None) => KeyKind::Id,
        _ => {
            section.fault("system", "has no meaning here.", "Write by = \"external\", or remove it.");
            return None;
        }
    };
    Some(KeyRule { claim: claim?, by })
}

fn values<T: Clone>(
    mut section: Section<'_>,
    expected: &str,
    parse: impl Fn(&str) -> Option<T> + Copy,
) -> ValueRule<T> {
    let claim = path(&mut section, "claim");
    let values = section.table("values", expected, parse);
    let always = section.list("always", expected, parse).unwrap_or_default();
    section.finish();
    ValueRule { claim, values, always }
}
