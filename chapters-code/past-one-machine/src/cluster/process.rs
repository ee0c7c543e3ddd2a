//! What a process does that is one of several: it ends with the one that started it, and
//! keeps what its threads say as they panic.

use std::panic;
use std::sync::{Mutex, Once};
use std::thread;

/// No process outlives the one that started it, not even one that is stopped.
pub fn die_with_the_parent() {
    #[cfg(target_os = "linux")]
    let _ = nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGKILL);
}

/// What panicking threads of timely said.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// From now on, what threads of timely say as they panic is kept instead of printed:
/// one failure makes many of them panic.
pub fn keep_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let thread = thread::current();
            let ours = thread.name().is_some_and(|name| name.starts_with("timely:"));
            let payload = info.payload();
            let said = payload.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| payload.downcast_ref::<&str>().copied());
            let said = said.unwrap_or("a panic without words");
            match PANICS.lock() {
                Ok(mut panics) if ours => panics.push(said.to_owned()),
                _ => print(info),
            }
        }));
    });
}

/// What the first of them said.
pub fn panics() -> String {
    PANICS.lock().ok().and_then(|panics| panics.first().cloned()).unwrap_or_default()
}
