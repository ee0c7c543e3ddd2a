//! At the same time: two halves, each on a core, and not only in turns.

use serde_json::{Value, json};
use tokio::runtime::Builder;

use super::ensure;
use crate::pieces::{self, Half, Piece};
use crate::program::{Bench, Program, Verdict};

/// How many pieces each half has.
const PIECES: u64 = 20;

/// Checks an async function that adds up the results of two halves.
pub fn program<F: AsyncFn(Vec<Piece>, Vec<Piece>) -> u64 + 'static>(
    both: F,
) -> Program {
    Program::new(judge).part("both", move |_| {
        let runtime =
            Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.expect("a runtime can be started");
        let halves = [Half::Left, Half::Right].map(|half| Piece::some(half, PIECES));
        let [left, right] = halves;
        let sum = runtime.block_on(both(left, right));
        let (has_met, turns) = pieces::account();
        drop(runtime);
        json!({ "sum": sum, "has_met": has_met, "turns": turns })
    })
}

fn judge(bench: &Bench) -> Verdict {
    let end = bench.run("both", &Value::Null)?;
    let turns = end.answer["turns"].as_u64().unwrap_or_default();
    ensure(end.answer["has_met"] == true, || {
        if turns > 1 {
            format!(
                "the halves took turns {turns} times, and never were two pieces computed \
                 with at the same time: that is concurrent, and not parallel"
            )
        } else {
            "one half was computed with after the other, and never two pieces at the same \
             time"
                .to_owned()
        }
    })?;
    let sum: u64 = (0..PIECES).map(|number| number * number).sum::<u64>() * 2 + PIECES;
    ensure(end.answer["sum"] == sum, || {
        format!("the results add up to {sum}, and not {}", end.answer["sum"])
    })?;
    Ok("a piece of each half was computed with at the same time, and the sum is right"
        .to_owned())
}
