//! A table whose rows stand in groups under headings of their own.

use std::fmt::Write as _;

use show::Format;
use show::page::{Table, escape};

/// A table in groups.
pub struct Grouped {
    /// The class that the style sheet knows it by.
    pub class: &'static str,
    /// What stands above the columns.
    pub head: Vec<String>,
    /// The groups.
    pub groups: Vec<Group>,
}

/// Rows, under a heading of their own if there is one.
pub struct Group {
    /// The heading.
    pub heading: Option<Text>,
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
    /// The table; on a page as HTML, which knows groups of rows.
    pub fn text(&self, format: Format) -> String {
        if format != Format::Page {
            return self.plain();
        }
        // One block of HTML: Markdown would end it at a blank line.
        let columns = self.head.len();
        let head = self.head.iter().map(|name| {
            format!("<th scope=\"col\" role=\"columnheader\">{}</th>", escape(name))
        });
        let mut text = format!(
            "\n<div class=\"table-wrapper\"><table class=\"{}\" role=\"table\">\n\
             <thead role=\"rowgroup\"><tr role=\"row\">{}</tr></thead>\n",
            self.class,
            head.collect::<String>()
        );
        for group in &self.groups {
            text.push_str("<tbody role=\"rowgroup\">\n");
            if let Some(heading) = &group.heading {
                let _ = writeln!(
                    text,
                    "<tr class=\"group\" role=\"row\"><th scope=\"rowgroup\" \
                     role=\"rowheader\" colspan=\"{columns}\">{}</th></tr>",
                    heading.html
                );
            }
            for row in &group.rows {
                let cells = row.iter().zip(&self.head).map(|(cell, name)| {
                    let name = escape(name);
                    format!(
                        "<td role=\"cell\" data-label=\"{name}\">{}</td>",
                        cell.html
                    )
                });
                let _ = writeln!(
                    text,
                    "<tr role=\"row\">{}</tr>",
                    cells.collect::<String>()
                );
            }
            text.push_str("</tbody>\n");
        }
        text + "</table></div>\n"
    }

    fn plain(&self) -> String {
        let groups = self.groups.iter().map(|group| {
            let mut table = Table::new(self.head.clone());
            for row in &group.rows {
                table.push(row.iter().map(|cell| cell.plain.clone()).collect());
            }
            match &group.heading {
                Some(heading) => format!("{}\n\n{table}\n", heading.plain),
                None => format!("{table}\n"),
            }
        });
        groups.collect::<Vec<_>>().join("\n")
    }
}
