//! No setting of an experiment is typed in the prose beside it: another profile, or a
//! reader's own run, has another.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use record::config::Config;
use record::{Profile, Setting};
use regex::Regex;
use show::Library;

/// Up to here a word may be the name of something, such as *two workers*.
const SMALL: u64 = 12;

const ONES: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const POWERS: [(&str, u64); 3] =
    [("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000)];

/// What a word adds to a number in words; `None` if it is no number.
#[derive(Clone, Copy)]
enum Word {
    Added(u64),
    Hundred,
    Power(u64),
}

fn word(text: &str) -> Option<Word> {
    let place = |words: &[&str]| words.iter().position(|word| *word == text);
    if let Some(place) = place(&ONES) {
        return Some(Word::Added(place as u64 + 1));
    }
    if let Some(place) = place(&TENS) {
        return Some(Word::Added((place as u64 + 2) * 10));
    }
    if text == "hundred" {
        return Some(Word::Hundred);
    }
    POWERS
        .iter()
        .find(|(power, _)| *power == text)
        .map(|(_, power)| Word::Power(*power))
}

/// The whole numbers of a text, in digits or in words, each with what follows it.
fn numbers(text: &str) -> Vec<(u64, &str)> {
    let token = Regex::new(r"[A-Za-z]+|\d[\d,]*(?:\.\d+)?").expect("valid");
    let tokens: Vec<regex::Match<'_>> = token.find_iter(text).collect();
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(first) = tokens.get(next) {
        next += 1;
        if first.as_str().starts_with(|first: char| first.is_ascii_digit()) {
            if let Ok(number) = first.as_str().replace(',', "").parse() {
                found.push((number, &text[first.end()..]));
            }
            continue;
        }
        let Some(mut meant) = word(&first.as_str().to_lowercase()) else { continue };
        let (mut whole, mut part, mut end) = (0, 0, first.end());
        loop {
            match meant {
                Word::Added(more) => part += more,
                Word::Hundred => part = part.max(1) * 100,
                Word::Power(power) => (whole, part) = (whole + part.max(1) * power, 0),
            }
            let Some(after) = tokens.get(next) else { break };
            let between = &text[end..after.start()];
            let joined = !between.is_empty()
                && between.chars().all(|c| c.is_whitespace() || c == '-');
            let Some(more) = word(&after.as_str().to_lowercase()).filter(|_| joined)
            else {
                break;
            };
            (meant, end) = (more, after.end());
            next += 1;
        }
        found.push((whole + part, &text[end..]));
    }
    found
}

/// The prose of a page: without code, directives, links' targets, headings and what is
/// said of a source's own run, in italics.
fn prose(markdown: &str) -> String {
    let patterns = [
        r"(?ms)^```.*?^```",
        r"(?s)<!--.*?-->",
        r"(?s)<p class=.listing.*?</p>",
        r"`[^`]*`",
        r"\]\([^)]*\)",
        r"<[^>]*>",
        r"(?m)^#+ .*$",
        r"(?ms)^\*From .*?\*$",
    ];
    patterns.iter().fold(markdown.to_owned(), |text, pattern| {
        Regex::new(pattern).expect("valid").replace_all(&text, " ; ").into_owned()
    })
}

/// The settings that are typed in a text, with the words around them.
fn typed(markdown: &str, settings: &BTreeSet<u64>) -> Vec<String> {
    let prose = prose(markdown);
    let no_count = Regex::new(
        r"^\s*(?:%|percent|times\b|×|years?\b|such (?:runs|bars)|must come)",
    )
    .expect("valid");
    let is_typed = |(number, after): &(u64, &str)| {
        settings.contains(number) && !no_count.is_match(after)
    };
    let shown = |(number, after): (u64, &str)| {
        let after: String = after.chars().take(30).collect();
        format!("{number}: …{after}…")
    };
    numbers(&prose).into_iter().filter(is_typed).map(shown).collect()
}

/// The counts that an experiment is run with, by the profiles that pages show, and those
/// of its rows.
fn settings_of(
    library: &Library,
    config: &Config,
    chapter: &str,
    name: &str,
) -> BTreeSet<u64> {
    let mut all = Vec::new();
    for profile in [Profile::Quick, Profile::Full] {
        all.push(config.settings(name, profile).expect("a profile"));
    }
    for machine in library.store().recorded_machines().expect("readable") {
        if let Some(record) = library.record(&machine, chapter, name).expect("readable")
        {
            all.extend(record.rows.iter().map(|row| row.settings.clone()));
        }
    }
    let counts = all.iter().flat_map(record::Settings::iter);
    counts
        .filter_map(|(_, setting)| match setting {
            Setting::Count(count) if *count > SMALL => Some(*count),
            _ => None,
        })
        .collect()
}

#[test]
fn no_setting_of_an_experiment_is_typed_beside_it() {
    let library =
        Library::open(&show::library::checkout().expect("here")).expect("it opens");
    let mut settings = BTreeMap::new();
    for chapter in library.chapters() {
        let file = library
            .root()
            .join("chapters-code")
            .join(&chapter.name)
            .join("config.toml");
        let config =
            Config::parse(&fs::read_to_string(file).expect("readable")).expect("valid");
        for name in &chapter.experiments {
            let all = settings_of(&library, &config, &chapter.name, name);
            settings.insert(format!("{} show {name} ", chapter.name), all);
        }
    }
    assert!(settings.values().any(|counts| counts.contains(&100)), "{settings:?}");
    let mut found = Vec::new();
    for page in library.pages().all() {
        let text = fs::read_to_string(library.root().join("book").join(&page.file));
        let text = text.expect("readable");
        let beside = settings.iter().filter(|(show, _)| text.contains(show.as_str()));
        let beside: BTreeSet<u64> =
            beside.flat_map(|(_, counts)| counts.clone()).collect();
        found.extend(
            typed(&text, &beside)
                .into_iter()
                .map(|one| format!("{}: {one}", page.file)),
        );
    }
    assert_eq!(found, [""; 0], "splice these: they differ by profile");
}

#[test]
fn a_typed_setting_would_be_found() {
    let settings = BTreeSet::from([50, 100, 10_000]);
    let of = |text: &str| typed(text, &settings).len();
    assert_eq!(of("A hundred threads, in waves of fifty."), 2);
    assert_eq!(of("Ten thousand of them, or 10,000."), 2);
    assert_eq!(of("One hundred and five workers."), 1);
    assert_eq!(of("A hundred times as fast; 51 workers; two hundred tasks."), 0);
    assert_eq!(
        of("`--requests 100`, [50 workers](100.md) and\n```sh\nrun 100\n```\n"),
        1
    );
    assert_eq!(of("<!-- cmdrun io show x number 100 --> requests"), 0);
}
