//! Issuers, tokens and a small world to be somebody in.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
    time::Duration,
};

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use entity::{authority, external_id, org_unit, person};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use medspil::{
    access::{
        AuthError, Authenticator, AuthorityRule, ClaimMapping, ClaimPath, IssuerConfig, KeyKind, KeyRule,
        KeySource, Signing, ValueRule,
    },
    core::{Actor, Clock, Db, Identity, db::DbOptions},
};
use migration::{Migrator, MigratorTrait};
use rsa::{
    RsaPrivateKey,
    pkcs8::{EncodePrivateKey, EncodePublicKey, LineEnding},
    traits::PublicKeyParts,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{logs, postgres, sqlite};

/// The issuer that most tests use.
pub const ISSUER: &str = "https://login.example/realms/med";
/// What its tokens are for.
pub const AUDIENCE: &str = "medspil";
/// The CVR number of the authority in the small world.
pub const CVR: &str = "58271713";

/// A signing key with what a verifier needs of it.
pub struct SigningKey {
    /// For signing.
    pub private: EncodingKey,
    /// The algorithm.
    pub algorithm: Algorithm,
    /// The public half in PEM.
    pub public_pem: String,
    /// The public half as in a JWKS document, without a name.
    pub jwk: Value,
}

fn rsa_key() -> SigningKey {
    let key = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2_048).unwrap();
    let public = key.to_public_key();
    let base64 =
        |bytes: Vec<u8>| base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, bytes);
    SigningKey {
        private: EncodingKey::from_rsa_pem(key.to_pkcs8_pem(LineEnding::LF).unwrap().as_bytes()).unwrap(),
        algorithm: Algorithm::RS256,
        public_pem: public.to_public_key_pem(LineEnding::LF).unwrap(),
        jwk: json!({
            "kty": "RSA", "use": "sig", "alg": "RS256",
            "n": base64(public.n().to_bytes_be()), "e": base64(public.e().to_bytes_be()),
        }),
    }
}

/// Two keys, made once per run: making one takes longer than most tests.
pub static FIRST: LazyLock<SigningKey> = LazyLock::new(rsa_key);
/// The other one.
pub static SECOND: LazyLock<SigningKey> = LazyLock::new(rsa_key);

impl SigningKey {
    /// A signed token with any header and payload.
    pub fn sign_raw(&self, header: &Value, payload: &Value) -> String {
        let part = |value: &Value| encode(value.to_string().as_bytes());
        let message = format!("{}.{}", part(header), part(payload));
        let signature =
            jsonwebtoken::crypto::sign(message.as_bytes(), &self.private, self.algorithm).unwrap();
        format!("{message}.{signature}")
    }

    /// A signed token with an ordinary header.
    pub fn sign(&self, kid: Option<&str>, payload: &Value) -> String {
        let mut header = Header::new(self.algorithm);
        header.kid = kid.map(str::to_owned);
        self.sign_raw(&serde_json::to_value(header).unwrap(), payload)
    }

    /// This key in a JWKS document, under a name.
    pub fn named(&self, kid: &str) -> Value {
        let mut jwk = self.jwk.clone();
        jwk["kid"] = kid.into();
        jwk
    }
}

/// base64url without padding.
pub fn encode(bytes: &[u8]) -> String {
    base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, bytes)
}

/// A JWKS document.
pub fn key_set(keys: &[Value]) -> String {
    json!({ "keys": keys }).to_string()
}

/// The hour at which these tests happen.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 12, 0, 0).unwrap()
}

fn path(text: &str) -> ClaimPath {
    ClaimPath(text.split('.').map(str::to_owned).collect())
}

/// A rule that reads a claim.
pub fn by(claim: &str, by: KeyKind) -> KeyRule {
    KeyRule { claim: path(claim), by }
}

/// A key of another system.
pub fn external(system: &str) -> KeyKind {
    KeyKind::External { system: system.to_owned() }
}

/// A rule for a list of values that the issuer spells as we do.
pub fn values<T>(claim: &str) -> ValueRule<T> {
    ValueRule { claim: Some(path(claim)), values: BTreeMap::new(), always: Vec::new() }
}

