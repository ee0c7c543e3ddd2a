//! What every strategy crawls, and what became of each page.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use measure::Answer;
use record::{Setting, Settings};
use tokio::runtime::Builder;
use tokio::time::sleep;

use crate::parser::Parsed;
use crate::site::{Site, server};
use crate::workload::Crawl;

/// What a crawl found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The URLs of pages that it counts, in the order in which they came.
    pub(super) pages: Vec<String>,
    /// What was said of those that failed.
    pub(super) failed: Vec<String>,
}

impl Found {
    // ANCHOR: note
    /// Takes note of a page, or of its error, which has the URL in its words.
    pub(super) fn note(&mut self, url: String, page: &reqwest::Result<Parsed>) {
        match page {
            Ok(_) => self.pages.push(url),
            Err(error) => self.failed.push(error.to_string()),
        }
    }
    // ANCHOR_END: note
}

/// A crawl, and the server of its pages, in this process.
pub(super) struct Pages<Client> {
    pub(super) crawl: Crawl<Client>,
    site: Site,
    asked: Arc<AtomicU64>,
    /// A crawl that takes longer does not end.
    gone: Duration,
}

impl<Client: Default> Pages<Client> {
    /// Opens the server, and prepares a crawl for it.
    pub(super) fn prepare(settings: &Settings) -> Result<Arc<Self>> {
        let site = Site::of(settings)?;
        ensure!(
            site.links + 1 >= site.pages,
            "`--links {}`: the first page has to link to all others",
            site.links
        );
        let server = server::open(&site)?;
        let mut settings = settings.clone();
        settings.set("site", Setting::Text(server.base));
        settings.set("room", Setting::Count(1)); // between stages, of which there are none
        let gone = settings.duration("gone")?;
        let crawl = Crawl::prepare(&settings)?;
        Ok(Arc::new(Self { crawl, site, asked: server.asked, gone }))
    }
}

impl<Client: Send + Sync + 'static> Pages<Client> {
    /// Lets a strategy crawl, and says what became of the pages. The threads of one that
    /// does not end stay where they are, and end with the process.
    pub(super) fn watch(
        self: &Arc<Self>,
        crawl: impl FnOnce(&Self) -> Result<Found> + Send + 'static,
    ) -> Result<Answer> {
        let (tell, told) = mpsc::channel();
        let pages = Arc::clone(self);
        thread::Builder::new().spawn(move || tell.send(crawl(&pages)))?;
        let found = match told.recv_timeout(self.gone) {
            Ok(found) => Some(found),
            Err(mpsc::RecvTimeoutError::Timeout) => None,
            Err(mpsc::RecvTimeoutError::Disconnected) => bail!("the crawl panicked"),
        };
        became(&self.site, found)
    }
}

impl<Client> Pages<Client> {
    /// Returns when half of the pages have been asked for.
    pub(super) async fn half_way(&self) {
        while self.asked.load(Relaxed) < self.site.pages / 2 {
            sleep(Duration::from_micros(500)).await;
        }
    }
}

/// What became of each page, in percent of all.
fn became(site: &Site, found: Option<Result<Found>>) -> Result<Answer> {
    let has_ended = found.is_some();
    let (found, error) = match found {
        Some(Ok(found)) => (found, String::new()),
        Some(Err(error)) => (Found::default(), format!("{error:#}")),
        None => (Found::default(), String::new()),
    };
    let came: Vec<u64> =
        found.pages.iter().map(|url| number(url)).collect::<Result<_>>()?;
    let said = found.failed.join("\n") + &error;
    let fails = |page: &u64| Site::fails(*page);
    let failing: Vec<u64> = (0..site.pages).filter(fails).collect();
    let is_named = |page: &&u64| said.contains(&format!("/page/{page})"));
    let taken = came.iter().filter(|page| fails(page)).count();
    let counted = came.len() - taken;
    let named = failing.iter().filter(is_named).count();
    let all = site.pages.max(1) as usize;
    let missing = all.saturating_sub(counted + taken + named);
    let mut sorted = came.clone();
    sorted.sort_unstable();
    let in_place = came.iter().zip(&sorted).filter(|(came, asked)| came == asked);
    let percent = |part: usize, of: usize| (100 * part / of.max(1)) as u64;
    let answer = Answer::default()
        .with("counted_percent", percent(counted, all))
        .with("named_percent", percent(named, all))
        .with("taken_percent", percent(taken, all))
        .with("missing_percent", percent(missing, all))
        .with("failing_percent", percent(failing.len(), all))
        .with("unended_percent", if has_ended { 0 } else { 100 })
        .with("error_percent", if error.is_empty() { 0 } else { 100 });
    Ok(match came.len() {
        0 => answer, // nothing that could be in order
        pages => answer.with("in_order_percent", percent(in_place.count(), pages)),
    })
}

fn number(url: &str) -> Result<u64> {
    let number = url.rsplit('/').next().and_then(|number| number.parse().ok());
    number.with_context(|| format!("{url} is no page"))
}

/// Awaits a crawl on a runtime with a thread per core.
pub(super) fn await_on_threads(
    crawl: impl Future<Output = Result<Found>>,
) -> Result<Found> {
    Builder::new_multi_thread().enable_all().build()?.block_on(crawl)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: Site =
        Site { pages: 20, links: 19, words: 20, latency: Duration::from_millis(1) };

    fn found(pages: impl IntoIterator<Item = u64>, failed: &[u64]) -> Found {
        Found {
            pages: pages
                .into_iter()
                .map(|page| format!("http://a/page/{page}"))
                .collect(),
            failed: failed
                .iter()
                .map(|it| format!("500 (http://a/page/{it})"))
                .collect(),
        }
    }

    fn own(found: Option<Result<Found>>, name: &str) -> u64 {
        became(&SITE, found).expect("pages").own[name]
    }

    #[test]
    fn every_page_is_counted_named_taken_or_missing() {
        let good = || (0..20).filter(|page| !Site::fails(*page));
        for (found, expected) in [
            (found(good(), &[5]), [95, 5, 0, 0]),
            (found(good(), &[]), [95, 0, 0, 5]),
            (found(0..20, &[]), [95, 0, 5, 0]),
            (found([0, 1], &[5]), [10, 5, 0, 85]),
        ] {
            let answer = became(&SITE, Some(Ok(found))).expect("pages");
            let parts = ["counted", "named", "taken", "missing"];
            let parts = parts.map(|part| answer.own[&*format!("{part}_percent")]);
            assert_eq!(parts, expected);
        }
    }

    #[test]
    fn an_error_may_name_the_page_and_loses_the_others() {
        let error = || Some(Err(anyhow::anyhow!("500 (http://a/page/5)")));
        assert_eq!(own(error(), "named_percent"), 5);
        assert_eq!(own(error(), "missing_percent"), 95);
        assert_eq!(own(error(), "error_percent"), 100);
        assert_eq!(own(None, "unended_percent"), 100);
    }

    #[test]
    fn a_page_is_in_order_where_as_many_before_it_came_before_it() {
        let came = |pages: [u64; 4]| Some(Ok(found(pages, &[])));
        assert_eq!(own(came([0, 1, 2, 7]), "in_order_percent"), 100);
        assert_eq!(own(came([0, 2, 1, 7]), "in_order_percent"), 50);
    }
}
