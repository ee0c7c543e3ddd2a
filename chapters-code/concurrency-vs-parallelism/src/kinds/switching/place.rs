//! On which core each of two threads stays.

use anyhow::{Context as _, Result};
use record::Settings;

use crate::kinds::units;
use crate::pinned::{stay_on, usable_cores};

/// How many turns two threads take, and where.
pub(super) struct Place {
    /// How many turns, both counted.
    pub(super) turns: u64,
    /// The cores that they stay on; `None`: where the kernel puts them.
    pub(super) cores: Option<[usize; 2]>,
}

impl Place {
    /// Both on the first core that this process may use, and with them all that it
    /// starts from now on.
    pub(super) fn one_core(settings: &Settings) -> Result<Self> {
        let first = *usable_cores()?.first().context("this process may use no core")?;
        stay_on(first)?;
        Ok(Self { turns: units(settings)?, cores: Some([first, first]) })
    }

    /// Each on a core of its own, where this process may use two.
    pub(super) fn two_cores(settings: &Settings) -> Result<Self> {
        let usable = usable_cores()?;
        let ends = usable.first().copied().zip(usable.last().copied());
        let (first, last) = ends.context("this process may use no core")?;
        // A thread that is refused its core later would leave the other waiting.
        stay_on(last)?;
        stay_on(first)?;
        Ok(Self { turns: units(settings)?, cores: Some([first, last]) })
    }

    /// Keeps the calling thread, the first or the second, where it belongs.
    pub(super) fn take(&self, seat: usize) -> Result<()> {
        self.cores.map_or(Ok(()), |cores| stay_on(cores[seat]))
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn who_stays_on_a_core_may_use_no_other() {
        // On a thread of its own: the tests beside it keep their cores.
        std::thread::spawn(|| {
            let core = *usable_cores().expect("readable").last().expect("one");
            stay_on(core).expect("allowed");
            assert_eq!(usable_cores().expect("readable"), [core]);
            let mut settings = Settings::default();
            let (name, turns) = crate::kinds::counted_in("turns");
            settings.set(name, turns);
            settings.set("turns", record::Setting::Count(2));
            let place = Place::two_cores(&settings).expect("one core will do");
            assert_eq!(place.cores, Some([core, core]));
        })
        .join()
        .expect("it did not panic");
    }
}
