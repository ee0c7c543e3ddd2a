//! What the runs with several settings say.

use evidence::quantity;
use record::stats::{self, Estimate};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Tried, times};
use crate::verdict::percent;

/// Less than this is no difference worth a setting.
const NO_DIFFERENCE: f64 = 0.05;

/// CPU time, switches or the kernel's time that grow by less than this are as before.
const GREW: f64 = 1.15;

/// Of the CPU time that was added, the share of the kernel from which on it is the
/// kernel's.
const MOST_OF_IT: f64 = 0.5;

/// Voluntary switches a second of wall time, from which on threads sleep at something.
const SWITCHES: f64 = 2_000.0;

/// A program that computes for less than this share of its time is hardly touched by
/// its cores.
const COMPUTES: f64 = 0.2;

/// What an experiment shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    /// With more cores it is faster, as much as they could make it.
    Scales,
    /// It is faster, and less so than there are more cores.
    GainsSome,
    /// No difference.
    GainsNothing,
    /// With fewer cores it is faster.
    Loses,
    /// The interval allows more than one answer.
    Undecided,
    /// Of settings that are no cores: one is fastest.
    Fastest,
}

/// What the threads share, as far as the account tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Shares {
    Lock,
    Kernel,
    Memory,
}

#[derive(Clone, Debug, PartialEq, JsonSchema, Serialize)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) shares: Option<Shares>,
    /// The rest of a sentence that begins with the program's name.
    pub(crate) says: String,
    pub(crate) because: String,
    pub(crate) advice: String,
    /// Amdahl's serial fraction, if it scales by that law.
    pub(crate) serial: Option<f64>,
}

impl Judgement {
    /// Something keeps it from what its cores could do.
    pub(crate) fn wants_a_cause(&self) -> bool {
        matches!(
            self.verdict,
            Verdict::GainsSome | Verdict::GainsNothing | Verdict::Loses
        )
    }
}

/// Judges settings; `by_cores` if they are numbers of cores.
pub(super) fn judge(tried: &[Tried], by_cores: bool) -> Judgement {
    if by_cores { cores(tried) } else { fastest(tried) }
}

fn low_and_high(ratio: &Estimate) -> (f64, f64) {
    ratio
        .interval
        .map_or((0.0, f64::INFINITY), |interval| (interval.low, interval.high))
}

fn cores(tried: &[Tried]) -> Judgement {
    let by_number = |a: &&Tried, b: &&Tried| {
        a.number.unwrap_or(0.0).total_cmp(&b.number.unwrap_or(0.0))
    };
    let few = tried.iter().min_by(by_number).expect("there are two");
    let many = tried.iter().max_by(by_number).expect("there are two");
    let ratio = many.as_fast_as(few).expect("there was a round");
    let more = many.number.unwrap_or(1.0) / few.number.unwrap_or(1.0);
    let (low, high) = low_and_high(&ratio);
    let verdict = match () {
        () if ratio.interval.is_none() => Verdict::Undecided,
        () if high < 1.0 && ratio.median < 1.0 - NO_DIFFERENCE => Verdict::Loses,
        () if high < 1.0 + 2.0 * NO_DIFFERENCE => Verdict::GainsNothing,
        () if low > 1.0 + NO_DIFFERENCE && high > 0.85 * more => Verdict::Scales,
        () if low > 1.0 + NO_DIFFERENCE => Verdict::GainsSome,
        () => Verdict::Undecided,
    };
    let waits = many.median(|run| run.computing) < COMPUTES
        && few.median(|run| run.computing) < COMPUTES;
    let shares = if matches!(verdict, Verdict::Scales | Verdict::Undecided) || waits {
        None
    } else {
        shares(few, many)
    };
    let gains = matches!(verdict, Verdict::Scales | Verdict::GainsSome);
    let serial = stats::serial_fraction(&[(more, ratio.median)]).filter(|_| gains);
    let (of_few, of_many) = (&few.name, &many.name);
    let measured =
        format!("on {of_many} it is {} as fast as on {of_few}", times(&ratio));
    let by_law = match serial {
        Some(serial) if serial > 0.0 => format!(
            ". That is what Amdahl's law gives if {} of it cannot be divided",
            percent(serial)
        ),
        Some(_) => ", no less than Amdahl's law allows".to_owned(),
        None => String::new(),
    };
    Judgement {
        verdict,
        shares,
        says: says(verdict, waits, of_few),
        because: format!("{measured}{by_law}{}", between(tried, few, serial))
            + &account(few, many),
        advice: advice(verdict, shares, waits),
        serial,
    }
}

