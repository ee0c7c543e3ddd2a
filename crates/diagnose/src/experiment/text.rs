//! What an experiment showed, as text.

use std::fmt::Write as _;

use evidence::quantity;

use super::{Outcomes, Run, times};
use crate::report::{headline, line};
use crate::verdict::percent;

impl Outcomes {
    /// What one run shows is nearer to the cause than what all of them have in common.
    fn advice(&self) -> &str {
        let first = self.findings.first().filter(|finding| finding.kind.is_a_cause());
        match first {
            Some(finding) if self.judgement.wants_a_cause() => &finding.advice,
            _ => &self.judgement.advice,
        }
    }

    /// The outcomes as text, in lines of 80 columns.
    pub(crate) fn text(&self) -> String {
        let headline = headline(&self.command, &self.judgement.says);
        let mut text = format!("\n{headline}\n\n");
        line(&mut text, "try", self.advice());
        line(&mut text, "because", &self.judgement.because);
        if let Some(finding) = self.findings.first() {
            line(&mut text, "one run alone", &format!("it {}", finding.says));
        }
        text.push('\n');
        let heads = ["setting", "wall time", "CPU time", "kernel", "against the first"];
        let mut rows = vec![heads.map(str::to_owned)];
        for tried in &self.tried {
            let of = |of: fn(&Run) -> f64| tried.median(of);
            rows.push([
                tried.name.clone(),
                quantity::time(of(|run| run.wall_ns as f64)),
                quantity::time(of(|run| run.cpu_ns() as f64)),
                percent(of(|run| run.system_ns as f64 / run.cpu_ns().max(1) as f64)),
                tried.speed_up.map_or_else(String::new, |ratio| times(&ratio.into())),
            ]);
        }
        let widths: Vec<_> = (0..heads.len())
            .map(|column| {
                rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
            })
            .collect();
        for row in rows {
            let cells = row.iter().zip(&widths);
            let cells: Vec<_> =
                cells.map(|(cell, width)| format!("{cell:<width$}")).collect();
            let _ = writeln!(text, "  {}", cells.join("  ").trim_end());
        }
        text.push('\n');
        let runs = self.tried.first().map_or(0, |tried| tried.runs.len());
        line(
            &mut text,
            "method",
            &format!(
                "medians of {runs} runs of each, in rounds with every setting once; ratios are \
                 of runs of one round, with an interval that has the true median in it at \
                 95 %. Its input was empty, its output was kept from the terminal"
            ),
        );
        for note in &self.notes {
            line(&mut text, "note", note);
        }
        text
    }
}
