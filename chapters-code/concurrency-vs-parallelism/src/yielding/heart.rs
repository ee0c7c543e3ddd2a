//! A heart: when it has to beat, and how late it was.

use std::time::{Duration, Instant};

use measure::trace::{self, Mark};

use super::Workload;

/// A heart that is to beat at fixed times.
pub(super) struct Heart {
    name: String,
    start: Instant,
    every: Duration,
    beats: u32,
    latest: Duration,
}

impl Heart {
    /// The heart of this number, in a run that began at `start`.
    pub(super) fn new(number: usize, start: Instant, work: &Workload) -> Self {
        let (every, beats) = (work.every, work.beats);
        let name = format!("heart {number}");
        Self { name, start, every, beats, latest: Duration::ZERO }
    }

    /// The moments at which it has to beat.
    pub(super) fn times(&self) -> impl Iterator<Item = Instant> + use<> {
        let (start, every) = (self.start, self.every);
        (1..=self.beats).map(move |beat| start + every * beat)
    }

    /// It waits for its next time from here on.
    pub(super) fn waits(&self) -> Mark {
        trace::waiting(&self.name)
    }

    /// It beats now, and had to at `due`.
    pub(super) fn beat(&mut self, due: Instant, waited: Mark) {
        debug_assert!(Instant::now() >= due, "no timer fires too early");
        let late = due.elapsed();
        waited.overdue(late);
        self.latest = self.latest.max(late);
    }

    /// How late its latest beat was.
    pub(super) fn latest(self) -> Duration {
        self.latest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beats_are_due_at_fixed_times_however_late_the_last_one_was() {
        let work = Workload {
            hearts: 1,
            every: Duration::from_millis(5),
            beats: 3,
            pause: Duration::ZERO,
            limit: 2,
        };
        let start = Instant::now();
        let mut heart = Heart::new(1, start, &work);
        let times: Vec<u128> =
            heart.times().map(|due| (due - start).as_millis()).collect();
        assert_eq!(times, [5, 10, 15]);
        let waits = heart.waits();
        heart.beat(start, waits);
        assert!(heart.latest() > Duration::ZERO);
    }
}
