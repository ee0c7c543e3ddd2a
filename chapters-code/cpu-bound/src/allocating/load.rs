//! How much there is to do, in which way, and on how many threads.

use std::hint::black_box;
use std::thread;

use anyhow::{Context as _, Result, bail};
use measure::join;
use record::{Settings, near};

use super::{borrowed, cleared, grown, owned, packed, passed};

/// A way of working with memory: with lines, or with vectors of numbers.
pub(super) struct Way {
    name: &'static str,
    with_lines: bool,
    count: fn(&Load) -> u64,
}

const WAYS: [Way; 6] = [
    Way { name: "owned", with_lines: true, count: owned::count },
    Way { name: "borrowed", with_lines: true, count: borrowed::count },
    Way { name: "passed", with_lines: true, count: passed::count },
    Way { name: "packed", with_lines: true, count: packed::count },
    Way { name: "grown", with_lines: false, count: grown::count },
    Way { name: "cleared", with_lines: false, count: cleared::count },
];

/// A line as a server writes it into its log.
const LINE: &str =
    "203.0.113.7 GET /pictures/event-loop.svg HTTP/1.1 200 5120 image/svg+xml";

// ANCHOR: load
/// How much there is to do.
pub(super) struct Load {
    /// How many threads, or pairs of threads, do it.
    pub(super) workers: u64,
    /// How many lines or vectors each has.
    pub(super) each: u64,
    /// How many numbers a vector has.
    pub(super) length: u64,
}

impl Load {
    /// The lines of a thread; the compiler may not know that they are the same.
    pub(super) fn lines(&self) -> impl Iterator<Item = &'static str> {
        (0..self.each).map(|_| black_box(LINE))
    }

    /// Does the same on every thread, and adds up what they return.
    pub(super) fn on_threads(&self, count: impl Fn() -> u64 + Sync) -> u64 {
        thread::scope(|scope| {
            let start = |_| scope.spawn(&count);
            let threads: Vec<_> = (0..self.workers).map(start).collect();
            threads.into_iter().map(join).sum()
        })
    }
}
// ANCHOR_END: load

impl Way {
    fn named(name: &str) -> Result<&'static Self> {
        let names = WAYS.map(|way| way.name);
        let found = WAYS.iter().position(|way| way.name == name);
        Ok(&WAYS[found.with_context(|| near::unknown("way", name, &names))?])
    }

    /// What it comes to: characters of words, or numbers in vectors.
    fn answer(&self, load: &Load) -> u64 {
        let letters = LINE.split(' ').map(str::len).sum::<usize>() as u64;
        load.workers * load.each * if self.with_lines { letters } else { load.length }
    }
}

/// A way, and how much there is to do.
pub(super) struct Task(&'static Way, Load);

impl Task {
    /// That of a row.
    pub(super) fn of(settings: &Settings) -> Result<Self> {
        let way = Way::named(settings.text("way")?.context("a row has a way")?)?;
        let workers = settings.count("workers")?;
        let all = settings.count(if way.with_lines { "lines" } else { "vectors" })?;
        let length = (settings.count("mib")? << 20) / size_of::<u64>() as u64;
        Ok(Self(way, Load { workers, each: all.div_ceil(workers), length }))
    }

    /// That of a worker's arguments.
    pub(super) fn parse(arguments: &[String]) -> Result<Self> {
        let [way, workers, each, length] = arguments else {
            bail!("a worker wants a way and three numbers")
        };
        let (workers, each) = (workers.parse()?, each.parse()?);
        let length = length.parse()?;
        Ok(Self(Way::named(way)?, Load { workers, each, length }))
    }

    /// A worker's arguments.
    pub(super) fn arguments(&self) -> [String; 4] {
        let Self(way, Load { workers, each, length }) = self;
        [way.name.to_owned(), workers.to_string(), each.to_string(), length.to_string()]
    }

    /// Does it.
    pub(super) fn count(&self) -> u64 {
        (self.0.count)(&self.1)
    }

    /// What it comes to.
    pub(super) fn answer(&self) -> u64 {
        self.0.answer(&self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_comes_to_what_is_expected_in_this_process_or_in_another() {
        for way in &WAYS {
            let load = Load { workers: 2, each: 1_001, length: 10 };
            let task = Task(way, load);
            let again = Task::parse(&task.arguments()).expect("complete");
            assert_eq!(again.count(), task.answer(), "{}", way.name);
        }
        assert!(Task::parse(&[]).is_err());
        let error = Way::named("onwed").err().expect("there is none").to_string();
        assert!(error.contains("owned"), "{error}");
    }
}
