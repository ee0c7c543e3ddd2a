//! How far a measurement is: bars on a terminal, lines elsewhere, or JSON for a
//! program. All on standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use measure::rounds::Progress;
use record::{Failure, Outcome, Row};

/// Progress of one experiment.
pub(crate) struct Bar {
    name: String,
    drawn: ProgressBar,
    round: u32,
    of: u32,
}

impl Bar {
    pub(crate) fn new(name: String, rows: usize) -> Self {
        let bar =
            ProgressBar::new(rows as u64).with_style(style()).with_prefix(name.clone());
        bar.set_draw_target(ProgressDrawTarget::stderr());
        Self { name, drawn: bar, round: 0, of: 0 }
    }

    fn is_hidden(&self) -> bool {
        self.drawn.is_hidden()
    }

    fn say(&self, row: &str, how: &str, failure: &Failure) {
        let Failure { kind, message } = failure;
        let line = format!("{}: {row} {how}{}: {message}", self.name, kind.words());
        self.drawn.suspend(|| eprintln!("{line}"));
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{prefix} {wide_msg} {bar:20} {pos}/{len} {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Progress for Bar {
    fn round(&mut self, round: u32, of: u32) {
        (self.round, self.of) = (round, of);
        self.drawn.set_position(0);
        if self.is_hidden() {
            match round {
                0 => eprintln!("{}: warm-up", self.name),
                _ => eprintln!("{}: round {round} of at most {of}", self.name),
            }
        }
    }

    fn begins(&mut self, row: &Row) {
        let round = match self.round {
            0 => "warm-up".to_owned(),
            round => format!("round {round} of at most {}", self.of),
        };
        self.drawn.set_message(format!("{round}: {}", row.label));
        self.drawn.tick();
    }

    fn ended(&mut self, row: &Row, outcome: &Outcome) {
        self.drawn.inc(1);
        if let Outcome::Failed(failure) = outcome {
            self.say(&row.key, "", failure);
        }
    }

    fn untraced(&mut self, row: &str, failure: &Failure) {
        self.say(row, "traced, ", failure);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.drawn.finish_and_clear();
    }
}

/// Progress of one experiment for a program: an object a line.
pub(crate) struct Events;

impl Events {
    /// An experiment begins.
    pub(crate) fn begin(experiment: &str) {
        Self::say(&serde_json::json!({ "event": "begin", "experiment": experiment }));
    }

    /// Its record is saved.
    pub(crate) fn saved(experiment: &str) {
        Self::say(&serde_json::json!({ "event": "saved", "experiment": experiment }));
    }

    fn say(event: &serde_json::Value) {
        eprintln!("{event}");
    }

    fn failure(row: &str, failure: &Failure) {
        let message = format!("{}: {}", failure.kind.words(), failure.message);
        Self::say(&serde_json::json!({
            "event": "failure", "row": row, "message": message,
        }));
    }
}

impl Progress for Events {
    fn round(&mut self, round: u32, of: u32) {
        Self::say(&serde_json::json!({ "event": "round", "round": round, "of": of }));
    }

    fn begins(&mut self, row: &Row) {
        Self::say(&serde_json::json!({
            "event": "row", "key": row.key, "label": row.label,
        }));
    }

    fn ended(&mut self, row: &Row, outcome: &Outcome) {
        if let Outcome::Failed(failure) = outcome {
            Self::failure(&row.key, failure);
        }
    }

    fn untraced(&mut self, row: &str, failure: &Failure) {
        Self::failure(row, failure);
    }
}
