//! Two threads that send a byte to and fro.

// ANCHOR: listing
use std::io::{self, Read, Write};
use std::thread;

use anyhow::Result;
use measure::join;

/// Takes the turns, which come in pairs: a byte there, and one back.
pub(super) fn take(turns: u64) -> Result<u64> {
    let (from_us, mut to_other) = io::pipe()?;
    let (mut from_other, to_us) = io::pipe()?;
    thread::scope(|scope| {
        let other = scope.spawn(|| answer(from_us, to_us));
        let taken = ask(turns, &mut to_other, &mut from_other);
        drop(to_other); // the other reads the end of the pipe, and ends
        join(other)?;
        Ok(taken?)
    })
}

/// Sends a byte and waits for one, until `turns` are sent and received.
pub(super) fn ask(
    turns: u64,
    mut to_other: impl Write,
    mut from_other: impl Read,
) -> io::Result<u64> {
    let mut byte = [0];
    let mut taken = 0;
    while taken < turns {
        to_other.write_all(&byte)?;
        from_other.read_exact(&mut byte)?;
        taken += 2;
    }
    Ok(taken)
}

/// Waits for a byte and sends one, until there are no more to come.
pub(super) fn answer(mut from_us: impl Read, mut to_us: impl Write) -> io::Result<()> {
    let mut byte = [0];
    while from_us.read(&mut byte)? == 1 {
        to_us.write_all(&byte)?;
    }
    Ok(())
}
// ANCHOR_END: listing

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_that_goes_away_is_an_error_and_not_a_wait() {
        let (from_us, to_other) = io::pipe().expect("a pipe");
        let (from_other, to_us) = io::pipe().expect("a pipe");
        drop(to_us);
        assert!(ask(2, to_other, from_other).is_err());
        drop(from_us);
    }

    #[test]
    fn an_answer_comes_for_every_byte_until_the_end() {
        let mut answers = Vec::new();
        answer(&[1, 2, 3][..], &mut answers).expect("answered");
        assert_eq!(answers, [1, 2, 3]);
    }
}
