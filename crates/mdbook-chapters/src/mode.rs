//! What the build of the book may measure: the environment variable
//! `BOOK_MEASURE`.

use anyhow::{Result, bail};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Measure what is missing or out of date (the default).
    Stale,
    /// Measure nothing, and show the recorded machine that `book.toml` names.
    Never,
    /// Measure everything.
    Always,
}

impl Mode {
    pub(crate) fn from_environment() -> Result<Self> {
        match std::env::var("BOOK_MEASURE").unwrap_or_default().as_str() {
            "" | "stale" => Ok(Self::Stale),
            "never" => Ok(Self::Never),
            "always" => Ok(Self::Always),
            other => bail!(
                "BOOK_MEASURE is {other:?}; it may be `stale` (the default), `never` or `always`"
            ),
        }
    }
}
