//! A reader's try: an experiment with other settings, for one page that is open. Its
//! record goes into a folder of its own, so that no record is replaced by it and
//! nothing is built again because of it.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use show::tunable::{self, Kind, Tunable};
use tempfile::TempDir;
use tokio::sync::{mpsc, oneshot};

use crate::fragments;
use crate::numbers::{Experiment, Numbers, Tried};
use crate::schedule::End;

/// How often a page is told of progress at most: a browser that draws shares the cores
/// with what is measured.
const PACE: Duration = Duration::from_millis(500);

/// Bounds of its time, also where settings are turned far: no further round begins
/// after the one, and a sample is killed after the other.
const BOUNDS: [&str; 2] = ["--budget=10s", "--deadline=60s"];

/// What a page asks for.
#[derive(Debug)]
pub(crate) struct Request {
    /// Tells it from any other.
    pub(crate) id: u64,
    /// The experiment, which need not exist.
    pub(crate) experiment: Experiment,
    /// The values of settings, which need not exist either.
    pub(crate) values: BTreeMap<String, u64>,
    /// Is told whether it is taken.
    pub(crate) answer: oneshot::Sender<Result<(), Refusal>>,
    /// Takes lines of JSON, each with its end, until it is over.
    pub(crate) lines: mpsc::UnboundedSender<String>,
}

/// Why a try is not taken, in a sentence.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// There is no such experiment.
    Unknown(String),
    /// There is no such setting, or not with such a value.
    Wrong(String),
    /// Something else is built or measured.
    Busy(String),
    /// It cannot be done here and now.
    Broken(String),
}

/// A try that is taken.
pub(super) struct Trying {
    pub(super) id: u64,
    pub(super) experiment: Experiment,
    /// Whether its page no longer waits for it.
    pub(super) is_left: bool,
    flags: Vec<String>,
    /// Its settings in words.
    words: String,
    lines: mpsc::UnboundedSender<String>,
    /// When the page was told of progress, if it was.
    told: Option<Instant>,
    /// For its record.
    folder: TempDir,
}

impl Trying {
    /// Takes what `request` asks for, if nothing else is done. Returns it with the
    /// sender that is to be told so.
    pub(super) fn take(
        request: Request,
        numbers: &dyn Numbers,
        busy: Option<String>,
    ) -> Option<Self> {
        let Request { id, experiment, values, answer, lines } = request;
        let checked = check(&experiment, &values, numbers, busy);
        let taken = checked.and_then(|(flags, words)| {
            let folder = tempfile::tempdir().map_err(|error| {
                Refusal::Broken(format!("There is no folder for the record: {error}."))
            })?;
            let (is_left, told) = (false, None);
            Ok(Self { id, experiment, is_left, flags, words, lines, told, folder })
        });
        let (trying, told) = match taken {
            Ok(trying) => (Some(trying), Ok(())),
            Err(refusal) => (None, Err(refusal)),
        };
        // Whoever has gone meanwhile gets nothing.
        answer.send(told).is_ok().then_some(trying)?
    }

    /// Completes the command that runs a chapter's binary. No shell reads it, and each
    /// word is ours but for the digits.
    pub(super) fn complete(&self, command: &mut Command) {
        command.args(BOUNDS).args(&self.flags);
        command.env("BOOK_CHARTS", self.folder.path());
    }

    /// Something new begins, of which the page hears at once.
    pub(super) fn begins(&mut self, what: &Value) {
        say(&self.lines, what);
        self.told = None;
    }

    /// Tells the page how far it is, or what else is said meanwhile; not too often.
    pub(super) fn progress(&mut self, what: &Value) {
        let now = Instant::now();
        if self.told.is_none_or(|told| told + PACE <= now) {
            self.told = Some(now);
            say(&self.lines, what);
        }
    }

