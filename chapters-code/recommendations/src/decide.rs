//! `decide`: which approach for which work, from the records.

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use evidence::quantity;
use show::page::escape;
use show::{Format, View};

use crate::decision::{self, Leaf};
use crate::grouped::{Group, Grouped, Text};
use crate::query::Query;

const QUESTION: &str = "What does the program do most of its time?";

/// Its name, help and flags.
pub fn command() -> Command {
    Command::new("decide")
        .about("Which approach for which work: as the other chapters' records have it")
        .arg(
            Arg::new("what")
                .value_name("WHAT")
                .value_parser(PossibleValuesParser::new(["table", "kinds", "list"]))
                .default_value("table")
                .help(
                    "A table with gains and costs; the kinds of work, or all as a list",
                ),
        )
        .args(View::flags())
}

/// What it prints.
pub fn text(query: &Query<'_>, matches: &ArgMatches) -> Result<String> {
    let grown = decision::grow(&decision::kinds(query.library.root())?, query)?;
    let what = matches.get_one::<String>("what").map_or("table", String::as_str);
    match (what, query.view.format) {
        (_, Format::Json) => json(&grown),
        ("kinds", format) => Ok(kinds(&grown, format)),
        ("list", format) => Ok(list(&grown, format)),
        (_, format) => Ok(table(&grown).text(format)),
    }
}

type Grown = [(String, Vec<Leaf>)];

fn json(grown: &Grown) -> Result<String> {
    let kinds = grown.iter().map(|(work, leaves)| {
        let cases = leaves.iter().map(|leaf| {
            let verdict = leaf.verdict.as_ref();
            serde_json::json!({
                "measured": leaf,
                "advice": leaf.advice(),
                "claim": verdict.map(|judged| &judged.text),
                "verdict": verdict.map(|judged| judged.verdict.words()),
                "page": leaf.page.file,
            })
        });
        serde_json::json!({ "work": work, "cases": cases.collect::<Vec<_>>() })
    });
    let kinds: Vec<_> = kinds.collect();
    Ok(serde_json::to_string_pretty(&kinds)?)
}

fn table(grown: &Grown) -> Grouped {
    let head = ["When", "Take", "Gain", "Memory", "Shown in"];
    let group = |(work, leaves): &(String, Vec<Leaf>)| Group {
        heading: Text::html(
            format!("<span id=\"{}\">{}</span>", place(work), escape(work)),
            work,
        ),
        rows: leaves.iter().map(cells).collect(),
    };
    Grouped {
        class: "decision",
        head: head.map(str::to_owned).to_vec(),
        groups: grown.iter().map(group).collect(),
    }
}

fn cells(leaf: &Leaf) -> Vec<Text> {
    let take = Text::link(&leaf.advised(), &leaf.listing);
    // What rests on a claim that holds needs no mark of its own.
    let doubt = if leaf.holds() { String::new() } else { format!("{} ", leaf.mark()) };
    let gain = Text::plain(format!("{doubt}{}", leaf.gained_shortly()))
        .and(&together(&leaf.interval()))
        .and(&leaf.gain_words);
    let memory = leaf.memory_bytes.map_or_else(|| "–".to_owned(), quantity::bytes);
    let ratio = leaf.memory_ratio.map_or_else(String::new, |ratio| {
        format!("{}× the other", quantity::digits(ratio.median))
    });
    let badge = leaf.verdict.as_ref();
    let badge = badge.map(|judged| judged.badge(&leaf.page.file));
    vec![
        Text::plain(&leaf.when),
        take.and(&format!("instead of: {}", leaf.instead_of)),
        gain,
        Text::plain(memory).and(&ratio),
        Text::link(&leaf.page.title, &leaf.page.file)
            .with(&badge.unwrap_or_default())
            .and(leaf.claimed())
            .and(if leaf.out_of_date { "out of date" } else { "" }),
    ]
}

/// Words that do not break at the end of a line.
fn together(words: &str) -> String {
    words.replace(' ', "\u{a0}")
}

/// Where the answers to the question lead: to their rows of the table.
fn kinds(grown: &Grown, format: Format) -> String {
    let kinds = grown.iter().map(|(work, _)| match format {
        Format::Page => format!("- [{}](#{})\n", escape(work), place(work)),
        _ => format!("- {work}\n"),
    });
    let kinds = kinds.collect::<String>();
    match format {
        Format::Page => format!("**{QUESTION}**\n\n{kinds}"),
        _ => format!("{QUESTION}\n\n{kinds}"),
    }
}

/// The id of the rows of a kind of work.
fn place(work: &str) -> String {
    let lowercase = work.to_lowercase();
    let words = lowercase.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    format!("work-{}", words.collect::<Vec<_>>().join("-"))
}

fn list(grown: &Grown, format: Format) -> String {
    let mut text = format!("{QUESTION}\n");
    for (work, leaves) in grown {
        let work =
            if format == Format::Page { format!("**{work}**") } else { work.clone() };
        text.extend(["\n- ", &work]);
        for leaf in leaves {
            text.extend(["\n  - ", &sentence(leaf, format)]);
        }
    }
    text
}

fn sentence(leaf: &Leaf, format: Format) -> String {
    let (take, instead_of) = (leaf.advised(), &leaf.instead_of);
    let gained = format!("{} {}", leaf.gained(), leaf.gain_words);
    let (gained, verdict) =
        (gained.trim(), format!("{} {}", leaf.mark(), leaf.words()));
    // Where nothing was measured, there is no verdict besides.
    let said = leaf.verdict.as_ref().map_or("", |_| gained);
    if format != Format::Page {
        let said = format!("{said} ({verdict})");
        return format!("{}: {take}, not: {instead_of}: {}", leaf.when, said.trim());
    }
    format!(
        "{}: [{}]({}), compared with “{}”: {} ([{}]({}), {verdict})",
        escape(&leaf.when),
        escape(&take),
        leaf.listing,
        escape(instead_of),
        escape(said).replace('[', "\\["),
        escape(&leaf.page.title),
        leaf.page.file,
    )
}
