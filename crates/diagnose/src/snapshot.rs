//! A process with all its descendants, at one moment.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::descriptors::Descriptors;
use crate::doing::Doing;
use crate::group::Group;
use crate::io::Io;
use crate::proc::{self, Handle, Process, Scheduling};

/// What to read of each process besides its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    /// What is lost once it has ended and was waited for.
    Transient,
    /// Everything: we shall not wait for these processes and get their accounts.
    Everything,
}

/// A thread at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) process: i32,
    pub(crate) thread: i32,
    pub(crate) doing: Doing,
}

/// A tree of processes as it was seen.
#[derive(Debug, Default)]
pub(crate) struct Snapshot {
    /// By process.
    pub(crate) processes: BTreeMap<i32, Process>,
    /// Those that have ended and that we have waited for since the last snapshot.
    pub(crate) reaped: Vec<i32>,
    /// By thread.
    pub(crate) threads: BTreeMap<i32, Scheduling>,
    /// What each thread does.
    pub(crate) doings: Vec<Seen>,
    /// What processes have open, where that was wanted and may be read.
    pub(crate) descriptors: BTreeMap<i32, Descriptors>,
    /// The programs that they run, where that was wanted.
    pub(crate) executables: BTreeSet<PathBuf>,
    /// Their control groups, where that was wanted.
    pub(crate) groups: Vec<Group>,
    /// By process; missing where it may not be read.
    pub(crate) io: BTreeMap<i32, Io>,
    /// The cores that some thread of them may run on.
    pub(crate) cores: BTreeSet<usize>,
    /// The most that a process had resident until now.
    pub(crate) peak_process_bytes: Option<u64>,
}

impl Snapshot {
    /// Of the descendants of this process. `known` are those of the last snapshot; what
    /// they have open is read if it is wanted, for that takes longer.
    pub(crate) fn of_descendants(known: &[i32], open: bool) -> Self {
        let us = us();
        let mut walk = Walk::new(Detail::Transient, open);
        walk.down_from(match &walk.parents {
            Some(parents) => children_of(us, parents),
            None => proc::own_children(),
        });
        walk.find(known, Some(us));
        walk.snapshot
    }

    /// The same, of a process and its descendants.
    pub(crate) fn of_tree(root: i32, known: &[i32], open: bool) -> Self {
        let mut walk = Walk::new(Detail::Everything, open);
        walk.down_from(vec![root]);
        walk.find(known, None);
        walk.snapshot
    }

    /// Those that have not ended.
    pub(crate) fn alive(&self) -> impl Iterator<Item = &Process> {
        self.processes.values().filter(|process| !process.is_zombie)
    }
}

/// A snapshot in the making.
struct Walk {
    snapshot: Snapshot,
    detail: Detail,
    /// What they have open is wanted.
    open: bool,
    /// Every process with its parent, where that is the only way to children.
    parents: Option<Vec<(i32, i32)>>,
}

impl Walk {
    fn new(detail: Detail, open: bool) -> Self {
        Self { snapshot: Snapshot::default(), detail, open, parents: proc::parents() }
    }

    /// Adds known processes that are there and were not found: the kernel may leave one
    /// out of a list of children when another ends meanwhile.
    fn find(&mut self, known: &[i32], above: Option<i32>) {
        for pid in known {
            if self.snapshot.processes.contains_key(pid) {
                continue;
            }
            let Ok(Process { parent, .. }) = Process::read(*pid) else { continue };
            if Some(parent) == above || self.snapshot.processes.contains_key(&parent) {
                self.down_from(vec![*pid]);
            }
        }
    }

    /// A parent is read before its children: one that ends meanwhile is then missing,
    /// and comes again with the next snapshot; it is never counted twice. Nor do we
    /// count, should we be among the descendants.
    fn down_from(&mut self, mut next: Vec<i32>) {
        while let Some(pid) = next.pop() {
            if pid == us() || self.snapshot.processes.contains_key(&pid) {
                continue;
            }
            let Ok(handle) = Handle::open(pid) else { continue };
            let Ok(process) = handle.process() else { continue };
            if !process.is_zombie {
                next.extend(self.read_more(pid, &handle));
            }
            self.snapshot.processes.insert(pid, process);
        }
    }

    /// Reads the rest of a process; returns its children.
    fn read_more(&mut self, pid: i32, handle: &Handle) -> Vec<i32> {
        let snapshot = &mut self.snapshot;
        let everything = self.detail == Detail::Everything;
        let mut children = Vec::new();
        for thread in handle.threads(everything) {
            snapshot.threads.insert(thread.id, thread.scheduling);
            snapshot.doings.push(Seen {
                process: pid,
                thread: thread.id,
                doing: thread.doing,
            });
            snapshot.cores.extend(thread.cores);
            children.extend(thread.children);
            let peak = thread.peak_process_bytes;
            snapshot.peak_process_bytes = snapshot.peak_process_bytes.max(peak);
        }
        if everything && let Ok(io) = handle.io() {
            snapshot.io.insert(pid, io);
        }
        if self.open {
            if let Some(descriptors) = handle.descriptors() {
                snapshot.descriptors.insert(pid, descriptors);
            }
            snapshot.executables.extend(handle.executable());
            if let Some(group) = handle.group()
                && !snapshot.groups.iter().any(|known| known.folder == group.folder)
            {
                snapshot.groups.push(group);
            }
        }
        match &self.parents {
            Some(parents) => children_of(pid, parents),
            None => children,
        }
    }
}

fn us() -> i32 {
    std::process::id().cast_signed()
}

fn children_of(pid: i32, parents: &[(i32, i32)]) -> Vec<i32> {
    let child = |(child, parent): &(i32, i32)| (*parent == pid).then_some(*child);
    parents.iter().filter_map(child).collect()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn descendants_are_found_and_strangers_are_not() {
        let mut child = Command::new("sh")
            .args(["-c", "sleep 600 & echo; read line; kill $!"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh exists");
        let mut byte = [0];
        let out = child.stdout.as_mut().expect("piped");
        std::io::Read::read_exact(out, &mut byte).expect("it has forked");
        let pid = child.id().cast_signed();
        let tree = Snapshot::of_tree(pid, &[], true);
        assert_eq!(tree.alive().count(), 2, "{tree:?}");
        assert!(tree.io.contains_key(&pid), "it is ours");
        let below = Snapshot::of_descendants(&[], false);
        assert!(below.processes.contains_key(&pid));
        assert!(!below.processes.contains_key(&us()));
        let parent = nix::unistd::getppid().as_raw();
        let around_us = Snapshot::of_tree(parent, &[], false);
        assert!(!around_us.processes.contains_key(&us()), "we are not to be counted");
        // As if the list of children had not had them.
        let mut missed = Walk::new(Detail::Transient, false);
        missed.find(&[us(), 1, pid], Some(us()));
        let missed = missed.snapshot;
        assert_eq!(missed.alive().count(), 2, "{missed:?}");
        assert!(missed.processes.contains_key(&pid));
        // As where the kernel lists no children.
        let mut long_way = Walk::new(Detail::Transient, false);
        let stat = |(pid, process): (&i32, &Process)| (*pid, process.parent);
        long_way.parents = Some(tree.processes.iter().map(stat).collect());
        long_way.down_from(vec![pid]);
        assert_eq!(long_way.snapshot.alive().count(), 2);
        drop(child.stdin.take());
        child.wait().expect("ended");
    }
}
