//! Hosts, started one by one as a reader would.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn helper(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_past-one-machine"));
    command.arg("helper").args(arguments.split_whitespace());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn host(hosts: &str, index: usize, token: &Path, rest: &str) -> Child {
    let mut command = helper(&format!("hosts --hosts {hosts} --index {index} {rest}"));
    command.arg("--token").arg(token).spawn().expect("started")
}

/// A folder with a name that is not easy, and a token in it.
fn token() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::Builder::new().prefix("zwei Räder ").tempdir();
    let folder = folder.expect("a folder");
    let made = helper("token").output().expect("started");
    let file = folder.path().join("the token");
    fs::write(&file, made.stdout).expect("written");
    (folder, file)
}

/// Addresses on the loopback whose ports were free a moment ago.
fn addresses(hosts: usize) -> String {
    let free: Vec<_> =
        (0..hosts).map(|_| TcpListener::bind("127.0.0.1:0").expect("a port")).collect();
    let addresses = free.iter().map(|it| it.local_addr().expect("bound").to_string());
    addresses.collect::<Vec<_>>().join(",")
}

fn ended(child: Child) -> (Output, String) {
    let output = child.wait_with_output().expect("ended");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, said)
}

#[test]
fn three_hosts_find_the_primes_and_the_first_says_so() {
    let (_folder, token) = token();
    let hosts = addresses(3);
    let start = |index| host(&hosts, index, &token, "--limit 10000000");
    // In the wrong order: nobody has to be first.
    let [third, first, second] = [2, 0, 1].map(start);
    for (host, printed) in
        [(first, "664579 primes below 10000000, 3 hosts"), (second, ""), (third, "")]
    {
        let (output, said) = ended(host);
        assert!(output.status.success(), "{said}");
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(answer.starts_with(printed), "{answer}");
        assert_eq!(answer.is_empty(), printed.is_empty(), "{answer}");
    }
}

#[test]
fn a_host_whose_peer_never_comes_ends_with_a_sentence() {
    let (_folder, token) = token();
    let begun = Instant::now();
    let (output, said) = ended(host(&addresses(2), 0, &token, "--deadline 1"));
    assert!(!output.status.success());
    assert!(said.contains("process 1 did not connect in time"), "{said}");
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    assert!(output.stdout.is_empty());
}

#[test]
fn hosts_with_two_tokens_do_not_work_together() {
    let (_one, token_of_one) = token();
    let (_other, token_of_other) = token();
    let hosts = addresses(2);
    let first = host(&hosts, 0, &token_of_one, "--deadline 2");
    let (output, said) = ended(host(&hosts, 1, &token_of_other, "--deadline 2"));
    assert!(!output.status.success());
    assert!(said.contains("another token"), "{said}");
    let (output, said) = ended(first);
    assert!(!output.status.success());
    assert!(said.contains("another token"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn two_namespaces_work_together_or_the_remedy_is_named() {
    let (output, said) =
        ended(helper("namespaces --limit 10000000").spawn().expect("started"));
    let answer = String::from_utf8_lossy(&output.stdout);
    if output.status.success() {
        assert!(answer.contains("664579 primes below 10000000, 2 hosts"), "{answer}");
    } else {
        assert!(said.contains("sudo"), "{said}");
    }
}
