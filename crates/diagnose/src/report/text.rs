//! A report as text, for a terminal.

use std::fmt::Write as _;

use evidence::quantity;

use super::Report;
use crate::finding::Page;
use crate::profile::sparkline;
use crate::speed_up::SpeedUp;
use crate::verdict::{Verdict, percent};

/// The usual width of a terminal.
const WIDTH: usize = 80;

/// Where values begin.
const INDENT: usize = 18;

/// Blocks of the line of cores over time.
const BLOCKS: usize = 48;

/// A space at which no line is wrapped.
const NO_BREAK: char = '\u{a0}';

impl Report {
    /// The report as text, in lines of 80 columns.
    pub fn text(&self) -> String {
        self.text_with_links("book/", ".md")
    }

    /// The same, with links to the pages of a book that begin and end like this.
    pub(crate) fn text_with_links(&self, base: &str, ending: &str) -> String {
        let mut text = format!("\n{}\n\n", self.headline());
        let mut findings = self.findings.iter();
        if let Some(first) = findings.next() {
            line(&mut text, "try", &first.advice);
            line(&mut text, "because", &first.because);
            line(&mut text, "speed-up", &self.speed_up(&first.speed_up));
            line(&mut text, "wrong if", first.refuted_by);
            let link = |page: &Page| {
                format!("{base}{}{ending}", page.file.trim_end_matches(".md"))
            };
            let pages = first.pages.iter().map(link);
            line(&mut text, "see", &pages.collect::<Vec<_>>().join(", "));
        }
        for finding in findings {
            text.push('\n');
            line(&mut text, "also", &format!("it {}", finding.says));
            line(&mut text, "because", &finding.because);
            line(&mut text, "try", &finding.advice);
        }
        text.push('\n');
        self.add_figures(&mut text);
        for note in &self.notes {
            line(&mut text, "note", note);
        }
        for unknown in &self.unknown {
            line(&mut text, "unknown", unknown);
        }
        text
    }

    fn headline(&self) -> String {
        let says = self.findings.first().map_or("", |finding| &finding.says);
        headline(&self.subject.name(), says)
    }

    fn speed_up(&self, speed_up: &SpeedUp) -> String {
        let law = &speed_up.law;
        match speed_up.most {
            None if self.verdict == Verdict::TooShortToTell => law.clone(),
            Some(most) if most < 1.005 => format!("none. {law}"),
            Some(most) => format!("1× to {}×. {law}", quantity::digits(most)),
            None => format!("1× to any factor. {law}"),
        }
    }

    /// Adds what was counted, a name and a value a line.
    fn add_figures(&self, text: &mut String) {
        let usage = &self.usage;
        let time = |ns: u64| quantity::time(ns as f64);
        let bytes = |bytes: u64| quantity::bytes(bytes as f64);
        let (cores, was_seen) = (self.evidence.cores_usable, usage.snapshots > 0);
        let wall = time(usage.wall_ns);
        line(text, "wall time", &format!("{wall}, {}", self.subject.end()));
        let (user, system) = (time(usage.user_ns), time(usage.system_ns));
        let mut cpu = format!("{}: {user} user, {system} system", time(usage.cpu_ns()));
        if usage.left_running_cpu_ns > 0 {
            let left = time(usage.left_running_cpu_ns);
            let _ = write!(cpu, ", {left} of those left running");
        }
        if usage.unaccounted_cpu_ns > 0 {
            let lost = time(usage.unaccounted_cpu_ns);
            let _ = write!(cpu, ", {lost} of children that it did not wait for");
        }
        line(text, "CPU time", &cpu);
        if was_seen {
            let spans = self.profile.spans(BLOCKS.min(self.cores_over_time.len()));
            let blocks = sparkline(&spans, cores);
            line(text, "cores over time", &format!("{blocks} (full: {cores})"));
        }
        let average = usage.cpu_ns() as f64 / usage.wall_ns.max(1) as f64;
        let mut at_once = format!("{} on average, ", cores_in_words(average));
        if was_seen {
            let spans = self.cores_over_time.iter().map(|span| span.cores);
            let most = cores_in_words(spans.fold(0.0, f64::max));
            let _ = write!(at_once, "{most} at most, ");
        }
        let quota = usage.quota_cores.map_or_else(String::new, |quota| {
            format!(", and a quota allows {}", quantity::digits(quota))
        });
        line(text, "cores at once", &format!("{at_once}of {cores}{quota}"));
        if let Some(ready) = usage.ready_ns.map(time) {
            let value = format!("{ready} ready to run, and no core was free");
            line(text, "kept waiting", &value);
        }
        if let Some((processes, threads)) = usage.peak_processes.zip(usage.peak_threads)
        {
            let looks = usage.snapshots;
            let share = percent(usage.looking_ns as f64 / usage.wall_ns.max(1) as f64);
            let value = format!(
                "{processes} at once at most, threads: {threads}, in {looks} looks, which took \
                 {share} of a core"
            );
            line(text, "processes", &value);
        }
        if let Some(counted) = usage.counted {
            let value = format!(
                "{} a cycle, and {} cache misses in 1000",
                quantity::digits(counted.a_cycle()),
                quantity::digits(counted.misses_of_1000())
            );
            line(text, "instructions", &value);
        }
        let switches = usage.voluntary_switches.zip(usage.involuntary_switches);
        if let Some((voluntary, involuntary)) = switches {
            let value = format!("{voluntary} voluntary, {involuntary} involuntary");
            line(text, "switches", &value);
        }
        if let Some(peak) = usage.peak_process_bytes.map(bytes) {
            let mut value = format!("{peak} in the largest process");
            if let Some(together) = usage.peak_together_bytes.map(bytes) {
                let _ = write!(value, ", {together} seen in all at once");
            }
            line(text, "memory, at most", &value);
        }
        if let Some(io) = usage.io {
            let (read, from_disk) =
                (bytes(io.read_bytes), bytes(io.storage_read_bytes));
            let (written, for_disk) =
                (bytes(io.written_bytes), bytes(io.storage_written_bytes));
            let value = format!(
                "{read} ({from_disk} from a disk), written: {written} ({for_disk} for a disk)"
            );
            line(text, "read", &value);
        }
    }
}

