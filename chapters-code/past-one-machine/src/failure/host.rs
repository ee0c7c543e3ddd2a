//! A host of two, whose link is cut.

use std::io;
use std::time::Instant;

use anyhow::Result;
use program::Program as _;
use record::Settings;
use serde::{Deserialize, Serialize};

use super::doomed::Doomed;
use super::protocol::{self, TCP_TIMEOUT};
use crate::cluster::handshake::{Member, Token};
use crate::cluster::peers::CONNECTING;
use crate::cluster::process::die_with_the_parent;
use crate::cluster::socket::{Address, Listener, Socket};
use crate::cluster::{host, mesh};

/// What the command line calls [`run()`].
pub const HELPER: &str = "failing-host";

/// What a host is told, in a line on its standard input.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Invitation {
    /// Which it is: 0 has the answer in the end.
    pub(super) index: usize,
    /// What only the hosts know.
    pub(super) token: Token,
    /// Where both listen.
    pub(super) addresses: Vec<Address>,
    /// Those of the row.
    pub(super) settings: Settings,
}

/// Counts primes together with the other, for as long as its patience lasts.
pub fn run(_arguments: &[String]) -> Result<()> {
    die_with_the_parent();
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let Invitation { index, token, addresses, settings } = serde_json::from_str(&line)?;
    let program = Doomed::prepare(&settings)?;
    let listener = Listener::tcp(&addresses[index].to_string())?;
    let deadline = Instant::now() + CONNECTING;
    let mesh =
        mesh::connect(listener, &addresses, &Member::new(index, token), deadline)?;
    for socket in mesh.sockets.iter().flatten() {
        give_up_after(socket, &settings)?;
    }
    let patience = settings.duration("patience")?;
    let (primes, _) = host::run(program, index, addresses, mesh.sockets, patience)?;
    if index == 0 {
        protocol::answer(primes);
    }
    Ok(())
}

/// Sets for how long TCP waits for what nobody acknowledges, where a row has a limit.
// ANCHOR: timeout
fn give_up_after(socket: &Socket, settings: &Settings) -> Result<()> {
    if let Socket::Tcp(socket) = socket
        && settings.get(TCP_TIMEOUT).is_some()
    {
        let timeout = settings.duration(TCP_TIMEOUT)?;
        #[cfg(target_os = "linux")]
        socket2::SockRef::from(socket).set_tcp_user_timeout(Some(timeout))?;
    }
    Ok(())
}
// ANCHOR_END: timeout
