//! What the small parts cost: one sieve in each of its forms, starting a thread,
//! a fork in a pool, a message, a lock and an atomic, alone and against another
//! thread. `cargo bench -p cpu-bound`.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Instant;

use cpu_bound::one_core::{bits, half_open, odd_only, one_sieve, reused};
use cpu_bound::strategies::sequential;
use cpu_bound::workload::Workload;
use criterion::{Criterion, criterion_group, criterion_main};

type Step = (&'static str, fn(&Workload) -> u64);

fn sieves(criterion: &mut Criterion) {
    let steps: [Step; 6] = [
        ("naive", sequential::count_all),
        ("reused", reused::count_all),
        ("half-open", half_open::count_all),
        ("odd-only", odd_only::count_all),
        ("bits", bits::count_all),
        ("one-sieve", one_sieve::count_all),
    ];
    let workload = Workload { limits: vec![15_999], workers: 1 };
    let mut group = criterion.benchmark_group("one sieve up to 15999");
    for (name, count_all) in steps {
        group.bench_function(name, |bench| {
            bench.iter(|| count_all(black_box(&workload)));
        });
    }
    group.finish();
}

fn starting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start and join");
    group.bench_function("thread", |bench| {
        bench.iter(|| thread::spawn(|| black_box(1)).join());
    });
    group.bench_function("scoped thread", |bench| {
        bench.iter(|| thread::scope(|scope| scope.spawn(|| black_box(1)).join()));
    });
    group.bench_function("rayon::join from outside the pool", |bench| {
        bench.iter(|| rayon::join(|| black_box(1), || black_box(2)));
    });
    // A fork that nobody has time to steal costs little more than two calls.
    group.bench_function("rayon::join from inside the pool", |bench| {
        bench.iter_custom(|times| {
            rayon::scope(|_| {
                let began = Instant::now();
                for _ in 0..times {
                    black_box(rayon::join(|| black_box(1), || black_box(2)));
                }
                began.elapsed()
            })
        });
    });
    group.bench_function("rayon::scope with one task", |bench| {
        bench.iter(|| {
            rayon::scope(|scope| {
                scope.spawn(|_| {
                    black_box(1);
                });
            });
        });
    });
    group.finish();
}

fn messages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("message");
    group.bench_function("sent and received by one thread", |bench| {
        let (sender, receiver) = mpsc::channel::<u64>();
        bench.iter(|| {
            sender.send(1).expect("the receiver is here");
            receiver.recv()
        });
    });
    group.bench_function("there and back between threads", |bench| {
        let (question, questions) = mpsc::channel::<u64>();
        let (answer, answers) = mpsc::channel();
        let echo = thread::spawn(move || {
            for number in questions {
                if answer.send(number).is_err() {
                    return;
                }
            }
        });
        bench.iter(|| {
            question.send(1).expect("the echo listens");
            answers.recv()
        });
        drop(question);
        echo.join().expect("it did not panic");
    });
    group.finish();
}

fn counters(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("add one to a counter");
    let (locked, atomic) = (Mutex::new(0_u64), AtomicU64::new(0));
    let add_locked = || *locked.lock().expect("nobody panicked") += 1;
    let add_atomic = || atomic.fetch_add(1, Ordering::Relaxed);
    group.bench_function("mutex", |bench| bench.iter(add_locked));
    group.bench_function("atomic", |bench| bench.iter(add_atomic));
    against_another_thread(&add_locked, || {
        group.bench_function("mutex, against another thread", |bench| {
            bench.iter(add_locked);
        });
    });
    against_another_thread(&add_atomic, || {
        group.bench_function("atomic, against another thread", |bench| {
            bench.iter(add_atomic);
        });
    });
    group.finish();
}

/// Does `work` while another thread does nothing but `add`.
fn against_another_thread<T>(add: &(impl Fn() -> T + Sync), work: impl FnOnce()) {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                black_box(add());
            }
        });
        work();
        done.store(true, Ordering::Relaxed);
    });
}

criterion_group!(parts, sieves, starting, messages, counters);
criterion_main!(parts);
