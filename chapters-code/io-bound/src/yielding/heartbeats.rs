//! Eight tasks that beat, beside one task that may hold them up.

use std::time::{Duration, Instant};

use anyhow::Result;
use measure::Answer;
use measure::trace::{self, Mark};
use record::Settings;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use tokio::time::sleep_until;

use super::offence::Offence;
use super::schedule::{HEARTS, Schedule};
use crate::times::Times;

/// How many offend, and when they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offenders {
    /// Nobody offends.
    Nobody,
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
            Self::Nobody => 0,
            Self::Alone | Self::OnABeat => 1,
            Self::OneAThread => runtime.metrics().num_workers(),
        }
    }

    fn begin(self, schedule: Schedule) -> Duration {
        match self {
            Self::OnABeat => schedule.on_a_beat(),
            Self::Nobody | Self::Alone | Self::OneAThread => schedule.between_beats(),
        }
    }
}

/// The heartbeats, and the offence that is to be committed beside them.
pub struct Heartbeats {
    /// When each heart is to beat.
    pub schedule: Schedule,
    /// What an offender does meanwhile.
    pub offence: Offence,
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
            let hearts: JoinSet<_> =
                (1..=HEARTS).map(|number| beat(number, self.schedule, start)).collect();
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
            let hearts = hearts.join_all().await;
            let (mut done, mut longest) = (0, Duration::ZERO);
            for offender in offending.join_all().await {
                let (one, took) = offender?;
                done += one;
                longest = longest.max(took);
            }
            Ok((answer(hearts, longest)?, done))
        })
    }
}

// ANCHOR: listing
/// One heart: how late each beat was against its schedule.
async fn beat(number: u64, schedule: Schedule, start: Instant) -> Result<Times> {
    let mut lateness = Times::new()?;
    for due in schedule.from(start) {
        let waits = trace::waiting(format_args!("heart {number}"));
        sleep_until(due.into()).await;
        note(&mut lateness, due, waits)?;
    }
    Ok(lateness)
}

/// Notes how late a beat is that comes now.
pub(super) fn note(lateness: &mut Times, due: Instant, waits: Mark) -> Result<()> {
    let late = due.elapsed();
    waits.overdue(late);
    lateness.record(late)
}
// ANCHOR_END: listing

/// How many beats there were, how late they were, and how long the longest offence
/// took.
pub(super) fn answer(
    hearts: impl IntoIterator<Item = Result<Times>>,
    longest: Duration,
) -> Result<Answer> {
    let mut lateness = Times::new()?;
    for heart in hearts {
        lateness.merge(&heart?)?;
    }
    let answer = Answer::from(lateness.count())
        .with("offender_ns", u64::try_from(longest.as_nanos())?);
    let quantiles = [
        ("p50_ns", 0.5),
        ("p75_ns", 0.75),
        ("p90_ns", 0.9),
        ("p95_ns", 0.95),
        ("p99_ns", 0.99),
        ("max_ns", 1.0),
    ];
    Ok(lateness.with_quantiles(answer, quantiles))
}
