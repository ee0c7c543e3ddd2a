//! What the small parts cost: starting a thread or a task, sending a message,
//! one request over a connection that is open. `cargo bench -p io-bound`.

use std::hint::black_box;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use criterion::{Criterion, criterion_group, criterion_main};
use tokio::runtime::Builder;

fn starting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start and join");
    group.bench_function("thread", |bench| {
        bench.iter(|| thread::spawn(|| black_box(1)).join());
    });
    let runtime = Builder::new_current_thread().build().expect("a runtime");
    group.bench_function("task on one thread", |bench| {
        bench.iter(|| {
            runtime.block_on(async { tokio::spawn(async { black_box(1) }).await })
        });
    });
    let runtime = Builder::new_multi_thread().build().expect("a runtime");
    group.bench_function("task on a thread a core", |bench| {
        bench.iter(|| {
            runtime.block_on(async { tokio::spawn(async { black_box(1) }).await })
        });
    });
    group.bench_function("blocking call handed off", |bench| {
        bench.iter(|| {
            runtime
                .block_on(async { tokio::task::spawn_blocking(|| black_box(1)).await })
        });
    });
    group.finish();
}

fn messages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("message there and back");
    group.bench_function("between threads", |bench| {
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
    let runtime = Builder::new_current_thread().build().expect("a runtime");
    group.bench_function("between tasks on one thread", |bench| {
        let (question, mut questions) = tokio::sync::mpsc::channel::<u64>(1);
        let (answer, mut answers) = tokio::sync::mpsc::channel(1);
        runtime.spawn(async move {
            while let Some(number) = questions.recv().await {
                if answer.send(number).await.is_err() {
                    return;
                }
            }
        });
        bench.iter(|| {
            runtime.block_on(async {
                question.send(1).await.expect("the echo listens");
                answers.recv().await
            })
        });
    });
    group.finish();
}

fn requests(criterion: &mut Criterion) {
    let (_origin, url) = origin();
    let mut group = criterion.benchmark_group("request over an open connection");
    let runtime =
        Builder::new_current_thread().enable_all().build().expect("a runtime");
    let client = reqwest::Client::new();
    group.bench_function("async client", |bench| {
        bench.iter(|| runtime.block_on(io_bound::fetch::fetch(&client, &url)));
    });
    let client = reqwest::blocking::Client::new();
    group.bench_function("async client behind a blocking face", |bench| {
        bench.iter(|| io_bound::fetch::blocking(&client, &url));
    });
    let agent = ureq::Agent::new_with_defaults();
    group.bench_function("blocking client", |bench| {
        bench.iter(|| {
            agent
                .get(&url)
                .call()
                .expect("an answer")
                .body_mut()
                .read_to_vec()
                .expect("a body")
        });
    });
    group.finish();
}

/// The origin without latency, until its handle is dropped and its input closes.
fn origin() -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_io-bound"))
        .args(["helper", origin::service::HELPER, "0"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let mut base = String::new();
    BufReader::new(child.stdout.take().expect("a pipe"))
        .read_line(&mut base)
        .expect("its URL");
    (child, format!("{}/bytes/1000", base.trim()))
}

criterion_group!(parts, starting, messages, requests);
criterion_main!(parts);
