//! What every strategy is given, and the answer that is right.

use std::time::Duration;

use anyhow::Result;
use measure::Answer;
use measure::environment::cores_usable;
use record::Settings;

use crate::fetch::Session;
use crate::frontier::{Frontier, Report};
use crate::parser::Parser;
use crate::site::{Site, server};

/// What every strategy is given. Its client is blocking or async.
pub struct Crawl<Client> {
    base: String,
    /// What fetches. It was made before the clock started, and has no connection yet.
    pub session: Session<Client>,
    /// What parses.
    pub parser: Parser,
    /// How many pages may be under way, or how many threads fetch.
    pub limit: usize,
    /// How many fetched pages may stand in a queue between two stages.
    pub room: usize,
    /// How many threads parse, where a strategy has threads for that alone.
    pub parsers: usize,
}

impl<Client: Default> Crawl<Client> {
    /// The crawl for these settings.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self {
            base: server::base(settings)?.to_owned(),
            session: Session::default(),
            parser: Parser { passes: settings.optional_count("passes")?.unwrap_or(1) },
            limit: settings.count("limit")?.max(1) as usize,
            parsers: settings.optional_count("parsers")?.unwrap_or(cores_usable())
                as usize,
            room: settings.count("room")?.max(1) as usize,
        })
    }

    /// The answer to be checked, and how long fetches took in total.
    pub fn answer(&self, report: Report) -> Result<Answer> {
        let spent_ns = self.session.spent().as_nanos() as u64;
        Ok(report.answer()?.with("fetching_ns", spent_ns))
    }

    /// What is known before the first page is fetched: where it begins.
    pub fn frontier(&self) -> Frontier {
        Frontier::begin(&self.base)
    }
}

/// The pages and words that every strategy has to find, as one number.
pub fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    Ok(Some(Site::of(settings)?.crawled().value()))
}

/// One page after another: all latencies, and nothing else.
pub fn slowest(settings: &Settings) -> Result<Option<Duration>> {
    let site = Site::of(settings)?;
    Ok(Some((0..site.pages).map(|page| site.latency(page)).sum()))
}
