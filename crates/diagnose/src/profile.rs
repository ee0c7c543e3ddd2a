//! The use of cores over time.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

/// The pause between two snapshots, at first.
const PAUSE: Duration = Duration::from_millis(10);

/// Snapshots may take this share of one core's time.
const SNAPSHOT_SHARE: f64 = 0.005;

/// The longest pause between two snapshots, however much one costs.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// The span over which the use of cores is averaged. The kernel brings the CPU
/// time of a thread that runs up to date when its timer ticks, which may be as
/// seldom as every 10 ms: over much less than this, half a core may look like one.
pub(crate) const SPAN_NS: u64 = 50_000_000;

/// Past this number every second moment is dropped, and snapshots get half as
/// frequent, down to the longest pause: a program may run for days.
const MOST_MOMENTS: usize = 4096;

/// What had been used by a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "the unit is part of the name")]
pub(crate) struct Moment {
    /// Since the beginning.
    pub(crate) at_ns: u64,
    /// CPU time so far.
    pub(crate) cpu_ns: u64,
    /// Time so far in which threads were ready and had no core, summed over them.
    pub(crate) ready_ns: u64,
}

/// A span of time.
#[derive(Clone, Copy, Debug, PartialEq, JsonSchema, Serialize)]
pub(crate) struct Span {
    /// Its beginning.
    pub(crate) at_ns: u64,
    /// Its length.
    pub(crate) lasted_ns: u64,
    /// How many cores were used, on average.
    pub(crate) cores: f64,
    /// How many would have been, had there been one for every thread that was
    /// ready.
    pub(crate) wanted: f64,
}

impl Span {
    /// The share of it in which it would have computed, and on how many cores, had it had
    /// the machine for itself: what a thread waits for a core makes all that follows
    /// later, and is no computing.
    pub(crate) fn alone(&self) -> (f64, f64) {
        if self.wanted > 1.0 {
            return (1.0, self.wanted);
        }
        let ready = self.wanted - self.cores;
        let computing = (self.cores / (1.0 - ready).max(0.01)).min(self.wanted);
        (computing, computing)
    }
}

/// The moments at which snapshots were taken.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    moments: Vec<Moment>,
    every: Duration,
}

impl Profile {
    /// One that begins now.
    pub(crate) fn new() -> Self {
        Self { moments: vec![Moment::default()], every: PAUSE }
    }

    /// How long to wait until the next snapshot, if the last one took this long. The
    /// first come soon, for there may not be many.
    pub(crate) fn pause(&self, cost: Duration) -> Duration {
        let soon = Duration::from_millis(1 << self.moments.len().min(10));
        let cheap = cost.div_f64(SNAPSHOT_SHARE);
        self.every.min(soon).max(cheap).min(LONGEST_PAUSE)
    }

    /// Adds a moment. What is used never becomes less: a process that has just ended
    /// may be missing from a snapshot, and its account is in the next.
    pub(crate) fn note(&mut self, moment: Moment) {
        let last = self.moments.last().copied().unwrap_or_default();
        self.moments.push(Moment {
            at_ns: moment.at_ns.max(last.at_ns),
            cpu_ns: moment.cpu_ns.max(last.cpu_ns),
            ready_ns: moment.ready_ns.max(last.ready_ns),
        });
        if self.moments.len() > MOST_MOMENTS {
            let mut index = 0;
            self.moments.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.every = (self.every * 2).min(LONGEST_PAUSE);
        }
    }

    /// Ends it with the final account, which is more exact than any snapshot.
    pub(crate) fn end(&mut self, at_ns: u64, cpu_ns: u64) {
        let ready_ns = self.moments.last().map_or(0, |moment| moment.ready_ns);
        self.moments.retain(|moment| moment.at_ns < at_ns || moment.at_ns == 0);
        for moment in &mut self.moments {
            moment.cpu_ns = moment.cpu_ns.min(cpu_ns);
        }
        self.moments.push(Moment { at_ns, cpu_ns, ready_ns });
    }

    /// How long it lasted.
    pub(crate) fn lasted_ns(&self) -> u64 {
        self.moments.last().map_or(0, |moment| moment.at_ns)
    }

    /// This number of spans of equal length.
    pub(crate) fn spans(&self, number: usize) -> Vec<Span> {
        let wall = self.lasted_ns() as f64;
        if wall <= 0.0 {
            return Vec::new();
        }
        let edge = |index: usize| wall * index as f64 / number.max(1) as f64;
        let span = |index| {
            let (from, to) = (edge(index), edge(index + 1));
            let ((cpu, ready), (cpu_then, ready_then)) = (self.by(from), self.by(to));
            let cores = (cpu_then - cpu) / (to - from);
            Span {
                at_ns: from as u64,
                lasted_ns: (to - from) as u64,
                cores,
                wanted: cores + (ready_then - ready) / (to - from),
            }
        };
        (0..number.max(1)).map(span).collect()
    }

    /// As many spans as can be told apart.
    pub(crate) fn finest_spans(&self) -> Vec<Span> {
        self.spans((self.lasted_ns() / SPAN_NS).clamp(1, MOST_MOMENTS as u64) as usize)
    }

