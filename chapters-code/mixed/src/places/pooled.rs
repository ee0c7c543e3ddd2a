//! A place for each query, and no longer.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;

use super::workload::{Became, Workload};

/// Makes all requests: each takes a place, queries, and gives it back.
pub(super) fn query_all(work: &Workload) -> Result<Answer> {
    work.each_request(|_| {
        let Ok(mut connection) = work.take() else {
            return Ok(Became::TimedOut); // nobody gave one back in time
        };
        let answered = connection.query()?;
        Ok(if answered { Became::Answered } else { Became::TurnedAway })
    })
}
// ANCHOR_END: listing
