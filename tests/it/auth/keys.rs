//! Which keys an issuer may sign with.

use jsonwebtoken::{Algorithm, EncodingKey};
use medspil::access::{IssuerHealth, KeySource, Signing, check_pem, unsafe_url};
use serde_json::{Value, json};

use super::kit::{
    FIRST, Gate, ISSUER, SECOND, SigningKey, good, issuer, key_set, pem_issuer, small_world, with,
};

const WEAK: &str = include_str!("weak.pub.pem");

fn small_key(private: &str, public: &str, algorithm: Algorithm) -> SigningKey {
    let private = match algorithm {
        Algorithm::ES256 => EncodingKey::from_ec_pem(private.as_bytes()),
        _ => EncodingKey::from_ed_pem(private.as_bytes()),
    };
    let private = private.unwrap();
    let jwk = jsonwebtoken::jwk::Jwk::from_encoding_key(&private, algorithm).unwrap();
    SigningKey { private, algorithm, public_pem: public.to_owned(), jwk: serde_json::to_value(jwk).unwrap() }
}

fn elliptic() -> SigningKey {
    small_key(include_str!("ec.pem"), include_str!("ec.pub.pem"), Algorithm::ES256)
}

fn edwards() -> SigningKey {
    small_key(include_str!("ed.pem"), include_str!("ed.pub.pem"), Algorithm::EdDSA)
}

/// A folder with a key set in it.
fn file_of(keys: &[Value]) -> (tempfile::TempDir, KeySource) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jwks.json");
    std::fs::write(&path, key_set(keys)).unwrap();
    (folder, KeySource::File(path))
}

/// Each accepted algorithm works from a key set and from PEM, and each refuses the other two.
#[tokio::test]
async fn every_algorithm_signs_and_none_passes_for_another() {
    let world = small_world().await;
    let (elliptic, edwards) = (elliptic(), edwards());
    let all = [(Signing::Rs256, &*FIRST), (Signing::Es256, &elliptic), (Signing::EdDsa, &edwards)];
    for (signing, key) in all {
        let (_folder, file) =
            file_of(&[FIRST.named("r"), elliptic.named("e"), edwards.named("d"), key.named("k1")]);
        let pem = KeySource::Pem { pem: key.public_pem.clone(), kid: None };
        for keys in [file, pem] {
            let mut config = issuer(keys);
            config.signing = signing;
            let gate = Gate::open(vec![config]).await;
            for (other, signer) in all {
                let token = signer.sign(Some("k1"), &good());
                if other == signing {
                    gate.identity(&world.db, &token).await;
                } else {
                    assert_eq!(gate.refusal(&world.db, &token).await, "algorithm");
                }
            }
        }
    }
}

/// The name of a key is only ever compared: paths, SQL, endless and empty names find nothing.
#[tokio::test]
async fn tricks_with_the_key_name_find_nothing() {
    let world = small_world().await;
    let (_folder, file) = file_of(&[FIRST.named("k1"), SECOND.named("k2")]);
    let gate = Gate::open(vec![issuer(file)]).await;
    let token = |kid: Value| FIRST.sign_raw(&json!({"alg": "RS256", "kid": kid}), &good());
    gate.identity(&world.db, &token(json!("k1"))).await;
    for kid in [
        "../../../dev/null",
        "/proc/self/environ",
        "k1' OR '1'='1",
        "K1",
        "k1 ",
        "k2\u{0}",
        "*",
        "http://x/k1",
    ] {
        let reason = gate.refusal(&world.db, &token(json!(kid))).await;
        assert!(["kid", "kid_unknown"].contains(&reason), "{kid}: {reason}");
    }
    assert_eq!(gate.refusal(&world.db, &token(json!(""))).await, "kid");
    assert_eq!(gate.refusal(&world.db, &token(json!("k".repeat(257)))).await, "kid");
    assert_eq!(gate.refusal(&world.db, &token(json!("k".repeat(256)))).await, "kid_unknown");
    for wrong in [json!(1), json!(["k1"]), json!({"k1": 1}), json!(true)] {
        assert_eq!(gate.refusal(&world.db, &token(wrong)).await, "header");
    }
    // The right name with the wrong key.
    assert_eq!(gate.refusal(&world.db, &token(json!("k2"))).await, "signature");
}

/// A token without a key name fits an issuer with one key, and none with two.
#[tokio::test]
async fn a_token_without_a_key_name_needs_a_single_key() {
    let world = small_world().await;
    let token = FIRST.sign(None, &good());
    for (keys, accepted) in [
        (vec![FIRST.named("k1")], true),
        (vec![FIRST.jwk.clone()], true),
        (vec![FIRST.named("k1"), SECOND.named("k2")], false),
    ] {
        let (_folder, file) = file_of(&keys);
        let gate = Gate::open(vec![issuer(file)]).await;
        if accepted {
            gate.identity(&world.db, &token).await;
        } else {
            assert_eq!(gate.refusal(&world.db, &token).await, "kid_unknown");
        }
    }
    // A key without a name in a set is not one for every name; a single key in PEM without a name is.
    let (_folder, file) = file_of(std::slice::from_ref(&FIRST.jwk));
    let named = FIRST.sign(Some("any"), &good());
    assert_eq!(Gate::open(vec![issuer(file)]).await.refusal(&world.db, &named).await, "kid_unknown");
    let pem = issuer(KeySource::Pem { pem: FIRST.public_pem.clone(), kid: None });
    Gate::open(vec![pem]).await.identity(&world.db, &named).await;
}

