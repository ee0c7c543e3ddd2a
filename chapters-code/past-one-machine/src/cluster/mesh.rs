//! Every process connected with every other, by a deadline.
//!
//! Timely has this itself, but sleeps a second between two tries, tries for ever, prints
//! on standard output, and takes whoever connects for a member. So the connections are
//! made here, and handed over.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream, ToSocketAddrs as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};
use timely::communication::allocator::zero_copy::stream::Stream;

use super::handshake::{self, Member, NoWelcome, Refusal};

/// How long whoever connects may take to greet.
const GREETING: Duration = Duration::from_secs(2);

/// Between two looks for a connection, and between two tries to make one. Nothing is
/// timed yet.
const LOOK: Duration = Duration::from_millis(1);

/// How many may be about to greet at once. Who comes then has to try again.
const GREETERS: usize = 64;

/// Where a process can be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Address {
    /// A socket in the file system.
    Unix(PathBuf),
    /// `HOST:PORT`.
    Tcp(String),
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unix(path) => write!(out, "{}", path.display()),
            Self::Tcp(address) => out.write_str(address),
        }
    }
}

/// A connection to another process.
#[derive(Debug)]
pub enum Socket {
    /// On the same machine.
    Unix(UnixStream),
    /// On any.
    Tcp(TcpStream),
}

impl Socket {
    /// Connects to a process that listens, by a deadline.
    pub fn connect(address: &Address, deadline: Instant) -> io::Result<Self> {
        match address {
            Address::Unix(path) => Ok(Self::Unix(UnixStream::connect(path)?)),
            Address::Tcp(address) => {
                let left = deadline.saturating_duration_since(Instant::now());
                let mut last = io::Error::new(ErrorKind::NotFound, "no such host");
                for address in address.to_socket_addrs()? {
                    match TcpStream::connect_timeout(&address, left.max(LOOK)) {
                        Ok(socket) => return Self::at_once(socket),
                        Err(error) => last = error,
                    }
                }
                Err(last)
            }
        }
    }

    /// What is written goes out at once: an engine gathers by itself.
    fn at_once(socket: TcpStream) -> io::Result<Self> {
        socket.set_nodelay(true)?;
        Ok(Self::Tcp(socket))
    }

    /// How long to wait in a read or a write before it fails.
    pub fn set_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
        match self {
            Self::Unix(socket) => {
                socket.set_read_timeout(timeout)?;
                socket.set_write_timeout(timeout)
            }
            Self::Tcp(socket) => {
                socket.set_read_timeout(timeout)?;
                socket.set_write_timeout(timeout)
            }
        }
    }
}

impl Read for Socket {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Unix(socket) => socket.read(bytes),
            Self::Tcp(socket) => socket.read(bytes),
        }
    }
}

impl Write for Socket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Unix(socket) => socket.write(bytes),
            Self::Tcp(socket) => socket.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Stream for Socket {
    fn try_clone(&self) -> io::Result<Self> {
        Ok(match self {
            Self::Unix(socket) => Self::Unix(socket.try_clone()?),
            Self::Tcp(socket) => Self::Tcp(socket.try_clone()?),
        })
    }

    fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()> {
        match self {
            Self::Unix(socket) => socket.set_nonblocking(nonblocking),
            Self::Tcp(socket) => socket.set_nonblocking(nonblocking),
        }
    }

    fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        match self {
            Self::Unix(socket) => socket.shutdown(how),
            Self::Tcp(socket) => socket.shutdown(how),
        }
    }
}

/// Where the others connect to this process.
#[derive(Debug)]
pub enum Listener {
    /// A socket in the file system, which goes with this.
    Unix(UnixListener, PathBuf),
    /// A port.
    Tcp(TcpListener),
}

impl Listener {
    /// Listens at a socket in this folder. Its path has to be short: the kernel takes
    /// about a hundred bytes (unix(7)).
    pub fn unix(folder: &Path, index: usize) -> Result<Self> {
        let path = folder.join(index.to_string());
        let listener = UnixListener::bind(&path)
            .with_context(|| format!("cannot listen at {}", path.display()))?;
        listener.set_nonblocking(true)?;
        Ok(Self::Unix(listener, path))
    }

    /// Listens at this address, `HOST:PORT`; port 0 takes any that is free.
    pub fn tcp(address: &str) -> Result<Self> {
        let listener = TcpListener::bind(address).with_context(|| {
            format!("cannot listen at {address}: is it this machine's, and free?")
        })?;
        listener.set_nonblocking(true)?;
        Ok(Self::Tcp(listener))
    }

    /// Where the others find it.
    pub fn address(&self) -> Result<Address> {
        Ok(match self {
            Self::Unix(_, path) => Address::Unix(path.clone()),
            Self::Tcp(listener) => Address::Tcp(listener.local_addr()?.to_string()),
        })
    }

