//! The task as a page of the book shows it.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;

use crate::catalogue::Exercise;
use crate::desk::Desk;

/// What a directive stands for, if it is one of ours: `course task NAME`. On the pages of
/// the machine on which the learner works, what was said of the learner's file follows.
pub fn answer(root: &Path, command: &str, is_local: bool) -> Option<Result<String>> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let ["course", "task", name] = words[..] else { return None };
    let read = || {
        let mut text = task(&Exercise::named(root, name)?);
        if let Some(last) = Desk::new(root).state()?.of(name).last.filter(|_| is_local)
        {
            let word = if last.passed { "Done" } else { "Not yet" };
            let sentence = last.sentence.lines().next().unwrap_or_default();
            let _ = write!(
                text,
                "\n> Your file, when it was last checked. {word}: {sentence}.\n"
            );
        }
        Ok(text)
    };
    Some(read())
}

/// The task, how long it takes, and the command, in Markdown.
pub fn task(exercise: &Exercise) -> String {
    let Exercise { name, title, task, .. } = exercise;
    let effort = effort(exercise);
    format!(
        "**{title}** ({effort})\n\n{task}\n\n```sh\ncargo xtask exercises watch {name}\n```\n"
    )
}

/// How much work it is, in words.
pub fn effort(exercise: &Exercise) -> String {
    let hard = if exercise.hard { ", hard" } else { "" };
    format!("about {} minutes{hard}", exercise.minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directive_shows_the_task_and_the_command() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
        let root = root.expect("two up");
        let shown = |command| answer(root, command, false);
        let task = shown("course task two-locks").expect("ours").expect("there is one");
        assert!(task.starts_with("**Two locks"), "{task}");
        assert!(task.ends_with("exercises watch two-locks\n```\n"), "{task}");
        assert!(shown("course task no-such").expect("ours").is_err());
        assert!(shown("io-bound show overview chart").is_none());
    }
}
