//! Five accounts: what each program does, from what the kernel counted.

use serde_json::{Value, json};

use super::{count, ensure};
use crate::accounts::{Account, CORES, Try};
use crate::program::{Bench, Program, Verdict};

/// What each kind of account says, and what to try.
const KINDS: [(Try, &str, Account); 5] = [
    (
        Try::AskAtOnce,
        "it hardly computes, and never more than one wait for a socket was under way",
        account(4.0, 0.05, 1, 1, 0.0, 1, 200.0),
    ),
    (
        Try::DivideTheWork,
        "it computes all the time, and only one of its threads does",
        account(3.0, 2.97, 4, 1, 0.0, 0, 40.0),
    ),
    (
        Try::HoldTheLockForLess,
        "all its threads have work, about one core is in use, and the others stand at one lock",
        account(5.0, 5.1, 8, 8, 6.9, 0, 9_000.0),
    ),
    (
        Try::SleepUntilWoken,
        "one core is busy with system calls, hundreds of thousands in a second",
        account(2.0, 1.99, 2, 1, 0.0, 1, 600_000.0),
    ),
    (
        Try::FewerInstructions,
        "as many cores are busy as there are, from its beginning to its end",
        account(6.0, 47.0, 64, 64, 0.2, 0, 500.0),
    ),
];

/// An account, its values in the order of its fields.
const fn account(
    wall: f64,
    cpu: f64,
    threads: usize,
    busy_threads: usize,
    at_one_lock: f64,
    sockets_at_once: usize,
    calls_per_second: f64,
) -> Account {
    Account {
        wall,
        cpu,
        threads,
        busy_threads,
        at_one_lock,
        sockets_at_once,
        calls_per_second,
    }
}

/// The same kinds, of programs that ran for longer, or had more to wait for.
fn variants(kind: Account) -> [Account; 3] {
    let longer = Account { wall: kind.wall * 20.0, cpu: kind.cpu * 20.0, ..kind };
    let is_idle = kind.cpu < kind.wall / 10.0;
    let other = Account {
        // More threads, none of which computes, change nothing.
        threads: if kind.busy_threads == 1 { 12 } else { kind.threads },
        cpu: if is_idle { kind.cpu * 3.0 } else { kind.cpu * 0.98 },
        ..kind
    };
    [kind, longer, other]
}

/// Checks a function that says what to try first.
pub fn program(what_to_try: fn(&Account) -> Try) -> Program {
    Program::new(judge).part("accounts", move |_| {
        let of = |(_, _, kind): &(Try, &str, Account)| {
            variants(*kind).map(|account| format!("{:?}", what_to_try(&account)))
        };
        json!(KINDS.iter().map(of).collect::<Vec<_>>())
    })
}

fn judge(bench: &Bench) -> Verdict {
    let end = bench.run("accounts", &Value::Null)?;
    let mut known = 0;
    for (place, (wanted, why, kind)) in KINDS.iter().enumerate() {
        for (variant, account) in variants(*kind).iter().enumerate() {
            let said = end.answer[place][variant].as_str().unwrap_or_default();
            ensure(said == format!("{wanted:?}"), || {
                let Account { wall, cpu, .. } = account;
                let which = place + 1;
                let cores = cpu / wall;
                format!(
                    "account {which} ({wall:.0} s, {cpu:.1} s of CPU time, {} on {cores:.2} of \
                     {CORES} cores): you say {said}, but {why}",
                    count(account.threads, "thread")
                )
            })?;
            known += 1;
        }
    }
    Ok(format!("all {known} accounts, of {} kinds, are told apart", KINDS.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_task_has_the_same_accounts() {
        let task = include_str!("../../five-accounts/exercise.rs");
        let rows: Vec<Vec<f64>> = task
            .lines()
            .filter_map(|line| line.strip_prefix("//! | "))
            .map(|row| {
                let cells = row.split('|').map(|cell| cell.trim().replace(',', ""));
                cells.filter_map(|cell| cell.parse().ok()).collect()
            })
            .filter(|row: &Vec<f64>| !row.is_empty())
            .collect();
        let kinds: Vec<Vec<f64>> = (1..)
            .zip(&KINDS)
            .map(|(number, (_, _, kind))| {
                vec![
                    f64::from(number),
                    kind.wall,
                    kind.cpu,
                    kind.threads as f64,
                    kind.busy_threads as f64,
                    kind.at_one_lock,
                    kind.sockets_at_once as f64,
                    kind.calls_per_second,
                ]
            })
            .collect();
        assert_eq!(rows, kinds);
    }
}
