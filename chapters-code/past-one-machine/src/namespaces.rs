//! Two hosts on one machine: network namespaces, each with an address of its own, and a
//! bridge between them. No rights are needed where the kernel lets users make namespaces
//! (user_namespaces(7), network_namespaces(7)).
//!
//! They show that the program needs nothing but addresses, and what a path through the
//! kernel's network costs. They add no core, and share one memory and one clock.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

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

/// A command in new namespaces, in which it may do everything.
pub(crate) fn in_new_ones(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--net", "--mount", "--"]).arg(program);
    command
}

/// Why this machine lets us make none, and what to do; nothing where it does.
pub(crate) fn refusal() -> Option<&'static str> {
    static REFUSED: LazyLock<bool> = LazyLock::new(|| {
        let trial = in_new_ones("ip")
            .args(["link", "set", "lo", "up"])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .status();
        !trial.is_ok_and(|status| status.success())
    });
    REFUSED.then_some(REMEDY)
}

/// Runs the hosts' program on two hosts. What stands on the line is passed on to both.
pub fn run(arguments: &[String]) -> Result<()> {
    if let Some(remedy) = refusal() {
        bail!("does not apply here: {remedy}");
    }
    let status = in_new_ones(env::current_exe()?)
        .args(["helper", INSIDE])
        .args(arguments)
        .status()?;
    ensure!(status.success(), "the two hosts ended with {status}");
    Ok(())
}

/// The two hosts, which have these names and addresses.
pub(crate) const HOSTS: [(&str, &str); 2] = [("a", "10.77.0.1"), ("b", "10.77.0.2")];

/// What they are connected by.
pub(crate) const BRIDGE: &str = "bridge0";

/// Makes two hosts and a bridge between them, inside of namespaces in which this process
/// may do everything.
pub(crate) fn two_hosts() -> Result<()> {
    // `ip netns` keeps names in /run: here that is nobody else's.
    command("mount -t tmpfs tmpfs /run")?;
    command(&format!("ip link add {BRIDGE} type bridge"))?;
    command(&format!("ip link set {BRIDGE} up"))?;
    for (host, address) in HOSTS {
        command(&format!("ip netns add {host}"))?;
        command(&format!("ip link add {host}0 type veth peer name eth0 netns {host}"))?;
        command(&format!("ip link set {host}0 master {BRIDGE} up"))?;
        command(&format!("ip -n {host} address add {address}/24 dev eth0"))?;
        command(&format!("ip -n {host} link set eth0 up"))?;
        command(&format!("ip -n {host} link set lo up"))?;
    }
    Ok(())
}

/// A program on one of them.
pub(crate) fn on(host: &str, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", host]).arg(program);
    command
}

/// What runs inside of the namespaces: both hosts.
pub fn inside(arguments: &[String]) -> Result<()> {
    two_hosts()?;
    let token = Path::new("/run/token");
    fs::write(token, Token::random()?.digits())?;
    let all = HOSTS.map(|(_, address)| format!("{address}:2101")).join(",");
    let start = |index: usize, host: &str| {
        on(host, env::current_exe()?)
            .args(["helper", hosts::HELPER, "--hosts", &all])
            .args(["--index", &index.to_string()])
            .arg("--token")
            .arg(token)
            .args(arguments)
            .spawn()
            .context("cannot start a host")
    };
    let hosts = [start(0, HOSTS[0].0)?, start(1, HOSTS[1].0)?];
    for mut host in hosts {
        let status = host.wait()?;
        ensure!(status.success(), "a host ended with {status}");
    }
    Ok(())
}

/// Runs a command, of words without blanks.
pub(crate) fn command(line: &str) -> Result<()> {
    let mut words = line.split(' ');
    let Some(program) = words.next() else { bail!("an empty command") };
    let status = Command::new(program).args(words).stdin(Stdio::null()).status();
    let status = status.with_context(|| format!("no `{program}` here"))?;
    ensure!(status.success(), "`{line}` ended with {status}: {REMEDY}");
    Ok(())
}
