//! From a clone to the first page, and to all of one's own numbers.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result};

use super::served::Served;
use super::table::Table;
use crate::shell::{self, cargo};

/// Clones this repository as it is committed, and serves the clone.
pub(super) fn clone(table: &mut Table) -> Result<()> {
    let folder = Path::new("target/bench-edits/clone");
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    eprintln!("Cloning, compiling and measuring from nothing: this takes minutes.");
    let began = Instant::now();
    shell::run(Command::new("git").args(["clone", "--quiet", "."]).arg(folder))?;
    let mut serve = cargo(["xtask", "serve", "--port", "0"]);
    serve.current_dir(folder).env_remove("CARGO_TARGET_DIR").env_remove("BOOK_MEASURE");
    // No browser: what it takes to start is not the book's.
    serve.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    let mut served = Served::start(&mut serve)?;
    served.open("introduction.html")?;
    table.add("clone to the first page", vec![began.elapsed()], Some(120.0));
    loop {
        let status = served.event("status")?;
        let status: serde_json::Value =
            serde_json::from_str(&status).context("a status that is no JSON")?;
        let [done, total] = ["done", "total"].map(|key| status[key].as_u64());
        if status["phase"] == "idle" && total > Some(0) && done == total {
            break;
        }
    }
    table.add("clone to all of one's own numbers", vec![began.elapsed()], Some(330.0));
    drop(served);
    Ok(std::fs::remove_dir_all(folder)?)
}
