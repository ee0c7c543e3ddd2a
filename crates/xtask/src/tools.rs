//! mdBook and a browser: found, or installed.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::shell;

/// The mdBook that is installed where none fits.
const MDBOOK: &str = "0.5.4";

/// An mdBook that fits the book: any 0.5. The one on `PATH`, or one of our own
/// under `target/`, which is installed if need be.
pub(crate) fn mdbook() -> Result<PathBuf> {
    let own = Path::new("target/mdbook/bin/mdbook").to_owned();
    for candidate in shell::find("mdbook").into_iter().chain([own.clone()]) {
        if version(&candidate).is_some_and(|version| version.starts_with("0.5.")) {
            return Ok(std::path::absolute(candidate)?);
        }
    }
    eprintln!(
        "No mdBook 0.5 here: installing {MDBOOK} under target/mdbook. Once, some minutes."
    );
    shell::run(
        shell::cargo(["install", "mdbook", "--version", MDBOOK, "--locked"])
            .args(["--no-default-features", "--features", "watch,serve,search"])
            .args(["--root", "target/mdbook", "--target-dir", "target/mdbook/build"]),
    )
    .context("cannot install mdBook: is this machine online?")?;
    Ok(std::path::absolute(own)?)
}

/// What `mdbook --version` says, without its name.
fn version(mdbook: &Path) -> Option<String> {
    let output = Command::new(mdbook).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().trim_start_matches("mdbook v").to_owned())
}

/// A browser for the tests of the pages: `CHROME`, or one on `PATH`, or, for
/// root on Debian and its kin, one newly installed.
pub(crate) fn browser() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("CHROME") {
        return Ok(chosen.into());
    }
    if let Some(found) = installed_browser() {
        return Ok(found);
    }
    let is_root =
        Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    if is_root && shell::find("apt-get").is_some() {
        eprintln!("No browser here: installing chromium.");
        shell::run(Command::new("apt-get").arg("update"))?;
        shell::run(Command::new("apt-get").args(["install", "--yes", "chromium"]))?;
        if let Some(found) = installed_browser() {
            return Ok(found);
        }
    }
    bail!(
        "the pages are tested in Chromium, and there is none on PATH. Install it \
         (`sudo apt-get install chromium`, `sudo dnf install chromium`, `brew install --cask chromium`), \
         or name a Chrome with the environment variable CHROME"
    )
}

fn installed_browser() -> Option<PathBuf> {
    let names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let apps = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    let apps = apps.into_iter().map(PathBuf::from).find(|app| app.is_file());
    names.into_iter().find_map(shell::find).or(apps)
}
