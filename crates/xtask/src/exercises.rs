//! `cargo xtask exercises`: the program of the crate `course`.

use anyhow::Result;

use crate::shell::{self, cargo};

pub(crate) fn exercises(arguments: &[String]) -> Result<()> {
    let mut course = cargo(["run", "--quiet", "--package", "course", "--"]);
    course.args(arguments);
    shell::become_it(&mut course)
}
