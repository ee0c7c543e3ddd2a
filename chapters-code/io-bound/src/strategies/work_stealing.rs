//! A work-stealing pool, which is made for computing: the wrong tool here.

// ANCHOR: listing
use anyhow::Result;
use rayon::prelude::*;
use reqwest::blocking::Client;

use crate::fetch;
use crate::workload::Workload;

/// Fetches every URL, as many at once as there are cores.
pub fn fetch_all(workload: &Workload) -> Result<u64> {
    let client = Client::new();
    workload.urls.par_iter().map(|url| fetch::blocking(&client, url)).sum()
}
// ANCHOR_END: listing
