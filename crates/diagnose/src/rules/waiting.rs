//! What a program waits for.

use evidence::quantity;

use crate::doing;
use crate::facts::Facts;
use crate::finding::{self, Finding, Kind, Page, finding};
use crate::speed_up::{self, SpeedUp};
use crate::verdict::{Verdict, percent};

/// A kind of wait with this share of the waiting is what the program waits for.
const MOST: f64 = 0.6;

/// A kind with less than that is not worth a word.
const LITTLE: f64 = 0.1;

/// Up to so many waits under way, on average, it is one at a time.
const ONE: f64 = 1.3;

/// From so many on there are many already.
const MANY: f64 = 10.0;

/// Fewer looks than this are not enough to speak of shares.
const FEW_LOOKS: u64 = 3;

fn share(facts: &Facts<'_>, kind: doing::Kind) -> f64 {
    let shares = &facts.usage.waits.shares;
    shares.iter().find(|(of, _)| *of == kind).map_or(0.0, |(_, share)| *share)
}

/// The kinds that matter, as a list.
pub(super) fn kinds(facts: &Facts<'_>) -> String {
    let shares = facts.usage.waits.shares.iter();
    let words: Vec<_> = shares
        .filter(|(_, share)| *share >= LITTLE)
        .map(|(kind, share)| format!("{} ({})", kind.words(), percent(*share)))
        .collect();
    words.join(", ")
}

/// Both ends of a connection are its own, neither has anything to do, and bytes are held
/// back: Nagle's algorithm waits for an acknowledgement which the other side delays.
pub(super) fn delayed_acknowledgement(facts: &Facts<'_>) -> Option<Finding> {
    let waits = &facts.usage.waits;
    // A thread that is about to answer explains bytes that are not acknowledged yet.
    let own = share(facts, doing::Kind::OwnSocket);
    if !facts.waits_much() || waits.held_back < 0.5 || own < 0.5 {
        return None;
    }
    Some(finding(
        Kind::DelayedAcknowledgement,
        "waits for acknowledgements that come late: small writes are held back",
        format!(
            "in {} of the looks at its connections within this machine, some bytes were not \
             sent or not acknowledged, though no thread had anything to do",
            percent(waits.held_back)
        ),
        "write each message with one call, or set TCP_NODELAY: the second of two small \
         writes waits until the first is acknowledged, and the other side puts that off, \
         for 40 ms on Linux. Several exchanges at once would only hide it",
        "with TCP_NODELAY it takes as long",
        &[finding::SMALL_WRITES, finding::BREAKDOWN],
        SpeedUp::unknown("An exchange then takes as long as its answer does"),
    ))
}

/// It has an event queue, and no thread is at it while some block.
pub(super) fn blocked_runtime(facts: &Facts<'_>) -> Option<Finding> {
    let waits = &facts.usage.waits;
    if !facts.waits_much() || waits.queue_left < MOST || waits.looks < FEW_LOOKS {
        return None;
    }
    let most = waits.most_under_way;
    Some(finding(
        Kind::BlockedRuntime,
        "waits in blocking calls on the threads of its async runtime",
        format!(
            "for {} of its waiting, threads blocked ({}), and none was at the event queue \
             that it has; {most} at once at most",
            percent(waits.queue_left),
            kinds(facts)
        ),
        "hand blocking calls off (`spawn_blocking`, `asyncio.to_thread`), or take async \
         versions of them. More tasks change nothing: while a thread of the runtime \
         blocks, none of its tasks runs",
        "the threads that block are not the runtime's",
        &[finding::IO_YIELDING, finding::POOLS],
        speed_up::by_law(facts.evidence),
    ))
}

/// It reads from a terminal.
pub(super) fn for_a_person(facts: &Facts<'_>) -> Option<Finding> {
    let share = share(facts, doing::Kind::Terminal);
    if !facts.waits_much() || share < MOST {
        return None;
    }
    Some(finding(
        Kind::WaitsForPerson,
        "waits for somebody at the terminal",
        format!("for {} of its waiting it read from a terminal", percent(share)),
        "nothing: give it its input from a file to see how long it takes by itself",
        "with its input from a file it waits as long",
        &[finding::DIAGNOSE],
        SpeedUp::none("Nobody types faster for more threads"),
    ))
}

/// A server that nobody asks anything.
pub(super) fn for_clients(facts: &Facts<'_>) -> Option<Finding> {
    let waits = &facts.usage.waits;
    let share = share(facts, doing::Kind::Connection);
    if facts.verdict != Verdict::Waits || share < MOST {
        return None;
    }
    Some(finding(
        Kind::WaitsForClients,
        "waits for somebody who connects to it",
        format!("for {} of its waiting nothing else was under way", percent(share)),
        if waits.stuck_at_locks > 0 && waits.most_connections > 0 && waits.quiet_ns > 0
        {
            format!(
                "ask something of it, and watch it meanwhile. If somebody waits for an answer \
                 now, it hangs: {}",
                waits.standstill.join("; ")
            )
        } else {
            "nothing: it is idle. Ask something of it, and watch it meanwhile"
                .to_owned()
        },
        "it waits in the same way under load",
        &[finding::DIAGNOSE],
        SpeedUp::none("It has nothing to do"),
    ))
}

