//! `cargo run --release -p io-bound -- --help`

use std::process::ExitCode;

fn main() -> ExitCode {
    chapter::main(&io_bound::chapter())
}
