//! Content in a store that speaks S3: a small one of the test's own, which keeps objects in memory and takes signed
//! requests only.

use std::{
    collections::BTreeMap,
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex},
};

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use chrono::TimeDelta;
use futures::TryStreamExt;
use medspil::storage::{Bucket, Key, Place, Storage, StorageOptions};
use reqwest::Method;
use secrecy::SecretString;
use serde_json::json;
use uuid::Uuid;

use super::{Now, PDF, REMOVE, announced, hexadecimal, id_of, open_item, request, sha256};
use crate::support::world::each_database;

const REGION: &str = "eu-test-1";
const KEY_ID: &str = "TESTKEY";
const DATE: &str = "2026-11-23T09:00:00.000Z";

/// What the store holds, and what it was asked.
#[derive(Default)]
struct Kept {
    objects: BTreeMap<String, Vec<u8>>,
    parts: BTreeMap<(String, u32), Vec<u8>>,
    asked: Vec<String>,
}

type Shared = web::Data<Mutex<Kept>>;

/// A running store.
struct Store {
    address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
}

impl Store {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let kept = Arc::new(Mutex::new(Kept::default()));
        let shared: Shared = web::Data::from(Arc::clone(&kept));
        // It ends with the process.
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let app = move || {
                    App::new()
                        .app_data(shared.clone())
                        .app_data(web::PayloadConfig::new(64 << 20))
                        .default_service(web::to(serve))
                };
                HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap().run().await
            })
        });
        Self { address, kept }
    }

    fn options(&self, secret: &str) -> StorageOptions {
        let place = Place::Bucket(Bucket {
            name: "bilag".into(),
            prefix: "med/prod".into(),
            endpoint: Some(format!("http://{}", self.address)),
            region: REGION.into(),
            keys: Some((SecretString::from(KEY_ID), SecretString::from(secret))),
            allow_http: true,
        });
        StorageOptions { place, max_bytes: 50 << 20 }
    }

    fn objects(&self) -> Vec<String> {
        self.kept.lock().unwrap().objects.keys().cloned().collect()
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.kept.lock().unwrap().asked)
    }
}

async fn serve(request: HttpRequest, body: web::Bytes, kept: Shared) -> HttpResponse {
    let mut kept = kept.lock().unwrap();
    let query =
        web::Query::<BTreeMap<String, String>>::from_query(request.query_string()).unwrap().into_inner();
    let path = request.path().strip_prefix("/bilag").unwrap_or_default().trim_start_matches('/').to_owned();
    let method = request.method().as_str();
    let named: Vec<&str> = query.keys().map(String::as_str).collect();
    kept.asked.push(format!("{method} {}", named.join(",")).trim().to_owned());
    if let Err(problem) = signature(&request, &body) {
        return HttpResponse::Forbidden().body(format!("<Error><Code>{problem}</Code></Error>"));
    }
    let tag = |content: &[u8]| format!("\"{}\"", &sha256(content)[..32]);
    let part = query.get("partNumber").map(|number| number.parse::<u32>().unwrap());
    match (method, part, query.get("uploadId")) {
        ("GET", ..) if query.contains_key("list-type") => list(&kept, &query),
        ("POST", None, None) => HttpResponse::Ok()
            .body("<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>"),
        ("PUT", Some(part), Some(_)) => {
            kept.parts.insert((path, part), body.to_vec());
            HttpResponse::Ok().insert_header(("etag", tag(&body))).finish()
        }
        ("POST", None, Some(_)) => {
            let parts = std::mem::take(&mut kept.parts);
            let content: Vec<u8> = parts.into_values().flatten().collect();
            let answer = format!(
                "<CompleteMultipartUploadResult><ETag>{}</ETag></CompleteMultipartUploadResult>",
                "x"
            );
            kept.objects.insert(path, content);
            HttpResponse::Ok().body(answer)
        }
        ("DELETE", None, Some(_)) => {
            kept.parts.clear();
            HttpResponse::NoContent().finish()
        }
        ("PUT", None, None) => {
            let answer = HttpResponse::Ok().insert_header(("etag", tag(&body))).finish();
            kept.objects.insert(path, body.to_vec());
            answer
        }
        ("GET", ..) => match kept.objects.get(&path) {
            Some(content) => HttpResponse::Ok()
                .insert_header(("etag", tag(content)))
                .insert_header(("last-modified", "Mon, 23 Nov 2026 09:00:00 GMT"))
                .body(content.clone()),
            None => HttpResponse::NotFound().body("<Error><Code>NoSuchKey</Code></Error>"),
        },
        ("DELETE", ..) => {
            kept.objects.remove(&path);
            HttpResponse::NoContent().finish()
        }
        _ => HttpResponse::NotImplemented().finish(),
    }
}

