//! The pages, and what an open page asks for. Two routes change something, and two
//! run something.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use axum::Router;
use axum::extract::{Path, Request, State as Extracted};
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderName, StatusCode};
use axum::middleware;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use tokio::sync::{oneshot, watch};
use tower::ServiceExt as _;
use tower_http::services::{ServeDir, ServeFile};

use super::{guard, live, run};
use crate::numbers::Experiment;
use crate::status::Site;
use crate::worker::Event;

/// What the routes share.
#[derive(Clone)]
pub(super) struct State {
    pub(super) site: watch::Receiver<Site>,
    pub(super) events: Sender<Event>,
    pub(super) guard: Arc<guard::Guard>,
}

/// All routes; those that run experiments only if `runs`. Every request is checked,
/// whatever it asks for.
pub(super) fn router(state: State, runs: bool) -> Router {
    let mut router = Router::new()
        .route("/-/events", get(live::events))
        .route("/-/pause", post(async |state| pause(state, true)))
        .route("/-/resume", post(async |state| pause(state, false)))
        .fallback(page);
    if runs {
        router = router
            .route(run::ROUTE, post(run::run))
            .route("/-/measure/{chapter}/{experiment}", post(measure));
    }
    router
        .layer(middleware::from_fn_with_state(state.clone(), guard::check))
        .with_state(state)
}

fn pause(Extracted(state): Extracted<State>, pause: bool) -> StatusCode {
    match state.events.send(Event::Pause(pause)) {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Measures an experiment next, if it is stale.
async fn measure(
    Extracted(state): Extracted<State>,
    Path((chapter, name)): Path<(String, String)>,
) -> StatusCode {
    let (answer, is_known) = oneshot::channel();
    let _ = state.events.send(Event::First(Experiment { chapter, name }, answer));
    match is_known.await {
        Ok(true) => StatusCode::NO_CONTENT,
        Ok(false) => StatusCode::NOT_FOUND,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// The page that a path of the server names.
pub(super) fn name_of(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        return format!("{path}index.html");
    }
    path.to_owned()
}

/// A file of the last good build.
async fn page(Extracted(state): Extracted<State>, request: Request) -> Response {
    let site = state.site.borrow().clone();
    let Some(folder) = &site.folder else {
        return not_yet(&site.status);
    };
    let version = site.version(&name_of(request.uri().path()));
    let files = ServeDir::new(folder)
        .not_found_service(ServeFile::new(folder.join("404.html")));
    let mut response = match files.oneshot(request).await {
        Ok(response) => response.into_response(),
        Err(never) => match never {},
    };
    let headers = response.headers_mut();
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    if kind.is_some_and(|kind| kind.starts_with(b"text/html")) {
        // The page's script reads from this header which version it belongs to, so a
        // page comes with it each time.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Ok(version) =
            HeaderValue::try_from(format!("version;desc=\"{version}\""))
        {
            headers.insert(HeaderName::from_static("server-timing"), version);
        }
    } else {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    response
}

/// The answer where no build has been good yet: why, as text, and again soon.
fn not_yet(status: &str) -> Response {
    let refresh = [(HeaderName::from_static("refresh"), "1")];
    let text = serde_json::from_str::<serde_json::Value>(status).ok();
    let trouble =
        text.as_ref().and_then(|status| status["trouble"][0]["text"].as_str());
    let text = trouble.unwrap_or("The book is being built.").to_owned();
    (StatusCode::SERVICE_UNAVAILABLE, refresh, text).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Method;

    use super::*;

    /// The status of a run with settings that are none.
    fn status(path: &str, runs: bool) -> StatusCode {
        let token = guard::Token::random().expect("random bits");
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("host", "127.0.0.1:3000")
            .header("origin", "http://127.0.0.1:3000")
            .header("x-book-token", token.as_str())
            .body(Body::from("300"))
            .expect("a request");
        let state = State {
            site: watch::channel(Site::default()).1,
            events: std::sync::mpsc::channel().0,
            guard: Arc::new(guard::Guard::new(3000, token)),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        match runtime.block_on(router(state, runs).oneshot(request)) {
            Ok(response) => response.status(),
            Err(never) => match never {},
        }
    }

    #[test]
    fn what_others_may_reach_has_no_route_that_runs_something() {
        let run = "/__run/alpha/first";
        assert_eq!(status(run, true), StatusCode::UNPROCESSABLE_ENTITY);
        // The fallback's, that has no pages here.
        assert_eq!(status(run, false), StatusCode::SERVICE_UNAVAILABLE);
    }
}
