//! The reader's own Python: which there are, and what they can import.
//!
//! `PYTHON` names one or several, as commands, separated by colons:
//! `python3:uv run --python 3.14t python`. Without it, it is `python3` on `PATH`. Nothing is
//! installed: a row whose library an interpreter lacks is left out.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context as _, Result, ensure};
use record::Setting;
use serde::Deserialize;

/// The environment variable that names interpreters.
pub const PYTHON: &str = "PYTHON";

/// An interpreter, and what it says of itself.
#[derive(Clone, Debug)]
pub struct Interpreter {
    /// The command that starts it.
    pub command: Vec<String>,
    facts: Facts,
}

#[derive(Clone, Debug, Deserialize)]
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
for name in ["aiohttp", "httpx", "numpy", "requests", "uvloop"]:
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

/// The interpreters that can be started here, in the order of `PYTHON`.
pub fn interpreters() -> &'static [Interpreter] {
    static FOUND: OnceLock<Vec<Interpreter>> = OnceLock::new();
    FOUND.get_or_init(|| {
        let named = std::env::var(PYTHON).unwrap_or_else(|_| "python3".to_owned());
        let commands = named.split(':').filter_map(shlex::split);
        commands.filter_map(|command| Interpreter::ask(command).ok()).collect()
    })
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
}

impl Needs {
    /// No more than the standard library.
    pub const NOTHING: Self = Self { libraries: &[], locked: None, version: [3, 9] };

    /// These libraries.
    pub const fn libraries(libraries: &'static [&'static str]) -> Self {
        Self { libraries, ..Self::NOTHING }
    }

    /// The first interpreter that has it.
    pub fn found(&self) -> Option<&'static Interpreter> {
        interpreters().iter().find(|one| one.has(self))
    }

    /// That interpreter, as a setting of a row: `CPython 3.13.0, aiohttp 3.14.5`.
    pub fn described(&self) -> Result<Setting> {
        let described =
            self.found().map(|one| one.described(self.libraries)).transpose()?;
        Ok(Setting::Text(described.unwrap_or_default()))
    }
}

impl Interpreter {
    /// Asks the interpreter that this command starts what it is.
    ///
    /// Fails if there is none, or if it prints anything else.
    fn ask(command: Vec<String>) -> Result<Self> {
        let output = Self::start(&command)
            .args(["-c", QUESTION])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()?;
        ensure!(output.status.success(), "it ended with {}", output.status);
        let facts = serde_json::from_slice(&output.stdout)?;
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

    /// What it is, with these libraries of its: `CPython 3.13.0, aiohttp 3.14.5`.
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