fn list(kept: &Kept, query: &BTreeMap<String, String>) -> HttpResponse {
    let prefix = query.get("prefix").cloned().unwrap_or_default();
    let entry = |(key, content): (&String, &Vec<u8>)| {
        let size = content.len();
        format!(
            "<Contents><Key>{key}</Key><LastModified>{DATE}</LastModified><Size>{size}</Size><ETag>x</ETag></Contents>"
        )
    };
    let entries: Vec<String> =
        kept.objects.iter().filter(|(key, _)| key.starts_with(&prefix)).map(entry).collect();
    HttpResponse::Ok().body(format!("<ListBucketResult>{}</ListBucketResult>", entries.concat()))
}

/// Checks a request as S3 does (AWS Signature Version 4): its key, its region and the signature over all of it.
fn signature(request: &HttpRequest, body: &[u8]) -> Result<(), &'static str> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let rest = header("authorization").strip_prefix("AWS4-HMAC-SHA256 ").ok_or("AccessDenied")?;
    let part = |name: &str| rest.split(", ").find_map(|part| part.strip_prefix(name)).unwrap_or("");
    let stamp = header("x-amz-date");
    let scope = format!("{}/{REGION}/s3/aws4_request", stamp.get(..8).unwrap_or(""));
    if part("Credential=") != format!("{KEY_ID}/{scope}") {
        return Err("InvalidAccessKeyId");
    }
    let digest = header("x-amz-content-sha256");
    if digest != sha256(body) {
        return Err("XAmzContentSHA256Mismatch");
    }
    let mut query: Vec<String> = request
        .query_string()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| if pair.contains('=') { pair.to_owned() } else { format!("{pair}=") })
        .collect();
    query.sort();
    let signed = part("SignedHeaders=");
    let headers: Vec<String> =
        signed.split(';').map(|name| format!("{name}:{}\n", header(name).trim())).collect();
    let headers = headers.concat();
    let canonical =
        [request.method().as_str(), request.path(), &query.join("&"), &headers, signed, digest].join("\n");
    let text = format!("AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{}", sha256(canonical.as_bytes()));
    let key = scope.split('/').fold(b"AWS4test-secret".to_vec(), |key, part| hmac(&key, part.as_bytes()));
    let expected = hexadecimal(&hmac(&key, text.as_bytes()));
    if part("Signature=") == expected { Ok(()) } else { Err("SignatureDoesNotMatch") }
}

/// HMAC-SHA256 of a short key (RFC 2104).
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let padded = |pad: u8| (0..64).map(|at| key.get(at).copied().unwrap_or(0) ^ pad).collect::<Vec<u8>>();
    let inner = Sha256::digest([padded(0x36), text.to_vec()].concat());
    Sha256::digest([padded(0x5c), inner.to_vec()].concat()).to_vec()
}

async fn write(storage: &Storage, key: Key, content: &[u8]) {
    let mut writer = storage.writer(key);
    for piece in content.chunks(100_000) {
        writer.write(piece.to_vec().into()).await.unwrap();
    }
    writer.finish().await.unwrap();
}

async fn read(storage: &Storage, key: Key) -> Option<Vec<u8>> {
    let content = storage.read(key).await.unwrap()?;
    let pieces: Vec<_> = content.bytes.try_collect().await.unwrap();
    let whole = pieces.concat();
    assert_eq!(u64::try_from(whole.len()).unwrap(), content.size);
    Some(whole)
}

