//! When the heartbeats are due.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use record::Settings;

/// How many tasks beat.
pub const HEARTS: u64 = 8;

/// When each heart is to beat, fixed before the first does: a beat that is held
/// up is late, and the ones that it holds up were due all the same.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    tick: Duration,
    /// Beats of one heart.
    beats: u32,
}

impl Schedule {
    /// A beat at the end of each whole `tick` within `length`.
    pub fn of(settings: &Settings) -> Result<Self> {
        let (tick, length) = (settings.duration("tick")?, settings.duration("length")?);
        let beats = length.as_nanos().checked_div(tick.as_nanos()).unwrap_or(0);
        ensure!(
            beats > 0,
            "no heart beats when one tick is {tick:?} and all take {length:?}: \
             ask for a longer `--length` or a shorter `--tick`"
        );
        Ok(Self { tick, beats: u32::try_from(beats)? })
    }

    /// When a heart that starts now is to beat.
    pub fn from(self, start: Instant) -> impl Iterator<Item = Instant> {
        (1..=self.beats).map(move |beat| start + self.tick * beat)
    }

    /// A quarter of the way, halfway between two beats: then nothing else is due.
    pub fn between_beats(self) -> Duration {
        self.on_a_beat() + self.tick / 2
    }

    /// A quarter of the way, as a beat of every heart is due.
    pub fn on_a_beat(self) -> Duration {
        self.tick * (self.beats / 4)
    }

    /// The beats of all the hearts.
    pub fn beats_of_all(self) -> u64 {
        HEARTS * u64::from(self.beats)
    }
}

#[cfg(test)]
mod tests {
    use record::Setting;

    use super::*;

    fn schedule(tick_ns: u64, length_ns: u64) -> Result<Schedule> {
        let settings = [("tick", tick_ns), ("length", length_ns)]
            .map(|(name, ns)| (name.to_owned(), Setting::DurationNs(ns)));
        Schedule::of(&settings.into_iter().collect())
    }

    #[test]
    fn a_beat_is_due_at_the_end_of_every_whole_tick() {
        let start = Instant::now();
        let due: Vec<_> = schedule(10, 35).expect("it has beats").from(start).collect();
        let at = |ns| start + Duration::from_nanos(ns);
        assert_eq!(due, [at(10), at(20), at(30)]);
        assert_eq!(schedule(10, 35).expect("it has beats").beats_of_all(), 3 * HEARTS);
    }

    #[test]
    fn between_beats_nothing_is_due_and_on_a_beat_all_are() {
        let schedule = schedule(10, 100).expect("it has beats");
        assert_eq!(schedule.between_beats(), Duration::from_nanos(25));
        let start = Instant::now();
        assert!(schedule.from(start).any(|due| due == start + schedule.on_a_beat()));
    }

    #[test]
    fn a_length_without_a_beat_is_refused_with_what_to_ask_for() {
        for (tick, length) in [(10, 9), (0, 9)] {
            let refusal = schedule(tick, length).expect_err("no beat").to_string();
            assert!(refusal.contains("`--length`"), "{refusal}");
        }
    }
}
