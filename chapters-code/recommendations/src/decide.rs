//! `decide`: which approach for which work, from the records.

use anyhow::{Result, anyhow};
use chart::{Branch, Size, Tree};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use evidence::quantity;
use show::page::{self, escape};
use show::{Format, View};

use crate::decision::{self, Advice, Leaf};
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
                .value_parser(PossibleValuesParser::new(["table", "tree", "list"]))
                .default_value("table")
                .help(
                    "A table with gains and costs; the tree as a drawing, or as a list",
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
        ("tree", Format::Page) => tree(&grown),
        ("list" | "tree", format) => Ok(list(&grown, format)),
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
        heading: Text::plain(work),
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

fn tree(grown: &Grown) -> Result<String> {
    let branch = |(work, leaves): &(String, Vec<Leaf>)| Branch {
        answer: work.clone(),
        leaves: leaves.iter().map(drawn).collect(),
    };
    let tree = Tree {
        id: "decision".to_owned(),
        title: "Which approach for which work".to_owned(),
        question: QUESTION.to_owned(),
        branches: grown.iter().map(branch).collect(),
    };
    let drawings = [Size::Wide, Size::Narrow].map(|size| {
        tree.draw(size).map_err(|error| anyhow!("cannot draw the tree: {error}"))
    });
    let drawings = drawings.into_iter().collect::<Result<Vec<String>>>()?;
    Ok(page::figure("chart", &drawings.join("\n"), &caption(grown)))
}

fn drawn(leaf: &Leaf) -> chart::Leaf {
    let mark = leaf.mark();
    chart::Leaf {
        when: leaf.when.clone(),
        take: leaf.advised(),
        chosen: leaf.advice() == Advice::Take,
        instead_of: format!("not: {}", leaf.instead_of),
        gain: format!("{mark} {}", leaf.gained()).trim_end().to_owned(),
        short_gain: format!("{mark} {}", leaf.gained_shortly()).trim_end().to_owned(),
        unit: leaf.gain_words.clone(),
        holds: leaf.holds(),
    }
}

/// What the marks mean: those that are there.
fn caption(grown: &Grown) -> String {
    let mut marks: Vec<(&str, &str)> = Vec::new();
    for leaf in grown.iter().flat_map(|(_, leaves)| leaves) {
        let meant = (leaf.mark(), leaf.words());
        if !marks.contains(&meant) {
            marks.push(meant);
        }
    }
    let marks: Vec<String> = marks
        .into_iter()
        .map(|(mark, words)| format!("{} {}", escape(mark), escape(words)))
        .collect();
    format!(
        "Below each choice: what it is compared with. On the right: how many times better \
         it was, and in what. The mark is the verdict on the claim behind it: {}.",
        marks.join("; ")
    )
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
