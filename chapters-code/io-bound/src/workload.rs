//! The URLs to fetch, and the answer that is right.

use std::net::ToSocketAddrs as _;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use measure::Preflight;
use origin::service;
use record::Settings;
use reqwest::Url;

/// Files that a process has open besides its connections.
pub(crate) const OTHER_FILES: u64 = 64;

// ANCHOR: workload
/// What every strategy is given.
pub struct Workload {
    /// The URLs to fetch, each once, in any order.
    pub urls: Vec<String>,
    /// How many threads or processes to use, where a strategy lets one choose.
    pub workers: usize,
}
// ANCHOR_END: workload

impl Workload {
    /// The workload for these settings.
    pub fn prepare(settings: &Settings) -> Result<Self> {
        let requests = settings.count("requests")?;
        // Only the overview can be about a real site.
        let urls = if let Some(url) = settings.optional_text("url")? {
            vec![url.to_owned(); requests as usize]
        } else {
            service::urls(settings, requests)?
        };
        let workers = settings.optional_count("workers")?.unwrap_or(1) as usize;
        Ok(Self { urls, workers })
    }
}

/// The sum of all bodies' lengths; unknown where a real site answers.
pub fn expected_answer(settings: &Settings) -> Result<Option<u64>> {
    if settings.text("url")?.is_some() {
        return Ok(None);
    }
    let requests = settings.count("requests")?;
    Ok(Some(service::sum_of_lengths(requests)))
}

/// Refuses what this machine cannot run, and says what is about to happen to
/// somebody else's.
pub fn preflight(settings: &Settings, samples: u32) -> Result<Preflight> {
    let requests = settings.count("requests")?;
    check_open_files(requests)?;
    let Some(url) = settings.text("url")? else {
        return Ok(Preflight::default());
    };
    let parsed = Url::parse(url).with_context(|| {
        format!("{url:?} is not a URL; one looks like https://example.org/")
    })?;
    if !matches!(parsed.scheme(), "http" | "https") {
        bail!("{url:?} is not a web address: it has to begin with http:// or https://");
    }
    let host = parsed.host_str().unwrap_or_default();
    let port = parsed.port_or_known_default().unwrap_or(80);
    (host, port).to_socket_addrs().with_context(|| {
        format!("cannot find the host {host:?} of {url}: check its spelling and your connection")
    })?;
    let all = u64::from(samples) * requests;
    let note = format!(
        "{url} is somebody's server: up to {all} requests are about to be sent to it, \
         {requests} of them at once. Please measure only a site that you may load like \
         this (Ctrl-C stops)."
    );
    Ok(Preflight { notes: vec![note], not_for_the_page: true })
}

/// Refuses more requests at once than this process may have files open. The
/// limit is raised as far as the system allows, for the origin as well, which
/// inherits it.
pub fn check_open_files(requests: u64) -> Result<()> {
    let needed = requests + OTHER_FILES;
    let allowed = measure::environment::raise_open_files_limit()?;
    if needed > allowed {
        bail!(
            "{requests} requests at once need {needed} open files, and this process may open {allowed}; \
             raise the limit (`ulimit -Hn`), or ask for `--requests {}`",
            allowed.saturating_sub(OTHER_FILES)
        );
    }
    Ok(())
}

/// The loop takes as many latencies as there are requests. A real site's are
/// not known.
pub fn slowest(settings: &Settings) -> Result<Option<Duration>> {
    if settings.text("url")?.is_some() {
        return Ok(None);
    }
    let requests = u32::try_from(settings.count("requests")?)?;
    Ok(Some(settings.duration("latency")?.saturating_mul(requests)))
}