/// How far the settings between the fewest and the most cores are from Amdahl's law.
fn between(tried: &[Tried], few: &Tried, serial: Option<f64>) -> String {
    let Some(serial) = serial.filter(|_| tried.len() > 2) else { return String::new() };
    let first = few.number.unwrap_or(1.0);
    let wall = few.median(|run| run.wall_ns as f64);
    let each = tried.iter().filter(|it| it.number > few.number).map(|it| {
        let measured = wall / it.median(|run| run.wall_ns as f64);
        let law = stats::amdahl(serial, it.number.unwrap_or(1.0) / first);
        format!(
            "{}: {}×, by the law {}×",
            it.name,
            quantity::digits(measured),
            quantity::digits(law)
        )
    });
    format!(" ({})", each.collect::<Vec<_>>().join("; "))
}

/// What changed in the account.
fn account(few: &Tried, many: &Tried) -> String {
    let cpu = |tried: &Tried| tried.median(|run| run.cpu_ns() as f64);
    let kernel = |tried: &Tried| {
        tried.median(|run| run.system_ns as f64 / run.cpu_ns().max(1) as f64)
    };
    let switches = |tried: &Tried| tried.median(|run| run.voluntary_switches as f64);
    format!(
        ". It takes {} of CPU time on {}, and {} on {}; the kernel's share is {} and {}, \
         voluntary switches are {} and {}",
        quantity::time(cpu(few)),
        few.name,
        quantity::time(cpu(many)),
        many.name,
        percent(kernel(few)),
        percent(kernel(many)),
        quantity::count(switches(few)),
        quantity::count(switches(many)),
    )
}

fn shares(few: &Tried, many: &Tried) -> Option<Shares> {
    let cpu = |tried: &Tried| tried.median(|run| run.cpu_ns() as f64);
    let kernel = |tried: &Tried| tried.median(|run| run.system_ns as f64);
    let rate = |tried: &Tried| {
        tried.median(|run| {
            run.voluntary_switches as f64 / (run.wall_ns as f64 / 1e9).max(1e-3)
        })
    };
    let sleeps = rate(many) > SWITCHES && rate(many) > GREW * rate(few);
    let added = cpu(many) - cpu(few);
    let grew = cpu(many) > GREW * cpu(few);
    let by_kernel = grew && kernel(many) - kernel(few) > MOST_OF_IT * added;
    match () {
        () if sleeps => Some(Shares::Lock),
        () if by_kernel => Some(Shares::Kernel),
        () if grew => Some(Shares::Memory),
        // As much CPU time, and no faster: one at a time.
        () if rate(many) > 100.0 => Some(Shares::Lock),
        () => None,
    }
}

fn says(verdict: Verdict, waits: bool, fewest: &str) -> String {
    match verdict {
        _ if waits && verdict == Verdict::GainsNothing => {
            "waits: cores make no difference".to_owned()
        }
        Verdict::Scales => "gains from cores as much as there are".to_owned(),
        Verdict::GainsSome => "gains from cores, less than there are".to_owned(),
        Verdict::GainsNothing => format!("is no faster than on {fewest}"),
        Verdict::Loses => format!("is faster on {fewest}"),
        Verdict::Undecided => "may or may not gain from cores: undecided".to_owned(),
        Verdict::Fastest => "has a fastest setting".to_owned(),
    }
}

