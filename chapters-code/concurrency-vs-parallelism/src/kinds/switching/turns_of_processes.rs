//! Two processes that send a byte to and fro.

use std::cell::RefCell;
use std::fs::File;
use std::os::fd::AsFd as _;
use std::{env, io};

use measure::worker;
use record::Settings;

use super::place::Place;

// ANCHOR: listing
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use super::turns_over_pipes::{answer, ask};

/// Takes the turns with the process at the other end.
pub(super) fn take(game: &Game) -> Result<u64> {
    let (to_other, from_other) = game.pipes()?;
    Ok(ask(game.turns(), to_other, from_other)?)
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
    other: RefCell<Child>,
    /// `None` once the game was played.
    pipes: RefCell<Option<(ChildStdin, ChildStdout)>>,
}

impl Game {
    /// Both on one core. The other has taken its first turn: to start takes longer
    /// than hundreds of turns.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let place = Place::one_core(settings)?;
        Self::with(start()?, place.turns)
    }

    fn with(mut other: Child, turns: u64) -> Result<Self> {
        let mut to_other = other.stdin.take().context("its input is a pipe")?;
        let mut from_other = other.stdout.take().context("its output is a pipe")?;
        ask(2, &mut to_other, &mut from_other)?;
        let pipes = RefCell::new(Some((to_other, from_other)));
        Ok(Self { turns, other: RefCell::new(other), pipes })
    }

    /// How many turns they take, both counted.
    pub(super) fn turns(&self) -> u64 {
        self.turns
    }

    fn pipes(&self) -> Result<(ChildStdin, ChildStdout)> {
        self.pipes.borrow_mut().take().context("the game was played already")
    }

    /// Waits for the other, which ends when its input does.
    pub(super) fn end(&self) -> Result<()> {
        self.pipes.borrow_mut().take();
        let status = self.other.borrow_mut().wait()?;
        ensure!(status.success(), "the other process ended with {status}");
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn game(script: &str) -> Result<Game> {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped());
        Game::with(command.spawn().expect("a shell"), 2)
    }

    #[test]
    fn a_process_that_answers_takes_its_turns() {
        let game = game("cat").expect("it answers");
        assert_eq!(take(&game).expect("taken"), 2);
        game.end().expect("it ended well");
    }

    #[test]
    fn a_process_that_ends_early_or_badly_is_an_error_and_not_a_wait() {
        assert!(game("true").is_err());
        assert!(take(&game("head -c 1").expect("it answers once")).is_err());
        assert!(game("cat; exit 3").expect("it answers").end().is_err());
    }
}
