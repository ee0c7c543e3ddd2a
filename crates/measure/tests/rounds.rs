//! The schedule of rounds, on a fake executor and a fake clock.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::time::Duration;

use measure::effort::Effort;
use measure::rounds::{self, Clock, Executor, Interrupted, Progress, Rounds};
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use record::config::Ratio;
use record::{Failure, FailureKind, Outcome, Profile, Round, Row, example};

#[derive(Default)]
struct Fake {
    now: Cell<Duration>,
}

impl Clock for Fake {
    fn now(&self) -> Duration {
        self.now.get()
    }
}

/// Every sample takes a second of the fake clock; `outcome` decides what came of it.
struct Samples<'a, F> {
    clock: &'a Fake,
    outcome: F,
}

impl<F: FnMut(&str, u32) -> Result<Outcome, Interrupted>> Executor for Samples<'_, F> {
    fn sample(&mut self, row: &str, round: u32) -> Result<Outcome, Interrupted> {
        self.clock.now.set(self.clock.now.get() + Duration::from_secs(1));
        (self.outcome)(row, round)
    }
}

struct Silent;

impl Progress for Silent {
    fn round(&mut self, _: u32, _: u32) {}
    fn begins(&mut self, _: &Row) {}
    fn ended(&mut self, _: &Row, _: &Outcome) {}
    fn untraced(&mut self, _: &str, _: &Failure) {}
}

const KEYS: [&str; 4] = ["a", "b", "c", "d"];

fn rows() -> Vec<Row> {
    example::record(&KEYS.map(|key| (key, [].as_slice()))).rows
}

fn ok() -> Outcome {
    Outcome::Ok(example::measured(1))
}

fn take(
    effort: &Effort,
    seed: u64,
    narrow_after: usize,
    outcome: impl FnMut(&str, u32) -> Result<Outcome, Interrupted>,
) -> Result<Rounds, Interrupted> {
    let clock = Fake::default();
    let mut executor = Samples { clock: &clock, outcome };
    rounds::take(
        rows(),
        effort,
        seed,
        &mut executor,
        &clock,
        &|rounds, _| rounds.len() > narrow_after,
        &mut Silent,
    )
}

fn effort() -> Effort {
    Effort { budget: Duration::from_secs(1_000), ..Effort::of(Profile::Quick) }
}

#[test]
fn every_strategy_runs_once_a_round_warm_up_included() {
    let taken =
        take(&effort(), 1, usize::MAX, |_, _| Ok(ok())).expect("not interrupted");
    assert_eq!(taken.rounds.len(), 11);
    assert_eq!(taken.rounds[0].round, 0);
    for round in &taken.rounds {
        let keys: BTreeSet<&str> = round.order.iter().map(String::as_str).collect();
        assert_eq!(keys, BTreeSet::from(KEYS));
        assert_eq!(round.order.len(), KEYS.len());
    }
    assert!(
        taken
            .rows
            .iter()
            .all(|row| row.samples.len() == 11 && row.measured().count() == 10)
    );
}

#[test]
fn the_order_is_shuffled_anew_each_round_and_repeats_with_the_seed() {
    let orders = |seed| -> Vec<Vec<String>> {
        let taken = take(&effort(), seed, usize::MAX, |_, _| Ok(ok()))
            .expect("not interrupted");
        taken.rounds.into_iter().map(|round| round.order).collect()
    };
    assert_eq!(orders(1), orders(1));
    assert_ne!(orders(1), orders(2));
    assert!(orders(1).iter().collect::<BTreeSet<_>>().len() > 6);
}

#[test]
fn narrow_intervals_end_the_run_but_not_before_the_fewest_rounds() {
    let rounds = |narrow_after| {
        take(&effort(), 1, narrow_after, |_, _| Ok(ok()))
            .expect("not interrupted")
            .rounds
            .len()
    };
    assert_eq!(rounds(0), 1 + 9);
    assert_eq!(rounds(10), 1 + 10);
}

#[test]
fn no_round_begins_that_would_end_after_the_budget() {
    // Four seconds a round, warm-up included: the eighth would end at 36 s.
    let effort = Effort { budget: Duration::from_secs(33), ..effort() };
    let taken = take(&effort, 1, usize::MAX, |_, _| Ok(ok())).expect("not interrupted");
    assert_eq!(taken.rounds.len(), 8);
}

