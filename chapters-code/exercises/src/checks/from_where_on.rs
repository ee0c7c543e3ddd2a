//! From where on: the number of tasks from which on a way takes less time than the loop.

use std::iter::successors;

use serde_json::{Value, json};

use super::{count, ensure};
use crate::costs::Costs;
use crate::program::{Bench, Program, Verdict};

/// Made-up costs: of the loop, and of the other way.
const CASES: [(Costs, Costs); 11] = [
    // Threads that are started for it, and a pool that is there.
    (costs(0, 100), costs(50_000, 60)),
    (costs(0, 100), costs(4_000, 60)),
    // As many tasks as make both take as long as each other: no gain yet.
    (costs(0, 100), costs(50_000, 50)),
    (costs(300, 100), costs(1_300, 90)),
    // The last task but one makes no gain, and the numbers divide badly.
    (costs(20, 7), costs(1_021, 4)),
    // Far away.
    (costs(0, 1_000), costs(9_000_000_000, 999)),
    // A task costs as much, or more.
    (costs(0, 100), costs(50_000, 100)),
    (costs(0, 100), costs(50_000, 130)),
    // Only a few tasks cost less: it pays up to a number, not from one on.
    (costs(900, 100), costs(100, 110)),
    // It costs less to start with.
    (costs(900, 100), costs(100, 90)),
    (costs(900, 100), costs(100, 100)),
];

/// How much further is looked.
const FURTHER: u64 = 1_000_000_000_000;

const fn costs(fixed: u64, each: u64) -> Costs {
    Costs { fixed, each }
}

/// Checks a function that says from how many tasks on the second takes less time than the
/// first.
pub fn program(from_where_on: fn(Costs, Costs) -> Option<u64>) -> Program {
    Program::new(judge).part("cases", move |_| {
        let said = CASES.map(|(the_loop, other)| from_where_on(the_loop, other));
        json!(said.as_slice())
    })
}

fn judge(bench: &Bench) -> Verdict {
    let end = bench.run("cases", &Value::Null)?;
    for (case, (the_loop, other)) in CASES.into_iter().enumerate() {
        let said = end.answer[case].as_u64();
        judge_one(the_loop, other, said).map_err(|why| {
            format!(
                "a loop of {}, a way of {}: {why}",
                in_words(the_loop),
                in_words(other)
            )
        })?;
    }
    Ok(format!(
        "for {} pairs of costs it says the number of tasks, or never",
        CASES.len()
    ))
}

fn judge_one(the_loop: Costs, other: Costs, said: Option<u64>) -> Result<(), String> {
    let pays = |tasks: u64| other.of(tasks) < the_loop.of(tasks);
    let takes = |tasks: u64| {
        let (many, ns) = (count(tasks as usize, "task"), other.of(tasks));
        format!("for {many} the way takes {ns} ns, the loop {} ns", the_loop.of(tasks))
    };
    let Some(from) = said else {
        return ensure(!pays(FURTHER), || {
            "the function says never, and with enough tasks it pays".to_owned()
        });
    };
    ensure(from > 0, || "from no task on? One is the fewest".to_owned())?;
    ensure(from < FURTHER, || format!("from {from} on is too far for any of them"))?;
    if !pays(FURTHER) {
        let mut further = successors(Some(from), |tasks| Some(10 * tasks));
        let beyond = further.find(|&tasks| !pays(tasks)).unwrap_or(FURTHER);
        return Err(format!("the function says from {from} on; but {}", takes(beyond)));
    }
    ensure(pays(from), || {
        format!("the function says from {from} on; but {}", takes(from))
    })?;
    ensure(from == 1 || !pays(from - 1), || {
        format!("the function says from {from} on; but already {}", takes(from - 1))
    })
}

fn in_words(costs: Costs) -> String {
    format!("{} ns and {} ns a task", costs.fixed, costs.each)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_has_to_be_exact() {
        let (the_loop, other) = (costs(0, 100), costs(4_000, 60));
        assert!(judge_one(the_loop, other, Some(101)).is_ok());
        for said in [None, Some(0), Some(100), Some(102)] {
            assert!(judge_one(the_loop, other, said).is_err(), "{said:?}");
        }
    }
}
