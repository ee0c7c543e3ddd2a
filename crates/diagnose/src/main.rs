//! `cargo run --release -p diagnose -- --help`

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    diagnose::run(&diagnose::command().get_matches()).unwrap_or_else(|error| {
        // `eprintln!` panics where nobody reads.
        let _ = writeln!(std::io::stderr(), "error: {error:#}");
        ExitCode::FAILURE
    })
}
