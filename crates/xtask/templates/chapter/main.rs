//! `cargo run --release -p {{chapter}} -- --help`

use std::process::ExitCode;

fn main() -> ExitCode {
    chapter::main(&{{module}}::chapter())
}
