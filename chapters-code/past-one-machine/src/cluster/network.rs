//! A process as a host of its own on this machine: with a network namespace, which has
//! its own interfaces, addresses and routes (network_namespaces(7)), and with one core. A
//! pair of virtual Ethernet devices is the wire between two (veth(4)).
//!
//! No rights are needed where the kernel lets users make namespaces
//! (user_namespaces(7)). They go with their processes.

use anyhow::Result;
use measure::environment::cores_usable;

use crate::namespaces::{self, command};

/// Why this machine lets us make no two hosts, and what to do; nothing where it does.
pub fn refusal() -> Option<&'static str> {
    if cores_usable() < 2 {
        return Some("each host has a core of its own, and this program may use one");
    }
    namespaces::refusal()
}

/// Gives this process, the host of this index, a network of its own. The first begins,
/// while it has one thread. Those that it starts may then do the same.
#[cfg(target_os = "linux")]
pub fn enter(index: usize) -> Result<()> {
    use anyhow::Context as _;
    use nix::sched::{CloneFlags, unshare};
    use nix::unistd::{getgid, getuid};

    if index > 0 {
        unshare(CloneFlags::CLONE_NEWNET).context("a network of its own")?;
        return Ok(());
    }
    let (user, group) = (getuid(), getgid());
    unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNET)
        .context(namespaces::REMEDY)?;
    for (file, map) in [
        ("setgroups", "deny".to_owned()),
        ("uid_map", format!("0 {user} 1")),
        ("gid_map", format!("0 {group} 1")),
    ] {
        std::fs::write(format!("/proc/self/{file}"), map).context(file)?;
    }
    super::process::die_with_the_parent(); // a change of rights may have ended that
    Ok(())
}

/// Keeps the host of this index on a core: the calling thread, with all that it starts
/// from now on.
#[cfg(target_os = "linux")]
pub fn stay_on_core(index: usize) -> Result<()> {
    use anyhow::Context as _;
    use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
    use nix::unistd::Pid;

    let this = Pid::from_raw(0);
    let usable = sched_getaffinity(this)?;
    let cores = (0..CpuSet::count()).filter(|core| usable.is_set(*core) == Ok(true));
    let core = cores.cycle().nth(index).context("this process may use no core")?;
    let mut one = CpuSet::new();
    one.set(core)?;
    Ok(sched_setaffinity(this, &one)?)
}

/// Only Linux has network namespaces.
#[cfg(not(target_os = "linux"))]
pub fn enter(_index: usize) -> Result<()> {
    anyhow::bail!("only Linux has network namespaces")
}

/// Only Linux has network namespaces.
#[cfg(not(target_os = "linux"))]
pub fn stay_on_core(_index: usize) -> Result<()> {
    anyhow::bail!("only Linux has network namespaces")
}

/// Makes a wire from this host to that of a process. Both ends are called `eth0`.
pub fn wire(process: u32) -> Result<()> {
    command(&format!("ip link add eth0 type veth peer name eth0 netns {process}"))
}

/// Gives this end of the wire the address of the host of this index, which is returned.
pub fn plug_in(index: usize) -> Result<String> {
    let address = format!("10.77.0.{}", index + 1);
    command(&format!("ip address add {address}/24 dev eth0"))?;
    command("ip link set eth0 up")?;
    Ok(address)
}
