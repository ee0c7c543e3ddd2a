//! `decide`: which approach for which work, from the records.

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use chapter::page::escape;
use chapter::view::{Format, View};
use chart::{Branch, Size, Tree};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use record::quantity;

use crate::decision::{self, Leaf};
use crate::grouped::{Group, Grouped, Text};
use crate::shelf::Shelf;
use crate::verdict;

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

/// Prints it.
pub fn run(matches: &ArgMatches) -> Result<ExitCode> {
    let shelf = Shelf::open(matches)?;
    let grown = decision::grow(&decision::kinds(), &shelf)?;
    let what = matches.get_one::<String>("what").map_or("table", String::as_str);
    match (what, shelf.view.format) {
        (_, Format::Json) => print_json(&grown)?,
        ("tree", Format::Page) => print_tree(&grown)?,
        ("list" | "tree", format) => print_list(&grown, format),
        (_, format) => table(&grown).print(format),
    }
    Ok(ExitCode::SUCCESS)
}

type Grown = [(&'static str, Vec<Leaf>)];

fn print_json(grown: &Grown) -> Result<()> {
    let kinds = grown.iter().map(|(work, leaves)| {
        let cases = leaves.iter().map(|leaf| {
            let verdict = leaf.verdict.as_ref();
            serde_json::json!({
                "measured": leaf,
                "claim": verdict.map(|judged| &judged.text),
                "verdict": verdict.map(|judged| &judged.words),
                "page": leaf.page.file,
            })
        });
        serde_json::json!({ "work": work, "cases": cases.collect::<Vec<_>>() })
    });
    let kinds: Vec<_> = kinds.collect();
    println!("{}", serde_json::to_string_pretty(&kinds)?);
    Ok(())
}

fn table(grown: &Grown) -> Grouped {
    let head = ["When", "Take", "Gain", "Memory", "Lines", "Shown in"];
    let group = |(work, leaves): &(&'static str, Vec<Leaf>)| Group {
        heading: Text::plain(*work),
        rows: leaves.iter().map(cells).collect(),
    };
    Grouped {
        class: "decision",
        head: head.map(str::to_owned).to_vec(),
        groups: grown.iter().map(group).collect(),
    }
}

fn cells(leaf: &Leaf) -> Vec<Text> {
    let take = match &leaf.listing {
        Some(place) => Text::link(&leaf.take, place),
        None => Text::plain(&leaf.take),
    };
    // What rests on a claim that holds needs no mark of its own.
    let doubt = if leaf.holds() { String::new() } else { format!("{} ", leaf.mark()) };
    let gain = Text::plain(format!("{doubt}{}", leaf.gained_shortly()))
        .and(&together(&leaf.interval()))
        .and(&leaf.gain_words);
    let memory = leaf.memory_bytes.map_or_else(|| "–".to_owned(), quantity::bytes);
    let ratio = leaf.memory_ratio.map_or_else(String::new, |ratio| {
        format!("{}× the other", quantity::digits(ratio.median))
    });
    let lines = leaf.lines.map_or_else(|| "–".to_owned(), |lines| lines.to_string());
    let more = leaf.more_lines.map_or_else(String::new, |more| match more {
        0 => together("as many"),
        more if more > 0 => together(&format!("{more} more")),
        fewer => together(&format!("{} fewer", -fewer)),
    });
    let badge = leaf.verdict.as_ref();
    let badge = badge.map(|judged| verdict::badge(judged, &leaf.page.file));
    vec![
        Text::plain(&leaf.when),
        take.and(&format!("instead of: {}", leaf.instead_of)),
        gain,
        Text::plain(memory).and(&ratio),
        Text::plain(lines).and(&more),
        Text::link(&leaf.page.title, &leaf.page.file).with(&badge.unwrap_or_default()),
    ]
}

/// Words that do not break at the end of a line.
fn together(words: &str) -> String {
    words.replace(' ', "\u{a0}")
}

fn print_tree(grown: &Grown) -> Result<()> {
    let branch = |(work, leaves): &(&'static str, Vec<Leaf>)| Branch {
        answer: (*work).to_owned(),
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
    println!("\n<figure class=\"chart\">");
    for drawing in drawings {
        let drawing = drawing?;
        let lines = drawing.lines().filter(|line| !line.trim().is_empty());
        println!("{}", lines.collect::<Vec<_>>().join("\n"));
    }
    println!("<figcaption>{}</figcaption>\n</figure>\n", caption(grown));
    Ok(())
}

fn drawn(leaf: &Leaf) -> chart::Leaf {
    let mark = leaf.mark();
    chart::Leaf {
        when: leaf.when.clone(),
        take: leaf.take.clone(),
        gain: format!("{mark} {}", leaf.gained()),
        short_gain: format!("{mark} {}", leaf.gained_shortly()),
        holds: leaf.holds(),
    }
}

/// What the marks mean: those that are there.
fn caption(grown: &Grown) -> String {
    let mut marks: Vec<(String, String)> = Vec::new();
    for leaf in grown.iter().flat_map(|(_, leaves)| leaves) {
        let (mark, words) = match &leaf.verdict {
            Some(judged) => (judged.mark.clone(), judged.words.clone()),
            None => ("–".to_owned(), "was not measured".to_owned()),
        };
        if !marks.iter().any(|(known, _)| *known == mark) {
            marks.push((mark, words));
        }
    }
    let marks: Vec<String> = marks
        .into_iter()
        .map(|(mark, words)| format!("{} {}", escape(&mark), escape(&words)))
        .collect();
    format!(
        "To the right, how many times better than what the table below compares it with. \
         The claim behind it: {}.",
        marks.join("; ")
    )
}

fn print_list(grown: &Grown, format: Format) {
    println!("{QUESTION}\n");
    for (work, leaves) in grown {
        if format == Format::Page {
            println!("- **{work}**");
        } else {
            println!("- {work}");
        }
        for leaf in leaves {
            println!("  - {}", sentence(leaf, format));
        }
    }
}

fn sentence(leaf: &Leaf, format: Format) -> String {
    let Leaf { when, take, instead_of, gain_words, .. } = leaf;
    let words = leaf.verdict.as_ref().map_or("not measured", |judged| &judged.words);
    let (mark, gained) = (leaf.mark(), leaf.gained());
    if format != Format::Page {
        return format!(
            "{when}: {take}, not {instead_of}: {gained} {gain_words} ({mark} {words})"
        );
    }
    let listing = leaf.listing.as_deref().unwrap_or(&leaf.page.file);
    format!(
        "{}: [{}]({listing}), {} {}, compared with “{}” \
         ([{}]({}), {mark} {words})",
        escape(when),
        escape(take),
        gained.replace('[', "\\["),
        escape(gain_words),
        escape(instead_of),
        escape(&leaf.page.title),
        leaf.page.file,
    )
}
