//! Taking turns: a scheduler for one thread, by the order of the steps.

use serde_json::{Value, json};

use super::{count, ensure};
use crate::jobs::{self, Job};
use crate::program::{Bench, Program, Verdict};

/// How many steps each job takes.
const STEPS: [usize; 6] = [7, 2, 5, 2, 9, 3];

/// Checks a function that runs all jobs to their ends.
pub fn program(run: fn(Vec<Job>)) -> Program {
    Program::new(judge).part("run", move |_| {
        let jobs = STEPS.iter().enumerate();
        run(jobs.map(|(number, steps)| Job::new(number, *steps)).collect());
        let (steps, threads) = jobs::steps();
        json!({ "steps": steps, "threads": threads })
    })
}

/// Two steps of one job between which another, which was not done, had none.
fn unfair(steps: &[usize]) -> Option<(usize, usize)> {
    for (first, job) in steps.iter().enumerate() {
        let next = steps[first + 1..].iter().position(|other| other == job);
        let Some(next) = next.map(|next| first + 1 + next) else { continue };
        let forgotten = (0..STEPS.len()).find(|other| {
            other != job
                && steps[next..].contains(other)
                && !steps[first..next].contains(other)
        });
        if let Some(forgotten) = forgotten {
            return Some((*job, forgotten));
        }
    }
    None
}

fn judge(bench: &Bench) -> Verdict {
    let end = bench.run("run", &Value::Null)?;
    let steps = end.answer["steps"].as_array().into_iter().flatten();
    let steps: Vec<usize> =
        steps.filter_map(Value::as_u64).map(|job| job as usize).collect();
    let threads = end.answer["threads"].as_u64().unwrap_or_default() as usize;
    ensure(threads <= 1, || {
        format!("{} took steps; the task is one", count(threads, "thread"))
    })?;
    for (job, wanted) in STEPS.iter().enumerate() {
        let taken = steps.iter().filter(|other| **other == job).count();
        ensure(taken == *wanted, || {
            format!("job {job} is done after {wanted} steps, and {taken} were taken")
        })?;
    }
    let unfair = unfair(&steps);
    ensure(unfair.is_none(), || {
        let (job, other) = unfair.unwrap_or_default();
        format!(
            "job {job} had two steps, and in between job {other}, which was not done, had none"
        )
    })?;
    Ok(format!(
        "all {} jobs were done on one thread, and none had a second step before each other \
         had one",
        STEPS.len()
    ))
}
