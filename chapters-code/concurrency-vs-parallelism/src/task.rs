//! What every strategy of the timelines is given: tasks that wait, or tasks that
//! compute.

use anyhow::Result;
use measure::trace;
use origin::service;
use record::Settings;

use crate::primes::primes_below;

/// One task of several.
#[derive(Clone)]
pub struct Task {
    name: String,
    work: Work,
}

/// What there is to do in a task.
#[derive(Clone)]
enum Work {
    /// Ask a server, and wait for its answer.
    Wait { client: Client, url: String },
    /// Count the primes below a limit.
    Compute { limit: u64 },
}

/// A way to ask, made beforehand: to make one is not what is measured here.
#[derive(Clone)]
struct Client {
    blocking: reqwest::blocking::Client,
    suspending: reqwest::Client,
}

// ANCHOR: task
impl Task {
    /// Does it; the calling thread waits, or computes.
    pub fn run(&self) -> Result<u64> {
        match &self.work {
            Work::Wait { client, url } => {
                let _mark = trace::waiting(&self.name);
                let answer = client.blocking.get(url).send()?;
                Ok(answer.bytes()?.len() as u64)
            }
            Work::Compute { limit } => {
                let _mark = trace::computing(&self.name);
                Ok(primes_below(*limit))
            }
        }
    }

    /// The same as a future. While it waits, its thread can do something else.
    pub fn future(self) -> impl Future<Output = Result<u64>> + Send {
        let ready = trace::ready(&self.name); // until its runtime runs it
        async move {
            drop(ready);
            let Work::Wait { client, url } = &self.work else {
                return self.run();
            };
            let _mark = trace::waiting(&self.name);
            let answer = client.suspending.get(url).send().await?;
            Ok(answer.bytes().await?.len() as u64)
        }
    }
}
// ANCHOR_END: task

/// Tasks that wait: each asks the origin, which answers after its latency.
pub fn that_wait(settings: &Settings) -> Result<Vec<Task>> {
    let client = Client {
        blocking: reqwest::blocking::Client::new(),
        suspending: reqwest::Client::new(),
    };
    let urls = service::urls(settings, settings.count("tasks")?)?;
    let works = urls.into_iter().map(|url| Work::Wait { client: client.clone(), url });
    Ok(named("request", works))
}

/// Tasks that compute: each counts the primes below the same limit.
pub fn that_compute(settings: &Settings) -> Result<Vec<Task>> {
    let limit = settings.count("limit")?;
    let works = (0..settings.count("tasks")?).map(|_| Work::Compute { limit });
    Ok(named("count", works))
}

fn named(name: &str, works: impl Iterator<Item = Work>) -> Vec<Task> {
    let named = |(number, work)| Task { name: format!("{name} {number}"), work };
    (1..).zip(works).map(named).collect()
}
