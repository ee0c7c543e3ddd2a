//! Where a task that computes had a core, and where it had to wait for one.
//!
//! Nothing tells a thread that its core was taken away. But a clock of its own,
//! its CPU time, stands still meanwhile. While tasks compute, one more thread
//! reads the clocks of theirs, a few thousand times a second.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use nix::time::{ClockId, clock_gettime};
use record::Phase;

use super::{now_ns, thread_number};

/// How often the clocks are read. A turn on a core lasts some milliseconds on
/// Linux, so that each shows; a reading costs about a microsecond a thread.
const EVERY: Duration = Duration::from_micros(400);

/// A piece that is shorter counts with the one before: two clocks cannot be read
/// at the same moment.
const SHORTEST_NS: u64 = 50_000;

/// A thread's CPU time at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reading {
    at_ns: u64,
    cpu_ns: u64,
}

/// A task that computes.
struct Open {
    thread: u64,
    readings: Vec<Reading>,
}

#[derive(Default)]
struct Tasks {
    last: u64,
    open: HashMap<u64, Open>,
}

static TASKS: LazyLock<Mutex<Tasks>> = LazyLock::new(|| {
    // Detached: it ends with the process.
    let _ = thread::Builder::new().name("trace".to_owned()).spawn(sample);
    Mutex::default()
});

/// Nothing here panics with the lock held; if so, what it guards is still whole.
fn tasks() -> MutexGuard<'static, Tasks> {
    TASKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The calling thread computes from here on. Returns the number under which it
/// [`ended`].
pub(super) fn began() -> u64 {
    let thread = thread_number();
    let readings = reading(thread).into_iter().collect();
    let mut tasks = tasks();
    tasks.last += 1;
    let number = tasks.last;
    tasks.open.insert(number, Open { thread, readings });
    number
}

/// It computed from `begin_ns` until `end_ns`: in which pieces of that time it had
/// a core, and in which not.
pub(super) fn ended(number: u64, begin_ns: u64, end_ns: u64) -> Vec<(Phase, u64, u64)> {
    let Some(mut open) = tasks().open.remove(&number) else {
        return vec![(Phase::Computing, begin_ns, end_ns)];
    };
    open.readings.extend(reading(open.thread));
    pieces(&open.readings, begin_ns, end_ns)
}

/// Reads the clocks for as long as the process lives.
fn sample() {
    loop {
        thread::sleep(EVERY);
        let threads: Vec<(u64, u64)> =
            tasks().open.iter().map(|(number, open)| (*number, open.thread)).collect();
        // Not with the lock held: a task that ends would have to wait.
        for (number, thread) in threads {
            let reading = reading(thread);
            if let (Some(reading), Some(open)) =
                (reading, tasks().open.get_mut(&number))
            {
                open.readings.push(reading);
            }
        }
    }
}

/// The CPU time of a thread of this process, now.
fn reading(thread: u64) -> Option<Reading> {
    let before = now_ns();
    let cpu = clock_gettime(clock_of(thread)?).ok()?;
    let after = now_ns();
    // Somebody else had our core in between: the two do not belong together.
    if after - before > SHORTEST_NS / 5 {
        return None;
    }
    let cpu_ns =
        cpu.tv_sec().unsigned_abs() * 1_000_000_000 + cpu.tv_nsec().unsigned_abs();
    Some(Reading { at_ns: before.midpoint(after), cpu_ns })
}

/// The clock that shows a thread's CPU time, as pthread_getcpuclockid(3) makes it:
/// `MAKE_THREAD_CPUCLOCK` in Linux's include/linux/posix-timers.h.
#[cfg(target_os = "linux")]
fn clock_of(thread: u64) -> Option<ClockId> {
    const PER_THREAD: i32 = 4;
    const SCHEDULED: i32 = 2;
    let number = i32::try_from(thread).ok()?;
    Some(ClockId::from_raw((!number << 3) | PER_THREAD | SCHEDULED))
}

/// Elsewhere nothing is known of a thread's turns.
#[cfg(not(target_os = "linux"))]
fn clock_of(_thread: u64) -> Option<ClockId> {
    None
}

