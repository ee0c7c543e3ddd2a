//! `promote`: keep this machine's records under a name, for others to see.

use std::io::Write;

use anyhow::{Result, bail, ensure};
use evidence::noise;
use record::config::Config;
use record::machine::MachineName;
use record::{Profile, Record};
use show::Library;

use crate::definition::Chapter;
use crate::{cli, current};

pub(crate) fn promote(
    chapter: &Chapter,
    config: &Config,
    options: &cli::Promote,
    out: &mut dyn Write,
) -> Result<()> {
    if options.name.is_local() {
        bail!(
            "`local` is this machine's own folder, which git ignores; choose another name"
        );
    }
    let library = options.place.library()?;
    let mut unfit = Vec::new();
    for experiment in chapter.selected(&options.experiments) {
        let name = experiment.name;
        let record = library.record(&MachineName::local(), chapter.name, name)?;
        let Some(record) = record else {
            unfit.push(format!(
                "`{name}` was not measured: `cargo run --release -p {} -- run {name} \
                 --profile full` measures it",
                chapter.name
            ));
            continue;
        };
        let doubts = doubts(chapter, config, &library, &record)?;
        if doubts.is_empty() {
            let path = library.store().write(&options.name, &record)?.path;
            writeln!(out, "{}", path.display())?;
        } else {
            let doubts = doubts.join("; ");
            unfit.push(format!("`{name}` is not fit to be recorded: {doubts}"));
        }
    }
    // Each experiment stands for itself: those that are fit are kept.
    ensure!(unfit.is_empty(), "{}", unfit.join("\n"));
    Ok(())
}

/// Why a record should not be kept for others to see.
fn doubts(
    chapter: &Chapter,
    config: &Config,
    library: &Library,
    record: &Record,
) -> Result<Vec<String>> {
    let local = MachineName::local();
    let mut doubts =
        current::reasons(chapter, config, (library, &local), record, Profile::Full)?;
    if !record.overrides.is_empty() {
        doubts.push(format!("settings were changed: {}", record.overrides.join(", ")));
    }
    let dirty = &record.build.git_dirty;
    match dirty.value {
        Some(false) => {}
        Some(true) => {
            doubts.push("it was measured with uncommitted changes".to_owned());
        }
        None => doubts.push(format!(
            "whether it was measured with uncommitted changes is {dirty}"
        )),
    }
    let noise = noise::warnings(record);
    let forbidding = noise.iter().filter(|warning| warning.forbids_recording());
    doubts
        .extend(forbidding.map(|warning| format!("{warning} ({})", warning.remedy())));
    Ok(doubts)
}
