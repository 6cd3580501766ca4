//! Who really called: the address of the client behind trusted reverse proxies.
//!
//! What always holds: a header says something only when a trusted proxy sent it. Each proxy adds the address that called
//! it at the right end, so the list is read from there, and the first address that is no trusted proxy is the client:
//! everything further left is what the client itself wrote.

use std::net::{IpAddr, SocketAddr};

use actix_web::HttpRequest;
use actix_web::http::header::{FORWARDED, HeaderMap, X_FORWARDED_FOR};

use crate::config::{ForwardedHeader, HttpConfig};

/// Most proxies in a row.
const HOPS_MAX: usize = 32;

/// The address of the client; none when the connection does not say.
pub(super) fn address(request: &HttpRequest, config: &HttpConfig) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    Some(client(peer, request.headers(), config))
}

fn client(peer: IpAddr, headers: &HeaderMap, config: &HttpConfig) -> IpAddr {
    let is_trusted = |address: &IpAddr| config.trusted_proxies.iter().any(|net| net.contains(address));
    // The one that the last trusted proxy vouches for. What cannot be read ends the chain.
    let mut vouched = peer.to_canonical();
    let mut hops = hops(headers, config.forwarded_header).into_iter().rev().take(HOPS_MAX);
    while is_trusted(&vouched) {
        match hops.next() {
            Some(Some(next)) => vouched = next.to_canonical(),
            Some(None) | None => break,
        }
    }
    vouched
}

/// The addresses that a header lists, leftmost first; none in the place of what is no address.
fn hops(headers: &HeaderMap, header: ForwardedHeader) -> Vec<Option<IpAddr>> {
    let values = |name| headers.get_all(name).map(|value| value.to_str().unwrap_or_default());
    match header {
        ForwardedHeader::XForwardedFor => {
            values(X_FORWARDED_FOR).flat_map(|value| value.split(',').map(node)).collect()
        }
        ForwardedHeader::Forwarded => {
            let elements = |value| {
                split(value, ',')
                    .map_or_else(|| vec![None], |all| all.into_iter().map(forwarded_for).collect())
            };
            values(FORWARDED).flat_map(elements).collect()
        }
    }
}

/// The parts of a text between separators that stand outside quotation marks; none when a quotation does not end. What
/// a proxy quotes, for example the host, was written by the client.
fn split(text: &str, separator: char) -> Option<Vec<&str>> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if letter == separator && !quoted => {
                parts.push(text.get(start..at)?);
                start = at + separator.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text.get(start..)?);
    (!quoted).then_some(parts)
}

/// The `for` of one element of `Forwarded`; none when there are two.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let mut nodes = split(element, ';')?.into_iter().filter_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then(|| node(value.trim().trim_matches('"')))
    });
    let node = nodes.next()?;
    if nodes.next().is_some() { None } else { node }
}

/// An address, with or without a port; IPv6 may stand in brackets.
fn node(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn told(header: ForwardedHeader, peer: &str, values: &[(HeaderName, &str)]) -> String {
        let config = HttpConfig {
            trusted_proxies: vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()],
            forwarded_header: header,
            ..HttpConfig::default()
        };
        let mut headers = HeaderMap::new();
        for (name, value) in values {
            headers.append(name.clone(), HeaderValue::from_str(value).unwrap());
        }
        client(peer.parse().unwrap(), &headers, &config).to_string()
    }

    /// The rightmost address that is no trusted proxy is the client, whatever stands left of it.
    #[test]
    fn the_rightmost_untrusted_address_is_the_client() {
        for (peer, value, client) in [
            ("10.0.0.1", "", "10.0.0.1"),
            ("10.0.0.1", "192.0.2.7", "192.0.2.7"),
            ("10.0.0.1", "198.51.100.1, 192.0.2.7", "192.0.2.7"),
            ("10.0.0.1", "198.51.100.1, 192.0.2.7, 10.2.3.4", "192.0.2.7"),
            ("10.0.0.1", "10.9.9.9, 10.2.3.4", "10.9.9.9"),
            ("10.0.0.1", "192.0.2.7:4711", "192.0.2.7"),
            ("10.0.0.1", "[2001:db8::1]:4711", "2001:db8::1"),
            ("10.0.0.1", "2001:db8::1", "2001:db8::1"),
            ("fd00::1", "::ffff:192.0.2.7", "192.0.2.7"),
            ("::ffff:10.0.0.1", "192.0.2.7", "192.0.2.7"),
            ("10.0.0.1", "192.0.2.7, unknown", "10.0.0.1"),
            ("10.0.0.1", "192.0.2.7, ", "10.0.0.1"),
            ("10.0.0.1", "192.0.2.7, nonsense, 10.2.3.4", "10.2.3.4"),
        ] {
            let told = told(ForwardedHeader::XForwardedFor, peer, &[(X_FORWARDED_FOR, value)]);
            assert_eq!(told, client, "{peer} {value}");
        }
    }

    /// Who is no trusted proxy is believed nothing, and a header that the proxies do not write is not looked at.
    #[test]
    fn others_are_not_believed() {
        let x = [(X_FORWARDED_FOR, "192.0.2.7")];
        let forwarded = [(FORWARDED, "for=192.0.2.7")];
        assert_eq!(told(ForwardedHeader::XForwardedFor, "203.0.113.5", &x), "203.0.113.5");
        assert_eq!(told(ForwardedHeader::Forwarded, "203.0.113.5", &forwarded), "203.0.113.5");
        assert_eq!(told(ForwardedHeader::XForwardedFor, "10.0.0.1", &forwarded), "10.0.0.1");
        assert_eq!(told(ForwardedHeader::Forwarded, "10.0.0.1", &x), "10.0.0.1");
    }

    /// `Forwarded` is read as its specification writes it; several lines are one list.
    #[test]
    fn forwarded_is_read_by_its_specification() {
        let read = |values: &[&str]| {
            let values: Vec<_> = values.iter().map(|value| (FORWARDED, *value)).collect();
            told(ForwardedHeader::Forwarded, "10.0.0.1", &values)
        };
        assert_eq!(read(&["for=192.0.2.7;proto=https;by=203.0.113.43"]), "192.0.2.7");
        assert_eq!(read(&["For=\"[2001:db8::1]:4711\""]), "2001:db8::1");
        assert_eq!(read(&["for=198.51.100.1, for=192.0.2.7", "for=10.2.3.4"]), "192.0.2.7");
        assert_eq!(read(&["for=192.0.2.7, for=_hidden"]), "10.0.0.1");
        assert_eq!(read(&["for=192.0.2.7, proto=https"]), "10.0.0.1");
        // What a client wrote into another parameter is no element of its own.
        assert_eq!(read(&[r#"host="a,for=192.0.2.9;b";for=203.0.113.7"#]), "203.0.113.7");
        assert_eq!(read(&[r#"host="a\",for=192.0.2.9;b";for=203.0.113.7"#]), "203.0.113.7");
        assert_eq!(read(&[r#"host="a,for=192.0.2.9"#]), "10.0.0.1");
        assert_eq!(read(&["for=192.0.2.9;for=203.0.113.7"]), "10.0.0.1");
    }
}
