//! `cargo run --release -p past-one-machine -- --help`

use std::process::ExitCode;

fn main() -> ExitCode {
    chapter::main(&past_one_machine::chapter())
}
