//! Whose segment is it: who counted which, and how many messages that took.

use serde_json::{Value, json};

use super::{count, ensure, ensure_no_threads};
use crate::network::{self, Worker};
use crate::program::{Bench, Program, Verdict};
use crate::segments::{self, Segment};

/// How many segments there are: no number of workers divides them evenly.
const SEGMENTS: usize = 23;

/// How many workers there are, in turn.
const PEERS: [usize; 4] = [1, 2, 3, 5];

/// Checks a function that counts a worker's segments. Worker 0 returns the sum of all.
pub fn program(work: fn(&Worker<u64>, &[Segment]) -> Option<u64>) -> Program {
    Program::new(judge).part("work", move |input| {
        let worker = Worker::of(input);
        let total = work(&worker, &Segment::some(SEGMENTS));
        json!({ "total": total, "sent": worker.sent(), "counted": segments::counted() })
    })
}

fn judge(bench: &Bench) -> Verdict {
    for peers in PEERS {
        let of = format!("of {}", count(peers, "worker"));
        judge_these(bench, peers).map_err(|why| format!("{of}, {why}"))?;
    }
    Ok(format!(
        "of 1, 2, 3 or 5 workers, none counted more than its share of the {SEGMENTS} \
         segments, and each sent at most one message"
    ))
}

/// Each worker runs to its end before the next: none can wait for another. Worker 0 is
/// the last, and finds what the others sent.
fn judge_these(bench: &Bench, peers: usize) -> Result<(), String> {
    let mut owners: Vec<Option<usize>> = vec![None; SEGMENTS];
    let mut shares = vec![0; peers];
    let mut inbox = Vec::new();
    let mut total = Value::Null;
    for worker in (0..peers).rev() {
        let arrived = (worker == 0).then_some(&inbox[..]);
        let end = bench.run("work", &network::input(worker, peers, arrived))?;
        ensure_no_threads(&end)?;
        let counted = end.answer["counted"].as_array().into_iter().flatten();
        let counted: Vec<usize> =
            counted.filter_map(|one| Some(one.as_u64()? as usize)).collect();
        ensure(!counted.is_empty(), || {
            format!("worker {worker} counted none of the {SEGMENTS} segments")
        })?;
        shares[worker] = counted.len();
        for segment in counted {
            ensure(owners[segment] != Some(worker), || {
                format!("worker {worker} counted segment {segment} twice")
            })?;
            ensure(owners[segment].is_none(), || {
                let other = owners[segment].unwrap_or_default();
                format!(
                    "worker {worker} and worker {other} both counted segment {segment}"
                )
            })?;
            owners[segment] = Some(worker);
        }
        let sent = network::messages(&end.answer["sent"]);
        ensure(worker == 0 || !sent.is_empty(), || {
            format!("worker {worker} sent nothing to worker 0")
        })?;
        ensure(sent.len() <= 1, || {
            let messages = count(sent.len(), "message");
            format!("worker {worker} sent {messages}; one is enough")
        })?;
        for (to, message) in sent {
            ensure(to == 0, || {
                format!(
                    "worker {worker} sent its number to worker {to}, not to worker 0"
                )
            })?;
            inbox.push(message);
        }
        total = end.answer["total"].clone();
    }
    for (segment, owner) in owners.iter().enumerate() {
        ensure(owner.is_some(), || format!("nobody counted segment {segment}"))?;
    }
    let share = SEGMENTS.div_ceil(peers);
    for (worker, &counted) in shares.iter().enumerate() {
        ensure(counted <= share, || {
            format!(
                "worker {worker} counted {counted} of the {SEGMENTS} segments; its share is \
                 {share} at most"
            )
        })?;
    }
    let primes: u64 = (0..SEGMENTS).map(segments::primes).sum();
    ensure(total == primes, || {
        format!("worker 0 returned {total}; there are {primes} primes")
    })
}
