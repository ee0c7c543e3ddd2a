//! On which page of the book an experiment is: the one that lists its claims.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

/// The pages by the claims that they list.
pub struct Pages(BTreeMap<(String, String), Page>);

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its file, as links name it.
    pub file: String,
    /// Its heading.
    pub title: String,
}

impl Pages {
    /// Reads the pages in the book's folder.
    pub fn read(book: &Path) -> Result<Self> {
        let folder = book.join("book");
        let mut pages = BTreeMap::new();
        for entry in fs::read_dir(&folder)
            .with_context(|| format!("cannot list {}", folder.display()))?
        {
            let path = entry?.path();
            if path.extension().is_none_or(|kind| kind != "md") {
                continue;
            }
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let page = Page { file: file.into_owned(), title: title(&text) };
            for listed in listed(&text) {
                pages.insert(listed, page.clone());
            }
        }
        Ok(Self(pages))
    }

    /// The page of an experiment, if one lists its claims.
    pub fn of(&self, chapter: &str, experiment: &str) -> Option<&Page> {
        self.0.get(&(chapter.to_owned(), experiment.to_owned()))
    }

    /// The heading of a chapter's first page, or the chapter's name if it has none.
    pub fn title(&self, chapter: &str) -> String {
        let file = format!("{chapter}.md");
        let page = self.0.values().find(|page| page.file == file);
        page.map_or_else(|| chapter.to_owned(), |page| page.title.clone())
    }
}

fn title(text: &str) -> String {
    let heading = text.lines().find_map(|line| line.strip_prefix("# "));
    heading.unwrap_or("a page").to_owned()
}

/// The chapters and experiments whose claims a text lists.
fn listed(text: &str) -> Vec<(String, String)> {
    let words = |line: &str| -> Option<(String, String)> {
        let command = line.trim().strip_prefix("<!-- cmdrun ")?.strip_suffix("-->")?;
        match command.split_whitespace().collect::<Vec<_>>()[..] {
            [chapter, "show", experiment, "claims"] => {
                Some((chapter.to_owned(), experiment.to_owned()))
            }
            _ => None,
        }
    };
    text.lines().filter_map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_that_of_the_experiments_whose_claims_it_lists() {
        let text = "# How many?\n\n<!-- cmdrun io-bound show workers claims -->\n\
                    > <!-- cmdrun io-bound show workers claim one -->\n";
        assert_eq!(title(text), "How many?");
        assert_eq!(listed(text), [("io-bound".to_owned(), "workers".to_owned())]);
    }
}
