//! To switch from one to another: two units that take turns.

mod place;
mod turns_of_processes;
mod turns_of_tasks;
mod turns_of_threads;
mod turns_over_pipes;

pub use turns_of_processes::{PARTNER, partner};

use std::time::Instant;

use anyhow::Result;
use measure::counters::Counters;
use measure::{Answer, Experiment, Strategy};

use super::{counted_in, units};
use place::Place;
use turns_of_processes::Game;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "switching",
        baseline: "threads",
        strategies: strategies(),
        expected_answer: |settings| Ok(Some(units(settings)?)),
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let turns = |row: Strategy, count| {
        let (name, unit) = counted_in(count);
        row.with(name, unit)
    };
    let (wakes, pipe) = ("One wakes the other", "One byte through a pipe");
    vec![
        turns(
            Strategy::new(
                "tasks",
                "Async tasks",
                "src/kinds/switching/turns_of_tasks.rs",
                units,
                |&turns| timed(turns, || turns_of_tasks::take(turns)),
            ),
            "task-turns",
        )
        .in_group(wakes),
        turns(
            Strategy::new(
                "threads",
                "Threads, one core",
                "src/kinds/switching/turns_of_threads.rs",
                Place::one_core,
                |place| timed(place.turns, || turns_of_threads::take(place)),
            ),
            "turns",
        )
        .in_group(wakes),
        turns(
            Strategy::new(
                "threads-two-cores",
                "Threads, a core each",
                "src/kinds/switching/turns_of_threads.rs",
                Place::two_cores,
                |place| timed(place.turns, || turns_of_threads::take(place)),
            ),
            "turns",
        )
        .in_group(wakes),
        turns(
            Strategy::new(
                "threads-pipe",
                "Threads, one core, pipe",
                "src/kinds/switching/turns_over_pipes.rs",
                Place::one_core,
                |place| timed(place.turns, || turns_over_pipes::take(place.turns)),
            ),
            "turns",
        )
        .in_group(pipe),
        turns(
            Strategy::new(
                "processes",
                "Processes, one core, pipe",
                "src/kinds/switching/turns_of_processes.rs",
                Game::prepare,
                |game| {
                    timed_to_the_end(
                        game.turns(),
                        || turns_of_processes::take(game),
                        || game.end(),
                    )
                },
            ),
            "turns",
        )
        .in_group(pipe),
    ]
}

/// The turns that were taken, with the time of each, and how often the kernel
/// switched meanwhile.
fn timed(turns: u64, take: impl FnOnce() -> Result<u64>) -> Result<Answer> {
    timed_to_the_end(turns, take, || Ok(()))
}

/// The same where there is something to end after the last turn: another
/// process's switches are known only when it is gone, but its end is no turn.
fn timed_to_the_end(
    turns: u64,
    take: impl FnOnce() -> Result<u64>,
    end: impl FnOnce() -> Result<()>,
) -> Result<Answer> {
    let before = Counters::now()?;
    let clock = Instant::now();
    let taken = take()?;
    let wall_ns = clock.elapsed().as_nanos() as u64;
    end()?;
    let counted = Counters::now()?.since(before);
    Ok(Answer::from(taken)
        .with("switch_ns", wall_ns / turns.max(1))
        .with("turns", turns)
        .with("switches", counted.voluntary_switches + counted.involuntary_switches))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_turn_is_taken() {
        assert_eq!(turns_of_tasks::take(100).expect("taken"), 100);
        assert_eq!(turns_over_pipes::take(100).expect("taken"), 100);
        let place = Place { turns: 100, cores: None };
        assert_eq!(turns_of_threads::take(&place).expect("taken"), 100);
    }
}
