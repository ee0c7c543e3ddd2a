//! `draw`: the charts of every machine's records, beside them.

use anyhow::{Result, anyhow};
use evidence::Analysis;
use record::Record;
use record::machine::MachineName;
use record::store::{self, Store};

use crate::cli::Place;
use crate::definition::Chapter;

pub(crate) fn draw(chapter: &Chapter, place: &Place) -> Result<()> {
    let library = place.library()?;
    let mut machines = library.store().recorded_machines()?;
    machines.push(MachineName::local());
    for machine in &machines {
        for experiment in &chapter.experiments {
            if let Some(record) =
                library.record(machine, chapter.name, experiment.name)?
            {
                let analysis = library.analysis(chapter.name, experiment.name)?;
                beside(library.store(), machine, analysis, &record)?;
            }
        }
    }
    Ok(())
}

/// Draws a record's charts beside it.
pub(crate) fn beside(
    store: &Store,
    machine: &MachineName,
    analysis: &Analysis,
    record: &Record,
) -> Result<()> {
    let json = store.path(machine, &record.chapter, &record.experiment);
    for (index, figure) in analysis.figures.iter().enumerate() {
        for size in chart::Size::ALL {
            let svg = chart::draw(record, figure, size)
                .map_err(|error| anyhow!("cannot draw {}: {error}", json.display()))?;
            let ending = figure.ending(index, size.ending());
            store::replace(&json.with_extension(ending), svg.as_bytes())?;
            if size == chart::Size::Wide {
                // For README.md, which has no style sheet.
                let dark = chart::palette::on_dark_paper(&svg);
                let ending = figure.ending(index, "dark.svg");
                store::replace(&json.with_extension(ending), dark.as_bytes())?;
            }
        }
    }
    Ok(())
}
