//! What can go wrong between the client and the server is a row that says so.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

use record::machine::MachineName;
use record::store::Store;
use record::{FailureKind, Outcome, Record};

use super::support::{PROGRAM, Place, failures, printed, refused, skip, stderr};

/// The record that a run printed. One of a site, or of some rows only, is not saved.
fn printed_only(place: &Place, output: &Output) -> Record {
    assert!(stderr(output).contains("not saved"), "{}", stderr(output));
    assert!(!place.has_saved());
    printed(output)
}

/// The record that a run saved.
fn saved(place: &Place) -> Record {
    let store = Store::new(place.path());
    store.read(&MachineName::local(), "io-bound", "overview").expect("saved")
}

/// The failures of the overview when it measures this site.
fn failures_at(url: &str) -> Vec<String> {
    let place = Place::new();
    let output = place.run("overview", &format!("--url {url} --json"));
    let failures = failures(&printed_only(&place, &output));
    assert_eq!(failures.len(), rows());
    failures
}

/// An origin of the test's own, which ends with its standard input.
fn origin() -> (Child, String) {
    let mut child = Command::new(PROGRAM)
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

#[test]
fn every_strategy_fetches_every_url_and_gets_the_right_answer() {
    let place = Place::new();
    let output = place.run("overview", "");
    assert!(output.status.success(), "{}", stderr(&output));
    let record = saved(&place);
    assert_eq!(failures(&record), [""; 0]);
    assert_eq!(record.rows.len(), rows());
    assert_eq!(record.expected_answer, Some((1000..1006).sum()));
}

#[cfg(target_os = "linux")]
#[test]
fn the_threads_of_workers_are_counted() {
    // Long enough that the harness looks while all of them are alive.
    let flags = "--latency 100ms --only processes-5";
    let record = Place::new().record("overview", flags);
    let row = record.row("processes-5").expect("a row");
    let (_, measured) = row.measured().next().expect("measured");
    // Three workers for six requests; each has reqwest's thread beside its own.
    assert_eq!(measured.peak_threads, Some(1 + 3 * 2), "{measured:?}");
}

#[test]
fn a_site_is_measured_instead_when_a_url_is_given_and_it_says_so_first() {
    let place = Place::new();
    let (_origin, url) = origin();
    let output = place.run("overview", &format!("--url {url}/bytes/10 --json"));
    let said = stderr(&output);
    assert!(
        said.contains("somebody's server")
            && said.contains(&format!("up to {} requests", 6 * rows())),
        "{said}"
    );
    let record = printed_only(&place, &output);
    assert_eq!(failures(&record), [""; 0]);
    assert_eq!((record.ideal, record.expected_answer), (None, None));
}

#[test]
fn an_origin_that_answers_500_fails_every_row_with_that_status() {
    let (_origin, url) = origin();
    let failures = failures_at(&format!("{url}/status/500"));
    let all = failures.iter().all(|said| said.contains("500 Internal Server Error"));
    assert!(all, "{failures:?}");
}

#[test]
fn https_is_spoken_by_default() {
    let (_origin, url) = origin();
    // The origin does not speak TLS: an attempt to is all that can be seen here.
    let failures = failures_at(&format!("{}/", url.replace("http:", "https:")));
    let all = failures.iter().all(|said| said.contains("corrupt message"));
    assert!(all, "{failures:?}");
}

#[test]
fn an_origin_that_refuses_connections_fails_every_row() {
    // Nobody listens on the first port, and none of the other tests gets it.
    let failures = failures_at("http://127.0.0.1:1/");
    assert!(failures.iter().any(|said| said.contains("refused")), "{failures:?}");
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
        let said = refused(&place.run("overview", &format!("--url {url}")));
        assert!(said.contains(words), "{said}");
    }
    assert!(!place.has_saved());
}

/// Runs an experiment where this many files may be open.
fn with_open_files(place: &Place, files: u64, experiment: &str, flags: &str) -> Output {
    let script = format!("ulimit -n {files}; exec \"$0\" \"$@\"");
    let shell = ["sh", "-c", &script, PROGRAM];
    place.command(&shell, experiment, flags).output().expect("started")
}

#[test]
fn too_few_open_files_are_refused_with_the_number_that_fits_if_there_is_one() {
    let place = Place::new();
    let said = refused(&with_open_files(&place, 200, "overview", "--requests 1000"));
    assert!(
        said.contains("need 1064 open files") && said.contains("--requests 136"),
        "{said}"
    );
    let said = refused(&with_open_files(&place, 64, "overview", ""));
    assert!(said.contains("need 70 open files"), "{said}");
    assert!(!said.contains("--requests"), "{said}");
}

/// A network of its own with four ports: only Linux has such, and not every
/// system lets one make it.
#[cfg(target_os = "linux")]
#[test]
fn a_strategy_that_runs_out_of_ports_says_so_in_its_row() {
    let with_four_ports = "ip link set lo up && \
        echo '40000 40003' > /proc/sys/net/ipv4/ip_local_port_range && exec \"$0\" \"$@\"";
    let unshare = ["unshare", "--map-root-user", "--net", "sh", "-c", with_four_ports];
    let mut possible = Command::new(unshare[0]);
    possible.args(&unshare[1..]).arg("true");
    if !possible.output().is_ok_and(|output| output.status.success()) {
        return skip("`unshare` is missing, or may not make a network");
    }
    let place = Place::new();
    let program = [&unshare[..], &[PROGRAM]].concat();
    let output =
        place.command(&program, "overview", "--requests 12").output().expect("started");
    assert!(output.status.success(), "failure is data: {}", stderr(&output));
    let record = saved(&place);
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
    let flags = "--at-most 10000 --only async-10000 --json";
    let output = with_open_files(&place, 364, "in-flight", flags);
    let said = stderr(&output);
    assert!(said.contains("what fits is run"), "{said}");
    let record = printed_only(&place, &output);
    assert_eq!(failures(&record), [""; 0]);
    let row = record.row("async-10000").expect("a row");
    assert_eq!(row.settings.count("requests").expect("a setting"), 300);
    assert_eq!(row.label, "Async, 10,000 (300 fit)");
}

#[cfg(target_os = "linux")]
#[test]
fn an_origin_that_dies_costs_its_samples_and_is_started_again() {
    let place = Place::new();
    // The loop alone takes six times the latency: time enough to find its origin.
    let flags = "--latency 200ms --rounds 2";
    let mut child =
        place.command(&[PROGRAM], "overview", flags).spawn().expect("started");
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
    let record = saved(&place);
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
