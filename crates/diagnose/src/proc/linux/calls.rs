//! What a thread does, by the system call that it is in: `/proc/PID/task/TID/syscall`, or
//! `wchan` where that may not be read (proc(5)).

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;

use nix::libc;
use procfs::process::{FDTarget, Process, Syscall, Task};

use crate::doing::{Doing, Wait};

/// A bit of futex(2)'s operation: the word belongs to one process. glibc waits for a
/// thread's end without it, for the kernel wakes that waiter.
const FUTEX_PRIVATE: u64 = 128;

pub(super) fn doing(task: &Task, process: &Process) -> Doing {
    match task.syscall() {
        Ok(Syscall::Running) => Doing::Running,
        // In no call: for a page that has to be read, most likely.
        Ok(Syscall::Blocked { syscall_number: -1, .. }) => {
            Doing::Waits(by_place(&place(task)).unwrap_or(Wait::Other))
        }
        Ok(Syscall::Blocked { syscall_number, argument_registers, .. }) => {
            Doing::Waits(wait(process, syscall_number, argument_registers))
        }
        _ => by_place(&place(task)).map_or(Doing::Unknown, Doing::Waits),
    }
}

/// The function of the kernel in which a thread waits.
fn place(task: &Task) -> String {
    let path = format!("/proc/{}/task/{}/wchan", task.pid, task.tid);
    fs::read_to_string(path).unwrap_or_default()
}

/// What a call with these arguments waits for.
fn wait(process: &Process, call: i64, arguments: [u64; 6]) -> Wait {
    let [first, second, third, fourth, ..] = arguments;
    match call {
        libc::SYS_accept | libc::SYS_accept4 => Wait::Connection,
        libc::SYS_futex if second & FUTEX_PRIVATE == 0 => {
            Wait::Join { thread: third as i32 }
        }
        libc::SYS_futex | libc::SYS_futex_waitv => Wait::Lock { address: first },
        libc::SYS_nanosleep | libc::SYS_clock_nanosleep => Wait::Timer,
        libc::SYS_wait4
        | libc::SYS_waitid
        | libc::SYS_rt_sigsuspend
        | libc::SYS_rt_sigtimedwait => Wait::Child,
        libc::SYS_epoll_pwait => Wait::Events { timed: is_limit(fourth), queue: true },
        libc::SYS_epoll_pwait2 => Wait::Events { timed: fourth != 0, queue: true },
        libc::SYS_io_uring_enter => Wait::Events { timed: false, queue: true },
        libc::SYS_ppoll => polled(process, first, second, third != 0),
        libc::SYS_pselect6 => select(process, first, arguments[4] != 0),
        libc::SYS_connect
        | libc::SYS_recvfrom
        | libc::SYS_recvmsg
        | libc::SYS_recvmmsg
        | libc::SYS_sendto
        | libc::SYS_sendmsg
        | libc::SYS_sendmmsg
        | libc::SYS_read
        | libc::SYS_readv
        | libc::SYS_write
        | libc::SYS_writev
        | libc::SYS_pread64
        | libc::SYS_pwrite64
        | libc::SYS_preadv
        | libc::SYS_pwritev
        | libc::SYS_splice
        | libc::SYS_sendfile
        | libc::SYS_copy_file_range
        | libc::SYS_getdents64 => on_descriptor(process, first),
        libc::SYS_fsync
        | libc::SYS_fdatasync
        | libc::SYS_sync
        | libc::SYS_syncfs
        | libc::SYS_sync_file_range
        | libc::SYS_openat
        | libc::SYS_statx
        | libc::SYS_newfstatat
        | libc::SYS_unlinkat
        | libc::SYS_renameat2
        | libc::SYS_io_getevents
        | libc::SYS_msync => Wait::Disk,
        _ => by_older_call(process, call, arguments),
    }
}

