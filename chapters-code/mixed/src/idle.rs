//! Polling, spinning and blocking: how a thread waits for messages that come rarely.

mod arrivals;
mod asynchronous;
mod blocking;
mod condvar;
mod parked;
mod polling;
mod spinning;
mod yielding;

use measure::{Experiment, Strategy};

use arrivals::Arrivals;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "idle",
        baseline: "recv",
        strategies: strategies(),
        expected_answer: Arrivals::expected,
        ..Experiment::default()
    }
}

const BLOCKING: &str = "src/idle/blocking.rs";
const SPINNING: &str = "src/idle/spinning.rs";
const YIELDING: &str = "src/idle/yielding.rs";

fn strategies() -> Vec<Strategy> {
    let mut rows = asleep();
    rows.extend(awake());
    rows.extend(on_one_core());
    rows
}

/// What waits in the kernel until it is woken.
fn asleep() -> Vec<Strategy> {
    let rows = vec![
        Strategy::new("recv", "recv", BLOCKING, Arrivals::prepare, |arrivals| {
            arrivals.run(blocking::receive)
        }),
        Strategy::new(
            "park",
            "park",
            "src/idle/parked.rs",
            Arrivals::prepare,
            |arrivals| arrivals.run(parked::receive),
        ),
        Strategy::new(
            "condvar",
            "Condvar",
            "src/idle/condvar.rs",
            Arrivals::prepare,
            |arrivals| arrivals.run(condvar::receive),
        ),
        Strategy::new(
            "await",
            "await (Tokio)",
            "src/idle/asynchronous.rs",
            Arrivals::prepare,
            |arrivals| arrivals.run(asynchronous::receive),
        ),
    ];
    rows.into_iter().map(|row| row.in_group("Sleeps until it is woken")).collect()
}

/// What looks again and again.
fn awake() -> Vec<Strategy> {
    let rows = vec![
        Strategy::new(
            "poll",
            "Polls",
            "src/idle/polling.rs",
            Arrivals::prepare,
            |arrivals| arrivals.run(polling::receive),
        ),
        Strategy::new("yield", "yield_now", YIELDING, Arrivals::prepare, |arrivals| {
            arrivals.run(yielding::receive)
        }),
        Strategy::new("spin", "Spins", SPINNING, Arrivals::prepare, |arrivals| {
            arrivals.run(spinning::receive)
        }),
    ];
    rows.into_iter().map(|row| row.in_group("Looks again and again")).collect()
}

/// The same with the producer and the waiter on one core.
fn on_one_core() -> Vec<Strategy> {
    let rows = vec![
        Strategy::new(
            "recv-one-core",
            "recv, one core",
            BLOCKING,
            Arrivals::on_one_core,
            |arrivals| arrivals.run(blocking::receive),
        ),
        Strategy::new(
            "yield-one-core",
            "yield_now, one core",
            YIELDING,
            Arrivals::on_one_core,
            |arrivals| arrivals.run(yielding::receive),
        ),
        Strategy::new(
            "spin-one-core",
            "Spins, one core",
            SPINNING,
            Arrivals::on_one_core,
            |arrivals| arrivals.run(spinning::receive),
        ),
    ];
    rows.into_iter().map(|row| row.in_group("One core for both")).collect()
}
