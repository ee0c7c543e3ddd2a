//! # Taking turns
//!
//! A runtime of one thread has several jobs, and each takes some steps; how many, nobody
//! knows before. This one does each job to its end before it begins the next: whoever wants
//! a small one waits for all large ones before it.
//!
//! Let them take turns, on this one thread: no job has a second step before each other job
//! that is not done has had one. A job that is done is not asked again.

use exercises::jobs::Job;

/// Does all jobs.
pub fn run(jobs: Vec<Job>) {
    for mut job in jobs {
        while !job.step() {}
    }
}
