//! mdBook and a browser, where they are installed.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell;

/// The mdBook on `PATH`, if it fits the book: any 0.5.
pub(crate) fn mdbook() -> Option<PathBuf> {
    let mdbook = shell::find("mdbook")?;
    version(&mdbook)?.starts_with("0.5.").then_some(mdbook)
}

/// What `mdbook --version` says, without its name.
fn version(mdbook: &Path) -> Option<String> {
    let output = Command::new(mdbook).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().trim_start_matches("mdbook v").to_owned())
}

/// A browser for the tests of the pages: `CHROME`, or one on `PATH`.
pub(crate) fn browser() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("CHROME") {
        return Ok(chosen.into());
    }
    if let Some(found) = installed_browser() {
        return Ok(found);
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
