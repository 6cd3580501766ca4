//! A server with a small schema, made to show what the library behind it gets wrong.

use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use async_graphql::{EmptySubscription, Error, Object, Request, Response, Schema};
use medspil::config::HttpConfig;
use medspil::core::Text;
use medspil::http::{App, AuthFault, Backend, Call, Caller, Settings};
use serde_json::{Value, json};
use tokio::sync::{Semaphore, watch};

/// What the schema did.
pub struct Seen {
    /// Writes done.
    pub written: AtomicUsize,
    /// The address of the last caller.
    pub caller: Mutex<Option<IpAddr>>,
    /// Fields `held` that wait now, and those that were given up while they waited.
    held: watch::Sender<(usize, usize)>,
    /// Lets one `held` go for each permit.
    gate: Semaphore,
}

impl Seen {
    fn new() -> Self {
        Self {
            written: AtomicUsize::new(0),
            caller: Mutex::default(),
            held: watch::Sender::new((0, 0)),
            gate: Semaphore::new(0),
        }
    }

    /// Waits until this many fields wait.
    pub async fn until_held(&self, count: usize) {
        self.until(|(held, _)| *held == count).await;
    }

    /// Waits until this many fields were given up.
    pub async fn until_given_up(&self, count: usize) {
        self.until(|(_, given_up)| *given_up == count).await;
    }

    async fn until(&self, wanted: impl FnMut(&(usize, usize)) -> bool) {
        let mut changes = self.held.subscribe();
        let reached = tokio::time::timeout(Duration::from_secs(5), changes.wait_for(wanted)).await;
        assert!(reached.is_ok(), "it never came to that");
    }

    /// Lets this many fields go.
    pub fn release(&self, count: usize) {
        self.gate.add_permits(count);
    }
}

/// A field that waits; dropped before it is let go, it was given up.
struct Holding<'a>(&'a Seen, bool);

impl Drop for Holding<'_> {
    fn drop(&mut self) {
        self.0.held.send_modify(|(held, given_up)| {
            *held -= 1;
            *given_up += usize::from(!self.1);
        });
    }
}

pub struct Query;
pub struct Mutation;
pub struct Thing(i32);
pub struct ThingConnection(i32);
pub struct PageInfo;

#[Object]
impl Query {
    async fn fast(&self) -> i32 {
        1
    }
    async fn slow(&self, #[graphql(default = 20)] ms: u64) -> u64 {
        tokio::time::sleep(Duration::from_millis(ms)).await;
        ms
    }
    /// Waits until the test lets it go.
    async fn held(&self, ctx: &async_graphql::Context<'_>) -> i32 {
        let seen = ctx.data_unchecked::<Arc<Seen>>();
        seen.held.send_modify(|(held, _)| *held += 1);
        let mut holding = Holding(seen, false);
        seen.gate.acquire().await.unwrap().forget();
        holding.1 = true;
        2
    }
    async fn maybe(&self) -> Option<Thing> {
        Some(Thing(1))
    }
    async fn must(&self) -> Thing {
        Thing(1)
    }
    async fn many(&self, n: i32) -> Vec<Option<Thing>> {
        (0..n).map(|n| Some(Thing(n))).collect()
    }
    async fn things(&self, first: Option<i32>) -> ThingConnection {
        ThingConnection(first.unwrap_or(20))
    }
    async fn echo(&self, text: Option<String>) -> String {
        text.unwrap_or_else(|| "nothing".to_owned())
    }
    async fn int(&self, n: i32) -> i32 {
        n
    }
    async fn float(&self, n: f64) -> f64 {
        n
    }
    async fn big(&self, bytes: usize) -> String {
        "x".repeat(bytes)
    }
    async fn boom(&self, when: Option<bool>) -> i32 {
        assert!(when.is_some(), "as asked");
        3
    }
}

#[Object]
impl Mutation {
    async fn write(&self, ctx: &async_graphql::Context<'_>) -> i32 {
        ctx.data_unchecked::<Arc<Seen>>().written.fetch_add(1, Ordering::SeqCst);
        1
    }
}

#[Object]
impl Thing {
    async fn fast(&self) -> i32 {
        self.0
    }
    async fn fails(&self) -> Result<i32, Error> {
        Err(Error::new("a secret of the database"))
    }
    async fn thing(&self) -> Option<Thing> {
        Some(Thing(self.0))
    }
    async fn things(&self, first: Option<i32>) -> ThingConnection {
        ThingConnection(first.unwrap_or(20))
    }
}

#[Object]
impl ThingConnection {
    async fn nodes(&self) -> Vec<Thing> {
        (0..self.0).map(Thing).collect()
    }
    async fn page_info(&self) -> PageInfo {
        PageInfo
    }
}

#[Object]
impl PageInfo {
    async fn has_next_page(&self) -> bool {
        false
    }
}

pub struct Tiny {
    schema: Schema<Query, Mutation, EmptySubscription>,
    sdl: String,
    seen: Arc<Seen>,
    ready: Arc<AtomicBool>,
}

