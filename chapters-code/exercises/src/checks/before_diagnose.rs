//! Before diagnose says it: `diagnose` judges the same numbers, by its own rules.

use diagnose::{First, Numbers};
use serde_json::{Value, json};

use super::ensure;
use crate::advice::Change;
use crate::program::{Bench, Program, Verdict};

/// The accounts, as the task has them.
const TASK: &str = include_str!("../../before-diagnose/exercise.rs");

/// What each program is called.
const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];

/// What else the number of a row could have been, to see whether it decides.
const OTHERWISE: [&[f64]; 14] = [
    &[],
    &[0.0, 1.0],
    &[1.0, 2.0],
    &[],
    &[0.0],
    &[],
    &[],
    &[0.0, 2.0],
    &[0.0, 1e5],
    &[0.0, 1e6],
    &[],
    &[1.0, 100.0],
    &[0.0, 1.0],
    &[0.0, 1.0],
];

/// Checks a function that says what to change first in each.
pub fn program(changes: fn() -> [Change; 5]) -> Program {
    Program::new(judge)
        .part("changes", move |_| json!(changes().map(|change| format!("{change:?}"))))
}

/// A row of the table: what it is, and the number of each program.
struct Row {
    what: &'static str,
    numbers: [f64; 5],
}

fn rows() -> Vec<Row> {
    let lines = TASK.lines().filter_map(|line| line.strip_prefix("//! | "));
    let rows = lines.filter_map(|line| {
        let mut cells = line.split('|').map(str::trim);
        let what = cells.next()?;
        let numbers: Vec<f64> = cells.filter_map(|cell| cell.parse().ok()).collect();
        Some(Row { what, numbers: numbers.try_into().ok()? })
    });
    rows.collect()
}

/// What `diagnose` makes of one program's column.
fn first(column: &[f64]) -> First {
    let [wall, computing, cores, user, system, threads, workers, locks, ref rest @ ..] =
        *column
    else {
        panic!("the table has these rows");
    };
    let [waited, writes, written, under_way, queue, queue_left] = *rest else {
        panic!("the table has these rows, too");
    };
    let numbers = Numbers {
        cores_usable: 2,
        wall_s: wall,
        computing,
        cores,
        user_s: user,
        system_s: system,
        threads: threads as u64,
        workers,
        at_locks: locks,
        waited: waited as u64,
        writes: writes as u64,
        written_bytes: written as u64,
        under_way,
        has_event_queue: queue > 0.0,
        queue_left,
    };
    numbers.first()
}

/// Which number decides that it is not this change, in words.
fn what_decides(rows: &[Row], program: usize, said: &str) -> String {
    let column: Vec<f64> = rows.iter().map(|row| row.numbers[program]).collect();
    let now = Change::of(&first(&column).kind);
    let mut looked_at = None;
    for (at, (row, others)) in rows.iter().zip(OTHERWISE).enumerate() {
        for &other in others {
            let mut column = column.clone();
            column[at] = other;
            let then = Change::of(&first(&column).kind);
            let (what, number) = (row.what, row.numbers[program]);
            if then.is_some_and(|then| format!("{then:?}") == said) {
                return format!(
                    "it would if `{what}` were {other} instead of {number}"
                );
            }
            // Causes stand below what they explain, and are not there by default.
            if then != now && (other == 0.0 || looked_at.is_none()) {
                looked_at = Some(format!("look at `{what}`: {number}"));
            }
        }
    }
    looked_at.unwrap_or_else(|| "no single number decides".to_owned())
}

fn judge(bench: &Bench) -> Verdict {
    let end = bench.run("changes", &Value::Null)?;
    let rows = rows();
    let mut found = Vec::new();
    for (program, name) in NAMES.iter().enumerate() {
        let column: Vec<f64> = rows.iter().map(|row| row.numbers[program]).collect();
        let first = first(&column);
        let change = Change::of(&first.kind).expect("the task names the change");
        let said = end.answer[program].as_str().unwrap_or_default();
        ensure(said == format!("{change:?}"), || {
            let why = what_decides(&rows, program, said);
            format!("{name}: `diagnose` does not say `{said}`; {why}")
        })?;
        found.push(format!("{name} {}", first.says));
    }
    Ok(format!("`diagnose` says the same of all five: {}", found.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_program_diagnose_finds_something_else() {
        let rows = rows();
        assert_eq!(rows.len(), 14);
        for program in 0..NAMES.len() {
            let column: Vec<f64> =
                rows.iter().map(|row| row.numbers[program]).collect();
            let found = first(&column);
            assert!(Change::of(&found.kind).is_some(), "{program}: {found:?}");
        }
    }
}
