//! Verdicts follow from the record: each claim can hold, fail and be undecided.

use rand::RngExt as _;
use rand::SeedableRng as _;
use rand_pcg::Pcg64Mcg;
use record::claim::{Claim, Quantity, Verdict, wall};
use record::{Failure, FailureKind, Outcome, example};

const SLOW: &[f64] = &[100., 101., 102., 99., 100., 103.];
const FAST: &[f64] = &[20., 21., 20., 19., 20., 21.];

fn at_least(bound: f64) -> Claim {
    Claim::at_least(
        "quicker",
        "Fast is at least {} times sooner.",
        wall("slow"),
        wall("fast"),
        bound,
    )
}

#[test]
fn a_claim_holds_fails_or_is_undecided_by_where_its_interval_lies() {
    let record = example::record(&[("slow", SLOW), ("fast", FAST)]);
    assert_eq!(at_least(3.0).judge(&record).verdict, Verdict::Holds);
    assert_eq!(at_least(5.0).judge(&record).verdict, Verdict::Undecided);
    assert_eq!(at_least(9.0).judge(&record).verdict, Verdict::DoesNotHold);
}

#[test]
fn a_claim_about_the_ideal_divides_by_it() {
    let record = example::record(&[("fast", FAST)]);
    let claim = |bound| {
        Claim::at_most(
            "near",
            "At most {} latencies.",
            wall("fast"),
            Quantity::Ideal,
            bound,
        )
    };
    assert_eq!(claim(1.25).judge(&record).verdict, Verdict::Holds);
    assert_eq!(claim(0.5).judge(&record).verdict, Verdict::DoesNotHold);
}

#[test]
fn too_few_rounds_decide_nothing() {
    let record = example::record(&[("slow", &SLOW[..5]), ("fast", &FAST[..5])]);
    let judgement = at_least(3.0).judge(&record);
    assert_eq!(judgement.verdict, Verdict::Undecided);
    assert!(judgement.reason.expect("a reason").contains("too few rounds"));
}

#[test]
fn a_row_that_failed_leaves_the_claim_undecided_and_says_why() {
    let mut record = example::record(&[("slow", SLOW), ("fast", FAST)]);
    for sample in &mut record.rows[1].samples {
        sample.outcome = Outcome::Failed(Failure {
            kind: FailureKind::TimedOut,
            message: "too slow".to_owned(),
        });
    }
    let judgement = at_least(3.0).judge(&record);
    assert_eq!(judgement.verdict, Verdict::Undecided);
    assert_eq!(
        judgement.reason.as_deref(),
        Some("6 of 6 samples of `fast` failed: timed out")
    );
}

#[test]
fn the_sentence_states_the_bound_that_is_checked() {
    assert_eq!(at_least(2.5).text(), "Fast is at least 2.5 times sooner.");
    let mute =
        Claim::at_least("mute", "Fast is sooner.", wall("slow"), wall("fast"), 2.0);
    assert!(mute.check(&["slow", "fast"]).is_err());
    assert!(
        at_least(2.0).check(&["slow"]).expect_err("no such row").contains("`fast`")
    );
    assert!(at_least(2.0).check(&["slow", "fast"]).is_ok());
}

#[test]
fn two_copies_of_one_strategy_are_undecided_at_least_95_times_in_100() {
    let mut rng = Pcg64Mcg::seed_from_u64(20_261_120);
    for rounds in [6, 9, 12, 20] {
        let runs = 2_000;
        let mut undecided = 0;
        for _ in 0..runs {
            // Times as a computer has them: a floor and a long tail, with a
            // drift that hits both copies of a round alike.
            let drift: Vec<f64> =
                (0..rounds).map(|_| rng.random_range(0.9..1.3)).collect();
            let mut times = || -> Vec<f64> {
                drift
                    .iter()
                    .map(|drift| {
                        drift * (100.0 - 5.0 * rng.random_range(1e-9_f64..1.0).ln())
                    })
                    .collect()
            };
            let record = example::record(&[("slow", &times()), ("fast", &times())]);
            if at_least(1.0).judge(&record).verdict == Verdict::Undecided {
                undecided += 1;
            }
        }
        assert!(
            undecided * 100 >= 95 * runs,
            "{rounds} rounds: undecided in {undecided} of {runs} A/A comparisons"
        );
    }
}
