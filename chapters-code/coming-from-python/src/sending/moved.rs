//! Data for a thread: it is moved, and nothing is copied.

// ANCHOR: listing
use std::cell::Cell;
use std::sync::mpsc::channel;
use std::thread;

use anyhow::Result;
use record::Settings;

/// What to send, and how often.
pub(super) struct Data {
    /// In a cell, because they are moved out of it.
    numbers: Cell<Vec<u64>>,
    times: u64,
}

/// Sends the numbers to a thread and back, and adds up how many the thread saw.
pub(super) fn send_all(data: &Data) -> Result<u64> {
    let (to, from_us) = channel::<Vec<u64>>();
    let (answer, answers) = channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            from_us.into_iter().try_for_each(|numbers| answer.send(numbers))
        });
        let mut numbers = data.numbers.take();
        let mut seen = 0;
        for _ in 0..data.times {
            to.send(numbers)?;
            numbers = answers.recv()?;
            seen += numbers.len() as u64;
        }
        data.numbers.set(numbers);
        drop(to); // the thread ends
        Ok(seen)
    })
}
// ANCHOR_END: listing

impl Data {
    /// The data for these settings.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        Ok(Self {
            numbers: Cell::new((0..super::items(settings)?).collect()),
            times: settings.count("times")?,
        })
    }
}
