//! A timer that keeps its time to some ten microseconds.
//!
//! Tokio's own counts whole milliseconds, rounds up, and sleeps in `epoll_wait`,
//! which rounds up again: an answer due after 20 ms would come after 21 and
//! more. Here a thread sleeps until the next alarm is due, on a futex, whose
//! resolution is the clock's.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

/// A handle to the thread that rings.
#[derive(Clone)]
pub(crate) struct Alarms(mpsc::Sender<Alarm>);

struct Alarm {
    due: Instant,
    bell: oneshot::Sender<()>,
}

impl Alarms {
    /// Starts the thread. It ends with the last handle.
    pub(crate) fn start() -> Self {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || ring(&receiver));
        Self(sender)
    }

    /// Waits for this long.
    pub(crate) async fn wait(&self, time: Duration) {
        if time.is_zero() {
            return;
        }
        let (bell, rings) = oneshot::channel();
        if self.0.send(Alarm { due: Instant::now() + time, bell }).is_ok() {
            // An error would mean that the thread is gone, and we with it.
            let _ = rings.await;
        }
    }
}

fn ring(receiver: &mpsc::Receiver<Alarm>) {
    let mut waiting: BinaryHeap<Reverse<Alarm>> = BinaryHeap::new();
    loop {
        while let Some(Reverse(next)) = waiting.peek()
            && next.due <= Instant::now()
        {
            if let Some(Reverse(due)) = waiting.pop() {
                // The client may have hung up.
                let _ = due.bell.send(());
            }
        }
        let received = match waiting.peek() {
            None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(Reverse(next)) => receiver
                .recv_timeout(next.due.saturating_duration_since(Instant::now())),
        };
        match received {
            Ok(alarm) => waiting.push(Reverse(alarm)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

impl Ord for Alarm {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.due.cmp(&other.due)
    }
}

impl PartialOrd for Alarm {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Alarm {
    fn eq(&self, other: &Self) -> bool {
        self.due == other.due
    }
}

impl Eq for Alarm {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alarm_that_is_due_first_rings_first() {
        let began = Instant::now();
        let alarm = |ms| {
            let (bell, _) = oneshot::channel();
            Reverse(Alarm { due: began + Duration::from_millis(ms), bell })
        };
        let mut waiting: BinaryHeap<_> = [60, 5, 30].into_iter().map(alarm).collect();
        let mut next =
            || waiting.pop().map(|Reverse(alarm)| alarm.due.duration_since(began));
        assert_eq!(next(), Some(Duration::from_millis(5)));
        assert_eq!(next(), Some(Duration::from_millis(30)));
        assert_eq!(next(), Some(Duration::from_millis(60)));
    }

    #[tokio::test]
    async fn no_alarm_rings_early() {
        let (alarms, began) = (Alarms::start(), Instant::now());
        alarms.wait(Duration::from_millis(5)).await;
        assert!(began.elapsed() >= Duration::from_millis(5));
    }
}
