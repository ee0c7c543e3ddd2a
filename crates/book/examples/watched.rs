//! Whether a page that watches a measurement slows it: `cargo xtask bench-watched`.
//!
//! The same try of an experiment runs again and again, in turn with its page open in
//! Chromium and with no browser. What is judged are the ratios of the pairs, as
//! everywhere in this book. Arguments: how many pairs, and the name of the machine
//! whose record is to be written.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, ensure};
use book::numbers::{self, Experiment, Numbers};
use book::server::{Options, Server};
use book::{Checkout, Mode};
use headless_chrome::{Browser, LaunchOptions};
use recommendations::watched::{self, ENDINGS};
use record::store::{self, Store};
use record::{Metric, Outcome, Record, Row, Sample, stats};
use show::Format;
use show::standing::{ClaimName, Standing};
use show::tunable::Tunable;

/// The experiment, its page, and settings with which it takes a few seconds.
const EXPERIMENT: (&str, &str, &str) = ("io-bound", "overview", "io-bound.html");
const SETTINGS: &str = r#"{"requests": 30, "latency": 20000000}"#;

/// Rows that wait, that start threads, and that do all on one thread.
const ROWS: [&str; 4] = ["sequential", "thread-each", "pool-50", "async"];

/// As long as a page needs to be drawn and to be at rest.
const REST: Duration = Duration::from_secs(3);

/// The records of the tries, which the server shows and throws away.
static RECORDS: Mutex<Vec<Record>> = Mutex::new(Vec::new());

fn main() -> Result<()> {
    let pairs = std::env::args().nth(1).map_or(Ok(10), |pairs| pairs.parse())?;
    let root = show::library::checkout()?;
    // What runs directives is not this example, but the program beside its folder.
    let folder = std::env::current_exe()?;
    let folder = folder.ancestors().nth(2).context("no folder")?;
    let program = folder.join("book");
    let server = Server::bind(Options {
        checkout: Checkout { program, ..Checkout::at(&root)? },
        mode: Mode::Never,
        measures: false,
        port: 0,
        open: |root| Ok(Box::new(Kept(numbers::open(root)?))),
    })?;
    let (address, port, stop) = (server.address(), server.port(), server.stop());
    let (opened, open) = mpsc::channel();
    let serving = thread::spawn(move || {
        server.run(move || {
            let _ = opened.send(());
        })
    });
    open.recv().context("the book cannot be served")?;
    let told = compare(pairs, &address, port);
    stop.stop();
    serving.join().map_err(|_| anyhow!("the server panicked"))??;
    let record = told?;
    let machine = std::env::args().nth(2);
    let name = machine.as_deref().unwrap_or("This machine");
    print!("{}", watched::judged(&record, name, Format::Text));
    if let Some(machine) = machine {
        let path = watched::path(&root.join("charts"), &machine);
        let text = serde_json::to_string_pretty(&record)?;
        store::replace(&path, format!("{text}\n").as_bytes())?;
    }
    Ok(())
}

/// Runs the pairs; returns a record with each row twice.
fn compare(pairs: u32, address: &str, port: u16) -> Result<Record> {
    let (base, token) = address.split_once("#token=").context("no token")?;
    // Builds, and warms up.
    try_it(port, token)?;
    let mut times: BTreeMap<(String, bool), Vec<Sample>> = BTreeMap::new();
    let mut record = None;
    for pair in 1..=pairs {
        // Neither is always the first.
        for is_open in [pair % 2 == 0, pair % 2 == 1] {
            let browser = is_open.then(|| watch(&format!("{base}{}", EXPERIMENT.2)));
            let browser = browser.transpose()?;
            thread::sleep(REST);
            let tried = try_it(port, token)?;
            drop(browser);
            let page = if is_open { "open" } else { "closed" };
            eprintln!("pair {pair} of {pairs}, page {page}");
            for key in ROWS {
                let row = tried.row(key).with_context(|| format!("no row `{key}`"))?;
                times
                    .entry((key.to_owned(), is_open))
                    .or_default()
                    .push(median(row, pair)?);
            }
            record = Some(tried);
        }
    }
    let mut record = record.context("no pair was run")?;
    let mut rows = Vec::new();
    for key in ROWS {
        let row = record.row(key).with_context(|| format!("no row `{key}`"))?;
        for (is_open, ending) in [true, false].into_iter().zip(ENDINGS) {
            let key = format!("{key}{ending}");
            let samples = times.remove(&(row.key.clone(), is_open)).unwrap_or_default();
            rows.push(Row { key, samples, ..row.clone() });
        }
    }
    record.baseline = rows.first().map(|row| row.key.clone()).unwrap_or_default();
    record.traces.clear();
    record.rows = rows;
    Ok(record)
}

