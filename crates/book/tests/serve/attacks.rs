//! Nobody else does anything: each route, asked in each wrong way.

use crate::fixture::{Fixture, ask};

/// A way to ask, and the statuses of the routes below, in order.
struct Row {
    what: &'static str,
    method: &'static str,
    host: Option<&'static str>,
    origin: Option<&'static str>,
    token: Option<&'static str>,
    /// `Sec-Fetch-Site` and `Sec-Fetch-Mode`, which no script can set.
    fetch: Option<[&'static str; 2]>,
    body: usize,
    statuses: [u16; 6],
}

/// The routes: a page, a page that there is not, a file outside, the events, and the
/// two that change something.
const ROUTES: [&str; 6] = [
    "/one.html",
    "/none.html",
    "/%2e%2e/%2e%2e/%2e%2e/book.toml",
    "/-/events?page=/one.html",
    "/-/pause",
    "/-/resume",
];

/// `PORT` and `TOKEN` stand for the server's own.
const OWN: Row = Row {
    what: "a page of the book",
    method: "GET",
    host: Some("127.0.0.1:PORT"),
    origin: None,
    token: None,
    fetch: None,
    body: 0,
    statuses: [200, 404, 404, 200, 405, 405],
};

const PRESS: Row = Row {
    what: "the button",
    method: "POST",
    origin: Some("http://127.0.0.1:PORT"),
    token: Some("TOKEN"),
    statuses: [405, 405, 405, 405, 204, 204],
    ..OWN
};

const REFUSED: [u16; 6] = [403; 6];

const TABLE: &[Row] = &[
    OWN,
    Row { what: "localhost", host: Some("localhost:PORT"), ..OWN },
    Row { what: "IPv6", host: Some("[::1]:PORT"), ..OWN },
    Row { what: "its own origin", origin: Some("http://localhost:PORT"), ..OWN },
    Row { what: "no Host", host: None, statuses: REFUSED, ..OWN },
    Row {
        what: "another Host",
        host: Some("evil.example:PORT"),
        statuses: REFUSED,
        ..OWN
    },
    Row { what: "another port", host: Some("127.0.0.1:1"), statuses: REFUSED, ..OWN },
    Row { what: "no port", host: Some("127.0.0.1"), statuses: REFUSED, ..OWN },
    Row {
        what: "a longer Host",
        host: Some("127.0.0.1:PORT.evil.example"),
        statuses: REFUSED,
        ..OWN
    },
    Row {
        what: "a foreign Origin",
        origin: Some("http://evil.example"),
        statuses: REFUSED,
        ..OWN
    },
    Row { what: "an opaque Origin", origin: Some("null"), statuses: REFUSED, ..OWN },
    Row { what: "a typed address", fetch: Some(["none", "navigate"]), ..OWN },
    Row { what: "a script of its own", fetch: Some(["same-origin", "cors"]), ..OWN },
    Row {
        what: "a link on another site",
        fetch: Some(["cross-site", "navigate"]),
        statuses: [200, 404, 404, 403, 403, 403],
        ..OWN
    },
    Row {
        what: "an image on another site",
        fetch: Some(["cross-site", "no-cors"]),
        statuses: REFUSED,
        ..OWN
    },
    Row {
        what: "a script of another port",
        fetch: Some(["same-site", "no-cors"]),
        statuses: REFUSED,
        ..OWN
    },
    Row { what: "HEAD", method: "HEAD", ..OWN },
    PRESS,
    Row {
        what: "POST, another Host",
        host: Some("evil.example:PORT"),
        statuses: REFUSED,
        ..PRESS
    },
    Row { what: "POST, no Origin", origin: None, statuses: REFUSED, ..PRESS },
    Row {
        what: "POST, a foreign Origin",
        origin: Some("http://evil.example"),
        statuses: REFUSED,
        ..PRESS
    },
    Row {
        what: "POST, an Origin over TLS",
        origin: Some("https://127.0.0.1:PORT"),
        statuses: REFUSED,
        ..PRESS
    },
    Row { what: "POST, no token", token: None, statuses: REFUSED, ..PRESS },
    Row { what: "POST, an empty token", token: Some(""), statuses: REFUSED, ..PRESS },
    Row {
        what: "POST, an old token",
        token: Some("0123456789abcdef0123456789abcdef"),
        statuses: REFUSED,
        ..PRESS
    },
    Row {
        what: "POST, a longer token",
        token: Some("TOKEN0"),
        statuses: REFUSED,
        ..PRESS
    },
    Row {
        what: "POST, from another site",
        fetch: Some(["cross-site", "cors"]),
        statuses: REFUSED,
        ..PRESS
    },
    Row { what: "POST, a body", body: 1, statuses: [413; 6], ..PRESS },
    Row { what: "POST, 10 MB", body: 10_000_000, statuses: [413; 6], ..PRESS },
    Row { what: "PUT", method: "PUT", statuses: [405; 6], ..PRESS },
    Row {
        what: "PUT without a token",
        method: "PUT",
        token: None,
        statuses: REFUSED,
        ..PRESS
    },
    Row {
        what: "OPTIONS of another site",
        method: "OPTIONS",
        origin: Some("http://evil.example"),
        statuses: REFUSED,
        ..OWN
    },
];

#[test]
fn every_route_refuses_every_wrong_way_to_ask() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    let fill = |text: &str| {
        text.replace("PORT", &served.port.to_string()).replace("TOKEN", &served.token)
    };
    for row in TABLE {
        let headers: Vec<(&str, String)> = [
            ("Host", row.host),
            ("Origin", row.origin),
            ("X-Book-Token", row.token),
            ("Sec-Fetch-Site", row.fetch.map(|[site, _]| site)),
            ("Sec-Fetch-Mode", row.fetch.map(|[_, mode]| mode)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, fill(value?))))
        .collect();
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let body = "x".repeat(row.body);
        let statuses = ROUTES
            .map(|route| ask(served.port, row.method, route, &headers, &body).status);
        assert_eq!(statuses, row.statuses, "{}", row.what);
    }
}

