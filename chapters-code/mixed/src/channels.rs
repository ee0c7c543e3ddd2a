//! Which channel? Small messages from thread to thread or from task to task, by the kind
//! of channel and by how many messages it holds.

mod batches;
mod crossbeam;
pub(crate) mod place;
mod stream;
mod task_batches;
mod tasks;
mod to_main;
mod unbounded;
mod with_std;

use std::time::Instant;

use anyhow::Result;
use measure::counters::Counters;
use measure::{Answer, Experiment, IntoAnswer, Strategy};
use record::Setting;

use stream::{Stream, Tasks};

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "channels",
        baseline: "std-1000",
        strategies: strategies(),
        expected_answer: |_| Ok(Some(RIGHT)),
        ..Experiment::default()
    }
}

/// How many messages the channels of a sweep hold. One that holds none is a rendezvous.
const BOUNDS: [u64; 6] = [0, 1, 10, 100, 1_000, 10_000];

const STD: &str = "src/channels/with_std.rs";
const CROSSBEAM: &str = "src/channels/crossbeam.rs";
const TASKS: &str = "src/channels/tasks.rs";

fn strategies() -> Vec<Strategy> {
    let threads = |row: fn(u64) -> Strategy| BOUNDS.into_iter().map(row);
    // Tokio has no rendezvous.
    let tasks = |row: fn(u64) -> Strategy| BOUNDS.into_iter().skip(1).map(row);
    let mut rows = Vec::new();
    rows.extend(threads(with_std));
    rows.extend(threads(with_std_on_one_core));
    rows.extend(threads(with_crossbeam));
    rows.extend(tasks(tasks_on_one_thread));
    rows.extend(tasks(tasks_on_threads));
    rows.extend(not_swept());
    rows
}

fn with_std(bound: u64) -> Strategy {
    let run = |stream: &Stream| timed(stream, with_std::sum);
    let row = Strategy::new(
        format!("std-{bound}"),
        format!("std on two cores, bound {bound}"),
        STD,
        Stream::prepare,
        run,
    );
    swept(row, "std, two cores", bound)
}

fn with_std_on_one_core(bound: u64) -> Strategy {
    let run = |stream: &Stream| timed(stream, with_std::sum);
    let row = Strategy::new(
        format!("one-core-{bound}"),
        format!("std on one core, bound {bound}"),
        STD,
        Stream::on_one_core,
        run,
    );
    swept(row, "std, one core", bound)
}

fn with_crossbeam(bound: u64) -> Strategy {
    let run = |stream: &Stream| timed(stream, crossbeam::sum);
    let row = Strategy::new(
        format!("crossbeam-{bound}"),
        format!("crossbeam, bound {bound}"),
        CROSSBEAM,
        Stream::for_spinning,
        run,
    );
    swept(row, "crossbeam", bound)
}

fn tasks_on_one_thread(bound: u64) -> Strategy {
    let run = |tasks: &Tasks| timed(&tasks.stream, |_| tasks::sum(tasks));
    let row = Strategy::new(
        format!("tasks-{bound}"),
        format!("Tokio on one thread, bound {bound}"),
        TASKS,
        Tasks::on_one_thread,
        run,
    );
    swept(row, "Tokio, one thread", bound)
}

fn tasks_on_threads(bound: u64) -> Strategy {
    let run = |tasks: &Tasks| timed(&tasks.stream, |_| tasks::sum(tasks));
    let row = Strategy::new(
        format!("tasks-threads-{bound}"),
        format!("Tokio on threads, bound {bound}"),
        TASKS,
        Tasks::on_threads,
        run,
    );
    swept(row, "Tokio, threads", bound)
}

fn swept(row: Strategy, series: &'static str, bound: u64) -> Strategy {
    row.in_group(series).with("bound", Setting::Count(bound))
}

/// The rows whose bound, if they have one, is the experiment's.
fn not_swept() -> Vec<Strategy> {
    let unbounded = "src/channels/unbounded.rs";
    vec![
        Strategy::new(
            "std-unbounded",
            "std, unbounded",
            unbounded,
            Stream::prepare,
            |stream| timed(stream, unbounded::sum),
        ),
        Strategy::new(
            "batches",
            "std, in batches",
            "src/channels/batches.rs",
            Stream::of_batches,
            |stream| timed(stream, batches::sum),
        ),
        Strategy::new(
            "task-batches",
            "Tokio on one thread, in batches",
            "src/channels/task_batches.rs",
            Tasks::of_batches,
            |tasks| timed(&tasks.stream, |_| task_batches::sum(tasks)),
        ),
        Strategy::new(
            "std-several",
            "std, several producers",
            STD,
            Stream::of_several,
            |stream| timed(stream, with_std::sum),
        ),
        Strategy::new(
            "crossbeam-several",
            "crossbeam, several producers",
            CROSSBEAM,
            Stream::of_several,
            |stream| timed(stream, crossbeam::sum),
        ),
        Strategy::new(
            "tasks-to-main",
            "Tokio, received in main, bound 1",
            "src/channels/to_main.rs",
            Tasks::one_by_one,
            |tasks| timed(&tasks.stream, |_| to_main::sum(tasks)),
        ),
    ]
}

/// The answer of a row whose consumer found the sum of what was sent: how much that is
/// depends on the row.
const RIGHT: u64 = 1;

/// Whether the sum is right, with how many messages there were, how many a second, and how
/// often the kernel switched for a thousand of them.
fn timed<A: IntoAnswer>(
    stream: &Stream,
    sum: impl FnOnce(&Stream) -> A,
) -> Result<Answer> {
    let before = Counters::now()?;
    let clock = Instant::now();
    let found = sum(stream).into_answer()?.value;
    let seconds = clock.elapsed().as_secs_f64();
    let counted = Counters::now()?.since(before);
    let messages = stream.messages();
    let switches = counted.voluntary_switches + counted.involuntary_switches;
    let right = if found == stream::sum_of(messages) { RIGHT } else { 0 };
    Ok(Answer::from(right)
        .with("messages", messages)
        .with("per_second", (messages as f64 / seconds) as u64)
        .with("switches", switches * 1_000 / messages))
}

#[cfg(test)]
mod tests {
    use std::thread;

    use record::Settings;

    use super::*;

    fn settings(bound: u64) -> Settings {
        let counts =
            [("messages", 2_000), ("task-messages", 9), ("producers", 3), ("batch", 7)];
        let counts = counts.into_iter().chain([("bound", bound)]);
        counts.map(|(name, count)| (name.to_owned(), Setting::Count(count))).collect()
    }

    #[test]
    fn a_channel_that_holds_little_is_sent_fewer_messages() {
        let messages = |bound| {
            // On a thread of its own: it keeps to a core from now on.
            let prepare = move || Stream::prepare(&settings(bound)).expect("complete");
            thread::spawn(prepare).join().expect("it ended").messages()
        };
        assert_eq!([0, 1, 999, 10_000].map(messages), [2, 4, 2_000, 2_000]);
    }

    #[test]
    fn several_producers_share_the_numbers() {
        let found = || {
            let stream = Stream::of_several(&settings(5)).expect("complete");
            assert_eq!(stream.producers().count(), 3);
            let sums = [with_std::sum, unbounded::sum, crossbeam::sum, batches::sum];
            (stream.messages(), sums.map(|sum| sum(&stream)))
        };
        let (messages, sums) = thread::spawn(found).join().expect("it ended");
        assert_eq!(sums, [stream::sum_of(messages); 4]);
    }
}
