//! Turns of five steps, so that there are fewer of them.

use std::collections::VecDeque;

use exercises::jobs::Job;

/// Does all jobs.
pub fn run(jobs: Vec<Job>) {
    let mut jobs = VecDeque::from(jobs);
    while let Some(mut job) = jobs.pop_front() {
        if !(0..5).any(|_| job.step()) {
            jobs.push_back(job);
        }
    }
}
