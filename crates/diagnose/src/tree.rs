//! A process with all its descendants, at one moment.

use std::collections::BTreeMap;

use crate::process::{self, Cores, Process, Thread};
use crate::usage::Io;

/// What to read of each process besides its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What nobody tells once it has ended.
    Passing,
    /// Everything: nobody will wait for these processes and be told.
    Everything,
}

/// One look at a tree of processes.
#[derive(Debug, Default)]
pub(crate) struct Look {
    /// By process.
    pub(crate) processes: BTreeMap<i32, Process>,
    /// Those that have ended and that we have waited for since the look before.
    pub(crate) collected: Vec<i32>,
    /// By thread, which has a number of its own in the whole system.
    pub(crate) threads: BTreeMap<i32, Thread>,
    /// By process; missing where it may not be read.
    pub(crate) io: BTreeMap<i32, Io>,
    /// Where some thread of them may run.
    pub(crate) cores: Cores,
    /// The most that a process had resident until now.
    pub(crate) peak_process_bytes: Option<u64>,
}

impl Look {
    /// Looks at the descendants of this process. These are known.
    pub(crate) fn below_us(detail: Detail, known: &[i32]) -> Self {
        let us = std::process::id().cast_signed();
        let mut look = Self::default();
        let parents = process::parents();
        look.walk(children_of(us, parents.as_deref()), parents.as_deref(), detail);
        look.find(known, Some(us), parents.as_deref(), detail);
        look
    }

    /// Looks at a process and its descendants. These are known.
    pub(crate) fn at(root: i32, detail: Detail, known: &[i32]) -> Self {
        let mut look = Self::default();
        let parents = process::parents();
        look.walk(vec![root], parents.as_deref(), detail);
        look.find(known, None, parents.as_deref(), detail);
        look
    }

    /// Adds those that are there all the same: the kernel may leave one out of a list
    /// of children when another ends meanwhile.
    fn find(
        &mut self,
        known: &[i32],
        above: Option<i32>,
        parents: Option<&[(i32, i32)]>,
        detail: Detail,
    ) {
        for pid in known {
            if self.processes.contains_key(pid) {
                continue;
            }
            let Ok(Process { parent, .. }) = Process::read(*pid) else { continue };
            if Some(parent) == above || self.processes.contains_key(&parent) {
                self.walk(vec![*pid], parents, detail);
            }
        }
    }

    /// A parent is read before its children: one that ends meanwhile is then
    /// missing, and comes again with the next look; it is never counted twice. Nor
    /// do we count, should we be among the descendants.
    fn walk(
        &mut self,
        mut next: Vec<i32>,
        parents: Option<&[(i32, i32)]>,
        detail: Detail,
    ) {
        let us = std::process::id().cast_signed();
        while let Some(pid) = next.pop() {
            if pid == us || self.processes.contains_key(&pid) {
                continue;
            }
            let Ok(process) = Process::read(pid) else { continue };
            if !process.is_zombie {
                self.read_more(pid, detail);
                next.extend(children_of(pid, parents));
            }
            self.processes.insert(pid, process);
        }
    }

    fn read_more(&mut self, pid: i32, detail: Detail) {
        let everything = detail == Detail::Everything;
        for thread in process::threads(pid) {
            self.threads.insert(thread, Thread::read(pid, thread, everything));
            self.cores.add(Cores::allowed(thread));
        }
        if everything && let Ok(io) = process::io(pid) {
            self.io.insert(pid, io);
        }
        let peak = process::peak_rss_bytes(pid);
        self.peak_process_bytes = self.peak_process_bytes.max(peak);
    }

    /// Those that have not ended.
    pub(crate) fn alive(&self) -> impl Iterator<Item = &Process> {
        self.processes.values().filter(|process| !process.is_zombie)
    }
}

fn children_of(pid: i32, parents: Option<&[(i32, i32)]>) -> Vec<i32> {
    if let Some(parents) = parents {
        let child = |(child, parent): &(i32, i32)| (*parent == pid).then_some(*child);
        return parents.iter().filter_map(child).collect();
    }
    let threads = process::threads(pid);
    let of_thread = |thread: i32| process::children(pid, thread).unwrap_or_default();
    threads.into_iter().flat_map(of_thread).collect()
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
        let look = Look::at(pid, Detail::Everything, &[]);
        assert_eq!(look.alive().count(), 2, "{look:?}");
        assert!(look.io.contains_key(&pid), "it is ours");
        let below = Look::below_us(Detail::Passing, &[]);
        assert!(below.processes.contains_key(&pid));
        let us = std::process::id().cast_signed();
        assert!(!below.processes.contains_key(&us));
        let around_us = Look::at(nix::unistd::getppid().as_raw(), Detail::Passing, &[]);
        assert!(!around_us.processes.contains_key(&us), "we are not to be counted");
        // As if the list of children had not had them.
        let mut missed = Look::default();
        missed.find(&[us, 1, pid], Some(us), None, Detail::Passing);
        assert_eq!(missed.alive().count(), 2, "{missed:?}");
        assert!(missed.processes.contains_key(&pid));
        drop(child.stdin.take());
        child.wait().expect("ended");
    }
}
