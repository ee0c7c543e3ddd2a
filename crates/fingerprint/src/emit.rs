//! What a chapter's `build.rs` does.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::{Manifest, Workspace};

/// Writes the manifests of the chapter that is being built to `manifests.json` in
/// `OUT_DIR`, by experiment, and tells the compiler how the chapter is built, as its
/// environment variables `CHAPTER_RUSTC`, `CHAPTER_TARGET`, `CHAPTER_OPT_LEVEL` and
/// `CHAPTER_RUSTFLAGS`.
///
/// Cargo runs it again when a file changes that was read for it. The experiments' data
/// files are not among those: an edit there compiles nothing.
pub fn emit() -> Result<()> {
    let variable = |name: &str| {
        env::var(name).with_context(|| format!("Cargo did not set {name}"))
    };
    let folder = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let chapter = folder.file_name().unwrap_or_default().to_string_lossy();
    let root = folder.ancestors().nth(2).context("a chapter lies two folders deep")?;
    let workspace = Workspace::open(root)?;
    let manifests = workspace.manifests(&chapter)?;
    fs::write(
        Path::new(&variable("OUT_DIR")?).join("manifests.json"),
        serde_json::to_vec(&manifests)?,
    )?;

    let mut read = workspace.sources();
    read.extend(manifests.into_values().flat_map(Manifest::into_keys));
    for path in read.iter().map(|path| root.join(path)).filter(|path| path.is_file()) {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    let rustc = Command::new(variable("RUSTC")?).arg("--version").output()?;
    ensure!(rustc.status.success(), "`rustc --version` failed: {}", rustc.status);
    let set =
        |name: &str, value: &str| println!("cargo::rustc-env={name}={}", value.trim());
    set("CHAPTER_RUSTC", &String::from_utf8_lossy(&rustc.stdout));
    set("CHAPTER_TARGET", &variable("TARGET")?);
    set("CHAPTER_OPT_LEVEL", &variable("OPT_LEVEL")?);
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    set("CHAPTER_RUSTFLAGS", &flags.replace('\u{1f}', " "));
    Ok(())
}
