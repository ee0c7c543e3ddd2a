//! Where the workers are, and how they exchange.

// ANCHOR: listing
use timely::CommunicationConfig;
use timely::communication::AllocatorBuilder;
use timely::communication::allocator::ProcessBuilder;
use timely::communication::allocator::zero_copy::initialize::{
    CommsGuard, initialize_networking_from_sockets,
};

// ANCHOR_END: listing
use std::any::Any;

use anyhow::{Context as _, Result, bail, ensure};
use record::Settings;

use super::socket::{Address, Socket};

// ANCHOR: configuration
/// Where the workers are, and how they exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Configuration {
    /// One, on one thread.
    Thread,
    /// Threads that hand each other their data.
    Threads(usize),
    /// Threads that hand each other bytes: what serialising costs, by itself.
    Bytes(usize),
    /// Processes of a worker each, connected by Unix sockets.
    Unix(usize),
    /// The same, connected by TCP.
    Tcp(usize),
    /// The same, each with a network and a core of its own.
    Namespaces(usize),
    /// The same on machines that somebody else started.
    Hosts(Vec<Address>),
}
// ANCHOR_END: configuration

impl Configuration {
    /// What a row's settings `peers` and `workers` ask for.
    pub fn of(settings: &Settings) -> Result<Self> {
        let workers = settings.count("workers")? as usize;
        ensure!((1..=64).contains(&workers), "`workers` is {workers}: from 1 to 64");
        Ok(match settings.text("peers")? {
            Some("thread") => Self::Thread,
            Some("threads") => Self::Threads(workers),
            Some("bytes") => Self::Bytes(workers),
            Some("unix") => Self::Unix(workers),
            Some("tcp") => Self::Tcp(workers),
            Some("hosts") if workers <= 2 => Self::Namespaces(workers),
            Some("hosts") => bail!("of hosts on this machine there are two at most"),
            other => {
                bail!(
                    "`peers` is {other:?}: thread, threads, bytes, unix, tcp or hosts"
                )
            }
        })
    }

    /// How many processes there are.
    pub fn processes(&self) -> usize {
        match self {
            Self::Thread | Self::Threads(_) | Self::Bytes(_) => 1,
            Self::Unix(processes)
            | Self::Tcp(processes)
            | Self::Namespaces(processes) => *processes,
            Self::Hosts(addresses) => addresses.len(),
        }
    }

    /// How many workers there are.
    pub fn workers(&self) -> usize {
        match self {
            Self::Thread => 1,
            Self::Threads(workers) | Self::Bytes(workers) => *workers,
            _ => self.processes(),
        }
    }

    /// What timely makes of it for the process with this index: for each worker of
    /// it the means to exchange, and what has to be dropped when they have ended.
    /// The sockets lead to the other processes.
    pub fn build(&self, index: usize, sockets: Vec<Option<Socket>>) -> Result<Built> {
        let within = |config: CommunicationConfig| {
            config
                .try_build()
                .map_err(anyhow::Error::msg)
                .context("cannot start timely")
        };
        match self {
            Self::Thread => within(CommunicationConfig::Thread),
            Self::Threads(workers) => within(CommunicationConfig::Process(*workers)),
            Self::Bytes(workers) => {
                within(CommunicationConfig::ProcessBinary(*workers))
            }
            _ => {
                let (workers, guard) = across(index, sockets)?;
                Ok((workers, Box::new(guard)))
            }
        }
    }
}

/// The means of each worker to exchange, and what to drop at the end.
pub type Built = (Vec<AllocatorBuilder>, Box<dyn Any + Send>);

// ANCHOR: sockets
/// One worker here, and sockets that lead to those of the other processes.
fn across(
    index: usize,
    sockets: Vec<Option<Socket>>,
) -> Result<(Vec<AllocatorBuilder>, CommsGuard)> {
    let hooks = timely::communication::Hooks::default();
    let here = ProcessBuilder::new_typed_vector(1, hooks.refill.clone(), None);
    let (workers, guard) =
        initialize_networking_from_sockets(here, sockets, index, 1, hooks)?;
    Ok((workers.into_iter().map(AllocatorBuilder::Tcp).collect(), guard))
}
// ANCHOR_END: sockets
