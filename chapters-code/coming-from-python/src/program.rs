//! A Python program that does a row's work: started and with its imports done before the
//! clock runs, told to begin, and asked for its answer.

use std::cell::{Cell, RefCell};
use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::unix;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use measure::Answer;
use record::Settings;
use serde_json::Value;
use tempfile::TempDir;

use crate::python::{Extension, Needs};

/// What every program imports.
const BOOK: &str = include_str!("../python/book.py");
/// What those import that count primes.
const SIEVE: &str = include_str!("../python/sieve.py");

/// What those import that make requests, and those of them that do not wait to the end.
const STREAMS: &str = include_str!("../python/requests/streams.py");
const CALLS: &str = include_str!("../python/coordination/calls.py");

/// What a program may say of itself besides its answer.
const OWN: [&str; 8] = [
    "inside_ns",
    "cpu_ns",
    "median_late_ns",
    "most_late_ns",
    "most_in_flight",
    "caller_ns",
    "went_on_percent",
    "given_back_percent",
];

/// A row that a Python program does, by the first interpreter that has what it needs; left
/// out where there is none, or where the settings do not want it.
macro_rules! row {
    ($key:expr, $label:expr, $file:expr, $text:expr, $needs:expr, $arguments:expr) => {
        $crate::program::row!($key, $label, $file, $text, $needs, $arguments, |_| true)
    };
    ($key:expr, $label:expr, $file:expr, $text:expr, $needs:expr, $arguments:expr,
     $wanted:expr) => {
        measure::Strategy::new(
            $key,
            $label,
            $file,
            |settings| {
                let arguments = $arguments(settings)?;
                $crate::program::Program::start($text, &$needs, settings, &arguments)
            },
            $crate::program::Program::work,
        )
        .wanted_if(|settings| {
            let wanted: fn(&record::Settings) -> bool = $wanted;
            wanted(settings) && $needs.found(settings).is_some()
        })
        .with_computed("interpreter", |settings| $needs.described(settings))
    };
}
pub(crate) use row;

/// A program that waits for the word to begin.
pub struct Program {
    running: RefCell<Running>,
    /// Whether it has done all that it was told to.
    is_done: Cell<bool>,
    /// From its start until its imports were done, in nanoseconds.
    start_ns: u64,
    /// Where its files lie, as long as it runs.
    folder: TempDir,
}

