//! Confining what is run to some of the cores, with `taskset`.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::shell;

/// The first `number` of the cores that are usable here, as `taskset` reads them.
pub(crate) fn confined_to(number: usize) -> Result<String> {
    ensure!(
        shell::find("taskset").is_some(),
        "`--cores` needs `taskset`, which is not on PATH: it is part of util-linux, \
         and so there on Linux only"
    );
    let status = fs::read_to_string("/proc/self/status")
        .context("cannot read which cores are usable")?;
    let list = status
        .lines()
        .find_map(|line| line.strip_prefix("Cpus_allowed_list:"))
        .context("/proc/self/status names no Cpus_allowed_list")?;
    first(list.trim(), number)
}

/// The same command, on these cores alone.
pub(crate) fn confine(command: &Command, cores: &str) -> Command {
    let mut confined = Command::new("taskset");
    confined.args(["--cpu-list", cores]);
    confined.arg(command.get_program()).args(command.get_args());
    confined
}

/// The first `number` cores of a list such as `0-3,8`, separated by commas.
fn first(list: &str, number: usize) -> Result<String> {
    let mut cores = Vec::new();
    for part in list.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let read = |text: &str| {
            text.parse::<u32>().with_context(|| format!("no list of cores: {list:?}"))
        };
        cores.extend(read(from)?..=read(to)?);
    }
    ensure!(
        number <= cores.len(),
        "`--cores {number}` is more than the {} that are usable here",
        cores.len()
    );
    let first = cores[..number].iter().map(u32::to_string);
    Ok(first.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_cores_of_a_list_are_found_across_its_ranges() {
        assert_eq!(first("0-3,8", 1).expect("one"), "0");
        assert_eq!(first("2-3,8-9", 3).expect("three"), "2,3,8");
    }

    #[test]
    fn more_cores_than_there_are_or_no_list_is_refused() {
        assert!(first("0-1", 3).is_err());
        assert!(first("all", 1).is_err());
    }

    #[test]
    fn a_confined_command_keeps_its_arguments() {
        let mut command = Command::new("cargo");
        command.args(["run", "--release"]);
        let confined = confine(&command, "0");
        let words: Vec<_> = confined.get_args().collect();
        assert_eq!(words, ["--cpu-list", "0", "cargo", "run", "--release"]);
    }
}
