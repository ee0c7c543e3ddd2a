//! A lock across an await: six tasks, one thread, and entries that stay whole.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;

use serde_json::{Value, json};
use tokio::task::LocalSet;

use super::{count, ensure};
use crate::journal::{self, Journal, TURNS};
use crate::program::{Bench, Program, Verdict};

/// How many tasks there are.
const TASKS: usize = 6;

/// A task is polled when it begins, when it has the lock, and after each turn of others.
/// Twice as often is generous.
const POLLS: usize = 2 * (TURNS + 2);

/// Checks what makes the shared thing of a journal, and an async function that writes an
/// entry.
pub fn program<S: 'static, F: AsyncFn(&S, usize) + 'static>(
    new: fn(Journal) -> S,
    write: F,
) -> Program {
    let write = Rc::new(write);
    Program::new(judge).part("write", move |_| {
        let runtime = super::one_thread::runtime();
        let shared = Rc::new(new(Journal::new()));
        let polls: Rc<Vec<Cell<usize>>> = Rc::new(vec![Cell::new(0); TASKS]);
        let tasks = LocalSet::new();
        for entry in 0..TASKS {
            let (write, shared, polls) =
                (Rc::clone(&write), Rc::clone(&shared), Rc::clone(&polls));
            tasks.spawn_local(async move {
                let mut write = pin!(write(&shared, entry));
                poll_fn(|context| {
                    polls[entry].set(polls[entry].get() + 1);
                    write.as_mut().poll(context)
                })
                .await;
            });
        }
        runtime.block_on(tasks);
        let written = journal::written();
        json!({
            "polls": polls.iter().map(Cell::get).collect::<Vec<_>>(),
            "whole": written.whole.len(),
            "broken": written.broken,
        })
    })
}

fn judge(bench: &Bench) -> Verdict {
    let end = bench.run("write", &Value::Null)?;
    let broken = &end.answer["broken"];
    ensure(broken.is_null(), || {
        format!(
            "entry {} began before entry {} had ended, so that neither is whole",
            broken[0], broken[1]
        )
    })?;
    ensure(end.answer["whole"] == TASKS, || {
        format!("{} entries were written, and not {TASKS}", end.answer["whole"])
    })?;
    let polls = end.answer["polls"].as_array().into_iter().flatten();
    let polls: Vec<usize> =
        polls.filter_map(Value::as_u64).map(|polls| polls as usize).collect();
    let most = polls.iter().copied().max().unwrap_or_default();
    ensure(most <= POLLS, || {
        let task = polls.iter().position(|polls| *polls == most).unwrap_or_default();
        format!(
            "task {task} was polled {most} times while it waited: that is a busy wait, and \
             keeps the thread from whoever has work"
        )
    })?;
    ensure(end.threads.unwrap_or_default() == 0, || {
        let threads = count(end.threads.unwrap_or_default() + 1, "thread");
        format!("it took {threads}; the task is one")
    })?;
    Ok(format!(
        "all {TASKS} entries are whole, no task was polled more than {most} times, and it \
         stayed one thread"
    ))
}
