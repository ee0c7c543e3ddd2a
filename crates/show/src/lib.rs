//! The read side of the book: records and data files as text.
//!
//! A directive of a page and a command in a terminal ask for the same [`parts`] of a
//! record and get the same text. No chapter's program is needed for it.
//!
//! # Layout
//!
//! - [`library`]: the chapters with their experiments, records, and how those stand
//! - [`command`]: the command line of `show`, and its answer
//! - `beside`: another record in the charts of a page
//! - [`view`]: whose records are shown, and in which format
//! - [`shown`]: a record, whose it is, and whether it is out of date
//! - `manifests`: what the sources are now
//! - [`equivalent`]: changes of the harness that were shown to change no number
//! - [`records`]: reading records once
//! - [`parts`]: tables, charts, numbers, verdicts: a file each
//! - [`page`]: tables and marks, for a page or for a terminal
//! - [`pages`]: on which page an experiment is shown, and a listing
//! - [`tunable`]: the settings that a reader may turn

mod beside;
pub mod command;
pub mod equivalent;
pub mod lent;
pub mod library;
mod manifests;
pub mod page;
pub mod pages;
pub mod parts;
pub mod records;
pub mod shown;
pub mod standing;
pub mod tunable;
pub mod view;

pub use library::{ChapterEntry, Library};
pub use shown::Shown;
pub use view::{Format, View};
