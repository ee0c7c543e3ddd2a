//! An experiment with other settings, run for the page that asks. The answer is the
//! run: a line of JSON for each step, and its result last. Who drops the answer stops
//! the run.
//!
//! Nothing that is asked for becomes a word of a command: experiments and settings are
//! looked up by their names, and values are numbers within bounds.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::time::Duration;

use axum::body::{self, Body};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

use super::routes;
use crate::numbers::Experiment;
use crate::worker::{Event, Refusal, Request};

/// The route.
pub(super) const ROUTE: &str = "/__run/{chapter}/{experiment}";

/// How its path begins.
pub(super) const PREFIX: &str = "/__run/";

/// How many bytes a body has at most.
pub(super) const MOST_BYTES: usize = 8 * 1024;

/// How long a body may take: it comes from this same machine.
const PATIENCE: Duration = Duration::from_secs(3);

/// Runs an experiment.
pub(super) async fn run(
    State(state): State<routes::State>,
    Path((chapter, name)): Path<(String, String)>,
    body: Body,
) -> Response {
    let refuse = |status: StatusCode, why: &str| (status, format!("{why}\n"));
    let bytes = match timeout(PATIENCE, body::to_bytes(body, MOST_BYTES)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => {
            let why = "The settings are too long.";
            return refuse(StatusCode::PAYLOAD_TOO_LARGE, why).into_response();
        }
        Err(_) => {
            let why = "The settings took too long to arrive.";
            return refuse(StatusCode::REQUEST_TIMEOUT, why).into_response();
        }
    };
    let Ok(values) = serde_json::from_slice(&bytes) else {
        let why = "Settings are whole numbers by name, such as {\"requests\": 300}.";
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, why).into_response();
    };
    let (answer, taken) = oneshot::channel();
    let (lines, receiver) = mpsc::unbounded_channel();
    let experiment = Experiment { chapter, name };
    let open = OpenRun::new(state.events);
    let request = Request { id: open.id, experiment, values, answer, lines };
    let _ = open.events.send(Event::Try(request));
    match taken.await {
        Ok(Ok(())) => {}
        Ok(Err(refusal)) => {
            let (status, why) = match &refusal {
                Refusal::Unknown(why) => (StatusCode::NOT_FOUND, why),
                Refusal::Wrong(why) => (StatusCode::UNPROCESSABLE_ENTITY, why),
                Refusal::Busy(why) => (StatusCode::CONFLICT, why),
                Refusal::Broken(why) => (StatusCode::INTERNAL_SERVER_ERROR, why),
            };
            return refuse(status, why).into_response();
        }
        Err(_) => {
            let why = "The server is about to end.";
            return refuse(StatusCode::SERVICE_UNAVAILABLE, why).into_response();
        }
    }
    let lines = stream::unfold((receiver, open), |(mut receiver, open)| async {
        let line = receiver.recv().await?;
        Some((Ok::<_, Infallible>(line), (receiver, open)))
    });
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, Body::from_stream(lines)).into_response()
}

/// A run that somebody waits for: the worker is told when this is dropped.
struct OpenRun {
    id: u64,
    events: Sender<Event>,
}

impl OpenRun {
    fn new(events: Sender<Event>) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self { id: NEXT.fetch_add(1, Ordering::Relaxed), events }
    }
}

impl Drop for OpenRun {
    fn drop(&mut self) {
        let _ = self.events.send(Event::Left(self.id));
    }
}
