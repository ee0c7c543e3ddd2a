//! `cargo xtask serve`: from a fresh machine to an open book.

use std::env;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::{shell, tools};

pub(crate) fn serve(arguments: &[&str]) -> Result<()> {
    ensure!(
        env::var("BOOK_MEASURE").as_deref() != Ok("always"),
        "BOOK_MEASURE=always measures at each build, and each measurement makes `serve` build \
         again, without end; use it with `mdbook build`"
    );
    let mut mdbook = Command::new(tools::mdbook()?);
    mdbook.arg("serve").args(arguments);
    // On a machine without a screen the address that mdBook prints has to do.
    let has_screen = !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some());
    if has_screen && !arguments.contains(&"--open") {
        mdbook.arg("--open");
    }
    shell::run(&mut mdbook)
}
