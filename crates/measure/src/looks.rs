//! How often a sample is looked at while it runs: its threads and open files are
//! counted then. A look costs some ten microseconds, and a switch where the sample has
//! every core.

use std::time::Duration;

/// How often at first.
const EVERY: Duration = Duration::from_millis(5);

/// How often at the least.
const AT_LEAST_EVERY: Duration = Duration::from_millis(100);

/// What was looked at less often is not known: it may have had more threads in between.
pub const FEWEST: u32 = 4;

/// How long until the next look at a sample that has run for this time: the longer one
/// takes, the more seldom, so that looks stay few beside what they count.
pub fn until_the_next(elapsed: Duration) -> Duration {
    (elapsed / 20).clamp(EVERY, AT_LEAST_EVERY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_long_is_looked_at_more_seldom() {
        let ms = Duration::from_millis;
        let next = |elapsed| until_the_next(ms(elapsed));
        assert_eq!([next(0), next(100), next(400)], [ms(5), ms(5), ms(20)]);
        assert_eq!(next(600_000), ms(100));
    }
}