/// Its threads wait for each other.
pub(super) fn for_locks(facts: &Facts<'_>) -> Option<Finding> {
    let waits = &facts.usage.waits;
    let locks = share(facts, doing::Kind::Lock) + share(facts, doing::Kind::OwnSocket);
    if facts.verdict != Verdict::Waits || locks < MOST {
        return None;
    }
    Some(finding(
        Kind::WaitsForLocks,
        "waits for itself: its threads wait for each other",
        format!("of its waiting, for {}", kinds(facts)),
        format!(
            "more threads or tasks do not help: find what the others wait for. A lock that \
             is kept for long, a channel with one slow end, or a queue with nothing in it \
             look alike from here{}",
            if waits.queued >= 1.0 {
                "; several stand at one lock or queue"
            } else {
                ""
            }
        ),
        "without the lock or the channel it takes as long",
        &[finding::HANGS, finding::LOCKS, finding::BACKPRESSURE],
        SpeedUp::none(
            "Threads that wait for each other gain nothing from more of them",
        ),
    ))
}

/// What to do about waits of which so many are under way, if that can be seen.
fn advice(
    facts: &Facts<'_>,
    first: doing::Kind,
    under_way: Option<f64>,
    is_one: bool,
) -> &'static str {
    match under_way {
        Some(many) if many >= MANY => {
            "it has many waits under way already: more help only as far as the other side \
             keeps up. Measure with half and with twice as many"
        }
        Some(_) if is_one && facts.usage.waits.queued >= 1.0 => {
            "several threads stand at one lock or queue while one waits: if a lock is kept \
             while its holder waits, let go of it before, or the waits stay one at a time. If \
             the others have no work, give them some of it"
        }
        Some(_) if as_many_as_cores(facts) => {
            "it has as many waits under way as there are cores: a pool of that size is made \
             for computing. Take a pool with more threads for several waits under way at \
             once, or async tasks. More cores do not help"
        }
        Some(_) if first == doing::Kind::Timer => {
            "have several waits under way at once, as far as none needs the answer of \
             another: a bounded thread pool for tens of them, async tasks for thousands, \
             spawned or joined and not awaited one by one. But if it sleeps because \
             something is busy (SQLite has one writer at a time), more of them make it \
             worse: let one do it for all, in batches"
        }
        Some(_) => {
            "have several waits under way at once, as far as none needs the answer of \
             another: a bounded thread pool for tens of them, async tasks for thousands, \
             spawned or joined and not awaited one by one. More cores do not help"
        }
        None => {
            "if its waits are awaited one by one, or queue for a few places (a pool, a \
             semaphore), have more of them under way at once, as far as none needs the \
             answer of another. If they queue at a lock that is kept across an `.await`, \
             more tasks change nothing: let go of it before. More cores do not help"
        }
    }
}

/// Of waits for what is not outside, or unknown.
const OTHER_END: &str = "look at what is at the other end: diagnose that. More at once helps \
                         only if the other end can do more at once";

/// On several cores: a thread for each, and all of them wait.
fn as_many_as_cores(facts: &Facts<'_>) -> bool {
    let cores = facts.evidence.cores_usable;
    let threads = facts.usage.peak_threads.unwrap_or(0);
    cores > 1
        && facts.usage.waits.most_under_way == cores
        && facts
            .usage
            .waits
            .under_way
            .is_some_and(|average| average > 0.8 * cores as f64)
        && (cores..=cores + 2).contains(&threads)
}

/// It waits for something outside.
pub(super) fn for_something(facts: &Facts<'_>) -> Option<Finding> {
    if facts.verdict != Verdict::Waits {
        return None;
    }
    let (waits, evidence) = (&facts.usage.waits, facts.evidence);
    let Some((first, first_share)) = waits.shares.first().copied() else {
        return Some(finding(
            Kind::Waits,
            "waits",
            evidence.words(),
            "find out what for: this system does not tell. If it is a server, a disk or \
             a time, several waits at once help: a bounded thread pool for tens of \
             them, async tasks for thousands. If it is a lock, they do not",
            "it computes, on cores that could not be seen",
            &[finding::IO, finding::WORKERS],
            speed_up::by_law(evidence),
        ));
    };
    let outside =
        matches!(first, doing::Kind::Timer | doing::Kind::Socket | doing::Kind::Disk);
    let hidden = waits.queue_timer >= 0.5;
    let under_way = waits.under_way.filter(|_| !hidden);
    let how_many = match under_way {
        Some(one) if one <= ONE && waits.has_event_queue => {
            ", one at a time, although it has an event queue for many"
        }
        Some(one) if one <= ONE => ", one at a time",
        _ => "",
    };
    let counted = match under_way {
        Some(average) => format!(
            "{} waits were under way at once, {} at most",
            quantity::digits(average),
            waits.most_under_way
        ),
        None if hidden => {
            "its event queue does not show how many it waits for at once".to_owned()
        }
        None => "how many waits were under way at once cannot be seen".to_owned(),
    };
    let because = format!(
        "{}; of its waiting, for {}; {counted}",
        evidence.words(),
        kinds(facts)
    );
    let speed_up = if outside {
        speed_up::by_law(evidence)
    } else {
        SpeedUp::none("Not known from this end")
    };
    let is_one = !how_many.is_empty();
    let advice = advice(facts, first, under_way.filter(|_| outside), is_one);
    let what = if first_share >= MOST || waits.shares.len() == 1 {
        first.words().to_owned()
    } else {
        let two = waits.shares.iter().take(2).map(|(kind, _)| kind.words());
        two.collect::<Vec<_>>().join(" and ")
    };
    let pages: &[Page] = match first {
        doing::Kind::Disk => &[finding::FILES, finding::WORKERS],
        _ if is_one && waits.has_event_queue => &[finding::AWAIT, finding::IO],
        doing::Kind::Timer => &[finding::IO, finding::WORKERS, finding::WRITERS],
        _ => &[finding::IO, finding::WORKERS, finding::PLACES],
    };
    Some(finding(
        Kind::Waits,
        format!("waits for {what}{how_many}"),
        because,
        if outside { advice } else { OTHER_END },
        "with twice as many waits under way it takes as long",
        pages,
        speed_up,
    ))
}
