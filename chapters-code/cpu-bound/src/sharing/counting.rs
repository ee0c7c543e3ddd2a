//! How many additions there are, and who makes them.

use anyhow::Result;
use measure::environment;
use record::Settings;

// ANCHOR: counting
/// What every way of counting is given.
pub(super) struct Counting {
    /// How many threads count.
    pub(super) workers: usize,
    /// How often each of them adds one.
    pub(super) each: u64,
}
// ANCHOR_END: counting

impl Counting {
    /// A thread a core, and the additions shared out among them.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let workers = environment::cores_usable();
        let each = settings.count("additions")?.div_ceil(workers);
        Ok(Self { workers: workers as usize, each })
    }

    /// How many additions there are in all.
    pub(super) fn all(&self) -> u64 {
        self.workers as u64 * self.each
    }
}

/// What all of them come to.
pub(super) fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    Ok(Some(Counting::prepare(settings)?.all()))
}

#[cfg(test)]
mod tests {
    use record::Setting;

    use super::*;

    #[test]
    fn every_thread_makes_as_many_additions_and_none_is_left_out() {
        let additions = ("additions".to_owned(), Setting::Count(1_001));
        let counting =
            Counting::prepare(&Settings::from_iter([additions])).expect("complete");
        assert_eq!(counting.all() % counting.workers as u64, 0);
        assert!(counting.all() >= 1_001);
    }
}
