//! A journal whose entries are to be whole, and the disk that it is on.

use std::sync::{Mutex, PoisonError};

use tokio::task::yield_now;

/// How often others have a turn while the disk is waited for.
pub(crate) const TURNS: usize = 5;

/// What was written in this process.
static WRITTEN: Mutex<Written> =
    Mutex::new(Written { whole: Vec::new(), broken: None });

/// How the entries stand.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    /// Those that have their end.
    pub(crate) whole: Vec<usize>,
    /// The first that was begun too early, and the one that had no end then.
    pub(crate) broken: Option<(usize, usize)>,
}

/// What was written so far.
pub(crate) fn written() -> Written {
    WRITTEN.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Where entries are written: each has a beginning and an end.
pub struct Journal {
    /// Without an end as yet.
    open: Option<usize>,
}

impl Journal {
    /// Without entries.
    pub(crate) fn new() -> Self {
        Self { open: None }
    }

    /// Begins an entry.
    pub fn begin(&mut self, entry: usize) {
        if let Some(open) = self.open.replace(entry) {
            let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
            written.broken.get_or_insert((entry, open));
        }
    }

    /// Ends the entry that was begun.
    pub fn end(&mut self, entry: usize) {
        self.open = None;
        let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
        written.whole.push(entry);
    }
}

/// Waits until the disk has what was written. Others have their turns meanwhile.
pub async fn disk() {
    for _ in 0..TURNS {
        yield_now().await;
    }
}
