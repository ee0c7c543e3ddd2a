//! A report as text, for a terminal.

use std::fmt::Write as _;

use record::quantity;

use super::{Report, Subject};
use crate::profile::sparkline;
use crate::verdict::Verdict;

/// The width of a terminal that nobody has touched.
const WIDTH: usize = 80;

/// Where values begin.
const INDENT: usize = 18;

/// Blocks of the line of cores over time.
const BLOCKS: usize = 48;

impl Report {
    /// The report, in lines of a terminal's width.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("\n{}\n\n", self.headline());
        let pages: Vec<String> = self
            .advice
            .pages
            .iter()
            .map(|page| format!("book/{}", page.file))
            .collect();
        line(&mut text, "because", &self.evidence_in_words);
        line(&mut text, "try", self.advice.recommendation);
        line(&mut text, "see", &pages.join(", "));
        line(&mut text, "speed-up", &self.speed_up());
        text.push('\n');
        for (name, value) in self.figures() {
            line(&mut text, name, &value);
        }
        for note in &self.notes {
            line(&mut text, "note", note);
        }
        for unknown in &self.unknown {
            line(&mut text, "unknown", unknown);
        }
        text
    }

    /// What was watched, for titles.
    pub(crate) fn name(&self) -> String {
        match &self.subject {
            Subject::Program { command, .. } => {
                let words: Vec<_> = command.iter().map(|word| quoted(word)).collect();
                shortened(&words.join(" "))
            }
            Subject::Process { pid, name, .. } => {
                shortened(&format!("process {pid} ({name})"))
            }
        }
    }

    fn headline(&self) -> String {
        let (name, verdict) = (format!("`{}`", self.name()), self.verdict.words());
        let one_line = name.chars().count() + verdict.len() + 2 <= WIDTH;
        format!("{name}{}{verdict}.", if one_line { ' ' } else { '\n' })
    }

    /// How it ended, as the rest of a sentence.
    fn end(&self) -> String {
        match &self.subject {
            Subject::Program { exit_code: Some(code), .. } => {
                format!("then it exited with status {code}")
            }
            Subject::Program { signal, .. } => {
                format!("then {} ended it", signal.as_deref().unwrap_or("a signal"))
            }
            Subject::Process { ended: true, .. } => "then it ended".to_owned(),
            Subject::Process { stopped: true, .. } => {
                "then watching it was stopped".to_owned()
            }
            Subject::Process { .. } => "and it goes on".to_owned(),
        }
    }

    fn speed_up(&self) -> String {
        let law = &self.advice.speed_up.law;
        match self.advice.speed_up.most {
            None if self.verdict == Verdict::TooShortToTell => law.clone(),
            Some(most) if most < 1.005 => format!("none. {law}"),
            Some(most) => format!("1 to {} times. {law}", quantity::digits(most)),
            None => format!("1 to any number of times. {law}"),
        }
    }

    /// What was counted, by name.
    fn figures(&self) -> Vec<(&'static str, String)> {
        let usage = &self.usage;
        let time = |ns: u64| quantity::time(ns as f64);
        let bytes = |bytes: u64| quantity::bytes(bytes as f64);
        let wall = usage.wall_ns.max(1) as f64;
        let mut figures =
            vec![("wall time", format!("{}, {}", time(usage.wall_ns), self.end()))];
        let mut cpu = format!(
            "{}: {} user, {} system",
            time(usage.cpu_ns()),
            time(usage.user_ns),
            time(usage.system_ns)
        );
        if usage.left_running_cpu_ns > 0 {
            let left = time(usage.left_running_cpu_ns);
            let _ = write!(cpu, ", {left} of those left running");
        }
        if usage.not_told_cpu_ns > 0 {
            let lost = time(usage.not_told_cpu_ns);
            let _ = write!(cpu, ", {lost} of children that it did not wait for");
        }
        figures.push(("CPU time", cpu));
        let cores = self.evidence.cores_usable;
        if usage.looks > 0 {
            let spans = self.profile.spans(BLOCKS.min(self.cores_over_time.len()));
            let line = sparkline(&spans, cores);
            figures.push(("cores over time", format!("{line} (full: {cores})")));
        }
        let most =
            self.cores_over_time.iter().map(|span| span.cores).fold(0.0, f64::max);
        let mut at_once =
            format!("{} on average, ", cores_in_words(usage.cpu_ns() as f64 / wall));
        if usage.looks > 0 {
            let _ = write!(at_once, "{} at most, ", cores_in_words(most));
        }
        figures.push(("cores at once", format!("{at_once}of {cores}")));
        if let Some(ready) = usage.ready_ns {
            figures.push((
                "kept waiting",
                format!("{} ready to run, and no core was free", time(ready)),
            ));
        }
        if let (Some(processes), Some(threads)) =
            (usage.peak_processes, usage.peak_threads)
        {
            let value = format!(
                "{processes} at once at most, threads: {threads}, in {} looks",
                usage.looks
            );
            figures.push(("processes", value));
        }
        if let (Some(voluntary), Some(involuntary)) =
            (usage.voluntary_switches, usage.involuntary_switches)
        {
            figures.push((
                "switches",
                format!("{voluntary} voluntary, {involuntary} involuntary"),
            ));
        }
        if let Some(peak) = usage.peak_process_bytes {
            let mut value = format!("{} in the largest process", bytes(peak));
            if let Some(together) = usage.peak_together_bytes {
                let _ = write!(value, ", {} seen in all at once", bytes(together));
            }
            figures.push(("memory, at most", value));
        }
        if let Some(io) = usage.io {
            let value = format!(
                "{} ({} from a disk), written: {} ({} for a disk)",
                bytes(io.read_bytes),
                bytes(io.storage_read_bytes),
                bytes(io.written_bytes),
                bytes(io.storage_written_bytes)
            );
            figures.push(("read", value));
        }
        figures
    }
}

