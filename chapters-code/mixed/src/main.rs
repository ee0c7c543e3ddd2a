//! `cargo run --release -p mixed -- --help`

use std::process::ExitCode;

#[allow(unused_imports, clippy::wildcard_imports)]
mod until_files_use_them {
    use crossbeam_channel::*;
    use futures_util::*;
    use host::*;
    use html5ever::*;
    use nix::*;
    use origin::*;
    use parking_lot::*;
    use postgres::*;
    use r2d2::*;
    use rand_pcg::*;
    use rayon::*;
    use record::*;
    use reqwest::*;
    use rusqlite::*;
    use serde_json::*;
    use tempfile::*;
    use tokio::*;
}

fn main() -> ExitCode {
    chapter::main(&mixed::chapter())
}
