//! Workers at the lowest priority, beside a thread that has to answer.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;

use super::responder::Answering;
use crate::strategies::atomic_counter;

/// Counts on workers that give way to whoever else wants a core.
pub(super) fn count_all(both: &Answering) -> Result<Answer> {
    both.beside(|| {
        // Threads inherit it that start from now on. The one that answers is there.
        lower_own_priority()?;
        Ok(atomic_counter::count_all(&both.workload))
    })
}

/// Gives the calling thread the lowest priority. Anybody may do that.
#[cfg(target_os = "linux")]
fn lower_own_priority() -> Result<()> {
    use anyhow::{Context as _, ensure};
    let thread = nix::unistd::gettid().to_string();
    let renice = std::process::Command::new("renice")
        .args(["-n", "19", "-p", &thread])
        .output()
        .context("cannot start renice")?;
    ensure!(renice.status.success(), "renice ended with {}", renice.status);
    Ok(())
}
// ANCHOR_END: listing

#[cfg(not(target_os = "linux"))]
fn lower_own_priority() -> Result<()> {
    anyhow::bail!("only Linux has a priority for each thread")
}
