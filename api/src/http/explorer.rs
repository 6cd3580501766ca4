//! Serves `GraphiQL` at `/explorer` from files that are compiled into the binary.
//!
//! What always holds: the page asks no other host for anything, needs neither inline scripts nor `eval`, cannot be
//! framed, and is the same in `serve` and `demo`; only the demo hands out tokens. The files are built in `explorer/`.

use std::sync::LazyLock;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{
        StatusCode,
        header::{self, ETag, EntityTag, Header, IfNoneMatch},
    },
    web,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// Everything is refused that `GraphiQL` does not need. Styles set through the CSSOM need no `'unsafe-inline'`.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The name of the page among the assets; it is served at `/explorer` itself.
const PAGE: &str = "index.html";

/// Bearer tokens that the page offers, as a JSON object from role to token, for instance `{"employee": "eyJ..."}`.
///
/// Register it as application data in the demo only. Without it, or with `None`, `/explorer/tokens.json` is 404 and the
/// page shows a field to paste a token into.
#[derive(Clone, Debug, Default)]
pub struct ExplorerTokens(pub Option<serde_json::Value>);

struct Asset {
    name: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
    tag: EntityTag,
}

impl Asset {
    fn new(name: &'static str, content_type: &'static str, bytes: &'static [u8]) -> Self {
        let tag = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(bytes));
        // Weak, because the compressed and the plain form of an answer share it.
        Self { name, content_type, bytes, tag: EntityTag::new_weak(tag) }
    }
}

macro_rules! asset {
    ($name:literal, $content_type:literal) => {
        Asset::new(
            $name,
            $content_type,
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/explorer/", $name)),
        )
    };
}

static ASSETS: LazyLock<[Asset; 6]> = LazyLock::new(|| {
    [
        asset!("index.html", "text/html; charset=utf-8"),
        asset!("explorer.js", "text/javascript; charset=utf-8"),
        asset!("explorer.css", "text/css; charset=utf-8"),
        asset!("icon.svg", "image/svg+xml"),
        asset!("examples.graphql", "text/plain; charset=utf-8"),
        asset!("licenses.txt", "text/plain; charset=utf-8"),
    ]
});

/// Adds `/explorer`, its assets and `/explorer/tokens.json` to the routes.
pub fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(web::resource("/explorer").route(web::get().to(page)).route(web::head().to(page)))
        // The page names its assets relative to `/explorer`, so that it also works behind a path prefix.
        .service(web::redirect("/explorer/", "../explorer"))
        .service(web::resource("/explorer/tokens.json").route(web::get().to(tokens)))
        .service(web::resource("/explorer/{asset}").route(web::get().to(asset)).route(web::head().to(asset)));
}

async fn page(request: HttpRequest) -> HttpResponse {
    serve(&request, PAGE)
}

async fn asset(request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    if name.as_str() == PAGE {
        return answer(StatusCode::NOT_FOUND).finish();
    }
    serve(&request, &name)
}

async fn tokens(tokens: Option<web::Data<ExplorerTokens>>) -> HttpResponse {
    match tokens.as_ref().and_then(|data| data.0.as_ref()) {
        Some(tokens) => {
            answer(StatusCode::OK).insert_header((header::CACHE_CONTROL, "no-store")).json(tokens)
        }
        None => answer(StatusCode::NOT_FOUND).finish(),
    }
}

fn serve(request: &HttpRequest, name: &str) -> HttpResponse {
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return answer(StatusCode::NOT_FOUND).finish();
    };
    let known = matches!(IfNoneMatch::parse(request), Ok(IfNoneMatch::Items(tags))
        if tags.iter().any(|tag| tag.weak_eq(&asset.tag)));
    let mut response = answer(if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK });
    // A browser asks each time and is answered 304 until the binary changes: never an old script with a new page.
    response.insert_header((header::CACHE_CONTROL, "no-cache")).insert_header(ETag(asset.tag.clone()));
    if known {
        return response.finish();
    }
    response.insert_header((header::CONTENT_TYPE, asset.content_type)).body(asset.bytes)
}

