//! What each exercise asks of a program, a module an exercise.
//!
//! `program` takes the learner's functions and returns the program that checks them. Its
//! parts run them, in a child process; its judge starts the parts, sees to it that the
//! order of events is the one that matters, and says what it saw.

pub mod as_python_maps;
pub mod at_most_eight;
pub mod before_diagnose;
pub mod chunk_that_pays;
pub mod copy_ahead;
pub mod count_first;
pub mod crawl;
pub mod first_failure;
pub mod five_accounts;
pub mod forty_at_once;
pub mod from_where_on;
pub mod good_client;
pub mod let_the_others_in;
pub mod lock_across_await;
pub mod lost_update;
pub mod no_part_for_the_whole;
pub mod one_thread;
pub mod own_sums;
pub mod same_time;
pub mod stop_in_order;
pub mod take_turns;
pub mod two_heavy;
pub mod two_locks;
pub mod wait_for;
pub mod whose_segment;

use serde_json::Value;

use crate::origin::{Origin, Seen};
use crate::program::{End, Running};

/// A number of things, in words.
fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// The URLs that a part is given.
fn urls_of(input: &Value) -> Vec<String> {
    let urls = input.as_array().into_iter().flatten();
    urls.filter_map(|url| url.as_str().map(ToOwned::to_owned)).collect()
}

/// Of the requests without an answer, the one that came last.
fn last_in_flight(seen: &Seen) -> Option<String> {
    let waits = |path: &&String| !seen.answered.contains(path);
    seen.paths.iter().rev().find(waits).cloned()
}

/// Fails with a sentence.
fn ensure(holds: bool, sentence: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(sentence()) }
}

/// Fails where the function has returned though answers are still held back.
fn ensure_waits(origin: &Origin, program: &Running) -> Result<(), String> {
    let in_flight = origin.seen().in_flight;
    ensure(!program.has_returned() || in_flight == 0, || {
        let requests = count(in_flight, "request");
        format!("the function returned while {requests} had no answer yet")
    })
}

/// Fails where threads are left at the end.
fn ensure_no_threads(end: &End) -> Result<(), String> {
    let left = end.threads.unwrap_or_default();
    ensure(left == 0, || {
        let threads = count(left, "thread");
        format!("the function returned while {threads} of its own still ran")
    })
}
