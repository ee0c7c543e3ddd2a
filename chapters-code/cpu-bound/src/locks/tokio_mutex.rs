//! A table behind Tokio's mutex, and tasks in place of threads.

use anyhow::Result;
use record::Settings;
use tokio::runtime::{Builder, Runtime};

use super::load::Load;

/// The load, and a runtime with as many threads as it asks for.
pub(super) struct Tasks {
    load: Load,
    runtime: Runtime,
}

impl Tasks {
    /// The runtime's threads are started before the clock is.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let load = Load::prepare(settings)?;
        let runtime =
            Builder::new_multi_thread().worker_threads(load.threads).build()?;
        Ok(Self { load, runtime })
    }

    /// Runs the tasks on the runtime.
    pub(super) fn run(&self) -> u64 {
        self.runtime.block_on(run(&self.load))
    }
}

// ANCHOR: listing
use std::sync::Arc;

use tokio::sync::Mutex;
use tokio::task::JoinSet;

use super::load::{Step, change, look_up};

/// A task that finds the lock taken awaits it, and its thread may run another.
async fn run(load: &Load) -> u64 {
    let table = Arc::new(Mutex::new(load.table()));
    let mut tasks = JoinSet::new();
    for steps in load.steps() {
        let table = Arc::clone(&table);
        tasks.spawn(async move {
            let mut found = 0;
            for step in steps {
                let mut table = table.lock().await;
                match step {
                    Step::Read(keys) => found += look_up(&table, keys),
                    Step::Write(keys) => change(&mut table, keys),
                }
            }
            found
        });
    }
    let found: u64 = tasks.join_all().await.into_iter().sum();
    found + table.lock().await.values().sum::<u64>()
}
// ANCHOR_END: listing
