//! What can be asked of a trace.

use std::collections::BTreeSet;

use record::{Phase, Span, Trace, Unit};

/// What can be asked of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceMetric {
    /// How long the traced run took, in nanoseconds.
    Wall,
    /// On how many threads something was done, those of worker processes included.
    Threads,
    /// The most tasks under way at one moment, whatever each was doing.
    UnderWay,
    /// The most tasks in this phase at one moment: see [`at_once_in`].
    AtOnce(Phase),
    /// How many tasks were in this phase, on average over the time during which
    /// at least one was.
    OnAverage(Phase),
    /// How long tasks were in this phase, all added, in nanoseconds.
    Total(Phase),
}

impl TraceMetric {
    /// This metric of a trace; `None` where the trace cannot tell.
    pub fn of(self, trace: &Trace) -> Option<f64> {
        let spans = &trace.spans;
        if spans.is_empty() {
            return None;
        }
        let of_phase =
            |phase| spans.iter().filter(move |span: &&Span| span.phase == phase);
        Some(match self {
            Self::Wall => trace.wall_ns? as f64,
            Self::Threads => threads(spans) as f64,
            Self::UnderWay => at_once(spans.iter()) as f64,
            Self::AtOnce(phase) => at_once_in(spans, phase) as f64,
            Self::OnAverage(phase) => {
                let any = time_at(&depths(of_phase(phase)), 1);
                if any == 0 {
                    return None;
                }
                total(of_phase(phase)) as f64 / any as f64
            }
            Self::Total(phase) => total(of_phase(phase)) as f64,
        })
    }

    /// What it is counted in.
    pub fn unit(self) -> Unit {
        match self {
            Self::Wall | Self::Total(_) => Unit::Time,
            Self::Threads | Self::UnderWay | Self::AtOnce(_) | Self::OnAverage(_) => {
                Unit::Count
            }
        }
    }
}

/// How many threads have a span, of all processes.
pub fn threads(spans: &[Span]) -> usize {
    let all = spans.iter().map(|span| (span.process, span.thread));
    all.collect::<BTreeSet<_>>().len()
}

/// How many tasks have a span: a name is one task's in its process.
pub fn tasks(spans: &[Span]) -> usize {
    let all = spans.iter().map(|span| (span.process, &*span.task));
    all.collect::<BTreeSet<_>>().len()
}

/// The most spans that lasted at one moment. One that ends as another begins
/// is not at once with it.
pub fn at_once<'a>(spans: impl Iterator<Item = &'a Span>) -> usize {
    most(&depths(spans))
}

/// The most tasks in this phase at one moment. When a thread got a core and when
/// it lost it is known to a fraction of a millisecond only. So of what computes
/// or is ready, moments do not count that together are less than a twentieth of
/// the time: there may seem to be more at work then than there are cores.
pub fn at_once_in(spans: &[Span], phase: Phase) -> usize {
    let depths = depths(spans.iter().filter(|span| span.phase == phase));
    let most = most(&depths);
    if phase == Phase::Waiting {
        return most;
    }
    let any = time_at(&depths, 1);
    (1..=most).rev().find(|depth| time_at(&depths, *depth) * 20 >= any).unwrap_or(0)
}

fn most(depths: &[(usize, u64)]) -> usize {
    depths.iter().map(|(depth, _)| *depth).max().unwrap_or(0)
}

/// How long at least so many spans lasted at once, in nanoseconds.
fn time_at(depths: &[(usize, u64)], least: usize) -> u64 {
    depths.iter().filter(|(depth, _)| *depth >= least).map(|(_, ns)| ns).sum()
}

/// How many spans lasted at once, and for how long each time, in nanoseconds.
fn depths<'a>(spans: impl Iterator<Item = &'a Span>) -> Vec<(usize, u64)> {
    let mut changes: Vec<(u64, i64)> = spans
        .filter(|span| span.end_ns > span.begin_ns)
        .flat_map(|span| [(span.begin_ns, 1), (span.end_ns, -1)])
        .collect();
    // Where one ends as another begins, the end comes first.
    changes.sort_unstable();
    let mut lasting = 0;
    let mut depths = Vec::new();
    for pair in changes.windows(2) {
        lasting += pair[0].1;
        if pair[1].0 > pair[0].0 {
            depths.push((lasting.unsigned_abs() as usize, pair[1].0 - pair[0].0));
        }
    }
    depths
}

