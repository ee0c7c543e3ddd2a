//! The lost update: two threads count, and Loom goes through all orders in which they can.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use loom::thread;
use serde_json::{Value, json};

use super::{count, ensure};
use crate::program::{Bench, Program, Verdict};

/// Checks a counter: how one is made, how visits are counted, and what it says.
pub fn program<C: Send + Sync + 'static>(
    new: fn() -> C,
    tally: fn(&C, usize),
    get: fn(&C) -> usize,
) -> Program {
    let two_count = move || {
        let counter = loom::sync::Arc::new(new());
        let other = loom::sync::Arc::clone(&counter);
        let thread = thread::spawn(move || tally(&other, 1));
        tally(&counter, 1);
        thread.join().expect("it ends");
        get(&counter)
    };
    let one_looks = move || {
        let counter = loom::sync::Arc::new(new());
        let other = loom::sync::Arc::clone(&counter);
        let thread = thread::spawn(move || tally(&other, 2));
        let seen = get(&counter);
        thread.join().expect("it ends");
        seen
    };
    Program::new(judge)
        .part("two count", move |_| outcomes(two_count))
        .part("one looks", move |_| outcomes(one_looks))
}

/// What comes out, in all orders: each value with how often.
fn outcomes(run: impl Fn() -> usize + Send + Sync + 'static) -> Value {
    let all = Arc::<Mutex<BTreeMap<usize, usize>>>::default();
    let found = Arc::clone(&all);
    loom::model(move || {
        let outcome = run();
        let mut all = found.lock().unwrap_or_else(PoisonError::into_inner);
        *all.entry(outcome).or_default() += 1;
    });
    let all = all.lock().unwrap_or_else(PoisonError::into_inner).clone();
    json!(all)
}

fn judge(bench: &Bench) -> Verdict {
    let outcomes = |part| -> Result<BTreeMap<usize, u64>, String> {
        let end = bench.run(part, &Value::Null).map_err(|why| {
            if why.contains("Model exceeded maximum number of branches") {
                "a thread asks again and again until the other has come on: that is a busy \
                 wait, and in some order it never ends"
                    .to_owned()
            } else {
                why
            }
        })?;
        let all = end.answer.as_object().cloned().unwrap_or_default();
        let one = |(outcome, times): (String, Value)| {
            Some((outcome.parse().ok()?, times.as_u64()?))
        };
        Ok(all.into_iter().filter_map(one).collect())
    };
    let counted = outcomes("two count")?;
    let orders: u64 = counted.values().sum();
    let other = counted.iter().find(|(value, _)| **value != 2);
    ensure(other.is_none(), || {
        let (value, times) = other.unwrap_or((&0, &0));
        format!(
            "two threads counted 1 visit each, and in {times} of the {orders} orders in which \
             they can the counter then said {value}"
        )
    })?;
    let seen = outcomes("one looks")?;
    ensure(seen.contains_key(&1), || {
        "while a thread counts 2 visits, nobody can ever see the first alone: one lock is \
         held over both, and whoever counts keeps out all others until the end"
            .to_owned()
    })?;
    let orders = count(orders as usize, "order");
    Ok(format!(
        "two threads counted 1 visit each, and in all {orders} the counter said 2"
    ))
}
