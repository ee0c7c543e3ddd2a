//! The pages of this book: what mdBook needs to make them, and a local server that
//! measures while they are read.
//!
//! A page holds directives, such as `<!-- cmdrun io-bound show overview chart -->`.
//! Each is replaced by what its command prints. The directives are those of
//! mdbook-cmdrun, whose library runs the commands; its own binary does not speak
//! mdBook 0.5's protocol. What only reads records is answered in this process, and
//! kept in a cache. What mdbook-cmdrun lets pass, a failing command above all, fails
//! the build here, with file, line, command and standard error.
//!
//! # Layout
//!
//! From a page's text to its numbers:
//!
//! - `includes`: missing files and anchors, which mdBook lets pass
//! - `directives`: where the directives are
//! - `explanations`: which prose belongs to which claims
//! - `expand`: what stands in the place of each
//! - `finish`: what every page gets at last
//! - `numbers`: what the pages need to know of the records
//! - `cache`, `stamp`: what was printed before, and for which files
//! - `command`, `supervise`: a directive's command, under a deadline
//! - `fragments`: the same as HTML, for a page that is open
//! - `preprocessor`: all of these as mdBook's preprocessor
//! - `pages`: mdBook itself, in this process
//!
//! Measuring:
//!
//! - `mode`: what is stale, nothing, or everything
//! - `checkout`, `chapters`: the chapters' crates, and building them
//! - `measure`: before a build
//! - `schedule`: in which order, while the book is read
//! - `child`, `progress`: a process that builds or measures, and how far it is
//!
//! While the book is read:
//!
//! - `watch`, `debounce`: which edits matter, and when they have settled
//! - `worker`: the one thread that renders, builds and measures
//! - `status`: what it is doing, for the strip on the pages
//! - `server`: the pages over HTTP, to this machine and nobody else

mod cache;
mod chapters;
mod checkout;
mod child;
pub mod cli;
mod command;
mod debounce;
mod directives;
mod expand;
mod explanations;
mod finish;
mod fragments;
mod includes;
mod measure;
mod mode;
pub mod numbers;
mod pages;
mod preprocessor;
mod progress;
mod schedule;
pub mod server;
mod stamp;
mod status;
mod supervise;
mod watch;
mod worker;

pub use checkout::Checkout;
pub use mode::Mode;
