//! Which Pythons there are on this machine, and what each says of itself.
//!
//! `PYTHON` names one or several, as commands, separated by colons:
//! `python3:uv run --python 3.14t python`. Without it, it is `python3` on `PATH`. Nothing is
//! installed. Who measures asks here, and who reads: a record says what it was measured with.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{LazyLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use serde::{Deserialize, Serialize};

/// The environment variable that names interpreters.
pub const PYTHON: &str = "PYTHON";

/// How long an interpreter may take to say what it is: one that has to be fetched first
/// takes seconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// An interpreter, and what it says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Interpreter {
    /// The command that starts it.
    pub command: Vec<String>,
    /// What it is.
    pub facts: Facts,
}

/// What an interpreter says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Facts {
    /// Such as `CPython 3.13.0`.
    pub name: String,
    /// The first two numbers of its version.
    pub version: [u32; 2],
    /// Whether one lock keeps its threads from computing at once.
    pub locked: bool,
    /// How it starts worker processes, such as `fork`.
    pub start_method: String,
    /// The versions of those libraries that it has, by name.
    pub libraries: BTreeMap<String, String>,
}

/// Asks for the facts. The libraries are looked for and not imported: that takes longer.
const QUESTION: &str = r#"
import json, multiprocessing, platform, sys
from importlib import metadata
libraries = {}
for name in ["aiohttp", "httpx", "numba", "numpy", "requests", "uvloop"]:
    try:
        libraries[name] = metadata.version(name)
    except metadata.PackageNotFoundError:
        pass
print(json.dumps({
    "name": f"{platform.python_implementation()} {platform.python_version()}",
    "version": sys.version_info[:2],
    "locked": getattr(sys, "_is_gil_enabled", lambda: True)(),
    "start_method": multiprocessing.get_start_method(),
    "libraries": libraries,
}))
"#;

/// The interpreters that can be started here, and why others cannot.
#[derive(Debug)]
pub struct Asked {
    /// Those that answer, in the order of `PYTHON`.
    pub found: Vec<Interpreter>,
    /// Why the others do not, a sentence each.
    pub notes: Vec<String>,
}

/// What `PYTHON` names. The first call asks them, for the life of this process.
pub fn asked() -> &'static Asked {
    static ASKED: LazyLock<Asked> =
        LazyLock::new(|| Asked::named(std::env::var(PYTHON).ok().as_deref(), PATIENCE));
    &ASKED
}

impl Asked {
    /// Asks each of these commands, one after another.
    fn named(named: Option<&str>, patience: Duration) -> Self {
        let (mut found, mut notes) = (Vec::new(), Vec::new());
        for words in named.unwrap_or("python3").split(':') {
            let asked = shlex::split(words)
                .context("has a quote without its other half")
                .and_then(|command| Interpreter::ask(command, patience));
            match asked {
                Ok(interpreter) => found.push(interpreter),
                Err(why) => notes.push(format!(
                    "`{words}` was asked which Python it is, and {why:#}: its rows are left \
                     out. {PYTHON} names the commands of interpreters, with colons between them"
                )),
            }
        }
        Self { found, notes }
    }

    /// All of them in words, each with what it has of these libraries:
    /// `CPython 3.13.0, fork, aiohttp 3.14.5; CPython 3.14.0 without the lock, forkserver`;
    /// `none` where there is none.
    pub fn described(&self, libraries: &[String]) -> String {
        let words = |one: &Interpreter| {
            let has = |library: &&String| one.facts.libraries.contains_key(*library);
            let libraries = libraries.iter().filter(has).map(String::as_str);
            one.described(&libraries.collect::<Vec<_>>())
        };
        let all: Vec<String> = self.found.iter().map(words).collect();
        if all.is_empty() { "none".to_owned() } else { all.join("; ") }
    }
}

impl Interpreter {
    /// Asks the interpreter that this command starts what it is.
    ///
    /// Fails if there is none, if it prints anything else, or if it takes longer than it is
    /// waited for. Whatever it has started by then is ended with it.
    fn ask(command: Vec<String>, patience: Duration) -> Result<Self> {
        let mut asked = Self::start(&command)
            .args(["-c", QUESTION])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("cannot be started")?;
        let answered = answer(&mut asked, patience);
        let _ = killpg(Pid::from_raw(asked.id().cast_signed()), Signal::SIGKILL);
        let _ = asked.wait();
        let (status, said) = answered?.with_context(|| {
            format!("did not answer within {patience:?}, and was ended")
        })?;
        ensure!(status.success(), "ended with {status}");
        let facts = serde_json::from_str(&said).ok();
        let facts = facts.with_context(|| {
            let begin: String = said.trim().chars().take(40).collect();
            format!("printed {begin:?} in place of an answer")
        })?;
        Ok(Self { command, facts })
    }

