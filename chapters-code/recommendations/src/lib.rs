//! The chapter on what to choose.
//!
//! It measures nothing itself. Its tables are computed from the other chapters' records
//! and data files, so that no advice outlives the numbers that it rests on.
//!
//! # Layout
//!
//! - [`cli`]: the command line, and what a page's directive of it prints
//! - [`query`]: the records that somebody wants to see
//! - [`decision`]: programs, their cases, and the measurement that decides each
//! - [`decide`]: the command that prints it
//! - [`pays`]: from where on each way pays; [`crossover`] finds where that is
//! - [`machines`]: every recorded machine beside the others
//! - [`claims`]: every claim, with its verdict on every machine
//! - [`verdicts`]: how many claims of the book hold on one machine
//! - [`records`]: whose records a page is computed from, and which are out of date
//! - [`grouped`]: a table in groups; [`verdict`]: a verdict in a cell
//! - [`watched`]: whether an open page slows what is measured
//! - [`programs`]: small programs with one thing wrong; [`example`]: what [`diagnose`] says
//!   of them

pub mod claims;
pub mod cli;
pub mod crossover;
pub mod decide;
pub mod decision;
pub mod example;
pub mod grouped;
pub mod machines;
pub mod pays;
pub mod programs;
pub mod query;
pub mod records;
pub mod verdict;
pub mod verdicts;
pub mod watched;
