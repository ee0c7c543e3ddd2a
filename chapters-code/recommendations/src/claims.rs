//! `claims`: every claim of the book, with its verdict on every machine.

use std::collections::BTreeMap;

use anyhow::Result;
use clap::{Arg, ArgMatches, Command};
use record::machine::MachineName;
use show::pages::Page;
use show::{Format, View};

use crate::grouped::{Group, Grouped, Text};
use crate::query::Query;
use crate::verdict::Judged;

/// Its name, help and flags.
pub fn command() -> Command {
    Command::new("claims")
        .about("Every claim of the book, with its verdict on every recorded machine")
        .arg(
            Arg::new("chapter")
                .value_name("CHAPTER")
                .help("Those of this chapter [default: all]"),
        )
        .args(View::flags())
}

/// One claim, on each machine that has measured it.
struct Row {
    chapter: String,
    experiment: String,
    page: Option<Page>,
    /// On which machines its record is out of date.
    out_of_date: Vec<String>,
    id: String,
    /// In the order of the machines; `None` where there is no record.
    verdicts: Vec<Option<Judged>>,
}

/// What it prints.
pub fn text(query: &Query<'_>, matches: &ArgMatches) -> Result<String> {
    let wanted = matches.get_one::<String>("chapter");
    if let Some(name) = wanted {
        query.library.chapter(name)?;
    }
    let machines = query.machines()?;
    let mut all = Vec::new();
    for (chapter, experiment) in query.experiments() {
        if wanted.is_none_or(|name| name == chapter) {
            all.extend(of_experiment(query, &machines, chapter, experiment)?);
        }
    }
    if query.view.format == Format::Json {
        return json(&all, &machines);
    }
    let lines = summary(&all, &machines).into_iter().map(|line| format!("- {line}\n"));
    let mut text: String = lines.collect();
    for of_one in all.chunk_by(|one, next| one.chapter == next.chapter) {
        let title = query.library.pages().title(&of_one[0].chapter);
        text.extend(["\n## ", title, "\n\n"]);
        text.push_str(&table(of_one, &machines).text(query.view.format));
        text.push('\n');
    }
    Ok(text.trim_end().to_owned())
}

fn of_experiment(
    query: &Query<'_>,
    machines: &[MachineName],
    chapter: &str,
    experiment: &str,
) -> Result<Vec<Row>> {
    let (mut records, mut out_of_date) = (Vec::new(), Vec::new());
    for machine in machines {
        let shown = query.of(machine, chapter, experiment)?;
        if shown.as_ref().is_some_and(|shown| !shown.stale.is_empty()) {
            out_of_date.push(machine.to_string());
        }
        records.push(shown.map(|shown| shown.record));
    }
    let row = |claim| Row {
        chapter: chapter.to_owned(),
        experiment: experiment.to_owned(),
        page: query.library.pages().of(chapter, experiment).cloned(),
        out_of_date: out_of_date.clone(),
        verdicts: records
            .iter()
            .map(|record| record.as_ref().map(|record| Judged::by(claim, record)))
            .collect(),
        id: claim.id.clone(),
    };
    Ok(query.library.analysis(chapter, experiment)?.claims.iter().map(row).collect())
}

/// A line a machine: how many claims have which verdict there.
fn summary(all: &[Row], machines: &[MachineName]) -> Vec<String> {
    let of = |(place, machine): (usize, &MachineName)| {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for row in all {
            let words = row.verdicts[place]
                .as_ref()
                .map_or("not measured", |judged| judged.verdict.words());
            match counts.iter_mut().find(|(known, _)| *known == words) {
                Some((_, count)) => *count += 1,
                None => counts.push((words, 1)),
            }
        }
        let counts: Vec<String> =
            counts.iter().map(|(words, count)| format!("{words}: {count}")).collect();
        format!("`{machine}`: {}", counts.join(", "))
    };
    machines.iter().enumerate().map(of).collect()
}

