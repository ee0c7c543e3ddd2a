//! `cargo run --release -p diagnose -- --help`

use std::io::{self, Write as _};
use std::process::ExitCode;

use diagnose::cli;

fn main() -> ExitCode {
    let matches = cli::command().get_matches();
    cli::run(&matches, &mut io::stdout(), &mut io::stderr()).unwrap_or_else(|error| {
        // `eprintln!` panics where nobody reads.
        let _ = writeln!(io::stderr(), "error: {error:#}");
        ExitCode::FAILURE
    })
}
