//! Verdicts follow from the record: each claim can hold, fail and be undecided.

use evidence::claim::{Bound, Claim, Verdict};
use evidence::compared::{Quantity, wall};
use rand::RngExt as _;
use rand::SeedableRng as _;
use rand_pcg::Pcg64Mcg;
use record::config::{Config, Plan};
use record::{Failure, FailureKind, Outcome, Phase, Record, Span, Trace, example};

fn quantity(text: &str) -> Quantity {
    text.parse().expect("a quantity")
}

fn plan(lines: &str) -> Plan {
    let config = Config::parse(&format!("[e]\n{lines}\n")).expect("valid");
    config.plan("e").expect("a plan")
}

const SLOW: &[f64] = &[100., 101., 102., 99., 100., 103.];
const FAST: &[f64] = &[20., 21., 20., 19., 20., 21.];

fn at_least(bound: f64) -> Claim {
    Claim::new(
        "quicker",
        "Fast is at least {} times sooner.",
        [wall("slow"), wall("fast")],
        Bound::AtLeast(bound),
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
        Claim::new(
            "near",
            "At most {} latencies.",
            [wall("fast"), Quantity::Ideal],
            Bound::AtMost(bound),
        )
    };
    assert_eq!(claim(1.25).judge(&record).verdict, Verdict::Holds);
    assert_eq!(claim(0.5).judge(&record).verdict, Verdict::DoesNotHold);
}

