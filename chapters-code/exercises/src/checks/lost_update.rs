//! The lost update: two threads count, in all orders in which they can.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::{count, ensure};
use crate::orders;
use crate::program::{Bench, Program, Verdict};

/// Checks a counter: how one is made, how visits are counted, and what it says.
pub fn program<C: Sync + 'static>(
    new: fn() -> C,
    tally: fn(&C, usize),
    get: fn(&C) -> usize,
) -> Program {
    let two_count = move || {
        orders::all(|run| {
            let counter = new();
            let count = || tally(&counter, 1);
            run([&count, &count]);
            get(&counter)
        })
    };
    let one_looks = move || {
        orders::all(|run| {
            let (counter, seen) = (new(), AtomicUsize::new(0));
            run([&|| tally(&counter, 2), &|| {
                seen.store(get(&counter), Ordering::Relaxed);
            }]);
            seen.into_inner()
        })
    };
    Program::new(judge)
        .part("two count", move |_| json!(two_count()))
        .part("one looks", move |_| json!(one_looks()))
}

fn judge(bench: &Bench) -> Verdict {
    let outcomes = |part| -> Result<Vec<u64>, String> {
        let end = bench.run(part, &Value::Null)?;
        let all = end.answer.as_array().into_iter().flatten();
        Ok(all.filter_map(Value::as_u64).collect())
    };
    let counted = outcomes("two count")?;
    let orders = counted.len();
    let wrong: Vec<&u64> = counted.iter().filter(|value| **value != 2).collect();
    ensure(wrong.is_empty(), || {
        format!(
            "two threads counted 1 visit each, and in {} of the {orders} orders in which they \
             can the counter then said {}",
            wrong.len(),
            wrong[0]
        )
    })?;
    let seen = outcomes("one looks")?;
    ensure(seen.contains(&1), || {
        "while a thread counts 2 visits, nobody can ever see the first alone: one lock is \
         held over both, and whoever counts keeps out all others until the end"
            .to_owned()
    })?;
    let orders = count(orders, "order");
    Ok(format!(
        "two threads counted 1 visit each, and in all {orders} the counter said 2"
    ))
}
