//! A sum of one's own: which thread added to which sum, and how often sums were put together.

use serde_json::{Value, json};

use super::{count, ensure, ensure_no_threads};
use crate::program::{Bench, Program, Verdict};
use crate::sums::{self, Number, Sum};

/// How many numbers there are.
const NUMBERS: u64 = 4_000;

/// How many threads there are to be.
const WORKERS: usize = 4;

/// Checks a function that returns the sum of all scores, worked out by this many threads.
pub fn program(total: fn(&[Number], usize) -> Sum) -> Program {
    Program::new(judge).part("total", move |_| {
        let numbers = Number::some(NUMBERS, WORKERS);
        let (value, mut account) = total(&numbers, WORKERS).told();
        let (threads, at_once) = sums::threads();
        account.adders.sort_by_key(|thread| format!("{thread:?}"));
        account.adders.dedup();
        json!({
            "is_right": value == (0..NUMBERS).map(sums::score).fold(0, u64::wrapping_add),
            "threads": threads,
            "at_once": at_once,
            "adders": account.adders.len(),
            "most_adders": account.most_adders,
            "contended": account.contended,
            "merges": account.merges,
        })
    })
}

fn judge(bench: &Bench) -> Verdict {
    let end = bench.run("total", &Value::Null)?;
    let of = |key: &str| end.answer[key].as_u64().unwrap_or_default() as usize;
    ensure(of("threads") == WORKERS, || {
        let threads = count(of("threads"), "thread");
        format!("{threads} computed; {WORKERS} were asked for")
    })?;
    ensure(end.answer["at_once"] == true, || {
        "while one thread computed, no other did: never more than one at a time"
            .to_owned()
    })?;
    ensure(of("most_adders") == 1, || {
        format!(
            "{} threads added to one sum, {} times in all: each time the lock and its line \
             of the cache may have to come from another core",
            of("most_adders"),
            of("contended")
        )
    })?;
    ensure(of("adders") == WORKERS, || {
        let adders = count(of("adders"), "thread");
        format!(
            "all additions were done by {adders}; the task is to let all {WORKERS} add"
        )
    })?;
    ensure(of("merges") <= WORKERS, || {
        format!(
            "sums were put together {} times; once for each of {WORKERS} threads is enough",
            of("merges")
        )
    })?;
    ensure(end.answer["is_right"] == true, || {
        "the sum is not that of all scores".to_owned()
    })?;
    ensure_no_threads(&end)?;
    Ok(format!(
        "{WORKERS} threads computed at the same time, each into a sum of its own, and the \
         sums were put together {} times",
        of("merges")
    ))
}
