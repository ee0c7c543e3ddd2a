//! What can go wrong is refused before the first sample, or is a row that says so.

mod database;
mod files;
mod network;
mod support;
mod unsteady;
