//! Tables and marks, for a page or for a terminal.

use comfy_table::{CellAlignment, ContentArrangement, Table as Grid, presets};

use record::machine::MachineName;
use record::{Record, Row};

use crate::cli::Format;

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

    /// A Markdown table, which a terminal shows well too.
    pub fn print(&self) {
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
        for (number, line) in text.lines().enumerate() {
            // The preset knows no alignment: `|-----|` becomes `|----:|`.
            if number == 1 {
                println!("{}", aligned_right(line));
            } else {
                println!("{}", line.trim_end());
            }
        }
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

/// A row's label, which on a page leads to its listing in the chapter's page.
pub(crate) fn label(record: &Record, row: &Row, format: Format) -> String {
    if format != Format::Page {
        return row.label.clone();
    }
    let (page, id) = listing(&record.chapter, &row.source);
    format!("[{}]({}#{})", escape(&row.label), escape(&page), escape(&id))
}

/// Where the listing of a file is: its page, and its id there. `src/strategies/`
/// is on the chapter's first page, with the overview; `src/tail/fixed.rs` or
/// `src/tail.rs` are on the page of the experiment `tail`.
pub fn listing(chapter: &str, source: &str) -> (String, String) {
    let path = source.trim_start_matches("src/").trim_end_matches(".rs");
    let stem = path.rsplit('/').next().unwrap_or(path).replace('_', "-");
    let page = match path.split('/').next().unwrap_or(path) {
        "strategies" => format!("{chapter}.md"),
        folder => format!("{chapter}-{}.md", folder.replace('_', "-")),
    };
    (page, format!("listing-{stem}"))
}

/// The box on a page that says whose numbers it shows. `class` is `own`, `recorded`
/// or empty; `label` tells several on a page apart; `remarks` are HTML.
pub fn machine_box(
    class: &str,
    label: &str,
    whose: &str,
    facts: &str,
    remarks: &[String],
) -> String {
    let remarks: Vec<String> = remarks
        .iter()
        .map(|remark| format!("<p class=\"remark\">{remark}</p>\n"))
        .collect();
    let class = format!("machine {class}");
    format!(
        "<aside class=\"{}\" aria-label=\"{}\">\n<p><b>{}</b> {}</p>\n{}</aside>\n",
        class.trim_end(),
        escape(label),
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
