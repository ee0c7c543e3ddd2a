//! The use of cores over time, drawn.

use anyhow::{Result, anyhow};

use crate::profile::Profile;
use crate::verdict::Evidence;

/// The drawing has room for no more.
const MOST_SPANS: u64 = 600;

/// Draws a profile as SVG.
pub(crate) fn draw(
    profile: &Profile,
    evidence: &Evidence,
    name: String,
) -> Result<String> {
    let finest = profile.finest_spans().len() as u64;
    let spans = profile.spans(finest.clamp(1, MOST_SPANS) as usize);
    let cores = chart::Cores {
        name,
        lasted_ns: profile.lasted_ns(),
        cores: spans.iter().map(|span| span.cores).collect(),
        usable: evidence.cores_usable,
    };
    cores.draw().map_err(|error| anyhow!("cannot draw the use of cores: {error}"))
}