/// What a program does, in one line or in two.
pub(crate) fn headline(program: &str, says: &str) -> String {
    let one_line = program.chars().count() + says.chars().count() + 4 <= WIDTH;
    format!("`{program}`{}{says}.", if one_line { ' ' } else { '\n' })
}

/// How many cores, with two digits, or that they are hardly any.
fn cores_in_words(cores: f64) -> String {
    if cores < 0.01 { "less than 0.01".to_owned() } else { format!("{cores:.2}") }
}

/// A name and its value, in as many lines as that needs. No line parts a number from
/// the unit after it.
pub(crate) fn line(text: &mut String, name: &str, value: &str) {
    let mut last = ' ';
    let bind = |letter: char| {
        let bound = letter == ' ' && last.is_ascii_digit();
        last = letter;
        if bound { NO_BREAK } else { letter }
    };
    let value: String = value.chars().map(bind).collect();
    let name = format!("  {name:<width$}", width = INDENT - 2);
    let indent = " ".repeat(INDENT);
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(&name)
        .subsequent_indent(&indent)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    text.push_str(&textwrap::fill(&value, options).replace(NO_BREAK, " "));
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::io::Io;
    use crate::profile::tests::of;
    use crate::subject::Subject;
    use crate::usage::Usage;

    fn report(command: &str, phases: &[(u64, f64)]) -> Report {
        ended(command, phases, 0)
    }

    fn ended(command: &str, phases: &[(u64, f64)], code: i32) -> Report {
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
            snapshots: 9,
            ..Usage::default()
        };
        let subject = Subject::Program {
            command: vec![command.to_owned()],
            exit_code: Some(code),
            signal_number: None,
            signal: None,
        };
        Report::new(
            subject,
            usage,
            profile,
            2,
            vec!["its colour".to_owned()],
            &BTreeSet::new(),
        )
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
            assert!(text.lines().count() <= 36, "{text}");
            for line in text.lines() {
                assert!(line.chars().count() <= WIDTH, "{line}");
            }
        }
    }

    #[test]
    fn it_says_what_was_found_and_what_was_not() {
        let text = ended("program", &[(500, 0.0)], 3).text();
        for part in [
            "`program` failed (status 3).",
            "also            it waits",
            "then it exited with status 3",
            "left 2 processes",
            "its colour",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn a_program_that_hardly_ran_is_too_short_to_tell() {
        let text = report("program", &[(5, 1.0)]).text();
        assert!(text.contains("`program` ran too short to tell."), "{text}");
    }

    #[test]
    fn a_number_is_not_parted_from_what_it_counts() {
        let mut text = String::new();
        line(&mut text, "name", &format!("{} 50 % of 2 cores", "-".repeat(56)));
        let indent = " ".repeat(INDENT);
        let first = format!("  name            {} 50 %", "-".repeat(56));
        assert_eq!(text, format!("{first}\n{indent}of 2 cores\n"));
        let mut text = String::new();
        line(&mut text, "name", &format!("{} 50 % of 2", "-".repeat(58)));
        assert!(text.contains(&format!("-\n{indent}50 % of 2\n")), "{text}");
    }
}
