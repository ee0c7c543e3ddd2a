//! What can go wrong between the client and the server is a row that says so.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

use record::machine::MachineName;
use record::store::Store;
use record::{FailureKind, Outcome, Record};

struct Place {
    root: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { root: tempfile::tempdir().expect("a folder") }
    }

    fn prepare(&self, mut command: Command, arguments: &str) -> Command {
        command
            .args(arguments.split_whitespace())
            .env("BOOK_CHARTS", self.root.path())
            .env("TMPDIR", self.root.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn command(&self, arguments: &str) -> Command {
        let arguments = format!("run overview --profile smoke {arguments}");
        self.prepare(Command::new(env!("CARGO_BIN_EXE_io-bound")), &arguments)
    }

    fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().expect("started")
    }

    /// The record that a run prints: one of a site is not saved.
    fn printed(&self, output: &Output) -> Record {
        assert!(output.status.success(), "failure is data: {}", stderr(output));
        assert!(stderr(output).contains("not saved"));
        assert!(!self.root.path().join("local").exists());
        let json: serde_json::Value =
            serde_json::from_slice(&output.stdout).expect("JSON");
        serde_json::from_value(json[0]["record"].clone()).expect("a record")
    }

    fn record(&self) -> Record {
        let store = Store::new(self.root.path());
        store.read(&MachineName::local(), "io-bound", "overview").expect("saved")
    }
}

