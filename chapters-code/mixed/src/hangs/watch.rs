//! Whether a program ends. It runs on threads of its own, and they are looked at until it
//! has ended, or nothing can come of it any more.

use std::sync::mpsc::{self, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use measure::Answer;
use measure::counters::Counters;
use record::Settings;

use super::look::{Place, Threads};

/// Where no thread can be seen, a program that has not ended after so many looks hangs.
const UNSEEN: u32 = 100;

/// How programs are watched, and how large they are.
pub(super) struct Watch {
    /// The time between two looks. Threads that all sleep at both, and were not woken
    /// in between, wait for each other. If it is 0, nobody looks: the program has the
    /// calling thread to itself, for as long as it takes.
    patience: Duration,
    /// A program that has used so much CPU time without ending goes round in circles.
    cpu_limit: Duration,
    /// How many threads the pool for blocking calls has.
    pub(super) pool: usize,
}

impl Watch {
    /// The watch for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let pool = settings.count("pool")?;
        ensure!((2..=10_000).contains(&pool), "`--pool {pool}`: from 2 to 10000");
        Ok(Self {
            patience: settings.duration("patience")?,
            cpu_limit: settings.duration("cpu-limit")?,
            pool: pool as usize,
        })
    }

    /// Runs a program of which this is the right answer, until it ends or hangs. The
    /// threads of one that hangs stay where they are, and end with the process.
    pub(super) fn run(
        &self,
        right: u64,
        program: impl FnOnce() -> u64 + Send + 'static,
    ) -> Result<Answer> {
        if self.patience.is_zero() {
            program();
            return Ok(ended());
        }
        let (tell, told) = mpsc::channel();
        thread::Builder::new().spawn(move || tell.send(program()))?;
        let (mut last, begun) = (Look::take()?, cpu_time()?);
        for looks in 1.. {
            // How long a program takes that ends is no question here.
            thread::sleep(self.patience);
            match told.try_recv() {
                Ok(answer) => {
                    ensure!(answer == right, "it ended with {answer}, not {right}");
                    return Ok(ended());
                }
                Err(TryRecvError::Disconnected) => bail!("the program panicked"),
                Err(TryRecvError::Empty) => {}
            }
            let look = Look::take()?;
            let hangs = match (&last.threads, &look.threads) {
                (Some(before), Some(now)) => {
                    now.slept_since(before) || look.cpu > begun + self.cpu_limit
                }
                _ => looks >= UNSEEN,
            };
            if hangs {
                return Ok(hung(&last, &look));
            }
            last = look;
        }
        unreachable!("it looks until it knows")
    }
}

/// What there is to see at a moment.
struct Look {
    at: Instant,
    /// CPU time of this process, the watch's included.
    cpu: Duration,
    /// `None` where they cannot be seen.
    threads: Option<Threads>,
}

impl Look {
    fn take() -> Result<Self> {
        Ok(Self { at: Instant::now(), cpu: cpu_time()?, threads: Threads::of_others() })
    }
}

fn cpu_time() -> Result<Duration> {
    let counted = Counters::now()?;
    Ok(Duration::from_nanos(counted.user_ns + counted.system_ns))
}

const PLACES: [(Place, &str); 3] = [
    (Place::Lock, "at_locks_percent"),
    (Place::Events, "at_events_percent"),
    (Place::Running, "running_percent"),
];

/// Nobody waits any more.
fn ended() -> Answer {
    let answer = Answer::default().with("hung_percent", 0);
    let answer = answer.with("its_threads", 0).with("core_percent", 0);
    PLACES.iter().fold(answer, |answer, (_, name)| answer.with(name, 0))
}

/// What its threads do at the last look, and how much of a core they used since the one
/// before.
fn hung(before: &Look, now: &Look) -> Answer {
    let percent = |part: f64, of: f64| (100.0 * part / of).round() as u64;
    let answer = Answer::default().with("hung_percent", 100);
    let (Some(earlier), Some(threads)) = (&before.threads, &now.threads) else {
        return answer;
    };
    let used = threads.cpu().saturating_sub(earlier.cpu()).as_secs_f64();
    let core = percent(used, (now.at - before.at).as_secs_f64());
    let all = threads.count(|_| true);
    let answer = answer.with("its_threads", all).with("core_percent", core);
    if threads.count(|at| at == Place::Unknown) > 0 {
        return answer;
    }
    PLACES.iter().fold(answer, |answer, (place, name)| {
        let there = threads.count(|at| at == *place);
        answer.with(name, percent(there as f64, all.max(1) as f64))
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::hint::black_box;
    use std::sync::Mutex;

    use super::*;

    const WATCH: Watch = Watch {
        patience: Duration::from_millis(5),
        cpu_limit: Duration::from_millis(20),
        pool: 2,
    };

    #[test]
    fn a_program_that_ends_has_an_answer_and_the_wrong_one_is_an_error() {
        assert_eq!(WATCH.run(7, || 7).expect("it ends").own["hung_percent"], 0);
        let slow = || {
            thread::sleep(Duration::from_millis(1));
            7
        };
        assert_eq!(WATCH.run(7, slow).expect("it ends").own["hung_percent"], 0);
        let wrong = WATCH.run(7, || 8).expect_err("wrong").to_string();
        assert!(wrong.contains('8'), "{wrong}");
    }

    #[test]
    fn a_program_that_sleeps_at_a_lock_hangs_and_uses_no_core() {
        static TAKEN: Mutex<()> = Mutex::new(());
        let twice = || {
            let first = TAKEN.lock().expect("no panic");
            let second = TAKEN.lock().expect("no panic");
            drop((first, second));
            7
        };
        let own = WATCH.run(7, twice).expect("a verdict").own;
        assert_eq!(own["hung_percent"], 100, "{own:?}");
        assert!(own["its_threads"] >= 1, "{own:?}");
        // Other tests run in this process: where one of their threads is, may be unknown.
        assert!(own.get("at_locks_percent").is_none_or(|&part| part > 0), "{own:?}");
    }

    #[test]
    fn a_program_that_runs_in_circles_hangs_too() {
        let circles = || (0..u64::MAX).map(black_box).max().unwrap_or(7);
        let own = WATCH.run(7, circles).expect("a verdict").own;
        assert_eq!(own["hung_percent"], 100, "{own:?}");
        assert!(own["core_percent"] > 0, "{own:?}");
    }
}
