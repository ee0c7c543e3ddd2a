//! `cargo xtask draw`: the charts, after a change to the drawing.

use anyhow::Result;

use crate::chapters;

pub(crate) fn draw() -> Result<()> {
    chapters::that_measure()?
        .iter()
        .try_for_each(|chapter| chapters::run(chapter, &["draw"], None))
}
