//! Every strategy once a round, in shuffled order, until it is enough.
//!
//! Interleaving makes drift (heat, a neighbour, a cron job) hit every strategy
//! alike. A run stops by how *narrow* its intervals are, never by what they
//! say: stopping when a claim happens to hold would make it hold too often.

use std::time::{Duration, Instant};

use rand::SeedableRng as _;
use rand::seq::SliceRandom as _;
use rand_pcg::Pcg64Mcg;
use record::config::Ratio;
use record::{Failure, FailureKind, Outcome, Round, Row, Sample};

use crate::effort::Effort;

/// Somebody pressed Ctrl-C.
#[derive(Debug, thiserror::Error)]
#[error("interrupted")]
pub struct Interrupted;

/// Takes one sample. The real one starts a process; tests have one that does not.
pub trait Executor {
    /// Samples the row with this key.
    fn sample(&mut self, row: &str, round: u32) -> Result<Outcome, Interrupted>;
}

/// A monotonic clock. The real one is [`Instant`]'s; tests have one that they move.
pub trait Clock {
    /// The time since some fixed moment.
    fn now(&self) -> Duration;
}

/// The system's monotonic clock.
pub struct SystemClock(Instant);

impl SystemClock {
    /// A clock that shows zero now.
    pub fn start() -> Self {
        Self(Instant::now())
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

/// Hears how far the rounds are.
pub trait Progress {
    /// A round begins; `of` is the most there will be.
    fn round(&mut self, round: u32, of: u32);
    /// A sample of this row begins.
    fn begins(&mut self, row: &Row);
    /// It ended.
    fn ended(&mut self, row: &Row, outcome: &Outcome);
    /// A traced run of the row with this key failed, and its trace is not kept.
    fn untraced(&mut self, row: &str, failure: &Failure);
}

/// What the rounds brought.
pub struct Rounds {
    /// The rounds in the order taken, the warm-up first.
    pub rounds: Vec<Round>,
    /// The rows, with their samples.
    pub rows: Vec<Row>,
}

/// Takes rounds until `narrow_enough` says so or the effort is spent.
///
/// A row that ran into its deadline, or that is there to fail and did, is not run
/// again: it would spend the others' budget. It keeps the samples that it has.
pub fn take(
    mut rows: Vec<Row>,
    effort: &Effort,
    seed: u64,
    executor: &mut dyn Executor,
    clock: &dyn Clock,
    narrow_enough: &dyn Fn(&[Round], &[Row]) -> bool,
    progress: &mut dyn Progress,
) -> Result<Rounds, Interrupted> {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let mut rounds = Vec::new();
    let began = clock.now();
    let mut longest = Duration::ZERO;
    for round in u32::from(!effort.warm_up)..=effort.max_rounds {
        let spent = clock.now().saturating_sub(began);
        if round > effort.min_rounds
            && (spent + longest > effort.budget
                || (round > effort.robust_rounds && narrow_enough(&rounds, &rows)))
        {
            break;
        }
        progress.round(round, effort.max_rounds);
        let mut order: Vec<usize> =
            (0..rows.len()).filter(|index| !gave_up(&rows[*index])).collect();
        order.shuffle(&mut rng);
        let round_began = clock.now();
        for &index in &order {
            progress.begins(&rows[index]);
            let outcome = executor.sample(&rows[index].key, round)?;
            progress.ended(&rows[index], &outcome);
            rows[index].samples.push(Sample { round, outcome });
        }
        longest = longest.max(clock.now().saturating_sub(round_began));
        rounds.push(Round {
            round,
            order: order.iter().map(|&index| rows[index].key.clone()).collect(),
        });
    }
    Ok(Rounds { rounds, rows })
}

/// Whether every ratio that has to be precise is. One that cannot be had, because a
/// row failed, is not waited for.
pub fn narrow_enough(precise: &[Ratio], rows: &[Row], precision: f64) -> bool {
    precise.iter().filter_map(|ratio| ratio.estimate(rows)).all(|estimate| {
        estimate.relative_half_width().is_some_and(|half_width| half_width <= precision)
    })
}

/// Whether another sample of a row would only spend the others' time.
fn gave_up(row: &Row) -> bool {
    row.failures()
        .any(|failure| row.meant_to_fail || failure.kind == FailureKind::TimedOut)
}
