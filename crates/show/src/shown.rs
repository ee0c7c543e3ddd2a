//! A record, whose it is, and whether it is out of date.

use std::sync::Arc;

use record::Record;
use record::machine::MachineName;

/// A record, whose it is, and why it is out of date, if it is.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The record.
    pub record: Arc<Record>,
    /// Whose it is.
    pub machine: MachineName,
    /// Why it is out of date; empty if it is not.
    pub stale: Vec<String>,
    /// What else is to be said of how it stands: that an older harness took it, which
    /// was shown to be equal.
    pub remarks: Vec<String>,
}