/// Content goes into the bucket below the prefix, in one request or in parts, comes back as it was, is listed by its age,
/// and is gone when it is removed. Every request is signed; the secret itself is never sent.
#[tokio::test]
async fn content_lies_in_a_bucket() {
    let store = Store::start();
    let storage = Storage::open(&store.options("test-secret")).unwrap();
    storage.check().await.unwrap();
    assert!(store.objects().is_empty());
    store.asked();
    let key = || Key { authority: Uuid::from_u128(7), content: Uuid::now() };
    let (small, large) = (key(), key());
    write(&storage, small, PDF).await;
    assert_eq!(store.asked(), ["PUT"]);
    let content: Vec<u8> = (0..11_000_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    write(&storage, large, &content).await;
    assert_eq!(store.asked().len(), 5, "begin, three parts, end");
    let expected = format!("med/prod/{}/{}", small.authority.simple(), small.content.simple());
    assert!(store.objects().contains(&expected), "{:?}", store.objects());
    assert_eq!(read(&storage, small).await.unwrap(), PDF);
    assert!(read(&storage, large).await.unwrap() == content);
    assert_eq!(read(&storage, key()).await, None);
    let at = |hours: i64| DATE.parse::<chrono::DateTime<chrono::Utc>>().unwrap() + TimeDelta::hours(hours);
    let old: Vec<Key> = storage.written_before(at(1)).try_collect().await.unwrap();
    assert!(old.len() == 2 && old.contains(&small) && old.contains(&large), "{old:?}");
    let older: Vec<Key> = storage.written_before(at(-1)).try_collect().await.unwrap();
    assert_eq!(older, []);
    storage.remove(large).await.unwrap();
    storage.remove(large).await.unwrap();
    assert_eq!(store.objects(), [expected]);

    // What is given up in the middle is taken back.
    store.asked();
    let mut writer = storage.writer(key());
    writer.write(content.into()).await.unwrap();
    drop(writer);
    for _ in 0..200 {
        if store.kept.lock().unwrap().asked.iter().any(|asked| asked == "DELETE uploadId") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("{:?}", store.asked());
}

/// A wrong secret is refused by the store, and an operator hears so without hearing the secret.
#[tokio::test]
async fn a_wrong_secret_is_told() {
    let store = Store::start();
    let options = store.options("wrong-secret");
    assert!(!format!("{options:?}").contains("wrong-secret"));
    let problem = Storage::open(&options).unwrap().check().await.unwrap_err();
    assert!(problem.contains("cannot be written"), "{problem}");
    assert!(!problem.contains("wrong-secret"));
}

/// The whole way with a bucket: sent through the server, read, removed; while the store is away callers are told BUSY.
#[tokio::test]
async fn attachments_lie_in_a_bucket() {
    each_database("small", async |world| {
        let store = Store::start();
        let storage = Storage::open(&store.options("test-secret")).unwrap();
        let node = world.node_keeping(storage, |_| {}).await;
        let item = open_item(&world).await;
        let path = announced(&world, &item, PDF, json!({})).await;
        let body = Some(reqwest::Body::from(PDF));
        let sent = request(&world, node.address, "secretary", (Method::PUT, &path), body, &[]).await;
        assert_eq!(sent.status, 201, "{}", String::from_utf8_lossy(&sent.body));
        assert_eq!(store.objects().len(), 1);
        let read = request(&world, node.address, "employee", (Method::GET, &path), None, &[]).await;
        assert_eq!(read.body, PDF);
        let token = world.token_of("secretary").await;
        let removed = world
            .ask_at(node.address, token.as_deref(), REMOVE, json!({ "input": { "id": id_of(&path) } }))
            .await
            .unwrap();
        assert_eq!(removed.data()["attachmentRemove"]["attachment"]["state"], "REMOVED");
        assert!(store.objects().is_empty());

        let away = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut options = store.options("test-secret");
        if let Place::Bucket(bucket) = &mut options.place {
            bucket.endpoint = Some(format!("http://{away}"));
        }
        let node = world.node_keeping(Storage::open(&options).unwrap(), |_| {}).await;
        let path = announced(&world, &item, PDF, json!({})).await;
        let body = Some(reqwest::Body::from(PDF));
        let sent = request(&world, node.address, "secretary", (Method::PUT, &path), body, &[]).await;
        assert_eq!(sent.refusal(), (503, "BUSY".into()));
    })
    .await;
}
