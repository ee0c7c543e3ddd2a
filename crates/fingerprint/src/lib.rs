//! What an experiment's numbers depend on.
//!
//! Each experiment has a [`Manifest`]: the files that its rows reach, the libraries
//! that those files use, the settings that decide what is sampled, and the release
//! profile, each with a short hash. A chapter's `build.rs` calls [`emit`] to embed
//! the manifests of the code that was compiled. Whoever shows a record computes
//! them again from the sources, without a compiler, and [`differences`] names what
//! has changed since.
//!
//! A file is hashed by its tokens, so that a comment, a doc, a test or `cargo fmt`
//! changes nothing. Which files are reached is decided by name, not by type: where
//! a name may mean several things all of them are taken, and where it cannot be
//! decided at all the whole crate is. No manifest holds a date or a path of this
//! machine: the same sources have the same manifest everywhere.
//!
//! # Layout
//!
//! In the order in which a manifest is made:
//!
//! - `workspace`: the members and what each depends on, from the `Cargo.toml`s
//! - `modules`: the files of a crate as a tree of modules
//! - `items`: a file without its tests and modules, item by item
//! - `tokens`: what is hashed of those
//! - `names`: the paths, imports and macros that tokens name
//! - `resolve`: the files and libraries that those names mean
//! - `closure`: all files that an experiment reaches
//! - `libraries`: versions and features of the libraries that those files use
//! - `manifest`: all together
//! - `emit`, `differences`: the two uses

mod closure;
mod differences;
mod emit;
mod items;
mod libraries;
mod manifest;
mod modules;
mod names;
mod resolve;
mod tokens;
mod workspace;

pub use differences::differences;
pub use emit::emit;
pub use manifest::Manifest;
pub use workspace::Workspace;
