//! The report on a program: as text, JSON or a chart.

mod text;

pub(crate) use text::{headline, line};

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Result, anyhow};
use schemars::JsonSchema;
use serde::Serialize;

use crate::facts::Facts;
use crate::finding::Finding;
use crate::profile::{Profile, Span};
use crate::rules;
use crate::subject::{Outcome, Subject};
use crate::unoptimised;
use crate::usage::Usage;
use crate::verdict::{Evidence, Verdict};

/// The verdict on a program, with its evidence, and what to do about it.
#[derive(JsonSchema, Serialize)]
pub struct Report {
    schema_version: u32,
    subject: Subject,
    pub(crate) verdict: Verdict,
    pub(crate) evidence: Evidence,
    evidence_in_words: String,
    /// The most important first.
    pub(crate) findings: Vec<Finding>,
    pub(crate) usage: Usage,
    pub(crate) unknown: Vec<String>,
    notes: Vec<String>,
    cores_over_time: Vec<Span>,
    #[serde(skip)]
    profile: Profile,
}

/// What is unknown where the kernel keeps no `schedstat`.
pub(crate) const NO_READY_TIME: &str = "how long its threads were ready and had no core: \
     while other programs have the cores, it seems to wait";

/// The most spans in JSON, however long the program ran.
const MOST_SPANS: usize = 2_000;

/// The most spans that a chart has room for.
const MOST_DRAWN: usize = 600;

/// Others keep a program from its core if it is ready and has none for this
/// share of the time that it has one: then its times are not what they could be.
const KEPT_WAITING: f64 = 0.2;

impl Report {
    /// Judges what was seen. `unknown` is what could not be read, and why.
    pub(crate) fn new(
        subject: Subject,
        usage: Usage,
        profile: Profile,
        cores_usable: u64,
        unknown: Vec<String>,
        executables: &BTreeSet<PathBuf>,
    ) -> Self {
        let evidence = Evidence::of(&profile, cores_usable);
        let is_python = executables.iter().any(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("python"))
        });
        // To read a program takes a while: only where its computing is the question.
        let computes = evidence.verdict().computes();
        let unoptimised = computes.then(|| unoptimised::among(executables)).flatten();
        let facts = Facts::new(&subject, &evidence, &usage, unoptimised, is_python);
        let findings = rules::findings(&facts);
        Self {
            schema_version: 3,
            verdict: evidence.verdict(),
            evidence_in_words: evidence.words(),
            findings,
            notes: notes(&usage, cores_usable),
            subject,
            evidence,
            usage,
            unknown,
            cores_over_time: spans(&profile, MOST_SPANS),
            profile,
        }
    }

    /// The exit status of a program as shells give it: its own, or 128 and the number of
    /// the signal that ended it.
    pub fn exit_status(&self) -> u8 {
        self.subject.exit_status()
    }

    /// What it ran, for titles.
    pub(crate) fn name(&self) -> String {
        self.subject.name()
    }

    pub(crate) fn outcome(&self) -> Outcome {
        self.subject.outcome()
    }

    /// How it ended, in a word or two.
    pub(crate) fn end(&self) -> String {
        self.subject.status()
    }

    /// The report as JSON: times in nanoseconds, memory in bytes. Its `schema_version` is
    /// 3, and changes with the meaning or the name of a field.
    pub fn json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// The use of cores over time, drawn as SVG.
    pub fn svg(&self) -> Result<String> {
        let spans = spans(&self.profile, MOST_DRAWN);
        let cores = chart::Cores {
            name: self.subject.name(),
            lasted_ns: self.profile.lasted_ns(),
            cores: spans.iter().map(|span| span.cores).collect(),
            usable: self.evidence.cores_usable,
        };
        cores.draw().map_err(|error| anyhow!("cannot draw the use of cores: {error}"))
    }
}

/// As many spans as can be told apart, and no more than this.
fn spans(profile: &Profile, most: usize) -> Vec<Span> {
    let finest = profile.finest_spans();
    if finest.len() > most { profile.spans(most) } else { finest }
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
    if usage.unaccounted_cpu_ns > 0 {
        notes.push(
            "it has children that it never waited for: what they used is known only as far \
             as they were seen"
                .to_owned(),
        );
    }
    let ready = usage.ready_ns.unwrap_or(0) as f64;
    let by_quota = usage.throttled.time_ns as f64 > ready / 4.0;
    if ready > KEPT_WAITING * usage.cpu_ns() as f64 && ready > 1e7 && !by_quota {
        let crowd = usage.peak_threads.unwrap_or(0) > cores_usable;
        notes.push(if crowd {
            "its threads were often ready and had no core: there are more of them than \
             cores, or other programs had the cores"
                .to_owned()
        } else {
            "other programs often had the cores that it was ready for: alone it would be \
             faster"
                .to_owned()
        });
    }
    notes
}
