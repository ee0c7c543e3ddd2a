//! How large a connection pool? Its places swept over databases that wait and that
//! compute, a pool that loses patience, and one whose connections are held too long.
//!
//! - `database`: what there are connections to, and how the pool makes them
//! - `http`: a connection to the origin
//! - `workload`: who wants a connection, and what became of it
//! - a file for each way of using one

mod database;
mod held;
mod http;
mod let_go;
mod pooled;
mod workload;

use std::time::Duration;

use anyhow::Result;
use measure::{Experiment, Strategy};
use origin::{limited, service};
use record::{Setting, Settings};

use workload::Workload;

/// The experiment.
pub fn experiment() -> Experiment {
    let mut strategies = sweep();
    strategies.extend(single_pools());
    Experiment {
        name: "places",
        baseline: "waits-1",
        strategies,
        expected_answer: |settings| Ok(Some(settings.count("requests")?)),
        service: service::start,
        slowest,
        preflight: database::preflight,
        ..Experiment::default()
    }
}

/// The setting of a row that is at a place of the sweep, and of one that is not.
const PLACES: [&str; 2] = ["places", "pool"];

/// How many numbers a query of PostgreSQL's counts. It takes longer for each, and what
/// it computes counts as another program's: with more, the machine would not be quiet.
const POSTGRESQL: u64 = 1_500;

fn sweep() -> Vec<Strategy> {
    let row = |family: &str, label: &str, places: u64| {
        let s = if places == 1 { "" } else { "s" };
        Strategy::new(
            format!("{family}-{places}"),
            format!("{label}, {places} place{s}"),
            "src/places/pooled.rs",
            Workload::prepare,
            pooled::query_all,
        )
        .in_group(label.to_owned())
        .with("database", Setting::Text(family.to_owned()))
        .with(PLACES[0], Setting::Count(places))
    };
    let waits = [1, 2, 4, 8, 16, 32].map(|places| {
        row("waits", "A server that waits", places).predicted(littles_law)
    });
    let computes =
        [1, 2, 4, 16].map(|places| row("computes", "SQLite, which computes", places));
    let postgresql = [1, 2, 4, 16].map(|places| {
        row("postgresql", "PostgreSQL", places)
            .with("numbers", Setting::Count(POSTGRESQL))
            .wanted_if(|settings| {
                database::url(settings).is_ok_and(|url| url.is_some())
            })
    });
    waits.into_iter().chain(computes).chain(postgresql).collect()
}

/// Pools of one size each, before the server that waits.
fn single_pools() -> Vec<Strategy> {
    let row = |key, label, source, places, run| {
        Strategy::new(key, label, source, Workload::prepare, run)
            .in_group("The server that waits, in other ways")
            .with("database", Setting::Text("waits".to_owned()))
            .with(PLACES[1], Setting::Count(places))
    };
    vec![
        row(
            "impatient",
            "Short time-out, 2 places",
            "src/places/pooled.rs",
            2,
            pooled::query_all,
        )
        .with("patient", Setting::Text("no".to_owned())),
        row(
            "held",
            "Call while it holds one of 4",
            "src/places/held.rs",
            4,
            held::query_all,
        ),
        row(
            "let-go",
            "Call before it takes one of 4",
            "src/places/let_go.rs",
            4,
            let_go::query_all,
        ),
    ]
}

// ANCHOR: law
/// Little's law: the places in use are the throughput times the time that each
/// request holds one. All are in use, up to what the server does at a time.
fn littles_law(settings: &Settings) -> Result<Option<Duration>> {
    let at_once = settings.count("places")?.min(limited::CAPACITY as u64);
    let turns = settings.count("requests")?.div_ceil(at_once);
    Ok(Some(settings.duration("latency")? * u32::try_from(turns)?))
}
// ANCHOR_END: law

/// One place, and every request one after another.
fn slowest(settings: &Settings) -> Result<Option<Duration>> {
    let requests = u32::try_from(settings.count("requests")?)?;
    Ok(Some(settings.duration("latency")?.saturating_mul(requests)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_beyond_what_the_server_does_at_a_time_promise_nothing() {
        let predicted = |places| {
            let settings = Settings::from_iter([
                ("requests".to_owned(), Setting::Count(64)),
                ("places".to_owned(), Setting::Count(places)),
                ("latency".to_owned(), Setting::DurationNs(1_000_000)),
            ]);
            littles_law(&settings).expect("complete").expect("known").as_millis()
        };
        assert_eq!([1, 4, 8, 32].map(predicted), [64, 16, 8, 8]);
    }
}
