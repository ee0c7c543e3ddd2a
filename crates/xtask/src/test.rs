//! `cargo xtask test`: everything that is checked.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

use crate::shell::{self, cargo};
use crate::tools;

/// Where the book with the recorded machine's numbers is built.
const RECORDED: &str = "target/book-recorded";

pub(crate) fn test() -> Result<()> {
    // First what may have to be installed: better to fail now than in minutes.
    let browser = tools::browser()?;
    let mdbook = tools::mdbook()?;

    let before = git_status()?;
    step("format", &mut cargo(["fmt", "--all", "--check"]), "`cargo fmt` mends it")?;
    step(
        "lints",
        &mut cargo([
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ]),
        "see above",
    )?;
    step(
        "documentation",
        cargo(["doc", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "--deny warnings"),
        "see above",
    )?;
    step("tests", &mut cargo(["test", "--workspace"]), "see above")?;

    let build = || {
        let mut build = Command::new(&mdbook);
        build.arg("build").env_remove("BOOK_MEASURE");
        build
    };
    step("the book, measured here", &mut build(), "see above")?;
    step(
        "the book, as published",
        build().env("BOOK_MEASURE", "never").args(["--dest-dir", RECORDED]),
        "see above",
    )?;
    println!("\n== the book again: nothing may be measured twice");
    let again = build().output().context("cannot run mdBook")?;
    let said = String::from_utf8_lossy(&again.stderr);
    ensure!(again.status.success(), "building the book again failed:\n{said}");
    ensure!(
        !said.contains("round 1"),
        "building the book again measured again:\n{said}"
    );

    let after = git_status()?;
    ensure!(after == before, "the builds changed what git sees:\n{after}");

    step(
        "pages",
        cargo(["test", "--package", "pages", "--", "--ignored"])
            .env("CHROME", browser)
            .env("BOOK_HTML", std::path::absolute("target/book")?)
            .env("BOOK_HTML_RECORDED", std::path::absolute(RECORDED)?),
        "see above",
    )?;
    println!("\nAll is well.");
    Ok(())
}

fn step(name: &str, command: &mut Command, remedy: &str) -> Result<()> {
    println!("\n== {name}");
    let began = Instant::now();
    shell::run(command).with_context(|| format!("{name}: {remedy}"))?;
    println!("   {name}: {} s", began.elapsed().as_secs());
    Ok(())
}

fn git_status() -> Result<String> {
    shell::output(Command::new("git").args(["status", "--porcelain"]))
}
