//! What to make of the facts: rules, each of which finds one thing or nothing.
//!
//! In each of the groups the first that finds something has the word.

mod computing;
mod ends;
mod waiting;

use crate::facts::Facts;
use crate::finding::{Finding, Kind};
use crate::speed_up::SpeedUp;
use crate::subject::Outcome;

type Rule = fn(&Facts<'_>) -> Option<Finding>;

/// The groups, the most important first.
const GROUPS: [&[Rule]; 5] = [
    &[ends::hangs, ends::out_of_files, ends::failed, ends::too_short],
    &[computing::throttled],
    &[
        waiting::delayed_acknowledgement,
        waiting::blocked_runtime,
        waiting::for_a_person,
        waiting::for_clients,
        waiting::for_locks,
        waiting::for_something,
    ],
    &[
        computing::small_writes,
        computing::short_lived_processes,
        computing::one_at_a_time,
        computing::copies,
        computing::hand_offs,
        computing::yields,
        computing::page_faults,
        computing::fresh_connections,
        computing::too_many_threads,
        computing::in_the_kernel,
        computing::debug_build,
        computing::may_poll,
        computing::mixed,
        computing::plain,
    ],
    &[computing::memory_grows],
];

/// Everything that was found, the most important first: one finding at least.
pub(crate) fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    let first = |group: &&[Rule]| group.iter().find_map(|rule| rule(facts));
    let mut found: Vec<_> = GROUPS.iter().filter_map(first).collect();
    match found.first().map(|first| first.kind) {
        Some(Kind::Hangs) => found.truncate(1),
        // How many cores it uses is then the quota's doing.
        Some(Kind::Throttled) => found.retain(|finding| finding.kind.is_a_cause()),
        Some(Kind::Failed | Kind::OutOfFiles) => {
            for finding in &mut found[1..] {
                "see to its failure first".clone_into(&mut finding.advice);
                finding.speed_up = SpeedUp::none("None before it succeeds");
            }
        }
        _ => {}
    }
    if facts.outcome == Outcome::Stopped
        && let Some(first) = found.first_mut().filter(|first| first.kind != Kind::Hangs)
    {
        first.says += ", until it was stopped";
    }
    found
}

#[cfg(test)]
mod tests;
