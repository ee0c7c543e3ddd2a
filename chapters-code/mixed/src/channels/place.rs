//! On which cores a consumer and its producers stay.

use anyhow::{Context as _, Result};

/// Where the producers stay; empty: where the kernel puts them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place(Vec<usize>);

impl Place {
    /// All on one core, the calling thread and what it starts.
    pub(crate) fn one_core() -> Result<Self> {
        let first = *usable_cores()?.first().context("this process may use no core")?;
        stay_on(first)?;
        Ok(Self(vec![first]))
    }

    /// The calling thread, as the consumer, on one core, and the producers on the others
    /// that there are. Where no thread can be kept on a core, the kernel decides.
    pub(crate) fn apart() -> Result<Self> {
        let mut cores = usable_cores().unwrap_or_default();
        if cores.len() > 1 {
            let first = cores.remove(0);
            // A producer that is refused its core later could not say so.
            for core in cores.iter().chain([&first]) {
                stay_on(*core)?;
            }
        }
        Ok(Self(cores))
    }

    /// Keeps the calling thread, the producer of this number, where it belongs.
    pub(crate) fn take(&self, producer: usize) {
        if !self.0.is_empty() {
            stay_on(self.0[producer % self.0.len()]).expect("it was allowed before");
        }
    }
}

/// The cores that the calling thread may use.
#[cfg(target_os = "linux")]
fn usable_cores() -> Result<Vec<usize>> {
    use nix::sched::{CpuSet, sched_getaffinity};
    let usable = sched_getaffinity(nix::unistd::Pid::from_raw(0))?;
    Ok((0..CpuSet::count()).filter(|core| usable.is_set(*core) == Ok(true)).collect())
}

/// Keeps the calling thread on one core, with all that it starts from now on.
#[cfg(target_os = "linux")]
fn stay_on(core: usize) -> Result<()> {
    use nix::sched::{CpuSet, sched_setaffinity};
    let mut one = CpuSet::new();
    one.set(core)?;
    Ok(sched_setaffinity(nix::unistd::Pid::from_raw(0), &one)?) // 0: the caller
}

/// The cores that the calling thread may use, where the system tells.
#[cfg(not(target_os = "linux"))]
fn usable_cores() -> Result<Vec<usize>> {
    anyhow::bail!("only Linux lets a program keep its threads on a core")
}

/// Keeps the calling thread on one core, where the system allows that.
#[cfg(not(target_os = "linux"))]
fn stay_on(_core: usize) -> Result<()> {
    anyhow::bail!("only Linux lets a program keep its threads on a core")
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn producers_stay_with_the_consumer_or_on_other_cores() {
        // On a thread of its own: the tests beside it keep their cores.
        std::thread::spawn(|| {
            let all = usable_cores().expect("readable");
            let apart = Place::apart().expect("allowed");
            if all.len() > 1 {
                assert_eq!(usable_cores().expect("readable"), all[..1]);
                apart.take(all.len());
                assert_eq!(
                    usable_cores().expect("readable"),
                    all[1 + 1 % (all.len() - 1)..][..1]
                );
            }
            let together = Place::one_core().expect("allowed");
            let before = usable_cores().expect("readable");
            together.take(3);
            assert_eq!(usable_cores().expect("readable"), before);
        })
        .join()
        .expect("it did not panic");
    }
}
