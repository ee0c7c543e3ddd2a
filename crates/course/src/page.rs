//! The task as a page of the book shows it.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;

use crate::catalogue::{Catalogue, Exercise};

/// What a directive stands for, if it is one of ours: `course show NAME`.
pub fn answer(root: &Path, command: &str) -> Option<Result<String>> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let ["course", "show", name] = words[..] else { return None };
    let read = || Ok(task(Catalogue::read(root)?.exercise(name)?));
    Some(read())
}

/// The task, how long it takes, and the command, in Markdown.
pub fn task(exercise: &Exercise) -> String {
    let Exercise { name, title, task, .. } = exercise;
    let mut text = format!("**{title}** ({})\n\n{task}\n\n", effort(exercise));
    let _ = write!(text, "```sh\ncargo xtask exercises watch {name}\n```\n");
    text
}

/// How much work it is, in words.
pub fn effort(exercise: &Exercise) -> String {
    let hard = if exercise.hard { ", hard" } else { "" };
    format!("about {} minutes{hard}", exercise.minutes)
}
