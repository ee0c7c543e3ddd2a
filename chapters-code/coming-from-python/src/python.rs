//! The reader's own Python: which there are, and what they can import.
//!
//! `PYTHON` names one or several, as commands, separated by colons:
//! `python3:uv run --python 3.14t python`. Without it, it is `python3` on `PATH`. Nothing is
//! installed: a row whose library an interpreter lacks is left out. A run asks each once, and
//! tells its samples.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use measure::{Preflight, Service};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use record::{Setting, Settings};
use serde::{Deserialize, Serialize};

/// The environment variable that names interpreters.
pub const PYTHON: &str = "PYTHON";

/// The setting that tells a sample which interpreters the run has found.
const FOUND: &str = "interpreters";

/// How long an interpreter may take to say what it is: one that has to be fetched first
/// takes seconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// An interpreter, and what it says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Interpreter {
    /// The command that starts it.
    pub command: Vec<String>,
    facts: Facts,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Facts {
    name: String,
    version: [u32; 2],
    locked: bool,
    start_method: String,
    libraries: BTreeMap<String, String>,
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
struct Asked {
    found: Vec<Interpreter>,
    notes: Vec<String>,
}

/// Those that these settings tell a sample of; else those that answer, in the order of
/// `PYTHON`. In a process, the first call decides.
fn asked(settings: &Settings) -> &'static Asked {
    static ASKED: OnceLock<Asked> = OnceLock::new();
    ASKED.get_or_init(|| {
        let told = settings.optional_text(FOUND).ok().flatten();
        match told.and_then(|told| serde_json::from_str(told).ok()) {
            Some(found) => Asked { found, notes: Vec::new() },
            None => Asked::named(std::env::var(PYTHON).ok().as_deref(), PATIENCE),
        }
    })
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
}

/// Says, once, which of the interpreters named cannot be asked.
pub fn preflight(settings: &Settings, _samples: u32) -> Result<Preflight> {
    static SAID: AtomicBool = AtomicBool::new(false);
    let notes = if SAID.swap(true, Ordering::Relaxed) {
        Vec::new()
    } else {
        asked(settings).notes.clone()
    };
    Ok(Preflight { notes, ..Preflight::default() })
}

/// What the samples are told beside what they talk to: they need not ask again.
struct Told {
    beside: Option<Box<dyn Service>>,
    found: String,
}

/// Tells the samples which interpreters there are.
pub fn tell(settings: &Settings) -> Result<Option<Box<dyn Service>>> {
    tell_beside(settings, None)
}

/// The same beside what they talk to.
pub fn tell_beside(
    settings: &Settings,
    beside: Option<Box<dyn Service>>,
) -> Result<Option<Box<dyn Service>>> {
    let found = serde_json::to_string(&asked(settings).found)?;
    Ok(Some(Box::new(Told { beside, found })))
}

impl Service for Told {
    fn settings(&self) -> Settings {
        let beside = self.beside.as_ref().map(|beside| beside.settings());
        let mut settings = beside.unwrap_or_default();
        settings.set(FOUND, Setting::Text(self.found.clone()));
        settings
    }

    fn revive(&mut self) -> Result<Option<String>> {
        self.beside.as_mut().map_or(Ok(None), |beside| beside.revive())
    }
}

/// What a program needs of an interpreter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Needs {
    /// The libraries that it imports, besides the standard one.
    pub libraries: &'static [&'static str],
    /// Whether one lock may keep its threads from computing at once; `None` where that does
    /// not matter.
    pub locked: Option<bool>,
    /// The oldest version that has what it uses, such as `[3, 14]`.
    pub version: [u32; 2],
    /// What it imports besides that is compiled here.
    pub extension: Option<Extension>,
}

/// A library, compiled here, that a program imports.
#[derive(Clone, Copy, Debug)]
pub struct Extension {
    /// The name of the file by which Python finds it.
    pub name: &'static str,
    /// Where it is, if it was built.
    pub library: fn() -> Option<PathBuf>,
}

impl Needs {
    /// No more than the standard library.
    pub const NOTHING: Self =
        Self { libraries: &[], locked: None, version: [3, 9], extension: None };

    /// These libraries.
    pub const fn libraries(libraries: &'static [&'static str]) -> Self {
        Self { libraries, ..Self::NOTHING }
    }

    /// The first interpreter that has it.
    pub fn found(&self, settings: &Settings) -> Option<&'static Interpreter> {
        let mut found = asked(settings).found.iter();
        let is_built = self.extension.is_none_or(|one| (one.library)().is_some());
        found.find(|one| is_built && one.has(self))
    }

    /// That interpreter, as a setting of a row: `CPython 3.13.0, fork, aiohttp 3.14.5`.
    pub fn described(&self, settings: &Settings) -> Result<Setting> {
        let found = self.found(settings);
        let described = found.map(|one| one.described(self.libraries)).transpose()?;
        Ok(Setting::Text(described.unwrap_or_default()))
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

    fn has(&self, needs: &Needs) -> bool {
        let facts = &self.facts;
        needs.libraries.iter().all(|library| facts.libraries.contains_key(*library))
            && needs.locked.is_none_or(|locked| locked == facts.locked)
            && needs.version <= facts.version
    }

    /// What it is, with these libraries of its: `CPython 3.13.0, fork, aiohttp 3.14.5`.
    fn described(&self, libraries: &[&str]) -> Result<String> {
        let Facts { name, locked, start_method, .. } = &self.facts;
        let lock = if *locked { "" } else { " without the lock" };
        let mut words = format!("{name}{lock}, {start_method}");
        for library in libraries {
            let version = self.facts.libraries.get(*library);
            let version = version.with_context(|| format!("{library} is not there"))?;
            words.extend([", ", library, " ", version]);
        }
        Ok(words)
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
    fn a_row_gets_the_first_interpreter_that_has_what_it_needs() {
        let folder = tempfile::tempdir().expect("a folder");
        let newer = FACTS.replace("[3, 9]", "[3, 14]").replace("numpy", "numba");
        let named = [
            script(folder.path(), "one", &format!("echo '{FACTS}'")),
            "/no/such/python".to_owned(),
            script(folder.path(), "two", &format!("echo '{newer}'")),
        ];
        let asked = Asked::named(Some(&named.join(":")), PATIENCE);
        assert_eq!((asked.found.len(), asked.notes.len()), (2, 1), "{:?}", asked.notes);
        let [one, two] = &asked.found[..] else { panic!("two") };
        let new = Needs { version: [3, 14], ..Needs::NOTHING };
        assert!(one.has(&Needs::libraries(&["numpy"])) && !one.has(&new));
        assert!(two.has(&Needs::libraries(&["numba"])) && two.has(&new));
        assert!(!two.has(&Needs { locked: Some(false), ..Needs::NOTHING }));
        let described = one.described(&["numpy"]).expect("it has it");
        assert_eq!(described, "Made 3.9, fork, numpy 1.0");
    }
}
