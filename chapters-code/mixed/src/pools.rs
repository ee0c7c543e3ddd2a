//! Pools in pools: requests that compute, on the threads of a runtime, of rayon, of
//! `spawn_blocking`, and of several of these at once, beside requests that are light.

mod bounded;
mod burst;
mod global_pool;
mod in_place;
mod on_workers;
mod own_pools;
mod par_in_task;
mod rayon_channel;
mod rayon_parallel;
mod server;
mod spawn_blocking;

use measure::environment::cores_usable;
use measure::{Experiment, Strategy};

use burst::Burst;
use server::{Threads, Tokio};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "pools",
        baseline: "rayon",
        strategies: on_threads().into_iter().chain(on_a_runtime()).collect(),
        expected_answer: Burst::expected_answer,
        ..Experiment::default()
    }
}

/// A thread for each request.
fn on_threads() -> [Strategy; 2] {
    let row = |key, label, file, prepare, run| {
        let source = format!("src/pools/{file}.rs");
        Strategy::new(key, label, source, prepare, run).in_group("A thread per request")
    };
    let (with_rayon, alone) = (Threads::prepare_with_rayon, Threads::prepare);
    [
        row("global-pool", "Rayon, one pool", "global_pool", with_rayon, |threads| {
            threads.serve(|heavy| Ok(global_pool::answer(heavy)))
        }),
        row("own-pools", "Rayon, a pool each", "own_pools", alone, |threads| {
            threads.serve(own_pools::answer)
        })
        .wanted_if(|_| cores_usable() <= MOST_CORES),
    ]
}

/// With more cores, a pool for each request would be thousands of threads.
const MOST_CORES: u64 = 16;

/// A task for each request, on Tokio's runtime with a thread per core.
fn on_a_runtime() -> [Strategy; 7] {
    let row = |key, label, file, prepare, run| {
        let source = format!("src/pools/{file}.rs");
        Strategy::new(key, label, source, prepare, run)
            .in_group("Tokio, a task per request")
    };
    let (alone, with_rayon) = (Tokio::prepare, Tokio::prepare_with_rayon);
    [
        row("on-workers", "On the runtime's threads", "on_workers", alone, |tokio| {
            tokio.serve(on_workers::answer)
        }),
        row(
            "par-in-task",
            "Rayon, called in the task",
            "par_in_task",
            with_rayon,
            |tokio| tokio.serve(par_in_task::answer),
        ),
        row("in-place", "block_in_place", "in_place", alone, |tokio| {
            tokio.serve(in_place::answer)
        }),
        row("spawn-blocking", "spawn_blocking", "spawn_blocking", alone, |tokio| {
            tokio.serve(spawn_blocking::answer)
        }),
        row("bounded", "spawn_blocking, bounded", "bounded", alone, |tokio| {
            tokio.serve(bounded::answer)
        }),
        row("rayon", "Rayon, by a channel", "rayon_channel", with_rayon, |tokio| {
            tokio.serve(rayon_channel::answer)
        }),
        row("rayon-par", "Rayon, in parallel", "rayon_parallel", with_rayon, |tokio| {
            tokio.serve(rayon_parallel::answer)
        }),
    ]
}

#[cfg(test)]
mod tests {
    use record::{Setting, Settings};

    use super::*;

    #[test]
    fn every_row_answers_each_heavy_request_and_a_light_one_at_least() {
        let mut settings = Settings::default();
        settings.set("per-core", Setting::Count(3));
        settings.set("numbers", Setting::Count(100));
        settings.set("tick", Setting::DurationNs(1_000_000));
        let experiment = experiment();
        let expected = (experiment.expected_answer)(&settings).expect("known");
        for strategy in &experiment.strategies {
            let answer = strategy.prepare(&settings).expect("it prepares")()
                .expect("it answers");
            assert_eq!(Some(answer.value), expected, "{}", strategy.key);
            assert!(answer.own["light_max_ns"] > 0, "{}", strategy.key);
            assert!(answer.own["heavy_p50_ns"] > 0, "{}", strategy.key);
        }
    }
}
