//! What the threads of a process do, as Linux tells it under `/proc`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What a thread waits for that reads from one file or socket.
pub(crate) const READ: &str = "data to read";

/// One thread of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Its name; that of the process's first is the program's.
    pub name: String,
    /// Whether it waits, and so is on no core and in no line for one.
    pub waits: bool,
    /// For what, in words; empty where that is not known.
    pub waits_for: &'static str,
    /// How often it was taken off a core, by itself or not.
    pub switches: u64,
}

/// The threads of the process `id`; `None` where the system does not tell.
pub fn of(id: u32) -> Option<Vec<Thread>> {
    let tasks = fs::read_dir(format!("/proc/{id}/task")).ok()?;
    // A thread may end while it is looked at.
    Some(tasks.flatten().filter_map(|task| thread(&task.path())).collect())
}

/// How many threads this process has; `None` where the system does not tell.
pub fn alive() -> Option<usize> {
    Some(fs::read_dir("/proc/self/task").ok()?.count())
}

fn thread(task: &Path) -> Option<Thread> {
    let status = fs::read_to_string(task.join("status")).ok()?;
    let of: BTreeMap<&str, &str> = status
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(key, value)| (key, value.trim()))
        .collect();
    let count = |key| of.get(key).and_then(|value| value.parse::<u64>().ok());
    Some(Thread {
        name: (*of.get("Name")?).to_owned(),
        waits: of.get("State")?.starts_with(['S', 'D']),
        waits_for: waits_for(task),
        switches: count("voluntary_ctxt_switches")?
            + count("nonvoluntary_ctxt_switches")?,
    })
}

/// What the system call that the thread is in waits for. The numbers are those of the
/// two families of processors that Linux runs on most.
fn waits_for(task: &Path) -> &'static str {
    let Ok(call) = fs::read_to_string(task.join("syscall")) else { return "" };
    let number = call.split(' ').next().unwrap_or_default();
    match (std::env::consts::ARCH, number) {
        ("x86_64", "202") | ("aarch64", "98") => {
            "a lock, a channel, or another thread's end"
        }
        ("x86_64", "230" | "35") | ("aarch64", "115" | "101") => "a time to pass",
        ("x86_64", "232" | "281") | ("aarch64", "22") => "something to be ready",
        ("x86_64", "0" | "45") | ("aarch64", "63" | "207") => READ,
        _ => "",
    }
}

/// What all these threads wait for, in words: "2 threads: `main` waits for …".
pub fn in_words(threads: &[Thread]) -> String {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for thread in threads {
        let does = match (thread.waits, thread.waits_for) {
            (false, _) => "computes",
            (true, "") => "waits",
            (true, what) => &format!("waits for {what}"),
        };
        *kinds.entry(format!("`{}` {does}", thread.name)).or_default() += 1;
    }
    let times = |(kind, times): (&String, &usize)| match times {
        1 => kind.clone(),
        _ => format!("{times} × {kind}"),
    };
    kinds.iter().map(times).collect::<Vec<_>>().join("; ")
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_thread_that_waits_for_a_channel_is_told_from_one_that_sleeps() {
        let (sender, receiver) = mpsc::channel::<()>();
        let builder = std::thread::Builder::new().name("waits".to_owned());
        let waiter = builder.spawn(move || receiver.recv()).expect("a thread");
        let waits = || {
            let all = of(std::process::id()).expect("this is Linux");
            let found = all.into_iter().find(|thread| thread.name == "waits");
            found.filter(|thread| thread.waits)
        };
        let waiting = loop {
            match waits() {
                Some(waiting) => break waiting,
                None => std::thread::sleep(Duration::from_millis(1)),
            }
        };
        assert!(in_words(&[waiting]).starts_with("`waits` waits"));
        drop(sender);
        assert!(waiter.join().expect("it ends").is_err());
    }
}
