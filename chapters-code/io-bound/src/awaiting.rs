//! Await in a loop: what an async program has in flight, by how it awaits its requests.

mod chunks;
mod in_order;
mod joined;
mod looped;
mod made_first;
mod requests;
mod spawned;
mod unordered;

use measure::{Experiment, Strategy};
use origin::service;

use crate::workload;
use requests::Requests;

/// The experiment.
pub fn experiment() -> Experiment {
    Experiment {
        name: "awaiting",
        baseline: "loop",
        strategies: strategies(),
        expected_answer: workload::expected_answer,
        ideal: requests::longest,
        service: service::start_at_once,
        slowest: requests::slowest,
        preflight: workload::preflight,
    }
}

fn strategies() -> Vec<Strategy> {
    let (all, limited) = ("As many as there are", "Some at a time");
    let one = "One at a time";
    vec![
        Strategy::new(
            "loop",
            "Await in a loop",
            "src/awaiting/looped.rs",
            Requests::prepare,
            |requests| requests.run(looped::fetch_all),
        )
        .in_group(one),
        Strategy::new(
            "made-first",
            "Made first, awaited in a loop",
            "src/awaiting/made_first.rs",
            Requests::prepare,
            |requests| requests.run(made_first::fetch_all),
        )
        .in_group(one),
        Strategy::new(
            "join",
            "Joined",
            "src/awaiting/joined.rs",
            Requests::prepare,
            |requests| requests.run(joined::fetch_all),
        )
        .in_group(all),
        Strategy::new(
            "spawn",
            "Spawned",
            "src/awaiting/spawned.rs",
            Requests::prepare,
            |requests| requests.run(spawned::fetch_all),
        )
        .in_group(all),
        Strategy::new(
            "chunks",
            "Joined in chunks",
            "src/awaiting/chunks.rs",
            Requests::prepare,
            |requests| requests.run(chunks::fetch_all),
        )
        .in_group(limited),
        Strategy::new(
            "in-order",
            "Buffered, in order",
            "src/awaiting/in_order.rs",
            Requests::prepare,
            |requests| requests.run(in_order::fetch_all),
        )
        .in_group(limited),
        Strategy::new(
            "unordered",
            "Buffered, unordered",
            "src/awaiting/unordered.rs",
            Requests::prepare,
            |requests| requests.run(unordered::fetch_all),
        )
        .in_group(limited),
        Strategy::new(
            "join-computing",
            "Joined, each computes",
            "src/awaiting/joined.rs",
            Requests::prepare_computing,
            |requests| requests.run(joined::fetch_all),
        )
        .in_group(all),
        Strategy::new(
            "spawn-computing",
            "Spawned, each computes",
            "src/awaiting/spawned.rs",
            Requests::prepare_computing,
            |requests| requests.run(spawned::fetch_all),
        )
        .in_group(all),
    ]
}
