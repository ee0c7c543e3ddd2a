//! Building the chapters' binaries, and measuring.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

use crate::directives::Directive;
use crate::mode::Mode;

/// A chapter's binary.
pub(crate) struct Built {
    name: String,
    executable: PathBuf,
}

/// The chapters that some directive calls: those that have a crate.
pub(crate) fn named_by(
    directives: &[Directive],
    root: &Path,
) -> Result<BTreeSet<String>> {
    let folder = root.join("chapters-code");
    if !folder.is_dir() {
        return Ok(BTreeSet::new());
    }
    let mut crates = BTreeSet::new();
    for entry in fs::read_dir(&folder)
        .with_context(|| format!("cannot list {}", folder.display()))?
    {
        let entry = entry?;
        if entry.path().join("Cargo.toml").is_file() {
            crates.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    let called = directives
        .iter()
        .filter_map(|directive| directive.command.split_whitespace().next());
    let called: BTreeSet<&str> = called.collect();
    Ok(crates.into_iter().filter(|name| called.contains(name.as_str())).collect())
}

/// Builds them with optimisation. Cargo says on standard error how far it is.
pub(crate) fn build(chapters: &BTreeSet<String>, root: &Path) -> Result<Vec<Built>> {
    if chapters.is_empty() {
        return Ok(Vec::new());
    }
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root).args([
        "build",
        "--release",
        "--message-format",
        "json-render-diagnostics",
    ]);
    for chapter in chapters {
        command.args(["--package", chapter]);
    }
    let output =
        command.stderr(Stdio::inherit()).output().context("cannot run cargo")?;
    ensure!(output.status.success(), "the chapters' code does not build; see above");
    let built: Vec<Built> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| {
            let executable = message.get("executable")?.as_str()?;
            let name = message.get("target")?.get("name")?.as_str()?;
            chapters
                .contains(name)
                .then(|| Built { name: name.to_owned(), executable: executable.into() })
        })
        .collect();
    if let Some(missing) = chapters
        .iter()
        .find(|chapter| !built.iter().any(|built| built.name == **chapter))
    {
        bail!("chapters-code/{missing} builds no binary `{missing}`");
    }
    Ok(built)
}

/// Measures what is stale, or everything, with the quick profile.
pub(crate) fn measure(chapters: &[Built], mode: Mode) -> Result<()> {
    for chapter in chapters {
        let mut command = Command::new(&chapter.executable);
        command.arg("run");
        if mode == Mode::Always {
            command.arg("--fresh");
        }
        // Standard output is the protocol's; the tables are for terminals.
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
        ensure!(
            status.success(),
            "`{} run` failed ({status}); `BOOK_MEASURE=never mdbook build` shows the recorded machine instead",
            chapter.name
        );
    }
    Ok(())
}

/// The `PATH` on which directives find the chapters by their bare names.
pub(crate) fn search_path(chapters: &[Built]) -> Result<OsString> {
    let folders: BTreeSet<&Path> =
        chapters.iter().filter_map(|chapter| chapter.executable.parent()).collect();
    let path = env::var_os("PATH").unwrap_or_default();
    let rest: Vec<PathBuf> = env::split_paths(&path).collect();
    env::join_paths(folders.into_iter().map(Path::to_owned).chain(rest))
        .context("a folder's name holds the separator of PATH")
}
