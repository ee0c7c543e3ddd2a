//! Toward many hosts: what the parts of a task cost, tried on few workers, and how long up
//! to a thousand hosts should take by that. One and two are measured, to compare.

pub mod few;
pub mod rehearsal;
pub mod simulate;

use anyhow::Result;
use measure::{Experiment, Strategy};
use program::Program;
use record::{Setting, Settings};

use crate::cluster::{self, Cluster};
use crate::segments::engine::Primes;
use crate::sieve::known;
use crate::words::engine::Words;
use crate::words::sequential;
use crate::words::text::Pages;

use few::{measured, on_hosts};
use rehearsal::Rehearsal;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "many",
        baseline: "pieces-measured",
        strategies: strategies(),
        expected_answer: |settings| {
            Ok(match settings.text("task")? {
                Some("pieces") => known(settings.count("limit")?),
                Some("words") => Some(sequential::count(&Pages::prepare(settings)?)),
                _ => None,
            })
        },
        preflight: |_, _| Ok(cluster::preflight()),
        ..Experiment::default()
    }
}

/// For how many hosts the time is computed, and what it is called.
pub const HOSTS: [(u64, &str); 10] = [
    (1, "at_1_ns"),
    (2, "at_2_ns"),
    (5, "at_5_ns"),
    (10, "at_10_ns"),
    (20, "at_20_ns"),
    (50, "at_50_ns"),
    (100, "at_100_ns"),
    (200, "at_200_ns"),
    (500, "at_500_ns"),
    (1000, "at_1000_ns"),
];

const FEW: &str = "src/many/few.rs";

fn strategies() -> Vec<Strategy> {
    let pieces = [
        Strategy::new(
            "pieces-measured",
            "Pieces, measured",
            FEW,
            few::pieces,
            measured::<Primes>,
        ),
        hosts::<Primes>("pieces-hosts", "Pieces, on 2 hosts"),
    ]
    .map(|row| of("pieces", row).in_group("Pieces"));
    let words = |measured_key, measured_label, hosts_key, hosts_label| {
        let run = measured::<Words>;
        [
            Strategy::new(measured_key, measured_label, FEW, few::words, run),
            hosts::<Words>(hosts_key, hosts_label),
        ]
        .map(|row| of("words", row).wanted_if(has_pages))
    };
    let every_word = words(
        "words-measured",
        "Every word, measured",
        "words-hosts",
        "Every word, on 2 hosts",
    )
    .map(|row| row.in_group("Every word is sent"));
    let first = words(
        "first-measured",
        "Counts, measured",
        "first-hosts",
        "Counts, on 2 hosts",
    )
    .map(|row| row.with("first", Setting::Count(1)).in_group("Counts are sent"));
    let computed = [
        computed("pieces-computed", "Pieces, computed", "of pieces"),
        computed("words-computed", "Every word, computed", "of words")
            .wanted_if(has_pages),
        computed("first-computed", "Counts, computed", "of counts")
            .wanted_if(has_pages),
    ];
    [pieces, every_word, first].into_iter().flatten().chain(computed).collect()
}

/// Only a profile with several pages has the time for words.
fn has_pages(settings: &Settings) -> bool {
    settings.count("pages").is_ok_and(|pages| pages > 1) && cluster::applies(settings)
}

fn of(task: &str, row: Strategy) -> Strategy {
    row.with("task", Setting::Text(task.to_owned()))
}

fn hosts<P: Program>(key: &'static str, label: &'static str) -> Strategy {
    let row = Strategy::new(key, label, FEW, Cluster::<P>::prepare, on_hosts::<P>);
    cluster::on(row, "hosts", 2)
}

fn computed(key: &'static str, label: &'static str, task: &str) -> Strategy {
    let file = "src/many/simulate.rs";
    let row = Strategy::new(key, label, file, Rehearsal::prepare, rehearsal::computed);
    of(task, row).in_group("Computed")
}

/// A program on so many workers, with some settings changed.
fn prepared<P: Program>(
    settings: &Settings,
    peers: &str,
    workers: u64,
    changed: &[(&str, u64)],
) -> Result<Cluster<P>> {
    let mut settings = settings.clone();
    settings.set("peers", Setting::Text(peers.to_owned()));
    settings.set("workers", Setting::Count(workers));
    for (name, count) in changed {
        settings.set(*name, Setting::Count(*count));
    }
    Cluster::prepare(&settings)
}
