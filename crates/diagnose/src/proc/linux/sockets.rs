//! The kernel's tables of sockets: `/proc/PID/net/tcp` and its like.

use std::collections::{BTreeMap, BTreeSet};

use procfs::net::{TcpNetEntry, TcpState};
use procfs::process::Process;

use crate::descriptors::{Connections, Descriptors};

/// What is held back is a part of a small message, not a stream that the other side is
/// slow to read.
const FEW_BYTES: u32 = 4096;

/// Those connections that belong to these descriptors, in the network of this process.
pub(crate) fn connections(pid: i32, descriptors: &Descriptors) -> Connections {
    let Ok(process) = Process::new(pid) else { return Connections::default() };
    let tcp = [process.tcp(), process.tcp6()].into_iter().flatten().flatten();
    let tcp: Vec<_> =
        tcp.filter(|entry| descriptors.sockets.contains(&entry.inode)).collect();
    let udp = [process.udp(), process.udp6()].into_iter().flatten().flatten();
    let udp: BTreeSet<_> = udp
        .map(|entry| entry.inode)
        .filter(|inode| descriptors.sockets.contains(inode))
        .collect();
    among(&tcp, udp)
}

fn among(tcp: &[TcpNetEntry], udp: BTreeSet<u64>) -> Connections {
    let mut found = Connections { all: udp, ..Connections::default() };
    let ends: BTreeMap<_, _> = tcp
        .iter()
        .map(|entry| ((entry.local_address, entry.remote_address), entry.inode))
        .collect();
    for entry in tcp {
        if entry.state == TcpState::Listen {
            found.listening.insert(entry.inode);
            continue;
        }
        found.all.insert(entry.inode);
        if ends.contains_key(&(entry.remote_address, entry.local_address)) {
            found.own.insert(entry.inode);
        }
        let is_local = entry.local_address.ip() == entry.remote_address.ip()
            || entry.remote_address.ip().is_loopback();
        if is_local
            && entry.state == TcpState::Established
            && (1..FEW_BYTES).contains(&entry.tx_queue)
        {
            found.held_back += 1;
        }
    }
    found
}
