//! Measuring before a build: what is stale, nothing, or everything.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::chapters::{self, Compiled};
use crate::checkout::Checkout;
use crate::mode::Mode;
use crate::numbers::Numbers;

/// Builds the chapters that have something to measure, and measures with the quick
/// profile. Returns whether anything was measured.
pub(crate) fn all(
    checkout: &Checkout,
    mode: Mode,
    numbers: &dyn Numbers,
) -> Result<bool> {
    let mut wanted = BTreeMap::new();
    let experiments = numbers.experiments();
    if mode != Mode::Never {
        let others = chapters::without_binary(checkout, &experiments)?;
        wanted.extend(others.into_iter().map(|chapter| (chapter, Vec::new())));
    }
    for experiment in experiments {
        let is_wanted = match mode {
            Mode::Never => false,
            Mode::Stale => !numbers.stale(&experiment)?.is_empty(),
            Mode::Always => true,
        };
        if is_wanted {
            let names: &mut Vec<String> = wanted.entry(experiment.chapter).or_default();
            names.push(experiment.name);
        }
    }
    if wanted.is_empty() {
        return Ok(false);
    }
    let binaries = build(checkout, wanted.keys().map(String::as_str))?;
    for (chapter, experiments) in &wanted {
        let binary = binaries.get(chapter).with_context(|| {
            format!("chapters-code/{chapter} builds no binary `{chapter}`: it wants a src/main.rs")
        })?;
        for experiment in experiments {
            let mut command = Command::new(binary);
            command.args(["run", experiment]);
            if mode == Mode::Always {
                command.arg("--fresh");
            }
            // Standard output is the protocol's; the tables are for terminals.
            let status = command
                .current_dir(&checkout.root)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .status()
                .with_context(|| format!("cannot start {}", binary.display()))?;
            ensure!(
                status.success(),
                "`{chapter} run {experiment}` failed ({status}); `BOOK_MEASURE=never mdbook build` \
                 shows the recorded machine instead"
            );
        }
    }
    Ok(true)
}

/// Builds `chapters` with optimisation, and returns their binaries. Cargo says on
/// standard error how far it is.
fn build<'a>(
    checkout: &Checkout,
    chapters: impl Iterator<Item = &'a str>,
) -> Result<BTreeMap<String, PathBuf>> {
    let output = checkout
        .build(chapters, "json-render-diagnostics")
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo; is it installed?")?;
    ensure!(
        output.status.success(),
        "the chapters' code does not build: see above; `BOOK_MEASURE=never mdbook build` needs none of it"
    );
    let text = String::from_utf8_lossy(&output.stdout);
    let binary = |built| match built {
        Compiled::Binary { name, executable } => Some((name, executable)),
        Compiled::Error(_) => None,
    };
    Ok(text.lines().filter_map(chapters::message).filter_map(binary).collect())
}
