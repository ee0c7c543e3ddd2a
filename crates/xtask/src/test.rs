//! `cargo xtask test`: everything that is checked.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

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
    plain_mdbook(&book)?;

    let after = git_status()?;
    ensure!(after == before, "the builds changed what git sees:\n{after}");

    // Those of the built book, and those of a page that is served.
    let mut pages = cargo(["test", ALL, "--test", "browser", "--test", "links"]);
    pages.args(["--test", "snapshot", "--test", "serve", "--", "--ignored"]);
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

/// The book as plain mdBook builds it: the one that is installed or, failing that, its
/// library. The preprocessor is the one that is built already: by itself mdBook would
/// let Cargo compile it anew, with the features that it has alone.
fn plain_mdbook(book: &Path) -> Result<()> {
    let folder = Path::new("target/book-plain");
    let mut plain = match tools::mdbook() {
        Some(mdbook) => Command::new(mdbook),
        None => Command::new(book.with_file_name("examples/plain-mdbook")),
    };
    plain
        .arg("build")
        .env("BOOK_MEASURE", "never")
        .env("MDBOOK_BUILD__BUILD_DIR", folder);
    let preprocessor = format!("'{}' preprocess", book.display());
    plain.env("MDBOOK_PREPROCESSOR__CHAPTERS__COMMAND", preprocessor);
    step("plain mdBook", &mut plain, SEE_ABOVE)?;
    let [ours, plain] = [Path::new(RECORDED), folder].map(|folder| {
        let page = folder.join("introduction.html");
        fs::read_to_string(&page)
            .with_context(|| format!("there is no {}", page.display()))
    });
    ensure!(
        ours? == plain?,
        "plain mdBook builds other pages than `book build`: compare \
             {RECORDED} and {}",
        folder.display()
    );
    Ok(())
}

fn git_status() -> Result<String> {
    shell::output(Command::new("git").args(["status", "--porcelain"]))
}
