//! Count, then send: how many messages a worker sends for its pages, and where all that is
//! said of a word comes together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use super::{count, ensure, ensure_no_threads};
use crate::network::{self, Worker};
use crate::program::{Bench, Program, Verdict};

/// How many workers there are, in turn.
const PEERS: [usize; 4] = [1, 2, 3, 5];

/// How many pages each worker has, and how many words a page has.
const PAGES: usize = 6;
const LENGTH: usize = 60;

/// Beginnings and ends of made-up words.
const BEGINNINGS: [&str; 10] =
    ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su"];
const ENDS: [&str; 12] = [
    "lan", "mor", "tik", "ver", "des", "pol", "gan", "rim", "sut", "ben", "fal", "nox",
];

/// A word, and how often it was seen.
type Count = (String, u64);

/// Checks a function that sends the counts of a worker's pages, and one that adds up what
/// a worker was sent.
#[expect(clippy::implicit_hasher, reason = "it is the learner's function")]
pub fn program(
    send_counts: fn(&Worker<Count>, &[String]),
    add_up: fn(&Worker<Count>) -> HashMap<String, u64>,
) -> Program {
    Program::new(judge)
        .part("send", move |input| {
            let worker = Worker::of(input);
            send_counts(&worker, &pages(worker.index()));
            worker.sent()
        })
        .part("add up", move |input| json!(add_up(&Worker::of(input))))
}

/// The pages of a worker. A few words are frequent, and most are rare.
fn pages(worker: usize) -> Vec<String> {
    let mut state = 88_172_645_463_325_252 + worker as u64;
    let mut below = |limit: usize| {
        // Xorshift (Marsaglia, 2003).
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % limit
    };
    let words = BEGINNINGS.len() * ENDS.len();
    let mut word = || {
        let rank = below(words) * below(words) / words;
        let (end, beginning) = (rank / BEGINNINGS.len(), rank % BEGINNINGS.len());
        format!("{}{}", BEGINNINGS[beginning], ENDS[end])
    };
    let mut page = || (0..LENGTH).map(|_| word()).collect::<Vec<_>>().join(" ");
    (0..PAGES).map(|_| page()).collect()
}

fn judge(bench: &Bench) -> Verdict {
    for peers in PEERS {
        let of = format!("of {}", count(peers, "worker"));
        judge_these(bench, peers).map_err(|why| format!("{of}, {why}"))?;
    }
    Ok("of 1, 2, 3 or 5 workers, none sent more messages than it has seen different words, \
        and each word's counts came together at one of them"
        .to_owned())
}

fn judge_these(bench: &Bench, peers: usize) -> Result<(), String> {
    let mut totals: BTreeMap<String, u64> = BTreeMap::new();
    let mut inboxes: Vec<Vec<Value>> = vec![Vec::new(); peers];
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for worker in 0..peers {
        let pages = pages(worker);
        let words: Vec<&str> =
            pages.iter().flat_map(|page| page.split_whitespace()).collect();
        let different = words.iter().collect::<BTreeSet<_>>().len();
        for word in words {
            *totals.entry(word.to_owned()).or_default() += 1;
        }
        let end = bench.run("send", &network::input(worker, peers, None))?;
        ensure_no_threads(&end)?;
        let sent = network::messages(&end.answer);
        ensure(sent.len() <= different, || {
            let messages = count(sent.len(), "message");
            format!(
                "worker {worker} sent {messages}; it has seen {different} different words"
            )
        })?;
        for (to, message) in sent {
            let word = message[0].as_str().unwrap_or_default().to_owned();
            let place = *places.entry(word.clone()).or_insert(to);
            ensure(place == to, || {
                format!(
                    "one sent what it knew of `{word}` to worker {place}, and worker \
                     {worker} to worker {to}: it has to come together in one place"
                )
            })?;
            inboxes[to].push(message);
        }
    }
    for worker in 0..peers {
        let words = places.values().filter(|&&place| place == worker).count();
        let fewest = totals.len() / peers / 4;
        ensure(words >= fewest, || {
            format!(
                "worker {worker} was to add up {words} of {} words: let the hash of a word \
                 decide, so that all have about as many",
                totals.len()
            )
        })?;
    }
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for (worker, inbox) in inboxes.iter().enumerate() {
        let end = bench.run("add up", &network::input(worker, peers, Some(inbox)))?;
        ensure_no_threads(&end)?;
        for (word, times) in end.answer.as_object().into_iter().flatten() {
            *found.entry(word.clone()).or_default() +=
                times.as_u64().unwrap_or_default();
        }
    }
    for (word, total) in &totals {
        let counted = found.remove(word).unwrap_or_default();
        ensure(counted == *total, || {
            let times = count(counted as usize, "time");
            format!("`{word}` was counted {times}, and the pages have it {total} times")
        })?;
    }
    ensure(found.is_empty(), || {
        let word = found.keys().next().cloned().unwrap_or_default();
        format!("`{word}` was counted, and no page has it")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_sees_most_words_more_than_once() {
        for worker in 0..5 {
            let pages = pages(worker);
            let words = pages.iter().flat_map(|page| page.split_whitespace());
            let different = words.collect::<BTreeSet<_>>().len();
            assert!((60..PAGES * LENGTH / 3).contains(&different), "{different}");
        }
    }
}
