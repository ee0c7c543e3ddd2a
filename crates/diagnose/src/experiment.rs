//! Would it be faster with fewer cores, or with another setting? By experiment.
//!
//! The program runs several times with each setting, in rounds: every setting once in
//! each, in an order that turns. So what changes on the machine meanwhile changes all
//! settings alike, and the ratio of two runs of one round is free of it.

mod judge;
mod output;
mod settings;
mod text;

use std::ffi::OsString;
use std::io::Write;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use evidence::quantity;
use record::stats::{self, Estimate, Interval};
use schemars::JsonSchema;
use serde::Serialize;

use crate::finding::Finding;
use crate::launch::Launch;
use crate::proc;
use crate::report::Report;
use crate::subject::Outcome;

use judge::Judgement;
pub(crate) use settings::Setting;

/// The fewest runs whose median has an interval at 95 %.
pub(crate) const RUNS: u32 = 6;

/// Runs a program again and again on these numbers of cores (`1,2,all`), and says what that
/// shows. The text calls it by the command line that is given to be shown.
///
/// Fails if there are no such cores, or if the program cannot be started or fails.
pub fn compare_cores(words: &[OsString], shown: &str, list: &str) -> Result<String> {
    let settings = Setting::of_cores(list, &proc::allowed_cores(0));
    let experiment = Experiment {
        words: words.to_vec(),
        shown: Some(shown.to_owned()),
        settings: settings.map_err(anyhow::Error::msg)?,
        runs: RUNS,
    };
    Ok(experiment.run(&mut std::io::sink())?.text())
}

/// What to try, and how often.
pub(crate) struct Experiment {
    pub(crate) words: Vec<OsString>,
    /// What a report calls it, if not by these words.
    pub(crate) shown: Option<String>,
    pub(crate) settings: Vec<Setting>,
    pub(crate) runs: u32,
}

/// One run of the program.
#[derive(Clone, Debug, JsonSchema, Serialize)]
struct Run {
    wall_ns: u64,
    user_ns: u64,
    system_ns: u64,
    voluntary_switches: u64,
    involuntary_switches: u64,
    page_faults: u64,
    computing: f64,
    #[serde(skip)]
    output: Vec<u8>,
}

impl Run {
    fn of(report: &Report, output: Vec<u8>) -> Self {
        let usage = &report.usage;
        Self {
            wall_ns: usage.wall_ns,
            user_ns: usage.user_ns,
            system_ns: usage.system_ns,
            voluntary_switches: usage.voluntary_switches.unwrap_or(0),
            involuntary_switches: usage.involuntary_switches.unwrap_or(0),
            page_faults: usage.page_faults.unwrap_or(0),
            computing: report.evidence.computing,
            output,
        }
    }

    fn cpu_ns(&self) -> u64 {
        self.user_ns + self.system_ns
    }
}

/// How many times as fast: a median, with its interval at 95 % where there were runs
/// enough.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
struct Ratio {
    median: f64,
    low: Option<f64>,
    high: Option<f64>,
}

impl From<Estimate> for Ratio {
    fn from(Estimate { median, interval }: Estimate) -> Self {
        let (low, high) =
            interval.map(|interval| (interval.low, interval.high)).unzip();
        Self { median, low, high }
    }
}

impl From<Ratio> for Estimate {
    fn from(Ratio { median, low, high }: Ratio) -> Self {
        let interval = low.zip(high).map(|(low, high)| Interval { low, high });
        Self { median, interval }
    }
}

/// The runs with one setting.
#[derive(Debug, JsonSchema, Serialize)]
struct Tried {
    name: String,
    /// How many cores, or what number was tried; `None` if it is no number.
    number: Option<f64>,
    runs: Vec<Run>,
    /// How many times as fast as with the first setting.
    speed_up: Option<Ratio>,
}

impl Tried {
    /// How many times as fast it is as with this other setting: of runs of one round.
    fn as_fast_as(&self, other: &Self) -> Option<Estimate> {
        times_as_fast(&self.runs, &other.runs)
    }

    /// The median over the runs.
    fn median(&self, of: impl Fn(&Run) -> f64) -> f64 {
        let values: Vec<_> = self.runs.iter().map(of).collect();
        stats::summary(&values).map_or(0.0, |summary| summary.median)
    }
}

