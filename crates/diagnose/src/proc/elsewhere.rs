//! The answer of systems without Linux's `/proc`.

use std::io;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::{Process, Thread};
use crate::counters::Counted;
use crate::descriptors::{Connections, Descriptors};
use crate::group::Group;
use crate::io::Io;

/// There is none here.
pub(crate) enum Handle {}

impl Handle {
    pub(crate) fn open(_: i32) -> Result<Self> {
        bail!("this needs Linux's /proc")
    }

    pub(crate) fn process(&self) -> Result<Process> {
        match *self {}
    }

    pub(crate) fn threads(&self, _: bool) -> Vec<Thread> {
        match *self {}
    }

    pub(crate) fn io(&self) -> Result<Io> {
        match *self {}
    }

    pub(crate) fn descriptors(&self) -> Option<Descriptors> {
        match *self {}
    }

    pub(crate) fn group(&self) -> Option<Group> {
        match *self {}
    }

    pub(crate) fn executable(&self) -> Option<PathBuf> {
        match *self {}
    }
}

/// There are none here.
pub(crate) enum Counters {}

impl Counters {
    pub(crate) fn of_the_next() -> io::Result<Self> {
        Err(io::Error::other("this needs Linux"))
    }

    pub(crate) fn read(&mut self) -> io::Result<Counted> {
        match *self {}
    }
}

/// Unknown.
pub(crate) fn own_children() -> Vec<i32> {
    Vec::new()
}

/// `None`: there are no processes to look through.
pub(crate) fn parents() -> Option<Vec<(i32, i32)>> {
    None
}

/// Unknown: what the kernel counts of a child is then taken as it is.
pub(crate) fn own_peak_bytes() -> Option<u64> {
    None
}

/// Does it, and cannot count.
pub(crate) fn io_of_children<T>(wait: impl FnOnce() -> T) -> (T, Result<Io>) {
    (wait(), Handle::open(0).and_then(|handle| handle.io()))
}

/// Unknown.
pub(crate) fn allowed_cores(_: i32) -> Vec<usize> {
    Vec::new()
}

/// Unknown.
pub(crate) fn ignored_signals() -> u64 {
    0
}

/// Unknown.
pub(crate) fn connections(_: i32, _: &Descriptors) -> Connections {
    Connections::default()
}

/// Unknown.
pub(crate) fn started() -> Option<u64> {
    None
}

/// Fails: a program cannot be confined here.
pub(crate) fn confined_to<T>(
    _: &[usize],
    _: impl FnOnce() -> io::Result<T>,
) -> io::Result<T> {
    Err(io::Error::other("this system has no way to confine a program to some cores"))
}
