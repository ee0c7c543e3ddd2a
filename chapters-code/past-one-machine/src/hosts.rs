//! The same program on machines that somebody else started: one process on each.

#[cfg(target_os = "linux")]
pub mod both;

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use program::Program as _;
use record::{Setting, Settings};

use crate::cluster::handshake::{Member, Token};
use crate::cluster::socket::{Address, Listener};
use crate::cluster::{host, mesh};
use crate::segments::engine::Primes;

/// What the command line calls [`run()`].
pub const HELPER: &str = "hosts";

/// What the command line calls [`token`].
pub const TOKEN: &str = "token";

const USAGE: &str = "--hosts HOST:PORT,HOST:PORT… (or @FILE with one a line) --index I \
    --token FILE [--listen ADDRESS:PORT] [--limit N] [--deadline SECONDS]";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    hosts: Vec<Address>,
    index: usize,
    token: String,
    listen: Option<String>,
    limit: u64,
    deadline: Duration,
}

impl Asked {
    fn parse(arguments: &[String]) -> Result<Self> {
        let value = |flag: &str| {
            let at = arguments.iter().position(|argument| argument == flag);
            at.and_then(|at| arguments.get(at + 1)).map(String::as_str)
        };
        let needed = |flag| value(flag).with_context(|| format!("{flag}? {USAGE}"));
        let number = |flag, otherwise: u64| match value(flag) {
            Some(text) => text.parse().with_context(|| format!("`{flag} {text}`")),
            None => Ok(otherwise),
        };
        let hosts = match needed("--hosts")?.strip_prefix('@') {
            Some(file) => fs::read_to_string(file).with_context(|| file.to_owned())?,
            None => needed("--hosts")?.replace(',', "\n"),
        };
        let hosts = hosts.lines().map(str::trim).filter(|host| !host.is_empty());
        let hosts: Vec<_> = hosts.map(|host| Address::Tcp(host.to_owned())).collect();
        needed("--index")?;
        let index = number("--index", 0)? as usize;
        ensure!(
            index < hosts.len(),
            "`--index {index}`: there are {} hosts, and the first has the index 0",
            hosts.len()
        );
        Ok(Self {
            hosts,
            index,
            token: needed("--token")?.to_owned(),
            listen: value("--listen").map(ToOwned::to_owned),
            limit: number("--limit", 100_000_000)?,
            deadline: Duration::from_secs(number("--deadline", 60)?),
        })
    }
}

/// Counts primes together with the other hosts. The first prints the answer.
pub fn run(arguments: &[String]) -> Result<()> {
    let asked = Asked::parse(arguments)?;
    let secret = fs::read_to_string(&asked.token)
        .with_context(|| format!("cannot read the token in {}", asked.token))?;
    let token = Token::of_digits(&secret)
        .with_context(|| format!("{} has no 64 hexadecimal digits", asked.token))?;
    let mut settings = Settings::default();
    settings.set("limit", Setting::Count(asked.limit));
    let program = Primes::prepare(&settings)?;
    let deadline = Instant::now() + asked.deadline;
    let here = asked.hosts[asked.index].to_string();
    let listener = Listener::tcp(asked.listen.as_deref().unwrap_or(&here))?;
    let member = Member::new(asked.index, token);
    let mesh = mesh::connect(listener, &asked.hosts, &member, deadline)?;
    for refusal in &mesh.refused {
        eprintln!("somebody else connected, and was refused: {refusal}");
    }
    let hosts = asked.hosts.len();
    let left = deadline.saturating_duration_since(Instant::now());
    let ended = host::run(program, asked.index, asked.hosts, mesh.sockets, left);
    let (primes, took) = if Instant::now() < deadline {
        ended?
    } else {
        let deadline = asked.deadline;
        ended.with_context(|| {
            format!("{deadline:?} have passed: `--deadline` sets more")
        })?
    };
    if asked.index == 0 {
        println!("{primes} primes below {}, {hosts} hosts, {took:.3?}", asked.limit);
    }
    Ok(())
}

/// Prints a new token, for a file that all hosts have.
pub fn token(_arguments: &[String]) -> Result<()> {
    println!("{}", Token::random()?.digits());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Asked> {
        let words: Vec<_> = line.split_whitespace().map(ToOwned::to_owned).collect();
        Asked::parse(&words)
    }

    #[test]
    fn hosts_are_read_from_the_line_and_the_rest_has_defaults() {
        let asked = parse("--hosts a:2101,b:2101 --index 1 --token t").expect("read");
        assert_eq!(
            asked.hosts,
            ["a:2101", "b:2101"].map(|it| Address::Tcp(it.to_owned()))
        );
        assert_eq!((asked.index, asked.limit), (1, 100_000_000));
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        for (line, said) in [
            ("", "--hosts"),
            ("--hosts a:1", "--index"),
            ("--hosts a:1 --index 1 --token t", "there are 1 hosts"),
            ("--hosts a:1 --index x --token t", "--index x"),
            ("--hosts a:1 --index 0", "--token"),
            ("--hosts @/nowhere --index 0 --token t", "/nowhere"),
        ] {
            let error = format!("{:#}", parse(line).expect_err("wrong"));
            assert!(error.contains(said), "{line}: {error}");
        }
    }
}
