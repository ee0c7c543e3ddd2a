//! `decide`: what to take for which program, from the records.

use anyhow::{Result, ensure};
use clap::{Arg, ArgMatches, Command};
use evidence::quantity;
use show::{Format, View};

use crate::decision::{self, Decided, Measured};
use crate::grouped::{Group, Grouped, Text};
use crate::query::Query;

/// Its name, help and flags.
pub fn command() -> Command {
    Command::new("decide")
        .about("What to take for which program: as the other chapters' records have it")
        .arg(
            Arg::new("program")
                .value_name("PROGRAM")
                .help("One of them, such as `scraper`; all without it"),
        )
        .args(View::flags())
}

/// What it prints.
///
/// Fails for a program that there is not, with those that there are.
pub fn text(query: &Query<'_>, matches: &ArgMatches) -> Result<String> {
    let mut programs = decision::programs(query.library.root())?;
    if let Some(wanted) = matches.get_one::<String>("program") {
        let all: Vec<_> = programs.iter().map(|program| program.id.clone()).collect();
        programs.retain(|program| program.id == *wanted);
        ensure!(
            !programs.is_empty(),
            "there is no program `{wanted}`; there are {}",
            all.join(", ")
        );
    }
    let decided = decision::decided(programs, query)?;
    match query.view.format {
        Format::Json => json(&decided),
        format => Ok(table(&decided).text(format)),
    }
}

fn json(decided: &[Decided]) -> Result<String> {
    let programs = decided.iter().map(|Decided { program, cases }| {
        let cases = cases.iter().map(|case| {
            let verdict = case.verdict.as_ref();
            serde_json::json!({
                "measured": case,
                "advice": case.advice(),
                "claim": verdict.map(|judged| &judged.text),
                "verdict": verdict.map(|judged| judged.verdict.words()),
                "page": case.page.file,
            })
        });
        serde_json::json!({
            "program": program.id,
            "name": program.name,
            "cases": cases.collect::<Vec<_>>(),
        })
    });
    let programs: Vec<_> = programs.collect();
    Ok(serde_json::to_string_pretty(&programs)?)
}

/// A table; of one program without its name, which stands above it.
fn table(decided: &[Decided]) -> Grouped {
    let head = ["When", "Take", "Gain", "Memory", "Shown in"];
    let alone = decided.len() == 1;
    let group = |Decided { program, cases }: &Decided| Group {
        heading: (!alone).then(|| Text::plain(&program.name)),
        rows: cases.iter().map(cells).collect(),
    };
    Grouped {
        class: "decision",
        head: head.map(str::to_owned).to_vec(),
        groups: decided.iter().map(group).collect(),
    }
}

fn cells(case: &Measured) -> Vec<Text> {
    let take = Text::link(&case.advised(), &case.listing);
    // What rests on a claim that holds needs no mark of its own.
    let doubt = if case.holds() { String::new() } else { format!("{} ", case.mark()) };
    let gain = Text::plain(format!("{doubt}{}", case.gained()))
        .and(&together(&case.interval()))
        .and(&case.gain_words);
    let memory = case.memory_bytes.map_or_else(|| "–".to_owned(), quantity::bytes);
    let ratio = case.memory_ratio.map_or_else(String::new, |ratio| {
        format!("{}× the other", quantity::digits(ratio.median))
    });
    let badge = case.verdict.as_ref();
    let badge = badge.map(|judged| judged.badge(&case.page.file));
    vec![
        Text::plain(&case.when),
        take.and(&format!("instead of: {}", case.instead_of)),
        gain,
        Text::plain(memory).and(&ratio),
        Text::link(&case.page.title, &case.page.file)
            .with(&badge.unwrap_or_default())
            .and(case.claimed())
            .and(if case.out_of_date { "out of date" } else { "" }),
    ]
}

/// Words that do not break at the end of a line.
fn together(words: &str) -> String {
    words.replace(' ', "\u{a0}")
}
