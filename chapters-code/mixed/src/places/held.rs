//! A place for each query, and for a call to somebody else.

// ANCHOR: listing
use anyhow::Result;
use measure::Answer;

use super::workload::{Became, Workload};

/// Makes all requests: each takes a place, calls another server, and queries.
pub(super) fn query_all(work: &Workload) -> Result<Answer> {
    work.each_request(|call| {
        let Ok(mut connection) = work.take() else {
            return Ok(Became::TimedOut);
        };
        call.make()?; // nobody else has the connection meanwhile
        let answered = connection.query()?;
        Ok(if answered { Became::Answered } else { Became::TurnedAway })
    })
}
// ANCHOR_END: listing
