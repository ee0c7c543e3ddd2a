//! The frontier of a crawl: what is known and not yet fetched, and what was found.

use std::collections::{HashSet, VecDeque};

use anyhow::{Result, bail};
use measure::Answer;

use crate::parser::Parsed;

/// What a crawl found. The order in which pages come does not show in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Pages that were parsed.
    pub pages: u64,
    /// Pages that the server had an error for.
    pub failed: u64,
    /// Words on all pages that were parsed.
    pub words: u64,
    /// What went wrong besides, such as a connection that broke.
    broken: Option<String>,
}

impl Report {
    /// One number for all that was counted.
    pub fn value(&self) -> u64 {
        (self.failed * 1_000_000 + self.pages) * 10_000_000_000 + self.words
    }

    /// The answer to be checked; an error where something broke.
    pub fn answer(self) -> Result<Answer> {
        match self.broken {
            Some(why) => bail!(why),
            None => Ok(Answer::from(self.value())),
        }
    }
}

// ANCHOR: frontier
/// The pages that are known and not yet fetched.
pub struct Frontier {
    base: String,
    seen: HashSet<String>,
    waiting: VecDeque<String>,
    /// How many are being fetched or parsed, and how many may be.
    under_way: usize,
    limit: usize,
    /// What was found so far.
    pub report: Report,
}

impl Frontier {
    /// The URL of a page to fetch, if one is known and there is room for it.
    pub fn take(&mut self) -> Option<String> {
        if self.under_way == self.limit {
            return None;
        }
        let path = self.waiting.pop_front()?;
        self.under_way += 1;
        Some(format!("{}{path}", self.base))
    }

    /// Takes in a page that is no longer under way. One that failed is counted.
    pub fn add(&mut self, page: reqwest::Result<Parsed>) {
        self.under_way -= 1;
        match page {
            Ok(Parsed { words, links }) => {
                self.report.pages += 1;
                self.report.words += words;
                for path in links {
                    self.know(path);
                }
            }
            Err(error) if error.is_status() => self.report.failed += 1,
            Err(error) => self.report.broken = Some(format!("{error:?}")),
        }
    }

    /// Whether nothing is under way that could bring more.
    pub fn is_done(&self) -> bool {
        self.under_way == 0 && self.waiting.is_empty()
    }

    /// Whether there is nothing to fetch yet.
    pub fn is_empty_for_now(&self) -> bool {
        self.under_way > 0 && self.waiting.is_empty()
    }

    fn know(&mut self, path: String) {
        if self.seen.insert(path.clone()) {
            self.waiting.push_back(path);
        }
    }
}
// ANCHOR_END: frontier

impl Frontier {
    /// The frontier of a crawl that begins at page 0 of the site at this URL.
    pub fn begin(base: &str) -> Self {
        let mut frontier = Self {
            base: base.to_owned(),
            seen: HashSet::new(),
            waiting: VecDeque::new(),
            under_way: 0,
            limit: usize::MAX,
            report: Report::default(),
        };
        frontier.know("/page/0".to_owned());
        frontier
    }

    /// The same, with at most so many pages under way.
    pub fn at_most(self, limit: usize) -> Self {
        Self { limit, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(links: &[&str]) -> Parsed {
        Parsed { words: 1, links: links.iter().map(|&link| link.to_owned()).collect() }
    }

    #[test]
    fn a_page_is_taken_once_however_many_link_to_it() {
        let mut frontier = Frontier::begin("");
        assert_eq!(frontier.take().as_deref(), Some("/page/0"));
        assert!(frontier.is_empty_for_now() && !frontier.is_done());
        frontier.add(Ok(page(&["/a", "/b", "/a", "/page/0"])));
        assert_eq!(frontier.take().as_deref(), Some("/a"));
        assert_eq!(frontier.take().as_deref(), Some("/b"));
        assert_eq!(frontier.take(), None);
        frontier.add(Ok(page(&["/b"])));
        frontier.add(Ok(page(&[])));
        assert!(frontier.is_done());
        assert_eq!(frontier.report.pages, 3);
    }

    #[test]
    fn no_more_than_the_limit_are_under_way() {
        let mut frontier = Frontier::begin("").at_most(2);
        frontier.take();
        frontier.add(Ok(page(&["/a", "/b", "/c"])));
        assert!(frontier.take().is_some() && frontier.take().is_some());
        assert_eq!(frontier.take(), None);
        frontier.add(Ok(page(&[])));
        assert_eq!(frontier.take().as_deref(), Some("/c"));
    }
}
