//! `cargo run --release -p recommendations -- --help`

use std::process::ExitCode;

fn main() -> ExitCode {
    recommendations::cli::main()
}
