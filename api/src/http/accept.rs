//! `Accept`: which of the two media types of GraphQL over HTTP a client wants.
//!
//! The most specific range that matches a type gives its weight; the heavier type wins, and `application/json`
//! wins a tie, unless the client named the other first. Nothing acceptable is 406.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::http::header;

use super::fault::Fault;

/// A media type of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaType {
    /// `application/json`: what clients understood before the specification.
    Json,
    /// `application/graphql-response+json`: the status tells whether the operation ran.
    GraphqlResponse,
}

impl MediaType {
    const fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GraphqlResponse => "application/graphql-response+json",
        }
    }

    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    /// The status of a well-formed request whose operation never ran.
    pub(super) const fn never_ran(self) -> StatusCode {
        match self {
            Self::Json => StatusCode::OK,
            Self::GraphqlResponse => StatusCode::BAD_REQUEST,
        }
    }
}

/// Chooses the media type of the answer.
pub(super) fn negotiate(request: &HttpRequest) -> Result<MediaType, Fault> {
    let mut ranges = Vec::new();
    for value in request.headers().get_all(header::ACCEPT) {
        // A header that is no text names nothing that we have.
        ranges.extend(value.to_str().unwrap_or_default().split(',').map(Range::parse));
    }
    choose(&ranges).ok_or_else(|| {
        let message = "Accept must allow application/graphql-response+json or application/json, in UTF-8.";
        Fault::new(StatusCode::NOT_ACCEPTABLE, "BAD_DOCUMENT", message)
    })
}

fn choose(ranges: &[Option<Range<'_>>]) -> Option<MediaType> {
    if ranges.is_empty() {
        return Some(MediaType::Json);
    }
    // Most specific first; for equal ones the first named.
    let best = |media: MediaType| {
        let matching = ranges.iter().enumerate().filter_map(|(at, range)| {
            let range = range.as_ref()?;
            Some((range.specificity(media)?, at, range.weight))
        });
        matching.max_by_key(|(specificity, at, _)| (*specificity, std::cmp::Reverse(*at)))
    };
    let candidates = [MediaType::Json, MediaType::GraphqlResponse].into_iter().filter_map(|media| {
        let (specificity, at, weight) = best(media)?;
        // A wildcard names neither type first.
        let named = if specificity == EXACT { at } else { usize::MAX };
        (weight > 0).then_some((media, weight, named))
    });
    // `min_by_key` takes the first of equals, which is JSON.
    candidates
        .min_by_key(|(_, weight, named)| (std::cmp::Reverse(*weight), *named))
        .map(|(media, _, _)| media)
}

const EXACT: u8 = 2;

/// One media range of an `Accept` header.
#[derive(Debug)]
struct Range<'a> {
    name: &'a str,
    /// Thousandths.
    weight: u16,
    charset_fits: bool,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let name = parts.next().filter(|name| name.contains('/'))?;
        let mut range = Range { name, weight: 1_000, charset_fits: true };
        for part in parts {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let value = value.trim().trim_matches('"');
            if key.trim().eq_ignore_ascii_case("q") {
                range.weight = weight(value);
            } else if key.trim().eq_ignore_ascii_case("charset") {
                range.charset_fits = is_utf8(value);
            }
        }
        Some(range)
    }

    fn specificity(&self, media: MediaType) -> Option<u8> {
        let specificity = match self.name {
            "*/*" => 0,
            name if name.eq_ignore_ascii_case("application/*") => 1,
            name if name.eq_ignore_ascii_case(media.name()) => EXACT,
            _ => return None,
        };
        self.charset_fits.then_some(specificity)
    }
}

/// A weight of `Accept`: at most three decimals, between 0 and 1. What is none counts as 0.
fn weight(text: &str) -> u16 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let decimals = format!("{decimals:0<3}");
    match (whole, decimals.parse::<u16>()) {
        ("1", Ok(_)) => 1_000,
        ("0" | "", Ok(thousandths)) if decimals.len() == 3 => thousandths,
        _ => 0,
    }
}

/// Whether a charset is UTF-8 by one of its names.
pub(super) fn is_utf8(charset: &str) -> bool {
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(accept: &str) -> Option<MediaType> {
        choose(&accept.split(',').map(Range::parse).collect::<Vec<_>>())
    }

    /// Weights, wildcards, order and charsets decide as the specifications say.
    #[test]
    fn accept_is_negotiated() {
        let (json, graphql) = (Some(MediaType::Json), Some(MediaType::GraphqlResponse));
        assert_eq!(choose(&[]), json);
        for (accept, expected) in [
            ("application/json", json),
            ("application/graphql-response+json", graphql),
            ("APPLICATION/GRAPHQL-RESPONSE+JSON; charset=UTF-8", graphql),
            ("*/*", json),
            ("application/*", json),
            ("text/html, application/xhtml+xml, */*;q=0.8", json),
            ("application/graphql-response+json, application/json", graphql),
            ("application/json, application/graphql-response+json", json),
            ("application/json;q=0.9, application/graphql-response+json", graphql),
            ("application/graphql-response+json;q=0.1, application/json;q=0.2", json),
            ("application/graphql-response+json, */*", graphql),
            ("application/json;q=0, */*", graphql),
            ("*/*;q=0", None),
            ("text/html", None),
            ("application/json; charset=latin1", None),
            ("application/json; charset=\"utf8\"", json),
            ("nonsense", None),
            ("", None),
        ] {
            assert_eq!(chosen(accept), expected, "{accept}");
        }
    }
}
