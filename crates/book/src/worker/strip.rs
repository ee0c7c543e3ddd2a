//! The status on its way to the open pages.

use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::status::{Site, Status};

/// How often progress is sent at most, so that it does not disturb what is measured.
const PACE: Duration = Duration::from_millis(300);

/// The status, and when it was sent.
pub(super) struct Strip {
    /// The status as it is.
    pub(super) status: Status,
    /// Whether there is progress that has not been sent.
    pub(super) is_unsent: bool,
    sent: Instant,
}

impl Strip {
    /// Nothing is done yet.
    pub(super) fn new(measures: bool) -> Self {
        let status = Status { measures, ..Status::default() };
        Self { status, is_unsent: false, sent: Instant::now() }
    }

    /// When progress is to be sent; `None` if there is none.
    pub(super) fn due(&self) -> Option<Instant> {
        self.is_unsent.then(|| self.sent + PACE)
    }

    /// Sends the status to `site`, if that has another.
    pub(super) fn send(&mut self, site: &watch::Sender<Site>) {
        self.sent = Instant::now();
        match serde_json::to_string(&self.status) {
            Ok(status) => {
                site.send_if_modified(|site| {
                    let is_new = site.status != status;
                    site.status = status;
                    is_new
                });
            }
            Err(error) => eprintln!("warning: the status cannot be sent: {error}"),
        }
    }
}
