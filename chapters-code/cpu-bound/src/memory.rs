//! Memory bandwidth: what more cores bring to loops that read memory in several ways,
//! and to one that reads none.

mod array;
mod chase;
mod gather;
mod hash;
mod stream;

use std::time::Instant;

use anyhow::{Result, ensure};
use measure::{Answer, Experiment, Preflight, Strategy, environment};
use record::Setting;

use array::Array;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "memory",
        baseline: "hash-one",
        strategies: strategies(),
        expected_answer: array::expected_answer,
        preflight: |settings, _| {
            let memory = host::environment::environment().memory_bytes.value;
            check(settings.count("mib")?, memory)?;
            Ok(Preflight::default())
        },
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let hash = pair("hash", "Hash", "src/memory/hash.rs", |array| {
        per_thousand(array, hash::hash_all)
    });
    // It reads nothing of its array: a small one will do.
    let hash = hash.map(|row| by_keys(row, "hashes").with("mib", Setting::Count(1)));
    let gather = pair("gather", "Gather", "src/memory/gather.rs", |array| {
        per_thousand(array, gather::read_all)
    });
    let gather = gather.map(|row| by_keys(row, "gathers"));
    let chase = pair("chase", "Chase", "src/memory/chase.rs", |array| {
        per_thousand(array, chase::read_all)
    });
    let chase = chase.map(|row| by_keys(row, "chases"));
    hash.into_iter().chain(sums()).chain(gather).chain(chase).collect()
}

/// The sums over arrays of several sizes.
fn sums() -> Vec<Strategy> {
    let sizes = [
        ("32k", "32 KiB", Some(32)),
        ("512k", "512 KiB", Some(512)),
        ("8m", "8 MiB", Some(8_192)),
        ("memory", "in memory", None),
    ];
    let sums = sizes.into_iter().map(|(key, size, kib)| {
        let (key, label) = (format!("sum-{key}"), format!("Sum, {size}"));
        let rows = pair(&key, &label, "src/memory/stream.rs", |array| {
            per_second(array, stream::sum_all)
        });
        let [one, all] = rows.map(|row| match kib {
            Some(kib) => row.with("kib", Setting::Count(kib)),
            None => row.with_computed("kib", |settings| {
                Ok(Setting::Count(settings.count("mib")? << 10))
            }),
        });
        (one.in_group("Sum, one thread"), all.in_group("Sum, a thread per core"))
    });
    let (one, all): (Vec<_>, Vec<_>) = sums.unzip();
    one.into_iter().chain(all).collect()
}

/// One loop, on one thread and on a thread per core.
fn pair(
    key: &str,
    label: &str,
    source: &'static str,
    run: fn(&Array) -> Answer,
) -> [Strategy; 2] {
    let cores = environment::cores_usable();
    [("one", "one thread", 1), ("all", "a thread per core", cores)].map(
        |(ending, threads, workers)| {
            let (key, label) =
                (format!("{key}-{ending}"), format!("{label}, {threads}"));
            Strategy::new(key, label, source, Array::prepare, run)
                .with("workers", Setting::Count(workers))
        },
    )
}

/// The same with as many keys as the setting of this name says.
fn by_keys(row: Strategy, setting: &str) -> Strategy {
    let group = row.label.split(',').next().unwrap_or_default().to_owned();
    row.in_group(group).with("keys", Setting::Text(setting.to_owned()))
}

/// The answer, with how long a thread takes for a thousand keys.
fn per_thousand(array: &Array, read_all: fn(&Array) -> u64) -> Answer {
    let clock = Instant::now();
    let read = read_all(array);
    let wall_ns = clock.elapsed().as_nanos() as u64;
    Answer::from(read).with("thousand_ns", wall_ns * 1_000 / array.each)
}

/// The answer, with how many bytes all threads together read in a second.
fn per_second(array: &Array, sum_all: fn(&Array) -> u64) -> Answer {
    let clock = Instant::now();
    let read = sum_all(array);
    let rate = (read * 8) as f64 / clock.elapsed().as_secs_f64();
    Answer::from(read).with("per_second_bytes", rate as u64)
}

/// Refuses an array that would take more than half of the memory.
fn check(mib: u64, memory_bytes: Option<u64>) -> Result<()> {
    ensure!(
        memory_bytes.is_none_or(|memory| mib <= memory >> 21),
        "`--mib {mib}` is more than half of this machine's memory: ask for less"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_of_more_than_half_of_the_memory_is_refused() {
        assert!(check(512, Some(1 << 30)).is_ok());
        assert!(check(1 << 40, None).is_ok());
        let error = check(513, Some(1 << 30)).expect_err("too large");
        assert!(error.to_string().contains("--mib 513"), "{error}");
    }
}
