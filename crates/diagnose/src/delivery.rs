//! Where a report goes, and in which form.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use nix::unistd::{AccessFlags, access};

use crate::experiment::Outcomes;
use crate::report::Report;

/// What can be written.
pub(crate) trait Deliverable {
    /// With links to a book, if it is somewhere.
    fn text(&self, book: Option<&str>) -> String;
    fn json(&self) -> Result<String>;
    /// A chart of it. Fails if there is none.
    fn svg(&self) -> Result<String>;
}

impl Deliverable for Report {
    fn text(&self, book: Option<&str>) -> String {
        match book.map(|url| url.trim_end_matches('/')) {
            Some(url) => self.text_with_links(&format!("{url}/"), ".html"),
            None => self.text(),
        }
    }

    fn json(&self) -> Result<String> {
        self.json()
    }

    fn svg(&self) -> Result<String> {
        self.svg()
    }
}

impl Deliverable for Outcomes {
    fn text(&self, _: Option<&str>) -> String {
        self.text()
    }

    fn json(&self) -> Result<String> {
        self.json()
    }

    fn svg(&self) -> Result<String> {
        bail!(
            "a comparison has no chart: leave out `--chart`, or run the program alone"
        )
    }
}

#[derive(clap::Args)]
pub(crate) struct Delivery {
    /// Write the report as JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// Write the report to a file, or with `-` to standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Show pages of the book as links to where it is served, such as
    /// http://localhost:3000
    #[arg(long, value_name = "URL")]
    book: Option<String>,

    /// Draw the use of cores over time as SVG
    #[arg(long, value_name = "FILE.svg")]
    chart: Option<PathBuf>,
}

impl Delivery {
    /// Whether everything can be written where it shall go: better to say so before a
    /// program has run for hours.
    pub(crate) fn check(&self) -> Result<()> {
        let mut files = self.file().into_iter().chain(self.chart.as_deref());
        files.try_for_each(writable)
    }

    /// The file that the report goes to.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// Writes the report where it shall go, and draws the chart. A report that cannot
    /// be written there goes to `err`: nobody wants to run the program again.
    pub(crate) fn deliver(
        &self,
        report: &dyn Deliverable,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> Result<()> {
        let written =
            if self.json { report.json()? } else { report.text(self.book.as_deref()) };
        let delivered = match (&self.output, self.file()) {
            (None, _) => print(err, &written),
            (Some(_), None) => print(out, &written),
            (_, Some(path)) => write(path, &written),
        };
        if delivered.is_err() && self.output.is_some() {
            let _ = print(err, &written);
        }
        let drawn = match &self.chart {
            Some(path) => report.svg().and_then(|svg| write(path, &svg)),
            None => Ok(()),
        };
        delivered.and(drawn)
    }
}

/// Whether a file can be written, as far as that can be known without touching it.
fn writable(path: &Path) -> Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    ensure!(!path.is_dir(), "{}: it is a folder", cannot());
    let folder = match path.parent() {
        Some(parent) if parent == Path::new("") => Path::new("."),
        Some(parent) => parent,
        None => path,
    };
    let allowed = if path.exists() {
        access(path, AccessFlags::W_OK)
    } else {
        access(folder, AccessFlags::W_OK | AccessFlags::X_OK)
    };
    allowed.with_context(cannot)
}

fn print(stream: &mut dyn Write, text: &str) -> Result<()> {
    stream.write_all(text.as_bytes()).context("cannot write the report")
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
