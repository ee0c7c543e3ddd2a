//! Each rule on made-up facts: what it finds, and what is just not enough for it.

use super::*;
use crate::doing;
use crate::group::Throttled;
use crate::io::Io;
use crate::speed_up::SpeedUp;
use crate::subject::Outcome;
use crate::usage::Usage;
use crate::verdict::Evidence;
use crate::waiting::Waits;

const S: u64 = 1_000_000_000;

/// A program that ran for two seconds, and what made it so.
struct Case {
    evidence: Evidence,
    usage: Usage,
    outcome: Outcome,
    goes_on: bool,
    unoptimised: Option<String>,
    is_python: bool,
}

impl Case {
    /// That computed for this share of the time on so many of two cores.
    fn that(computing: f64, cores: f64) -> Self {
        let cpu_ns = (2.0 * computing * cores * S as f64) as u64;
        Self {
            evidence: Evidence {
                wall_ns: 2 * S,
                computing,
                cores,
                cores_usable: 2,
                ..Evidence::default()
            },
            usage: Usage {
                wall_ns: 2 * S,
                user_ns: cpu_ns,
                ready_ns: Some(0),
                voluntary_switches: Some(10),
                involuntary_switches: Some(10),
                page_faults: Some(100),
                peak_processes: Some(1),
                peak_threads: Some(2),
                started: Some(3),
                io: Some(Io::default()),
                waits: Waits { looks: 100, workers: cores, ..Waits::default() },
                snapshots: 100,
                ..Usage::default()
            },
            outcome: Outcome::Fine,
            goes_on: false,
            unoptimised: None,
            is_python: false,
        }
    }

