//! Nothing that somebody sends and nothing about a person stands in a log, whatever is asked and however it fails.
//! The collector of `support::logs` watches the whole run; here everything that can be sent is sent with a mark in it.

use std::{collections::BTreeSet, process::Command};

use entity::{person, union_affiliation};
use medspil::core::{Id, Kind, Role, SENSITIVE_SCOPE};
use sea_orm::EntityTrait;
use serde_json::{Map, Value, json};

use crate::support::{
    logs::{self, MARK},
    process::Process,
    sdl::{Sdl, id_argument, is_list, is_required, name_of, stranger},
    world::{Issuer, World, each_database},
};

/// A text that somebody could mean to keep to itself.
fn free_text() -> String {
    format!("Fortroligt {MARK}: Åse er syg")
}

/// Who sends, and where to.
struct Sender<'a> {
    world: &'a World,
    sdl: &'a Sdl,
    address: std::net::SocketAddr,
    token: String,
    sent: usize,
}

impl Sender<'_> {
    async fn ask(&mut self, query: &str, variables: Value) -> Value {
        self.sent += 1;
        let answer = self.world.ask_at(self.address, Some(&self.token), query, variables).await.unwrap();
        answer.json
    }

    /// Every root field, with the mark in every text and variable.
    async fn queries(&mut self) {
        for field in self.sdl.queries() {
            let more = id_argument(field, true).map(|argument| {
                let id = stranger(Kind::Person);
                let id = if is_list(&argument.ty.node) { format!("[{id:?}]") } else { format!("{id:?}") };
                vec![format!("{}: {id}", argument.name.node)]
            });
            let call = self
                .sdl
                .call(field, &more.unwrap_or_default())
                .replace("\"Ord\"", &format!("{:?}", free_text()));
            self.ask(&format!("{{ {call} }}"), json!({ "unused": free_text() })).await;
        }
        for (list, _) in self.sdl.lists() {
            for (filter, text) in [
                ("name", free_text()),
                ("title", free_text()),
                ("actor", free_text()),
                ("name", format!("{MARK}\0")),
            ] {
                let query = format!(
                    "query($text: String) {{ {}(first: 2, where: {{{filter}: {{contains: $text}}}}) {{ totalCount }} }}",
                    list.name.node
                );
                self.ask(&query, json!({ "text": text })).await;
            }
        }
    }

    /// Every mutation with the mark in every text that it takes, wanted or not: some write, most are refused.
    async fn mutations(&mut self) {
        let sdl = self.sdl;
        let ids = self.real_ids().await;
        let mut done = 0;
        for mutation in sdl.mutations() {
            let name = mutation.name.node.as_str();
            for text in [free_text(), format!("{MARK}@{MARK}.example"), format!("{MARK}\0"), MARK.repeat(200)]
            {
                let of = name_of(&mutation.arguments[0].node.ty.node);
                let input = full(sdl, of, &text, &|field| ids(name, field));
                let answer = self.ask(&sdl.mutation(mutation), json!({ "input": input })).await;
                done += usize::from(answer["data"][name]["userErrors"] == json!([]));
            }
        }
        assert!(done >= 3, "only {done} mutations wrote something: texts that are kept were hardly tried");
    }

    /// Ids of things that the caller may change, by mutation and field.
    async fn real_ids(&mut self) -> impl Fn(&str, &str) -> String + use<> {
        let mut ids = std::collections::BTreeMap::new();
        for (kind, list) in [
            (Kind::Committee, "committees"),
            (Kind::Person, "persons"),
            (Kind::OrgUnit, "orgUnits"),
            (Kind::Seat, "seats(vacant: true)"),
            (Kind::Mandate, "mandates"),
            (Kind::Engagement, "engagements"),
            (Kind::LocalAgreement, "localAgreements(anyDate: true)"),
            (Kind::UnionAffiliation, "unionAffiliations(purpose: AUDIT)"),
        ] {
            let data = self.ask(&format!("{{ list: {list} {{ nodes {{ id }} }} }}"), json!({})).await;
            let id = data["data"]["list"]["nodes"][0]["id"].as_str().map(str::to_owned);
            ids.insert(kind, id.unwrap_or_else(|| stranger(kind)));
        }
        let viewer = self.ask("{ viewer { authority { id } } }", json!({})).await;
        let authority = viewer["data"]["viewer"]["authority"]["id"].as_str().unwrap().to_owned();
        ids.insert(Kind::Authority, authority);
        move |mutation: &str, field: &str| {
            let names = [
                ("committee", Kind::Committee),
                ("person", Kind::Person),
                ("orgUnit", Kind::OrgUnit),
                ("seat", Kind::Seat),
                ("mandate", Kind::Mandate),
                ("alternate", Kind::Mandate),
                ("engagement", Kind::Engagement),
                ("localAgreement", Kind::LocalAgreement),
                ("unionAffiliation", Kind::UnionAffiliation),
                ("manager", Kind::Person),
                ("authority", Kind::Authority),
                ("externalId", Kind::OrgUnit),
                ("parent", if mutation.starts_with("orgUnit") { Kind::OrgUnit } else { Kind::Committee }),
            ];
            let by =
                |text: &str| names.iter().find(|(name, _)| text.starts_with(name)).map(|(_, kind)| *kind);
            let kind = by(field).or_else(|| by(mutation)).unwrap_or(Kind::CommitteeUnit);
            ids.get(&kind).cloned().unwrap_or_else(|| stranger(kind))
        }
    }

    /// Documents that are refused, at each step at which one can be.
    async fn hostile_documents(&mut self) {
        let text = free_text();
        for query in [
            format!("{{ {MARK} }}"),
            format!("{{ {MARK}("),
            format!("# {text}\n{{ viewer {{ subject }} }}"),
            format!("{{ persons(where: {{{MARK}: 1}}) {{ totalCount }} }}"),
            format!("{{ ...{MARK} }}"),
            format!("fragment {MARK} on Query {{ ...{MARK} }} {{ ...{MARK} }}"),
            format!("{{ viewer @{MARK}(a: {text:?}) {{ subject }} }}"),
            format!("{{ node(id: {text:?}) {{ id }} }}"),
            format!("{{ nodes(ids: [{text:?}]) {{ id }} }}"),
            format!("{{ committees(after: {text:?}) {{ totalCount }} }}"),
            format!("{{ committees(asOf: {text:?}) {{ totalCount }} }}"),
            format!("{{ changes(since: {text:?}) {{ totalCount }} }}"),
            format!("{{ enumLabels(name: {text:?}) {{ value }} }}"),
            format!("query($a: {MARK}) {{ viewer {{ subject }} }}"),
            format!("{{ {}viewer {{ subject }} {} }}", "a: viewer { ".repeat(300), "}".repeat(300)),
            format!("subscription {{ {MARK} }}"),
            format!("{{ {} }}", format!("{MARK}: viewer {{ subject }} ").repeat(500)),
        ] {
            self.ask(&query, json!({ "a": text, "b": { MARK: [text] } })).await;
        }
    }

    /// Requests that never become a document: bodies, headers, addresses, credentials.
    async fn hostile_requests(&mut self) {
        let url = format!("http://{}/graphql", self.address);
        let client = crate::support::web::client();
        let forged = format!("{}.{MARK}", self.token.rsplit_once('.').unwrap().0);
        let ask = json!({ "query": "{ viewer { subject } }" }).to_string();
        let post = |url: &str| client.post(url).header("content-type", "application/json").body(ask.clone());
        let body = |text: String| client.post(&url).header("content-type", "application/json").body(text);
        let all = [
            body(format!("{{\"query\": \"{MARK}")),
            body(format!("[{{\"query\": \"{MARK}\"}}]")),
            body(format!("{{\"query\": \"{{ viewer {{ subject }} }}\", \"operationName\": \"{MARK}\"}}")),
            body(format!("{{\"query\": \"{{ viewer {{ subject }} }}\", \"variables\": \"{MARK}\"}}")),
            body(MARK.repeat(100_000)),
            client.post(&url).header("content-type", format!("text/{MARK}")).body(MARK),
            post(&url).header("accept", format!("text/{MARK}")),
            post(&url).header("accept-language", MARK),
            post(&url).header("x-request-id", format!("{MARK} with a blank")),
            post(&url).header("user-agent", MARK).header("referer", MARK).header("cookie", MARK),
            post(&url).header("x-forwarded-for", MARK).header("origin", format!("https://{MARK}.example")),
            post(&url).header("authorization", MARK),
            post(&url).header("authorization", format!("Basic {MARK}")),
            post(&url).header("authorization", format!("Bearer {MARK}.{MARK}.{MARK}")),
            post(&url).header("authorization", format!("Bearer {forged}")),
            post(&url).bearer_auth(&self.token).bearer_auth(&self.token),
            post(&format!("{url}?access_token={}", self.token)),
            post(&format!("{url}?{MARK}={MARK}")),
            client.get(format!("{url}?query={{{MARK}}}&variables={MARK}")),
            client.get(format!("http://{}/{MARK}?{MARK}", self.address)),
            client.get(format!("http://{}/explorer/{MARK}", self.address)),
            client.request(reqwest::Method::from_bytes(MARK.to_uppercase().as_bytes()).unwrap(), &url),
        ];
        for request in all {
            // A body over the limit may be cut off before its answer is read.
            drop(request.send().await);
            self.sent += 1;
        }
    }

    async fn everything(&mut self) {
        self.queries().await;
        self.mutations().await;
        self.hostile_documents().await;
        self.hostile_requests().await;
    }
}

