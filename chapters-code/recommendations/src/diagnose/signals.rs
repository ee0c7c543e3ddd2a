//! What becomes of signals while a program is watched.
//!
//! A terminal sends Ctrl-C to every process of its foreground group: to the
//! program as well as to us. The program decides what to do; we stay, and
//! report. SIGTERM comes from somebody who knows our number alone, so that is
//! handed on.

use std::io;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use signal_hook::consts::{SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};

use crate::diagnose::process;

/// The program that signals are handed on to, once it runs and until it ends.
#[derive(Clone, Default)]
pub(super) struct Target(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    pid: Option<Pid>,
    /// Came before there was a program.
    pending: Option<Signal>,
}

impl Target {
    /// From now on it is this one; or none, for a number may come again.
    pub(super) fn set(&self, pid: Option<i32>) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.pid = pid.map(Pid::from_raw);
        if let (Some(pid), Some(signal)) = (state.pid, state.pending.take()) {
            let _ = kill(pid, signal);
        }
    }

    fn send(&self, signal: Signal) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match state.pid {
            // If it has ended meanwhile, there is nobody to tell.
            Some(pid) => _ = kill(pid, signal),
            None => state.pending = Some(signal),
        }
    }
}

/// Listens until it is dropped.
pub(super) struct Listening {
    handle: Handle,
    thread: Option<JoinHandle<()>>,
}

impl Listening {
    /// From now on Ctrl-C does not end this process, and SIGTERM goes to `target`.
    /// What is ignored already, as with `nohup`, stays so: the program inherits it.
    pub(super) fn for_program(target: Target) -> io::Result<Self> {
        let ignored = process::ignored_signals();
        let heeded = |signal: &i32| ignored & (1 << (signal - 1)) == 0;
        let signals = [SIGINT, SIGQUIT, SIGTERM].into_iter().filter(heeded);
        let mut signals = Signals::new(signals)?;
        let handle = signals.handle();
        let listen = move || {
            for signal in signals.forever() {
                if signal == SIGTERM {
                    target.send(Signal::SIGTERM);
                }
            }
        };
        Ok(Self { handle, thread: Some(std::thread::spawn(listen)) })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.handle.close();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Becomes true with Ctrl-C or SIGTERM, which do not end this process any more.
pub(super) fn interruption() -> io::Result<Arc<AtomicBool>> {
    let interrupted = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&interrupted))?;
    }
    Ok(interrupted)
}
