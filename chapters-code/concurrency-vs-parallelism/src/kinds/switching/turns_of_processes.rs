//! Two processes that send a byte to and fro.

use std::cell::RefCell;
use std::fs::File;
use std::os::fd::AsFd as _;
use std::{env, io};

use measure::worker;
use record::Settings;

use super::place::Place;

// ANCHOR: listing
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use super::turns_over_pipes::{answer, ask};

/// Takes the turns with the process at the other end.
pub(super) fn take(game: &Game) -> Result<u64> {
    let mut other = game.other()?;
    let to_other = other.stdin.take().context("its standard input is a pipe")?;
    let from_other = other.stdout.take().context("its standard output is a pipe")?;
    let taken = ask(game.turns(), to_other, from_other)?;
    let status = other.wait()?; // its standard input is closed: it ends
    ensure!(status.success(), "the other process ended with {status}");
    Ok(taken)
}

/// Starts this same program as the other. It stays on our core, if we do.
fn start() -> Result<Child> {
    Ok(Command::new(env::current_exe()?)
        .args(["helper", PARTNER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?)
}

/// The helper process that is the other. It answers on the pipes themselves,
/// without the buffers that standard input and output have.
pub fn partner(_arguments: &[String]) -> Result<()> {
    let from_us = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let to_us = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    answer(from_us, to_us)?;
    Ok(worker::report()?)
}
// ANCHOR_END: listing

/// The name of that helper process.
pub const PARTNER: &str = "turns-partner";

/// Two processes that are ready to take turns.
pub(super) struct Game {
    turns: u64,
    /// Taken by who plays with it.
    other: RefCell<Option<Child>>,
}

impl Game {
    /// Both on one core, and the other already started.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let place = Place::one_core(settings)?;
        Ok(Self { turns: place.turns, other: RefCell::new(Some(start()?)) })
    }

    /// How many turns they take, both counted.
    pub(super) fn turns(&self) -> u64 {
        self.turns
    }

    fn other(&self) -> Result<Child> {
        self.other.borrow_mut().take().context("the game was played already")
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn game(script: &str) -> Game {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let other = command.spawn().expect("a shell");
        Game { turns: 2, other: RefCell::new(Some(other)) }
    }

    #[test]
    fn a_process_that_answers_takes_its_turns() {
        assert_eq!(take(&game("cat")).expect("taken"), 2);
    }

    #[test]
    fn a_process_that_ends_early_is_an_error_and_not_a_wait() {
        assert!(take(&game("true")).is_err());
        assert!(take(&game("cat; exit 3")).is_err());
    }
}
