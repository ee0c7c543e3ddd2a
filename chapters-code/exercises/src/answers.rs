//! Workers that answer, or do not, on a clock that is a number.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::program::refuse;

/// Who asks one worker more often than this does nothing else any more.
const ENDLESS: usize = 50;

/// The time since the start. It moves where somebody waits, to exactly the moment that was
/// waited for.
static CLOCK: Mutex<Duration> = Mutex::new(Duration::ZERO);

/// What becomes of a worker, and how long after the start.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fate {
    /// It answers, with its part.
    Answers(Duration, u64),
    /// It dies, and its connection is closed.
    Dies(Duration),
    /// It does nothing, and its connection stays open.
    Stops,
}

/// A connection to a worker that has been asked for its part of a sum.
pub struct Connection {
    name: &'static str,
    fate: Fate,
    has_answered: AtomicBool,
    asked: AtomicUsize,
}

/// Why there is no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The other end of the connection is closed: there will be none.
    Closed,
    /// None came in the time that was waited.
    NotInTime,
}

/// The error: the names of the workers whose parts are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(pub Vec<String>);

/// The time since the start.
pub fn now() -> Duration {
    *CLOCK.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Connection {
    pub(crate) fn new(name: &'static str, fate: Fate) -> Self {
        let (has_answered, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
        Self { name, fate, has_answered, asked }
    }

    /// The worker's name.
    pub fn name(&self) -> &str {
        self.name
    }

    /// Its part, however long that takes. The only error is [`NoAnswer::Closed`].
    pub fn receive(&self) -> Result<u64, NoAnswer> {
        self.receive_within(Duration::MAX)
    }

    /// Its part, if that comes within this time from now on. What has already come is there
    /// at once, also where the time is zero.
    pub fn receive_within(&self, time: Duration) -> Result<u64, NoAnswer> {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        let (at, outcome) = match self.fate {
            _ if self.has_answered.load(Ordering::Relaxed) => {
                (Duration::ZERO, Err(NoAnswer::Closed))
            }
            Fate::Answers(at, part) => (at, Ok(part)),
            Fate::Dies(at) => (at, Err(NoAnswer::Closed)),
            Fate::Stops => (Duration::MAX, Err(NoAnswer::NotInTime)),
        };
        let mut clock = CLOCK.lock().unwrap_or_else(PoisonError::into_inner);
        let until = clock.saturating_add(time);
        if until == Duration::MAX && at == Duration::MAX {
            refuse(&format!(
                "it waits for ever for `{}`, which neither answers nor closes its connection",
                self.name
            ));
        }
        if asked > ENDLESS {
            let (name, now) = (self.name, clock.as_millis());
            refuse(&if at <= *clock && outcome == Err(NoAnswer::Closed) {
                format!(
                    "`{name}` was asked {ENDLESS} times, and its connection is closed"
                )
            } else {
                format!("`{name}` was asked {ENDLESS} times by {now} ms: wait instead")
            });
        }
        if at > until {
            *clock = until;
            return Err(NoAnswer::NotInTime);
        }
        *clock = at.max(*clock);
        self.has_answered.store(outcome.is_ok(), Ordering::Relaxed);
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_moves_to_what_was_waited_for() {
        let ms = Duration::from_millis;
        let late = Connection::new("late", Fate::Answers(ms(300), 5));
        let dead = Connection::new("dead", Fate::Dies(ms(200)));
        assert_eq!(late.receive_within(ms(250)), Err(NoAnswer::NotInTime));
        assert_eq!(now(), ms(250));
        assert_eq!(dead.receive(), Err(NoAnswer::Closed));
        assert_eq!(now(), ms(250));
        assert_eq!(late.receive_within(ms(50)), Ok(5));
        assert_eq!(now(), ms(300));
        assert_eq!(late.receive(), Err(NoAnswer::Closed));
    }
}