fn advice(verdict: Verdict, shares: Option<Shares>, waits: bool) -> String {
    if waits && verdict != Verdict::Undecided {
        return "have several waits under way at once, if they are independent: its time \
                is not spent on cores"
            .to_owned();
    }
    let share = match shares {
        Some(Shares::Lock) => {
            "its threads sleep at a lock, a channel or a queue of tasks: hold the lock for \
             less long, send or divide larger pieces, or let each thread have its own. To \
             tell them apart: give each piece ten times the work. If it gains then, the \
             pieces were too small"
        }
        Some(Shares::Kernel) => {
            "the kernel takes the time: memory that is taken and given back, small reads \
             and writes, or a descriptor that all use. To tell them apart: another \
             allocator (jemalloc, mimalloc); a buffer around the output"
        }
        Some(Shares::Memory) => {
            "its threads neither sleep nor call the kernel, and still take more CPU time: \
             they share a cache line (an atomic, a spinning lock, neighbours in an array) \
             or the way to memory. To tell them apart: put what each thread writes 128 \
             bytes apart, or in a local variable. If that changes nothing, it is memory: \
             work on less data at a time"
        }
        None => "",
    };
    let rest = match verdict {
        Verdict::Scales => "more cores, if you can have them; else a faster algorithm",
        Verdict::GainsSome if shares.is_none() => {
            "find the part that is not divided, or tasks of unequal size"
        }
        Verdict::Loses => "Until that is mended, let it use fewer threads",
        Verdict::GainsNothing if shares.is_none() => {
            "it runs on one core at a time: divide its work, if it can be divided"
        }
        Verdict::Undecided => {
            "try again on a quieter machine, or with more runs (`--runs 20`), or with more \
             work in each run"
        }
        _ => "",
    };
    let parts: Vec<_> =
        [share, rest].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(". ")
}

