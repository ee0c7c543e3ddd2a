//! Two hosts on one machine: network namespaces, each with an address of its own, and a
//! bridge between them. No rights are needed where the kernel lets users make namespaces
//! (user_namespaces(7), network_namespaces(7)).
//!
//! They show that the program needs nothing but addresses, and what a path through the
//! kernel's network costs. They add no core, and share one memory and one clock.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

use crate::cluster::handshake::Token;
use crate::hosts;

/// What the command line calls [`run()`].
pub const HELPER: &str = "namespaces";

/// What [`run`] calls [`inside`].
pub const INSIDE: &str = "namespaces-inside";

/// Why there may be none, and what to do.
const REMEDY: &str = "this machine lets users make no network namespaces, or has no \
    `unshare` and `ip` (util-linux, iproute2). As root it works: put `sudo` before it. \
    Ubuntu from 24.04 on has a setting for it: \
    `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`";

/// Runs the hosts' program on two hosts. What stands on the line is passed on to both.
pub fn run(arguments: &[String]) -> Result<()> {
    let made = ["--user", "--map-root-user", "--net", "--mount", "--"];
    let trial = Command::new("unshare")
        .args(made)
        .args(["ip", "link", "set", "lo", "up"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status();
    ensure!(
        trial.is_ok_and(|status| status.success()),
        "does not apply here: {REMEDY}"
    );
    let status = Command::new("unshare")
        .args(made)
        .arg(env::current_exe()?)
        .args(["helper", INSIDE])
        .args(arguments)
        .status()?;
    ensure!(status.success(), "the two hosts ended with {status}");
    Ok(())
}

/// The same, inside of namespaces in which this process may do everything.
pub fn inside(arguments: &[String]) -> Result<()> {
    // `ip netns` keeps names in /run: here that is nobody else's.
    command("mount -t tmpfs tmpfs /run")?;
    command("ip link add bridge0 type bridge")?;
    command("ip link set bridge0 up")?;
    for (host, address) in [("a", "10.77.0.1/24"), ("b", "10.77.0.2/24")] {
        command(&format!("ip netns add {host}"))?;
        command(&format!("ip link add {host}0 type veth peer name eth0 netns {host}"))?;
        command(&format!("ip link set {host}0 master bridge0 up"))?;
        command(&format!("ip -n {host} address add {address} dev eth0"))?;
        command(&format!("ip -n {host} link set eth0 up"))?;
        command(&format!("ip -n {host} link set lo up"))?;
    }
    let token = Path::new("/run/token");
    fs::write(token, Token::random()?.digits())?;
    let start = |index: usize, host: &str| {
        Command::new("ip")
            .args(["netns", "exec", host])
            .arg(env::current_exe()?)
            .args(["helper", hosts::HELPER, "--hosts", "10.77.0.1:2101,10.77.0.2:2101"])
            .args(["--index", &index.to_string()])
            .arg("--token")
            .arg(token)
            .args(arguments)
            .spawn()
            .context("cannot start a host")
    };
    let hosts = [start(0, "a")?, start(1, "b")?];
    for mut host in hosts {
        let status = host.wait()?;
        ensure!(status.success(), "a host ended with {status}");
    }
    Ok(())
}

fn command(line: &str) -> Result<()> {
    let mut words = line.split(' ');
    let Some(program) = words.next() else { bail!("an empty command") };
    let status = Command::new(program).args(words).stdin(Stdio::null()).status();
    let status = status.with_context(|| format!("no `{program}` here"))?;
    ensure!(status.success(), "`{line}` ended with {status}: {REMEDY}");
    Ok(())
}
