//! Makes the picture of a report that `README.md` shows, for light and dark paper:
//! `cargo run --release -p diagnose --example readme`.

use std::path::Path;

use anyhow::{Context as _, Result};

/// Computes on one core, and then waits.
const PROGRAM: [&str; 3] =
    ["sh", "-c", "yes > /dev/null & sleep 0.4; kill $!; wait; sleep 0.4"];

fn main() -> Result<()> {
    let report = diagnose::run(&PROGRAM.map(Into::into))?;
    let light = report.svg()?;
    let dark = chart::palette::on_dark_paper(&light);
    let charts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../charts");
    for (file, svg) in [("diagnose.svg", light), ("diagnose.dark.svg", dark)] {
        let path = charts.join(file);
        std::fs::write(&path, svg)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    print!("{}", report.text());
    Ok(())
}
