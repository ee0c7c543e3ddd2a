//! A record, whose it is, and whether it is out of date.

use std::borrow::Cow;
use std::sync::Arc;

use record::Record;
use record::machine::MachineName;

use crate::lent::Lent;

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
    /// What another machine measured of the rows that the record leaves out.
    pub lent: Option<Lent>,
}

impl Shown {
    /// Who lends one of these rows, and with it stands in for all of them: a ratio is one
    /// of the same rounds. `None` where this machine has measured them.
    pub fn lender_of<'k>(
        &self,
        rows: impl IntoIterator<Item = &'k str>,
    ) -> Option<&Lent> {
        let lent = self.lent.as_ref()?;
        let is_lent = |row: &str| lent.rows.iter().any(|other| other == row);
        rows.into_iter().any(is_lent).then_some(lent)
    }

    /// The record, with the rows that another machine lends in their places.
    pub(crate) fn with_lent_rows(&self) -> Cow<'_, Record> {
        match &self.lent {
            Some(lent) => Cow::Owned(lent.merged_into(&self.record)),
            None => Cow::Borrowed(&self.record),
        }
    }
}