/// Two issuers may call their keys the same; each is judged by its own.
#[tokio::test]
async fn two_issuers_with_one_key_name_do_not_mix() {
    let world = small_world().await;
    let mut second = pem_issuer(&SECOND);
    second.name = "second".to_owned();
    second.issuer = "https://second.example".to_owned();
    let gate = Gate::open(vec![pem_issuer(&FIRST), second]).await;
    let claims = |issuer: &str| with("iss", Some(json!(issuer)));
    gate.identity(&world.db, &FIRST.sign(Some("k1"), &claims(ISSUER))).await;
    gate.identity(&world.db, &SECOND.sign(Some("k1"), &claims("https://second.example"))).await;
    for token in
        [SECOND.sign(Some("k1"), &claims(ISSUER)), FIRST.sign(Some("k1"), &claims("https://second.example"))]
    {
        assert_eq!(gate.refusal(&world.db, &token).await, "signature");
    }
}

/// Keys for something else, weak keys and damaged keys are left out of a set, and do not spoil the others.
#[tokio::test]
async fn unusable_keys_are_left_out() {
    let world = small_world().await;
    let changed = |name: &str, value: Value| {
        let mut jwk = SECOND.named("bad");
        jwk[name] = value;
        jwk
    };
    let bad = [
        changed("use", json!("enc")),
        changed("alg", json!("RS512")),
        changed("alg", json!("RSA-OAEP")),
        changed("key_ops", json!(["encrypt"])),
        changed("n", json!("AQAB")),
        changed("n", json!("!!")),
        changed("e", json!("AA")),
        changed("kty", json!("oct")),
        json!({"kty": "oct", "kid": "bad", "alg": "RS256", "k": "c2VjcmV0"}),
        json!({"kty": "OKP", "kid": "bad", "crv": "Ed25519", "x": "AAAA"}),
        json!(null),
        json!("bad"),
    ];
    for jwk in bad {
        let (_folder, file) = file_of(&[jwk.clone(), FIRST.named("k1")]);
        let gate = Gate::open(vec![issuer(file)]).await;
        gate.identity(&world.db, &FIRST.sign(Some("k1"), &good())).await;
        assert_eq!(gate.refusal(&world.db, &SECOND.sign(Some("bad"), &good())).await, "kid_unknown", "{jwk}");
        assert_eq!(gate.authenticator.states()[0].keys, 1);
    }
}

/// A key set without a usable key, or that is none, leaves the issuer down, with a reason for the operator.
#[tokio::test]
async fn a_useless_key_set_is_reported() {
    let world = small_world().await;
    for (text, reason) in [
        ("", "not JSON"),
        ("{}", "no list"),
        (r#"{"keys":[]}"#, "none of the 0 keys"),
        (r#"{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}"#, "none of the 1 keys"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jwks.json");
        std::fs::write(&path, text).unwrap();
        let gate = Gate::open(vec![issuer(KeySource::File(path))]).await;
        let state = &gate.authenticator.states()[0];
        assert_eq!(state.health, IssuerHealth::Down);
        assert!(state.fault.as_ref().unwrap().contains(reason), "{state:?}");
        assert_eq!(gate.refusal(&world.db, &FIRST.sign(Some("k1"), &good())).await, "unavailable");
    }
}

/// A public key in PEM is checked when the configuration is read.
#[test]
fn only_strong_public_keys_pass_for_pem() {
    let (elliptic, edwards) = (elliptic(), edwards());
    assert_eq!(check_pem(&FIRST.public_pem, Signing::Rs256), Ok(()));
    assert_eq!(check_pem(&elliptic.public_pem, Signing::Es256), Ok(()));
    assert_eq!(check_pem(&edwards.public_pem, Signing::EdDsa), Ok(()));
    for (pem, signing, reason) in [
        (WEAK, Signing::Rs256, "too weak"),
        (include_str!("ec.pem"), Signing::Es256, "private key"),
        (&elliptic.public_pem, Signing::Rs256, "not a public key for RS256"),
        (&edwards.public_pem, Signing::Es256, "not a public key for ES256"),
        (&FIRST.public_pem, Signing::EdDsa, "not a public key for EdDSA"),
        ("", Signing::Rs256, "not a public key"),
    ] {
        let fault = check_pem(pem, signing).unwrap_err();
        assert!(fault.contains(reason), "{fault}");
    }
}

/// Keys come over https, or over http from this machine.
#[test]
fn key_addresses_are_encrypted_or_local() {
    for good in [
        "https://login.example/keys",
        "http://127.0.0.1:8080/keys",
        "http://localhost/keys",
        "http://[::1]:80/keys",
        "http://127.9.9.9/",
    ] {
        assert_eq!(unsafe_url(good), None, "{good}");
    }
    for bad in [
        "http://login.example/keys",
        "http://127.0.0.1.example/keys",
        "http://localhost.example/keys",
        "http://127.0.0.1@login.example/keys",
        "https://user:secret@login.example/keys",
        "http://0.0.0.0/keys",
        "http://[::ffff:10.0.0.1]/keys",
        "file:///etc/passwd",
        "ftp://login.example/keys",
        "/keys",
        "login.example",
        "",
    ] {
        assert!(unsafe_url(bad).is_some(), "{bad}");
    }
}
