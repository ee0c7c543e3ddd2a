//! One experiment from beginning to end.

use std::process::Command;

use anyhow::{Context as _, Result};
use record::claim::Evidence;
use record::{
    Failure, FailureKind, Outcome, Profile, Record, SCHEMA_VERSION, Settings, Trace,
};

use crate::child;
use crate::effort::Effort;
use crate::environment::{self, BuildFacts, Quietness};
use crate::experiment::{Experiment, Strategy};
use crate::interrupt::Interrupted;
use crate::rounds::{self, Executor, Progress, SystemClock};
use crate::service::Service;
use crate::trace;

/// What to measure, and how.
pub struct Request<'a> {
    /// The chapter's name.
    pub chapter: &'a str,
    /// The experiment.
    pub experiment: &'a Experiment,
    /// The keys of the strategies to run, in the order of the page.
    pub only: Vec<&'a str>,
    /// The profile that the settings came from.
    pub profile: Profile,
    /// Every setting, overrides included.
    pub settings: Settings,
    /// The names of those that somebody changed.
    pub overrides: Vec<String>,
    /// When to stop.
    pub effort: Effort,
    /// The seed of the shuffles.
    pub seed: u64,
    /// Whether another experiment was measured until just before.
    pub right_after_another: bool,
    /// What the chapter was built from.
    pub build: BuildFacts,
}

/// Measures an experiment. A strategy's failure is in the record; an error here
/// means that nothing could be measured, or that somebody pressed Ctrl-C
/// ([`Interrupted`]).
pub fn measure(request: &Request<'_>, progress: &mut dyn Progress) -> Result<Record> {
    let Request { experiment, settings, effort, .. } = request;
    // The state of the checkout as the run begins: an edit meanwhile is not what ran.
    let build = request.build.in_checkout();
    let quietness = Quietness::begin(request.right_after_another);
    let service = (experiment.service)(settings)
        .context("cannot start what the experiment talks to")?;
    let ideal = (experiment.ideal)(settings)?;
    let started = jiff::Timestamp::now();
    let mut children = Children { request, service };
    let strategies = || request.strategies();
    let expected_answer = common_answer(request)?;
    let rows =
        strategies().map(|strategy| strategy.row(settings)).collect::<Result<_>>()?;
    let clock = SystemClock::start();
    let taken = rounds::take(
        rows,
        effort,
        request.seed,
        &mut children,
        &clock,
        &|_, rows| {
            let evidence = Evidence {
                rows,
                traces: &[],
                ideal: ideal.as_ref(),
                cores_usable: environment::cores_usable(),
            };
            rounds::narrow_enough(&experiment.claims, evidence, effort.precision)
        },
        progress,
    )?;
    let duration_ns = rounds::Clock::now(&clock).as_nanos() as u64;
    let traces = children.traces(progress)?;
    // The service's own CPU time counts as ours only once it has ended.
    drop(children);
    Ok(Record {
        schema_version: SCHEMA_VERSION,
        chapter: request.chapter.to_owned(),
        experiment: experiment.name.to_owned(),
        question: experiment.question.to_owned(),
        profile: request.profile,
        settings: settings.clone(),
        overrides: request.overrides.clone(),
        baseline: experiment.baseline.to_owned(),
        ideal,
        expected_answer,
        build,
        environment: environment::environment(),
        conditions: quietness.end(),
        started_utc: started.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        duration_ns,
        seed: request.seed,
        rounds: taken.rounds,
        rows: taken.rows,
        traces,
    })
}

/// Runs some rows once, traced, and not timed: a trace each, and what came of
/// the sample. Errors as [`measure`] does.
pub fn traces(request: &Request<'_>) -> Result<Vec<(Outcome, Trace)>> {
    let service = (request.experiment.service)(&request.settings)
        .context("cannot start what the experiment talks to")?;
    let mut children = Children { request, service };
    request.only.iter().map(|key| children.traced(key)).collect()
}

/// The executor that starts processes.
struct Children<'a> {
    request: &'a Request<'a>,
    service: Option<Box<dyn Service>>,
}

