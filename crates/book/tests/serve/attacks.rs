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
    statuses: [u16; 8],
}

/// The routes: a page, a page that there is not, a file outside, the events, the two
/// that change something, and the two that run something; the last knows no such thing.
const ROUTES: [&str; 8] = [
    "/one.html",
    "/none.html",
    "/%2e%2e/%2e%2e/%2e%2e/book.toml",
    "/-/events?page=/one.html",
    "/-/pause",
    "/-/resume",
    "/__run/alpha/first",
    "/-/measure/alpha/none",
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
    statuses: [200, 404, 404, 200, 405, 405, 405, 405],
};

const PRESS: Row = Row {
    what: "the button",
    method: "POST",
    origin: Some("http://127.0.0.1:PORT"),
    token: Some("TOKEN"),
    // Without a body, the first of the last two is asked to run with no settings at all.
    statuses: [405, 405, 405, 405, 204, 204, 422, 404],
    ..OWN
};

const REFUSED: [u16; 8] = [403; 8];

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
        statuses: [200, 404, 404, 403, 403, 403, 403, 403],
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
    Row {
        what: "POST, a body",
        body: 1,
        statuses: [413, 413, 413, 413, 413, 413, 422, 413],
        ..PRESS
    },
    Row { what: "POST, 9 KB", body: 9_000, statuses: [413; 8], ..PRESS },
    Row { what: "POST, 10 MB", body: 10_000_000, statuses: [413; 8], ..PRESS },
    Row { what: "PUT", method: "PUT", statuses: [405; 8], ..PRESS },
    Row { what: "DELETE", method: "DELETE", statuses: [405; 8], ..PRESS },
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
    assert_eq!(fixture.log(), [""; 0], "something ran");
}

#[test]
fn nothing_runs_but_known_experiments_with_numbers_within_bounds() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    let deep = "[".repeat(8_000);
    for (path, body, status) in [
        ("alpha/none", "{}", 404),
        ("none/first", "{}", 404),
        ("beta/first", "{}", 404),
        ("alpha/first%20--url=x", "{}", 404),
        ("alpha/--help", "{}", 404),
        ("..%2f..%2fbin/sh", "{}", 404),
        ("alpha/first%00", "{}", 404),
        ("alpha", "{}", 405),
        ("alpha/first/more", "{}", 405),
        ("alpha/first", "", 422),
        ("alpha/first", "null", 422),
        ("alpha/first", "[]", 422),
        ("alpha/first", "300", 422),
        ("alpha/first", deep.as_str(), 422),
        ("alpha/first", r#"{"requests": 300"#, 422),
        ("alpha/first", r#"{"requests": "300"}"#, 422),
        ("alpha/first", r#"{"requests": "$(touch ran)"}"#, 422),
        ("alpha/first", r#"{"requests": null}"#, 422),
        ("alpha/first", r#"{"requests": [300]}"#, 422),
        ("alpha/first", r#"{"requests": 300.5}"#, 422),
        ("alpha/first", r#"{"requests": -300}"#, 422),
        ("alpha/first", r#"{"requests": 1}"#, 422),
        ("alpha/first", r#"{"requests": 401}"#, 422),
        ("alpha/first", r#"{"requests": 99999999999999999999}"#, 422),
        ("alpha/first", r#"{"latency": 600000001}"#, 422),
        ("alpha/first", r#"{"url": "http://evil.example"}"#, 422),
        ("alpha/first", r#"{"url": 1}"#, 422),
        ("alpha/first", r#"{"--requests": 300}"#, 422),
        ("alpha/first", r#"{"requests": 300, "only": 1}"#, 422),
    ] {
        let answer = served.post(&format!("/__run/{path}"), body);
        assert_eq!(answer.status, status, "{path} {body}: {}", answer.text);
    }
    assert_eq!(fixture.log(), [""; 0], "something ran");
}

#[test]
fn nothing_is_measured_but_known_experiments() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    for (path, status) in [
        ("alpha/none", 404),
        ("none/first", 404),
        ("alpha/first%20--url=x", 404),
        ("..%2f..%2fbin/sh", 404),
        ("alpha/first%00", 404),
        ("alpha", 405),
        ("alpha/first/more", 405),
    ] {
        let answer = served.post(&format!("/-/measure/{path}"), "");
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
    }
    assert_eq!(fixture.log(), [""; 0], "something ran");
}

#[test]
fn settings_that_come_too_slowly_or_not_whole_run_nothing() {
    let fixture = Fixture::new();
    let served = fixture.serve(0, false);
    drop(served.send("alpha/first", 20, "{"));
    let mut slow = served.send("alpha/first", 20, "{");
    assert_eq!(slow.status(), 408);
    assert_eq!(fixture.log(), [""; 0], "something ran");
}

#[test]
fn of_a_hundred_at_once_one_runs_and_the_others_are_told_which() {
    let fixture = Fixture::new();
    fixture.write("hold", "");
    let served = fixture.serve(0, false);
    let mut first = served.run("alpha/first", "{}");
    assert_eq!(first.status(), 200);
    first.until("round");
    std::thread::scope(|scope| {
        for _ in 0..100 {
            scope.spawn(|| {
                let answer = served.post("/__run/beta/only", "{}");
                assert_eq!(answer.status, 409, "{}", answer.text);
                assert!(answer.text.ends_with("busy: measuring alpha first\n"));
            });
        }
    });
    fixture.remove("hold");
    first.until("fragments");
    assert_eq!(fixture.log().len(), 2, "one build, one run: {:?}", fixture.log());
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