/// An input with a text in every field that takes one, and everything else that it requires.
fn full(sdl: &Sdl, of: &str, text: &str, id: &dyn Fn(&str) -> String) -> Value {
    let mut input = Map::new();
    for field in &sdl.inputs[of] {
        let (name, of) = (field.name.node.to_string(), name_of(&field.ty.node));
        let value = match of {
            "String" => json!(text),
            "ID" => json!(id(&name)),
            inner if sdl.inputs.contains_key(inner) => full(sdl, inner, text, id),
            _ if is_required(field) => sdl.plausible(&name, &field.ty.node),
            _ => continue,
        };
        input.insert(name, if is_list(&field.ty.node) && !value.is_array() { json!([value]) } else { value });
    }
    Value::Object(input)
}

/// What the database knows about persons, as far as it is long enough to be told from other words.
async fn personal_words(world: &World) -> BTreeSet<String> {
    let unions = union_affiliation::Entity::find().all(world.db.read()).await.unwrap();
    let unions = unions.into_iter().flat_map(|row| [Some(row.union_name), row.agreement_group]);
    let persons = person::Entity::find().all(world.db.read()).await.unwrap();
    let persons =
        persons.into_iter().flat_map(|row| [Some(row.display_name), row.work_email, row.work_phone]);
    let words: BTreeSet<String> = unions.chain(persons).flatten().filter(|word| word.len() > 7).collect();
    assert!(words.len() > 100, "{} words", words.len());
    words
}

