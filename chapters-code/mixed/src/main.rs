//! `cargo run --release -p mixed -- --help`

use std::process::ExitCode;

fn main() -> ExitCode {
    chapter::main(&mixed::chapter())
}
