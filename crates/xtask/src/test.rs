//! `cargo xtask test`: everything that is checked.

use std::env;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};

use crate::shell::{self, cargo};
use crate::tools;

/// Where the book with the recorded machine's numbers is built.
pub(crate) const RECORDED: &str = "target/book-recorded";

/// Tells the tests of the pages where that is.
pub(crate) const BOOK_HTML_RECORDED: &str = "BOOK_HTML_RECORDED";

/// Features are united over what is compiled together. So that no library is compiled
/// twice, each step below compiles the same: the whole workspace.
const ALL: &str = "--workspace";

pub(crate) fn test() -> Result<()> {
    // First what may be missing: better to fail now than in minutes.
    let browser = tools::browser()?;
    let began = Instant::now();
    let before = git_status()?;

    step("format", &mut cargo(["fmt", "--all", "--check"]), "`cargo fmt` mends it")?;
    let mut lints = cargo(["clippy", ALL, "--all-targets"]);
    step("lints", lints.args(["--", "--deny", "warnings"]), SEE_ABOVE)?;
    let mut docs = cargo(["doc", ALL, "--no-deps"]);
    step("documentation", docs.env("RUSTDOCFLAGS", "--deny warnings"), SEE_ABOVE)?;
    step("tests", &mut cargo(["test", ALL]), SEE_ABOVE)?;

    // `cargo test` has built it, with the features of the workspace.
    step("the book's program", &mut cargo(["build", ALL, "--bin", "book"]), SEE_ABOVE)?;
    let book = shell::beside_us("book")?;
    let build = || {
        let mut build = Command::new(&book);
        build.arg("build").env_remove("BOOK_MEASURE");
        build
    };
    step("the book, measured here", &mut build(), SEE_ABOVE)?;
    let mut published = build();
    published.env("BOOK_MEASURE", "never").args(["--dest-dir", RECORDED]);
    step("the book, as published", &mut published, SEE_ABOVE)?;
    again(&mut build())?;
    plain_mdbook()?;

    let after = git_status()?;
    ensure!(after == before, "the builds changed what git sees:\n{after}");

    let mut pages = cargo(["test", ALL, "--test", "browser", "--test", "links"]);
    pages.args(["--test", "snapshot", "--", "--ignored"]);
    pages.env("CHROME", browser).env("BOOK_HTML", std::path::absolute("target/book")?);
    pages.env(BOOK_HTML_RECORDED, std::path::absolute(RECORDED)?);
    let remedy = "see above; where a snapshot's change is meant, `cargo xtask accept` accepts it";
    step("pages", &mut pages, remedy)?;
    println!("\nAll is well, after {} s.", began.elapsed().as_secs());
    Ok(())
}

const SEE_ABOVE: &str = "see above";

fn step(name: &str, command: &mut Command, remedy: &str) -> Result<()> {
    println!("\n== {name}");
    let began = Instant::now();
    shell::run(command).with_context(|| format!("{name}: {remedy}"))?;
    println!("   {name}: {} s", began.elapsed().as_secs());
    Ok(())
}

/// Builds the book again: nothing may be measured twice, nor Cargo be run.
fn again(build: &mut Command) -> Result<()> {
    println!("\n== the book again: nothing may be compiled or measured twice");
    let without_cargo = env::temp_dir().join("there-is-no-cargo-here");
    let again = build
        .env("CARGO", without_cargo)
        .output()
        .context("cannot run the book's program")?;
    let stderr = String::from_utf8_lossy(&again.stderr);
    ensure!(again.status.success(), "building the book again failed:\n{stderr}");
    ensure!(
        !stderr.contains("round 1"),
        "building the book again measured again:\n{stderr}"
    );
    Ok(())
}

/// The book as an installed mdBook builds it, with this program as its preprocessor.
fn plain_mdbook() -> Result<()> {
    let Some(mdbook) = tools::mdbook() else {
        if env::var_os("CI").is_some() {
            bail!(
                "the book has to build with plain mdBook 0.5, and there is none on PATH: \
                 `cargo install mdbook` installs it"
            );
        }
        println!("\n== plain mdBook: skipped, there is no mdBook 0.5 on PATH");
        return Ok(());
    };
    let folder = Path::new("target/book-plain");
    let mut plain = Command::new(mdbook);
    plain.arg("build").arg("--dest-dir").arg(folder).env("BOOK_MEASURE", "never");
    step("plain mdBook", &mut plain, SEE_ABOVE)?;
    ensure!(folder.join("introduction.html").is_file(), "plain mdBook wrote no pages");
    Ok(())
}

fn git_status() -> Result<String> {
    shell::output(Command::new("git").args(["status", "--porcelain"]))
}
