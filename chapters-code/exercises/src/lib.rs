//! The exercises, and what checks them: by what a program did, not only by its answer.
//!
//! # For a learner
//!
//! `cargo xtask exercises` shows the first exercise that is not done, and checks its file
//! each time that it is saved. What the files may use beside the standard library, Tokio,
//! Rayon and `futures_util`: [`get`] and [`get_async`], which ask a server for a page,
//! and what a task names.
//!
//! # For an author
//!
//! An exercise `some-name` is
//!
//! - `some-name/exercise.toml`: the page that it follows, how long it takes, its hints, and
//!   what its wrong solutions are told
//! - `some-name/exercise.rs`: the task, in `//!` comments whose first line is `# Title`, and
//!   code that compiles, runs, and does not do it
//! - `some-name/solution.rs`: with the reason, and what else would do, in `//!` comments
//! - `some-name/wrong/*.rs`: three that look plausible. Each begins with a `//!` line that
//!   says what it is.
//! - `src/checks/some_name.rs`: [`checks`] says how it is made
//! - its two lines in `src/bin/attempts.rs`
//!
//! `cargo test -p exercises` finds what is missing, and runs everything: what is unsolved or
//! wrong has to fail with the sentence that `exercise.toml` gives it, the solution has to
//! pass each time. `EXERCISE=some-name cargo test -p exercises` tests one exercise, and
//! `cargo run -p exercises -- some-name solution` runs one file. Solutions have to pass twenty
//! times, or as often as `EXERCISE_TIMES` says. `rustfmt --edition 2024` formats the files;
//! `cargo fmt` does not find them.
//!
//! On a page, `<!-- cmdrun course task some-name -->` under a heading `## Exercise`, at its
//! end, shows the task; `cargo xtask accept` then accepts the page's outline.
//!
//! What a check may rest on: what was counted (requests in flight, connections, paths,
//! threads, locks, units of work), in an order that is forced. The [`origin`] holds its
//! answers until the program can do no more without one; the [`bank`] has gates; [`orders`]
//! goes through all that there are; under Tokio's paused clock, time is a number. A
//! time that passed decides nothing, except that patience ends: a right solution never makes
//! a judge wait for it. A verdict is one sentence that says what was seen, and what was
//! asked for.
//!
//! # Layout
//!
//! - [`checks`]: what each exercise asks for
//! - [`program`]: the judge and the child processes that it starts
//! - [`origin`], [`http`]: a server that counts, and its client
//! - [`bank`]: accounts whose locks can be seen
//! - [`accounts`]: what the kernel knows of a program
//! - [`orders`]: all orders in which threads can take their steps
//! - [`mail`]: channels that count
//! - [`work`]: tasks whose length is a number of units
//! - [`blocks`]: what to compute with, and what came between
//! - [`service`]: one that takes only so many requests, on a clock that is a number
//! - [`advice`]: what to change first in a program
//! - [`stages`]: pages that are fetched in one place and stored in another
//! - [`links`]: pages that name other pages
//! - [`journal`]: entries that are to be whole
//! - [`sums`]: sums that know who added to them
//! - [`pieces`]: two halves to compute with
//! - [`jobs`]: what is done step by step
//! - [`network`]: workers of which each is a process, and what they send each other
//! - [`segments`]: numbers whose primes are counted
//! - [`answers`]: workers that answer or do not, on a clock that is a number
//! - [`costs`]: what a way costs, fixed and for each task
//! - [`threads`]: what the threads of a process do

pub mod accounts;
pub mod advice;
pub mod answers;
pub mod bank;
pub mod blocks;
pub mod checks;
pub mod costs;
pub mod http;
pub mod jobs;
pub mod journal;
pub mod links;
pub mod mail;
pub mod network;
pub mod orders;
pub mod origin;
pub mod pieces;
pub mod program;
pub mod segments;
pub mod service;
pub mod stages;
pub mod sums;
pub mod threads;
pub mod work;

pub use http::{Reply, get, get_async};