    /// The next that has connected; `None` if nobody has.
    fn accept(&self) -> io::Result<Option<Socket>> {
        let accepted = match self {
            Self::Unix(listener, _) => {
                listener.accept().map(|(socket, _)| Socket::Unix(socket))
            }
            Self::Tcp(listener) => {
                listener.accept().and_then(|(socket, _)| Socket::at_once(socket))
            }
        };
        match accepted {
            Ok(socket) => {
                socket.set_nonblocking(false)?;
                Ok(Some(socket))
            }
            // Somebody who is gone again is nobody's failure but their own.
            Err(error) if is_passing(error.kind()) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn is_passing(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::WouldBlock
            | ErrorKind::Interrupted
            | ErrorKind::ConnectionAborted
            | ErrorKind::ConnectionReset
            | ErrorKind::InvalidInput
    )
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Self::Unix(_, path) = self {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// The connections of one process.
#[derive(Debug)]
pub struct Mesh {
    /// To each process, by its index; `None` to itself.
    pub sockets: Vec<Option<Socket>>,
    /// Who else came, and was refused.
    pub refused: Vec<Refusal>,
}

/// Connects with all others: to those before this one, and from those after it.
pub fn connect(
    listener: Listener,
    addresses: &[Address],
    here: &Member,
    deadline: Instant,
) -> Result<Mesh> {
    let mut sockets = Vec::new();
    for (index, address) in addresses.iter().enumerate().take(here.index) {
        let socket = reach(address, here, deadline)
            .with_context(|| format!("cannot reach process {index} at {address}"))?;
        sockets.push(Some(socket));
    }
    let (later, refused) = await_members(&listener, here, addresses.len(), deadline)?;
    drop(listener); // nobody else is expected
    sockets.push(None);
    sockets.extend(later.into_iter().map(Some));
    Ok(Mesh { sockets, refused })
}

/// Connects to a process, which may not listen yet.
fn reach(address: &Address, here: &Member, deadline: Instant) -> Result<Socket> {
    loop {
        let broken = match Socket::connect(address, deadline) {
            Ok(mut socket) => match handshake::greet(&mut socket, here, deadline) {
                Ok(()) => return Ok(socket),
                Err(NoWelcome::Broken(error)) => error,
                Err(refused @ NoWelcome::Refused(_)) => return Err(refused.into()),
            },
            Err(error) => error,
        };
        if Instant::now() >= deadline {
            return Err(broken).context("nobody welcomed this process in time");
        }
        thread::sleep(LOOK);
    }
}

/// Waits until those with a higher index have all connected.
fn await_members(
    listener: &Listener,
    here: &Member,
    members: usize,
    deadline: Instant,
) -> Result<(Vec<Socket>, Vec<Refusal>)> {
    let first = here.index + 1;
    let mut sockets: Vec<Option<Socket>> = (first..members).map(|_| None).collect();
    let claimed = Arc::new(Mutex::new(vec![false; sockets.len()]));
    let (tell, told) = mpsc::channel();
    let (mut refused, mut greeting) = (Vec::new(), 0);
    while let Some(missing) = sockets.iter().position(Option::is_none) {
        if Instant::now() >= deadline {
            bail!(
                "process {} did not connect in time{}",
                first + missing,
                among(&refused, greeting)
            );
        }
        if let Some(socket) = listener.accept()?
            && greeting < GREETERS
        {
            greeting += 1;
            let patience = deadline.min(Instant::now() + GREETING);
            hear(
                socket,
                here.clone(),
                first,
                Arc::clone(&claimed),
                patience,
                tell.clone(),
            );
        }
        match told.recv_timeout(LOOK) {
            Ok(result) => {
                greeting -= 1;
                match result {
                    Ok((index, socket)) => sockets[index - first] = Some(socket),
                    Err(refusal) => refused.push(refusal),
                }
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
    }
    Ok((sockets.into_iter().flatten().collect(), refused))
}

/// Hears a greeting on a thread of its own: nobody who says nothing keeps others
/// waiting.
fn hear(
    mut socket: Socket,
    here: Member,
    first: usize,
    claimed: Arc<Mutex<Vec<bool>>>,
    deadline: Instant,
    tell: Sender<Result<(usize, Socket), Refusal>>,
) {
    thread::spawn(move || {
        let claim = |number: u32| {
            let at = (number as usize).checked_sub(first);
            let mut claimed = claimed.lock().map_err(|_| Refusal::Gone)?;
            let free = at.and_then(|at| claimed.get_mut(at));
            match free {
                None => Err(Refusal::Index(number)),
                Some(true) => Err(Refusal::Twice(number)),
                Some(free) => {
                    *free = true;
                    Ok(number as usize)
                }
            }
        };
        let heard = handshake::hear(&mut socket, &here, deadline, claim);
        let _ = tell.send(heard.map(|index| (index, socket)));
    });
}

/// Who was refused meanwhile, for the sentence that says who is missing.
fn among(refused: &[Refusal], greeting: usize) -> String {
    let mut others: Vec<String> = Vec::new();
    for refusal in refused {
        let said = format!("one was refused: {refusal}");
        if !others.contains(&said) {
            others.push(said);
        }
    }
    if greeting > 0 {
        others.push(format!("{greeting} connected and said nothing"));
    }
    others.insert(0, String::new());
    others.join("; ")
}
