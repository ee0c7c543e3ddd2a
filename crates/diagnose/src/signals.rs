//! Signals while a program is watched.
//!
//! A terminal sends Ctrl-C to every process of its foreground group: to the
//! program as well as to us. The program decides what to do; we stay, and
//! report. What another process sends is forwarded, for it may know our number
//! alone. If it sends to the whole group, as `timeout` does, the program gets it
//! twice: nothing tells the two cases apart.

use std::io;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use signal_hook::consts::{SIGCHLD, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::exfiltrator::WithOrigin;
use signal_hook::iterator::{Handle, SignalsInfo};

use crate::proc;

/// The program that signals are forwarded to, once it runs and until it ends.
#[derive(Clone, Default)]
pub(crate) struct Target(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    pid: Option<Pid>,
    /// Came before there was a program.
    pending: Option<Signal>,
}

impl Target {
    /// From now on it is this one; or none, for a number may be used again.
    pub(crate) fn set(&self, pid: Option<i32>) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.pid = pid.map(Pid::from_raw);
        if let (Some(pid), Some(signal)) = (state.pid, state.pending.take()) {
            let _ = kill(pid, signal);
        }
    }

    fn send(&self, signal: Signal) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match state.pid {
            // It fails if the program has ended meanwhile: then nothing needs an end.
            Some(pid) => _ = kill(pid, signal),
            None => state.pending = Some(signal),
        }
    }
}

/// Forwards signals until it is dropped.
pub(crate) struct Forwarding {
    handle: Handle,
    thread: Option<JoinHandle<()>>,
}

impl Forwarding {
    /// From now on no signal that asks for an end ends this process: those that
    /// another process sent go to `target`. What is ignored already, as with `nohup`,
    /// stays so: the program inherits that.
    pub(crate) fn to(target: Target) -> io::Result<Self> {
        // A process that ignores SIGCHLD cannot wait for its children. A handler, though
        // it does nothing, ends that.
        signal_hook::flag::register(SIGCHLD, Arc::default())?;
        let ignored = proc::ignored_signals();
        let heeded = |signal: &i32| ignored & (1 << (signal - 1)) == 0;
        let signals = [SIGHUP, SIGINT, SIGQUIT, SIGTERM].into_iter().filter(heeded);
        let mut signals = SignalsInfo::<WithOrigin>::new(signals)?;
        let handle = signals.handle();
        let listen = move || {
            for origin in signals.forever() {
                // What the kernel sends for a terminal has no process as its sender.
                let sent = origin.process.is_some() || origin.signal == SIGTERM;
                if sent && let Ok(signal) = Signal::try_from(origin.signal) {
                    target.send(signal);
                }
            }
        };
        Ok(Self { handle, thread: Some(std::thread::spawn(listen)) })
    }
}

impl Drop for Forwarding {
    fn drop(&mut self) {
        self.handle.close();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Becomes true with Ctrl-C, SIGTERM or SIGHUP, which do not end this process any
/// more.
pub(crate) fn interruption() -> io::Result<Arc<AtomicBool>> {
    let interrupted = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(&interrupted))?;
    }
    Ok(interrupted)
}
