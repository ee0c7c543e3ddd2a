//! A place of its own for a program to fail in: two hosts with a link between them, or a
//! disk with hardly any room. Both are made of namespaces, and go with this process.

use std::env;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;

use anyhow::{Context as _, Result, ensure};
use record::Settings;

use super::doomed::{CUT, run_into};
use super::host::{self, Invitation};
use super::protocol;
use crate::cluster::handshake::Token;
use crate::cluster::process::die_with_the_parent;
use crate::cluster::socket::Address;
use crate::namespaces::{BRIDGE, HOSTS, command, on, two_hosts};

/// What the command line calls [`run()`].
pub const HELPER: &str = "failing-place";

/// Makes the place that a row needs, and runs its program there.
pub fn run(_arguments: &[String]) -> Result<()> {
    die_with_the_parent();
    let settings = protocol::hear()?;
    if settings.text("fate")? == Some(protocol::LINK_CUT) {
        two_hosts()?;
        protocol::begin()?;
        cut_in_the_middle(&settings)
    } else {
        command("ip link set lo up")?; // its processes are connected by it
        command("mount -t tmpfs -o size=4k tmpfs /run")?; // a page
        protocol::begin()?;
        run_into(Path::new("/run/primes"), &settings)
    }
}

/// Starts the program on both hosts, and takes the link down when both are in the middle
/// of their work.
fn cut_in_the_middle(settings: &Settings) -> Result<()> {
    let addresses = HOSTS.map(|(_, address)| Address::Tcp(format!("{address}:2101")));
    let token = Token::random()?;
    let start = |index: usize| -> Result<Child> {
        let mut host = on(HOSTS[index].0, env::current_exe()?)
            .args(["helper", host::HELPER])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start a host")?;
        let invitation = Invitation {
            index,
            token: token.clone(),
            addresses: addresses.to_vec(),
            settings: settings.clone(),
        };
        let line = serde_json::to_string(&invitation)?;
        let questions = host.stdin.as_mut().context("its input is a pipe")?;
        writeln!(questions, "{line}")?;
        Ok(host)
    };
    let mut hosts = [start(0)?, start(1)?];
    let mut answers = Vec::new();
    for host in &mut hosts {
        let said = host.stdout.take().context("its output is a pipe")?;
        let mut lines = BufReader::new(said).lines();
        let said = lines.next().context("a host ended early")??;
        ensure!(said == CUT, "a host said {said}");
        answers.push(lines);
    }
    command(&format!("ip link set {BRIDGE} down"))?;
    for host in &mut hosts {
        writeln!(host.stdin.as_mut().context("its input is a pipe")?)?;
    }
    // Where there is an answer after all, whoever watches has to see it.
    let print = |lines: io::Lines<_>| {
        lines.map_while(Result::ok).for_each(|line| println!("{line}"));
    };
    thread::scope(|scope| {
        for lines in answers {
            scope.spawn(move || print(lines));
        }
    });
    for mut host in hosts {
        host.wait()?; // it has said on the standard error why there is no answer
    }
    Ok(())
}
