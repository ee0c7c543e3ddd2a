//! Both of two hosts on one machine: network namespaces, each with an address of its own,
//! and a bridge between them.
//!
//! They show that the program needs nothing but addresses, and what a path through the
//! kernel's network costs. They add no core, and share one memory and one clock.

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use crate::cluster::handshake::Token;
use crate::namespaces::{HOSTS, in_new_ones, on, refusal, two_hosts};

/// What the command line calls [`run()`].
pub const HELPER: &str = "namespaces";

/// What [`run`] calls [`inside`].
pub const INSIDE: &str = "namespaces-inside";

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

/// What runs inside of the namespaces: both hosts.
pub fn inside(arguments: &[String]) -> Result<()> {
    two_hosts()?;
    let token = Path::new("/run/token");
    fs::write(token, Token::random()?.digits())?;
    let all = HOSTS.map(|(_, address)| format!("{address}:2101")).join(",");
    let start = |index: usize, host: &str| {
        on(host, env::current_exe()?)
            .args(["helper", super::HELPER, "--hosts", &all])
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
