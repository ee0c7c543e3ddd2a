//! Two locks, two orders: transfers that must neither hang nor wait for all others.

use serde_json::{Value, json};

use super::ensure;
use crate::bank::{Account, Bank, Gate};
use crate::program::{Bench, Program, Verdict};

/// Checks a function that moves money from one account to another.
pub fn program(transfer: fn(&Account, &Account, i64)) -> Program {
    Program::new(judge)
        .part("alone", move |_| {
            run(transfer, Gate::None, &[("Ann", 0, 1, 30)]) //
        })
        .part("opposite", move |_| {
            run(transfer, Gate::FirstLock, &[("Ann", 0, 1, 30), ("Bob", 1, 0, 10)])
        })
        .part("itself", move |_| {
            run(transfer, Gate::None, &[("Ann", 2, 2, 30)]) //
        })
        .part("apart", move |_| {
            run(transfer, Gate::Balance, &[("Ann", 0, 1, 30), ("Bob", 2, 3, 10)])
        })
}

type Transfer = (&'static str, usize, usize, i64);

fn run(
    transfer: fn(&Account, &Account, i64),
    gate: Gate,
    transfers: &[Transfer],
) -> Value {
    let bank = Bank::new(4, gate);
    let runs: Vec<_> = transfers
        .iter()
        .map(|&(name, from, to, amount)| {
            let (from, to) = (bank.account(from), bank.account(to));
            (name, move || transfer(&from, &to, amount))
        })
        .collect();
    let all: Vec<(&str, &(dyn Fn() + Sync))> =
        runs.iter().map(|(name, run)| (*name, run as &(dyn Fn() + Sync))).collect();
    bank.run(&all);
    json!({ "balances": bank.balances(), "alone": bank.is_alone() })
}

fn judge(bench: &Bench) -> Verdict {
    for (part, what, balances) in [
        ("alone", "30 from account 0 to 1", [70, 130, 100, 100]),
        (
            "opposite",
            "30 from account 0 to 1 and 10 from 1 to 0 at the same time",
            [80, 120, 100, 100],
        ),
        ("itself", "30 from account 2 to itself", [100, 100, 100, 100]),
        (
            "apart",
            "30 from account 0 to 1 and 10 from 2 to 3 at the same time",
            [70, 130, 90, 110],
        ),
    ] {
        let end = bench.run(part, &Value::Null);
        let end = end.map_err(|why| format!("{what}: {why}"))?;
        ensure(end.answer["balances"] == json!(balances), || {
            let found = &end.answer["balances"];
            format!("{what}: the balances are {found} instead of {}", json!(balances))
        })?;
        ensure(part != "apart" || end.answer["alone"] == false, || {
            format!(
                "{what}: one could not begin before the other had ended, though they \
                     share no account"
            )
        })?;
    }
    Ok("transfers between the same accounts, in both directions, ended; others went on \
        meanwhile; and no money was ever missing"
        .to_owned())
}