/// What an experiment showed.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Outcomes {
    schema_version: u32,
    command: String,
    by_cores: bool,
    tried: Vec<Tried>,
    judgement: Judgement,
    /// What was found in the run with the most cores, or the first.
    findings: Vec<Finding>,
    notes: Vec<String>,
    #[serde(skip)]
    status: u8,
}

impl Outcomes {
    /// The exit status of the program.
    pub(crate) fn exit_status(&self) -> u8 {
        self.status
    }

    pub(crate) fn json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

impl Experiment {
    /// Runs it; `progress` is told before each run.
    ///
    /// Fails if the program cannot be started, or fails itself: then there is nothing to
    /// compare.
    pub(crate) fn run(self, progress: &mut dyn Write) -> Result<Outcomes> {
        let number = self.settings.len();
        let mut tried: Vec<Vec<Run>> = vec![Vec::new(); number];
        let (mut notes, mut report) = (Vec::new(), None);
        'rounds: for round in 0..self.runs as usize {
            let mut this_round = Vec::new();
            for place in 0..number {
                let which = (place + round) % number;
                let done = round * number + place + 1;
                let name = &self.settings[which].name;
                let of = self.runs as usize * number;
                // If nobody can read it, the report may still be read.
                let _ = writeln!(progress, "run {done} of {of}: {name}");
                let (new, run) = self.once(which)?;
                match new.outcome() {
                    Outcome::Fine => {}
                    Outcome::Stopped if round > 0 => {
                        notes.push(format!(
                            "it was stopped in round {}, which does not count",
                            round + 1
                        ));
                        break 'rounds;
                    }
                    Outcome::Stopped => bail!("it was stopped before a round was done"),
                    Outcome::Failed => {
                        let end = new.end();
                        let said = output::last_words(&run.output);
                        bail!(
                            "with {name} the program failed ({end}): there is nothing to \
                             compare{said}"
                        );
                    }
                }
                if which + 1 == number {
                    report = Some(new);
                }
                this_round.push((which, run));
            }
            for (which, run) in this_round {
                tried[which].push(run);
            }
        }
        let report = report.context("there was no round")?;
        notes.extend(output::compared(&tried));
        if self.runs < RUNS {
            notes.push(format!(
                "{} runs of each are too few for an interval: {RUNS} are enough",
                self.runs
            ));
        }
        Ok(self.outcomes(tried, report, notes))
    }

    fn once(&self, which: usize) -> Result<(Report, Run)> {
        let setting = &self.settings[which];
        let output = output::Kept::new()?;
        let words = setting.words(&self.words);
        let launch = Launch {
            words: &words,
            shown: self.shown.as_deref(),
            variable: setting.variable(),
            cores: setting.cores(),
            streams: Some([Stdio::null(), output.stream()?, output.stream()?]),
        };
        let report = launch.run()?;
        let run = Run::of(&report, output.bytes()?);
        Ok((report, run))
    }

    fn outcomes(
        self,
        tried: Vec<Vec<Run>>,
        report: Report,
        notes: Vec<String>,
    ) -> Outcomes {
        let first = tried[0].clone();
        let named = self.settings.iter().zip(tried);
        let tried: Vec<_> = named
            .map(|(setting, runs)| Tried {
                name: setting.name.clone(),
                number: setting.number(),
                speed_up: times_as_fast(&runs, &first).map(Ratio::from),
                runs,
            })
            .collect();
        let by_cores = self.settings.iter().all(|setting| setting.cores().is_some());
        Outcomes {
            schema_version: 2,
            command: report.name(),
            by_cores,
            judgement: judge::judge(&tried, by_cores),
            tried,
            status: report.exit_status(),
            findings: report.findings,
            notes,
        }
    }
}

/// How many times as fast these runs are as the others of the same rounds.
fn times_as_fast(runs: &[Run], others: &[Run]) -> Option<Estimate> {
    let pairs = others.iter().zip(runs);
    let ratios = pairs.map(|(other, run)| other.wall_ns as f64 / run.wall_ns as f64);
    stats::estimate(&ratios.collect::<Vec<_>>())
}

/// A ratio with its interval, in words.
fn times(estimate: &Estimate) -> String {
    quantity::ratio(*estimate)
}