#[test]
fn no_path_leads_out_of_the_book() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    for path in [
        "/../../../book.toml",
        "/..%2f..%2f..%2fbook.toml",
        "/%2e%2e/%2e%2e/%2e%2e/book.toml",
        "/..\\..\\..\\book.toml",
        "/%5c..%5cbook.toml",
        "//etc/passwd",
        "/./../../../../book.toml",
        "/one.html/../../../../book.toml",
        "/%00",
    ] {
        let answer = served.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text.contains("preprocessor"), "{path}");
    }
}

#[test]
fn a_whole_address_in_the_request_has_to_be_this_servers() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    let own = format!("http://127.0.0.1:{}/one.html", served.port);
    assert_eq!(served.get(&own).status, 200);
    assert_eq!(served.get("http://evil.example/one.html").status, 403);
}

#[test]
fn answers_say_what_browsers_may_do_with_them() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    for path in ["/one.html", "/none.html", "/book.js", "/-/pause"] {
        let text = served.get(path).text.to_lowercase();
        for header in [
            "content-security-policy: default-src 'none'",
            "frame-ancestors 'self'",
            "x-content-type-options: nosniff",
            "x-frame-options: sameorigin",
            "referrer-policy: no-referrer",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(text.contains(header), "{path}: {header}");
        }
        assert!(!text.contains("access-control-allow"), "{path}");
    }
}

#[test]
fn the_token_is_in_no_answer() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    for path in ["/", "/one.html", "/none.html", "/toc.html"] {
        assert!(!served.get(path).text.contains(&served.token), "{path}");
    }
    let status = served.open("/one.html").status(|_| true);
    assert!(!status.to_string().contains(&served.token));
}

#[test]
fn a_token_opens_one_start_of_the_server_only() {
    let fixture = Fixture::new();
    let first = fixture.serve(0, false);
    let second = fixture.serve(0, false);
    assert_eq!(first.token.len(), 32);
    assert_ne!(first.token, second.token);
}
