//! How much of the time a program is on a core: its CPU time over the wall time.

use std::time::Instant;

use anyhow::Result;
use measure::counters::Counters;
use measure::{Answer, IntoAnswer};

/// The answer of a piece of work, with the CPU time that the process and the
/// children that it waited for had meanwhile, as a part of the wall time:
/// `cpu_percent`, as top(1) and time(1) have it, and `off_core_ns`, what is missing
/// to one core's whole time.
pub(crate) fn noted<A: IntoAnswer>(work: impl FnOnce() -> A) -> Result<Answer> {
    let before = Counters::now()?;
    let clock = Instant::now();
    let answer = work().into_answer()?;
    let wall_ns = clock.elapsed().as_nanos() as u64;
    let counted = Counters::now()?.since(before);
    let cpu_ns = counted.user_ns + counted.system_ns;
    Ok(answer
        .with("cpu_percent", percent(cpu_ns, wall_ns))
        .with("off_core_ns", wall_ns.saturating_sub(cpu_ns)))
}

/// A part in whole percent, to the nearest.
fn percent(part: u64, whole: u64) -> u64 {
    let whole = whole.max(1);
    (part * 100 + whole / 2) / whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_told_in_percent() {
        assert_eq!([percent(1, 3), percent(2, 3), percent(7, 2)], [33, 67, 350]);
        assert_eq!(percent(0, 0), 0);
    }

    #[test]
    fn the_answer_keeps_its_value_and_an_error_is_passed_on() {
        let answer = noted(|| 7).expect("noted");
        let names: Vec<_> = answer.own.keys().copied().collect();
        assert_eq!((answer.value, names), (7, vec!["cpu_percent", "off_core_ns"]));
        let failed = noted(|| -> Result<u64> { anyhow::bail!("no answer") });
        assert!(failed.is_err());
    }
}