/// An issuer with these keys and the mapping that most tests use.
pub fn issuer(keys: KeySource) -> IssuerConfig {
    IssuerConfig {
        name: "test".to_owned(),
        issuer: ISSUER.to_owned(),
        audience: BTreeSet::from([AUDIENCE.to_owned()]),
        signing: Signing::Rs256,
        keys,
        refresh: Duration::from_mins(15),
        development: false,
        claims: ClaimMapping {
            authority: AuthorityRule::Claim(by("org.cvr", KeyKind::Cvr)),
            roles: values("roles"),
            scopes: values("scope"),
            person: Some(by("employee", external("SD"))),
            unit: Some(by("unit", external("SD"))),
            client: Some(path("azp")),
        },
    }
}

/// An issuer with one public key.
pub fn pem_issuer(key: &SigningKey) -> IssuerConfig {
    issuer(KeySource::Pem { pem: key.public_pem.clone(), kid: Some("k1".to_owned()) })
}

/// Claims that are good in every way.
pub fn good() -> Value {
    let now = noon().timestamp();
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": "f3b0", "exp": now + 300, "nbf": now - 10, "iat": now - 10,
        "azp": "intranet", "org": { "cvr": CVR }, "employee": "4711",
        "roles": ["EMPLOYEE", "SECRETARY", "offline_access"], "scope": "openid sensitive:read",
    })
}

/// Good claims with one of them replaced; `None` leaves it out.
pub fn with(name: &str, value: Option<Value>) -> Value {
    let mut claims = good();
    let object = claims.as_object_mut().unwrap();
    match value {
        Some(value) => object.insert(name.to_owned(), value),
        None => object.remove(name),
    };
    claims
}

/// A database with two authorities, two persons and a unit.
pub struct World {
    /// The database.
    pub db: Db,
    /// The authority with [`CVR`].
    pub authority: Uuid,
    /// Another one.
    pub other: Uuid,
    /// A person of the first, employee 4711.
    pub person: Uuid,
    /// A unit of the first, `U1`.
    pub unit: Uuid,
    _kept: Kept,
}

#[expect(dead_code, reason = "held until the test ends, then removed")]
enum Kept {
    Sqlite(sqlite::Database),
    Postgres(postgres::Database),
}

async fn migrate(url: String) {
    let db = Db::open(&DbOptions::new(url)).await.unwrap();
    Migrator::up(db.for_migrations(), None).await.unwrap();
    db.close().await.unwrap();
}

/// The small world on SQLite and, where there is one, on PostgreSQL.
pub async fn worlds() -> Vec<World> {
    let template = sqlite::template("migrated", migrate).await;
    let sqlite = sqlite::Database::from_template(&template);
    let mut worlds = vec![world(sqlite.url.clone(), Kept::Sqlite(sqlite)).await];
    if let Some(server) = postgres::server().await {
        server.template("migrated", migrate).await;
        let postgres = server.database_from("migrated");
        worlds.push(world(postgres.url.clone(), Kept::Postgres(postgres)).await);
    }
    worlds
}

/// The small world on SQLite, for what no database has a say in.
pub async fn small_world() -> World {
    let template = sqlite::template("migrated", migrate).await;
    let sqlite = sqlite::Database::from_template(&template);
    world(sqlite.url.clone(), Kept::Sqlite(sqlite)).await
}

async fn world(url: String, kept: Kept) -> World {
    logs::collect();
    let db = Db::open(&DbOptions { max_connections: 4, ..DbOptions::new(url) }).await.unwrap();
    let id = Uuid::from_u128;
    let world =
        World { db, authority: id(0xa1), other: id(0xa2), person: id(0xb1), unit: id(0xc1), _kept: kept };
    insert(&world.db, authority_row(world.authority, Some(CVR))).await;
    insert(&world.db, authority_row(world.other, Some("64942212"))).await;
    insert(&world.db, person_row(world.authority, world.person)).await;
    insert(&world.db, person_row(world.other, id(0xb2))).await;
    insert(&world.db, unit_row(world.authority, world.unit)).await;
    insert(&world.db, key(world.authority, "person", "SD", "4711", world.person)).await;
    insert(&world.db, key(world.other, "person", "SD", "4712", id(0xb2))).await;
    insert(&world.db, key(world.authority, "unit", "SD", "U1", world.unit)).await;
    world
}

