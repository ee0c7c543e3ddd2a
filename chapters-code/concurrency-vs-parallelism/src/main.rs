//! `cargo run --release -p concurrency-vs-parallelism -- --help`

use std::process::ExitCode;

fn main() -> ExitCode {
    chapter::main(&concurrency_vs_parallelism::chapter())
}