/// An answer with the headers that every path below `/explorer` carries, refusals included.
fn answer(status: StatusCode) -> HttpResponseBuilder {
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"))
        .insert_header((header::CROSS_ORIGIN_OPENER_POLICY, "same-origin"))
        .insert_header((header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"));
    response
}

#[cfg(test)]
mod tests {
    use actix_web::{App, body::to_bytes, dev::ServiceResponse, test};
    use serde_json::json;

    use super::*;

    async fn get(path: &str, if_none_match: Option<&str>, tokens: Option<ExplorerTokens>) -> ServiceResponse {
        let mut app = App::new().configure(configure);
        if let Some(tokens) = tokens {
            app = app.app_data(web::Data::new(tokens));
        }
        let service = test::init_service(app).await;
        let mut request = test::TestRequest::get().uri(path);
        if let Some(tag) = if_none_match {
            request = request.insert_header((header::IF_NONE_MATCH, tag));
        }
        test::call_service(&service, request.to_request()).await
    }

    fn header_of(response: &ServiceResponse, name: header::HeaderName) -> &str {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    #[actix_web::test]
    async fn every_file_the_page_names_is_served_with_the_strict_policy() {
        let html = std::str::from_utf8(ASSETS[0].bytes).unwrap();
        let named: Vec<&str> = html.split('"').filter_map(|part| part.strip_prefix("explorer/")).collect();
        assert_eq!(named, ["icon.svg", "explorer.css", "explorer.js"]);
        for name in named.into_iter().chain(["examples.graphql", "licenses.txt"]) {
            let response = get(&format!("/explorer/{name}"), None, None).await;
            assert_eq!(response.status(), StatusCode::OK, "{name}");
            assert_eq!(header_of(&response, header::CONTENT_SECURITY_POLICY), POLICY);
            assert_eq!(header_of(&response, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        }
    }

    #[actix_web::test]
    async fn the_page_names_no_other_host_and_has_nothing_inline() {
        let response = get("/explorer", None, None).await;
        assert_eq!(header_of(&response, header::CONTENT_TYPE), "text/html; charset=utf-8");
        let html = to_bytes(response.into_body()).await.unwrap();
        let html = std::str::from_utf8(&html).unwrap();
        assert!(!html.contains("//") && !html.contains("style=") && !html.contains("<style"), "{html}");
        assert_eq!(html.matches("<script").count(), html.matches("<script src=\"explorer/").count());
    }

    #[actix_web::test]
    async fn every_example_has_a_title_in_both_languages_and_one_operation() {
        let response = get("/explorer/examples.graphql", None, None).await;
        let body = to_bytes(response.into_body()).await.unwrap();
        let text = std::str::from_utf8(&body).unwrap();
        let begins = |mark: &str| text.lines().filter(|line| line.starts_with(mark)).count();
        assert!(begins("# da: ") >= 4);
        assert_eq!(begins("# da: "), begins("# en: "));
        assert_eq!(begins("# da: "), begins("query ") + begins("mutation ") + begins("subscription "));
    }

    #[actix_web::test]
    async fn a_browser_that_has_the_file_gets_304_without_a_body() {
        let first = get("/explorer/explorer.css", None, None).await;
        let tag = header_of(&first, header::ETAG).to_owned();
        let again = get("/explorer/explorer.css", Some(&tag), None).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert!(to_bytes(again.into_body()).await.unwrap().is_empty());
        let other = get("/explorer/explorer.css", Some("W/\"0\""), None).await;
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[actix_web::test]
    async fn tokens_are_served_by_the_demo_only() {
        for nobody in [None, Some(ExplorerTokens(None))] {
            assert_eq!(get("/explorer/tokens.json", None, nobody).await.status(), StatusCode::NOT_FOUND);
        }
        let demo = ExplorerTokens(Some(json!({"employee": "a.b.c"})));
        let response = get("/explorer/tokens.json", None, Some(demo)).await;
        assert_eq!(header_of(&response, header::CACHE_CONTROL), "no-store");
        assert_eq!(header_of(&response, header::CONTENT_TYPE), "application/json");
        assert_eq!(to_bytes(response.into_body()).await.unwrap(), "{\"employee\":\"a.b.c\"}");
    }

    #[actix_web::test]
    async fn unknown_files_are_not_found_and_a_last_slash_is_forgiven() {
        for path in ["/explorer/index.html", "/explorer/nothing.js", "/explorer/..%2f..%2fCargo.toml"] {
            assert_eq!(get(path, None, None).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        let response = get("/explorer/", None, None).await;
        assert_eq!(header_of(&response, header::LOCATION), "../explorer");
    }
}
