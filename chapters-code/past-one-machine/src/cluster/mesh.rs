//! Every process connected with every other, by a deadline.
//!
//! Timely has this itself, but sleeps a second between two tries, tries for ever, prints
//! on standard output, and takes whoever connects for a member. So the connections are
//! made here, and handed over.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::handshake::{self, Member, NoWelcome, Refusal};
use super::socket::{Address, Listener, Socket};

/// How long whoever connects may take to greet.
const GREETING: Duration = Duration::from_secs(2);

/// Between two looks for a connection, and between two tries to make one. Nothing is
/// timed yet.
const LOOK: Duration = Duration::from_millis(1);

/// How many may be about to greet at once. Who comes then has to try again.
const GREETERS: usize = 64;

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