/// In which pieces of its time a task had a core, and in which not.
fn pieces(readings: &[Reading], begin_ns: u64, end_ns: u64) -> Vec<(Phase, u64, u64)> {
    let mut pieces = Pieces(Vec::new());
    for pair in readings.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let wall = to.at_ns.saturating_sub(from.at_ns);
        let on_a_core = to.cpu_ns.saturating_sub(from.cpu_ns).min(wall);
        let off = wall - on_a_core;
        // What it lost is lost at one place: before it got a core back, if it
        // had none until now, else after it lost the one that it had.
        if pieces.last() == Some(Phase::Ready) {
            pieces.push(Phase::Ready, from.at_ns, from.at_ns + off);
            pieces.push(Phase::Computing, from.at_ns + off, to.at_ns);
        } else {
            pieces.push(Phase::Computing, from.at_ns, from.at_ns + on_a_core);
            pieces.push(Phase::Ready, from.at_ns + on_a_core, to.at_ns);
        }
    }
    let mut pieces = pieces.0;
    // The first and the last reading are a little inside.
    match pieces.first_mut() {
        Some(first) => first.1 = begin_ns,
        None => return vec![(Phase::Computing, begin_ns, end_ns)],
    }
    if let Some(last) = pieces.last_mut() {
        last.2 = end_ns;
    }
    pieces
}

/// Pieces that follow each other, no two of a kind.
struct Pieces(Vec<(Phase, u64, u64)>);

impl Pieces {
    fn last(&self) -> Option<Phase> {
        self.0.last().map(|(phase, ..)| *phase)
    }

    /// Adds a piece to the last one, if it is alike or too short to be told.
    fn push(&mut self, phase: Phase, from: u64, to: u64) {
        match self.0.last_mut() {
            Some(last) if last.0 == phase || to - from < SHORTEST_NS => last.2 = to,
            None if to - from < SHORTEST_NS => {
                self.0.push((Phase::Computing, from, to));
            }
            _ => self.0.push((phase, from, to)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: u64 = 1_000_000;

    fn readings(of: &[(u64, u64)]) -> Vec<Reading> {
        of.iter()
            .map(|(at, cpu)| Reading { at_ns: at * MS, cpu_ns: cpu * MS })
            .collect()
    }

    #[test]
    fn where_the_cpu_time_stands_still_a_task_is_ready_and_not_running() {
        let readings =
            readings(&[(10, 70), (11, 71), (12, 72), (13, 72), (14, 72), (15, 73)]);
        assert_eq!(
            pieces(&readings, 10 * MS, 15 * MS),
            [
                (Phase::Computing, 10 * MS, 12 * MS),
                (Phase::Ready, 12 * MS, 14 * MS),
                (Phase::Computing, 14 * MS, 15 * MS),
            ]
        );
    }

    #[test]
    fn a_core_lost_between_two_readings_was_lost_when_its_time_was_over() {
        let readings = readings(&[(0, 0), (10, 7), (20, 7), (30, 11)]);
        assert_eq!(
            pieces(&readings, 0, 30 * MS),
            [
                (Phase::Computing, 0, 7 * MS),
                (Phase::Ready, 7 * MS, 26 * MS),
                (Phase::Computing, 26 * MS, 30 * MS),
            ]
        );
    }

    #[test]
    fn pieces_cover_the_whole_task_without_a_gap() {
        let readings = readings(&[(11, 0), (14, 0), (20, 6)]);
        let pieces = pieces(&readings, 10 * MS, 21 * MS);
        assert_eq!((pieces[0].1, pieces[pieces.len() - 1].2), (10 * MS, 21 * MS));
        assert!(pieces.windows(2).all(|pair| pair[0].2 == pair[1].1), "{pieces:?}");
    }

    #[test]
    fn what_is_too_short_to_tell_computes() {
        let short = [
            Reading { at_ns: 1_000, cpu_ns: 0 },
            Reading { at_ns: 21_000, cpu_ns: 100 },
        ];
        assert_eq!(pieces(&short, 900, 22_000), [(Phase::Computing, 900, 22_000)]);
        assert_eq!(pieces(&[], 900, 22_000), [(Phase::Computing, 900, 22_000)]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_thread_that_computes_uses_cpu_time_and_one_that_sleeps_does_not() {
        // A reading may be refused, if the thread was interrupted in its midst.
        let now = || loop {
            if let Some(reading) = reading(thread_number()) {
                return reading;
            }
        };
        // However busy the machine is, some CPU time is needed to get anywhere.
        let before = now();
        while now().cpu_ns - before.cpu_ns < 2 * MS {}
        let before = now();
        thread::sleep(Duration::from_millis(50));
        let used = now().cpu_ns - before.cpu_ns;
        assert!(used < 25 * MS, "{used} ns");
    }
}
