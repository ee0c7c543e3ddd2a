//! The command `book`: see `book --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match book::cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
