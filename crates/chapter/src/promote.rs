//! `promote`: keep this machine's records under a name, for others to see.

use anyhow::{Result, bail};
use record::machine::MachineName;
use record::{Profile, noise};

use crate::chapter::Chapter;
use crate::cli;
use crate::config::Config;
use crate::shown;

pub(crate) fn promote(
    chapter: &Chapter,
    config: &Config,
    options: &cli::Promote,
) -> Result<()> {
    if options.name.is_local() {
        bail!(
            "`local` is this machine's own folder, which git ignores; choose another name"
        );
    }
    if options.dry_run {
        return Ok(());
    }
    let local = MachineName::local();
    let mut records = Vec::new();
    for experiment in chapter.selected(&options.experiments) {
        let shown = shown::find(
            chapter,
            config,
            experiment,
            std::slice::from_ref(&local),
            Profile::Full,
            &options.store,
        )?;
        let mut doubts = shown.stale;
        if !shown.record.overrides.is_empty() {
            doubts.push(format!(
                "settings were changed: {}",
                shown.record.overrides.join(", ")
            ));
        }
        let dirty = &shown.record.build.git_dirty;
        match dirty.value {
            Some(false) => {}
            Some(true) => {
                doubts.push("it was measured with uncommitted changes".to_owned());
            }
            None => doubts.push(format!(
                "whether it was measured with uncommitted changes is {dirty}"
            )),
        }
        let noise = noise::warnings(&shown.record);
        doubts.extend(
            noise
                .iter()
                .filter(|warning| warning.forbids_recording())
                .map(|warning| format!("{warning} ({})", warning.remedy())),
        );
        if !doubts.is_empty() {
            bail!(
                "`{}` is not fit to be recorded: {}",
                experiment.name,
                doubts.join("; ")
            );
        }
        records.push((experiment, shown.record));
    }
    // Only once all of them are fit: no machine is recorded by halves.
    for (experiment, record) in records {
        let path = options.store.write(&options.name, &record)?.path;
        crate::run::draw_beside(&options.store, &options.name, experiment, &record)?;
        println!("{}", path.display());
    }
    Ok(())
}