/// Calls that newer architectures do without.
#[cfg(target_arch = "x86_64")]
fn by_older_call(process: &Process, call: i64, arguments: [u64; 6]) -> Wait {
    let [first, second, third, fourth, fifth, _] = arguments;
    match call {
        libc::SYS_epoll_wait => Wait::Events { timed: is_limit(fourth), queue: true },
        libc::SYS_poll => polled(process, first, second, is_limit(third)),
        libc::SYS_select => select(process, first, fifth != 0),
        libc::SYS_pause => Wait::Child,
        libc::SYS_open | libc::SYS_stat | libc::SYS_lstat | libc::SYS_unlink => {
            Wait::Disk
        }
        _ => Wait::Other,
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn by_older_call(_: &Process, _: i64, _: [u64; 6]) -> Wait {
    Wait::Other
}

/// A time limit in milliseconds, of which a negative one is none.
fn is_limit(argument: u64) -> bool {
    (argument as u32).cast_signed() >= 0
}

/// A call on one descriptor.
fn on_descriptor(process: &Process, number: u64) -> Wait {
    match process.fd_from_fd(number as i32).map(|fd| fd.target) {
        Ok(FDTarget::Socket(inode)) => Wait::Socket { inode },
        Ok(FDTarget::Pipe(_)) => Wait::Pipe { is_input: number == 0 },
        Ok(FDTarget::Path(path)) if is_terminal(&path.to_string_lossy()) => {
            Wait::Terminal
        }
        Ok(FDTarget::Path(_) | FDTarget::MemFD(_)) => Wait::Disk,
        Ok(FDTarget::AnonInode(name)) if name.contains("timerfd") => Wait::Timer,
        _ => Wait::Other,
    }
}

pub(super) fn is_terminal(path: &str) -> bool {
    path.starts_with("/dev/pts/") || path.starts_with("/dev/tty")
}

/// poll(2): of one descriptor, what it is; of several, or none, whatever comes first.
fn polled(process: &Process, list: u64, count: u64, timed: bool) -> Wait {
    match (count, timed) {
        (0, _) => Wait::Timer,
        (1, _) => {
            let mut number = [0; 4];
            let memory = File::open(format!("/proc/{}/mem", process.pid));
            match memory.and_then(|memory| memory.read_exact_at(&mut number, list)) {
                Ok(()) => on_descriptor(process, i32::from_ne_bytes(number) as u64),
                Err(_) => Wait::Events { timed, queue: false },
            }
        }
        _ => Wait::Events { timed, queue: false },
    }
}

/// select(2) of descriptors below a number: of none, a time; of the first alone, its input.
fn select(process: &Process, below: u64, timed: bool) -> Wait {
    match below {
        0 => Wait::Timer,
        1 => on_descriptor(process, 0),
        _ => Wait::Events { timed, queue: false },
    }
}

/// By the function of the kernel in which it waits; `None` if that is not told either.
fn by_place(place: &str) -> Option<Wait> {
    let starts = |names: &[&str]| names.iter().any(|name| place.starts_with(name));
    Some(match place {
        "" | "0" => return None,
        _ if starts(&["futex"]) => Wait::Lock { address: 0 },
        _ if starts(&["hrtimer_nanosleep", "do_nanosleep"]) => Wait::Timer,
        _ if starts(&["do_epoll_wait", "ep_poll"]) => {
            Wait::Events { timed: false, queue: true }
        }
        _ if starts(&["do_poll", "do_sys_poll", "poll_schedule", "do_select"]) => {
            Wait::Events { timed: false, queue: false }
        }
        _ if starts(&["do_wait", "sigsuspend", "do_sigtimedwait", "kernel_wait"]) => {
            Wait::Child
        }
        _ if starts(&["inet_csk_accept"]) => Wait::Connection,
        _ if starts(&["inet_", "sk_", "tcp_", "wait_woken", "unix_", "__skb_wait"]) => {
            Wait::Socket { inode: 0 }
        }
        _ if starts(&["pipe_", "anon_pipe", "wait_for_partner"]) => {
            Wait::Pipe { is_input: false }
        }
        _ if starts(&["n_tty_"]) => Wait::Terminal,
        _ if starts(&["io_schedule", "folio_wait", "blkdev", "jbd2", "rq_qos"]) => {
            Wait::Disk
        }
        _ => Wait::Other,
    })
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::{Duration, Instant};

    use super::*;

    /// What a thread of this process does, once it does that.
    fn seen(body: impl FnOnce() + Send + 'static, wanted: fn(Wait) -> bool) {
        let (tell, told) = std::sync::mpsc::channel();
        thread::spawn(move || {
            tell.send(nix::unistd::gettid().as_raw()).expect("somebody listens");
            body();
        });
        let id = told.recv().expect("it runs");
        let us = Process::myself().expect("we run");
        let until = Instant::now() + Duration::from_secs(10);
        let mut last = Doing::Unknown;
        while Instant::now() < until {
            let task = us.task_from_tid(id).expect("it runs");
            last = doing(&task, &us);
            if let Doing::Waits(wait) = last
                && wanted(wait)
            {
                return;
            }
            thread::yield_now();
        }
        panic!("it was last seen {last:?}");
    }

    #[test]
    fn what_a_thread_waits_for_is_what_it_called_for() {
        seen(|| thread::sleep(Duration::from_secs(600)), |wait| wait == Wait::Timer);
        seen(
            || {
                let (_sender, receiver) = std::sync::mpsc::channel::<()>();
                let _ = receiver.recv();
            },
            |wait| matches!(wait, Wait::Lock { address } if address != 0),
        );
        seen(
            || {
                let listener = std::net::TcpListener::bind(("127.0.0.1", 0));
                drop(listener.expect("a port").accept());
            },
            |wait| wait == Wait::Connection,
        );
        seen(
            || {
                let socket = std::net::UdpSocket::bind(("127.0.0.1", 0));
                let _ = socket.expect("a port").recv(&mut [0]);
            },
            |wait| matches!(wait, Wait::Socket { inode } if inode != 0),
        );
        seen(
            || {
                let (mut reader, _writer) = std::io::pipe().expect("a pipe");
                let _ = std::io::Read::read(&mut reader, &mut [0]);
            },
            |wait| wait == Wait::Pipe { is_input: false },
        );
        seen(
            || {
                let worker = thread::spawn(|| thread::sleep(Duration::from_secs(600)));
                drop(worker.join());
            },
            |wait| matches!(wait, Wait::Join { thread } if thread > 0),
        );
    }

    #[test]
    fn where_calls_are_hidden_the_kernels_function_tells() {
        for (place, wait) in [
            ("futex_do_wait", Wait::Lock { address: 0 }),
            ("hrtimer_nanosleep", Wait::Timer),
            ("ep_poll", Wait::Events { timed: false, queue: true }),
            ("inet_csk_accept", Wait::Connection),
            ("wait_woken", Wait::Socket { inode: 0 }),
            ("anon_pipe_read", Wait::Pipe { is_input: false }),
            ("n_tty_read", Wait::Terminal),
            ("do_wait", Wait::Child),
            ("folio_wait_bit_common", Wait::Disk),
            ("anything", Wait::Other),
        ] {
            assert_eq!(by_place(place), Some(wait), "{place}");
        }
        assert_eq!(by_place("0"), None);
    }
}