/// How many cores; what is hardly any is said as that.
fn cores_in_words(cores: f64) -> String {
    if cores < 0.01 { "less than 0.01".to_owned() } else { format!("{cores:.2}") }
}

/// A name and its value, in as many lines as that needs.
fn line(text: &mut String, name: &str, value: &str) {
    let _ = write!(text, "  {name:<width$}", width = INDENT - 2);
    let mut column = INDENT;
    let mut is_first = true;
    for word in bound(value) {
        let letters = word.chars().count();
        if !is_first && column + 1 + letters > WIDTH {
            let _ = write!(text, "\n{:INDENT$}", "");
            column = INDENT;
        } else if !is_first {
            text.push(' ');
            column += 1;
        }
        text.push_str(&word);
        column += letters;
        is_first = false;
    }
    text.push('\n');
}

/// The words, with a number and what it counts as one.
fn bound(value: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in value.split(' ') {
        match words.last_mut() {
            Some(last) if last.ends_with(|end: char| end.is_ascii_digit()) => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// A word as one would give it to a shell.
fn quoted(word: &str) -> String {
    let is_plain =
        |letter: char| letter.is_alphanumeric() || "-_./=:,@%+".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A command that fits into a line, and has nothing in it that a terminal obeys.
pub(crate) fn shortened(command: &str) -> String {
    const MOST: usize = WIDTH - 2;
    let plain: String = command
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
    use crate::profile::tests::of;
    use crate::report::Observed;
    use crate::usage::{Io, Usage};

    fn report(command: &str, phases: &[(u64, f64)]) -> Report {
        let profile = of(phases);
        let usage = Usage {
            wall_ns: profile.lasted_ns(),
            ready_ns: Some(0),
            left_running: Some(2),
            peak_processes: Some(3),
            peak_threads: Some(5),
            voluntary_switches: Some(1),
            involuntary_switches: Some(0),
            peak_process_bytes: Some(2048),
            peak_together_bytes: Some(4096),
            io: Some(Io::default()),
            looks: 9,
            ..Usage::default()
        };
        Report::of(Observed {
            subject: Subject::Program {
                command: vec![command.to_owned()],
                exit_code: Some(3),
                signal_number: None,
                signal: None,
            },
            usage,
            profile,
            cores_usable: 2,
            unknown: vec!["its colour".to_owned()],
        })
    }

    #[test]
    fn the_report_fits_a_terminal() {
        for phases in [
            [(500, 0.0), (1, 0.0)],
            [(500, 1.0), (1, 1.0)],
            [(500, 2.0), (1, 2.0)],
            [(500, 0.0), (500, 2.0)],
            [(5, 1.0), (1, 1.0)],
            [(500, 1.4), (1, 1.4)],
        ] {
            let text = report("program", &phases).text();
            assert!(text.lines().count() <= 25, "{text}");
            for line in text.lines() {
                assert!(line.chars().count() <= WIDTH, "{line}");
            }
        }
    }

    #[test]
    fn it_says_what_was_found_and_what_was_not() {
        let text = report("program", &[(500, 0.0)]).text();
        for part in [
            "`program` waits.",
            "then it exited with status 3",
            "left 2 processes",
            "its colour",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn a_number_is_not_parted_from_what_it_counts() {
        assert_eq!(bound("so 50 % of 2"), ["so", "50 %", "of", "2"]);
    }

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        assert_eq!(quoted("--level=3"), "--level=3");
        assert_eq!(quoted("a b"), "'a b'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn a_command_cannot_send_orders_to_the_terminal() {
        let text = report("evil\u{1b}[2J\nname", &[(500, 0.0)]).text();
        assert!(text.contains("`'evil [2J name'`"), "{text}");
        let mut report = report("program", &[(500, 0.0)]);
        let name = "evil\u{1b}]0;name".to_owned();
        report.subject =
            Subject::Process { pid: 7, name, ended: false, stopped: false };
        assert!(report.text().contains("`process 7 (evil ]0;name)`"));
        assert!(shortened(&"long ".repeat(99)).chars().count() <= WIDTH - 2);
    }
}