fn total<'a>(spans: impl Iterator<Item = &'a Span>) -> u64 {
    spans.map(|span| span.end_ns.saturating_sub(span.begin_ns)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(phase: Phase, thread: u64, begin_ns: u64, end_ns: u64) -> Span {
        Span { task: "task".to_owned(), phase, process: 1, thread, begin_ns, end_ns }
    }

    fn trace(spans: Vec<Span>) -> Trace {
        Trace { row: "row".to_owned(), wall_ns: Some(25), spans }
    }

    /// Two threads that take turns on one core, and then one that waits.
    fn turns() -> Trace {
        use Phase::{Computing, Ready, Waiting};
        trace(vec![
            span(Computing, 1, 0, 10),
            span(Ready, 2, 0, 10),
            span(Ready, 1, 10, 20),
            span(Computing, 2, 10, 20),
            span(Waiting, 1, 20, 25),
        ])
    }

    #[test]
    fn under_way_is_not_computing() {
        let turns = turns();
        let of = |metric: TraceMetric| metric.of(&turns).map(|value| value as u64);
        assert_eq!(of(TraceMetric::UnderWay), Some(2));
        assert_eq!(of(TraceMetric::AtOnce(Phase::Computing)), Some(1));
        assert_eq!(of(TraceMetric::OnAverage(Phase::Computing)), Some(1));
        assert_eq!(of(TraceMetric::Total(Phase::Ready)), Some(20));
        assert_eq!(of(TraceMetric::Threads), Some(2));
        assert_eq!(of(TraceMetric::Wall), Some(25));
    }

    #[test]
    fn an_average_is_over_the_time_in_which_something_was_done() {
        let spans = vec![
            span(Phase::Computing, 1, 0, 10),
            span(Phase::Computing, 2, 0, 5),
            span(Phase::Computing, 1, 90, 100),
        ];
        let metric = TraceMetric::OnAverage(Phase::Computing);
        assert_eq!(metric.of(&trace(spans)), Some(1.25));
    }

    #[test]
    fn a_phase_that_never_was_has_no_average_and_an_empty_trace_nothing() {
        let turns = turns();
        let mut waited = turns.clone();
        waited.spans.retain(|span| span.phase == Phase::Waiting);
        assert_eq!(
            TraceMetric::OnAverage(Phase::Computing).of(&waited),
            None,
            "there is no time to divide by"
        );
        assert_eq!(TraceMetric::Threads.of(&trace(Vec::new())), None);
    }

    #[test]
    fn a_moment_that_is_too_short_to_be_told_does_not_count() {
        let computing = |thread, begin, end| span(Phase::Computing, thread, begin, end);
        let mut spans = vec![computing(1, 0, 1000), computing(2, 990, 2000)];
        assert_eq!(at_once(spans.iter()), 2);
        assert_eq!(at_once_in(&spans, Phase::Computing), 1);
        spans.push(computing(3, 500, 900));
        assert_eq!(at_once_in(&spans, Phase::Computing), 2);
        assert_eq!(at_once_in(&spans, Phase::Ready), 0);
    }

    #[test]
    fn what_ends_as_another_begins_is_not_at_once_with_it() {
        let spans = [span(Phase::Waiting, 1, 0, 10), span(Phase::Waiting, 1, 10, 20)];
        assert_eq!(at_once(spans.iter()), 1);
        let spans = [
            span(Phase::Waiting, 1, 0, 10),
            span(Phase::Waiting, 1, 9, 20),
            span(Phase::Waiting, 1, 3, 9),
        ];
        assert_eq!(at_once(spans.iter()), 2);
        assert_eq!(at_once([].iter()), 0);
    }
}
