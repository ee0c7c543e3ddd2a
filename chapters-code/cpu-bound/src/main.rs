//! `cargo run --release -p cpu-bound -- --help`

use std::process::ExitCode;

fn main() -> ExitCode {
    chapter::main(&cpu_bound::chapter())
}
