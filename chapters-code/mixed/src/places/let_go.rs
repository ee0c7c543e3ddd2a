//! A call to somebody else first, and a place for the query alone.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;

use super::workload::{Became, Workload};

/// Makes all requests: each calls another server, takes a place, and queries.
pub(super) fn query_all(work: &Workload) -> Result<Answer> {
    work.each_request(|call| {
        call.make()?;
        let Ok(mut connection) = work.take() else {
            return Ok(Became::TimedOut);
        };
        let answered = connection.query()?;
        Ok(if answered { Became::Answered } else { Became::TurnedAway })
    })
}
// ANCHOR_END: listing