#[test]
fn a_budget_too_small_still_gets_the_fewest_rounds() {
    let effort = Effort { budget: Duration::ZERO, ..effort() };
    let taken = take(&effort, 1, usize::MAX, |_, _| Ok(ok())).expect("not interrupted");
    assert_eq!(taken.rounds.len(), 1 + 6);
}

#[test]
fn a_failing_row_takes_no_other_with_it() {
    let taken = take(&effort(), 1, 0, |row, _| {
        Ok(if row == "b" {
            Outcome::Failed(Failure {
                kind: FailureKind::Panicked,
                message: String::new(),
            })
        } else {
            ok()
        })
    })
    .expect("not interrupted");
    for row in &taken.rows {
        assert_eq!(row.samples.len(), 10);
        assert_eq!(row.failures().count(), if row.key == "b" { 10 } else { 0 });
    }
}

#[test]
fn a_row_past_its_deadline_is_not_run_again() {
    let taken = take(&effort(), 1, 0, |row, round| {
        Ok(if row == "c" && round == 2 {
            Outcome::Failed(Failure {
                kind: FailureKind::TimedOut,
                message: String::new(),
            })
        } else {
            ok()
        })
    })
    .expect("not interrupted");
    let samples: Vec<usize> = taken.rows.iter().map(|row| row.samples.len()).collect();
    assert_eq!(samples, [10, 10, 3, 10]);
}

#[test]
fn a_row_that_is_there_to_fail_is_run_once() {
    let mut rows = rows();
    rows[1].meant_to_fail = true;
    let clock = Fake::default();
    let outcome = |row: &str, _| {
        let kind = FailureKind::Error;
        let failed = Outcome::Failed(Failure { kind, message: String::new() });
        Ok(if row == "b" { failed } else { ok() })
    };
    let mut executor = Samples { clock: &clock, outcome };
    let enough = |_: &[Round], _: &[Row]| false;
    let taken =
        rounds::take(rows, &effort(), 1, &mut executor, &clock, &enough, &mut Silent)
            .expect("not interrupted");
    assert_eq!(taken.rows[1].samples.len(), 1);
    assert!(taken.rows[0].samples.len() > 1);
}

#[test]
fn an_interrupt_ends_the_run_at_once() {
    let mut asked = 0;
    let result = take(&effort(), 1, 0, |_, _| {
        asked += 1;
        if asked == 6 { Err(Interrupted) } else { Ok(ok()) }
    });
    assert!(result.is_err());
    assert_eq!(asked, 6);
}

#[test]
fn stopping_by_narrowness_leaves_two_copies_of_one_strategy_undecided() {
    // A rule that stops when the interval happens to be narrow may stop too early:
    // the comparison of a strategy with itself has to survive the real rule.
    let ratio: Ratio = "a / b".parse().expect("two rows");
    let precise = [ratio.clone()];
    let mut rng = Pcg64Mcg::seed_from_u64(20_261_120);
    let (runs, mut undecided, mut stopped_early) = (1_000_u32, 0, 0);
    for seed in 0..runs {
        let clock = Fake::default();
        let mut drift = (0, 1.0);
        let outcome = |_: &str, round: u32| {
            if drift.0 != round {
                drift = (round, rng.random_range(0.9..1.2));
            }
            let tail = -8.0 * rng.random_range(1e-9_f64..1.0).ln();
            Ok(Outcome::Ok(example::measured((1e6 * drift.1 * (100.0 + tail)) as u64)))
        };
        let mut executor = Samples { clock: &clock, outcome };
        let narrow = |_: &[record::Round], rows: &[Row]| {
            rounds::narrow_enough(&precise, rows, effort().precision)
        };
        let rows = rows().into_iter().take(2).collect();
        let (effort, seed) = (effort(), u64::from(seed));
        let taken = rounds::take(
            rows,
            &effort,
            seed,
            &mut executor,
            &clock,
            &narrow,
            &mut Silent,
        )
        .expect("not interrupted");
        stopped_early += u32::from(taken.rounds.len() < 13);
        let interval = ratio.estimate(&taken.rows).and_then(|ratio| ratio.interval);
        let interval = interval.expect("enough rounds");
        undecided += u32::from(interval.low < 1.0 && interval.high >= 1.0);
    }
    assert!(stopped_early > 100, "the rule was not tried: {stopped_early}");
    assert!(undecided * 100 >= 95 * runs, "undecided in {undecided} of {runs}");
}
