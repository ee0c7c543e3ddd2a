//! `cargo run --release -p coming-from-python -- --help`

use std::process::ExitCode;

fn main() -> ExitCode {
    chapter::main(&coming_from_python::chapter())
}
