//! Requests and answers, one after another over one connection on this machine.

use std::io::{self, Read as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Instant;

use anyhow::Result;
use measure::Answer;

/// A message has a head and a body, as an HTTP request has.
pub(super) const HEAD: &[u8] = b"head";
pub(super) const BODY: &[u8] = b"body";

/// The length of a message, in bytes.
pub(super) const LENGTH: u64 = (HEAD.len() + BODY.len()) as u64;

/// How one side of a connection sends its messages.
#[derive(Clone, Copy)]
pub(super) struct Side {
    /// Sends a message.
    pub(super) send: fn(&TcpStream) -> io::Result<()>,
    /// Whether the option TCP_NODELAY is set, which turns Nagle's algorithm off.
    pub(super) nodelay: bool,
}

/// Makes this many exchanges over a new connection. The answer is how many bytes came
/// back.
pub(super) fn make(exchanges: u64, client: Side, server: Side) -> Result<Answer> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let asking = TcpStream::connect(listener.local_addr()?)?;
    let (answering, _) = listener.accept()?;
    asking.set_nodelay(client.nodelay)?;
    answering.set_nodelay(server.nodelay)?;
    thread::scope(|scope| {
        let server = scope.spawn(move || answer(&answering, server));
        let asked = ask(exchanges, &asking, client);
        drop(asking); // the server reads the end of the connection, and ends
        measure::join(server)?;
        asked
    })
}

// ANCHOR: listing
/// Sends a request and waits for its answer, again and again.
fn ask(exchanges: u64, connection: &TcpStream, side: Side) -> Result<Answer> {
    let (mut bytes, mut times) = (0, Vec::new());
    for _ in 0..exchanges {
        let begun = Instant::now();
        (side.send)(connection)?;
        bytes += receive(connection)?;
        times.push(begun.elapsed().as_nanos() as u64);
    }
    Ok(with_times(bytes.into(), &mut times))
}

/// Answers every request, until the connection is closed.
fn answer(connection: &TcpStream, side: Side) -> io::Result<()> {
    while receive(connection)? == LENGTH {
        (side.send)(connection)?;
    }
    Ok(())
}

/// Reads a whole message; less of it only where the connection is closed.
fn receive(connection: &TcpStream) -> io::Result<u64> {
    io::copy(&mut connection.take(LENGTH), &mut io::sink())
}
// ANCHOR_END: listing

/// The answer with the time of the first exchange, and the median of the later ones.
fn with_times(answer: Answer, times: &mut [u64]) -> Answer {
    let Some((first, later)) = times.split_first_mut() else {
        return answer;
    };
    later.sort_unstable();
    let median = later.get(later.len() / 2);
    let answer = answer.with("first_ns", *first);
    match median {
        Some(median) => answer.with("later_ns", *median),
        None => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{one_write, two_writes};
    use super::*;

    #[test]
    fn every_answer_comes_whole_however_either_side_writes() {
        let sends = [one_write::send, two_writes::send];
        for (client, server) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let side = |send: usize| Side { send: sends[send], nodelay: true };
            let answer = make(3, side(client), side(server)).expect("exchanged");
            assert_eq!(answer.value, 3 * LENGTH);
        }
    }

    #[test]
    fn the_first_time_stands_alone_and_the_later_ones_by_their_median() {
        let own = with_times(0.into(), &mut [70, 9, 1, 5]).own;
        assert_eq!([own["first_ns"], own["later_ns"]], [70, 5]);
    }

    #[test]
    fn a_side_that_cannot_send_is_an_error_and_not_a_wait() {
        let fails = Side { send: |_| Err(io::ErrorKind::Other.into()), nodelay: false };
        let sends = Side { send: one_write::send, nodelay: false };
        assert!(make(1, fails, sends).is_err());
        assert!(make(1, sends, fails).is_err());
    }
}
