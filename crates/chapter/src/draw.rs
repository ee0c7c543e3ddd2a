//! `draw`: the charts of every machine's records, after a change to the drawing.

use anyhow::Result;
use record::machine::MachineName;
use record::store::ReadError;

use crate::chapter::Chapter;
use crate::{cli, run};

pub(crate) fn draw(chapter: &Chapter, options: &cli::Draw) -> Result<()> {
    let mut machines = options.store.recorded_machines()?;
    machines.push(MachineName::local());
    for machine in &machines {
        for experiment in &chapter.experiments {
            match options.store.read(machine, chapter.name, experiment.name) {
                Ok(record) => {
                    run::draw_beside(&options.store, machine, experiment, &record)?;
                }
                Err(ReadError::Missing(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(())
}
