//! When edits have settled: editors save in several steps, and people save again.

use std::time::{Duration, Instant};

/// How long nothing may change before what changed is acted on.
const QUIET: Duration = Duration::from_millis(50);

/// How long what changes without a pause is waited for.
const LONGEST: Duration = Duration::from_secs(3);

/// The edits that nothing has been done about.
#[derive(Default)]
pub(crate) struct Debounce {
    waiting: Option<Waiting>,
}

struct Waiting {
    first: Instant,
    last: Instant,
}

impl Debounce {
    /// Something changed.
    pub(crate) fn touch(&mut self, now: Instant) {
        self.waiting.get_or_insert(Waiting { first: now, last: now }).last = now;
    }

    /// When to act; `None` if nothing changed.
    pub(crate) fn due(&self) -> Option<Instant> {
        let waiting = self.waiting.as_ref()?;
        Some((waiting.last + QUIET).min(waiting.first + LONGEST))
    }

    /// It is being done.
    pub(crate) fn clear(&mut self) {
        self.waiting = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often something is done about edits at `times`, in milliseconds.
    fn builds(times: impl IntoIterator<Item = u64>) -> usize {
        let began = Instant::now();
        let mut debounce = Debounce::default();
        let mut builds = 0;
        for time in times {
            let now = began + Duration::from_millis(time);
            if debounce.due().is_some_and(|due| due <= now) {
                debounce.clear();
                builds += 1;
            }
            debounce.touch(now);
        }
        builds + usize::from(debounce.due().is_some())
    }

    #[test]
    fn fifty_saves_in_a_second_make_one_build() {
        assert_eq!(builds((0..50).map(|save| save * 20)), 1);
    }

    #[test]
    fn saves_with_a_pause_between_make_a_build_each() {
        assert_eq!(builds([0, 100, 200]), 3);
    }

    #[test]
    fn a_file_that_never_rests_is_built_all_the_same() {
        assert_eq!(builds((0..1_000).map(|save| save * 10)), 4);
    }
}
