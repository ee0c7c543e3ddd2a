//! The events that an open page listens to: `status`, for its strip, and `reload`,
//! with the version that the page now has.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use axum::extract::{Query, State};
use axum::response::sse::{Event as Sent, KeepAlive, Sse};
use futures_util::stream::{self, Stream, StreamExt as _};
use serde::Deserialize;
use tokio::sync::watch;

use super::routes::{self, name_of};
use crate::status::Site;
use crate::worker::Event;

/// What a page says of itself.
#[derive(Deserialize)]
pub(super) struct Page {
    /// Its path.
    #[serde(default)]
    page: String,
}

/// The events of one open page, until it is closed.
pub(super) async fn events(
    State(state): State<routes::State>,
    Query(Page { page }): Query<Page>,
) -> Sse<impl Stream<Item = Result<Sent, Infallible>>> {
    let name = name_of(&page);
    let open = OpenPage::new(state.events, name);
    let listener = Listener { open, site: state.site, sent: None };
    let batches = stream::unfold(listener, |mut listener| async {
        Some((listener.next().await?, listener))
    });
    Sse::new(batches.flat_map(stream::iter).map(Ok)).keep_alive(KeepAlive::default())
}

struct Listener {
    open: OpenPage,
    site: watch::Receiver<Site>,
    /// The version and the status that were sent last.
    sent: Option<(String, String)>,
}

impl Listener {
    /// The events to send, once there are some; `None` when the server ends.
    async fn next(&mut self) -> Option<Vec<Sent>> {
        loop {
            if self.sent.is_some() {
                self.site.changed().await.ok()?;
            }
            let site = self.site.borrow_and_update();
            let version = site.version(&self.open.page);
            let status = site.status.clone();
            drop(site);
            let sent = self.sent.replace((version.clone(), status.clone()));
            let (old_version, old_status) = sent.unzip();
            let mut events = Vec::new();
            if old_version.is_none_or(|old| old != version) {
                events.push(Sent::default().event("reload").data(version));
            }
            if old_status.is_none_or(|old| old != status) {
                events.push(Sent::default().event("status").data(status));
            }
            if !events.is_empty() {
                return Some(events);
            }
        }
    }
}

/// A page that is open: the worker is told when it opens, and when this is dropped.
struct OpenPage {
    id: u64,
    page: String,
    events: Sender<Event>,
}

impl OpenPage {
    fn new(events: Sender<Event>, page: String) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        let _ = events.send(Event::Opened(id, page.clone()));
        Self { id, page, events }
    }
}

impl Drop for OpenPage {
    fn drop(&mut self) {
        let _ = self.events.send(Event::Closed(self.id));
    }
}