    /// A command with this interpreter's name and first arguments.
    fn start(command: &[String]) -> Command {
        let (program, arguments) = command
            .split_first()
            .map_or(("", &[][..]), |both| (both.0.as_str(), both.1));
        let mut started = Command::new(program);
        started.args(arguments).env("PYTHONDONTWRITEBYTECODE", "1");
        started
    }

    /// A command that runs this interpreter.
    pub fn run(&self) -> Command {
        Self::start(&self.command)
    }

    /// What it is, with these libraries of its: `CPython 3.13.0, fork, aiohttp 3.14.5`.
    pub fn described(&self, libraries: &[&str]) -> String {
        let Facts { name, locked, start_method, .. } = &self.facts;
        let lock = if *locked { "" } else { " without the lock" };
        let mut words = format!("{name}{lock}, {start_method}");
        for library in libraries {
            let version = self.facts.libraries.get(*library);
            words.extend([
                ", ",
                library,
                " ",
                version.map_or("missing", String::as_str),
            ]);
        }
        words
    }
}

/// How a process ended, and all that it printed; `None` if it takes longer than this.
fn answer(
    process: &mut Child,
    patience: Duration,
) -> Result<Option<(ExitStatus, String)>> {
    let mut output = process.stdout.take().context("its output is a pipe")?;
    let (tell, told) = mpsc::channel();
    let began = Instant::now();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = output.read_to_end(&mut bytes);
        let _ = tell.send(read.map(|_| String::from_utf8_lossy(&bytes).into_owned()));
    });
    let Ok(said) = told.recv_timeout(patience) else { return Ok(None) };
    // It has closed its output, and is about to end.
    while began.elapsed() < patience {
        if let Some(status) = process.try_wait()? {
            return Ok(Some((status, said?)));
        }
        thread::sleep(Duration::from_millis(1));
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    /// A command that runs this script.
    fn script(folder: &Path, name: &str, text: &str) -> String {
        let path = folder.join(name);
        fs::write(&path, text).expect("writable");
        format!("sh {}", path.display())
    }

    const FACTS: &str = r#"{"name": "Made 3.9", "version": [3, 9], "locked": true,
        "start_method": "fork", "libraries": {"numpy": "1.0"}}"#;

    #[test]
    fn what_is_no_interpreter_is_left_out_with_the_reason_and_hangs_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let cases = [
            ("sleep 600", "did not answer within 300ms"),
            // What it started holds the pipe.
            ("sleep 600 & sleep 600", "did not answer within 300ms"),
            ("exec >&-; sleep 600", "did not answer within 300ms"),
            ("yes", "did not answer within 300ms"),
            ("echo hello", "printed \"hello\" in place of an answer"),
            ("echo '{\"name\": 7}'", "in place of an answer"),
            (":", "printed \"\" in place of an answer"),
            ("exit 3", "ended with exit status: 3"),
            ("kill -9 $$", "signal: 9"),
        ];
        for (number, (text, why)) in cases.into_iter().enumerate() {
            let named = script(folder.path(), &format!("python{number}"), text);
            let asked = Asked::named(Some(&named), Duration::from_millis(300));
            let [note] = &asked.notes[..] else { panic!("{text}: {:?}", asked.notes) };
            assert!(note.contains(why) && note.contains(&named), "{text}: {note}");
            assert!(asked.found.is_empty(), "{text}");
        }
        for (named, why) in [
            ("/no/such/python", "cannot be started"),
            ("", "cannot be started"),
            ("python 'x", "a quote without its other half"),
        ] {
            let asked = Asked::named(Some(named), PATIENCE);
            assert!(asked.notes[0].contains(why), "{named}: {:?}", asked.notes);
        }
    }

    #[test]
    fn all_that_answer_are_described_with_the_libraries_that_matter() {
        let folder = tempfile::tempdir().expect("a folder");
        let free = FACTS.replace("true", "false").replace("numpy", "numba");
        let named = [
            script(folder.path(), "one", &format!("echo '{FACTS}'")),
            "/no/such/python".to_owned(),
            script(folder.path(), "two", &format!("echo '{free}'")),
        ];
        let asked = Asked::named(Some(&named.join(":")), PATIENCE);
        assert_eq!((asked.found.len(), asked.notes.len()), (2, 1), "{:?}", asked.notes);
        let described = asked.described(&["numpy".to_owned(), "uvloop".to_owned()]);
        let both = "Made 3.9, fork, numpy 1.0; Made 3.9 without the lock, fork";
        assert_eq!(described, both);
        let nobody = Asked { found: Vec::new(), notes: Vec::new() };
        assert_eq!(nobody.described(&[]), "none");
    }
}
