//! Two servers: a thread for each request, and a task for each on Tokio's runtime.

use std::thread;

use anyhow::Result;
use measure::Answer;
use record::Settings;
use tokio::runtime::Runtime;

use super::burst::{Burst, Heavy};

/// A server with a thread for each request.
pub(super) struct Threads {
    burst: Burst,
}

impl Threads {
    /// The server for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self { burst: Burst::prepare(settings)? })
    }

    /// The same in a program that uses rayon's global pool, which is there by then.
    pub(super) fn prepare_with_rayon(settings: &Settings) -> Result<Self> {
        start_rayon();
        Self::prepare(settings)
    }

    // ANCHOR: threads
    /// Starts a thread for each request, be it heavy or light.
    pub(super) fn serve(&self, answer: fn(&Heavy) -> Result<u64>) -> Result<Answer> {
        thread::scope(|scope| {
            self.burst.send(
                |heavy, reply| {
                    scope.spawn(move || reply.with(answer(&heavy)));
                },
                |reply| {
                    scope.spawn(move || reply.with(Ok(0)));
                },
            )
        })
    }
    // ANCHOR_END: threads
}

/// A server with a task for each request, and a thread per core for them.
pub(super) struct Tokio {
    burst: Burst,
    runtime: Runtime,
}

impl Tokio {
    /// The server for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self { burst: Burst::prepare(settings)?, runtime: Runtime::new()? })
    }

    /// The same in a program that uses rayon's global pool, which is there by then.
    pub(super) fn prepare_with_rayon(settings: &Settings) -> Result<Self> {
        start_rayon();
        Self::prepare(settings)
    }

    // ANCHOR: tokio
    /// Spawns a task for each request, be it heavy or light.
    pub(super) fn serve<Answered>(
        &self,
        answer: fn(Heavy) -> Answered,
    ) -> Result<Answer>
    where
        Answered: Future<Output = Result<u64>> + Send + 'static,
    {
        self.burst.send(
            |heavy, reply| {
                let answered = answer(heavy);
                self.runtime.spawn(async move { reply.with(answered.await) });
            },
            |reply| {
                self.runtime.spawn(async move { reply.with(Ok(0)) });
            },
        )
    }
    // ANCHOR_END: tokio
}

/// The global pool starts with its first use.
fn start_rayon() {
    rayon::join(|| (), || ());
}
