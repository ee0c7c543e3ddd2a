//! A small table that all threads use, how often each uses it, and for what.

use std::collections::HashMap;
use std::hint::black_box;
use std::ops::Range;
use std::sync::Barrier;
use std::thread;

use anyhow::{Result, ensure};
use measure::{environment, join};
use record::Settings;

/// What is shared: a count for each key.
pub(super) type Table = HashMap<u64, u64>;

/// What every strategy is given.
pub(super) struct Load {
    /// How many threads use the table.
    pub(super) threads: usize,
    /// How many keys the table has: 0 and those that follow.
    entries: u64,
    /// The steps of one thread.
    steps: u64,
    /// The keys of one step.
    keys: u64,
    /// How many steps in a hundred change the table.
    writes: u64,
}

// ANCHOR: step
/// What a thread does with the table before it may let go of it.
pub(super) enum Step {
    /// Look these keys up.
    Read(Keys),
    /// Add one to the counts of these keys.
    Write(Keys),
}

/// Looks up the keys. Returns how many it found.
pub(super) fn look_up(table: &Table, keys: Keys) -> u64 {
    keys.filter_map(|key| table.get(&key)).map(black_box).count() as u64
}

/// Adds one to the count of each key.
pub(super) fn change(table: &mut Table, keys: Keys) {
    for key in keys {
        *table.entry(key).or_default() += 1;
    }
}
// ANCHOR_END: step

impl Load {
    /// A thread per core, and two where there is one core: with one thread nothing
    /// would be shared.
    pub(super) fn prepare(settings: &Settings) -> Result<Self> {
        let threads = environment::cores_usable().max(2);
        let (keys, entries) = (settings.count("keys")?, settings.count("entries")?);
        let (lookups, writes) = (settings.count("lookups")?, settings.count("writes")?);
        ensure!(keys > 0 && entries > 0, "a table and a step have at least one key");
        ensure!(writes <= 100, "`writes` is a share in per cent: 100 at most");
        let steps = lookups.div_ceil(threads * keys);
        Ok(Self { threads: threads as usize, entries, steps, keys, writes })
    }

    /// The table at the beginning: every key is there, and every count is zero.
    pub(super) fn table(&self) -> Table {
        (0..self.entries).map(|key| (key, 0)).collect()
    }

    /// The steps of each thread.
    pub(super) fn steps(&self) -> impl Iterator<Item = Steps> {
        let (entries, keys, writes) = (self.entries, self.keys, self.writes);
        (0..self.threads as u64).map(move |thread| {
            // Some steps apart, so that not all threads write at the same time.
            let first = thread * (self.steps + 37);
            Steps { numbers: first..first + self.steps, entries, keys, writes }
        })
    }

    /// Starts the threads, and lets each do this with its steps.
    pub(super) fn on_each_thread<T: Send>(
        &self,
        work: impl Fn(Steps) -> T + Sync,
    ) -> Vec<T> {
        let (start, work) = (Barrier::new(self.threads), &work);
        let begin = |steps| {
            // Else the first would be alone until the last is there.
            start.wait();
            work(steps)
        };
        let begin = &begin;
        thread::scope(|scope| {
            let threads: Vec<_> =
                self.steps().map(|steps| scope.spawn(move || begin(steps))).collect();
            threads.into_iter().map(join).collect()
        })
    }

    /// Lets all threads read and write in these ways. Returns how many keys they found.
    pub(super) fn on_all_threads(
        &self,
        read: impl Fn(Keys) -> u64 + Sync,
        write: impl Fn(Keys) + Sync,
    ) -> u64 {
        let found = self.on_each_thread(|steps| {
            let mut found = 0;
            for step in steps {
                match step {
                    Step::Read(keys) => found += read(keys),
                    Step::Write(keys) => write(keys),
                }
            }
            found
        });
        found.into_iter().sum()
    }
}

/// The keys that were found, and the counts, come to as many as there were keys.
pub(super) fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    let load = Load::prepare(settings)?;
    Ok(Some(load.threads as u64 * load.steps * load.keys))
}

/// The steps of one thread.
pub(super) struct Steps {
    numbers: Range<u64>,
    entries: u64,
    keys: u64,
    writes: u64,
}

impl Iterator for Steps {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let number = self.numbers.next()?;
        let first = number * self.keys;
        let keys = Keys { numbers: first..first + self.keys, entries: self.entries };
        // Spread evenly over the steps.
        let is_write = number * self.writes % 100 < self.writes;
        Some(if is_write { Step::Write(keys) } else { Step::Read(keys) })
    }
}

/// The keys of a step, from all over the table.
#[derive(Clone)]
pub(super) struct Keys {
    numbers: Range<u64>,
    entries: u64,
}

impl Iterator for Keys {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        // Knuth's multiplicative hash: neighbours are far apart, and none is left out.
        let scattered = self.numbers.next()?.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Some((scattered >> 32) % self.entries)
    }
}

#[cfg(test)]
mod tests {
    use record::Setting;

    use super::*;

    fn load(keys: u64, writes: u64) -> Load {
        let counts =
            [("lookups", 10_000), ("entries", 100), ("keys", keys), ("writes", writes)];
        let settings =
            counts.map(|(name, count)| (name.to_owned(), Setting::Count(count)));
        Load::prepare(&settings.into_iter().collect()).expect("complete")
    }

    #[test]
    fn as_many_steps_in_a_hundred_write_as_were_asked_for() {
        for writes in [0, 1, 10, 50, 100] {
            let load = load(1, writes);
            let steps: Vec<_> = load.steps().flatten().collect();
            let wrote =
                steps.iter().filter(|step| matches!(step, Step::Write(_))).count();
            let expected = steps.len() as u64 * writes / 100;
            assert!(expected.abs_diff(wrote as u64) <= load.threads as u64, "{writes}");
        }
    }

    #[test]
    fn every_key_is_in_the_table_and_comes_up() {
        let load = load(10, 100);
        let mut table = load.table();
        for step in load.steps().flatten() {
            if let Step::Write(keys) = step {
                change(&mut table, keys);
            }
        }
        assert_eq!(table.len(), 100);
        assert!(table.values().all(|count| *count > 0));
    }
}
