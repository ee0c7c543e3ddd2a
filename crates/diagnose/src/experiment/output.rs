//! What the runs of an experiment wrote: whether it is the same.

use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::process::Stdio;

use anyhow::{Context as _, Result};

use super::Run;

/// No more than this is compared.
const MOST: u64 = 64 << 20;

/// A file for what a run writes: to read it meanwhile would take a core's time.
pub(super) struct Kept(File);

impl Kept {
    pub(super) fn new() -> Result<Self> {
        let file = tempfile::tempfile();
        Ok(Self(
            file.context("cannot keep what the program writes, in a temporary file")?,
        ))
    }

    pub(super) fn stream(&self) -> Result<Stdio> {
        Ok(self.0.try_clone().context("cannot share a temporary file")?.into())
    }

    /// What was written, without numbers: a program may print how long it took.
    pub(super) fn bytes(mut self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.0.rewind().context("cannot read a temporary file")?;
        self.0.take(MOST).read_to_end(&mut bytes).context("cannot read a file")?;
        Ok(bytes)
    }
}

/// The last line that it wrote, to show why it failed.
pub(super) fn last_words(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let line = text.lines().rev().find(|line| !line.trim().is_empty());
    line.map_or_else(String::new, |line| {
        let plain: String =
            line.chars().filter(|letter| !letter.is_control()).collect();
        format!(". Its last line: {plain}")
    })
}

/// Whether all runs wrote the same, in words.
pub(super) fn compared(tried: &[Vec<Run>]) -> Option<String> {
    let mut outputs = tried.iter().flatten().map(|run| run.output.as_slice());
    let first = outputs.next()?;
    let rest: Vec<_> = outputs.collect();
    if rest.iter().all(|output| *output == first) {
        return None;
    }
    let plain = words(first);
    Some(if rest.iter().all(|output| words(output) == plain) {
        "its output was the same in all runs, but for numbers in it".to_owned()
    } else {
        "its output was not the same in all runs: see whether it did the same work"
            .to_owned()
    })
}

/// Its lines in alphabetical order, without numbers and their units: threads may write in
/// any order, and times come as ms or as s.
fn words(output: &[u8]) -> Vec<Vec<u8>> {
    let mut lines: Vec<Vec<u8>> = output
        .split(|byte| *byte == b'\n')
        .map(|line| {
            let words = line.split(u8::is_ascii_whitespace);
            let plain = words.filter(|word| !word.iter().any(u8::is_ascii_digit));
            plain.collect::<Vec<_>>().join(&b' ')
        })
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_the_order_of_lines_do_not_count() {
        assert_eq!(
            words(b"7 done after 1.2s\nand\n"),
            words(b"and\n8 done after 900ms\n")
        );
        assert_ne!(words(b"done"), words(b"failed"));
        assert_eq!(
            last_words(b"a\nout of\x1b memory\n\n"),
            ". Its last line: out of memory"
        );
    }
}
