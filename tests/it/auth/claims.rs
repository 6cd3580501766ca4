//! A token in every way but one as it should be: refused for that one.

use jsonwebtoken::{Algorithm, EncodingKey};
use medspil::{
    access::AuthError,
    core::{Actor, Role},
};
use serde_json::{Value, json};

use super::kit::{
    AUDIENCE, CVR, FIRST, Gate, ISSUER, SECOND, encode, good, noon, pem_issuer, small_world, with, worlds,
};
use crate::support::logs;

async fn gate() -> Gate {
    Gate::open(vec![pem_issuer(&FIRST)]).await
}

/// A good token gives everything that it says, and nothing else.
#[tokio::test]
async fn a_good_token_gives_the_identity() {
    for world in worlds().await {
        let identity = gate().await.identity(&world.db, &FIRST.sign(Some("k1"), &good())).await;
        assert_eq!(identity.subject, "f3b0");
        assert_eq!(identity.client.as_deref(), Some("intranet"));
        assert_eq!(identity.authority_id, world.authority);
        assert_eq!(identity.person_id, Some(world.person));
        assert_eq!(identity.unit_scope, None);
        assert_eq!(identity.roles, [Role::Employee, Role::Secretary].into());
        assert_eq!(identity.scopes, ["openid".to_owned(), "sensitive:read".to_owned()].into());
    }
}

/// Only a request without the header is anonymous; whatever else stands in it is an error.
#[tokio::test]
async fn no_header_is_anonymous_and_a_bad_one_never() {
    let (world, gate) = (small_world().await, gate().await);
    let none = gate.authenticator.authenticate(None, &world.db).await.unwrap();
    assert_eq!(none, Actor::Anonymous);
    let token = FIRST.sign(Some("k1"), &good());
    let twice = format!("Bearer {token}, Bearer {token}");
    for header in ["", " ", "Bearer", "Bearer ", "Basic Zm9vOmJhcg==", "bearer null", &token, &twice] {
        let judged = gate.authenticator.authenticate(Some(header), &world.db).await;
        assert!(matches!(judged, Err(AuthError::Malformed(_))), "{header:?}: {judged:?}");
    }
}

/// The public key is no secret: a token signed with it as a password, or not at all, is refused, whatever its header says.
#[tokio::test]
async fn the_algorithm_cannot_be_chosen_by_the_token() {
    let (world, gate) = (small_world().await, gate().await);
    let part = |value: &Value| encode(value.to_string().as_bytes());
    for claimed in ["HS256", "HS512", "none", "None", "nOnE", "RS256", "RS384", "ES256", "EdDSA", "PS256", ""]
    {
        let message = format!("{}.{}", part(&json!({"alg": claimed, "kid": "k1"})), part(&good()));
        for secret in [FIRST.public_pem.as_bytes(), FIRST.public_pem.trim().as_bytes(), b"k1", b""] {
            let key = EncodingKey::from_secret(secret);
            let hmac = jsonwebtoken::crypto::sign(message.as_bytes(), &key, Algorithm::HS256).unwrap();
            for token in [format!("{message}.{hmac}"), format!("{message}.")] {
                let expected = if claimed == "RS256" { "signature" } else { "algorithm" };
                assert_eq!(gate.refusal(&world.db, &token).await, expected, "{claimed}");
            }
        }
    }
    // The right key with another algorithm than the configured one.
    let header = json!({"alg": "RS512", "kid": "k1"});
    assert_eq!(gate.refusal(&world.db, &FIRST.sign_raw(&header, &good())).await, "algorithm");
}

/// A key or an address inside the token is not used.
#[tokio::test]
async fn a_token_cannot_bring_its_own_key() {
    let (world, gate) = (small_world().await, gate().await);
    for (name, value) in [
        ("jwk", SECOND.jwk.clone()),
        ("jku", json!("http://127.0.0.1:1/keys")),
        ("x5u", json!("http://127.0.0.1:1/cert")),
        ("x5c", json!(["MIIB"])),
    ] {
        let header = json!({"alg": "RS256", "kid": "k1", name: value});
        assert_eq!(gate.refusal(&world.db, &SECOND.sign_raw(&header, &good())).await, "signature", "{name}");
        gate.identity(&world.db, &FIRST.sign_raw(&header, &good())).await;
    }
}

