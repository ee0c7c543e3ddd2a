//! The chunk that pays: few messages, and still enough for all workers until the end.

use serde_json::{Value, json};

use super::{count, ensure, ensure_no_threads};
use crate::mail;
use crate::program::{Bench, Program, Verdict};

/// How many numbers there are.
const NUMBERS: u64 = 10_000;

/// How many workers.
const WORKERS: usize = 4;

/// The most messages.
const MOST: usize = 200;

/// The fewest: so many for each worker.
const FEWEST: usize = 8 * WORKERS;

/// Checks a function that adds up the squares of all numbers, with this many threads that
/// receive them through a [channel](mail::channel).
pub fn program(sum_of_squares: fn(&[u64], usize) -> u64) -> Program {
    Program::new(judge).part("sum", move |_| {
        let numbers: Vec<u64> = (1..=NUMBERS).collect();
        json!({ "sum": sum_of_squares(&numbers, WORKERS), "sent": mail::sent() })
    })
}

fn judge(bench: &Bench) -> Verdict {
    let end = bench.run("sum", &Value::Null)?;
    let sum = NUMBERS * (NUMBERS + 1) * (2 * NUMBERS + 1) / 6;
    ensure(end.answer["sum"] == sum, || {
        format!("the sum is {sum}, and not {}", end.answer["sum"])
    })?;
    let sent = end.answer["sent"].as_array().into_iter().flatten();
    let sent: Vec<u64> = sent.filter_map(Value::as_u64).collect();
    let numbers: u64 = sent.iter().sum();
    ensure(numbers == NUMBERS, || {
        let messages = count(sent.len(), "message");
        format!(
            "{messages} with {numbers} of the {NUMBERS} numbers: send each of them once"
        )
    })?;
    let messages = count(sent.len(), "message");
    ensure(sent.len() <= MOST, || {
        format!("{messages} for {NUMBERS} numbers: at most {MOST} were asked for")
    })?;
    ensure(sent.len() >= FEWEST, || {
        format!(
            "{messages} for {WORKERS} workers: whoever is done early finds nothing to do; at \
             least {FEWEST} were asked for"
        )
    })?;
    let largest = sent.iter().copied().max().unwrap_or_default();
    let share = NUMBERS / FEWEST as u64 + 1;
    ensure(largest <= share, || {
        format!(
            "one message holds {largest} of the {NUMBERS} numbers, so that one worker has work \
             when the others have none left; at most {share} were asked for"
        )
    })?;
    ensure_no_threads(&end)?;
    Ok(format!("{messages} for {NUMBERS} numbers, and none with more than {largest}"))
}
