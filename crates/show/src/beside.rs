//! A record beside the one that a page shows, in the same charts.

use anyhow::{Result, anyhow};
use chart::{Size, Tried};
use evidence::figure::Figure;
use record::Record;

use crate::library::Library;
use crate::page::{self, escape};
use crate::shown::Shown;
use crate::view::View;

impl Library {
    /// The figures of an experiment as its page shows them, each by its name, with the
    /// marks of another record beside its own, called `words`. Figures without marks are
    /// left out.
    pub fn beside(&self, tried: &Record, words: &str) -> Result<Vec<(String, String)>> {
        let (chapter, experiment) = (&tried.chapter, &tried.experiment);
        let view = View::of_page(None);
        let Some((machine, record)) = self.found(chapter, experiment, &view)? else {
            return Ok(Vec::new());
        };
        let lent = self.lent_to(&view, &machine, &record)?;
        let (stale, remarks) = (Vec::new(), Vec::new());
        let shown = Shown { record, machine, stale, remarks, lent };
        let own = &*shown.with_lent_rows();
        let tried = Tried { record: tried, words };
        let figures = self.analysis(chapter, experiment)?.figures.iter();
        let drawn =
            |figure: &Figure| Ok((figure.name.clone(), draw(own, tried, figure)?));
        figures.filter(|figure| chart::has_marks(figure)).map(drawn).collect()
    }
}

fn draw(own: &Record, tried: Tried<'_>, figure: &Figure) -> Result<String> {
    let mut drawings = String::new();
    for size in Size::ALL {
        let drawing = chart::draw_beside(own, Some(tried), figure, size);
        drawings += &drawing
            .map_err(|error| anyhow!("cannot draw {}: {error}", own.experiment))?;
    }
    Ok(page::figure("chart", &drawings, &escape(&chart::caption(own, figure))))
}
