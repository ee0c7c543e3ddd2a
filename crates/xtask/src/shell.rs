//! Running programs.

use std::env;
use std::ffi::OsStr;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context as _, Result, ensure};

/// Cargo: the one that runs us.
pub(crate) fn cargo<S: AsRef<OsStr>>(
    arguments: impl IntoIterator<Item = S>,
) -> Command {
    let mut command =
        Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// Where Cargo puts the binary `name` of the same profile as this one.
pub(crate) fn beside_us(name: &str) -> Result<PathBuf> {
    let this = env::current_exe().context("cannot find this program's file")?;
    Ok(this.with_file_name(name))
}

/// Runs a command to its end; fails if it does.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let what = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot run {what}"))?;
    check(&what, status)
}

/// Runs a command in the place of this process, so that signals are its own.
pub(crate) fn become_it(command: &mut Command) -> Result<()> {
    let what = command.get_program().to_string_lossy().into_owned();
    Err(command.exec()).with_context(|| format!("cannot run {what}"))
}

/// What a command prints; fails if it does. What it says on standard error is shown.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let what = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run {what}"))?;
    check(&what, output.status)?;
    String::from_utf8(output.stdout).with_context(|| format!("what {what} prints"))
}

fn check(what: &str, status: ExitStatus) -> Result<()> {
    ensure!(status.success(), "{what} failed ({status})");
    Ok(())
}

/// Where on `PATH` a program lies.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_command_that_fails_has_no_output_however_much_it_printed() {
        assert_eq!(output(&mut shell("printf yes")).expect("printed"), "yes");
        let error = output(&mut shell("printf yes; exit 3")).expect_err("it failed");
        assert!(error.to_string().contains("sh failed"), "{error}");
    }
}