/// Puts a row into the database as it is.
pub async fn insert<M>(db: &Db, row: M)
where
    M: sea_orm::ModelTrait + IntoActiveModel<<M::Entity as sea_orm::EntityTrait>::ActiveModel>,
    <M::Entity as sea_orm::EntityTrait>::ActiveModel: ActiveModelTrait<Entity = M::Entity> + Send,
{
    use sea_orm::EntityTrait;
    let row = row.into_active_model().reset_all();
    M::Entity::insert(row).exec_without_returning(db.for_migrations()).await.unwrap();
}

/// A date.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn authority_row(id: Uuid, cvr: Option<&str>) -> authority::Model {
    authority::Model {
        id,
        kind: authority::AuthorityKind::Municipality,
        name: "Kommune".to_owned(),
        sort_key: id.to_string(),
        search_key: "kommune".to_owned(),
        cvr: cvr.map(str::to_owned),
        code: None,
        code_checked: false,
        framework: authority::Framework::Kl,
        valid_from: day("2007-01-01"),
        valid_to: None,
        version: 1,
    }
}

fn person_row(authority_id: Uuid, id: Uuid) -> person::Model {
    person::Model {
        authority_id,
        id,
        display_name: "Opdigtet Person".to_owned(),
        sort_key: "00".to_owned(),
        search_key: "opdigtet person".to_owned(),
        work_email: None,
        work_phone: None,
        invented: true,
        version: 1,
    }
}

/// A unit.
pub fn unit_row(authority_id: Uuid, id: Uuid) -> org_unit::Model {
    org_unit::Model {
        authority_id,
        id,
        valid_from: day("2020-01-01"),
        valid_to: None,
        name: "Enhed".to_owned(),
        sort_key: "00".to_owned(),
        search_key: "enhed".to_owned(),
        parent_id: None,
        manager_id: None,
        headcount: None,
        version: 1,
    }
}

/// A key of another system.
pub fn key(authority_id: Uuid, kind: &str, system: &str, key: &str, subject_id: Uuid) -> external_id::Model {
    external_id::Model {
        authority_id,
        kind: kind.to_owned(),
        system: system.to_owned(),
        key: key.to_owned(),
        subject_id,
    }
}

/// A server's authenticator, with the clock that it looks at.
pub struct Gate {
    /// The authenticator.
    pub authenticator: Authenticator,
    /// Its clock.
    pub clock: Clock,
}

impl Gate {
    /// A gate that trusts these issuers, at noon, with their keys fetched.
    pub async fn open(issuers: Vec<IssuerConfig>) -> Self {
        let gate = Self::closed(issuers);
        gate.authenticator.refresh().await;
        gate
    }

    /// The same before any key was fetched.
    pub fn closed(issuers: Vec<IssuerConfig>) -> Self {
        let clock = Clock::fixed(noon());
        Self { authenticator: Authenticator::new(issuers, &clock), clock }
    }

    /// Moves the clock to some milliseconds after noon.
    pub fn at(&self, millis: i64) {
        if let Clock::Fixed(at) = &self.clock {
            *at.lock().unwrap() = noon() + chrono::TimeDelta::milliseconds(millis);
        }
    }

    /// What a token gets.
    pub async fn judge(&self, db: &Db, token: &str) -> Result<Actor, AuthError> {
        self.authenticator.authenticate(Some(&format!("Bearer {token}")), db).await
    }

    /// Who a good token means.
    pub async fn identity(&self, db: &Db, token: &str) -> Identity {
        match self.judge(db, token).await.unwrap() {
            Actor::User(identity) => *identity,
            other => panic!("a token gave {other:?}"),
        }
    }

    /// Why a bad token is refused.
    pub async fn refusal(&self, db: &Db, token: &str) -> &'static str {
        match self.judge(db, token).await {
            Err(refusal) => refusal.reason(),
            Ok(actor) => panic!("a bad token gave {actor:?}"),
        }
    }
}
