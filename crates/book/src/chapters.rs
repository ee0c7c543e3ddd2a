//! The workspace's crates: which there are, and what Cargo says of building them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use cargo_metadata::Message;
use cargo_metadata::diagnostic::DiagnosticLevel;

use crate::checkout::Checkout;
use crate::numbers::Experiment;

/// The names of the workspace's crates: those whose commands directives may call.
pub(crate) fn crates(root: &Path) -> Result<BTreeSet<String>> {
    let mut crates = BTreeSet::new();
    for folder in ["chapters-code", "crates"] {
        crates.extend(crates_in(&root.join(folder))?);
    }
    Ok(crates)
}

/// The names of the crates in one folder; none if it does not exist.
fn crates_in(folder: &Path) -> Result<BTreeSet<String>> {
    let mut crates = BTreeSet::new();
    if !folder.is_dir() {
        return Ok(crates);
    }
    for entry in fs::read_dir(folder)
        .with_context(|| format!("cannot list {}", folder.display()))?
    {
        let entry = entry?;
        if entry.path().join("Cargo.toml").is_file() {
            crates.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(crates)
}

/// The chapters that measure nothing and have no binary yet: pages show what their
/// commands print.
pub(crate) fn without_binary(
    checkout: &Checkout,
    measured: &[Experiment],
) -> Result<BTreeSet<String>> {
    let folder = checkout.root.join("chapters-code");
    let mut chapters = crates_in(&folder)?;
    chapters.retain(|name| {
        // The exercises are beside the chapters, and print nothing for a page.
        folder.join(name).join("src/main.rs").is_file()
            && !measured.iter().any(|experiment| experiment.chapter == *name)
            && !checkout.release.join(name).is_file()
    });
    Ok(chapters)
}

/// What one of Cargo's messages means to the pages.
pub(crate) enum Compiled {
    /// A binary was built, or was there.
    Binary { name: String, executable: PathBuf },
    /// The compiler rejects the code, in its own words.
    Error(String),
}

/// Reads a line of Cargo's messages; `None` if it means nothing to the pages.
pub(crate) fn message(line: &str) -> Option<Compiled> {
    match serde_json::from_str(line).ok()? {
        Message::CompilerArtifact(artifact) => Some(Compiled::Binary {
            name: artifact.target.name,
            executable: artifact.executable?.into(),
        }),
        Message::CompilerMessage(found)
            if matches!(
                found.message.level,
                DiagnosticLevel::Error | DiagnosticLevel::Ice
            ) =>
        {
            Some(Compiled::Error(
                found.message.rendered.unwrap_or(found.message.message),
            ))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compilers_errors_are_read_and_its_warnings_are_not() {
        let message_of = |level: &str| {
            let line = format!(
                r#"{{"reason":"compiler-message","package_id":"a","target":{{"name":"a","kind":["bin"],"crate_types":["bin"],"required-features":[],"src_path":"/a.rs","edition":"2024","doctest":false,"test":true,"doc":true}},"message":{{"message":"m","code":null,"level":"{level}","spans":[],"children":[],"rendered":"{level}: m\n"}}}}"#
            );
            message(&line)
        };
        assert!(
            matches!(message_of("error"), Some(Compiled::Error(text)) if text == "error: m\n")
        );
        assert!(message_of("warning").is_none());
        assert!(message("Compiling a").is_none());
    }
}