    fn waits(kind: doing::Kind) -> Self {
        Self::that(0.01, 1.0).with(|case| {
            case.usage.waits.idle = 0.99;
            case.usage.waits.shares = vec![(kind, 1.0)];
            case.usage.waits.under_way = Some(1.0);
            case.usage.waits.most_under_way = 1;
        })
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn findings(&self) -> Vec<Finding> {
        let facts = Facts {
            evidence: &self.evidence,
            verdict: self.evidence.verdict(),
            usage: &self.usage,
            outcome: self.outcome,
            end: "then it ended".to_owned(),
            status: "status 3".to_owned(),
            goes_on: self.goes_on,
            unoptimised: self.unoptimised.clone(),
            is_python: self.is_python,
        };
        findings(&facts)
    }

    fn first(&self) -> Kind {
        self.findings()[0].kind
    }
}

fn stuck(case: &mut Case) {
    let waits = &mut case.usage.waits;
    (waits.quiet_ns, waits.stuck_at_locks, waits.sleeping) = (19 * S / 10, 3, 1);
    waits.standstill = vec!["threads 1, 2, 3 wait at one lock or channel".to_owned()];
}

#[test]
fn a_hang_is_one_if_somebody_had_to_end_it_and_nothing_outside_could() {
    let hang = || Case::waits(doing::Kind::Timer).with(stuck);
    let failed = hang().with(|case| case.outcome = Outcome::Failed);
    assert_eq!(failed.first(), Kind::Hangs);
    assert_eq!(failed.findings().len(), 1, "no advice beside it");
    assert_eq!(failed.findings()[0].speed_up.most, Some(1.0));
    assert!(failed.findings()[0].because.contains("threads 1, 2, 3"));
    assert_eq!(
        hang().with(|case| case.outcome = Outcome::Stopped).first(),
        Kind::Hangs
    );
    assert_eq!(hang().with(|case| case.goes_on = true).first(), Kind::Hangs);
    let cures: [fn(&mut Case); 5] = [
        |_| {},
        |case| case.usage.waits.outside = 1,
        |case| case.usage.waits.sleeping = 4,
        |case| case.usage.waits.stuck_at_locks = 0,
        |case| case.usage.waits.quiet_ns = S / 2,
    ];
    for (nth, cure) in cures.into_iter().enumerate() {
        let outcome = if nth == 0 { Outcome::Fine } else { Outcome::Failed };
        let case = hang().with(|case| case.outcome = outcome).with(cure);
        assert_ne!(case.first(), Kind::Hangs, "cure {nth}");
    }
}

#[test]
fn a_program_that_failed_has_no_speed_up_and_no_other_advice() {
    let failed =
        Case::waits(doing::Kind::Timer).with(|case| case.outcome = Outcome::Failed);
    let found = failed.findings();
    assert_eq!((found[0].kind, found[1].kind), (Kind::Failed, Kind::Waits));
    assert_eq!(found[0].speed_up.most, Some(1.0));
    assert_eq!(found[1].advice, "see to its failure first");
    assert_eq!(found[1].speed_up.most, Some(1.0));
    let files = failed.with(|case| case.usage.waits.most_open = Some((250, 256)));
    assert_eq!(files.first(), Kind::OutOfFiles);
    let few = files.with(|case| case.usage.waits.most_open = Some((100, 256)));
    assert_eq!(few.first(), Kind::Failed);
}

#[test]
fn what_is_said_of_a_program_that_was_stopped_is_true_until_then() {
    let stopped =
        Case::waits(doing::Kind::Timer).with(|case| case.outcome = Outcome::Stopped);
    let says = &stopped.findings()[0].says;
    assert!(says.ends_with("until it was stopped"), "{says}");
}

#[test]
fn a_runtime_that_wakes_its_threads_does_not_write_lines() {
    let wakes = Case::that(1.0, 1.0).with(|case| {
        let io = case.usage.io.as_mut().expect("set");
        (io.writes, io.written_bytes) = (1_000_000, 8_000_000);
    });
    assert_eq!(wakes.first(), Kind::SmallWrites);
    let runtime = wakes.with(|case| case.usage.waits.has_event_queue = true);
    assert_ne!(runtime.first(), Kind::SmallWrites);
}

#[test]
fn a_queue_at_a_lock_is_told_from_small_tasks_though_fewer_switches_show_it() {
    let tasks = Case::that(1.0, 2.0)
        .with(|case| case.usage.voluntary_switches = Some(1_000_000));
    assert!(tasks.findings()[0].says.contains("far too small"));
    let queue = Case::that(1.0, 2.0).with(|case| {
        case.usage.voluntary_switches = Some(10_000);
        case.usage.waits.at_shared_words = 1.2;
    });
    assert_eq!(queue.first(), Kind::HandOffs);
    assert!(queue.findings()[0].says.contains("queue at a lock"));
}

#[test]
fn a_pool_made_for_computing_is_named_where_it_waits() {
    let pool = Case::waits(doing::Kind::Timer).with(|case| {
        (case.usage.waits.under_way, case.usage.waits.most_under_way) = (Some(2.0), 2);
        case.usage.peak_threads = Some(3);
    });
    assert!(pool.findings()[0].advice.contains("made for computing"));
    let larger = pool.with(|case| {
        (case.usage.waits.under_way, case.usage.waits.most_under_way) = (Some(6.0), 6);
        case.usage.peak_threads = Some(7);
    });
    assert!(!larger.findings()[0].advice.contains("made for computing"));
}

#[test]
fn what_a_program_waits_for_decides_the_advice() {
    for (kind, expected, may_gain) in [
        (doing::Kind::Timer, Kind::Waits, true),
        (doing::Kind::Socket, Kind::Waits, true),
        (doing::Kind::Disk, Kind::Waits, true),
        (doing::Kind::Pipe, Kind::Waits, false),
        (doing::Kind::Child, Kind::Waits, false),
        (doing::Kind::Lock, Kind::WaitsForLocks, false),
        (doing::Kind::OwnSocket, Kind::WaitsForLocks, false),
        (doing::Kind::Connection, Kind::WaitsForClients, false),
        (doing::Kind::Terminal, Kind::WaitsForPerson, false),
    ] {
        let found = &Case::waits(kind).findings()[0];
        assert_eq!(found.kind, expected, "{kind:?}");
        assert_eq!(found.speed_up.most != Some(1.0), may_gain, "{kind:?}");
        let several = found.advice.contains("several waits under way");
        assert_eq!(several, may_gain, "{kind:?}: {}", found.advice);
    }
}

#[test]
fn how_many_waits_are_under_way_is_said() {
    let one = Case::waits(doing::Kind::Socket);
    assert_eq!(one.findings()[0].says, "waits for sockets, one at a time");
    let queue = one.with(|case| case.usage.waits.has_event_queue = true);
    assert!(queue.findings()[0].says.contains("although it has an event queue"));
    let many = queue.with(|case| case.usage.waits.under_way = Some(40.0));
    assert_eq!(many.findings()[0].says, "waits for sockets");
    assert!(many.findings()[0].advice.contains("many waits under way already"));
    let locked =
        Case::waits(doing::Kind::Timer).with(|case| case.usage.waits.queued = 5.0);
    assert!(locked.findings()[0].advice.contains("if a lock is kept"));
    let hidden = Case::waits(doing::Kind::Timer).with(|case| {
        case.usage.waits.queue_timer = 1.0;
        case.usage.waits.under_way = None;
    });
    assert_eq!(hidden.findings()[0].says, "waits for timers");
    assert!(hidden.findings()[0].because.contains("does not show how many"));
    let blind =
        Case::waits(doing::Kind::Timer).with(|case| case.usage.waits.shares.clear());
    assert!(blind.findings()[0].advice.contains("does not tell"));
}

/// What makes a case one of a kind, or does not quite.
type Change = fn(&mut Case);

#[expect(clippy::too_many_lines, reason = "a table")]
fn causes() -> Vec<(Kind, Case, Change, Change)> {
    vec![
        (
            Kind::Throttled,
            Case::that(1.0, 2.0),
            |case| {
                case.usage.throttled =
                    Throttled { time_ns: S, periods: 15, of_periods: 20 };
            },
            |case| case.usage.throttled.periods = 1,
        ),
        (
            Kind::DelayedAcknowledgement,
            Case::waits(doing::Kind::OwnSocket),
            |case| case.usage.waits.held_back = 1.0,
            |case| case.usage.waits.held_back = 0.3,
        ),
        (
            Kind::BlockedRuntime,
            Case::waits(doing::Kind::Timer),
            |case| case.usage.waits.queue_left = 0.9,
            |case| case.usage.waits.queue_left = 0.3,
        ),
        (
            Kind::SmallWrites,
            Case::that(1.0, 1.0),
            |case| {
                case.usage.io = Some(Io {
                    writes: 1_000_000,
                    written_bytes: 10_000_000,
                    ..Io::default()
                });
            },
            |case| {
                let io = case.usage.io.as_mut().expect("set");
                io.written_bytes = 10_000_000_000;
            },
        ),
        (
            Kind::ShortLivedProcesses,
            Case::that(1.0, 1.0),
            |case| {
                case.usage.started = Some(5_000);
                case.usage.page_faults = Some(90_000);
            },
            |case| case.usage.page_faults = Some(100),
        ),
        (
            Kind::OneAtATime,
            Case::that(1.0, 1.0),
            |case| {
                case.usage.waits.workers = 4.0;
                case.usage.waits.at_shared_words = 2.9;
            },
            |case| case.usage.waits.at_shared_words = 0.2,
        ),
        (
            Kind::Yields,
            Case::that(1.0, 2.0),
            |case| case.usage.involuntary_switches = Some(1_000_000),
            |case| case.usage.involuntary_switches = Some(10_000),
        ),
        (
            Kind::HandOffs,
            Case::that(1.0, 2.0),
            |case| case.usage.voluntary_switches = Some(1_000_000),
            |case| case.usage.waits.workers = 1.0,
        ),
        (
            Kind::PageFaults,
            Case::that(1.0, 2.0),
            |case| case.usage.page_faults = Some(1_000_000),
            |case| case.usage.peak_together_bytes = Some(4_000_000_000),
        ),
        (
            Kind::Copies,
            Case::that(1.0, 2.0),
            |case| {
                case.usage.peak_processes = Some(3);
                let io = case.usage.io.as_mut().expect("set");
                (io.read_bytes, io.written_bytes) = (2_000_000_000, 2_000_000_000);
            },
            |case| case.usage.peak_processes = Some(1),
        ),
        (
            Kind::FreshConnections,
            Case::that(0.9, 1.0),
            |case| {
                let waits = &mut case.usage.waits;
                (waits.most_connections, waits.most_sockets) = (20, 22);
                waits.sockets_seen = 200;
            },
            |case| case.usage.waits.sockets_seen = 24,
        ),
        (
            Kind::TooManyThreads,
            Case::that(1.0, 2.0),
            |case| {
                case.usage.waits.workers = 8.0;
                case.usage.peak_threads = Some(9);
                case.usage.ready_ns = Some(12 * S);
            },
            |case| case.usage.waits.workers = 4.0,
        ),
        (
            Kind::InTheKernel,
            Case::that(1.0, 1.0),
            |case| {
                case.usage.system_ns = case.usage.user_ns * 3 / 4;
                case.usage.user_ns /= 4;
            },
            |case| (case.usage.system_ns, case.usage.user_ns) = (S / 4, 2 * S),
        ),
        (
            Kind::MayPoll,
            Case::that(1.0, 1.0),
            |case| case.usage.waits.beside_others = 1.0,
            |case| case.usage.waits.beside_others = 0.5,
        ),
    ]
}

#[test]
fn every_cause_is_found_and_hardly_less_is_none() {
    for (kind, case, cause, cure) in causes() {
        let ill = case.with(cause);
        assert_eq!(ill.first(), kind);
        let found = &ill.findings()[0];
        assert!(!found.refuted_by.is_empty() && !found.pages.is_empty(), "{kind:?}");
        let healthy = ill.with(cure);
        let kinds: Vec<_> = healthy.findings().iter().map(|found| found.kind).collect();
        assert!(!kinds.contains(&kind), "{kind:?}: {kinds:?}");
    }
}

#[test]
fn a_cause_leads_to_the_page_that_measures_it() {
    for (kind, case, cause, _) in causes() {
        let page = match kind {
            Kind::Hangs | Kind::WaitsForLocks => "mixed-hangs.md",
            Kind::Throttled => "mixed-quota.md",
            Kind::DelayedAcknowledgement => "io-bound-small-writes.md",
            Kind::SmallWrites => "cpu-bound-printing.md",
            Kind::OneAtATime => "cpu-bound-locks.md",
            Kind::PageFaults => "cpu-bound-allocating.md",
            Kind::Yields | Kind::MayPoll => "mixed-idle.md",
            _ => continue,
        };
        let ill = case.with(cause);
        assert_eq!(ill.findings()[0].pages[0].file, page, "{kind:?}");
    }
}

#[test]
fn healthy_programs_are_called_by_what_they_do() {
    for (computing, cores, kind) in [
        (0.5, 1.0, Kind::Mixed),
        (1.0, 1.0, Kind::OneCore),
        (1.0, 1.4, Kind::SeveralCores),
        (1.0, 2.0, Kind::AllCores),
    ] {
        let found = Case::that(computing, cores).findings();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].kind, kind);
    }
    let all = &Case::that(1.0, 2.0).findings()[0];
    assert!(all.advice.contains("--cores 1,all"), "{}", all.advice);
    let short = Case::that(1.0, 1.0).with(|case| case.evidence.wall_ns = S / 100);
    assert_eq!(short.first(), Kind::TooShort);
}

