//! The URLs to fetch, and the answer that is right.

use std::net::ToSocketAddrs as _;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use measure::Preflight;
use origin::service;
use record::{Ideal, Settings};
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
    if settings.optional_text("url")?.is_some() {
        return Ok(None);
    }
    let requests = settings.count("requests")?;
    Ok(Some(service::sum_of_lengths(requests)))
}

/// However many requests are in flight, one of them takes a latency. A real
/// site's is not known.
pub fn one_latency(settings: &Settings) -> Result<Option<Ideal>> {
    if settings.optional_text("url")?.is_some() {
        return Ok(None);
    }
    let wall_ns = settings.duration("latency")?.as_nanos() as u64;
    Ok(Some(Ideal { label: "one latency".to_owned(), wall_ns }))
}

/// Refuses what this machine cannot run, and says what is about to happen to
/// somebody else's.
pub fn preflight(settings: &Settings, samples: u32) -> Result<Preflight> {
    let requests = settings.count("requests")?;
    check_open_files(requests, Some("--requests"))?;
    let Some(url) = settings.optional_text("url")? else {
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
/// inherits it. `flag` is what a person could ask for fewer with.
pub fn check_open_files(requests: u64, flag: Option<&str>) -> Result<()> {
    let allowed = measure::environment::raise_open_files_limit()?;
    match refusal(requests, allowed, flag) {
        Some(refusal) => bail!(refusal),
        None => Ok(()),
    }
}

/// Why this many requests at once are too many for this many open files, and what
/// to do; `None` if they are not.
fn refusal(requests: u64, allowed: u64, flag: Option<&str>) -> Option<String> {
    let needed = requests.saturating_add(OTHER_FILES);
    let fit = allowed.saturating_sub(OTHER_FILES);
    let fewer = match flag {
        Some(flag) if fit > 0 => format!(", or ask for `{flag} {fit}`"),
        _ => String::new(),
    };
    (needed > allowed).then(|| {
        format!(
            "{requests} requests at once need {needed} open files, and this process \
             may open {allowed}; raise the limit (`ulimit -Hn {needed}`, as root){fewer}"
        )
    })
}

/// The loop takes as many latencies as there are requests. A real site's are
/// not known.
pub fn slowest(settings: &Settings) -> Result<Option<Duration>> {
    if settings.optional_text("url")?.is_some() {
        return Ok(None);
    }
    let requests = u32::try_from(settings.count("requests")?)?;
    Ok(Some(settings.duration("latency")?.saturating_mul(requests)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_that_is_too_low_is_refused_with_a_number_of_requests_that_fits() {
        let flag = Some("--requests");
        assert_eq!(refusal(100, 164, flag), None);
        let refused = refusal(100, 163, flag).expect("one file is missing");
        assert!(refused.contains("need 164 open files"), "{refused}");
        assert!(refused.ends_with("or ask for `--requests 99`"), "{refused}");
        let refused = refusal(100, 163, None).expect("one file is missing");
        assert!(refused.ends_with("(`ulimit -Hn 164`, as root)"), "{refused}");
    }

    #[test]
    fn where_not_one_request_fits_no_number_is_advised() {
        for allowed in [0, 64] {
            let refused = refusal(6, allowed, Some("--requests")).expect("none fits");
            assert!(refused.ends_with("(`ulimit -Hn 70`, as root)"), "{refused}");
        }
    }
}
