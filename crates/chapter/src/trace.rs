//! `trace`: a line a task, from an untimed run: process, thread, begin, end.

use std::io::Write;

use anyhow::{Context as _, Result, bail, ensure};
use evidence::quantity;
use harness::interrupt;
use harness::run::{Request, traces};
use measure::effort::Effort;
use record::config::Config;
use record::{Outcome, Phase, Trace};

use crate::definition::Chapter;
use crate::{cli, run};

pub(crate) fn trace(
    chapter: &Chapter,
    config: &Config,
    options: &cli::Trace,
    out: &mut dyn Write,
) -> Result<()> {
    let experiment = chapter.experiment(&options.experiment)?;
    let (settings, overrides) =
        run::settings(config, experiment, options.profile, &options.overrides)?;
    run::check_keys(&options.only, &[experiment])?;
    let only = run::selected(experiment, &options.only, &settings);
    if only.is_empty() {
        bail!("no strategy of `{}` is left to trace", experiment.name);
    }
    interrupt::listen().context("cannot listen for Ctrl-C")?;
    let mut effort = Effort::of(options.profile);
    if let Some(slowest) = (experiment.slowest)(&settings)? {
        effort = effort.with_room_for(slowest);
    }
    let _lock = run::alone(&format!("{} trace {}", chapter.name, experiment.name))?;
    for note in (experiment.preflight)(&settings, only.len() as u32)?.notes {
        eprintln!("{note}");
    }
    let traces = traces(&Request {
        chapter: chapter.name,
        experiment,
        only,
        partial: true,
        profile: options.profile,
        settings,
        overrides,
        plan: config.plan(experiment.name)?,
        effort,
        seed: run::seed_of_the_day(),
        right_after_another: false,
        build: chapter.build,
    })?;
    let mut failed = 0;
    for (outcome, trace) in &traces {
        if let Outcome::Failed(failure) = outcome {
            failed += 1;
            eprintln!("{}: {}: {}", trace.row, failure.kind.words(), failure.message);
        } else if trace.spans.is_empty() {
            eprintln!("{}: this strategy marks no task", trace.row);
        }
    }
    if options.json {
        let all: Vec<&Trace> = traces.iter().map(|(_, trace)| trace).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
    } else {
        for (_, trace) in &traces {
            print(trace, out)?;
        }
    }
    ensure!(failed == 0, "{failed} of {} strategies failed", traces.len());
    Ok(())
}

fn print(trace: &Trace, out: &mut dyn Write) -> Result<()> {
    for span in &trace.spans {
        let phase = match span.phase {
            Phase::Waiting => "waits",
            Phase::Computing => "computes",
            Phase::Ready => "is ready",
        };
        writeln!(
            out,
            "{}  process {}  thread {}  {:>8} – {:>8}  {phase}  {}",
            trace.row,
            span.process,
            span.thread,
            quantity::time(span.begin_ns as f64),
            quantity::time(span.end_ns as f64),
            span.task,
        )?;
    }
    Ok(())
}
