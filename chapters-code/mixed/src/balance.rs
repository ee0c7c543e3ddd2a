//! Where does it turn from waiting to computing? The cost of parsing swept, for two pools of
//! several sizes, beside what the slower stage should take.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Result;
use measure::environment::cores_usable;
use measure::{Experiment, Strategy};
use record::{Setting, Settings};

use crate::parser::Parser;
use crate::site::{Site, server};
use crate::strategies::two_pools;
use crate::workload::{self, Crawl};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "balance",
        baseline: "few-1",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        service: server::start,
        ..Experiment::default()
    }
}

/// How many times each page is parsed.
const PASSES: [u64; 4] = [1, 4, 16, 48];

fn strategies() -> Vec<Strategy> {
    let cores = cores_usable();
    let sweep = |key: &'static str, group: &'static str, limit, parsers| {
        PASSES.into_iter().map(move |passes| {
            row(format!("{key}-{passes}"), format!("{group}, {passes}×"), passes)
                .in_group(group)
                .with("limit", Setting::Count(limit))
                .with("parsers", Setting::Count(parsers))
        })
    };
    let crowd = row("crowd-48".to_owned(), "12 fetch, 8 parse, 48×".to_owned(), 48)
        .in_group("12 fetch, 8 parse")
        .with("limit", Setting::Count(12))
        .with("parsers", Setting::Count(8));
    sweep("few", "3 fetch, all cores parse", 3, cores)
        .chain(sweep("many", "12 fetch, all cores parse", 12, cores))
        .chain(sweep("one", "12 fetch, 1 parses", 12, 1))
        .chain([crowd])
        .collect()
}

fn row(key: String, label: String, passes: u64) -> Strategy {
    Strategy::new(key, label, "src/strategies/two_pools.rs", Crawl::prepare, |crawl| {
        crawl.answer(two_pools::crawl(crawl)?)
    })
    .with("passes", Setting::Count(passes))
    .predicted(slower_stage)
}

// ANCHOR: model
/// The crawl takes as long as the slower of its two stages: the one that waits, with
/// `limit` pages under way, or the one that computes, on `cores` cores. The first page
/// comes before all others.
fn slower_stage(settings: &Settings) -> Result<Option<Duration>> {
    let (site, passes) = (Site::of(settings)?, settings.count("passes")?);
    let (limit, parsers) = (settings.count("limit")?, settings.count("parsers")?);
    let cores = parsers.min(cores_usable());
    let latencies: Duration = (1..site.pages).map(|page| site.latency(page)).sum();
    let waiting = latencies.div_f64(limit as f64);
    let computing = parsing_all(&site).mul_f64(passes as f64 / cores as f64);
    Ok(Some(site.latency(0) + waiting.max(computing)))
}
// ANCHOR_END: model

/// How long it takes on one core of this machine to parse all pages once: measured on one of
/// them, as the best of several times, as the experiment begins.
fn parsing_all(site: &Site) -> Duration {
    let page = 1;
    let html = site.html(page);
    let parse = || {
        let clock = Instant::now();
        black_box(Parser::default().parse("a page", black_box(&html)));
        clock.elapsed()
    };
    let best = (0..9).map(|_| parse()).min().unwrap_or_default();
    let answered = (0..site.pages).filter(|page| !Site::fails(*page));
    let words: u64 = answered.map(|page| site.words_on(page)).sum();
    best.mul_f64(words as f64 / site.words_on(page) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn predicted(passes: u64, limit: u64, parsers: u64) -> Duration {
        let counts = [
            ("pages", 41),
            ("links", 40),
            ("words", 500),
            ("passes", passes),
            ("limit", limit),
            ("parsers", parsers),
        ];
        let mut settings: Settings = counts
            .map(|(name, count)| (name.to_owned(), Setting::Count(count)))
            .into_iter()
            .collect();
        settings.set("latency", Setting::DurationNs(50_000_000));
        slower_stage(&settings).expect("complete").expect("known")
    }

    #[test]
    fn where_little_is_computed_the_number_under_way_decides() {
        let (few, many) = (predicted(1, 4, 2), predicted(1, 16, 1));
        assert!(few > many.mul_f64(2.5) && few < many * 4, "{few:?} and {many:?}");
    }

    #[test]
    fn where_much_is_computed_the_cores_decide() {
        // On one core, two threads parse no faster than one.
        let usable = cores_usable().min(2) as f64;
        let (one, two) = (predicted(100_000, 4, 1), predicted(100_000, 16, 2));
        let ratio = one.as_secs_f64() / two.as_secs_f64() / usable;
        assert!((0.7..1.4).contains(&ratio), "{one:?} and {two:?}");
    }
}
