//! A chapter in which everything that can go wrong does: what the tests of the
//! command line run.

use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use chapter::Chapter;
use measure::{Answer, BuildFacts, Experiment, Strategy};
use record::claim::{Claim, wall};
use record::figure::{Column, Figure, Kind};
use record::sweep::Sweep;
use record::{Metric, Setting, Settings};

const CONFIG: &str = r#"
[sound]
smoke = { count = 3, pause = "1ms" }
quick = { count = 5, pause = "1ms" }
full = { count = 9, pause = "1ms" }

[sweep]
smoke = { most = 2 }
quick = { most = 3 }
full = { most = 3 }

[faults]
smoke = { count = 3 }
quick = { count = 3 }
full = { count = 3 }
"#;

fn main() -> ExitCode {
    chapter::main(&Chapter {
        name: "faulty",
        config: CONFIG,
        experiments: vec![sound(), sweep(), faults()],
        helpers: Vec::new(),
        commands: Vec::new(),
        build: BuildFacts {
            code: "0000000000000000",
            rustc: "rustc of the tests",
            target: "none",
            opt_level: "3",
            rustflags: "",
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
        question: "Does it work?",
        strategies: vec![
            Strategy::new("first", "The first", "src/first.rs", nap, work),
            Strategy::new("second", "The second", "src/second.rs", nap, work),
        ],
        baseline: "first",
        claims: vec![Claim::at_most(
            "alike",
            "The second takes at most {} times as long as the first.",
            wall("second"),
            wall("first"),
            1000.0,
        )],
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
    let cost = Metric::Own("cost_bytes");
    Experiment {
        name: "sweep",
        question: "What does size cost?",
        strategies: vec![
            row("left-1", "Left", 1),
            row("left-2", "Left", 2),
            row("left-3", "Left", 3),
            row("right-1", "Right", 1),
            row("right-2", "Right", 2),
        ],
        baseline: "left-1",
        figures: vec![
            Figure {
                name: "costs",
                kind: Kind::Lines(Sweep {
                    over: "size",
                    over_axis: "size",
                    metric: cost,
                    axis: "cost",
                    times_into: None,
                    fitted: false,
                }),
            },
            Figure::wall_times("times"),
        ],
        columns: vec![Column { name: "cost", label: "Its cost", metric: cost }],
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
        question: "What goes wrong?",
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
