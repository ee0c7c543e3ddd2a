//! What one worker had of the time: from when to when it was at work, and for how
//! much of that on a core.

use std::time::{Duration, Instant};

use measure::Answer;

use crate::busy;

/// One worker's work from its beginning to its end.
pub struct Shift {
    /// What it counted.
    pub primes: u64,
    began: Instant,
    ended: Instant,
    busy: Duration,
}

impl Shift {
    /// Does all the work of a thread that was started for it.
    pub fn of(work: impl FnOnce() -> u64) -> Self {
        let began = Instant::now();
        let primes = work();
        let (ended, busy) = (Instant::now(), busy::of_this_thread());
        Self { primes, began, ended, busy }
    }

    /// How long it was at work and had no core.
    fn off_core(&self) -> Duration {
        (self.ended - self.began).saturating_sub(self.busy)
    }
}

/// The answer, with what the workers had of this wall time.
pub(super) fn answer(primes: u64, shifts: &[Shift], wall: Duration) -> Answer {
    let ns = |time: Option<Duration>| time.map_or(0, |time| time.as_nanos() as u64);
    let first = shifts.iter().map(|shift| shift.began).min();
    let last = shifts.iter().map(|shift| shift.ended).max();
    let together = first.zip(last).map(|(first, last)| last - first);
    let alone = wall.saturating_sub(together.unwrap_or_default());
    Answer::from(primes)
        .with("alone_ns", ns(Some(alone)))
        .with("busiest_ns", ns(shifts.iter().map(|shift| shift.busy).max()))
        .with("idlest_ns", ns(shifts.iter().map(|shift| shift.busy).min()))
        .with("off_core_ns", ns(shifts.iter().map(Shift::off_core).max()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_between_the_first_beginning_and_the_last_end_is_done_alone() {
        let zero = Instant::now();
        let ms = Duration::from_millis;
        let shift = |began, ended, busy| Shift {
            primes: 0,
            began: zero + ms(began),
            ended: zero + ms(ended),
            busy: ms(busy),
        };
        let own = answer(7, &[shift(2, 9, 7), shift(3, 8, 1)], ms(10)).own;
        let measures = ["alone_ns", "busiest_ns", "idlest_ns", "off_core_ns"];
        assert_eq!(measures.map(|name| own[name] / 1_000_000), [3, 7, 1, 4]);
    }
}
