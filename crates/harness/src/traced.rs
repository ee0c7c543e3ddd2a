//! A sample that is traced, and not timed: the parent's side.

use std::io;
use std::process::Command;
use std::time::Duration;

use measure::trace::SPANS;
use record::{Failure, FailureKind, Outcome, Span, Trace};

use crate::child;
use crate::interrupt::Interrupted;

/// Runs a sample once with tracing on.
pub(crate) fn taken(
    mut command: Command,
    row: &str,
    deadline: Duration,
    expected_answer: Option<u64>,
) -> anyhow::Result<(Outcome, Trace)> {
    let file = tempfile::NamedTempFile::new()?;
    command.env(SPANS, file.path());
    let outcome = child::sample(command, deadline, expected_answer)
        .map_err(|Interrupted| Interrupted)?;
    let row = row.to_owned();
    let wall_ns = match &outcome {
        Outcome::Ok(measured) => Some(measured.wall_ns),
        Outcome::Failed(_) => None,
    };
    let spans = std::fs::read_to_string(file.path()).and_then(|lines| parsed(&lines));
    Ok(match (spans, outcome) {
        (Ok(spans), outcome) => (outcome, Trace { row, wall_ns, spans }),
        (Err(error), Outcome::Ok(_)) => {
            let message = format!("its trace cannot be read: {error}");
            let failure = Failure { kind: FailureKind::Harness, message };
            (Outcome::Failed(failure), Trace { row, wall_ns, spans: Vec::new() })
        }
        // What ended early may have left half a line.
        (Err(_), failed) => (failed, Trace { row, wall_ns, spans: Vec::new() }),
    })
}

/// The spans by their beginning, counted from the first one's.
fn parsed(lines: &str) -> io::Result<Vec<Span>> {
    let mut spans: Vec<Span> =
        lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    cut_at_their_ends(&mut spans);
    spans.sort_by_key(|span| (span.begin_ns, span.end_ns));
    let zero = spans.first().map_or(0, |span| span.begin_ns);
    for span in &mut spans {
        span.begin_ns -= zero;
        span.end_ns -= zero;
    }
    Ok(spans)
}

/// A task reads the clock, and only then tells the sampler that it has ended. If it loses
/// its core in between, the sampler has looked once more meanwhile, and the task's last
/// piece ends before it begins: what was seen after the end is cut.
fn cut_at_their_ends(spans: &mut Vec<Span>) {
    for last in 0..spans.len() {
        let end = spans[last].end_ns;
        if end >= spans[last].begin_ns {
            continue;
        }
        // The pieces of a mark stand together, and each begins where the one before ends.
        for place in (0..last).rev() {
            let (piece, next) = (&spans[place], &spans[place + 1]);
            let is_before = piece.end_ns == next.begin_ns
                && (piece.process, &piece.task) == (next.process, &next.task);
            if !is_before || piece.end_ns <= end {
                break;
            }
            spans[place].end_ns = end;
        }
    }
    spans.retain(|span| span.begin_ns <= span.end_ns);
}

#[cfg(test)]
mod tests {
    use record::Phase;

    use super::*;

    #[test]
    fn what_was_seen_after_a_tasks_end_is_cut() {
        let line = |phase: Phase, begin_ns, end_ns| {
            let span = Span {
                task: "count".to_owned(),
                phase,
                process: 1,
                thread: 2,
                begin_ns,
                end_ns,
            };
            serde_json::to_string(&span).expect("JSON")
        };
        let lines = [
            line(Phase::Computing, 100, 300),
            line(Phase::Ready, 300, 600),
            line(Phase::Computing, 600, 500),
        ];
        let spans = parsed(&lines.join("\n")).expect("valid");
        let seen: Vec<_> =
            spans.iter().map(|span| (span.phase, span.begin_ns, span.end_ns)).collect();
        assert_eq!(seen, [(Phase::Computing, 0, 200), (Phase::Ready, 200, 400)]);
    }

    #[test]
    fn spans_are_sorted_and_counted_from_the_first() {
        let span = |task: &str, begin_ns, end_ns| {
            let span = Span {
                task: task.to_owned(),
                phase: Phase::Waiting,
                process: 1,
                thread: 2,
                begin_ns,
                end_ns,
            };
            serde_json::to_string(&span).expect("JSON")
        };
        let lines =
            format!("{}\n{}\n", span("late", 700, 900), span("early", 500, 950));
        let spans = parsed(&lines).expect("valid");
        let seen: Vec<_> = spans
            .iter()
            .map(|span| (span.task.as_str(), span.begin_ns, span.end_ns))
            .collect();
        assert_eq!(seen, [("early", 0, 450), ("late", 200, 400)]);
    }
}
