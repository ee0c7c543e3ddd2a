//! `compare`: rows of this build and of another one, in the same rounds.

use std::io::Write;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use harness::compare::compare;
use harness::interrupt;
use harness::run::Request;
use measure::effort::Effort;
use record::config::Config;
use record::{Profile, Settings};
use serde_json::json;

use crate::definition::Chapter;
use crate::progress::Bar;
use crate::{cli, run};

/// As many rounds as an interval of one per cent needs, but minutes at most.
const EFFORT: Effort = Effort {
    min_rounds: 20,
    robust_rounds: 20,
    max_rounds: 200,
    budget: Duration::from_secs(120),
    deadline: Duration::from_secs(30),
    precision: 0.01,
    warm_up: true,
};

pub(crate) fn print(
    chapter: &Chapter,
    config: &Config,
    options: &cli::Compare,
    out: &mut dyn Write,
) -> Result<()> {
    let experiment = chapter.experiment(&options.experiment)?;
    let profile = Profile::Quick;
    let (settings, overrides) =
        run::settings(config, experiment, profile, &Settings::default())?;
    run::check_keys(&options.only, &[experiment])?;
    interrupt::listen().context("cannot listen for Ctrl-C")?;
    let _lock = run::alone("a comparison of builds")?;
    let request = Request {
        chapter: chapter.name,
        experiment,
        only: run::selected(experiment, &options.only, &settings),
        partial: true,
        profile,
        settings,
        overrides,
        plan: config.plan(experiment.name)?,
        effort: EFFORT,
        seed: run::seed_of_the_day(),
        right_after_another: false,
        build: chapter.build,
    };
    let mut bar = Bar::new(experiment.name.to_owned(), 2 * request.only.len());
    let compared = compare(&request, &options.with, options.traced, &mut bar)?;
    let mut rows = Vec::new();
    for one in compared {
        if let Some(failure) = one.failure {
            bail!("{}: {}: {}", one.row, failure.kind.words(), failure.message);
        }
        let ratio = one.ratio.with_context(|| format!("{}: no sample", one.row))?;
        let interval =
            ratio.interval.with_context(|| format!("{}: no interval", one.row))?;
        rows.push(json!({
            "row": one.row,
            "ratio": ratio.median,
            "low": interval.low,
            "high": interval.high,
        }));
    }
    writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?;
    Ok(())
}
