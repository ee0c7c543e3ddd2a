//! What is reported: as text, as Markdown, or as JSON.

mod text;

pub(crate) use text::shortened;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use nix::unistd::{AccessFlags, access};
use serde::Serialize;

use crate::advice::{self, Advice};
use crate::chart;
use crate::profile::{Profile, Span};
use crate::usage::Usage;
use crate::verdict::{Evidence, Verdict};

/// What was watched, and how that ended.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Subject {
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
pub(crate) struct Observed {
    pub(crate) subject: Subject,
    pub(crate) usage: Usage,
    pub(crate) profile: Profile,
    pub(crate) cores_usable: u64,
    /// What could not be read, and why.
    pub(crate) unknown: Vec<String>,
}

/// All that is reported.
#[derive(Serialize)]
pub(crate) struct Report {
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
pub(crate) enum Form {
    Text,
    Markdown,
    Json,
}

/// Where a report goes, and how.
pub(crate) struct Delivery {
    pub(crate) form: Form,
    /// `None` for standard error, `-` for standard output.
    pub(crate) output: Option<PathBuf>,
    pub(crate) chart: Option<PathBuf>,
}

/// What is said where the kernel keeps no `schedstat`.
pub(crate) const NO_READY_TIME: &str = "how long its threads were ready and had no core: \
     if others had the cores, it seems to wait";

/// Spans in JSON: so many at most, however long the program ran.
const MOST_SPANS: usize = 2_000;

/// Others keep a program from its core if it is ready and has none for this
/// share of the time that it has one: then its times are not what they could be.
const KEPT_WAITING: f64 = 0.2;

impl Report {
    /// Judges what was seen.
    pub(crate) fn of(observed: Observed) -> Self {
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
    if usage.not_told_cpu_ns > 0 {
        notes.push(
            "it has children that it never waited for: what those used is known as far as \
             they were seen"
                .to_owned(),
        );
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
    /// Whether everything can be written where it shall go: better to say so before a
    /// program has run for hours.
    pub(crate) fn check(&self) -> Result<()> {
        let mut files = self.file().into_iter().chain(self.chart.as_deref());
        files.try_for_each(writable)
    }

    /// The file that the report goes to.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// Writes the report where it shall go, and draws the chart. A report that cannot
    /// be written there goes to standard error: nobody wants to run the program again.
    pub(crate) fn deliver(&self, report: &Report) -> Result<()> {
        let written = report.written(self.form)?;
        let delivered = match (&self.output, self.file()) {
            (None, _) => print(std::io::stderr(), &written),
            (Some(_), None) => print(std::io::stdout(), &written),
            (_, Some(path)) => write(path, &written),
        };
        if delivered.is_err() && self.output.is_some() {
            let _ = print(std::io::stderr(), &written);
        }
        delivered.and(self.draw(report))
    }

    fn draw(&self, report: &Report) -> Result<()> {
        let Some(path) = &self.chart else { return Ok(()) };
        let drawn = chart::draw(&report.profile, &report.evidence, report.name())?;
        write(path, &drawn)
    }
}

/// Whether a file can be written, as far as that can be told without touching it.
fn writable(path: &Path) -> Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    ensure!(!path.is_dir(), "{}: it is a folder", cannot());
    let folder = match path.parent() {
        Some(parent) if parent == Path::new("") => Path::new("."),
        Some(parent) => parent,
        None => path,
    };
    let asked = if path.exists() {
        access(path, AccessFlags::W_OK)
    } else {
        access(folder, AccessFlags::W_OK | AccessFlags::X_OK)
    };
    asked.with_context(cannot)
}

fn print(mut stream: impl Write, text: &str) -> Result<()> {
    stream.write_all(text.as_bytes()).context("cannot write the report")
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
