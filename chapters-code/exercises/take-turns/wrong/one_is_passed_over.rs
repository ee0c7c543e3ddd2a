//! Round and round; but where a job is taken out, the one behind it moves into its place, and
//! is passed over.

use exercises::jobs::Job;

/// Does all jobs.
pub fn run(mut jobs: Vec<Job>) {
    while !jobs.is_empty() {
        let mut place = 0;
        while place < jobs.len() {
            if jobs[place].step() {
                jobs.remove(place);
            }
            place += 1;
        }
    }
}
