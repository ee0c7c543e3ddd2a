//! The server on a fixture checkout: its chapters are shell scripts, and Cargo is one.

mod attacks;
mod browser;
mod edits;
mod fixture;
mod measuring;
mod program;
mod trying;
