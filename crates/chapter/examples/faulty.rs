//! A chapter in which everything that can go wrong does: what the tests of the
//! command line run.

use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use chapter::{BuildFacts, Chapter};
use fingerprint::Workspace;
use measure::{Answer, Experiment, Strategy};
use record::{Setting, Settings};

const CONFIG: &str = include_str!("../tests/checkout/chapters-code/faulty/config.toml");

/// What the experiments depend on, in the checkout that the test runs it in.
fn manifests() -> &'static str {
    let manifests = std::env::current_dir()
        .map_err(Into::into)
        .and_then(|root| Workspace::open(&root)?.manifests("faulty"))
        .unwrap_or_default();
    serde_json::to_string(&manifests).unwrap_or_default().leak()
}

fn main() -> ExitCode {
    chapter::main(&Chapter {
        name: "faulty",
        config: CONFIG,
        experiments: vec![sound(), sweep(), faults()],
        helpers: Vec::new(),
        build: BuildFacts {
            manifests: manifests(),
            rustc: "rustc of the tests",
            target: "none",
            opt_level: "3",
            rustflags: show::library::RUSTFLAGS,
            folder: env!("CARGO_MANIFEST_DIR"),
        },
    })
}

fn sound() -> Experiment {
    let nap = |settings: &Settings| {
        Ok((settings.duration("pause")?, settings.count("count")?))
    };
    let work = |(pause, count): &(Duration, u64)| {
        thread::sleep(*pause);
        Ok(*count)
    };
    Experiment {
        name: "sound",
        strategies: vec![
            Strategy::new("first", "The first", "src/first.rs", nap, work),
            Strategy::new("second", "The second", "src/second.rs", nap, work),
        ],
        baseline: "first",
        ..empty()
    }
}

/// Two series over a size, with a measure of their own; what is larger than `most`
/// is left out.
fn sweep() -> Experiment {
    let row = |key, group, size: u64| {
        Strategy::new(
            key,
            key,
            "src/sweep/rows.rs",
            |settings| Ok(settings.count("size")?),
            |size| Ok(Answer::from(*size).with("cost_bytes", size * 1024)),
        )
        .in_group(group)
        .with("size", Setting::Count(size))
        .predicted(|settings| Ok(Some(Duration::from_millis(settings.count("size")?))))
        .wanted_if(|settings| {
            matches!((settings.count("size"), settings.count("most")), (Ok(size), Ok(most)) if size <= most)
        })
    };
    Experiment {
        name: "sweep",
        strategies: vec![
            row("left-1", "Left", 1),
            row("left-2", "Left", 2),
            row("left-3", "Left", 3),
            row("right-1", "Right", 1),
            row("right-2", "Right", 2),
        ],
        baseline: "left-1",
        expected_answer: |settings| Ok(Some(settings.count("size")?)),
        ..Experiment::default()
    }
}

fn faults() -> Experiment {
    let row = |key, run: fn(&u64) -> Result<u64>| {
        let prepare = |settings: &Settings| Ok(settings.count("count")?);
        Strategy::new(key, key, "src/faults.rs", prepare, run)
    };
    Experiment {
        name: "faults",
        strategies: vec![
            row("right", |count| Ok(*count)),
            row("wrong", |count| Ok(count + 1)),
            row("fails", |_| bail!("the disk is on fire")),
            row("panics", |_| panic!("no luck")),
            row("aborts", |_| std::process::abort()),
            row("hangs", |_| {
                loop {
                    thread::sleep(Duration::from_secs(600));
                }
            }),
        ],
        baseline: "right",
        ..empty()
    }
}

fn empty() -> Experiment {
    Experiment {
        expected_answer: |settings| Ok(Some(settings.count("count")?)),
        ..Experiment::default()
    }
}
