//! Credentials that somebody forged, mangled or put in the wrong place, sent to a running server: each is refused with
//! 401 and a code, none makes the caller anonymous, and no address that a token names is ever asked.

use std::{
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD},
};
use jsonwebtoken::{Algorithm, EncodingKey};
use medspil::{
    access::{IssuerConfig, own_claims},
    core::{Id, Kind},
};
use serde_json::{Value, json};

use super::{
    key_server::{Server, ok},
    kit::{AUDIENCE, FIRST, ISSUER, SECOND, encode, issuer, key_set},
};
use crate::support::world::{World, each_database};

/// Stands in every hostile token: no answer may repeat it.
const MARK: &str = "marked-by-the-attacker";
/// Asks for what is public and for what is not: whoever is taken for nobody would get the first.
const QUESTION: &str = "{ authorities(first: 1) { nodes { id } } viewer { subject } }";

/// Counts who comes, and answers nobody.
struct Trap {
    url: String,
    visits: Arc<AtomicU32>,
}

impl Trap {
    fn set() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/keys", listener.local_addr().unwrap());
        let visits = Arc::new(AtomicU32::new(0));
        let seen = Arc::clone(&visits);
        std::thread::spawn(move || {
            for _visit in listener.incoming() {
                seen.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { url, visits }
    }
}

/// What the attacker knows: a caller's claims, the public key, and an address of its own.
struct Attacker {
    claims: Value,
    trap: Trap,
}

/// A credential as it travels: headers, and what is added to the address.
struct Sent {
    what: String,
    authorization: Vec<Vec<u8>>,
    query: String,
}

fn bearer(what: impl Into<String>, token: &str) -> Sent {
    header(what, format!("Bearer {token}"))
}

fn header(what: impl Into<String>, value: impl Into<Vec<u8>>) -> Sent {
    Sent { what: what.into(), authorization: vec![value.into()], query: String::new() }
}

fn hmac(header: &Value, claims: &Value, secret: &[u8], algorithm: Algorithm) -> String {
    let part = |value: &Value| encode(value.to_string().as_bytes());
    let message = format!("{}.{}", part(header), part(claims));
    let key = EncodingKey::from_secret(secret);
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).unwrap();
    format!("{message}.{signature}")
}

/// A payload as it stands, signed with the issuer's own key: what no honest issuer would sign.
fn signed_text(payload: &str) -> String {
    let message = format!("{}.{}", encode(br#"{"alg":"RS256","kid":"k1"}"#), encode(payload.as_bytes()));
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &FIRST.private, Algorithm::RS256).unwrap();
    format!("{message}.{signature}")
}

impl Attacker {
    async fn at(world: &World) -> Self {
        let (chair, now) = (world.account("chair"), world.clock.now().timestamp());
        let id = |kind, uuid| Id::new(kind, uuid).to_string();
        let claims = json!({
            "iss": ISSUER, "aud": AUDIENCE, "sub": MARK, "iat": now, "nbf": now, "exp": now + 300,
            "authority": id(Kind::Authority, chair.authority_id),
            "person": chair.person_id.map(|person| id(Kind::Person, person)),
            "roles": ["EMPLOYEE", "AUTHORITY_ADMIN"], "scope": "sensitive:read", "client_id": MARK,
        });
        Self { claims, trap: Trap::set() }
    }

    fn with(&self, name: &str, value: Option<Value>) -> Value {
        let mut claims = self.claims.clone();
        let object = claims.as_object_mut().unwrap();
        match value {
            Some(value) => object.insert(name.to_owned(), value),
            None => object.remove(name),
        };
        claims
    }

    fn good(&self) -> String {
        FIRST.sign(Some("k1"), &self.claims)
    }

    /// Not signed, or signed with what everybody knows.
    fn algorithms(&self) -> Vec<Sent> {
        let pem = FIRST.public_pem.as_bytes();
        let body: String = FIRST.public_pem.lines().filter(|line| !line.starts_with('-')).collect();
        let der = STANDARD.decode(body).unwrap();
        let modulus = URL_SAFE_NO_PAD.decode(FIRST.jwk["n"].as_str().unwrap()).unwrap();
        let secrets: [(&str, &[u8]); 5] = [
            ("PEM", pem),
            ("PEM without its last line break", pem.trim_ascii_end()),
            ("DER", &der),
            ("modulus", &modulus),
            ("nothing", b""),
        ];
        let mut all = Vec::new();
        for (name, secret) in secrets {
            for (alg, algorithm) in
                [("HS256", Algorithm::HS256), ("HS384", Algorithm::HS384), ("HS512", Algorithm::HS512)]
            {
                for header in [json!({"alg": alg}), json!({"alg": alg, "kid": "k1", "typ": "JWT"})] {
                    let token = hmac(&header, &self.claims, secret, algorithm);
                    all.push(bearer(format!("{alg} with the {name}"), &token));
                }
            }
        }
        for alg in ["none", "None", "NONE", "nOnE", "", "RS256", "null"] {
            let header = encode(json!({"alg": alg, "kid": "k1"}).to_string().as_bytes());
            let unsigned = format!("{header}.{}.", encode(self.claims.to_string().as_bytes()));
            all.push(bearer(format!("alg {alg:?} without a signature"), &unsigned));
            let signature = FIRST.sign(Some("k1"), &self.with("sub", Some(json!("x"))));
            let stolen = signature.rsplit_once('.').unwrap().1;
            all.push(bearer(format!("alg {alg:?} with another token's signature"), &(unsigned + stolen)));
        }
        for header in [
            json!({"kid": "k1"}),
            json!({"alg": null, "kid": "k1"}),
            json!({"alg": ["RS256"], "kid": "k1"}),
            json!({"alg": "RS512", "kid": "k1"}),
            json!({"alg": "PS256", "kid": "k1"}),
        ] {
            all.push(bearer(format!("header {header}"), &FIRST.sign_raw(&header, &self.claims)));
        }
        all
    }

    /// Signed with the attacker's own key, and telling the server where to find it.
    fn own_keys(&self) -> Vec<Sent> {
        let (url, mut all) = (self.trap.url.as_str(), Vec::new());
        for (name, value) in [
            ("jku", json!(url)),
            ("x5u", json!(url)),
            ("jwk", SECOND.jwk.clone()),
            ("x5c", json!([STANDARD.encode(SECOND.public_pem.as_bytes())])),
            ("x5t", json!("AAAA")),
            ("kid", json!(url)),
            ("kid", json!("../../../../dev/null")),
            ("kid", json!("/proc/self/environ")),
            ("kid", json!("file:///etc/passwd")),
            ("kid", json!("k1\u{0}")),
            ("kid", json!("k1' UNION SELECT 'x")),
            ("kid", json!("k".repeat(4_000))),
            ("kid", json!(1)),
            ("kid", json!(["k1"])),
        ] {
            let mut header = json!({"alg": "RS256", "kid": "k1"});
            header[name] = value;
            all.push(bearer(format!("own key, {name}"), &SECOND.sign_raw(&header, &self.claims)));
        }
        for claims in [self.with("iss", Some(json!(url))), self.with("aud", Some(json!(url)))] {
            let header = json!({"alg": "RS256", "kid": "k1", "jku": url, "x5u": url});
            all.push(bearer("own issuer", &SECOND.sign_raw(&header, &claims)));
        }
        for header in [
            json!({"alg": "RS256", "kid": "k1", "crit": ["b64"], "b64": false}),
            json!({"alg": "RS256", "kid": "k1", "crit": ["exp"]}),
            json!({"alg": "RS256", "kid": "k1", "crit": []}),
            json!({"alg": "RS256", "kid": "k1", "typ": "logout+jwt"}),
        ] {
            all.push(bearer(format!("right key, header {header}"), &FIRST.sign_raw(&header, &self.claims)));
        }
        all
    }

    /// Signed with the right key, which an attacker does not have; here each claim alone has to be wrong enough.
    fn claims(&self) -> Vec<Sent> {
        let now = self.claims["iat"].as_i64().unwrap();
        let mut all = Vec::new();
        let wrong: [(&str, Vec<Value>); 6] = [
            ("iss", vec![json!("other"), json!([ISSUER]), json!(ISSUER.to_uppercase()), json!(1)]),
            ("aud", vec![json!("other"), json!(["other"]), json!([]), json!([[AUDIENCE]]), json!(true)]),
            ("sub", vec![json!(""), json!(7), json!("x".repeat(300)), json!("a\nb"), json!({"a": "b"})]),
            (
                "exp",
                vec![
                    json!(now - 6),
                    json!(0),
                    json!(-1),
                    json!("9999999999"),
                    json!(1e300),
                    json!(u64::MAX),
                    json!(i64::MIN),
                    json!([now + 300]),
                ],
            ),
            ("nbf", vec![json!(now + 60), json!("0"), json!(-1), json!(u64::MAX), Value::Null]),
            ("iat", vec![json!(now + 60), json!("0"), json!(-1), json!(1e300), Value::Null]),
        ];
        for (name, values) in wrong {
            if !["nbf", "iat"].contains(&name) {
                all.push(bearer(format!("no {name}"), &FIRST.sign(Some("k1"), &self.with(name, None))));
            }
            for value in values {
                let token = FIRST.sign(Some("k1"), &self.with(name, Some(value.clone())));
                let value: String = value.to_string().chars().take(40).collect();
                all.push(bearer(format!("{name} = {value}"), &token));
            }
        }
        let text = self.claims.to_string();
        let without_end = text.strip_suffix('}').unwrap();
        for (what, payload) in [
            ("a number without end", format!("{without_end},\"x\":1{}}}", "0".repeat(1_000) + "e999999")),
            ("exp as 1e400", text.replace(&format!("\"exp\":{}", now + 300), "\"exp\":1e400")),
            ("deep lists", format!("{without_end},\"x\":{}{}}}", "[".repeat(2_000), "]".repeat(2_000))),
            ("deep objects", format!("{without_end},\"x\":{}1{}}}", "{\"a\":".repeat(500), "}".repeat(500))),
            ("half a payload", without_end.to_owned()),
            ("two payloads", format!("{text}{text}")),
            ("a list", format!("[{text}]")),
            ("a surrogate alone", format!("{without_end},\"x\":\"\\ud800\"}}")),
            ("NUL", format!("{text}\0")),
        ] {
            all.push(bearer(what, &signed_text(&payload)));
        }
        all
    }

    /// The right token, written in another way than the one that there is.
    fn spellings(&self) -> Vec<Sent> {
        let good = self.good();
        let (signed, signature) = good.rsplit_once('.').unwrap();
        let (head, payload) = signed.split_once('.').unwrap();
        let decoded = URL_SAFE_NO_PAD.decode(payload).unwrap();
        let padded = URL_SAFE.encode(URL_SAFE_NO_PAD.decode(signature).unwrap());
        let mut loose = good.clone().into_bytes();
        // The last letter of 256 bytes has four bits that mean nothing: another letter, the same bytes.
        *loose.last_mut().unwrap() += 1;
        let mut all: Vec<Sent> = [
            ("padding", format!("{signed}.{padded}")),
            ("padding of the payload", format!("{head}.{payload}==.{signature}")),
            ("the other alphabet", format!("{head}.{}.{signature}", STANDARD.encode(&decoded) + "+/")),
            ("bits that mean nothing", String::from_utf8(loose).unwrap()),
            ("a line break", format!("{head}.{payload}\t.{signature}")),
            ("a blank", format!("{head}. {payload}.{signature}")),
            ("percent signs", good.replace('.', "%2E")),
            ("four parts", format!("{good}.")),
            ("five parts", format!("{good}.a.b")),
            ("two parts", signed.to_owned()),
            ("a part twice", format!("{head}.{payload}.{payload}.{signature}")),
            ("twice with a comma", format!("{good},{good}")),
            ("quotation marks", format!("\"{good}\"")),
            ("100 KB", format!("{head}.{}.{signature}", "A".repeat(100_000))),
            ("nothing", String::new()),
        ]
        .into_iter()
        .map(|(what, token)| bearer(what, &token))
        .collect();
        all.extend(
            [
                ("another scheme", format!("Basic {good}").into_bytes()),
                ("no scheme", good.clone().into_bytes()),
                ("the scheme alone", b"Bearer".to_vec()),
                ("the scheme twice", format!("Bearer Bearer {good}").into_bytes()),
                ("a list of schemes", format!("Basic eDp5, Bearer {good}").into_bytes()),
                ("an empty header", Vec::new()),
                ("Latin letters", [b"Bearer ".as_slice(), &[0xe6, 0xf8, 0xe5]].concat()),
            ]
            .map(|(what, value)| header(what, value)),
        );
        all
    }

    /// The right token in the wrong place, or in more than one.
    fn places(&self) -> Vec<Sent> {
        let good = self.good();
        let value = format!("Bearer {good}").into_bytes();
        let twice = |what: &str, other: &[u8]| Sent {
            what: what.to_owned(),
            authorization: vec![value.clone(), other.to_vec()],
            query: String::new(),
        };
        let mut all = vec![
            twice("the same header twice", &value),
            twice("a second header", b"Bearer x"),
            twice("a second empty header", b""),
        ];
        all.extend(
            ["access_token", "ACCESS_TOKEN", "access%5Ftoken", "token", "id_token", "Authorization", "jwt"]
                .map(|name| Sent {
                    what: format!("in the address as {name}"),
                    authorization: Vec::new(),
                    query: format!("?a=b&{name}={good}"),
                }),
        );
        all.push(Sent {
            what: "in an address with letters that are none".to_owned(),
            authorization: Vec::new(),
            query: format!("?x=%FF&%E6=%&access_token={good}"),
        });
        all.push(Sent {
            what: "in the header and in the address".to_owned(),
            authorization: vec![value],
            query: format!("?access_token={good}"),
        });
        all
    }
}

fn trusting(keys: &Server) -> IssuerConfig {
    IssuerConfig { claims: own_claims(), ..issuer(keys.keys()) }
}

/// Each is refused with 401, a code and a challenge; nothing is answered, nothing of it is repeated, and the honest
/// caller beside it is served. The attacker's address is never asked, and the issuer's keys once more at most.
#[tokio::test(flavor = "multi_thread")]
async fn every_hostile_credential_is_refused() {
    each_database("small", async |world| {
        let keys = Server::start(ok(&key_set(&[FIRST.named("k1")])));
        let node = world.node_trusting(vec![trusting(&keys)]).await;
        let attacker = Attacker::at(&world).await;
        let sent = [
            attacker.algorithms(),
            attacker.own_keys(),
            attacker.claims(),
            attacker.spellings(),
            attacker.places(),
        ];
        let client = crate::support::web::client();
        let mut tried = 0;
        for Sent { what, authorization, query } in sent.into_iter().flatten() {
            let url = format!("http://{}/graphql{query}", node.address);
            let mut request = client.post(url).json(&json!({ "query": QUESTION }));
            for value in authorization {
                request = request.header("authorization", value);
            }
            let response = request.send().await.unwrap();
            let status = response.status().as_u16();
            let challenge = response.headers().get("www-authenticate").cloned();
            let text = response.text().await.unwrap();
            let on = world.database;
            assert_eq!(status, 401, "{what} on {on}: {text}");
            let body: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(body["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{what} on {on}: {text}");
            assert_eq!(body.get("data"), None, "{what} on {on}: {text}");
            assert!(challenge.is_some_and(|challenge| challenge.as_bytes().starts_with(b"Bearer")), "{what}");
            assert!(!text.contains(MARK), "{what} on {on}: {text}");
            tried += 1;
        }
        assert!(tried > 120, "only {tried} were tried");
        let answer = world.ask_at(node.address, Some(&attacker.good()), QUESTION, json!({})).await.unwrap();
        assert_eq!(answer.data()["viewer"]["subject"], MARK);
        assert_eq!(attacker.trap.visits.load(Ordering::SeqCst), 0, "an address from a token was asked");
        assert!(keys.requests() <= 2, "the issuer was asked {} times", keys.requests());
    })
    .await;
}

/// The trap would notice: it counts whoever comes.
#[test]
fn the_trap_counts() {
    let trap = Trap::set();
    let address = trap.url.trim_start_matches("http://").trim_end_matches("/keys").to_owned();
    drop(std::net::TcpStream::connect(address).unwrap());
    while trap.visits.load(Ordering::SeqCst) == 0 {
        std::thread::yield_now();
    }
}
