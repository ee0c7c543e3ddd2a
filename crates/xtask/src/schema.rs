//! `cargo xtask schema`: the records' published format, from the types.

use std::fs;

use anyhow::Result;

use crate::shell::{self, cargo};

pub(crate) fn schema() -> Result<()> {
    let print = ["run", "--quiet", "--package", "record", "--example", "schema"];
    let schema = shell::output(&mut cargo(print))?;
    Ok(fs::write("book/record.schema.json", schema)?)
}