/// A server in this process and one that was started as a program are sent everything, and their logs hold a line for
/// each request and none with a token, a password, a text, a variable, a name or a union.
#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_logged() {
    let sdl = Sdl::read();
    each_database("small", async |world| {
        let place = logs::count();
        let words = personal_words(&world).await;
        let mut claims = world.claims("medCoordinator");
        claims.roles = Role::ALL.iter().copied().collect();
        claims.scopes = [SENSITIVE_SCOPE.to_owned()].into();
        let token = world.token(&claims);
        let mut sender = Sender { world: &world, sdl: &sdl, address: world.address, token, sent: 0 };
        sender.everything().await;
        let mut sent = sender.sent;

        let issuer = Issuer::named("https://log.example");
        let process = Process::serve(&world.url, &issuer, &[]);
        let now = std::time::UNIX_EPOCH.elapsed().unwrap();
        let now = chrono::DateTime::from_timestamp(i64::try_from(now.as_secs()).unwrap(), 0).unwrap();
        let token = issuer.issuer.sign(&claims, now).unwrap();
        let token = secrecy::ExposeSecret::expose_secret(&token).to_owned();
        let mut sender = Sender { world: &world, sdl: &sdl, address: process.address, token, sent: 0 };
        sender.everything().await;
        sent += sender.sent;
        process.terminate();
        assert!(process.wait().await.success());

        let lines = logs::since(place);
        let requests = lines.iter().filter(|line| line.contains("request_id")).count();
        assert!(requests >= sent - 20, "{requests} lines for {sent} requests: the log is not looked at");
        for line in &lines {
            let found = words.iter().find(|word| line.contains(*word));
            assert!(found.is_none(), "{found:?} on {}: {line}", world.database);
        }
    })
    .await;
}

/// A database that cannot be reached is told of without the password in its address.
#[test]
fn no_password_is_told() {
    for address in [
        format!("postgres://medspil:{MARK}@127.0.0.1:1/medspil"),
        format!("postgres://medspil:{MARK}@[nonsense/medspil"),
        format!("mysql://medspil:{MARK}@127.0.0.1/medspil"),
        format!("postgres://127.0.0.1:1/medspil?user=medspil&password={MARK}"),
    ] {
        for command in ["serve", "migrate", "doctor"] {
            let ended = Command::new(env!("CARGO_BIN_EXE_medspil-under-test"))
                .arg(command)
                .env_clear()
                .env("DATABASE_URL", &address)
                .env("MEDSPIL_LOG__FILTER", logs::FILTER)
                .env("MEDSPIL_DATABASE__ACQUIRE_TIMEOUT", "1s")
                .output()
                .unwrap();
            let told = [ended.stdout, ended.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
            assert!(!ended.status.success() && !told.is_empty(), "{command}: {told}");
            assert_eq!(logs::secret_in(&told), None, "{command} on {address}: {told}");
        }
    }
}

/// The collector sees what is logged in this process, and knows a secret in any case.
#[test]
fn the_collector_sees() {
    logs::collect();
    let place = logs::count();
    tracing::trace!(target: "medspil", seen = "by the collector");
    assert!(logs::since(place).iter().any(|line| line.contains("by the collector")));
    for line in [MARK.to_uppercase(), "Bearer eyJhbGciOi".to_owned(), "FAGFORENING NORD".to_owned()] {
        assert!(logs::secret_in(&line).is_some(), "{line}");
    }
    let id = Id::new(Kind::Person, uuid::Uuid::from_u128(1)).to_string();
    assert_eq!(logs::secret_in(&format!("request_id=\"{id}\" status=200")), None);
}