/// `exp`, `iss`, `aud` and `sub` must be there, say something, and have the right type; `nbf` when it is there.
#[tokio::test]
async fn required_claims_are_required() {
    let (world, gate) = (small_world().await, gate().await);
    let wrong = |name: &str| -> Vec<Option<Value>> {
        let mut all = vec![None, Some(Value::Null), Some(json!("")), Some(json!([])), Some(json!({}))];
        all.extend([json!(true), json!([[]]), json!({"a": 1})].map(Some));
        match name {
            "exp" => all.extend(
                [
                    json!("1795000000"),
                    json!(-1),
                    json!(1e300),
                    json!(253_402_300_800_i64),
                    json!([1_795_000_000]),
                ]
                .map(Some),
            ),
            "iss" => all.extend(
                [json!([ISSUER]), json!(format!("{ISSUER}/")), json!(ISSUER.to_uppercase())].map(Some),
            ),
            "aud" => all.extend(
                [
                    json!("other"),
                    json!(["other"]),
                    json!([AUDIENCE, 1]),
                    json!({"medspil": 1}),
                    json!("Medspil"),
                ]
                .map(Some),
            ),
            _ => all.extend(
                [json!("  "), json!(7), json!("x".repeat(256)), json!("a\u{0}b"), json!("a\nb")].map(Some),
            ),
        }
        all
    };
    for (name, reason) in [("exp", "exp"), ("iss", "issuer"), ("aud", "audience"), ("sub", "subject")] {
        for value in wrong(name) {
            let token = FIRST.sign(Some("k1"), &with(name, value.clone()));
            assert_eq!(gate.refusal(&world.db, &token).await, reason, "{name} = {value:?}");
        }
    }
    for value in [Value::Null, json!(""), json!("1"), json!([]), json!(-5)] {
        let token = FIRST.sign(Some("k1"), &with("nbf", Some(value)));
        assert_eq!(gate.refusal(&world.db, &token).await, "nbf");
    }
    gate.identity(&world.db, &FIRST.sign(Some("k1"), &with("nbf", None))).await;
    gate.identity(&world.db, &FIRST.sign(Some("k1"), &with("aud", Some(json!(["other", AUDIENCE]))))).await;
}

/// The clocks of issuer and server may differ by five seconds, and not by a millisecond more; also for a token that
/// was accepted before.
#[tokio::test]
async fn the_window_has_five_seconds_on_each_side() {
    let (world, gate) = (small_world().await, gate().await);
    let now = noon().timestamp();
    let ends = FIRST.sign(Some("k1"), &with("exp", Some(json!(now + 60))));
    let begins = FIRST.sign(Some("k1"), &with("nbf", Some(json!(now + 100))));
    for _before_and_after_it_is_kept in 0..2 {
        gate.at(64_999);
        gate.identity(&world.db, &ends).await;
        gate.at(65_000);
        assert!(matches!(gate.judge(&world.db, &ends).await, Err(AuthError::Expired)));
        gate.at(94_999);
        assert_eq!(gate.refusal(&world.db, &begins).await, "not_yet");
        gate.at(95_000);
        gate.identity(&world.db, &begins).await;
    }
    gate.at(0);
    let fraction = FIRST.sign(Some("k1"), &with("exp", serde_json::from_str(&format!("{now}.5")).unwrap()));
    gate.at(5_499);
    gate.identity(&world.db, &fraction).await;
    gate.at(5_500);
    assert!(matches!(gate.judge(&world.db, &fraction).await, Err(AuthError::Expired)));
}

/// A forged token that is also expired does not learn that it is expired.
#[tokio::test]
async fn nothing_is_told_before_the_signature_is_right() {
    let (world, gate) = (small_world().await, gate().await);
    let expired = with("exp", Some(json!(1)));
    assert_eq!(gate.refusal(&world.db, &SECOND.sign(Some("k1"), &expired)).await, "signature");
    assert_eq!(gate.refusal(&world.db, &FIRST.sign(Some("k1"), &expired)).await, "expired");
}

/// One changed letter anywhere spoils a token, also one that was accepted just before.
#[tokio::test]
async fn a_changed_token_is_refused() {
    let (world, gate) = (small_world().await, gate().await);
    let token = FIRST.sign(Some("k1"), &good());
    gate.identity(&world.db, &token).await;
    for place in [3, token.len() / 3, token.len() / 2, token.len() - 40, token.len() - 2] {
        let mut changed = token.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        gate.refusal(&world.db, &String::from_utf8(changed).unwrap()).await;
    }
    for changed in [format!("{token}A"), format!("{token}."), format!(".{token}"), token[1..].to_owned()] {
        gate.refusal(&world.db, &changed).await;
    }
}