struct Running {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Program {
    /// Starts a program of this text, gives it its arguments, and waits until it has
    /// prepared for them.
    ///
    /// Fails if no interpreter has what it needs, or if it ends or prints anything else.
    pub fn start(
        text: &str,
        needs: &Needs,
        settings: &Settings,
        arguments: &Value,
    ) -> Result<Self> {
        let interpreter = needs
            .found(settings)
            .with_context(|| format!("not installed here: Python with {needs:?}"))?;
        let folder = tempfile::tempdir()?;
        let shared =
            [("book", BOOK), ("sieve", SIEVE), ("streams", STREAMS), ("calls", CALLS)];
        for (name, text) in shared.into_iter().chain([("program", text)]) {
            fs::write(folder.path().join(name).with_extension("py"), text)?;
        }
        if let Some(Extension { name, library }) = needs.extension {
            let library = library().context("the extension was not built")?;
            unix::fs::symlink(library, folder.path().join(name))?;
        }
        let began = Instant::now();
        let mut process = interpreter
            .run()
            .arg(folder.path().join("program.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(fs::File::create(folder.path().join("errors"))?)
            .spawn()?;
        let input = process.stdin.take();
        let output = process.stdout.take().context("its output is a pipe")?;
        let running = Running { process, input, output: BufReader::new(output) };
        let (running, is_done) = (RefCell::new(running), Cell::new(false));
        let mut program = Self { running, is_done, start_ns: 0, folder };
        program.expect("ready")?;
        program.start_ns = began.elapsed().as_nanos() as u64;
        program.say(&arguments.to_string())?;
        program.expect("set")?;
        Ok(program)
    }

    /// Has it do its work: its answer, with what it measured inside, and the time that it
    /// took to start.
    pub fn work(&self) -> Result<Answer> {
        self.say("begin")?;
        let line = self.line()?;
        let garbage = || format!("it printed no answer: {}", line.trim());
        let said: Value = serde_json::from_str(&line).with_context(garbage)?;
        let answer = said["answer"].as_u64().with_context(garbage)?;
        self.is_done.set(true);
        let own = OWN.into_iter().filter_map(|name| Some((name, said[name].as_u64()?)));
        let answer = Answer::from(answer).with("start_ns", self.start_ns);
        Ok(own.fold(answer, |answer, (name, value)| answer.with(name, value)))
    }

    fn expect(&self, word: &str) -> Result<()> {
        let line = self.line()?;
        if line.trim() != word {
            bail!("it printed {:?} in place of {word:?}", line.trim());
        }
        Ok(())
    }

    fn say(&self, line: &str) -> Result<()> {
        let mut running = self.running.borrow_mut();
        let input = running.input.as_mut().context("its input is a pipe")?;
        // One write: each is a system call, and may wake it.
        let said = input.write_all(format!("{line}\n").as_bytes());
        drop(running);
        said.or_else(|_| self.failed())
    }

    /// The next line that it prints.
    fn line(&self) -> Result<String> {
        let mut line = String::new();
        if self.running.borrow_mut().output.read_line(&mut line)? == 0 {
            self.failed()?;
        }
        Ok(line)
    }

    /// Says how it ended, with the last line of its errors.
    fn failed(&self) -> Result<()> {
        let status = self.running.borrow_mut().process.wait()?;
        let errors = fs::read(self.folder.path().join("errors")).unwrap_or_default();
        let errors = String::from_utf8_lossy(&errors);
        let last = errors.lines().rev().find(|line| !line.trim().is_empty());
        bail!("Python ended with {status}: {}", last.unwrap_or("it said nothing"));
    }
}

impl Drop for Program {
    /// Closes its input, which ends it, and waits until it has left its report. One that
    /// does not do as it is told is ended: it might never end by itself.
    fn drop(&mut self) {
        let Running { process, input, output } = self.running.get_mut();
        *input = None;
        if self.is_done.get() {
            let _ = io::copy(output, &mut io::sink());
        } else {
            let _ = process.kill();
        }
        let _ = process.wait();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Where there is no Python, there is nothing to test; under CI that is an error.
    fn said(text: &str) -> Option<String> {
        let settings = Settings::default();
        if Needs::NOTHING.found(&settings).is_none() {
            assert!(std::env::var_os("CI").is_none(), "this needs a python3");
            return None;
        }
        let arguments = json!({ "n": 20 });
        let program = Program::start(text, &Needs::NOTHING, &settings, &arguments);
        let worked = program.and_then(|program| program.work());
        Some(worked.map_or_else(
            |error| format!("{error:#}"),
            |answer| {
                let known = ["cpu_ns", "inside_ns", "start_ns"];
                assert_eq!(answer.own.keys().copied().collect::<Vec<_>>(), known);
                answer.value.to_string()
            },
        ))
    }

    #[test]
    fn a_program_answers_and_one_that_does_not_is_told_by_what_it_did() {
        let cases = [
            ("import book\nbook.serve(lambda n: n + 1)", "21"),
            ("import book\nbook.serve(lambda n: 1 // 0)", "ZeroDivisionError"),
            ("import book\nbook.serve(lambda n: 'many')", "printed no answer"),
            ("print('hello')", "printed \"hello\" in place of \"ready\""),
            ("import no_such_library", "no_such_library"),
            ("import os\nos.kill(os.getpid(), 9)", "signal: 9"),
        ];
        for (text, expected) in cases {
            let Some(said) = said(text) else { return };
            assert!(said.contains(expected), "{text:?}: {said}");
        }
    }
}
