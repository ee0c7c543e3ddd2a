//! On which page of the book an experiment is shown, and a listing.
//!
//! An experiment's page is the one that lists its claims. A row's listing is where a
//! page includes the file of the row; several pages may.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context as _, Result};
use regex::Regex;

static INCLUDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\{\{#include \.\./chapters-code/([^/\s]+)/([^\s:}]+):listing\}\}")
        .expect("the pattern is constant")
});

static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"<p class="listing" id="([^"]+)">"#).expect("the pattern is constant")
});

static CLAIMS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<!-- cmdrun ([a-z-]+) show ([a-z0-9-]+) claims -->")
        .expect("the pattern is constant")
});

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Page {
    /// Its file, as links name it.
    pub file: String,
    /// Its heading.
    pub title: String,
}

/// Where a listing is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Listing {
    /// The file of the page.
    pub page: String,
    /// Its id there.
    pub id: String,
}

/// The pages, by what is on them.
#[derive(Debug, Default)]
pub struct Pages {
    order: Vec<Page>,
    experiments: BTreeMap<(String, String), Page>,
    listings: BTreeMap<(String, String), Vec<Listing>>,
}

impl Pages {
    /// Reads the pages that `SUMMARY.md` names, in its order; none where there is no
    /// such file.
    pub fn read(folder: &Path) -> Result<Self> {
        if !folder.join("SUMMARY.md").is_file() {
            return Ok(Self::default());
        }
        let read = |file: &str| {
            let path = folder.join(file);
            fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))
        };
        let summary = read("SUMMARY.md")?;
        let mut pages = Self::default();
        for link in summary.split("](").skip(1) {
            let Some((file, _)) = link.split_once(".md)") else { continue };
            let file = format!("{file}.md");
            // mdBook itself says what is wrong with a page that is not there.
            if let Ok(text) = read(&file) {
                pages.add(&file, &text);
            }
        }
        Ok(pages)
    }

    fn add(&mut self, file: &str, text: &str) {
        let heading = text.lines().find_map(|line| line.strip_prefix("# "));
        let page = Page {
            file: file.to_owned(),
            title: heading.unwrap_or("a page").to_owned(),
        };
        for found in CLAIMS.captures_iter(text) {
            let experiment = (found[1].to_owned(), found[2].to_owned());
            self.experiments.entry(experiment).or_insert_with(|| page.clone());
        }
        for found in INCLUDE.captures_iter(text) {
            let above = &text[..found.get(0).map_or(0, |all| all.start())];
            let Some(caption) = CAPTION.captures_iter(above).last() else { continue };
            let listing = Listing { page: file.to_owned(), id: caption[1].to_owned() };
            let source = (found[1].to_owned(), found[2].to_owned());
            self.listings.entry(source).or_default().push(listing);
        }
        self.order.push(page);
    }

    /// The pages in the order of the book.
    pub fn all(&self) -> &[Page] {
        &self.order
    }

    /// The page of an experiment, if one lists its claims.
    pub fn of(&self, chapter: &str, experiment: &str) -> Option<&Page> {
        self.experiments.get(&(chapter.to_owned(), experiment.to_owned()))
    }

    /// Where the file of a row is listed: on this page where it is, else on the first.
    pub fn listing(
        &self,
        chapter: &str,
        source: &str,
        near: Option<&Page>,
    ) -> Option<&Listing> {
        let all = self.listings.get(&(chapter.to_owned(), source.to_owned()))?;
        let here = near.and_then(|page| all.iter().find(|one| one.page == page.file));
        here.or_else(|| all.first())
    }

    /// The heading of a chapter's first page; the chapter's name if it has none.
    pub fn title<'a>(&'a self, chapter: &'a str) -> &'a str {
        let file = format!("{chapter}.md");
        let page = self.order.iter().find(|page| page.file == file);
        page.map_or(chapter, |page| &page.title)
    }

    /// Changes when a link of some answer may have changed.
    pub fn state(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.order, &self.experiments, &self.listings).hash(&mut hasher);
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> Pages {
        let mut pages = Pages::default();
        let listing = "<p class=\"listing\" id=\"listing-pool\"><code>x</code></p>\n\n\
                       {{#include ../chapters-code/io-bound/src/strategies/pool.rs:listing}}\n";
        pages.add("io-bound.md", &format!("# Waiting\n{listing}"));
        pages.add(
            "io-bound-workers.md",
            &format!(
                "# How many?\n<!-- cmdrun io-bound show workers claims -->\n{listing}"
            ),
        );
        pages
    }

    #[test]
    fn a_page_is_that_of_the_experiments_whose_claims_it_lists() {
        let pages = pages();
        let page = pages.of("io-bound", "workers").expect("listed");
        assert_eq!(page.title, "How many?");
        assert_eq!(pages.of("io-bound", "overview"), None);
        assert_eq!(pages.title("io-bound"), "Waiting");
    }

    #[test]
    fn a_listing_on_several_pages_is_found_on_the_one_that_one_is_on() {
        let pages = pages();
        let find = |near| {
            let source = "src/strategies/pool.rs";
            pages.listing("io-bound", source, near).expect("listed").page.clone()
        };
        assert_eq!(find(None), "io-bound.md");
        assert_eq!(find(pages.of("io-bound", "workers")), "io-bound-workers.md");
    }
}