/// Other kinds of signed tokens, and headers that ask for more than we understand, are refused.
#[tokio::test]
async fn only_access_tokens_without_extensions_pass() {
    let (world, gate) = (small_world().await, gate().await);
    for kind in ["logout+jwt", "dpop+jwt", "secevent+jwt", "", "JOSE"] {
        let header = json!({"alg": "RS256", "kid": "k1", "typ": kind});
        assert_eq!(gate.refusal(&world.db, &FIRST.sign_raw(&header, &good())).await, "type", "{kind}");
    }
    for kind in [json!("JWT"), json!("at+jwt"), json!("application/at+JWT"), Value::Null] {
        let header = json!({"alg": "RS256", "kid": "k1", "typ": kind});
        gate.identity(&world.db, &FIRST.sign_raw(&header, &good())).await;
    }
    let header = json!({"alg": "RS256", "kid": "k1", "crit": ["b64"], "b64": false});
    assert_eq!(gate.refusal(&world.db, &FIRST.sign_raw(&header, &good())).await, "critical_extension");
}

/// Garbage of every form is refused at once, whatever its size.
#[tokio::test]
async fn garbage_is_refused_quickly() {
    let (world, gate) = (small_world().await, gate().await);
    let part = |text: &str| encode(text.as_bytes());
    let deep = format!("{}1{}", "[".repeat(3_000), "]".repeat(3_000));
    let garbage = [
        "a".to_owned(),
        "..".to_owned(),
        "a.b".to_owned(),
        "a.b.c".to_owned(),
        "a.b.c.d.e".to_owned(),
        format!("{}.{}.c", part("{}"), part("{}")),
        format!("{}.{}.c", part("null"), part("null")),
        format!("{}.{}.c", part("[]"), part("[]")),
        format!("{}.{}.c", part(r#"{"alg":"RS256","alg":"none"}"#), part("{}")),
        format!("{}.{}.c", part(r#"{"alg":["RS256"]}"#), part("{}")),
        format!("{}.{}.c", part(r#"{"alg":"RS256"}"#), part("\u{0}")),
        format!("{}.{}.c", part(r#"{"alg":"RS256"}"#), part(&deep)),
        format!("{}.{}.c", encode(&[0xff, 0xfe]), encode(&[0xff, 0xfe])),
        "a".repeat(1_000_000),
        format!("{}.{}.c", part(r#"{"alg":"RS256"}"#), "e".repeat(1_000_000)),
        "æøå".to_owned(),
        "\u{202e}".to_owned(),
    ];
    for token in &garbage {
        let judged = gate.judge(&world.db, token).await;
        let refused = matches!(judged, Err(AuthError::Malformed(_) | AuthError::NotAccepted(_)));
        assert!(refused, "{}: {judged:?}", token.chars().take(60).collect::<String>());
    }
}

/// What the caller is told fits three sentences and names neither check nor claim; both languages are there.
#[tokio::test]
async fn callers_learn_a_sentence_and_no_detail() {
    let (world, gate) = (small_world().await, gate().await);
    let mut told = std::collections::BTreeSet::new();
    for claims in [with("aud", None), with("sub", None), with("iss", Some(json!("x"))), with("org", None)] {
        let refusal = gate.judge(&world.db, &FIRST.sign(Some("k1"), &claims)).await.unwrap_err();
        told.insert((refusal.message().da, refusal.message().en));
    }
    assert_eq!(told.len(), 1);
    let (da, en) = told.pop_first().unwrap();
    assert_eq!(en, "The access token is not accepted here.");
    assert_eq!(da, "Adgangstokenet godkendes ikke her.");
}

/// The log says which check failed, and nothing of a token: no part of it, no claim, no subject.
#[tokio::test]
async fn nothing_of_a_token_is_logged() {
    logs::collect();
    let place = logs::count();
    let mut claims = with("sub", Some(json!("logged-subject")));
    claims["azp"] = json!("logged-client");
    claims["employee"] = json!("logged-employee");
    let good_token = FIRST.sign(Some("k1"), &claims);
    let forged = SECOND.sign(Some("k1"), &with("sub", Some(json!("forged-subject"))));
    let (world, gate) = (small_world().await, gate().await);
    gate.identity(&world.db, &good_token).await;
    gate.identity(&world.db, &good_token).await;
    assert_eq!(gate.refusal(&world.db, &forged).await, "signature");
    assert_eq!(gate.refusal(&world.db, &forged[1..]).await, "header");
    let text = logs::since(place).concat();
    assert!(text.contains("reason=\"signature\"") && text.contains("issuer keys fetched"), "{text}");
    for token in [&good_token, &forged] {
        for part in token.split('.') {
            assert!(!text.contains(&part[..24]));
        }
    }
    for word in ["logged-subject", "logged-client", "logged-employee", "forged-subject", CVR] {
        assert!(!text.contains(word), "{word}");
    }
}
