//! What one task that never yields does to the others, and what helps.

pub mod blocking;
pub mod busy;
pub mod handed_off;
pub mod heartbeats;
pub mod in_place;
pub mod offence;
pub mod one_core;
pub mod own_threads;
pub mod schedule;
pub mod separate_pool;
pub mod yielding_loop;

use std::time::Duration;

use anyhow::Result;
use measure::{Answer, Experiment, Strategy};
use origin::service;
use record::Settings;
use tokio::runtime::{Builder, Runtime};

use self::heartbeats::{Heartbeats, Offenders};
use self::schedule::Schedule;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "yielding",
        baseline: "calm",
        strategies: strategies(),
        expected_answer: |settings| Ok(Some(Schedule::of(settings)?.beats_of_all())),
        service: service::start,
        slowest,
        ..Experiment::default()
    }
}

fn one_thread() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

fn thread_a_core() -> Result<Runtime> {
    Ok(Builder::new_multi_thread().enable_all().build()?)
}

fn strategies() -> Vec<Strategy> {
    use Offenders::{Alone, Nobody, OnABeat, OneAThread};
    let row = |group, key, label, file, run| {
        let source = format!("src/yielding/{file}.rs");
        Strategy::new(key, label, source, Heartbeats::prepare, run).in_group(group)
    };
    let one_of = |key, label, file, run| row("One thread", key, label, file, run);
    let many = |key, label, file, run| row("A thread per core", key, label, file, run);
    let cured = |key, label, file, run| row("Cured", key, label, file, run);
    let own = |key, label, file, run| row("A thread per task", key, label, file, run);
    vec![
        one_of("calm", "No offender", "heartbeats", |beats| {
            beats.beside(&one_thread()?, Nobody, blocking::offend).map(called)
        }),
        one_of("blocking", "A blocking call", "blocking", |beats| {
            beats.beside(&one_thread()?, Alone, blocking::offend).map(called)
        }),
        one_of("busy", "A busy loop", "busy", |beats| {
            beats.beside(&one_thread()?, Alone, busy::offend).map(found)
        }),
        many("threads-calm", "No offender, threads", "heartbeats", |beats| {
            beats.beside(&thread_a_core()?, Nobody, blocking::offend).map(called)
        }),
        many("threads-on-a-beat", "A call, on a beat", "blocking", |beats| {
            beats.beside(&thread_a_core()?, OnABeat, blocking::offend).map(called)
        }),
        many("threads-alone", "A call, between beats", "blocking", |beats| {
            beats.beside(&thread_a_core()?, Alone, blocking::offend).map(called)
        }),
        many("threads-busy", "A loop, between beats", "busy", |beats| {
            beats.beside(&thread_a_core()?, Alone, busy::offend).map(found)
        }),
        many("threads-all", "A call on every thread", "blocking", |beats| {
            beats.beside(&thread_a_core()?, OneAThread, blocking::offend).map(called)
        }),
        cured("handed-off", "Call handed off, one thread", "handed_off", |beats| {
            beats.beside(&one_thread()?, Alone, handed_off::offend).map(called)
        }),
        cured("in-place", "Call in place, threads", "in_place", |beats| {
            beats.beside(&thread_a_core()?, Alone, in_place::offend).map(called)
        }),
        cured("yielding", "Loop that yields, one thread", "yielding_loop", |beats| {
            beats.beside(&one_thread()?, Alone, yielding_loop::offend).map(found)
        }),
        cured(
            "separate-pool",
            "Loop on a pool, one thread",
            "separate_pool",
            |beats| {
                beats.beside(&one_thread()?, Alone, separate_pool::offend).map(found)
            },
        ),
        own("own-threads", "A loop, all cores", "own_threads", own_threads::beat_all),
        own("own-threads-one-core", "A loop, one core", "one_core", one_core::beat_all),
    ]
}

/// The answer of a row whose offenders call: what they fetched tells nothing.
fn called((answer, _bytes): (Answer, u64)) -> Answer {
    answer
}

/// The answer of a row whose offender computes, with how far it came.
fn found((answer, primes): (Answer, u64)) -> Answer {
    answer.with("primes", primes)
}

/// The beats take the length; an offender may begin late, and be waited for.
fn slowest(settings: &Settings) -> Result<Option<Duration>> {
    Ok(Some(settings.duration("length")? + settings.duration("latency")?))
}

#[cfg(test)]
mod tests {
    use record::Setting;

    use super::*;

    fn settings(origin: &str) -> Settings {
        let ms = |ms: u64| Setting::DurationNs(ms * 1_000_000);
        let mut settings = Settings::default();
        settings.set("tick", ms(2));
        settings.set("length", ms(20));
        settings.set("latency", ms(5));
        settings.set("slice", Setting::Count(100));
        settings.set("origin", Setting::Text(origin.to_owned()));
        settings
    }

    /// What a row measures, with nobody there to answer a call.
    fn measured(key: &str) -> Result<Answer> {
        // Nobody listens on the first port.
        let settings = settings("http://127.0.0.1:1");
        experiment().strategy(key).expect("a row").prepare(&settings)?()
    }

    #[test]
    fn a_call_that_fails_fails_its_row_on_every_thread_that_it_is_made_on() {
        for key in [
            "blocking",
            "threads-on-a-beat",
            "threads-alone",
            "threads-all",
            "handed-off",
            "in-place",
        ] {
            let failure = measured(key).expect_err("nobody answers");
            assert!(format!("{failure:#}").contains("refused"), "{key}: {failure:#}");
        }
    }

    #[test]
    fn no_beat_is_lost_to_an_offender_and_none_is_early() {
        let mut keys =
            vec!["calm", "busy", "threads-busy", "yielding", "separate-pool"];
        keys.push("own-threads");
        if cfg!(target_os = "linux") {
            keys.push("own-threads-one-core");
        }
        for key in keys {
            let answer = measured(key).expect("it calls nobody");
            assert_eq!(answer.value, 80, "{key}");
            assert!(answer.own["p50_ns"] <= answer.own["max_ns"], "{key}");
        }
    }

    #[test]
    fn a_beat_that_was_held_up_is_as_late_as_it_was_held_up() {
        // The loop begins a millisecond before a beat, and lasts five.
        let answer = measured("busy").expect("it calls nobody");
        assert!(answer.own["max_ns"] >= 3_000_000, "{answer:?}");
        assert!(answer.own["primes"] > 0 && answer.own["offender_ns"] >= 5_000_000);
    }
}
