//! A table whose rows stand in groups under headings of their own.

use std::fmt::Write as _;

use chapter::page::{Table, escape};
use chapter::view::Format;

/// A table in groups.
pub struct Grouped {
    /// The class that the style sheet knows it by.
    pub class: &'static str,
    /// What stands above the columns.
    pub head: Vec<String>,
    /// The groups.
    pub groups: Vec<Group>,
}

/// Rows under a heading.
pub struct Group {
    /// The heading.
    pub heading: Text,
    /// The rows, of as many cells as the table has columns.
    pub rows: Vec<Vec<Text>>,
}

/// What a cell says, on a page and in plain text.
#[derive(Clone, Debug, Default)]
pub struct Text {
    html: String,
    plain: String,
}

impl Text {
    /// The same on both.
    pub fn plain(text: impl Into<String>) -> Self {
        let plain = text.into();
        Self { html: escape(&plain), plain }
    }

    /// HTML for a page, and what a terminal shows for it.
    pub fn html(html: impl Into<String>, plain: impl Into<String>) -> Self {
        Self { html: html.into(), plain: plain.into() }
    }

    /// A link on a page.
    pub fn link(text: &str, to: &str) -> Self {
        Self::html(format!("<a href=\"{}\">{}</a>", escape(to), escape(text)), text)
    }

    /// With more, in smaller letters on a line of its own.
    pub fn and(mut self, more: &str) -> Self {
        if !more.is_empty() {
            let _ = write!(self.html, "<br><small>{}</small>", escape(more));
            let _ = write!(self.plain, " ({more})");
        }
        self
    }

    /// With more, beside it.
    pub fn with(mut self, more: &Self) -> Self {
        if !more.plain.is_empty() {
            let _ = write!(self.html, "<br>{}", more.html);
            let _ = write!(self.plain, " {}", more.plain);
        }
        self
    }
}

impl Grouped {
    /// Prints it; on a page as HTML, which knows groups of rows.
    pub fn print(&self, format: Format) {
        if format != Format::Page {
            return self.print_plain();
        }
        // One block of HTML: Markdown would end it at a blank line.
        let columns = self.head.len();
        println!(
            "\n<div class=\"table-wrapper\"><table class=\"{}\" role=\"table\">",
            self.class
        );
        let head = self.head.iter().map(|name| {
            format!("<th scope=\"col\" role=\"columnheader\">{}</th>", escape(name))
        });
        println!(
            "<thead role=\"rowgroup\"><tr role=\"row\">{}</tr></thead>",
            head.collect::<String>()
        );
        for group in &self.groups {
            println!("<tbody role=\"rowgroup\">");
            println!(
                "<tr class=\"group\" role=\"row\"><th scope=\"rowgroup\" role=\"rowheader\" colspan=\"{columns}\">{}</th></tr>",
                group.heading.html
            );
            for row in &group.rows {
                let cells = row.iter().zip(&self.head).map(|(cell, name)| {
                    let name = escape(name);
                    format!(
                        "<td role=\"cell\" data-label=\"{name}\">{}</td>",
                        cell.html
                    )
                });
                println!("<tr role=\"row\">{}</tr>", cells.collect::<String>());
            }
            println!("</tbody>");
        }
        println!("</table></div>\n");
    }

    fn print_plain(&self) {
        for group in &self.groups {
            println!("{}\n", group.heading.plain);
            let mut table = Table::new(self.head.clone());
            for row in &group.rows {
                table.push(row.iter().map(|cell| cell.plain.clone()).collect());
            }
            table.print();
            println!();
        }
    }
}
