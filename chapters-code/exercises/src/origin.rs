//! A server that counts, and that answers when it is told to.
//!
//! The judge holds the answers back until the program can do no more without one. So
//! what is counted depends on how the program asks, and not on how fast anything is.

use std::collections::BTreeSet;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::http::Reply;
use crate::program::{PATIENCE, Running};

/// How often a held request looks whether its client is still there.
const LOOK: Duration = Duration::from_millis(20);

/// What the server has seen so far.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The paths asked for, in the order of arrival.
    pub paths: Vec<String>,
    /// The paths whose answer was sent whole, in the order of sending.
    pub answered: Vec<String>,
    /// Requests that have no answer yet.
    pub in_flight: usize,
    /// The most there were of these.
    pub peak: usize,
    /// Connections that are open.
    pub open: usize,
}

impl Seen {
    /// How often this path was asked for.
    pub fn times(&self, path: &str) -> usize {
        self.paths.iter().filter(|other| *other == path).count()
    }
}

#[derive(Default)]
struct State {
    seen: Seen,
    /// Goes up with each thing seen.
    news: u64,
    /// How many requests may be answered.
    permits: usize,
    /// Paths that may be answered.
    permitted: BTreeSet<String>,
    /// Whether all may.
    is_free: bool,
}

type Answer = dyn Fn(&str) -> Reply + Send + Sync;

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    answer: Box<Answer>,
}

/// See the module. It stops with the process.
pub struct Origin {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Origin {
    /// Starts a server on the loopback that answers a path so, and holds every request
    /// until it is told otherwise.
    pub fn start(answer: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .expect("a free port on the loopback");
        let address = listener.local_addr().expect("a bound socket has an address");
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            changed: Condvar::new(),
            answer: Box::new(answer),
        });
        let server = Arc::clone(&shared);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let server = Arc::clone(&server);
                thread::spawn(move || {
                    server.note(|state| state.seen.open += 1);
                    // Who hangs up has been counted.
                    let _ = server.serve(&connection);
                    server.note(|state| state.seen.open -= 1);
                });
            }
        });
        Self { address, shared }
    }

    /// The URL of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Waits until the program has this many requests in flight and can do no more
    /// without an answer, or brings nothing new, or has returned. Returns how many there
    /// are.
    pub fn wait_for_in_flight(&self, wanted: usize, program: &Running) -> usize {
        self.wait(PATIENCE, program, |seen| seen.in_flight >= wanted);
        program.wait_until_idle();
        self.seen().in_flight
    }

    /// Waits until what is seen fits, or nothing new was seen for `patience`, or the
    /// function has returned. Returns what is seen then.
    pub fn wait(
        &self,
        patience: Duration,
        program: &Running,
        fits: impl Fn(&Seen) -> bool,
    ) -> Seen {
        let mut state = self.shared.lock();
        let mut last = (state.news, Instant::now());
        while !fits(&state.seen) && !program.has_ended() && last.1.elapsed() < patience
        {
            let woken = self.shared.changed.wait_timeout(state, LOOK);
            (state, _) = woken.unwrap_or_else(PoisonError::into_inner);
            if state.news != last.0 {
                last = (state.news, Instant::now());
            }
        }
        state.seen.clone()
    }

    /// Lets this many requests have their answer: of those that are held, or that come.
    pub fn answer(&self, requests: usize) {
        self.shared.note(|state| state.permits += requests);
    }

    /// Lets the request for this path have its answer.
    pub fn answer_path(&self, path: &str) {
        self.shared.note(|state| {
            state.permitted.insert(path.to_owned());
        });
    }

    /// Answers all that are held, and from now on each at once.
    pub fn answer_all(&self) {
        self.shared.note(|state| state.is_free = true);
    }

    /// What the server has seen.
    pub fn seen(&self) -> Seen {
        self.shared.lock().seen.clone()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        change(&mut state);
        state.news += 1;
        self.changed.notify_all();
    }

    /// Serves one connection: a request, its answer, and the wait for the client to
    /// close.
    fn serve(&self, mut connection: &TcpStream) -> io::Result<()> {
        let mut reader = BufReader::new(connection);
        let mut first = String::new();
        reader.read_line(&mut first)?;
        let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut line = String::new();
        while reader.read_line(&mut line)? > 2 {
            line.clear();
        }
        self.note(|state| {
            state.seen.paths.push(path.clone());
            state.seen.in_flight += 1;
            state.seen.peak = state.seen.peak.max(state.seen.in_flight);
        });
        let is_there = self.wait_for_permit(&path, connection);
        let Reply { status, body } = (self.answer)(&path);
        let length = body.len();
        let head = format!("HTTP/1.1 {status} -\r\nContent-Length: {length}");
        // No longer in flight once its client may know: it may ask again at once.
        self.note(|state| {
            state.seen.in_flight -= 1;
            if is_there {
                state.seen.answered.push(path);
            }
        });
        if is_there {
            connection.write_all(format!("{head}\r\n\r\n{body}").as_bytes())?;
            connection.shutdown(std::net::Shutdown::Write)?;
            io::copy(&mut reader.take(u64::MAX), &mut io::sink())?;
        }
        Ok(())
    }

    /// Waits until the request may be answered. Returns whether the client is still
    /// there.
    fn wait_for_permit(&self, path: &str, connection: &TcpStream) -> bool {
        let mut state = self.lock();
        loop {
            if state.is_free || state.permitted.remove(path) {
                return true;
            }
            if state.permits > 0 {
                state.permits -= 1;
                return true;
            }
            let woken = self.changed.wait_timeout(state, LOOK);
            let (waiting, timed_out) = woken.unwrap_or_else(PoisonError::into_inner);
            if timed_out.timed_out() && has_hung_up(connection) {
                return false;
            }
            state = waiting;
        }
    }
}

fn has_hung_up(connection: &TcpStream) -> bool {
    let peek = || -> io::Result<usize> {
        connection.set_nonblocking(true)?;
        let peeked = connection.peek(&mut [0]);
        connection.set_nonblocking(false)?;
        peeked
    };
    match peek() {
        Ok(read) => read == 0,
        Err(error) => error.kind() != io::ErrorKind::WouldBlock,
    }
}
