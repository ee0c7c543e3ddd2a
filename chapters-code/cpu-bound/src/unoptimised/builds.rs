//! The ways in which the program is built, by rustc, once before the samples.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, ensure};
use measure::Service;
use record::{Setting, Settings};
use tempfile::TempDir;

/// A way to build it: a name, and what rustc is told.
type Build = (&'static str, &'static [&'static str]);

// ANCHOR: builds
/// What Cargo's profiles tell rustc, in this order: `dev`, `dev` with `opt-level = 1`,
/// `release` with checks, `release`, with `lto = "fat"`, for this processor alone.
const BUILDS: [Build; 6] = [
    ("dev", &["-Copt-level=0", "-Cdebug-assertions=on", "-Cdebuginfo=2"]),
    ("opt-level-1", &["-Copt-level=1", "-Cdebug-assertions=on", "-Cdebuginfo=2"]),
    ("checks", &["-Copt-level=3", "-Cdebug-assertions=on"]), // overflow checks, too
    ("release", &["-Copt-level=3"]),
    ("lto", &["-Copt-level=3", "-Clto=fat", "-Ccodegen-units=1"]),
    ("native", &["-Copt-level=3", "-Ctarget-cpu=native"]),
];
// ANCHOR_END: builds

const PROGRAM: &str = include_str!("program.rs");

/// What was built, and where it lies.
struct Builds {
    built: Settings,
    /// The folder, where it is not kept.
    _passing: Option<TempDir>,
}

impl Service for Builds {
    fn settings(&self) -> Settings {
        self.built.clone()
    }

    fn revive(&mut self) -> Result<Option<String>> {
        Ok(None) // nothing runs
    }
}

/// Builds the program in every way, if it is not built yet. A way that cannot be built
/// fails its rows, and no others.
pub(super) fn start(_settings: &Settings) -> Result<Option<Box<dyn Service>>> {
    let mut built = Settings::default();
    let compiler = match version() {
        Ok(compiler) => compiler,
        Err(error) => {
            for (name, _) in BUILDS {
                built.set(failed(name), Setting::Text(format!("{error:#}")));
            }
            return Ok(Some(Box::new(Builds { built, _passing: None })));
        }
    };
    let (folder, passing) = folder(&key(&compiler))?;
    for build in BUILDS {
        let (name, _) = build;
        match made(build, &folder) {
            Ok((program, took)) => {
                built.set(program_of(name), Setting::Text(program));
                built.set(took_of(name), Setting::DurationNs(took.as_nanos() as u64));
            }
            Err(error) => {
                built.set(failed(name), Setting::Text(format!("{error:#}")));
            }
        }
    }
    Ok(Some(Box::new(Builds { built, _passing: passing })))
}

/// The program that was built in this way, and how long rustc took for it.
pub(super) fn program(settings: &Settings, name: &str) -> Result<(PathBuf, Duration)> {
    if let Some(why) = settings.optional_text(&failed(name))? {
        return Err(anyhow!("{why}"));
    }
    let program = settings.text(&program_of(name))?.context("it was not built")?;
    Ok((PathBuf::from(program), settings.duration(&took_of(name))?))
}

fn program_of(name: &str) -> String {
    format!("program-{name}")
}

fn took_of(name: &str) -> String {
    format!("compiling-{name}")
}

fn failed(name: &str) -> String {
    format!("failed-{name}")
}

fn rustc() -> Command {
    Command::new(env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc")))
}

/// Which compiler there is.
fn version() -> Result<String> {
    let output = rustc().arg("-vV").output().context(
        "the program cannot be built here: there is no `rustc` to call; see https://rustup.rs",
    )?;
    ensure!(output.status.success(), "`rustc -vV` ended with {}", output.status);
    Ok(String::from_utf8(output.stdout)?)
}

/// What the builds depend on, in short. One of them is for this processor alone.
fn key(compiler: &str) -> String {
    let mut hasher = DefaultHasher::new();
    let processor = host::environment::environment().cpu_model.value;
    (compiler, processor, PROGRAM, BUILDS).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// A folder for them: beside this program, so that they are kept as it is, or else one
/// that is removed in the end.
fn folder(key: &str) -> Result<(PathBuf, Option<TempDir>)> {
    let beside = env::current_exe()?.with_file_name("unoptimised").join(key);
    if fs::create_dir_all(&beside).is_ok() {
        return Ok((beside, None));
    }
    let passing = tempfile::tempdir().context("no folder for what is built")?;
    Ok((passing.path().to_owned(), Some(passing)))
}

/// The program built in this way, now or before, and how long that took. What is
/// there is whole: it comes in one step, and the time before it.
fn made((name, flags): Build, folder: &Path) -> Result<(String, Duration)> {
    let (program, took) = (folder.join(name), folder.join(format!("{name}.ns")));
    if !program.exists() {
        let work = tempfile::tempdir_in(folder)?;
        let (source, output) = (work.path().join("program.rs"), work.path().join(name));
        fs::write(&source, PROGRAM)?;
        let mut rustc = rustc();
        rustc.args(["--edition=2024", "--crate-name=program"]).args(flags);
        rustc.arg("-o").arg(&output).arg(&source);
        let clock = Instant::now();
        let compiled = rustc.output()?;
        let nanoseconds = clock.elapsed().as_nanos();
        let said = String::from_utf8_lossy(&compiled.stderr);
        let last = said.lines().rfind(|line| line.starts_with("error"));
        ensure!(compiled.status.success(), "rustc: {}", last.unwrap_or("failed"));
        fs::write(&took, nanoseconds.to_string())?;
        fs::rename(&output, &program)?;
    }
    let took = Duration::from_nanos(fs::read_to_string(took)?.parse()?);
    Ok((program.to_str().context("its path is no text")?.to_owned(), took))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_compiler_has_builds_of_its_own() {
        assert_ne!(key("rustc 1.0"), key("rustc 1.1"));
        assert_eq!(key("rustc 1.0"), key("rustc 1.0"));
    }

    #[test]
    fn what_could_not_be_built_says_why_and_the_others_run() {
        let built = Settings::from_iter([
            (failed("lto"), Setting::Text("rustc: error: no such flag".to_owned())),
            (program_of("dev"), Setting::Text("/where/dev".to_owned())),
            (took_of("dev"), Setting::DurationNs(7)),
        ]);
        let error = program(&built, "lto").expect_err("it failed").to_string();
        assert!(error.contains("no such flag"), "{error}");
        let dev = program(&built, "dev").expect("it is there");
        assert_eq!(dev, (PathBuf::from("/where/dev"), Duration::from_nanos(7)));
    }
}
