//! Eight tasks, two of them heavy: who is done takes the next.

use serde_json::{Value, json};

use super::{count, ensure};
use crate::program::{Bench, Program, Verdict};
use crate::work::{Task, Work};

/// How many workers there are to be.
const WORKERS: usize = 2;

/// The places of the heavy ones among the eight, in each of the rounds. Whoever divides
/// them before they run meets one where both are on one side.
const HEAVY: [[usize; 2]; 3] = [[0, 1], [0, 2], [3, 5]];

/// The most that a worker may have of all, in per cent.
const SHARE: u64 = 60;

/// Checks a function that runs all tasks on this many threads, and returns their results in
/// the order of the tasks.
pub fn program(run_all: fn(&[Task], usize) -> Vec<u64>) -> Program {
    Program::new(judge).part("work", move |units| {
        let units: Vec<u64> =
            units.as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        let work = Work::new(&units, WORKERS);
        let results = run_all(&work.tasks, WORKERS);
        json!({ "results": results, "done": work.done(), "begun": work.begun() })
    })
}

fn judge(bench: &Bench) -> Verdict {
    let mut largest = 0;
    for heavy in HEAVY {
        let units: Vec<u64> =
            (0..8).map(|task| if heavy.contains(&task) { 40 } else { 10 }).collect();
        let all: u64 = units.iter().sum();
        let end = bench.run("work", &json!(units))?;
        let of = |key: &str| end.answer[key].as_array().cloned().unwrap_or_default();
        let begun = of("begun");
        let other = begun.iter().position(|times| *times != 1);
        ensure(other.is_none(), || {
            let task = other.unwrap_or_default();
            format!("task {task} was run {} times; once is enough", begun[task])
        })?;
        let done: Vec<u64> = of("done").iter().filter_map(Value::as_u64).collect();
        ensure(done.len() == WORKERS, || {
            let threads = count(done.len(), "thread");
            format!("{threads} ran tasks; {WORKERS} workers were asked for")
        })?;
        let most = done.iter().copied().max().unwrap_or_default();
        largest = largest.max(most);
        ensure(most * 100 <= all * SHARE, || {
            format!(
                "with the heavy ones at {} and {}, one worker did {most} of the {all} units \
                 of work: the other had nothing to do while tasks were left",
                heavy[0], heavy[1]
            )
        })?;
        let expected: Vec<u64> =
            (0..).zip(&units).map(|(task, units)| units * units + task).collect();
        ensure(end.answer["results"] == json!(expected), || {
            "the results are not those of the tasks, in the order of the tasks"
                .to_owned()
        })?;
    }
    Ok(format!(
        "wherever the heavy ones were, no worker did more than {largest} of the 140 units of \
         work"
    ))
}
