//! A queue of who can go on is the heart of every scheduler, Tokio's included. There a step
//! is a call of `poll`, which ends where the task waits; who is woken joins the queue at its
//! end. All jobs go on, and one core is used: concurrency without parallelism. It takes as
//! long as before, but a small job is done after a few rounds. A job whose one step takes
//! for ever would keep all others out. Nobody can take the thread from it.
//!
//! What else would do: `while !jobs.is_empty() { jobs.retain_mut(|job| !job.step()) }`,
//! which goes round the list, and takes out who is done.

use std::collections::VecDeque;

use exercises::jobs::Job;

/// Does all jobs.
pub fn run(jobs: Vec<Job>) {
    let mut jobs = VecDeque::from(jobs);
    while let Some(mut job) = jobs.pop_front() {
        if !job.step() {
            jobs.push_back(job);
        }
    }
}
