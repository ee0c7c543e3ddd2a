//! Forty milliseconds: what small writes wait for, where Nagle's algorithm on one side
//! of a connection meets the delayed acknowledgement on the other.

mod exchanges;
mod one_write;
mod two_writes;

use anyhow::{Result, ensure};
use measure::{Experiment, Strategy};
use record::Settings;

use exchanges::{LENGTH, Side, make};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "small-writes",
        baseline: "one-write",
        strategies: strategies(),
        expected_answer: |settings| Ok(Some(exchanges(settings)? * LENGTH)),
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    const WHOLE: Side = Side { send: one_write::send, nodelay: false };
    const WHOLE_NODELAY: Side = Side { send: one_write::send, nodelay: true };
    const TWO: Side = Side { send: two_writes::send, nodelay: false };
    const TWO_NODELAY: Side = Side { send: two_writes::send, nodelay: true };
    let (request, answer) = ("The request", "The answer");
    let (one_file, two_file) =
        ("src/small_writes/one_write.rs", "src/small_writes/two_writes.rs");
    vec![
        Strategy::new(
            "two-writes",
            "Request in two writes",
            two_file,
            exchanges,
            |&exchanges| make(exchanges, TWO, WHOLE),
        )
        .in_group(request),
        Strategy::new(
            "two-writes-nodelay",
            "Same, TCP_NODELAY",
            two_file,
            exchanges,
            |&exchanges| make(exchanges, TWO_NODELAY, WHOLE),
        )
        .in_group(request),
        Strategy::new(
            "one-write",
            "Request in one write",
            one_file,
            exchanges,
            |&exchanges| make(exchanges, WHOLE, WHOLE),
        )
        .in_group(request),
        Strategy::new(
            "answer-in-two-nodelay-here",
            "Answer in two, client TCP_NODELAY",
            two_file,
            exchanges,
            |&exchanges| make(exchanges, WHOLE_NODELAY, TWO),
        )
        .in_group(answer),
        Strategy::new(
            "answer-in-two-nodelay-there",
            "Answer in two, server TCP_NODELAY",
            two_file,
            exchanges,
            |&exchanges| make(exchanges, WHOLE, TWO_NODELAY),
        )
        .in_group(answer),
    ]
}

fn exchanges(settings: &Settings) -> Result<u64> {
    let exchanges = settings.count("exchanges")?;
    ensure!(exchanges >= 2, "`--exchanges {exchanges}` has none after the first");
    Ok(exchanges)
}
