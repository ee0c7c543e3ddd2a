//! Where there is no `/proc`, nothing is known of a process that has not ended.

use std::io;

use crate::diagnose::usage::Io;

#[derive(Clone, Debug, Default)]
pub(super) struct Process {
    pub(super) parent: i32,
    pub(super) is_zombie: bool,
    pub(super) cpu_ns: u64,
    pub(super) user_ns: u64,
    pub(super) system_ns: u64,
    pub(super) waited_user_ns: u64,
    pub(super) waited_system_ns: u64,
    pub(super) threads: u64,
    pub(super) rss_bytes: u64,
    pub(super) began_ticks: u64,
}

impl Process {
    pub(super) fn read(_: i32) -> io::Result<Self> {
        Err(unsupported())
    }

    pub(super) fn cpu_with_children_ns(&self) -> u64 {
        self.cpu_ns + self.waited_user_ns + self.waited_system_ns
    }
}

fn unsupported() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "this needs Linux's /proc")
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Thread {
    pub(super) ready_ns: u64,
    pub(super) voluntary: u64,
    pub(super) involuntary: u64,
}

impl Thread {
    pub(super) fn read(_: i32, _: i32, _: bool) -> Option<Self> {
        None
    }
}

pub(super) fn threads(_: i32) -> Vec<i32> {
    Vec::new()
}

pub(super) fn children(_: i32, _: i32) -> Option<Vec<i32>> {
    None
}

pub(super) fn parents() -> Option<Vec<(i32, i32)>> {
    None
}

pub(super) fn peak_rss_bytes(_: i32) -> Option<u64> {
    None
}

pub(super) fn io(_: i32) -> io::Result<Io> {
    Err(unsupported())
}

pub(super) fn io_of_waited<T>(wait: impl FnOnce() -> T) -> (T, io::Result<Io>) {
    (wait(), Err(unsupported()))
}

pub(super) fn name(_: i32) -> Option<String> {
    None
}

pub(super) fn ignored_signals() -> u64 {
    0
}

pub(super) fn cores_allowed(_: i32) -> Option<u64> {
    None
}
