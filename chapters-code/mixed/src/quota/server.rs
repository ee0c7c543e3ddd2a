//! A server that has a job to do beside its requests: a process of its own, so that it
//! can enter a control group.

use std::fs;
use std::io::{self, BufRead as _};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use measure::environment::cores_usable;
use measure::{join, trace, worker};
use nix::time::{ClockId, clock_gettime};

use crate::computing::{FIRST, compute_for, count_primes};
use crate::percentiles::Latencies;

/// The helper's name.
pub const SERVER: &str = "quota-server";

/// What a server can be asked for when it has served. The percentiles are of the light
/// requests.
pub(super) const MEASURES: [&str; 6] =
    ["p50_ns", "p75_ns", "p90_ns", "latest_ns", "job_ns", "computed_ns"];

/// What a server has to do.
struct Load {
    /// The threads of its job.
    workers: usize,
    /// What each computes, as time on a core.
    share: Duration,
    tick: Duration,
    /// How many light requests there are, one every tick.
    light: u32,
}

/// What came of it.
struct Served {
    /// Of the light requests.
    latencies: Latencies,
    /// When the job was done.
    job: Duration,
    /// The CPU time of the process.
    computed: Duration,
}

// ANCHOR: listing
/// Answers light requests on this thread, while some others do a job.
fn serve(load: &Load) -> (Vec<Duration>, Duration) {
    let start = Instant::now();
    let work = |number| {
        let _mark = trace::computing(format_args!("job, thread {number}"));
        compute_for(load.share);
        start.elapsed()
    };
    let work = &work;
    thread::scope(|scope| {
        let job: Vec<_> = (1..=load.workers)
            .map(|number| scope.spawn(move || work(number)))
            .collect();
        let due = (1..=load.light).map(|request| start + load.tick * request);
        let latencies = due.map(answer).collect();
        let done = job.into_iter().map(join).max().unwrap_or_default();
        (latencies, done)
    })
}

/// Answers a request that comes when it is due, and says how long that took from then.
fn answer(due: Instant) -> Duration {
    let mark = trace::waiting(trace::numbered("request"));
    thread::sleep(due.saturating_duration_since(Instant::now()));
    mark.overdue(due.elapsed()); // where this thread was not on a core when it was due
    count_primes(FIRST..FIRST + 50);
    due.elapsed()
}
// ANCHOR_END: listing

impl Load {
    /// From the words of a question: threads, work, tick, and light requests.
    fn parse<'a>(mut words: impl Iterator<Item = &'a str>) -> Result<Self> {
        let mut next = || -> Result<u64> {
            Ok(words.next().context("the question is too short")?.parse()?)
        };
        let workers = next()?.max(1);
        Ok(Self {
            workers: usize::try_from(workers)?,
            share: Duration::from_nanos(next()? / workers),
            tick: Duration::from_nanos(next()?),
            light: u32::try_from(next()?)?,
        })
    }
}

impl Served {
    fn of(load: &Load) -> Result<Self> {
        let before = computed()?;
        let (latencies, job) = serve(load);
        let computed = computed()?.saturating_sub(before);
        Ok(Self { latencies: latencies.into(), job, computed })
    }

    fn measure(&self, name: &str) -> Option<u64> {
        let percentile = |percent| self.latencies.percentile_ns(percent);
        match name {
            "p50_ns" => percentile(50),
            "p75_ns" => percentile(75),
            "p90_ns" => percentile(90),
            "latest_ns" => percentile(100),
            "job_ns" => Some(self.job.as_nanos() as u64),
            "computed_ns" => Some(self.computed.as_nanos() as u64),
            _ => None,
        }
    }
}

/// How long the threads of this process have had a core.
fn computed() -> Result<Duration> {
    Ok(clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID)?.into())
}

/// The worker process: `mixed helper quota-server`. It answers each line with a number.
pub fn run(_arguments: &[String]) -> Result<()> {
    let mut served = None;
    for question in io::stdin().lock().lines() {
        let question = question?;
        let mut words = question.split_whitespace();
        let answer = match (words.next(), &served) {
            (Some("enter"), _) => {
                if let Some(entrance) = words.next() {
                    fs::write(entrance, "0").context("cannot enter the group")?;
                }
                cores_usable() // by available_parallelism, which looks at the group
            }
            (Some("serve"), _) => {
                let load = Load::parse(words)?;
                served = Some(Served::of(&load)?);
                u64::from(load.light)
            }
            (Some(name), Some(served)) => {
                Served::measure(served, name).context("it was not measured")?
            }
            _ => bail!("it cannot be asked for {question:?}"),
        };
        println!("{answer}");
    }
    worker::report()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_is_answered_and_every_measure_known() {
        let load = Load::parse("2 1000000 500000 8".split(' ')).expect("a load");
        assert_eq!((load.workers, load.light), (2, 8));
        let served = Served::of(&load).expect("served");
        for name in MEASURES {
            assert!(served.measure(name).is_some_and(|value| value > 0), "{name}");
        }
        assert!(served.computed >= Duration::from_millis(1));
        assert_eq!(served.measure("another"), None);
    }

    #[test]
    fn half_a_question_is_an_error() {
        assert!(Load::parse("2 1000000".split(' ')).is_err());
        assert!(Load::parse("2 1000000 few 8".split(' ')).is_err());
    }
}
