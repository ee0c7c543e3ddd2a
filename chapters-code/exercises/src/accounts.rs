//! What the kernel knows of a program that has run, without its text.

/// The account of a program. All of it ran on a machine of eight cores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Account {
    /// For how long it ran, in seconds.
    pub wall: f64,
    /// The CPU time of all its threads together, in seconds.
    pub cpu: f64,
    /// Its threads.
    pub threads: usize,
    /// How many of these used CPU time, each about as much.
    pub busy_threads: usize,
    /// At a mean moment: how many of its threads stood in the same futex, as they do who
    /// wait for one lock.
    pub at_one_lock: f64,
    /// The most waits for a socket that were under way at one moment.
    pub sockets_at_once: usize,
    /// System calls of all threads in a second.
    pub calls_per_second: f64,
}

/// The cores of the machine.
pub const CORES: usize = 8;

/// What to try first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Try {
    /// It waits for one answer after another: ask for more of them at once.
    AskAtOnce,
    /// It computes on one core: divide the work among threads.
    DivideTheWork,
    /// Its threads wait for each other's lock: hold it for less.
    HoldTheLockForLess,
    /// It asks again and again whether it can go on: let it sleep until it is woken.
    SleepUntilWoken,
    /// It uses all cores already: more threads would only take turns.
    FewerInstructions,
}
