//! What an offender does: one call that waits, or work that computes.

use std::ops::Range;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use origin::service;
use record::Settings;

/// The first number that a loop looks at. Finding that one such number is prime
/// takes five hundred divisions.
const FIRST: u64 = 1_000_000;

/// What an offender is given.
#[derive(Clone, Debug)]
pub struct Offence {
    /// What it fetches; the answer comes after the latency.
    pub url: String,
    /// How long it computes: as long as the latency.
    time: Duration,
    /// How many numbers it looks at between two looks at the clock.
    slice: u64,
}

impl Offence {
    /// The offence for these settings.
    pub fn of(settings: &Settings) -> Result<Self> {
        let url =
            service::urls(settings, 1)?.pop().context("one request has one URL")?;
        let (time, slice) = (settings.duration("latency")?, settings.count("slice")?);
        Ok(Self { url, time, slice })
    }

    /// Slices of numbers to look at, until the time is up.
    pub fn slices(&self) -> impl Iterator<Item = Range<u64>> + use<> {
        let (end, slice) = (Instant::now() + self.time, self.slice);
        (0..)
            .map(move |number| FIRST + number * slice)
            .map(move |first| first..first + slice)
            .take_while(move |_| Instant::now() < end)
    }
}

// ANCHOR: call
/// Fetches a URL and returns how many bytes its body has. The thread waits.
pub fn call(url: &str) -> Result<u64> {
    let mut response = ureq::get(url).call()?;
    Ok(response.body_mut().read_to_vec()?.len() as u64)
}
// ANCHOR_END: call

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_follow_one_another_without_a_gap_until_the_time_is_up() {
        let offence =
            |time| Offence { url: String::new(), time, slice: 10 }.slices().take(3);
        let slices: Vec<_> = offence(Duration::MAX / 4).collect();
        assert_eq!(slices, [0, 10, 20].map(|at| FIRST + at..FIRST + at + 10));
        assert_eq!(offence(Duration::ZERO).count(), 0);
    }
}