    /// CPU and ready time by a moment, in between two on a straight line.
    fn by(&self, at_ns: f64) -> (f64, f64) {
        let after =
            self.moments.partition_point(|moment| (moment.at_ns as f64) < at_ns);
        let Some(next) = self.moments.get(after) else {
            let last = self.moments.last().copied().unwrap_or_default();
            return (last.cpu_ns as f64, last.ready_ns as f64);
        };
        let before = self.moments[after.saturating_sub(1)];
        let length = (next.at_ns - before.at_ns) as f64;
        let part =
            if length > 0.0 { (at_ns - before.at_ns as f64) / length } else { 0.0 };
        let between = |from: u64, to: u64| {
            from as f64 + (to as f64 - from as f64) * part.clamp(0.0, 1.0)
        };
        (between(before.cpu_ns, next.cpu_ns), between(before.ready_ns, next.ready_ns))
    }
}

/// A line of blocks, one a span; the highest is all of these cores.
pub(crate) fn sparkline(spans: &[Span], cores: u64) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let block = |span: &Span| {
        let part = span.cores / cores.max(1) as f64;
        BLOCKS[((part * 8.0) as usize).min(7)]
    };
    spans.iter().map(block).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const MS: u64 = 1_000_000;

    /// Phases: how many milliseconds, with how many cores in use.
    pub(crate) fn of(phases: &[(u64, f64)]) -> Profile {
        let mut profile = Profile::new();
        let (mut at_ns, mut cpu_ns) = (0, 0.0);
        for (lasted_ms, cores) in phases {
            for _ in 0..*lasted_ms {
                at_ns += MS;
                cpu_ns += MS as f64 * cores;
                profile.note(Moment { at_ns, cpu_ns: cpu_ns as u64, ready_ns: 0 });
            }
        }
        profile.end(at_ns, cpu_ns as u64);
        profile
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    #[test]
    fn spans_show_the_phases() {
        let spans = of(&[(100, 0.0), (100, 2.0)]).finest_spans();
        let cores: Vec<_> = spans.iter().map(|span| span.cores).collect();
        assert!(cores.len() == 4 && near(cores[1], 0.0) && near(cores[2], 2.0));
        assert_eq!(sparkline(&spans, 2), "▁▁██");
        assert_eq!(sparkline(&spans, 4), "▁▁▅▅");
    }

    #[test]
    fn a_snapshot_that_missed_something_does_not_make_use_negative() {
        let mut profile = Profile::new();
        for (at, cpu) in [(10, 10), (20, 3), (30, 30)] {
            let moment = Moment { at_ns: at * MS, cpu_ns: cpu * MS, ready_ns: 0 };
            profile.note(moment);
        }
        profile.end(40 * MS, 38 * MS);
        assert!(profile.spans(4).iter().all(|span| span.cores >= 0.0));
        let used: f64 = profile
            .spans(7)
            .iter()
            .map(|span| span.cores * span.lasted_ns as f64)
            .sum();
        assert!((used / (38.0 * MS as f64) - 1.0).abs() < 1e-3, "{used}");
    }

    #[test]
    fn the_final_account_corrects_snapshots_that_saw_more() {
        let mut profile = Profile::new();
        profile.note(Moment { at_ns: 10, cpu_ns: 50, ready_ns: 0 });
        profile.note(Moment { at_ns: 30, cpu_ns: 60, ready_ns: 5 });
        profile.end(20, 40);
        assert_eq!(profile.lasted_ns(), 20);
        assert!(near(profile.spans(1)[0].cores, 2.0));
    }

    #[test]
    fn a_long_run_has_few_moments_and_rarer_snapshots() {
        let profile = of(&[(20_000, 1.0)]);
        assert!(profile.moments.len() <= MOST_MOMENTS + 1);
        assert!(profile.pause(Duration::ZERO) > PAUSE);
        assert!(near(profile.spans(3)[1].cores, 1.0));
    }

    #[test]
    fn a_run_of_days_has_no_more_moments_and_spans_than_one_of_minutes() {
        let mut profile = Profile::new();
        for second in 1..=300_000 {
            let at_ns = second * 1000 * MS;
            profile.note(Moment { at_ns, cpu_ns: at_ns / 2, ready_ns: 0 });
        }
        profile.end(300_000_000 * MS, 150_000_000 * MS);
        assert_eq!(profile.pause(Duration::ZERO), LONGEST_PAUSE);
        let spans = profile.finest_spans();
        assert_eq!(spans.len(), MOST_MOMENTS);
        assert!(spans.iter().all(|span| near(span.cores, 0.5)));
    }

    #[test]
    fn snapshots_that_cost_much_are_rare() {
        let mut profile = of(&[(100, 1.0)]);
        assert_eq!(profile.pause(Duration::ZERO), PAUSE);
        assert_eq!(profile.pause(Duration::from_millis(2)), Duration::from_millis(400));
        assert_eq!(profile.pause(Duration::from_secs(9)), LONGEST_PAUSE);
        profile.moments.truncate(1);
        assert!(profile.pause(Duration::ZERO) < PAUSE, "soon at first");
    }

    #[test]
    fn nothing_has_no_spans() {
        assert!(Profile::new().finest_spans().is_empty());
    }
}
