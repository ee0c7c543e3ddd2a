//! A process that builds or measures: its lines and its end as events, and a way to
//! interrupt it that leaves nothing behind.

use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;

/// What a process does, as far as others see.
#[derive(Debug)]
pub(crate) enum Output {
    /// A line of its standard output.
    Stdout(String),
    /// A line of its standard error.
    Stderr(String),
    /// Its end, after its last line; `None` if it cannot be known.
    Ended(Option<ExitStatus>),
}

/// A running process, in a process group of its own: a terminal's Ctrl-C does not
/// reach it. Killed when dropped, with its group.
///
/// A signal that this process ignores, as SIGINT is in a script's background, its
/// children ignore, too. One that it handles, as `cli` does, they do not.
pub(crate) struct Child {
    id: Pid,
    has_ended: Arc<AtomicBool>,
}

impl Child {
    /// Starts `command`. Its output arrives as `wrap` makes it.
    pub(crate) fn start<E: Send + 'static>(
        command: &mut Command,
        events: &Sender<E>,
        wrap: fn(Output) -> E,
    ) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .with_context(|| {
                format!("cannot start {}", command.get_program().display())
            })?;
        let id = Pid::from_raw(child.id().cast_signed());
        let (done, ends) = mpsc::channel();
        let stdout = child.stdout.take().context("a pipe was asked for")?;
        let stderr = child.stderr.take().context("a pipe was asked for")?;
        pass_on(
            stdout,
            events.clone(),
            move |line| wrap(Output::Stdout(line)),
            done.clone(),
        );
        pass_on(stderr, events.clone(), move |line| wrap(Output::Stderr(line)), done);
        let has_ended = Arc::new(AtomicBool::new(false));
        let (ended, events) = (has_ended.clone(), events.clone());
        thread::spawn(move || {
            let status = child.wait().ok();
            ended.store(true, Ordering::SeqCst);
            // Whatever it left behind would go on, and hold the pipes open.
            let _ = killpg(id, Signal::SIGKILL);
            for _ in 0..2 {
                let _ = ends.recv_timeout(Duration::from_secs(1));
            }
            events.send(wrap(Output::Ended(status)))
        });
        Ok(Self { id, has_ended })
    }

    /// Asks it to stop: it saves what it has.
    pub(crate) fn interrupt(&self) {
        if !self.has_ended.load(Ordering::SeqCst) {
            let _ = kill(self.id, Signal::SIGINT);
        }
    }

    /// Asks it and its group to stop.
    pub(crate) fn interrupt_group(&self) {
        if !self.has_ended.load(Ordering::SeqCst) {
            let _ = killpg(self.id, Signal::SIGINT);
        }
    }

    /// Stops it and its group at once.
    pub(crate) fn kill(&self) {
        if !self.has_ended.load(Ordering::SeqCst) {
            let _ = killpg(self.id, Signal::SIGKILL);
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Sends each line of `pipe`, and then a word that it has ended.
fn pass_on<E: Send + 'static>(
    pipe: impl Read + Send + 'static,
    events: Sender<E>,
    wrap: impl Fn(String) -> E + Send + 'static,
    done: Sender<()>,
) {
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while pipe.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            let _ = events.send(wrap(text));
            line.clear();
        }
        done.send(())
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Once;

    use super::*;

    /// Longer than anything here takes on a busy machine.
    const PATIENCE: Duration = Duration::from_secs(60);

    fn start(script: &str) -> (Child, mpsc::Receiver<Output>) {
        // As the program does, so that the tests may run in a script's background.
        static HANDLED: Once = Once::new();
        HANDLED.call_once(|| {
            ctrlc::set_handler(|| std::process::exit(130)).expect("set");
        });
        let (events, received) = mpsc::channel();
        let mut command = Command::new("sh");
        let child =
            Child::start(command.args(["-c", script]), &events, |output| output);
        (child.expect("started"), received)
    }

    fn next(events: &mpsc::Receiver<Output>) -> Output {
        events.recv_timeout(PATIENCE).expect("an event")
    }

    #[test]
    fn its_lines_come_before_its_end() {
        let (_child, events) = start("echo out; echo err >&2; exit 3");
        let [first, second, last] = [next(&events), next(&events), next(&events)];
        assert!(
            !matches!(first, Output::Ended(_)) && !matches!(second, Output::Ended(_))
        );
        assert!(
            matches!(last, Output::Ended(Some(status)) if status.code() == Some(3))
        );
    }

    #[test]
    fn an_interrupted_process_can_still_save() {
        let script =
            "trap 'echo saved; exit 130' INT; echo ready; while :; do sleep 0.01; done";
        let (child, events) = start(script);
        assert!(matches!(next(&events), Output::Stdout(line) if line == "ready"));
        child.interrupt();
        assert!(matches!(next(&events), Output::Stdout(line) if line == "saved"));
        let end = next(&events);
        assert!(
            matches!(end, Output::Ended(Some(status)) if status.code() == Some(130))
        );
    }

    #[test]
    fn what_it_leaves_behind_is_killed() {
        let (_child, events) = start("sleep 600 & echo $!");
        let Output::Stdout(left) = next(&events) else { panic!("a line") };
        assert!(matches!(next(&events), Output::Ended(_)));
        let left = Pid::from_raw(left.parse().expect("a process"));
        let is_gone = || kill(left, None).is_err();
        assert!((0..200).any(|_| {
            thread::sleep(Duration::from_millis(10));
            is_gone()
        }));
    }
}