#[test]
fn a_debug_build_comes_before_what_it_computes_and_not_before_a_cause() {
    let debug =
        |case: Case| case.with(|case| case.unoptimised = Some("tool".to_owned()));
    assert_eq!(debug(Case::that(1.0, 1.0)).first(), Kind::DebugBuild);
    assert_eq!(debug(Case::waits(doing::Kind::Timer)).first(), Kind::Waits);
}

#[test]
fn the_lock_of_an_interpreter_has_a_name() {
    let locked = Case::that(1.0, 1.0).with(|case| {
        case.usage.waits.workers = 4.0;
        case.usage.waits.at_shared_words = 2.9;
    });
    assert!(!locked.findings()[0].advice.contains("Python"));
    let python = locked.with(|case| case.is_python = true);
    assert!(python.findings()[0].advice.contains("Python"));
}

#[test]
fn no_advice_takes_for_granted_that_phases_can_overlap() {
    let mixed = Case::that(0.5, 1.0);
    assert!(mixed.findings()[0].advice.starts_with("overlap its waits"));
    let phases = mixed.with(|case| {
        (case.evidence.idle_spans, case.evidence.busy_spans) = (0.5, 0.5);
    });
    assert!(phases.findings()[0].advice.contains("if none needs the result"));
}

#[test]
fn memory_that_grows_is_said_beside_the_rest() {
    let grows = Case::that(1.0, 1.0).with(|case| case.usage.grew_bytes = 100 << 20);
    let kinds: Vec<_> = grows.findings().iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [Kind::OneCore, Kind::MemoryGrows]);
    assert_eq!(
        grows.findings()[1].speed_up,
        SpeedUp::none("That is no question of speed")
    );
}
