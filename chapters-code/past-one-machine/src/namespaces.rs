//! Namespaces, in which a program without rights may make networks and disks of its own,
//! where the kernel lets users have them (user_namespaces(7), network_namespaces(7)). They
//! go with their processes.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use anyhow::{Context as _, Result, bail, ensure};

/// What to do where there may be none.
pub const REMEDY: &str = "this machine lets users make no network namespaces, or has no \
    `unshare` and `ip` (util-linux, iproute2). As root it works: put `sudo` before it. \
    Ubuntu from 24.04 on has a setting for it: \
    `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`";

/// A command in new namespaces, in which it may do everything.
pub fn in_new_ones(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--net", "--mount", "--"]).arg(program);
    command
}

/// Why this machine lets us make none, and what to do; nothing where it does.
pub fn refusal() -> Option<&'static str> {
    static REFUSED: LazyLock<bool> = LazyLock::new(|| {
        let trial = in_new_ones("ip")
            .args(["link", "add", "eth0", "type", "veth"])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .status();
        !trial.is_ok_and(|status| status.success())
    });
    REFUSED.then_some(REMEDY)
}

/// Runs a command line without quotes.
pub fn command(line: &str) -> Result<()> {
    let mut words = line.split(' ');
    let Some(program) = words.next() else { bail!("an empty command") };
    let status = Command::new(program).args(words).stdin(Stdio::null()).status();
    let status = status.with_context(|| format!("no `{program}` here"))?;
    ensure!(status.success(), "`{line}` ended with {status}: {REMEDY}");
    Ok(())
}

/// The two hosts, which have these names and addresses.
pub const HOSTS: [(&str, &str); 2] = [("a", "10.77.0.1"), ("b", "10.77.0.2")];

/// What they are connected by.
pub const BRIDGE: &str = "bridge0";

/// Makes two hosts and a bridge between them, inside of namespaces in which this process
/// may do everything.
pub fn two_hosts() -> Result<()> {
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
pub fn on(host: &str, program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", host]).arg(program);
    command
}
