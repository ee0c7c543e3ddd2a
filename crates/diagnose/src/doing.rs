//! What a thread does at one moment, and what it waits for.

use schemars::JsonSchema;
use serde::Serialize;

/// What a thread does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Doing {
    /// It runs, or is ready to.
    Running,
    Waits(Wait),
    /// The kernel does not say: for that, one has to be allowed to trace it.
    #[default]
    Unknown,
}

/// What a thread waits for, by the system call that it is in and the descriptor that it
/// named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    /// A word of memory that another thread has to change: a lock, a condition, a channel.
    Lock { address: u64 },
    /// This thread's end.
    Join { thread: i32 },
    /// A child's end, or a signal.
    Child,
    /// A time.
    Timer,
    /// Whatever comes first of several: an event queue, or a call such as poll(2).
    Events { timed: bool, queue: bool },
    /// The other end of a socket.
    Socket { inode: u64 },
    /// Somebody who connects to it.
    Connection,
    /// The other end of a pipe, which may be its input.
    Pipe { is_input: bool },
    /// A file, or a page of one.
    Disk,
    /// Somebody at a terminal.
    Terminal,
    /// Anything else.
    Other,
}

/// What the waiting of a whole program is for, in shares of its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Timer,
    Socket,
    Disk,
    Pipe,
    Terminal,
    Other,
    /// Somebody who connects to it, and nothing else.
    Connection,
    /// Its own threads wait for each other, and for nothing else.
    Lock,
    /// A child's end.
    Child,
    /// The other end of a connection that is its own, and nothing else.
    OwnSocket,
}

impl Kind {
    /// As the rest of a sentence, "it waits for …".
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Timer => "timers",
            Self::Socket => "sockets",
            Self::Disk => "files on a disk",
            Self::Pipe => "a pipe",
            Self::Terminal => "somebody at the terminal",
            Self::Other => "something that has no name here",
            Self::Connection => "somebody who connects to it",
            Self::Lock => "its own threads: locks or channels",
            Self::Child => "a child process or a signal",
            Self::OwnSocket => "sockets whose other end is its own",
        }
    }
}
