//! What is reported: as text, as Markdown, or as JSON.

mod text;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::diagnose::advice::{self, Advice};
use crate::diagnose::chart;
use crate::diagnose::profile::{Profile, Span};
use crate::diagnose::usage::Usage;
use crate::diagnose::verdict::{Evidence, Verdict};

/// What was watched, and how that ended.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Subject {
    /// A program, run to its end.
    Program {
        command: Vec<String>,
        /// `None` if a signal ended it.
        exit_code: Option<i32>,
        /// `None` if it exited.
        signal_number: Option<i32>,
        signal: Option<String>,
    },
    /// A process that ran already.
    Process {
        pid: i32,
        name: String,
        /// It ended while it was watched.
        ended: bool,
        /// Ctrl-C ended the watching.
        stopped: bool,
    },
}

/// What was seen of it.
pub(super) struct Observed {
    pub(super) subject: Subject,
    pub(super) usage: Usage,
    pub(super) profile: Profile,
    pub(super) cores_usable: u64,
    /// What could not be read, and why.
    pub(super) unknown: Vec<String>,
}

/// All that is reported.
#[derive(Serialize)]
pub(super) struct Report {
    schema_version: u32,
    subject: Subject,
    verdict: Verdict,
    evidence: Evidence,
    evidence_in_words: String,
    advice: Advice,
    usage: Usage,
    unknown: Vec<String>,
    notes: Vec<String>,
    cores_over_time: Vec<Span>,
    #[serde(skip)]
    profile: Profile,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Markdown,
    Json,
}

/// Where a report goes, and how.
pub(super) struct Delivery {
    pub(super) form: Form,
    /// `None` for standard error, `-` for standard output.
    pub(super) output: Option<PathBuf>,
    pub(super) chart: Option<PathBuf>,
}

/// Spans in JSON: so many at most, however long the program ran.
const MOST_SPANS: usize = 2_000;

/// Others keep a program from its core if it is ready and has none for this
/// share of the time that it has one: then its times are not what they could be.
const KEPT_WAITING: f64 = 0.2;

impl Report {
    /// Judges what was seen.
    pub(super) fn of(observed: Observed) -> Self {
        let Observed { subject, usage, profile, cores_usable, unknown } = observed;
        let evidence = Evidence::of(&profile, cores_usable);
        let finest = profile.finest_spans();
        let cores_over_time =
            if finest.len() > MOST_SPANS { profile.spans(MOST_SPANS) } else { finest };
        Self {
            schema_version: 1,
            verdict: evidence.verdict(),
            evidence_in_words: evidence.words(),
            advice: advice::advise(&evidence),
            notes: notes(&usage, cores_usable),
            subject,
            evidence,
            usage,
            unknown,
            cores_over_time,
            profile,
        }
    }

    fn written(&self, form: Form) -> Result<String> {
        Ok(match form {
            Form::Text => self.text(),
            Form::Markdown => format!("```text\n{}```\n", self.text()),
            Form::Json => serde_json::to_string_pretty(self)? + "\n",
        })
    }
}

/// What a reader of the numbers should know.
fn notes(usage: &Usage, cores_usable: u64) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(left) = usage.left_running.filter(|left| *left > 0) {
        let (processes, were) =
            if left == 1 { ("process", "was") } else { ("processes", "were") };
        notes.push(format!(
            "it left {left} {processes} running, which {were} not waited for"
        ));
    }
    let ready = usage.ready_ns.unwrap_or(0) as f64;
    if ready > KEPT_WAITING * usage.cpu_ns() as f64 && ready > 1e7 {
        let crowd = usage.peak_threads.unwrap_or(0) > cores_usable;
        notes.push(if crowd {
            "its threads were often ready and had no core: there are more of them than \
             cores, or others had the cores"
                .to_owned()
        } else {
            "others often had the cores that it was ready for: alone it would be faster"
                .to_owned()
        });
    }
    notes
}

impl Delivery {
    /// Writes the report where it shall go, and draws the chart.
    pub(super) fn deliver(&self, report: &Report) -> Result<()> {
        if let Some(path) = &self.chart {
            let drawn = chart::draw(&report.profile, &report.evidence, report.name())?;
            write(path, &drawn)?;
        }
        let written = report.written(self.form)?;
        match &self.output {
            None => eprint!("{written}"),
            Some(path) if path == Path::new("-") => {
                std::io::stdout()
                    .write_all(written.as_bytes())
                    .context("cannot write the report")?;
            }
            Some(path) => write(path, &written)?,
        }
        Ok(())
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
