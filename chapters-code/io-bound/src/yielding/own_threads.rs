//! Each heart a thread, and the offender one, too: the kernel shares out the cores.

// ANCHOR: listing
use std::thread;
use std::time::Instant;

use anyhow::Result;
use measure::{Answer, trace};

use super::heartbeats::{Heartbeats, answer, note};
use super::schedule::{HEARTS, Schedule};
use crate::join::join_all;
use crate::primes::count_primes;
use crate::times::Times;

/// Lets the hearts beat, each on a thread of its own, and counts primes on this one.
pub fn beat_all(beats: &Heartbeats) -> Result<Answer> {
    let (start, schedule) = (Instant::now(), beats.schedule);
    let begin = start + schedule.between_beats();
    thread::scope(|scope| {
        let heart = |number| scope.spawn(move || beat(number, schedule, start));
        let hearts = (1..=HEARTS).map(heart).collect();
        sleep_until(begin);
        let computes = trace::computing("primes");
        let primes = beats.offence.slices().map(count_primes).sum();
        drop(computes);
        let took = begin.elapsed();
        Ok(answer(join_all(hearts), took)?.with("primes", primes))
    })
}

/// One heart: how late each beat was against its schedule.
fn beat(number: u64, schedule: Schedule, start: Instant) -> Result<Times> {
    let mut lateness = Times::new()?;
    for due in schedule.from(start) {
        let waits = trace::waiting(format_args!("heart {number}"));
        sleep_until(due);
        note(&mut lateness, due, waits)?;
    }
    Ok(lateness)
}

fn sleep_until(due: Instant) {
    thread::sleep(due.saturating_duration_since(Instant::now()));
}
// ANCHOR_END: listing