impl Request<'_> {
    /// The strategies to run: of those asked for, the ones that these settings
    /// do not leave out.
    fn strategies(&self) -> impl Iterator<Item = &Strategy> {
        let strategies =
            self.only.iter().filter_map(|key| self.experiment.strategy(key));
        strategies.filter(|strategy| strategy.is_wanted(&self.settings))
    }

    /// The answer that a row must give.
    fn expected_answer(&self, row: &str) -> Result<Option<u64>> {
        let own = self.experiment.strategy(row).map(|strategy| &strategy.settings);
        let settings = self.settings.overlaid_with(own.unwrap_or(&Settings::default()));
        (self.experiment.expected_answer)(&settings)
    }
}

/// The answer that all rows must give; `None` where they differ.
fn common_answer(request: &Request<'_>) -> Result<Option<u64>> {
    let answers: Vec<Option<u64>> = request
        .strategies()
        .map(|strategy| request.expected_answer(&strategy.key))
        .collect::<Result<_>>()?;
    let first = answers.first().copied().flatten();
    Ok(first.filter(|_| answers.iter().all(|answer| *answer == first)))
}

impl Children<'_> {
    /// The traces of the rows that are to have one: several of those that a claim
    /// is about, for it wants an interval as others do. Of a run that failed there
    /// is none: what it did is not what the strategy does.
    fn traces(&mut self, progress: &mut dyn Progress) -> Result<Vec<Trace>> {
        let Request { experiment, effort, .. } = self.request;
        let mut traces = Vec::new();
        for key in self.request.strategies().map(|strategy| &*strategy.key) {
            if !experiment.traced.contains(&key) {
                continue;
            }
            let claimed = experiment
                .claims
                .iter()
                .any(|claim| claim.traced().any(|traced| traced == key));
            for _ in 0..if claimed { effort.min_rounds } else { 1 } {
                match self.traced(key)? {
                    (Outcome::Ok(_), trace) => traces.push(trace),
                    (Outcome::Failed(failure), _) => progress.untraced(key, &failure),
                }
            }
        }
        Ok(traces)
    }

    /// One traced run of a row, and what came of it.
    fn traced(&mut self, row: &str) -> Result<(Outcome, Trace)> {
        let expected = self.request.expected_answer(row)?;
        let deadline = self.request.effort.deadline;
        let (outcome, trace) =
            trace::taken(self.command(row)?, row, deadline, expected)?;
        Ok((self.if_the_service_lives(outcome), trace))
    }

    /// The outcome of a sample. Whatever the sample says, it says nothing about the
    /// strategy if what it talked to ended meanwhile.
    fn if_the_service_lives(&mut self, outcome: Outcome) -> Outcome {
        let ended = match self.service.as_mut().map(|service| service.revive()) {
            Some(Ok(Some(how))) => {
                format!("what it talks to ended during the sample ({how})")
            }
            Some(Err(error)) => {
                format!("what it talks to ended and does not start again: {error:#}")
            }
            Some(Ok(None)) | None => return outcome,
        };
        Outcome::Failed(Failure { kind: FailureKind::Harness, message: ended })
    }

    fn command(&self, row: &str) -> Result<Command> {
        let mut settings = self.request.settings.clone();
        if let Some(service) = &self.service {
            settings = settings.overlaid_with(&service.settings());
        }
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args(["sample", self.request.experiment.name, row])
            .arg(serde_json::to_string(&settings)?);
        // What runs on this machine is never asked for through a proxy.
        let no_proxy = std::env::var("NO_PROXY")
            .map_or_else(|_| String::new(), |hosts| format!("{hosts},"));
        command.env("NO_PROXY", format!("{no_proxy}127.0.0.1,localhost"));
        Ok(command)
    }
}

impl Executor for Children<'_> {
    fn sample(&mut self, row: &str, _round: u32) -> Result<Outcome, Interrupted> {
        let ready = self
            .command(row)
            .and_then(|command| Ok((command, self.request.expected_answer(row)?)));
        let (command, expected) = match ready {
            Ok(ready) => ready,
            Err(error) => {
                let (kind, message) = (FailureKind::Harness, format!("{error:#}"));
                return Ok(Outcome::Failed(Failure { kind, message }));
            }
        };
        let outcome = child::sample(command, self.request.effort.deadline, expected)?;
        Ok(self.if_the_service_lives(outcome))
    }
}
