//! How long a task should take on many hosts, from what its parts cost on one or two.

use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;

// ANCHOR: costs
/// What was measured on one or two workers, in nanoseconds.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    /// Some of the pieces, each by itself: not all take as long.
    pub pieces: Vec<f64>,
    /// To pass a record from one operator to the next.
    pub pass: f64,
    /// To send a record to another host and receive it there, in addition.
    pub send: f64,
    /// To agree with one other host on what is still under way.
    pub peer: f64,
    /// A message there and back, for which somebody waits.
    pub trip: f64,
}

/// What there is to do.
pub struct Task {
    /// The pieces of all hosts.
    pub pieces: u64,
    /// How many records a host with so many pieces passes on.
    pub records: Box<dyn Fn(u64) -> f64>,
    /// How many come together on the first host in the end.
    pub gathered: f64,
}
// ANCHOR_END: costs

// ANCHOR: listing
/// When the last of these hosts has its part, and the first the answer, in nanoseconds.
pub fn simulate(costs: &Costs, task: &Task, hosts: u64) -> f64 {
    let mut random = Pcg64Mcg::seed_from_u64(hosts);
    let others = (hosts - 1) as f64;
    let record = costs.pass + costs.send * others / hosts as f64; // of n, one stays
    let mut part = |host: u64| {
        let pieces = (task.pieces + hosts - 1 - host) / hosts;
        let one_of_them = |_| costs.pieces[random.random_range(0..costs.pieces.len())];
        (0..pieces).map(one_of_them).sum::<f64>() + (task.records)(pieces) * record
    };
    let slowest = (0..hosts).map(&mut part).fold(0.0, f64::max);
    let waits = if hosts > 1 { costs.trip } else { 0.0 };
    slowest + others * costs.peer + task.gathered * record + waits
}
// ANCHOR_END: listing

#[cfg(test)]
mod tests {
    use super::*;

    fn task(records: f64) -> Task {
        let records = Box::new(move |pieces| records * pieces as f64);
        Task { pieces: 100, records, gathered: 0.0 }
    }

    fn times<const N: usize>(costs: &Costs, task: &Task, hosts: [u64; N]) -> [u64; N] {
        hosts.map(|hosts| simulate(costs, task, hosts).round() as u64)
    }

    #[test]
    fn work_alone_is_divided_as_long_as_there_are_pieces() {
        let costs = Costs { pieces: vec![10.0], ..Costs::default() };
        let times = times(&costs, &task(0.0), [1, 2, 3, 100, 1000]);
        assert_eq!(times, [1000, 500, 340, 10, 10]);
    }

    #[test]
    fn of_records_the_part_that_leaves_grows_to_all() {
        let costs =
            Costs { pieces: vec![0.0], pass: 1.0, send: 100.0, ..Costs::default() };
        assert_eq!(times(&costs, &task(1.0), [1, 2, 100]), [100, 2550, 100]);
    }

    #[test]
    fn each_other_host_costs_and_the_end_waits_once() {
        let costs =
            Costs { pieces: vec![0.0], peer: 2.0, trip: 5.0, ..Costs::default() };
        assert_eq!(times(&costs, &task(0.0), [1, 2, 11]), [0, 7, 25]);
    }

    #[test]
    fn with_many_hosts_the_slowest_piece_decides() {
        let mut pieces = vec![1.0; 99];
        pieces.push(50.0);
        let costs = Costs { pieces, ..Costs::default() };
        let work = Task { pieces: 1000, ..task(0.0) };
        let [alone, many] = times(&costs, &work, [1, 1000]);
        assert_eq!(many, 50);
        assert!((1000..3000).contains(&alone), "{alone}");
    }
}
