//! One experiment from beginning to end.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use host::quietness::Quietness;
use measure::effort::Effort;
use measure::rounds::{self, Executor, Progress, SystemClock};
use measure::{Experiment, Service, Strategy, layout};
use record::config::Plan;
use record::{
    Failure, FailureKind, Outcome, Profile, Record, Row, SCHEMA_VERSION, Settings,
    Trace,
};

use crate::build::BuildFacts;
use crate::interrupt::Interrupted;
use crate::{child, traced};

/// What to measure, and how.
pub struct Request<'a> {
    /// The chapter's name.
    pub chapter: &'a str,
    /// The experiment.
    pub experiment: &'a Experiment,
    /// The keys of the strategies to run, in the order of the page.
    pub only: Vec<&'a str>,
    /// Whether these are all that somebody wants to see. Else the others, which the
    /// settings leave out, are rows without samples.
    pub partial: bool,
    /// The profile that the settings came from.
    pub profile: Profile,
    /// Every setting, overrides included.
    pub settings: Settings,
    /// The names of those that somebody changed.
    pub overrides: Vec<String>,
    /// What has to be precise, and which rows are traced.
    pub plan: Plan,
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
    let build = request.build.of(experiment.name)?.in_checkout();
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
        &|_, rows| rounds::narrow_enough(&request.plan.precise, rows, effort.precision),
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
        profile: request.profile,
        settings: settings.clone(),
        overrides: request.overrides.clone(),
        baseline: request.baseline(),
        ideal,
        expected_answer,
        build,
        environment: host::environment::environment(),
        conditions: quietness.end(),
        started_utc: started.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        duration_ns,
        seed: request.seed,
        rounds: taken.rounds,
        rows: request.with_rows_left_out(taken.rows)?,
        traces,
    })
}

/// Runs some rows once, traced, and not timed: a trace each, and what came of
/// the sample. Errors as [`measure()`] does.
pub fn traces(request: &Request<'_>) -> Result<Vec<(Outcome, Trace)>> {
    let service = (request.experiment.service)(&request.settings)
        .context("cannot start what the experiment talks to")?;
    let mut children = Children { request, service };
    request.only.iter().map(|key| children.traced(key)).collect()
}

/// The executor that starts processes.
pub(crate) struct Children<'a> {
    pub(crate) request: &'a Request<'a>,
    pub(crate) service: Option<Box<dyn Service>>,
}

impl Request<'_> {
    /// The strategies to run: of those asked for, the ones that these settings
    /// do not leave out.
    pub(crate) fn strategies(&self) -> impl Iterator<Item = &Strategy> {
        let strategies =
            self.only.iter().filter_map(|key| self.experiment.strategy(key));
        strategies.filter(|strategy| strategy.is_wanted(&self.settings))
    }

    /// The row that the others are compared with: where it is not run, the first.
    fn baseline(&self) -> String {
        let own = self.experiment.baseline;
        let first = self.only.iter().copied().find(|key| *key == own);
        first.or(self.only.first().copied()).unwrap_or(own).to_owned()
    }

    /// All rows of the experiment, in the order of the page: those that were not run,
    /// because the settings leave them out or nobody wanted them, have no samples.
    fn with_rows_left_out(&self, mut taken: Vec<Row>) -> Result<Vec<Row>> {
        if self.partial {
            return Ok(taken);
        }
        let all = self.experiment.strategies.iter();
        all.map(|strategy| match taken.iter().position(|row| row.key == strategy.key) {
            Some(place) => Ok(taken.swap_remove(place)),
            None => strategy.row(&self.settings),
        })
        .collect()
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
        let Request { plan, effort, .. } = self.request;
        let mut traces = Vec::new();
        for key in self.request.strategies().map(|strategy| &*strategy.key) {
            let is_among = |keys: &[String]| keys.iter().any(|other| other == key);
            let times = match (is_among(&plan.traced_often), is_among(&plan.traced)) {
                (true, _) => effort.min_rounds.min(MOST_TRACES),
                (false, true) => 1,
                (false, false) => 0,
            };
            for _ in 0..times {
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
        let command = self.command(&std::env::current_exe()?, row, 0)?;
        let (outcome, trace) = traced::taken(command, row, deadline, expected)?;
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

    /// A sample of a row in the build whose binary this is.
    pub(crate) fn sample_of(
        &mut self,
        binary: &Path,
        row: &str,
        round: u32,
        traced: bool,
    ) -> Result<Outcome> {
        let command = self.command(binary, row, round)?;
        let expected = self.request.expected_answer(row)?;
        let deadline = self.request.effort.deadline;
        let outcome = if traced {
            traced::taken(command, row, deadline, expected)?.0
        } else {
            child::sample(command, deadline, expected)?
        };
        Ok(self.if_the_service_lives(outcome))
    }

    fn command(&self, binary: &Path, row: &str, round: u32) -> Result<Command> {
        let mut settings = self.request.settings.clone();
        if let Some(service) = &self.service {
            settings = settings.overlaid_with(&service.settings());
        }
        let mut command = Command::new(binary);
        command
            .args(["sample", self.request.experiment.name, row])
            .arg(serde_json::to_string(&settings)?);
        let direct = without_proxy(|name| std::env::var(name).ok());
        command.envs(NO_PROXY.map(|name| (name, &direct)));
        command.env(layout::PADDING, layout::padding(self.request.seed, round));
        Ok(command)
    }
}

/// The most traces of a row: each is of a run that brings no time.
const MOST_TRACES: u32 = 10;

/// The variable that names the hosts to reach without a proxy. Programs read
/// either spelling, or the first that is set.
const NO_PROXY: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// The hosts of both spellings, and this machine, to which no proxy leads.
fn without_proxy(variable: impl Fn(&str) -> Option<String>) -> String {
    let local = "127.0.0.1,localhost".to_owned();
    let hosts = NO_PROXY.into_iter().filter_map(variable).chain([local]);
    hosts.collect::<Vec<_>>().join(",")
}

impl Executor for Children<'_> {
    fn sample(&mut self, row: &str, round: u32) -> Result<Outcome, Interrupted> {
        let taken = std::env::current_exe()
            .map_err(anyhow::Error::from)
            .and_then(|binary| self.sample_of(&binary, row, round, false));
        or_failed(taken)
    }
}

/// What came of a sample, where an error other than Ctrl-C is a failure like others.
pub(crate) fn or_failed(taken: Result<Outcome>) -> Result<Outcome, Interrupted> {
    taken.or_else(|error| match error.downcast::<Interrupted>() {
        Ok(interrupted) => Err(interrupted),
        Err(error) => {
            let (kind, message) = (FailureKind::Harness, format!("{error:#}"));
            Ok(Outcome::Failed(Failure { kind, message }))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_without_a_proxy_are_kept_under_either_spelling() {
        let with = |set: &'static str| {
            without_proxy(move |name| (name == set).then(|| "example.org".to_owned()))
        };
        assert_eq!(with("NO_PROXY"), "example.org,127.0.0.1,localhost");
        assert_eq!(with("no_proxy"), with("NO_PROXY"));
        assert_eq!(with("neither"), "127.0.0.1,localhost");
    }
}
