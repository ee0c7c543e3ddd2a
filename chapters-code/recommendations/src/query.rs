//! The records that somebody wants to see.

use anyhow::Result;
use record::machine::MachineName;
use show::{Library, Shown, View};

/// The read side, and whose records are wanted in which format.
pub struct Query<'a> {
    /// The chapters, their data files and their records.
    pub library: &'a Library,
    /// Whose, and how.
    pub view: View,
}

impl Query<'_> {
    /// The record that a page shows of an experiment.
    pub fn shown(&self, chapter: &str, experiment: &str) -> Result<Option<Shown>> {
        self.library.shown(chapter, experiment, &self.view)
    }

    /// A machine's own record of an experiment; `None` where it has none.
    pub fn of(
        &self,
        machine: &MachineName,
        chapter: &str,
        experiment: &str,
    ) -> Result<Option<Shown>> {
        let machine = Some(machine.clone());
        let view = View { machine, strictly: true, ..self.view };
        self.library.shown(chapter, experiment, &view)
    }

    /// Every chapter with each of its experiments, in the order of the book.
    pub fn experiments(&self) -> impl Iterator<Item = (&str, &str)> {
        self.library.chapters().iter().flat_map(|chapter| {
            let experiments = chapter.experiments.iter();
            experiments.map(|experiment| (chapter.name.as_str(), experiment.as_str()))
        })
    }

    /// The machines beside each other: every recorded one, and the reader's own first,
    /// unless a recorded one is wanted. One that has measured nothing is none.
    pub fn machines(&self) -> Result<Vec<MachineName>> {
        let own = self.view.machine.as_ref().is_none_or(MachineName::is_local);
        let local = own.then(MachineName::local);
        let recorded = self.library.store().recorded_machines()?;
        let has_measured = |machine: &MachineName| {
            self.experiments().any(|(chapter, experiment)| {
                self.library.store().path(machine, chapter, experiment).is_file()
            })
        };
        Ok(local.into_iter().chain(recorded).filter(has_measured).collect())
    }
}
