//! The site that is crawled: made up, and the same in every run.
//!
//! Page 0 links to as many pages as `links` says, each of these to as many more, and every
//! page to some others as well, so that a crawler meets most pages several times. Sizes and
//! latencies are spread around their means. Some pages answer with status 500.

pub mod server;

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use anyhow::{Result, ensure};
use record::Settings;

use crate::frontier::Report;

/// Of so many pages, one fails…
const FAILING_EVERY: u64 = 16;

/// …the one with this remainder.
const FAILING: u64 = 5;

/// To so many pages a page links besides its own.
const OTHER_LINKS: u64 = 3;

/// Which property of a page is drawn.
#[derive(Clone, Copy)]
enum Drawn {
    Latency,
    Words,
    Link(u64),
    Word(u64),
}

/// What is served, and what a crawler should find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// How many pages there are.
    pub pages: u64,
    /// How many pages a page brings that no page before it links to.
    pub links: u64,
    /// Words in the text of a page, on average.
    pub words: u64,
    /// After how long a page is answered, on average.
    pub latency: Duration,
}

impl Site {
    /// The site for these settings.
    pub fn of(settings: &Settings) -> Result<Self> {
        let count = |name| settings.count(name);
        let site = Self {
            pages: count("pages")?,
            links: count("links")?,
            words: count("words")?,
            latency: settings.duration("latency")?,
        };
        ensure!(site.pages <= 100_000, "`--pages {}` are more than 100000", site.pages);
        ensure!(
            site.words <= 1_000_000,
            "`--words {}` are more than 1000000",
            site.words
        );
        Ok(site)
    }

    /// Whether the server answers with status 500 in place of this page.
    pub fn fails(page: u64) -> bool {
        page % FAILING_EVERY == FAILING
    }

    /// After how long this page is answered: from a half to one and a half of the mean.
    pub fn latency(&self, page: u64) -> Duration {
        let latency_ns = self.latency.as_nanos() as u64;
        Duration::from_nanos(around(latency_ns, page, Drawn::Latency))
    }

    /// How many words the text of this page has: likewise.
    fn words(&self, page: u64) -> u64 {
        around(self.words, page, Drawn::Words)
    }

    /// The pages that this page links to.
    fn links(&self, page: u64) -> impl Iterator<Item = u64> {
        let first = page * self.links + 1;
        let own = (first..first + self.links).filter(|page| *page < self.pages);
        let others = (0..OTHER_LINKS)
            .map(move |number| drawn(page, Drawn::Link(number)) % self.pages);
        own.chain(others)
    }

    /// How many words a parser should find on this page: those of its text, of its
    /// title, and one for each link.
    pub fn words_on(&self, page: u64) -> u64 {
        self.words(page) + 2 + self.links(page).count() as u64
    }

    /// The page's text.
    pub fn html(&self, page: u64) -> String {
        let mut html = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
             <title>Page {page}</title>\
             <link rel=\"stylesheet\" href=\"/page.css\"></head>\n\
             <body class=\"page\">\n<!-- where it leads -->\n<ul class=\"links\">\n"
        );
        for link in self.links(page).map(|link| link.to_string()) {
            html.extend(["<li><a class=\"link\" href=\"/page/", &link]);
            html.extend(["\">page-", &link, "</a></li>\n"]);
        }
        html += "</ul>\n<p class=\"text\">";
        for number in 0..self.words(page) {
            let drawn = drawn(page, Drawn::Word(number)) % WORDS.len() as u64;
            let word = WORDS[drawn as usize];
            match number % 64 {
                63 => html.extend([word, "</p>\n<p class=\"text\">"]),
                n if n % 16 == 7 => {
                    html.extend(["<em class=\"term\" title=\"", word]);
                    html.extend(["\">", word, "</em> "]);
                }
                _ => html.extend([word, " "]),
            }
        }
        html + "</p>\n</body>\n</html>\n"
    }

    /// What a crawler should report that begins at page 0.
    pub fn crawled(&self) -> Report {
        let mut report = Report::default();
        let (mut seen, mut waiting) = (BTreeSet::from([0]), VecDeque::from([0]));
        while let Some(page) = waiting.pop_front() {
            if Self::fails(page) {
                report.failed += 1;
                continue;
            }
            report.pages += 1;
            report.words += self.words_on(page);
            waiting.extend(self.links(page).filter(|link| seen.insert(*link)));
        }
        report
    }
}

const WORDS: [&str; 16] = [
    "a",
    "the",
    "of",
    "to",
    "&amp;",
    "page",
    "thread",
    "waits",
    "while",
    "another",
    "computes",
    "queue",
    "between",
    "them",
    "measured",
    "concurrency",
];

/// From a half of this mean to one and a half.
fn around(mean: u64, page: u64, what: Drawn) -> u64 {
    mean / 2 + drawn(page, what) % (mean + 1)
}

/// A number that is the same in every run, and has no pattern.
fn drawn(page: u64, what: Drawn) -> u64 {
    let (stream, number) = match what {
        Drawn::Latency => (0, 0),
        Drawn::Words => (1, 0),
        Drawn::Link(number) => (2, number),
        Drawn::Word(number) => (3, number),
    };
    // SplitMix64's finalizer (Steele, Lea and Flood, 2014).
    let mut mixed =
        (page << 34 | stream << 32 | number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::parser::Parser;

    const SITE: Site =
        Site { pages: 60, links: 4, words: 200, latency: Duration::from_millis(2) };

    #[test]
    fn a_parser_finds_the_words_and_the_links_that_a_page_has() {
        for page in [0, 1, 17, 59] {
            let parsed = Parser::default().parse("a page", &SITE.html(page));
            assert_eq!(parsed.words, SITE.words_on(page), "page {page}");
            let links: Vec<String> =
                SITE.links(page).map(|link| format!("/page/{link}")).collect();
            assert_eq!(parsed.links, links, "page {page}");
        }
    }

    #[test]
    fn sizes_and_latencies_are_spread_around_their_means() {
        let words: BTreeSet<u64> = (0..60).map(|page| SITE.words(page)).collect();
        assert!(words.len() > 30 && words.iter().all(|n| (100..=300).contains(n)));
        let all: Duration = (0..60).map(|page| SITE.latency(page)).sum();
        let mean = all / 60;
        assert!((1_700..2_300).contains(&mean.as_micros()), "{mean:?}");
    }

    #[test]
    fn most_pages_are_found_and_some_fail() {
        let report = SITE.crawled();
        assert_eq!(report.failed, 4);
        assert!((40..=56).contains(&report.pages), "{}", report.pages);
    }
}
