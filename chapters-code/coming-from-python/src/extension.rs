//! The functions in Rust that a program in Python may call, where this was built with them:
//! `cargo run --release -p coming-from-python --features pyo3`.

use std::env::{self, consts};
use std::path::PathBuf;

use crate::python::{Extension, Needs};

// Only an interpreter can link it. It is named so that what it consists of, and the version
// of PyO3, belong to what the numbers depend on.
#[cfg(all(doc, feature = "pyo3"))]
use rust_sieve as _;

/// They are of one file for every version of CPython that has the lock.
pub const NEEDS: Needs = Needs {
    extension: Some(Extension { name: "rust_sieve.abi3.so", library }),
    locked: Some(true),
    ..Needs::NOTHING
};

/// The library, if there is one: Cargo puts it beside what it compiles for this program.
fn library() -> Option<PathBuf> {
    if !cfg!(feature = "pyo3") {
        return None;
    }
    let name = format!("{}rust_sieve{}", consts::DLL_PREFIX, consts::DLL_SUFFIX);
    let us = env::current_exe().ok()?;
    let folder = us.parent()?;
    // A program of tests lies there itself.
    let places = [folder.join("deps").join(&name), folder.join(&name)];
    places.into_iter().find(|place| place.is_file())
}