#[test]
fn what_was_measured_is_told_in_the_unit_of_the_sentence() {
    let record = example::record(&[("slow", SLOW), ("fast", FAST)]);
    let told = |text, over| {
        let claim = Claim::new("told", text, [wall("fast"), over], Bound::AtMost(0.3));
        let ratio = claim.ratio((&record).into()).expect("a ratio");
        (claim.text(), claim.measured(ratio))
    };
    let (text, measured) = told("At most {} % of the time.", wall("slow"));
    assert_eq!(text, "At most 30 % of the time.");
    assert!(measured.starts_with("20.0 % ["), "{measured}");
    let (text, measured) = told("At most {} times the time.", wall("slow"));
    assert_eq!(text, "At most 0.3 times the time.");
    assert!(measured.starts_with("0.200× ["), "{measured}");
    let (_, measured) = told("At most {} cores.", wall("slow"));
    assert!(measured.starts_with("0.200 ["), "{measured}");
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
fn a_claim_about_more_cores_than_there_are_does_not_apply() {
    let mut record = example::record(&[("slow", SLOW), ("fast", FAST)]);
    let claim = at_least(3.0).on_cores(2);
    record.environment.cores_usable = 2;
    assert_eq!(claim.judge(&record).verdict, Verdict::Holds);
    record.environment.cores_usable = 1;
    let judgement = claim.judge(&record);
    assert_eq!(judgement.verdict, Verdict::DoesNotApply);
    assert!(judgement.reason.expect("a reason").contains("2 cores or more, and 1"));
}

#[test]
fn a_claim_about_fewer_cores_than_there_are_does_not_apply() {
    let mut record = example::record(&[("slow", SLOW), ("fast", FAST)]);
    let claim = at_least(3.0).on_cores(2).on_at_most(4);
    for (cores, verdict) in [
        (1, Verdict::DoesNotApply),
        (2, Verdict::Holds),
        (4, Verdict::Holds),
        (5, Verdict::DoesNotApply),
    ] {
        record.environment.cores_usable = cores;
        assert_eq!(claim.judge(&record).verdict, verdict, "{cores} cores");
    }
    let reason = claim.judge(&record).reason.expect("a reason");
    assert!(reason.contains("4 cores at most, and 5"), "{reason}");
}

/// A record with so many traces in which so many tasks compute at once.
fn traced(traces: usize, at_once: u64) -> Record {
    let mut record = example::record(&[("threads", FAST)]);
    let span = |thread| Span {
        task: format!("task {thread}"),
        phase: Phase::Computing,
        process: 1,
        thread,
        begin_ns: 0,
        end_ns: 10,
    };
    let trace = Trace {
        row: "threads".to_owned(),
        wall_ns: Some(25_000_000),
        spans: (0..at_once).map(span).collect(),
    };
    record.traces = vec![trace; traces];
    record
}

#[test]
fn a_claim_about_traces_counts_each_trace_and_divides_by_the_cores() {
    let claim = Claim::new(
        "cores-are-used",
        "At least {} times as many compute at once as there are cores.",
        [quantity("threads traced computing at-once"), Quantity::Cores(4)],
        Bound::AtLeast(0.9),
    );
    let judge = |traces, at_once, cores| {
        let mut record = traced(traces, at_once);
        record.environment.cores_usable = cores;
        claim.judge(&record)
    };
    assert_eq!(judge(6, 2, 2).verdict, Verdict::Holds);
    assert_eq!(judge(6, 2, 16).verdict, Verdict::DoesNotHold);
    assert_eq!(judge(6, 4, 16).verdict, Verdict::Holds);
    assert_eq!(
        judge(5, 2, 2).reason.as_deref(),
        Some("too few traces for an interval")
    );
    assert_eq!(judge(0, 2, 2).reason.as_deref(), Some("it was not traced"));
}

#[test]
fn what_tracing_costs_is_a_traced_run_over_a_timed_one() {
    let claim = Claim::new(
        "tracing",
        "Tracing takes at most {} times as long.",
        [quantity("threads traced wall"), wall("threads")],
        Bound::AtMost(1.35),
    );
    let judgement = claim.judge(&traced(6, 1));
    assert_eq!(judgement.verdict, Verdict::Holds);
    let ratio = judgement.ratio.expect("a ratio").median;
    assert!((ratio - 1.25).abs() < 1e-9, "{ratio}");
    // The timed runs vary as well: it could be more.
    let mut record = traced(6, 1);
    let spread = [17., 18., 20., 20., 21., 22.];
    record.rows = example::record(&[("threads", &spread)]).rows;
    assert_eq!(claim.judge(&record).verdict, Verdict::Undecided);
}

#[test]
fn rounds_of_which_a_value_is_missing_are_not_left_out_of_a_ratio() {
    let claim = Claim::new(
        "memory",
        "At most {} times the memory.",
        [quantity("a memory"), quantity("b memory")],
        Bound::AtMost(2.0),
    );
    let mut record = example::record(&[("a", FAST), ("b", FAST)]);
    assert_eq!(claim.judge(&record).verdict, Verdict::Holds);
    if let Outcome::Ok(measured) = &mut record.rows[1].samples[3].outcome {
        measured.peak_rss_bytes = None;
    }
    let judgement = claim.judge(&record);
    assert_eq!(judgement.verdict, Verdict::Undecided);
    assert!(judgement.reason.expect("a reason").contains("cannot be compared"));
}

#[test]
fn the_sentence_states_the_bound_that_is_checked() {
    assert_eq!(at_least(2.5).text(), "Fast is at least 2.5 times sooner.");
    let mute = Claim::new(
        "mute",
        "Fast is sooner.",
        [wall("slow"), wall("fast")],
        Bound::AtLeast(2.0),
    );
    assert!(mute.check().is_err());
    assert!(at_least(2.0).check().is_ok());
}

#[test]
fn a_claim_on_an_unknown_row_is_refused_with_the_near_one() {
    let plan = plan("precise = [\"slow / fast\"]");
    let claim = at_least(2.0);
    claim.check_measured(&["slow", "fast"], &plan).expect("measured");
    let error = claim.check_measured(&["slow", "fats"], &plan).expect_err("unknown");
    assert!(error.contains("`fast`") && error.contains("`fats`"), "{error}");
}

#[test]
fn a_claim_that_its_measurement_does_not_serve_is_refused() {
    let rows = ["slow", "fast"];
    let error =
        at_least(2.0).check_measured(&rows, &plan("")).expect_err("not precise");
    assert!(error.contains("\"slow / fast\""), "{error}");
    // A ratio is as precise as its inverse.
    at_least(2.0)
        .check_measured(&rows, &plan("precise = [\"fast / slow\"]"))
        .expect("precise");
    let traced = Claim::new(
        "tracing",
        "At most {} times.",
        [quantity("fast traced wall"), wall("fast")],
        Bound::AtMost(1.35),
    );
    let once = plan("traced = [\"fast\"]");
    let error = traced.check_measured(&rows, &once).expect_err("too few traces");
    assert!(error.contains("traced-often"), "{error}");
    traced.check_measured(&rows, &plan("traced-often = [\"fast\"]")).expect("traced");
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
