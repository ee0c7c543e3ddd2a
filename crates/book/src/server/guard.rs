//! Who is let in. A browser asks on behalf of any site that is open in it, and names
//! of other sites can be made to lead here: so each request has to name this server,
//! and those that change something a token that only its own pages have.

use anyhow::Result;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use subtle::ConstantTimeEq as _;

use super::{routes, run};

/// The header that carries the token.
const TOKEN: &str = "x-book-token";

/// What every answer says of itself. mdBook's pages have scripts and styles within,
/// and a frame for those who have none.
const HEADERS: [(header::HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; \
         base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// 128 random bits, in hexadecimal, of this start of the server.
pub(super) struct Token(String);

impl Token {
    pub(super) fn random() -> Result<Self> {
        let [high, low] = [getrandom::u64()?, getrandom::u64()?];
        Ok(Self(format!("{high:016x}{low:016x}")))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    fn is(&self, other: &[u8]) -> bool {
        self.0.as_bytes().ct_eq(other).into()
    }
}

/// What requests are held against.
pub(super) struct Guard {
    hosts: Vec<String>,
    token: Token,
}

impl Guard {
    pub(super) fn new(port: u16, token: Token) -> Self {
        let names = ["127.0.0.1", "localhost", "[::1]"];
        let mut hosts = names.map(|name| format!("{name}:{port}")).to_vec();
        if port == 80 {
            // Browsers leave out the port that is usual.
            hosts.extend(names.map(ToOwned::to_owned));
        }
        Self { hosts, token }
    }

    /// Why `request` is refused; `None` if it is not.
    fn refusal(&self, request: &Request) -> Option<(StatusCode, &'static str)> {
        let headers = request.headers();
        let host = headers.get(header::HOST).map(HeaderValue::as_bytes);
        if !host.is_some_and(|host| self.is_ours(host)) || !self.is_here(request.uri())
        {
            return Some((
                StatusCode::FORBIDDEN,
                "This server answers to the address that it printed when it was started.",
            ));
        }
        let origin = headers.get(header::ORIGIN).map(HeaderValue::as_bytes);
        let is_own = origin
            .and_then(|origin| origin.strip_prefix(b"http://"))
            .is_some_and(|origin| self.is_ours(origin));
        if origin.is_some() && !is_own || is_anothers(request) {
            return Some((StatusCode::FORBIDDEN, "Another site asks."));
        }
        if [Method::GET, Method::HEAD].contains(request.method()) {
            return None;
        }
        if !is_own {
            return Some((
                StatusCode::FORBIDDEN,
                "Only a page of this book may do this.",
            ));
        }
        let token = headers.get(TOKEN).map(HeaderValue::as_bytes);
        if !token.is_some_and(|token| self.token.is(token)) {
            return Some((
                StatusCode::FORBIDDEN,
                "Open the address that the server printed when it was started: it holds the token.",
            ));
        }
        let is_run = request.uri().path().starts_with(run::PREFIX);
        let most = if is_run { run::MOST_BYTES } else { 0 };
        let length = headers.get(header::CONTENT_LENGTH).map(|length| {
            length.to_str().ok().and_then(|length| length.parse::<usize>().ok())
        });
        if length.is_some_and(|length| length.is_none_or(|length| length > most))
            || headers.contains_key(header::TRANSFER_ENCODING)
        {
            return Some((
                StatusCode::PAYLOAD_TOO_LARGE,
                "No route takes more than a few settings.",
            ));
        }
        None
    }

    fn is_ours(&self, host: &[u8]) -> bool {
        self.hosts.iter().any(|ours| ours.as_bytes().eq_ignore_ascii_case(host))
    }

    /// Whether the address asked for, if it is a whole one, leads here.
    fn is_here(&self, uri: &Uri) -> bool {
        uri.authority().is_none_or(|host| self.is_ours(host.as_str().as_bytes()))
    }
}

/// Whether a page of another site asks, without an `Origin`, as for an image. It may
/// link to a page of the book, but to nothing that follows an open page.
fn is_anothers(request: &Request) -> bool {
    let says = |name, values: &[&str]| {
        let value = request.headers().get(name).map(HeaderValue::as_bytes);
        value.map(|value| values.iter().any(|one| one.as_bytes() == value))
    };
    let is_foreign = says("sec-fetch-site", &["same-origin", "none"]) == Some(false);
    let is_link = says("sec-fetch-mode", &["navigate"]) == Some(true);
    let path = request.uri().path();
    let is_page = !path.starts_with("/-/") && !path.starts_with(run::PREFIX);
    is_foreign && !(is_link && is_page)
}

/// Lets a request through to its route, or refuses it.
pub(super) async fn check(
    State(state): State<routes::State>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match state.guard.refusal(&request) {
        Some((status, why)) => (status, format!("{why}\n")).into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_port_is_left_out_and_no_other() {
        let of_port = |port| Guard::new(port, Token::random().expect("random bits"));
        for host in ["localhost", "[::1]", "127.0.0.1:80"] {
            assert!(of_port(80).is_ours(host.as_bytes()), "{host}");
        }
        assert!(!of_port(3000).is_ours(b"localhost"));
    }
}
