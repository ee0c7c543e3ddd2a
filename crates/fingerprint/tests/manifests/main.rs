//! The manifests of a small workspace, and what edits to it make of them.

mod build;
mod errors;
mod reach;
mod unchanged;
mod workspace;
