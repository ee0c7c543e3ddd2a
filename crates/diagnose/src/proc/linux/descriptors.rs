//! `/proc/PID/fd` and `/proc/PID/limits`.

use procfs::process::{FDTarget, LimitValue, Process};

use crate::descriptors::Descriptors;

pub(super) fn read(process: &Process) -> Option<Descriptors> {
    let limit = match process.limits().ok()?.max_open_files.soft_limit {
        LimitValue::Value(limit) => Some(limit),
        LimitValue::Unlimited => None,
    };
    let mut found = Descriptors { limit, ..Descriptors::default() };
    for descriptor in process.fd().ok()?.flatten() {
        found.open += 1;
        match descriptor.target {
            FDTarget::Socket(inode) => _ = found.sockets.insert(inode),
            FDTarget::AnonInode(name) => {
                found.has_event_queue |=
                    name.contains("eventpoll") || name.contains("io_uring");
            }
            _ => {}
        }
    }
    Some(found)
}
