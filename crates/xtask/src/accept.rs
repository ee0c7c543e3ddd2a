//! `cargo xtask accept`: the pages' snapshots, as the book is now.

use anyhow::Result;

use crate::shell::{self, cargo};
use crate::test::{BOOK_HTML_RECORDED, RECORDED};

pub(crate) fn accept() -> Result<()> {
    // Some pages show what it prints.
    let example = ["build", "--quiet", "--release", "--package", "recommendations"];
    shell::run(&mut cargo(example))?;
    let mut build = cargo(["run", "--quiet", "--package", "book", "--", "build"]);
    shell::run(build.args(["--dest-dir", RECORDED]).env("BOOK_MEASURE", "never"))?;
    let test = ["test", "--quiet", "--package", "pages", "--test", "snapshot"];
    let mut accept = cargo(test);
    accept.args(["--", "--ignored"]).env("INSTA_UPDATE", "always");
    shell::run(accept.env(BOOK_HTML_RECORDED, std::path::absolute(RECORDED)?))?;
    println!("Accepted. See `git diff crates/pages/tests/snapshots`.");
    Ok(())
}
