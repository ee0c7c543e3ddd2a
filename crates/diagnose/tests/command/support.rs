//! What the tests of the command share.
#![cfg_attr(not(target_os = "linux"), allow(dead_code))]

use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_diagnose");

/// A loop that computes for a while.
pub(crate) const LOOP: &str = "i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done";

/// Tools that tests need and that not every machine has, with their Debian packages.
const PACKAGES: [(&str, &str); 8] = [
    ("/usr/bin/time", "time"),
    ("curl", "curl"),
    ("perl", "perl"),
    ("script", "bsdutils"),
    ("setpriv", "util-linux"),
    ("taskset", "util-linux"),
    ("unshare", "util-linux"),
    ("xz", "xz-utils"),
];

/// Whether this tool is here. Where it is not, a test skips what needs it, which fails
/// where `CI` is set.
pub(crate) fn needs(tool: &str) -> bool {
    let package = PACKAGES.iter().find(|(known, _)| *known == tool);
    let (_, package) = package.expect("the tool is in the list");
    which::which(tool).is_ok() || skip(&format!("apt-get install {package}"))
}

/// Says what a test needs that is skipped; fails where `CI` is set.
pub(crate) fn skip(need: &str) -> bool {
    assert!(std::env::var_os("CI").is_none(), "this needs more: {need}");
    eprintln!("skipped: this needs more: {need}");
    false
}

/// `diagnose` with these arguments, all of its streams captured. Signals mean what they
/// usually do: in the background of a script, or under `nohup`, some are ignored here, and
/// would be there.
pub(crate) fn diagnose(arguments: &[&str]) -> Command {
    if !cfg!(target_os = "linux") {
        return captured(Command::new(PROGRAM), arguments);
    }
    let mut command = Command::new("/usr/bin/env");
    command.args(["--default-signal", PROGRAM]);
    captured(command, arguments)
}

/// A command with these arguments, all of its streams captured.
pub(crate) fn captured(mut command: Command, arguments: &[&str]) -> Command {
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    diagnose(arguments).output().expect("started")
}

/// The report on a program that succeeds, as JSON.
pub(crate) fn report_on(words: &[&str]) -> Value {
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("report.json");
    let path = file.to_str().expect("UTF-8");
    let output = run(&[&["--json", "--output", path, "--"], words].concat());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {stderr}");
    serde_json::from_slice(&std::fs::read(file).expect("written")).expect("JSON")
}

/// The report that comes last on standard error, as JSON.
pub(crate) fn report(output: &Output) -> Value {
    let text = String::from_utf8_lossy(&output.stderr);
    let from = if text.starts_with('{') { Some(0) } else { text.find("\n{") };
    let from = from.unwrap_or_else(|| panic!("no report: {text}"));
    serde_json::from_str(&text[from..]).expect("JSON")
}

pub(crate) fn number(report: &Value, name: &str) -> u64 {
    report["usage"][name].as_u64().unwrap_or_else(|| panic!("{name}: {report}"))
}

pub(crate) fn signal(name: &str, target: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), "--", target]).status();
    assert!(sent.expect("kill exists").success());
}

/// A file with this text and mode; its path.
pub(crate) fn file(
    place: &tempfile::TempDir,
    name: &str,
    text: &str,
    mode: u32,
) -> String {
    use std::os::unix::fs::PermissionsExt as _;

    let path = place.path().join(name);
    std::fs::write(&path, text).expect("written");
    let mode = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(&path, mode).expect("set");
    path.to_str().expect("UTF-8").to_owned()
}
