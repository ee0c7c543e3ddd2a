//! `claims`: every claim of the book, with its verdict on every machine.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Result;
use chapter::view::{Format, View};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use record::machine::MachineName;

use crate::grouped::{Group, Grouped, Text};
use crate::pages::{Page, Pages};
use crate::shelf::{CHAPTERS, Judged, Shelf};
use crate::verdict;

/// Its name, help and flags.
pub fn command() -> Command {
    Command::new("claims")
        .about("Every claim of the book, with its verdict on every recorded machine")
        .arg(
            Arg::new("chapter")
                .value_name("CHAPTER")
                .value_parser(PossibleValuesParser::new(CHAPTERS))
                .help("Those of this chapter [default: all]"),
        )
        .args(View::flags())
}

/// One claim, on each machine that has measured it.
struct Told {
    chapter: &'static str,
    experiment: String,
    page: Option<Page>,
    /// On which machines its record is out of date.
    out_of_date: Vec<String>,
    id: String,
    /// In the order of the machines; `None` where there is no record.
    verdicts: Vec<Option<Judged>>,
}

/// Prints them.
pub fn run(matches: &ArgMatches) -> Result<ExitCode> {
    let shelf = Shelf::open(matches)?;
    let pages = Pages::read(&shelf.book)?;
    let wanted = matches.get_one::<String>("chapter");
    let chapters = CHAPTERS
        .into_iter()
        .filter(|chapter| wanted.is_none_or(|name| name == chapter));
    let machines = shelf.machines()?;
    let mut all = Vec::new();
    for chapter in chapters {
        for listed in shelf.experiments(chapter)?.iter() {
            let page = pages.of(chapter, &listed.experiment).cloned();
            let mut by_machine: Vec<Option<BTreeMap<String, Judged>>> = Vec::new();
            let mut out_of_date = Vec::new();
            for machine in &machines {
                let name = &listed.experiment;
                let judged = judged(&shelf, machine, chapter, name)?;
                if judged.is_some()
                    && shelf.standing(machine, chapter, name)?.is_out_of_date()
                {
                    out_of_date.push(machine.to_string());
                }
                by_machine.push(judged);
            }
            for id in &listed.claims {
                let of = |judged: &Option<BTreeMap<String, Judged>>| {
                    judged.as_ref()?.get(id).cloned()
                };
                all.push(Told {
                    chapter,
                    experiment: listed.experiment.clone(),
                    page: page.clone(),
                    out_of_date: out_of_date.clone(),
                    verdicts: by_machine.iter().map(of).collect(),
                    id: id.clone(),
                });
            }
        }
    }
    match shelf.view.format {
        Format::Json => print_json(&all, &machines)?,
        format => {
            for line in summary(&all, &machines) {
                println!("- {line}");
            }
            for of_one in all.chunk_by(|one, next| one.chapter == next.chapter) {
                let chapter = of_one[0].chapter;
                println!("\n## {}\n", pages.title(chapter));
                table(of_one, &machines).print(format);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// An experiment's claims by id, on a machine; `None` where it has no record.
fn judged(
    shelf: &Shelf,
    machine: &MachineName,
    chapter: &'static str,
    experiment: &str,
) -> Result<Option<BTreeMap<String, Judged>>> {
    if !shelf.view.store.path(machine, chapter, experiment).is_file() {
        return Ok(None);
    }
    let claims = shelf.claims(machine, chapter, experiment)?;
    let by_id = claims.iter().map(|claim| (claim.id.clone(), claim.clone()));
    Ok(Some(by_id.collect()))
}

/// A line a machine: how many claims have which verdict there.
fn summary(all: &[Told], machines: &[MachineName]) -> Vec<String> {
    let of = |(place, machine): (usize, &MachineName)| {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for told in all {
            let words = told.verdicts[place]
                .as_ref()
                .map_or("not measured", |judged| judged.words.as_str());
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

fn table(all: &[Told], machines: &[MachineName]) -> Grouped {
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for told in all {
        let place = (told.chapter, told.experiment.as_str());
        if last != Some(place) {
            last = Some(place);
            let name = format!("{} {}", told.chapter, told.experiment);
            let heading = match &told.page {
                Some(page) => Text::link(&page.title, &page.file)
                    .with(&Text::html(format!("<code>{name}</code>"), name)),
                None => Text::plain(name),
            };
            let doubt = match &told.out_of_date[..] {
                [] => String::new(),
                old => format!("out of date on {}", old.join(", ")),
            };
            groups.push(Group { heading: heading.and(&doubt), rows: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(cells(told, machines));
        }
    }
    let head = ["Claim", "Verdict"].map(str::to_owned).to_vec();
    Grouped { class: "claims", head, groups }
}

/// The claim, and below each other the verdicts of the machines that measured it:
/// most have measured only some, and a column each would be nearly empty.
fn cells(told: &Told, machines: &[MachineName]) -> Vec<Text> {
    let file = told.page.as_ref().map_or("", |page| page.file.as_str());
    let text = told.verdicts.iter().flatten().map(|judged| judged.text.as_str()).next();
    let claim =
        Text::link(text.unwrap_or(&told.id), &format!("{file}#claim-{}", told.id));
    let measured =
        machines.iter().zip(&told.verdicts).filter_map(|(machine, judged)| {
            let judged = judged.as_ref()?;
            // A number stays with its interval.
            let evidence = judged.evidence.replace(", ", ",\u{a0}");
            Some(verdict::badge(judged, file).and(&format!("{machine}: {evidence}")))
        });
    let verdicts = measured.reduce(|all, one| all.with(&one));
    vec![claim, verdicts.unwrap_or_else(|| Text::plain("not measured"))]
}

fn print_json(all: &[Told], machines: &[MachineName]) -> Result<()> {
    let claims = all.iter().map(|told| {
        let verdicts = machines.iter().zip(&told.verdicts).map(|(machine, judged)| {
            let told = judged.as_ref().map(|judged| {
                serde_json::json!({
                    "text": judged.text,
                    "verdict": judged.words,
                    "evidence": judged.evidence,
                })
            });
            (machine.to_string(), told)
        });
        serde_json::json!({
            "chapter": told.chapter,
            "experiment": told.experiment,
            "id": told.id,
            "page": told.page.as_ref().map(|page| &page.file),
            "out_of_date": told.out_of_date,
            "machines": verdicts.collect::<BTreeMap<_, _>>(),
        })
    });
    println!("{}", serde_json::to_string_pretty(&claims.collect::<Vec<_>>())?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_machines_that_measured_a_claim_stand_beside_it() {
        let judged = Judged {
            words: "holds".to_owned(),
            mark: "✓".to_owned(),
            evidence: "2.00× [1.90, 2.10]".to_owned(),
            ..Judged::default()
        };
        let mut told = Told {
            chapter: "io-bound",
            experiment: "overview".to_owned(),
            page: None,
            out_of_date: vec!["big".to_owned()],
            id: "a".to_owned(),
            verdicts: vec![Some(judged), None],
        };
        let machines = ["big", "tiny"].map(|name| name.parse().expect("a name"));
        let beside = format!("{:?}", cells(&told, &machines));
        assert!(beside.contains("big: 2.00×") && !beside.contains("tiny"), "{beside}");
        told.verdicts[0] = None;
        assert!(format!("{:?}", cells(&told, &machines)).contains("not measured"));
    }

    #[test]
    fn verdicts_are_counted_by_machine_and_what_is_not_measured_is_said() {
        let judged =
            |words: &str| Some(Judged { words: words.to_owned(), ..Judged::default() });
        let told = |verdicts| Told {
            chapter: "io-bound",
            experiment: "overview".to_owned(),
            page: None,
            out_of_date: Vec::new(),
            id: "a".to_owned(),
            verdicts,
        };
        let all = [
            told(vec![judged("holds"), None]),
            told(vec![judged("holds"), judged("undecided")]),
        ];
        let machines = ["big", "small"].map(|name| name.parse().expect("a name"));
        let lines = summary(&all, &machines);
        assert_eq!(
            lines,
            ["`big`: holds: 2", "`small`: not measured: 1, undecided: 1"]
        );
    }
}