/// Of settings that are no numbers of cores.
fn fastest(tried: &[Tried]) -> Judgement {
    let wall = |tried: &&Tried| tried.median(|run| run.wall_ns as f64);
    let best = tried.iter().min_by(|a, b| wall(a).total_cmp(&wall(b))).expect("two");
    let (mut slower, mut equal) = (Vec::new(), Vec::new());
    for other in tried.iter().filter(|other| other.name != best.name) {
        let ratio = best.as_fast_as(other).expect("there was a round");
        let decided = low_and_high(&ratio).0 > 1.0;
        let list = if decided { &mut slower } else { &mut equal };
        list.push(format!("{} as fast as {}", times(&ratio), other.name));
    }
    let decided = equal.is_empty();
    let mut because =
        format!("{} is {}", best.name, [slower, equal].concat().join(", "));
    if !decided {
        because += "; an interval with 1 in it does not decide";
    }
    Judgement {
        verdict: if decided { Verdict::Fastest } else { Verdict::Undecided },
        shares: None,
        says: if decided {
            format!("is fastest with {}", best.name)
        } else {
            format!("is fastest with {} or another: undecided", best.name)
        },
        because,
        advice: if decided {
            "take that, and try again on the machine that it shall run on: the fastest \
             number of threads depends on its cores"
        } else {
            "take the smallest that is not slower, or try again with more runs \
             (`--runs 20`)"
        }
        .to_owned(),
        serial: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Run;
    use super::*;

    /// Six runs, a little different each.
    fn tried(cores: u32, ms: f64, cpu_ms: f64, kernel: f64, switches: u64) -> Tried {
        let run = |nth: u32| {
            let noise = 1.0 + f64::from(nth) * 0.002;
            let cpu = cpu_ms * noise * 1e6;
            Run {
                wall_ns: (ms * noise * 1e6) as u64,
                user_ns: (cpu * (1.0 - kernel)) as u64,
                system_ns: (cpu * kernel) as u64,
                voluntary_switches: switches,
                involuntary_switches: 0,
                page_faults: 0,
                computing: (cpu_ms / ms).min(1.0),
                output: Vec::new(),
            }
        };
        Tried {
            name: if cores == 1 { "1 core".into() } else { format!("{cores} cores") },
            number: Some(f64::from(cores)),
            runs: (0..6).map(run).collect(),
            speed_up: None,
        }
    }

    #[test]
    fn what_cores_bring_and_what_is_shared() {
        let one = || tried(1, 600.0, 598.0, 0.01, 5);
        for (many, verdict, shares) in [
            (tried(2, 302.0, 600.0, 0.01, 5), Verdict::Scales, None),
            (tried(2, 400.0, 610.0, 0.01, 5), Verdict::GainsSome, None),
            (tried(2, 600.0, 599.0, 0.01, 5), Verdict::GainsNothing, None),
            (
                tried(2, 610.0, 600.0, 0.01, 900),
                Verdict::GainsNothing,
                Some(Shares::Lock),
            ),
            (tried(2, 900.0, 1790.0, 0.01, 5), Verdict::Loses, Some(Shares::Memory)),
            (tried(2, 900.0, 1500.0, 0.6, 90), Verdict::Loses, Some(Shares::Kernel)),
            (tried(2, 900.0, 1500.0, 0.5, 90_000), Verdict::Loses, Some(Shares::Lock)),
        ] {
            let judged = cores(&[one(), many]);
            assert_eq!(
                (judged.verdict, judged.shares),
                (verdict, shares),
                "{judged:?}"
            );
        }
    }

    #[test]
    fn the_order_of_the_settings_does_not_matter() {
        let both = [tried(2, 900.0, 1790.0, 0.01, 5), tried(1, 600.0, 598.0, 0.01, 5)];
        assert_eq!(cores(&both).verdict, Verdict::Loses);
    }

    #[test]
    fn a_wide_interval_decides_nothing_and_neither_do_few_runs() {
        let (one, mut two) =
            (tried(1, 600.0, 598.0, 0.0, 5), tried(2, 590.0, 599.0, 0.0, 5));
        for (nth, run) in two.runs.iter_mut().enumerate() {
            run.wall_ns = 400_000_000 + nth as u64 * 80_000_000;
        }
        assert_eq!(cores(&[one, two]).verdict, Verdict::Undecided);
        let (mut one, mut two) =
            (tried(1, 600.0, 598.0, 0.0, 5), tried(2, 302.0, 6.0, 0.0, 5));
        one.runs.truncate(3);
        two.runs.truncate(3);
        assert_eq!(cores(&[one, two]).verdict, Verdict::Undecided);
    }

    #[test]
    fn a_program_that_waits_is_not_said_to_share() {
        let both = [tried(1, 600.0, 5.0, 0.5, 90), tried(2, 600.0, 9.0, 0.5, 9000)];
        let judged = cores(&both);
        assert_eq!((judged.verdict, judged.shares), (Verdict::GainsNothing, None));
        assert!(judged.says.contains("waits"), "{judged:?}");
    }

    #[test]
    fn amdahls_law_is_fitted_and_compared() {
        let judged = cores(&[
            tried(1, 600.0, 598.0, 0.0, 5),
            tried(2, 400.0, 600.0, 0.0, 5),
            tried(4, 300.0, 600.0, 0.0, 5),
        ]);
        let serial = judged.serial.expect("it gains");
        assert!((serial - 1.0 / 3.0).abs() < 0.01, "{judged:?}");
        assert!(judged.because.contains("by the law 1.50"), "{judged:?}");
    }

    #[test]
    fn of_other_settings_the_fastest_is_named_if_the_interval_decides() {
        let named =
            |name: &str, ms| Tried { name: name.into(), ..tried(1, ms, ms, 0.0, 0) };
        let judged = fastest(&[named("T=1", 600.0), named("T=2", 300.0)]);
        assert_eq!(judged.verdict, Verdict::Fastest);
        assert!(judged.says.contains("T=2"), "{judged:?}");
        let judged = fastest(&[named("T=1", 300.0), named("T=2", 300.0)]);
        assert_eq!(judged.verdict, Verdict::Undecided);
    }
}
