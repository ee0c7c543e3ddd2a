//! `cargo run --release -p cpu-bound -- --help`

use std::process::ExitCode;

#[allow(unused_imports, clippy::wildcard_imports)]
mod until_files_use_them {
    use arc_swap::*;
    use dashmap::*;
    use mimalloc::*;
    use parking_lot::*;
    use tempfile::*;
    use tikv_jemallocator::*;
}

fn main() -> ExitCode {
    chapter::main(&cpu_bound::chapter())
}