/// An origin of the test's own, which ends with its standard input.
fn origin() -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_io-bound"))
        .args(["helper", "origin", "1000000"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let mut url = String::new();
    BufReader::new(child.stdout.take().expect("a pipe"))
        .read_line(&mut url)
        .expect("readable");
    (child, url.trim().to_owned())
}

/// How many rows the overview has.
fn rows() -> usize {
    io_bound::overview::experiment().strategies.len()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn messages(record: &Record) -> Vec<String> {
    let failures = record.rows.iter().flat_map(record::Row::failures);
    failures.map(|failure| format!("{:?}: {}", failure.kind, failure.message)).collect()
}

#[test]
fn every_strategy_fetches_every_url_and_gets_the_right_answer() {
    let place = Place::new();
    let output = place.run("");
    assert!(output.status.success(), "{}", stderr(&output));
    let record = place.record();
    assert_eq!(messages(&record), [""; 0]);
    assert_eq!(record.rows.len(), rows());
    assert_eq!(record.expected_answer, Some((1000..1006).sum()));
}

#[cfg(target_os = "linux")]
#[test]
fn the_threads_of_workers_are_counted() {
    let place = Place::new();
    // Long enough that the harness looks while all of them are alive.
    let output = place.run("--latency 100ms --only processes-5 --json");
    let record = place.printed(&output);
    let row = record.row("processes-5").expect("a row");
    let (_, measured) = row.measured().next().expect("measured");
    // Three workers for six requests; each has reqwest's thread beside its own.
    assert_eq!(measured.peak_threads, Some(1 + 3 * 2), "{measured:?}");
}

#[test]
fn a_site_is_measured_instead_when_a_url_is_given_and_it_says_so_first() {
    let place = Place::new();
    let (_origin, url) = origin();
    let output = place.run(&format!("--url {url}/bytes/10 --json"));
    let said = stderr(&output);
    assert!(
        said.contains("somebody's server")
            && said.contains(&format!("up to {} requests", 6 * rows())),
        "{said}"
    );
    let record = place.printed(&output);
    assert_eq!(messages(&record), [""; 0]);
    assert_eq!((record.ideal, record.expected_answer), (None, None));
}

#[test]
fn an_origin_that_answers_500_fails_every_row_with_that_status() {
    let place = Place::new();
    let (_origin, url) = origin();
    let output = place.run(&format!("--url {url}/status/500 --json"));
    let messages = messages(&place.printed(&output));
    assert_eq!(messages.len(), rows());
    assert!(
        messages.iter().all(|message| message.contains("500 Internal Server Error")),
        "{messages:?}"
    );
}

#[test]
fn https_is_spoken_by_default() {
    let place = Place::new();
    let (_origin, url) = origin();
    // The origin does not speak TLS: an attempt to is all that can be seen here.
    let output =
        place.run(&format!("--url {}/ --json", url.replace("http:", "https:")));
    let messages = messages(&place.printed(&output));
    assert_eq!(messages.len(), rows());
    assert!(
        messages.iter().all(|message| message.contains("corrupt message")),
        "{messages:?}"
    );
}

#[test]
fn an_origin_that_refuses_connections_fails_every_row() {
    let place = Place::new();
    // Nobody listens on the first port, and none of the other tests gets it.
    let output = place.run("--url http://127.0.0.1:1/ --json");
    let messages = messages(&place.printed(&output));
    assert_eq!(messages.len(), rows());
    assert!(messages.iter().any(|message| message.contains("refused")), "{messages:?}");
}

#[test]
fn a_host_that_cannot_be_found_and_what_is_no_web_address_are_refused_before_measuring()
{
    let place = Place::new();
    for (url, words) in [
        (
            "http://no-such-host.invalid/",
            "cannot find the host \"no-such-host.invalid\"",
        ),
        ("example", "is not a URL"),
        ("ftp://127.0.0.1/", "http:// or https://"),
    ] {
        let output = place.run(&format!("--url {url}"));
        assert!(!output.status.success());
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
    assert!(!place.root.path().join("local").exists());
}

#[test]
fn too_few_open_files_are_refused_with_the_number_that_fits() {
    let place = Place::new();
    let mut shell = Command::new("sh");
    shell.args([
        "-c",
        "ulimit -n 200; exec \"$0\" \"$@\"",
        env!("CARGO_BIN_EXE_io-bound"),
    ]);
    let output = place
        .prepare(shell, "run overview --profile smoke --requests 1000")
        .output()
        .expect("started");
    assert!(!output.status.success());
    let said = stderr(&output);
    assert!(
        said.contains("need 1064 open files") && said.contains("--requests 136"),
        "{said}"
    );
}

/// A network of its own with four ports: only Linux has such, and not every
/// system lets one make it.
#[cfg(target_os = "linux")]
#[test]
fn a_strategy_that_runs_out_of_ports_says_so_in_its_row() {
    let place = Place::new();
    let with_four_ports = "ip link set lo up && \
        echo '40000 40003' > /proc/sys/net/ipv4/ip_local_port_range && exec \"$0\" \"$@\"";
    let network = ["--map-root-user", "--net", "sh", "-c"];
    let mut possible = Command::new("unshare");
    possible.args(network).arg(with_four_ports).arg("true");
    if !possible.output().is_ok_and(|output| output.status.success()) {
        let skipped = "this needs unshare, ip, and the right to make a network";
        assert!(std::env::var_os("CI").is_none(), "{skipped}");
        eprintln!("skipped: {skipped}");
        return;
    }
    let mut unshare = Command::new("unshare");
    unshare.args(network).args([with_four_ports, env!("CARGO_BIN_EXE_io-bound")]);
    let output = place
        .prepare(unshare, "run overview --profile smoke --requests 12 --json")
        .output()
        .expect("started");
    assert!(output.status.success(), "failure is data: {}", stderr(&output));
    let record = place.record();
    let row = record.row("async").expect("a row");
    let failure = row.failures().next().expect("twelve connections need twelve ports");
    assert!(
        failure.message.contains("Cannot assign requested address"),
        "{}",
        failure.message
    );
}

#[test]
fn where_ten_thousand_files_may_not_be_open_what_fits_is_run_and_its_size_shown() {
    let place = Place::new();
    let mut shell = Command::new("sh");
    shell.args([
        "-c",
        "ulimit -n 364; exec \"$0\" \"$@\"",
        env!("CARGO_BIN_EXE_io-bound"),
    ]);
    let arguments =
        "run in-flight --profile smoke --at-most 10000 --only async-10000 --json";
    let output = place.prepare(shell, arguments).output().expect("started");
    let said = stderr(&output);
    assert!(said.contains("what fits is run"), "{said}");
    let record = place.printed(&output);
    assert_eq!(messages(&record), [""; 0]);
    let row = record.row("async-10000").expect("a row");
    assert_eq!(row.settings.count("requests").expect("a setting"), 300);
    assert_eq!(row.label, "Async, 10,000 (300 fit)");
}

#[cfg(target_os = "linux")]
#[test]
fn an_origin_that_dies_costs_its_samples_and_is_started_again() {
    let place = Place::new();
    // The loop alone takes six times the latency: time enough to find its origin.
    let mut child =
        place.command("--latency 200ms --rounds 2").spawn().expect("started");
    let mut said = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut line = String::new();
    while !line.contains("round 1 ") {
        line.clear();
        assert!(said.read_line(&mut line).expect("readable") > 0, "no round began");
    }
    let origin = helper_of(child.id()).expect("it started before the first round");
    let killed =
        Command::new("kill").args(["-9", &origin]).status().expect("kill exists");
    assert!(killed.success());
    let heard = thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
    let mut pipe = child.stdout.take().expect("a pipe");
    std::io::copy(&mut pipe, &mut std::io::sink()).expect("readable");
    assert!(child.wait().expect("ended").success());
    heard.join().expect("no panic").expect("readable");
    let record = place.record();
    let failures: Vec<_> = record.rows.iter().flat_map(record::Row::failures).collect();
    assert!(!failures.is_empty());
    assert!(
        failures.iter().all(|failure| failure.kind == FailureKind::Harness
            && failure.message.contains("ended during the sample (signal: 9")),
        "{failures:?}"
    );
    let good = |row: &record::Row| {
        row.samples.iter().any(|sample| matches!(sample.outcome, Outcome::Ok(_)))
    };
    assert!(
        record.rows.iter().filter(|row| good(row)).count() >= rows() - 1,
        "the others stand"
    );
}

/// The process that a run started as its origin.
#[cfg(target_os = "linux")]
fn helper_of(parent: u32) -> Option<String> {
    for entry in fs::read_dir("/proc").ok()?.filter_map(Result::ok) {
        let pid = entry.file_name().into_string().ok()?;
        let read = |name: &str| {
            fs::read_to_string(Path::new("/proc").join(&pid).join(name))
                .unwrap_or_default()
        };
        let is_child =
            read("status").lines().any(|line| line == format!("PPid:\t{parent}"));
        if is_child && read("cmdline").contains("helper\0origin") {
            return Some(pid);
        }
    }
    None
}
