//! `cargo xtask serve`: from a fresh clone to an open book.

use std::env;

use anyhow::Result;

use crate::shell::{self, cargo};

pub(crate) fn serve(arguments: &[String]) -> Result<()> {
    // Cargo's own progress is shown where there is much to compile, and nothing at all
    // where there is not.
    let is_built = shell::beside_us("book").is_ok_and(|book| book.is_file());
    if !is_built {
        eprintln!(
            "Compiling the server of the book. That takes some minutes, once; then it opens with \
             recorded numbers, and yours replace them one after another."
        );
    }
    let mut book = cargo(["run", "--package", "book"]);
    if is_built {
        book.arg("--quiet");
    }
    book.args(["--", "serve"]).args(arguments);
    // On a machine without a screen the address that it prints has to do.
    let has_screen = !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some());
    let opens = |argument: &String| argument == "--open" || argument == "-o";
    if has_screen && !arguments.iter().any(opens) {
        book.arg("--open");
    }
    shell::become_it(&mut book)
}
