//! What the harness itself adds to the time of a strategy: the wall time that
//! it reports for work that does nothing, and the whole cost of taking it.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use measure::sample;

fn overhead(criterion: &mut Criterion) {
    let nothing = || {
        sample::time(Box::new(|| Ok(black_box(42).into())))
            .expect("counters are readable")
    };
    criterion.bench_function("time reported for doing nothing", |bench| {
        bench.iter_custom(|samples| {
            (0..samples).map(|_| Duration::from_nanos(nothing().wall_ns)).sum()
        });
    });
    criterion.bench_function("clock and counters around nothing", |bench| {
        bench.iter(nothing);
    });
}

criterion_group!(benches, overhead);
criterion_main!(benches);
