//! Tables and marks, for a page or for a terminal.

use std::fmt;

use comfy_table::{CellAlignment, ContentArrangement, Table as Grid, presets};
use evidence::quantity;
use record::machine::MachineName;
use record::{Environment, Row};

use crate::pages::Pages;
use crate::view::Format;

/// A figure as one block of HTML, which Markdown would end at a blank line. The
/// drawings and the caption are HTML.
pub fn figure(class: &str, drawings: &str, caption: &str) -> String {
    let lines: Vec<&str> =
        drawings.lines().filter(|line| !line.trim().is_empty()).collect();
    format!(
        "\n<figure class=\"{class}\">\n{}\n<figcaption>{caption}</figcaption>\n</figure>\n",
        lines.join("\n")
    )
}

/// A machine in a few words.
pub fn hardware(environment: &Environment) -> String {
    let memory = environment
        .memory_bytes
        .value
        .map_or("unknown memory".to_owned(), |bytes| quantity::bytes(bytes as f64));
    format!(
        "{}, {} of {} cores usable, {memory}, {}, kernel {}",
        environment.cpu_model,
        environment.cores_usable,
        environment.cores_online,
        environment.os,
        environment.kernel
    )
}

/// A table whose first column names the row; the others are numbers, and
/// stand to the right.
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table under these headings.
    pub fn new<S: Into<String>>(head: impl IntoIterator<Item = S>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row of as many cells.
    pub fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }
}

/// A Markdown table, which a terminal shows well too.
impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut grid = Grid::new();
        grid.load_style(presets::ASCII_MARKDOWN)
            .set_content_arrangement(ContentArrangement::Disabled);
        let escaped = |cells: &[String]| {
            cells.iter().map(|cell| cell.replace('|', "\\|")).collect::<Vec<_>>()
        };
        grid.set_header(escaped(&self.head));
        for row in &self.rows {
            grid.add_row(escaped(row));
        }
        for column in grid.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let text = grid.to_string();
        let lines = text.lines().enumerate().map(|(number, line)| {
            // The preset knows no alignment: `|-----|` becomes `|----:|`.
            if number == 1 { aligned_right(line) } else { line.trim_end().to_owned() }
        });
        out.write_str(&lines.collect::<Vec<_>>().join("\n"))
    }
}

fn aligned_right(rule: &str) -> String {
    let columns: Vec<&str> = rule.trim_matches('|').split('|').collect();
    let marked = columns.iter().enumerate().map(|(index, column)| {
        if index == 0 {
            (*column).to_owned()
        } else {
            format!("{}:", &column[..column.len() - 1])
        }
    });
    format!("|{}|", marked.collect::<Vec<_>>().join("|"))
}

/// Where the labels of rows lead: on a page to their listings, in a terminal nowhere.
#[derive(Clone, Copy)]
pub struct Links<'p>(Option<&'p Pages>);

impl<'p> Links<'p> {
    /// For this format.
    pub fn of(pages: &'p Pages, format: Format) -> Self {
        Self((format == Format::Page).then_some(pages))
    }

    /// Nowhere.
    pub fn none() -> Self {
        Self(None)
    }

    /// The label of a row of an experiment.
    pub fn label(self, chapter: &str, experiment: &str, row: &Row) -> String {
        let listing = self.0.and_then(|pages| {
            let page = pages.of(chapter, experiment);
            pages.listing(chapter, &row.source, page)
        });
        match (listing, self.0) {
            (Some(listing), _) => format!(
                "[{}]({}#{})",
                escape(&row.label),
                escape(&listing.page),
                escape(&listing.id)
            ),
            (None, Some(_)) => escape(&row.label),
            (None, None) => row.label.clone(),
        }
    }
}

/// The box on a page that says whose numbers it shows. `data` are for the page's scripts:
/// attributes by name. `class` is `own`, `recorded` or empty; `label` tells several on a
/// page apart; `remarks` are HTML.
pub fn machine_box(
    data: &[(&str, String)],
    class: &str,
    label: &str,
    whose: &str,
    facts: &str,
    remarks: &[String],
) -> String {
    let data: Vec<String> = data
        .iter()
        .map(|(name, value)| format!(" data-{name}=\"{}\"", escape(value)))
        .collect();
    let remarks: Vec<String> = remarks
        .iter()
        .map(|remark| format!("<p class=\"remark\">{remark}</p>\n"))
        .collect();
    let class = format!("machine {class}");
    format!(
        "<aside class=\"{}\" aria-label=\"{}\"{}>\n<p><b>{}</b> {}</p>\n{}</aside>\n",
        class.trim_end(),
        escape(label),
        data.concat(),
        escape(whose),
        escape(facts),
        remarks.concat()
    )
}

/// Whose the numbers of a machine are, and the class of its box.
pub fn whose(machine: &MachineName) -> (String, &'static str) {
    if machine.is_local() {
        ("Your numbers".to_owned(), "own")
    } else {
        (format!("Recorded numbers: {machine}"), "recorded")
    }
}

/// Escapes text for HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Text as HTML; what stands between backticks is code.
pub(crate) fn with_code(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escape(text); // one of them has no other
    }
    let part = |(nth, part): (usize, &&str)| match nth % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", escape(part)),
    };
    parts.iter().enumerate().map(part).collect()
}