/// A try's median of a row, as a sample of the round that the pair is.
fn median(row: &Row, round: u32) -> Result<Sample> {
    let estimate = stats::estimate(&stats::values(row, Metric::Wall));
    let estimate = estimate.with_context(|| format!("{} failed", row.label))?;
    let (_, measured) = row.measured().next().context("nothing was measured")?;
    let mut measured = measured.clone();
    measured.wall_ns = estimate.median as u64;
    Ok(Sample { round, outcome: Outcome::Ok(measured) })
}

/// Opens a page, until the browser is dropped.
fn watch(address: &str) -> Result<Browser> {
    let options = LaunchOptions::default_builder()
        .path(std::env::var_os("CHROME").map(PathBuf::from))
        // Chromium's own sandbox needs rights that containers and root lack.
        .sandbox(false)
        .idle_browser_timeout(Duration::from_secs(600))
        .args(vec![OsStr::new("--disable-background-networking")])
        .build()?;
    let browser = Browser::new(options).context("Chromium: CHROME names another")?;
    browser.new_tab()?.navigate_to(address)?.wait_until_navigated()?;
    Ok(browser)
}

/// Asks for the try as its page does; returns its record.
fn try_it(port: u16, token: &str) -> Result<Record> {
    let (chapter, experiment, _) = EXPERIMENT;
    let host = format!("127.0.0.1:{port}");
    let mut stream = TcpStream::connect(&host)?;
    write!(
        stream,
        "POST /__run/{chapter}/{experiment} HTTP/1.1\r\nHost: {host}\r\n\
         Origin: http://{host}\r\nX-Book-Token: {token}\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n{SETTINGS}",
        SETTINGS.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    ensure!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let mut records = RECORDS.lock().unwrap_or_else(PoisonError::into_inner);
    records.pop().with_context(|| format!("there is no record: {answer}"))
}

/// The real numbers, of which the records of tries are kept.
struct Kept(Box<dyn Numbers>);

impl Numbers for Kept {
    fn experiments(&self) -> Vec<Experiment> {
        self.0.experiments()
    }

    fn stale(&self, experiment: &Experiment) -> Result<Vec<String>> {
        self.0.stale(experiment)
    }

    fn answer(&self, command: &str, machine: &str) -> Option<Result<String>> {
        self.0.answer(command, machine)
    }

    fn standing(&self, claims: &[ClaimName], machine: &str) -> Result<Standing> {
        self.0.standing(claims, machine)
    }

    fn tunable(&self, experiment: &Experiment) -> Result<Vec<Tunable>> {
        self.0.tunable(experiment)
    }

    fn tried(
        &self,
        experiment: &Experiment,
        charts: &Path,
        words: &str,
    ) -> Result<numbers::Tried> {
        let Experiment { chapter, name } = experiment;
        let record = Store::new(charts).read(&"local".parse()?, chapter, name)?;
        RECORDS.lock().unwrap_or_else(PoisonError::into_inner).push(record);
        self.0.tried(experiment, charts, words)
    }

    fn state(&self, experiment: Option<&Experiment>) -> u64 {
        self.0.state(experiment)
    }
}
