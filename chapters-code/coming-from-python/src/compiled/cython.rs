//! Libraries that Cython and the C compiler make of files in Python, once for a run, in a
//! folder that is gone after it.

use std::fs;
use std::process::Stdio;
use std::sync::OnceLock;

use anyhow::{Context as _, Result, bail};
use measure::Service;
use record::{Setting, Settings};
use tempfile::TempDir;

use crate::python::Needs;

/// The setting of a row that names its file.
pub(super) const MODULE: &str = "module";
/// The setting that tells a sample which version made the libraries.
const VERSION: &str = "cython";
/// The setting that tells why there are none.
const FAILED: &str = "not_compiled";

const BUILD: &str = include_str!("../../python/compiled/build.py");
const SOURCES: [(&str, &str); 2] = [
    ("sieve", include_str!("../../python/sieve.py")),
    ("typed", include_str!("../../python/compiled/typed.py")),
];

/// Prints the version of Cython, where Python's headers and a linker are there too.
const QUESTION: &str = r#"
import os, shlex, shutil, sysconfig
from Cython import __version__
os.stat(os.path.join(sysconfig.get_path("include"), "Python.h"))
linker = shlex.split(sysconfig.get_config_var("LDSHARED"))[0]
print(__version__ if shutil.which(linker) else "no linker")
"#;

/// The version of Cython, where it and what it takes to compile are here: as a sample is
/// told; else the interpreter is asked, once.
fn version(settings: &Settings) -> Option<&str> {
    static ASKED: OnceLock<Option<String>> = OnceLock::new();
    let asked = || {
        let mut interpreter = Needs::NOTHING.found(settings)?.run();
        let asked = interpreter.args(["-c", QUESTION]).stdin(Stdio::null()).output();
        let said = asked.ok().filter(|said| said.status.success())?.stdout;
        let said = String::from_utf8_lossy(&said).trim().to_owned();
        said.starts_with(|first: char| first.is_ascii_digit()).then_some(said)
    };
    let told = settings.optional_text(VERSION).ok().flatten();
    told.or_else(|| ASKED.get_or_init(asked).as_deref())
}

/// Whether a file can be compiled here.
pub(super) fn is_here(settings: &Settings) -> bool {
    version(settings).is_some()
}

/// The interpreter and Cython, as a setting of a row: `CPython 3.13.0, fork, cython 3.3.1`.
pub(super) fn described(settings: &Settings) -> Result<Setting> {
    let Setting::Text(interpreter) = Needs::NOTHING.described(settings)? else {
        bail!("an interpreter is described in words");
    };
    let words =
        version(settings).map(|version| format!("{interpreter}, cython {version}"));
    Ok(Setting::Text(words.unwrap_or_default()))
}

/// Where the library of a row's module is.
pub(super) fn library(settings: &Settings) -> Result<&str> {
    if let Some(why) = settings.optional_text(FAILED)? {
        bail!("Cython is here, but: {why}");
    }
    let module = settings.text(MODULE)?.context("a row names its module")?;
    settings.text(module)?.context("it was not compiled")
}

/// What the samples are told beside.
struct Compiled {
    beside: Option<Box<dyn Service>>,
    told: Settings,
    _folder: TempDir,
}

/// Compiles the files, where that can be done, and tells the samples where they are.
pub(super) fn tell_beside(
    settings: &Settings,
    beside: Option<Box<dyn Service>>,
) -> Result<Option<Box<dyn Service>>> {
    let Some(version) = version(settings) else { return Ok(beside) };
    let folder = tempfile::tempdir()?;
    let mut told = Settings::default();
    match compile(settings, &folder) {
        Ok(libraries) => {
            for ((module, _), library) in SOURCES.iter().zip(libraries) {
                told.set(*module, Setting::Text(library));
            }
        }
        Err(why) => told.set(FAILED, Setting::Text(format!("{why:#}"))),
    }
    told.set(VERSION, Setting::Text(version.to_owned()));
    Ok(Some(Box::new(Compiled { beside, told, _folder: folder })))
}

/// Their libraries, in the order of the sources.
fn compile(settings: &Settings, folder: &TempDir) -> Result<Vec<String>> {
    let interpreter = Needs::NOTHING.found(settings).context("there is no Python")?;
    let build = folder.path().join("build.py");
    fs::write(&build, BUILD)?;
    let mut building = interpreter.run();
    building.arg(build).current_dir(folder).stdin(Stdio::null());
    for (module, text) in SOURCES {
        let source = folder.path().join(module).with_extension("py");
        fs::write(&source, text)?;
        building.arg(source);
    }
    let built = building.output()?;
    if !built.status.success() {
        let errors = String::from_utf8_lossy(&built.stderr);
        let last = errors.lines().rev().find(|line| !line.trim().is_empty());
        bail!("it ended with {}: {}", built.status, last.unwrap_or("it said nothing"));
    }
    Ok(String::from_utf8_lossy(&built.stdout).lines().map(str::to_owned).collect())
}

impl Service for Compiled {
    fn settings(&self) -> Settings {
        let beside = self.beside.as_ref().map(|beside| beside.settings());
        beside.unwrap_or_default().overlaid_with(&self.told)
    }

    fn revive(&mut self) -> Result<Option<String>> {
        self.beside.as_mut().map_or(Ok(None), |beside| beside.revive())
    }
}
