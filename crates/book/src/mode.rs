//! What may be measured: the environment variable `BOOK_MEASURE`.

use anyhow::{Result, bail};

/// What a build of the pages may measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// What is missing or out of date (the default).
    Stale,
    /// Nothing: show the recorded machine that `book.toml` names.
    Never,
    /// Everything.
    Always,
}

impl Mode {
    /// Reads `BOOK_MEASURE`.
    pub fn from_environment() -> Result<Self> {
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
