//! Which one do I have? Four small programs, and how much of their time they are
//! on a core.

mod computes;
mod downloads;
mod mixed;
mod reads;

use std::fs::File;
use std::io::Write as _;

use anyhow::{Context as _, Result};
use measure::{Experiment, Strategy};
use origin::service;
use record::{Setting, Settings};
use reqwest::blocking::Client;

use crate::on_core;
use crate::primes::primes_below;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "which",
        baseline: "computes",
        strategies: strategies(),
        expected_answer,
        service: service::start,
        ..Experiment::default()
    }
}

/// The row's setting that names the program.
const PROGRAM: &str = "program";

fn strategies() -> Vec<Strategy> {
    let rows = vec![
        Strategy::new(
            "downloads",
            "1. Downloads pages",
            "src/which/downloads.rs",
            Site::prepare,
            |site| {
                on_core::noted(|| downloads::sum_of_lengths(&site.client, &site.urls))
            },
        ),
        Strategy::new(
            "computes",
            "2. Counts primes",
            "src/which/computes.rs",
            |settings| Ok(settings.count("primes")?),
            |&limit| on_core::noted(|| computes::count(limit)),
        ),
        Strategy::new(
            "reads",
            "3. Reads a file",
            "src/which/reads.rs",
            Reading::prepare,
            |reading| {
                on_core::noted(|| reads::sum_of_bytes(&reading.file, reading.times))
            },
        ),
        Strategy::new(
            "mixed",
            "4. Downloads and counts",
            "src/which/mixed.rs",
            Site::prepare,
            |site| {
                on_core::noted(|| {
                    mixed::download_and_count(&site.client, &site.urls, site.limit)
                })
            },
        ),
    ];
    let named = |row: Strategy| {
        let key = Setting::Text(row.key.clone().into_owned());
        row.with(PROGRAM, key)
    };
    rows.into_iter().map(named).collect()
}

/// What is downloaded, and how much is computed for each page.
struct Site {
    client: Client,
    urls: Vec<String>,
    limit: u64,
}

/// The length of every page, in bytes.
const PAGE_BYTES: u64 = 1_000;

impl Site {
    /// The client is made before the clock starts, and its connection.
    fn prepare(settings: &Settings) -> Result<Self> {
        let url = format!("{}/bytes/{PAGE_BYTES}", service::base(settings)?);
        let client = Client::new();
        client.get(&url).send()?.error_for_status()?.bytes()?;
        Ok(Self {
            client,
            urls: vec![url; settings.count("pages")? as usize],
            limit: settings.count("primes-a-page")?,
        })
    }
}

/// The file that is read, and how often.
struct Reading {
    file: File,
    times: u64,
}

/// The bytes of the file: every byte is this one.
const BYTE: u8 = 3;
const MIB: usize = 1 << 20;

impl Reading {
    /// Written just now, so the kernel has it in memory. It has no name, and is
    /// gone when the process is.
    fn prepare(settings: &Settings) -> Result<Self> {
        let mut file = tempfile::tempfile().context("cannot make a file to read")?;
        let mebibyte = vec![BYTE; MIB];
        for _ in 0..settings.count("file-mib")? {
            file.write_all(&mebibyte).context(
                "cannot write the file to read: ask for a smaller one (`--file-mib`)",
            )?;
        }
        Ok(Self { file, times: settings.count("times")? })
    }
}

/// Each program has an answer of its own.
fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    let pages = settings.count("pages")?;
    let file_bytes = settings.count("file-mib")? * MIB as u64;
    Ok(match settings.text(PROGRAM)? {
        Some("downloads") => Some(pages * PAGE_BYTES),
        Some("computes") => Some(primes_below(settings.count("primes")?)),
        Some("reads") => Some(settings.count("times")? * file_bytes * u64::from(BYTE)),
        Some("mixed") => {
            let primes = primes_below(settings.count("primes-a-page")?);
            Some(pages * (PAGE_BYTES + primes))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let counts = [
            ("pages", 3),
            ("primes", 1_000),
            ("primes-a-page", 100),
            ("file-mib", 2),
            ("times", 4),
        ];
        counts
            .map(|(name, count)| (name.to_owned(), Setting::Count(count)))
            .into_iter()
            .collect()
    }

    fn expected(program: &str) -> Option<u64> {
        let mut settings = settings();
        settings.set(PROGRAM, Setting::Text(program.to_owned()));
        expected_answer(&settings).expect("complete")
    }

    #[test]
    fn the_whole_file_is_read_each_time() {
        let reading = Reading::prepare(&settings()).expect("a file");
        let sum = reads::sum_of_bytes(&reading.file, reading.times).expect("read");
        assert_eq!(Some(sum), expected("reads"));
        // And again: it begins at the beginning.
        assert_eq!(reads::sum_of_bytes(&reading.file, 1).expect("read"), sum / 4);
    }

    #[test]
    fn every_program_has_an_answer_that_is_known() {
        for row in strategies() {
            assert!(expected(&row.key).is_some(), "{}", row.key);
        }
        assert_eq!(expected("mixed"), Some(3 * (1_000 + 25)));
    }

    #[test]
    fn a_server_that_is_not_there_is_an_error() {
        let nowhere = vec!["http://127.0.0.1:1/".to_owned()];
        assert!(downloads::sum_of_lengths(&Client::new(), &nowhere).is_err());
        assert!(mixed::download_and_count(&Client::new(), &nowhere, 10).is_err());
    }
}