fn table(all: &[Row], machines: &[MachineName]) -> Grouped {
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for row in all {
        let place = (row.chapter.as_str(), row.experiment.as_str());
        if last != Some(place) {
            last = Some(place);
            let name = format!("{} {}", row.chapter, row.experiment);
            let heading = match &row.page {
                Some(page) => Text::link(&page.title, &page.file)
                    .with(&Text::html(format!("<code>{name}</code>"), name)),
                None => Text::plain(name),
            };
            let doubt = match &row.out_of_date[..] {
                [] => String::new(),
                old => format!("out of date on {}", old.join(", ")),
            };
            groups.push(Group { heading: Some(heading.and(&doubt)), rows: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(cells(row, machines));
        }
    }
    let head = ["Claim", "Verdict"].map(str::to_owned).to_vec();
    Grouped { class: "claims", head, groups }
}

/// The claim, and below each other the verdicts of the machines that measured it:
/// most have measured only some, and a column each would be nearly empty.
fn cells(row: &Row, machines: &[MachineName]) -> Vec<Text> {
    let file = row.page.as_ref().map_or("", |page| page.file.as_str());
    let text = row.verdicts.iter().flatten().map(|judged| judged.text.as_str()).next();
    let claim =
        Text::link(text.unwrap_or(&row.id), &format!("{file}#claim-{}", row.id));
    let measured =
        machines.iter().zip(&row.verdicts).filter_map(|(machine, judged)| {
            let judged = judged.as_ref()?;
            // A number stays with its interval.
            let evidence = judged.evidence.replace(", ", ",\u{a0}");
            Some(judged.badge(file).and(&format!("{machine}: {evidence}")))
        });
    let verdicts = measured.reduce(|all, one| all.with(&one));
    vec![claim, verdicts.unwrap_or_else(|| Text::plain("not measured"))]
}

fn json(all: &[Row], machines: &[MachineName]) -> Result<String> {
    let claims = all.iter().map(|row| {
        let verdicts = machines.iter().zip(&row.verdicts).map(|(machine, judged)| {
            let shown = judged.as_ref().map(|judged| {
                serde_json::json!({
                    "text": judged.text,
                    "verdict": judged.verdict.words(),
                    "evidence": judged.evidence,
                })
            });
            (machine.to_string(), shown)
        });
        serde_json::json!({
            "chapter": row.chapter,
            "experiment": row.experiment,
            "id": row.id,
            "page": row.page.as_ref().map(|page| &page.file),
            "out_of_date": row.out_of_date,
            "machines": verdicts.collect::<BTreeMap<_, _>>(),
        })
    });
    Ok(serde_json::to_string_pretty(&claims.collect::<Vec<_>>())?)
}

#[cfg(test)]
mod tests {
    use evidence::claim::Verdict;

    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "a row has what may be missing")]
    fn judged(verdict: Verdict) -> Option<Judged> {
        let evidence = "2.00× [1.90, 2.10]".to_owned();
        Some(Judged {
            id: "a".to_owned(),
            text: "It is so.".to_owned(),
            verdict,
            evidence,
        })
    }

    fn row(verdicts: Vec<Option<Judged>>) -> Row {
        Row {
            chapter: "io-bound".to_owned(),
            experiment: "overview".to_owned(),
            page: None,
            out_of_date: vec!["big".to_owned()],
            id: "a".to_owned(),
            verdicts,
        }
    }

    #[test]
    fn only_machines_that_measured_a_claim_stand_beside_it() {
        let machines = ["big", "tiny"].map(|name| name.parse().expect("a name"));
        let beside =
            format!("{:?}", cells(&row(vec![judged(Verdict::Holds), None]), &machines));
        assert!(beside.contains("big: 2.00×") && !beside.contains("tiny"), "{beside}");
        let nowhere = format!("{:?}", cells(&row(vec![None, None]), &machines));
        assert!(nowhere.contains("not measured"), "{nowhere}");
    }

    #[test]
    fn verdicts_are_counted_by_machine_and_what_is_not_measured_is_said() {
        let all = [
            row(vec![judged(Verdict::Holds), None]),
            row(vec![judged(Verdict::Holds), judged(Verdict::Undecided)]),
        ];
        let machines = ["big", "small"].map(|name| name.parse().expect("a name"));
        assert_eq!(
            summary(&all, &machines),
            ["`big`: holds: 2", "`small`: not measured: 1, undecided: 1"]
        );
    }
}
