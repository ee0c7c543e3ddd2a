//! What was watched, and how that ended.

use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::ExitStatus;

use nix::sys::signal::Signal;
use schemars::JsonSchema;
use serde::Serialize;

/// The most letters of a name: a line of a terminal, with quotes.
const MOST: usize = 78;

/// Programs whose status 1 is an answer: no.
const ANSWERS: &[&str] = &[
    "[", "cmp", "diff", "egrep", "expr", "fgrep", "grep", "pgrep", "pidof", "rg",
    "test", "zgrep",
];

/// Whether how a program ended makes its speed a question at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It did what it should, or goes on.
    Fine,
    /// Somebody, or a time limit, ended it.
    Stopped,
    /// It says that it failed, or the kernel ended it for a fault.
    Failed,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Subject {
    /// A program, run to its end.
    Program {
        command: Vec<String>,
        /// `None` if a signal ended it.
        exit_code: Option<i32>,
        /// `None` if it exited.
        signal_number: Option<i32>,
        signal: Option<String>,
    },
    /// A process that ran already.
    Process {
        pid: i32,
        name: String,
        /// It ended while it was watched.
        ended: bool,
        /// Ctrl-C ended the watching.
        stopped: bool,
    },
}

impl Subject {
    /// A program that has ended with this status.
    pub(crate) fn program(command: Vec<String>, status: ExitStatus) -> Self {
        let name = |number| {
            Signal::try_from(number).map_or_else(
                |_| format!("signal {number}"),
                |signal| signal.to_string(),
            )
        };
        Self::Program {
            command,
            exit_code: status.code(),
            signal_number: status.signal(),
            signal: status.signal().map(name),
        }
    }

    /// The status that a shell gives it: the program's, or 128 and the signal's number.
    pub(crate) fn exit_status(&self) -> u8 {
        match self {
            Self::Program { exit_code: Some(code), .. } => *code as u8,
            Self::Program { signal_number: Some(signal), .. } => {
                (128 + signal).min(255) as u8
            }
            _ => 0,
        }
    }

    /// How it ended, in a word or two.
    pub(crate) fn status(&self) -> String {
        match self {
            Self::Program { exit_code: Some(code), .. } => format!("status {code}"),
            Self::Program { signal, .. } => {
                signal.clone().unwrap_or_else(|| "a signal".to_owned())
            }
            Self::Process { .. } => self.end(),
        }
    }

    /// What its end says of it. Status 124 is what timeout(1) gives to a program that it
    /// has ended, and shells add 128 to the number of a signal.
    pub(crate) fn outcome(&self) -> Outcome {
        const ASKED: [i32; 4] = [
            Signal::SIGINT as i32,
            Signal::SIGTERM as i32,
            Signal::SIGHUP as i32,
            Signal::SIGQUIT as i32,
        ];
        match self {
            Self::Program { exit_code: Some(0), .. } | Self::Process { .. } => {
                Outcome::Fine
            }
            Self::Program { exit_code: Some(124), .. }
                if self.is_one_of(&["timeout"]) =>
            {
                Outcome::Stopped
            }
            Self::Program { exit_code: Some(1), .. } if self.is_one_of(ANSWERS) => {
                Outcome::Fine
            }
            Self::Program { exit_code: Some(code), .. }
                if ASKED.contains(&(code - 128)) =>
            {
                Outcome::Stopped
            }
            Self::Program { signal_number: Some(signal), .. }
                if ASKED.contains(signal) =>
            {
                Outcome::Stopped
            }
            Self::Program { .. } => Outcome::Failed,
        }
    }

    fn is_one_of(&self, names: &[&str]) -> bool {
        let Self::Program { command, .. } = self else { return false };
        let name = command.first().and_then(|word| Path::new(word).file_name());
        name.is_some_and(|name| names.iter().any(|known| name == *known))
    }

    /// It is still there.
    pub(crate) fn goes_on(&self) -> bool {
        matches!(self, Self::Process { ended: false, .. })
    }

    /// For titles: a command as one would type it, or a process.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Program { command, .. } => {
                let words = command.iter().map(String::as_str);
                let quoted = shlex::try_join(words);
                shortened(&quoted.unwrap_or_else(|_| command.join(" ")))
            }
            Self::Process { pid, name, .. } => {
                shortened(&format!("process {pid} ({name})"))
            }
        }
    }

    /// How it ended, as the rest of a sentence.
    pub(crate) fn end(&self) -> String {
        match self {
            Self::Program { exit_code: Some(code), .. } => {
                format!("then it exited with status {code}")
            }
            Self::Program { signal, .. } => {
                format!("then {} ended it", signal.as_deref().unwrap_or("a signal"))
            }
            Self::Process { ended: true, .. } => "then it ended".to_owned(),
            Self::Process { stopped: true, .. } => {
                "then watching it was stopped".to_owned()
            }
            Self::Process { .. } => "and it goes on".to_owned(),
        }
    }
}

/// A name that fits into a line, without characters that control a terminal.
pub(crate) fn shortened(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if plain.chars().count() <= MOST {
        return plain;
    }
    let cut: String = plain.chars().take(MOST - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(words: &[&str]) -> String {
        let command = words.iter().map(|word| (*word).to_owned()).collect();
        Subject::program(command, ExitStatus::default()).name()
    }

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        assert_eq!(name(&["make", "-j2"]), "make -j2");
        assert_eq!(name(&["sh", "-c", "sleep 1; kill $!"]), "sh -c 'sleep 1; kill $!'");
        let words = ["echo", "it's", "", "a b", "--level=3"];
        assert_eq!(shlex::split(&name(&words)).expect("words"), words);
    }

    #[test]
    fn a_name_cannot_control_the_terminal() {
        assert_eq!(name(&["evil\u{1b}[2J\nname"]), "'evil [2J name'");
        let evil = "evil\u{1b}]0;name".to_owned();
        let process =
            Subject::Process { pid: 7, name: evil, ended: false, stopped: false };
        assert_eq!(process.name(), "process 7 (evil ]0;name)");
        assert!(shortened(&"long ".repeat(99)).chars().count() <= MOST);
    }
}
