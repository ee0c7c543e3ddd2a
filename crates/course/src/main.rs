//! `cargo xtask exercises`.

use std::process::ExitCode;

fn main() -> ExitCode {
    course::cli::main()
}
