//! Eight tasks that beat, beside one task that may hold them up.

use std::time::{Duration, Instant};

use anyhow::Result;
use measure::Answer;
use record::Settings;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use tokio::time::sleep_until;

use super::offence::Offence;
use super::schedule::{HEARTS, Schedule};
use crate::times::Times;

/// What is read from the lateness of all beats, with its share.
const QUANTILES: [(&str, f64); 6] = [
    ("p50_ns", 0.5),
    ("p75_ns", 0.75),
    ("p90_ns", 0.9),
    ("p95_ns", 0.95),
    ("p99_ns", 0.99),
    ("max_ns", 1.0),
];

/// How many offend, and when they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offenders {
    /// Nobody offends.
    None,
    /// One, while no beat is due: it is woken alone.
    Alone,
    /// One, as a beat of every heart is due: it is woken with them.
    OnABeat,
    /// As many as the runtime has threads, while no beat is due.
    OneAThread,
}

impl Offenders {
    fn how_many(self, runtime: &Runtime) -> usize {
        match self {
            Self::None => 0,
            Self::Alone | Self::OnABeat => 1,
            Self::OneAThread => runtime.metrics().num_workers(),
        }
    }

    fn begin(self, schedule: Schedule) -> Duration {
        match self {
            Self::OnABeat => schedule.on_a_beat(),
            Self::None | Self::Alone | Self::OneAThread => schedule.between_beats(),
        }
    }
}

/// The heartbeats, and the offence that is to be committed beside them.
pub struct Heartbeats {
    schedule: Schedule,
    offence: Offence,
}

impl Heartbeats {
    /// The workload for these settings.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self { schedule: Schedule::of(settings)?, offence: Offence::of(settings)? })
    }

    /// Beats on this runtime while these offenders offend. Returns how late the
    /// beats were, and what the offenders fetched or found.
    pub fn beside<Done>(
        &self,
        runtime: &Runtime,
        offenders: Offenders,
        offend: fn(Offence) -> Done,
    ) -> Result<(Answer, u64)>
    where
        Done: Future<Output = Result<u64>> + Send + 'static,
    {
        runtime.block_on(async {
            let start = Instant::now();
            let mut hearts = JoinSet::new();
            for _ in 0..HEARTS {
                hearts.spawn(beat(self.schedule, start));
            }
            let begin = start + offenders.begin(self.schedule);
            let mut offending = JoinSet::new();
            for _ in 0..offenders.how_many(runtime) {
                let offence = self.offence.clone();
                offending.spawn(async move {
                    sleep_until(begin.into()).await;
                    let done = offend(offence).await?;
                    anyhow::Ok((done, begin.elapsed()))
                });
            }
            let mut lateness = Times::new()?;
            for heart in hearts.join_all().await {
                lateness.merge(&heart?)?;
            }
            let (mut done, mut longest) = (0, Duration::ZERO);
            for offender in offending.join_all().await {
                let (one, took) = offender?;
                done += one;
                longest = longest.max(took);
            }
            let longest_ns = u64::try_from(longest.as_nanos())?;
            let answer = Answer::from(lateness.count()).with("offender_ns", longest_ns);
            Ok((lateness.with_quantiles(answer, QUANTILES), done))
        })
    }
}

// ANCHOR: listing
/// One heart: how late each beat was against its schedule.
async fn beat(schedule: Schedule, start: Instant) -> Result<Times> {
    let mut lateness = Times::new()?;
    for due in schedule.from(start) {
        sleep_until(due.into()).await;
        lateness.record(due.elapsed())?;
    }
    Ok(lateness)
}
// ANCHOR_END: listing