pub struct Nobody;

impl Caller for Nobody {
    fn kind(&self) -> &'static str {
        "anonymous"
    }
    fn authority(&self) -> Option<String> {
        None
    }
}

impl Backend for Tiny {
    type Caller = Nobody;

    async fn authenticate(
        &self,
        authorization: Option<&str>,
        address: Option<IpAddr>,
    ) -> Result<Nobody, AuthFault> {
        *self.seen.caller.lock().unwrap() = address;
        match authorization {
            None | Some("Bearer good") => Ok(Nobody),
            Some("Bearer busy") => Err(AuthFault::Busy),
            Some(_) => {
                Err(AuthFault::Refused(Text::new("tokenet duer ikke", "the \"token\" is no good\r\nX: y")))
            }
        }
    }
    async fn execute(&self, request: Request, _: Nobody, _: Call) -> Response {
        self.schema.execute(request.data(Arc::clone(&self.seen))).await
    }
    async fn not_ready(&self) -> Vec<String> {
        if self.ready.load(Ordering::SeqCst) { Vec::new() } else { vec!["The database is away.".to_owned()] }
    }
    fn sdl(&self) -> &str {
        &self.sdl
    }
    fn new_request_id(&self) -> String {
        "made-by-the-server".to_owned()
    }
}

/// A running server; dropping it stops it.
pub struct Server {
    pub address: SocketAddr,
    pub seen: Arc<Seen>,
    pub ready: Arc<AtomicBool>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Settings)) -> Self {
        crate::support::logs::collect();
        let mut config = Settings::from(HttpConfig { workers: 1, ..HttpConfig::default() });
        change(&mut config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, ready) = (Arc::new(Seen::new()), Arc::new(AtomicBool::new(true)));
        let schema = Schema::build(Query, Mutation, EmptySubscription).finish();
        let tiny = Tiny { sdl: schema.sdl(), schema, seen: Arc::clone(&seen), ready: Arc::clone(&ready) };
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let app = App::new(tiny, config).unwrap();
            let stop = async {
                drop(stopped.await);
            };
            runtime.block_on(app.serve(listener, stop)).unwrap();
        });
        Self { address, seen, ready, stop: Some(stop), thread: Some(thread) }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A POST to `/graphql` with a JSON body, to be sent or changed.
    pub fn post(&self, body: &Value) -> reqwest::RequestBuilder {
        crate::support::web::client().post(self.url("/graphql")).json(body)
    }

    /// Runs a document; gives the status and the body.
    pub async fn run(&self, query: &str) -> (u16, Value) {
        self.run_with(query, &json!({})).await
    }

    pub async fn run_with(&self, query: &str, variables: &Value) -> (u16, Value) {
        let body = json!({ "query": query, "variables": variables });
        let response = self.post(&body).header("accept", GRAPHQL).send().await.unwrap();
        let status = response.status().as_u16();
        let body = response.json().await.unwrap();
        check_errors(&body);
        (status, body)
    }

    /// Sends raw bytes and reads until the server closes, or for a while.
    pub fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may refuse and close before all is written.
        drop(stream.write_all(bytes));
        read(&mut stream)
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        stream
    }

    /// Asks the server to stop without waiting for it.
    pub fn begin_stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            assert!(stop.send(()).is_ok(), "the server ended by itself");
        }
    }

    /// Waits until a stopped server has ended.
    pub fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.begin_stop();
        if !std::thread::panicking() {
            self.join();
        }
    }
}

pub const GRAPHQL: &str = "application/graphql-response+json";

/// Reads an answer to its end, or what there is of it after five seconds.
pub fn read(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(read) = stream.read(&mut buffer) {
        answer.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&answer);
        let length =
            text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        let complete =
            text.split_once("\r\n\r\n").zip(length).is_some_and(|((_, body), length)| body.len() >= length);
        if read == 0 || complete {
            break;
        }
    }
    String::from_utf8_lossy(&answer).into_owned()
}

/// What a slow client does between two bytes.
#[expect(clippy::disallowed_methods, reason = "the client is slow on purpose, in a thread of its own")]
pub fn dawdle(ms: u64) {
    std::thread::sleep(Duration::from_millis(ms));
}

/// What holds for every answer: at most 100 errors, each with a code, a request id and a short message.
pub fn check_errors(body: &Value) {
    let errors = body["errors"].as_array().map_or(&[][..], Vec::as_slice);
    assert!(errors.len() <= 100, "{} errors", errors.len());
    for error in errors {
        assert!(error["message"].as_str().unwrap().chars().count() <= 300, "{error}");
        assert!(
            error["extensions"]["code"].is_string() && error["extensions"]["requestId"].is_string(),
            "{error}"
        );
    }
}

/// The code of the first error.
pub fn code(body: &Value) -> &str {
    body["errors"][0]["extensions"]["code"].as_str().unwrap_or("none")
}
