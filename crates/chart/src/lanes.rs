//! On which line of a timeline a span stands: a band a thread, and in it as
//! many lanes as it has spans at once.

use std::collections::{BTreeSet, HashMap};

use evidence::trace;
use record::{Phase, Span, Trace};

/// The spans of one thread.
pub(crate) struct Band<'a> {
    pub(crate) process: u32,
    /// The spans of a lane do not overlap.
    pub(crate) lanes: Vec<Vec<&'a Span>>,
}

/// The bands of a trace, in the order in which its threads first appear.
pub(crate) fn bands(trace: &Trace) -> Vec<Band<'_>> {
    let mut bands: Vec<Band<'_>> = Vec::new();
    let mut places: HashMap<(u32, u64), usize> = HashMap::new();
    // The lane that a task had last, which it keeps if it can.
    let mut last: HashMap<(usize, &str), usize> = HashMap::new();
    let mut spans: Vec<&Span> = trace.spans.iter().collect();
    spans.sort_by_key(|span| (span.begin_ns, span.end_ns));
    for span in spans {
        let place = *places.entry((span.process, span.thread)).or_insert_with(|| {
            bands.push(Band { process: span.process, lanes: Vec::new() });
            bands.len() - 1
        });
        let lanes = &mut bands[place].lanes;
        let free = |lane: &Vec<&Span>| {
            lane.last().is_none_or(|before| before.end_ns <= span.begin_ns)
        };
        let own = last.get(&(place, &*span.task)).copied();
        let lane = own
            .filter(|lane| free(&lanes[*lane]))
            .or_else(|| lanes.iter().position(free))
            .unwrap_or_else(|| {
                lanes.push(Vec::new());
                lanes.len() - 1
            });
        lanes[lane].push(span);
        last.insert((place, &span.task), lane);
    }
    bands
}

/// What the bands are called: as little as tells them apart.
pub(crate) fn names(bands: &[Band<'_>]) -> Vec<String> {
    // Of each process, how many threads it has, and how many were named.
    let mut processes: Vec<(u32, usize, usize)> = Vec::new();
    for band in bands {
        match processes.iter_mut().find(|(process, ..)| *process == band.process) {
            Some((_, threads, _)) => *threads += 1,
            None => processes.push((band.process, 1, 0)),
        }
    }
    let several = processes.len() > 1;
    let mut names = Vec::new();
    for band in bands {
        for (number, (process, threads, named)) in (1..).zip(&mut processes) {
            if *process != band.process {
                continue;
            }
            *named += 1;
            names.push(match (several, *threads) {
                (false, _) => format!("thread {named}"),
                (true, 1) => format!("process {number}"),
                (true, _) => format!("process {number} · thread {named}"),
            });
        }
    }
    names
}

/// A trace in numbers.
pub(crate) struct Extent {
    pub(crate) tasks: usize,
    pub(crate) processes: usize,
    pub(crate) threads: usize,
    /// The most tasks in a phase at once, of the phases that there are.
    of_phases: Vec<(Phase, usize)>,
    /// When the last span ended.
    pub(crate) end_ns: u64,
}

impl Extent {
    pub(crate) fn of(trace: &Trace) -> Self {
        let spans = &trace.spans;
        let processes: BTreeSet<u32> = spans.iter().map(|span| span.process).collect();
        Self {
            tasks: trace::tasks(spans),
            processes: processes.len(),
            threads: trace::threads(spans),
            of_phases: Phase::ALL
                .into_iter()
                .map(|phase| (phase, trace::at_once_in(spans, phase)))
                .filter(|(_, at_once)| *at_once > 0)
                .collect(),
            end_ns: spans.iter().map(|span| span.end_ns).max().unwrap_or(0),
        }
    }

    /// The phases that there are.
    pub(crate) fn phases(&self) -> impl Iterator<Item = Phase> {
        self.of_phases.iter().map(|(phase, _)| *phase)
    }

    /// Such as `at most 5 at once`; of each phase, where there are several.
    pub(crate) fn at_once_in_words(&self) -> String {
        if let [(_, at_once)] = self.of_phases[..] {
            return format!("at most {at_once} at once");
        }
        let phases = self.of_phases.iter().map(|(phase, at_once)| {
            let what = match phase {
                Phase::Waiting => "waiting",
                Phase::Computing => "computing",
                Phase::Ready => "ready",
            };
            format!("{at_once} {what}")
        });
        format!("at most {} at once", phases.collect::<Vec<_>>().join(", "))
    }

    /// Such as `100 tasks, 5 threads`.
    pub(crate) fn tasks_in_words(&self) -> String {
        format!("{}, {}", counted(self.tasks, "task"), self.threads_in_words())
    }

    /// Such as `5 threads`, of one process.
    pub(crate) fn threads_in_words(&self) -> String {
        match (self.processes, self.threads) {
            (0 | 1, threads) => counted(threads, "thread"),
            (processes, threads) => {
                format!("{processes} processes, {}", counted(threads, "thread"))
            }
        }
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace(spans: &[(&str, u64, u64, u64)]) -> Trace {
        let span = |(task, thread, begin_ns, end_ns): &(&str, u64, u64, u64)| Span {
            task: (*task).to_owned(),
            phase: Phase::Waiting,
            process: 1,
            thread: *thread,
            begin_ns: *begin_ns,
            end_ns: *end_ns,
        };
        Trace {
            row: "row".to_owned(),
            wall_ns: None,
            spans: spans.iter().map(span).collect(),
        }
    }

    #[test]
    fn a_thread_has_as_many_lanes_as_spans_at_once() {
        let trace = trace(&[
            ("a", 7, 0, 10),
            ("b", 7, 2, 12),
            ("c", 5, 3, 4),
            ("b", 7, 12, 14),
            ("a", 7, 13, 15),
        ]);
        let bands = bands(&trace);
        let lanes: Vec<_> = bands.iter().map(|band| band.lanes.len()).collect();
        assert_eq!(lanes, [2, 1]);
        assert!(bands[0].lanes[1].iter().all(|span| span.task == "b"));
    }

    #[test]
    fn a_process_of_one_thread_needs_no_number_for_it() {
        let band = |process| Band { process, lanes: Vec::new() };
        assert_eq!(names(&[band(1), band(1)]), ["thread 1", "thread 2"]);
        assert_eq!(
            names(&[band(3), band(1), band(3)]),
            ["process 1 · thread 1", "process 2", "process 1 · thread 2"]
        );
    }

    #[test]
    fn what_computes_is_told_from_what_is_ready() {
        let mut turns = trace(&[("a", 1, 0, 5), ("b", 2, 0, 5), ("c", 3, 0, 5)]);
        turns.spans[0].phase = Phase::Computing;
        turns.spans[1].phase = Phase::Ready;
        turns.spans[2].phase = Phase::Ready;
        let words = Extent::of(&turns).at_once_in_words();
        assert_eq!(words, "at most 1 computing, 2 ready at once");
    }

    #[test]
    fn one_after_another_is_one_at_once() {
        let extent =
            Extent::of(&trace(&[("a", 1, 0, 5), ("b", 1, 5, 9), ("c", 1, 9, 9)]));
        assert_eq!(extent.tasks_in_words(), "3 tasks, 1 thread");
        assert_eq!(extent.at_once_in_words(), "at most 1 at once");
        assert_eq!(extent.end_ns, 9);
    }
}
