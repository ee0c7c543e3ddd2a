//! Bounded or unbounded? A fast producer, a slow consumer, and what is between them:
//! memory, and the age of the messages.

mod bounded;
mod dropping;
mod flow;
mod two_consumers;
mod unbounded;

use measure::{Experiment, Strategy};
use record::Setting;

use flow::Flow;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "backpressure",
        baseline: "small",
        strategies: strategies(),
        expected_answer: |settings| Ok(Some(settings.count("messages")?)),
        ..Experiment::default()
    }
}

fn strategies() -> Vec<Strategy> {
    let bounded = "src/backpressure/bounded.rs";
    let small = |row: Strategy| row.with("bound", Setting::Count(4));
    vec![
        Strategy::new(
            "unbounded",
            "Unbounded",
            "src/backpressure/unbounded.rs",
            Flow::prepare,
            |flow| flow.run(unbounded::take_all),
        ),
        Strategy::new("large", "Large bound", bounded, Flow::prepare, |flow| {
            flow.run(bounded::take_all)
        })
        .with("bound", Setting::Count(100)),
        small(Strategy::new("small", "Small bound", bounded, Flow::prepare, |flow| {
            flow.run(bounded::take_all)
        })),
        small(Strategy::new(
            "dropping",
            "Small bound, drops",
            "src/backpressure/dropping.rs",
            Flow::prepare,
            |flow| flow.run(dropping::take_some),
        )),
        small(Strategy::new(
            "two-consumers",
            "Small bound, two consumers",
            "src/backpressure/two_consumers.rs",
            Flow::prepare,
            |flow| flow.run(two_consumers::take_all),
        )),
    ]
}