    /// Tells the page how it ended.
    pub(super) fn end(self, end: End, words: &str, numbers: &dyn Numbers) {
        if self.is_left || end == End::Interrupted {
            return;
        }
        let result = match end {
            End::Failed if words.is_empty() => {
                json!({ "failed": "It ended without saying why." })
            }
            End::Failed | End::Interrupted => json!({ "failed": words }),
            End::Done => match result(numbers, &self) {
                Ok(result) => result,
                Err(error) => json!({ "failed": format!("{error:#}") }),
            },
        };
        let Self { lines, folder, .. } = self;
        // Who hears the result finds nothing left of it.
        drop(folder);
        say(&lines, &result);
    }
}

fn say(lines: &mpsc::UnboundedSender<String>, what: &Value) {
    let _ = lines.send(format!("{what}\n"));
}

/// What the page shows of its record, as HTML.
fn result(numbers: &dyn Numbers, trying: &Trying) -> anyhow::Result<Value> {
    let words = format!("your try: {}", trying.words);
    let Tried { figures, parts } =
        numbers.tried(&trying.experiment, trying.folder.path(), &words)?;
    let figures =
        figures.into_iter().map(|(name, text)| (name, fragments::html(&text)));
    let parts = parts.into_iter().map(|(name, text)| (name, fragments::html(&text)));
    Ok(json!({
        "words": trying.words,
        "figures": figures.collect::<BTreeMap<_, _>>(),
        "fragments": parts.collect::<BTreeMap<_, _>>(),
    }))
}

/// The flags that `values` become, and what these are in words.
fn check(
    experiment: &Experiment,
    values: &BTreeMap<String, u64>,
    numbers: &dyn Numbers,
    busy: Option<String>,
) -> Result<(Vec<String>, String), Refusal> {
    if !numbers.experiments().contains(experiment) {
        return Err(Refusal::Unknown("There is no such experiment.".to_owned()));
    }
    let tunable = numbers
        .tunable(experiment)
        .map_err(|error| Refusal::Broken(format!("{error:#}")))?;
    let checked = values
        .iter()
        .map(|(name, value)| Ok((within_bounds(name, *value, &tunable)?, *value)));
    let checked: Vec<_> = checked.collect::<Result<_, _>>().map_err(Refusal::Wrong)?;
    let flags = checked.iter().map(|(setting, value)| setting.flag(*value)).collect();
    let words = tunable::in_words(&checked);
    busy.map_or(Ok((flags, words)), |what| Err(Refusal::Busy(what)))
}

/// The setting of this name, if it may have this value.
fn within_bounds<'t>(
    name: &str,
    value: u64,
    tunable: &'t [Tunable],
) -> Result<&'t Tunable, String> {
    let setting = tunable.iter().find(|one| one.name == name);
    let setting = setting.ok_or("There is no such setting to turn.")?;
    let Tunable { least, most, kind, .. } = setting;
    if !(*least..=*most).contains(&value) {
        let unit = match kind {
            Kind::Count => "",
            Kind::Duration => " nanoseconds",
        };
        return Err(format!(
            "`{}` has to be from {least} to {most}{unit}.",
            setting.name
        ));
    }
    Ok(setting)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_hears_of_progress_twice_a_second_and_of_a_new_step_at_once() {
        let (lines, mut heard) = mpsc::unbounded_channel();
        let mut trying = Trying {
            id: 0,
            experiment: Experiment { chapter: "io".into(), name: "overview".into() },
            is_left: false,
            flags: Vec::new(),
            words: String::new(),
            lines,
            told: None,
            folder: tempfile::tempdir().expect("a folder"),
        };
        for round in 0..1_000 {
            trying.progress(&json!({ "round": round }));
        }
        trying.begins(&json!({ "measuring": "overview" }));
        trying.progress(&json!({ "round": 1 }));
        // However busy this machine is: not once a round.
        let all: Vec<String> = std::iter::from_fn(|| heard.try_recv().ok()).collect();
        assert!(all.len() < 100, "{}", all.len());
        assert_eq!(all.first().map(String::as_str), Some("{\"round\":0}\n"));
        assert_eq!(all.last().map(String::as_str), Some("{\"round\":1}\n"));
    }
}
