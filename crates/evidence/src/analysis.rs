//! An experiment's data file: how its record is read.
//!
//! It lies beside the experiment's code and has the experiment's name:
//! `src/in_flight.toml` beside `src/in_flight.rs` is that of `in-flight`.
//!
//! ```toml
//! question = "Many requests: which way of making them ends soonest?"
//! # Optional: it runs programs in Python, which import these libraries. Which there are on
//! # this machine belongs to what its record depends on.
//! python = ["aiohttp", "httpx"]
//!
//! [[claims]]
//! id = "async-beats-the-loop"
//! # One {} for the bound. What follows it says in what it counts: `times`, `%`, `KiB`.
//! text = "Async on one thread is at least {} times as fast as the loop."
//! of = "sequential"      # a quantity: see `compared`
//! over = "async"
//! at-least = 10.0        # of `of` divided by `over`; or at-most
//! min-cores = 2          # optional: it is about machines with 2 cores or more
//! max-cores = 4
//!
//! [[figures]]            # the first is the experiment's own
//! name = "times"
//! kind = "dots"          # or lines, parts, percentiles, timeline, compared
//! metric = "wall"
//! axis = "time for all of it"
//!
//! [[columns]]            # of the table of what the experiment measures itself
//! name = "connect"
//! label = "Connecting"
//! metric = "connect_ns"
//!
//! [[predictions]]        # what a reader is asked to guess first
//! name = "by-how-much"
//! text = "How many times as fast as the loop is async?"
//! of = "sequential"      # a ratio; or order = [ROWS], or choose = [ROWS], or claim = ID
//! over = "async"
//! ```

use record::{Metric, near};
use serde::Deserialize;

use crate::claim::{Bound, Claim};
use crate::figure::{Column, Figure, Kind};
use crate::prediction::{Guess, Prediction};
use crate::sweep::Sweep;

/// What `show … number ROW/NAME` takes for a statistic of the row's time.
pub const STATISTICS: [&str; 8] =
    ["median", "mean", "std", "min", "max", "low", "high", "excess"];

/// How an experiment's record is read.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// What the experiment asks, in a sentence.
    pub question: String,
    /// The libraries that its programs in Python may import; `None` if it runs none.
    pub python: Option<Vec<String>>,
    /// What is claimed, in the order of the page.
    pub claims: Vec<Claim>,
    /// What is drawn; `show … chart` shows the first.
    pub figures: Vec<Figure>,
    /// What the experiment measures itself, for `show … measures`.
    pub columns: Vec<Column>,
    /// What a reader is asked to guess, in the order of the page.
    pub predictions: Vec<Prediction>,
}

/// What is wrong with a data file: which entry, which key, and which may be meant.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct AnalysisError(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: String,
    python: Option<Vec<String>>,
    #[serde(default)]
    claims: Vec<ClaimEntry>,
    #[serde(default)]
    figures: Vec<FigureEntry>,
    #[serde(default)]
    columns: Vec<ColumnEntry>,
    #[serde(default)]
    predictions: Vec<PredictionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ClaimEntry {
    id: String,
    text: String,
    of: String,
    over: String,
    at_least: Option<f64>,
    at_most: Option<f64>,
    min_cores: Option<u64>,
    max_cores: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FigureEntry {
    name: String,
    kind: String,
    metric: Option<String>,
    axis: Option<String>,
    over: Option<String>,
    over_axis: Option<String>,
    times_into: Option<String>,
    fitted: Option<bool>,
    predicted: Option<bool>,
    rows: Option<Vec<String>>,
    parts: Option<Vec<Named>>,
    points: Option<Vec<Named>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
    metric: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnEntry {
    name: String,
    label: String,
    metric: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PredictionEntry {
    name: String,
    text: String,
    of: Option<String>,
    over: Option<String>,
    order: Option<Vec<String>>,
    choose: Option<Vec<String>>,
    metric: Option<String>,
    #[serde(default)]
    largest: bool,
    claim: Option<String>,
}

impl Analysis {
    /// Reads the text of a data file, and checks it.
    pub fn parse(text: &str) -> Result<Self, AnalysisError> {
        let file: File = toml::from_str(text)
            .map_err(|error| AnalysisError(with_near_key(&error.to_string())))?;
        let mut analysis = Self {
            question: file.question,
            python: file.python,
            claims: all(file.claims, "claim", |claim| &claim.id, claim)?,
            figures: all(file.figures, "figure", |figure| &figure.name, figure)?,
            columns: all(file.columns, "column", |column| &column.name, column)?,
            predictions: all(
                file.predictions,
                "prediction",
                |one| &one.name,
                prediction,
            )?,
        };
        for figure in &mut analysis.figures {
            figure.title.clone_from(&analysis.question);
        }
        for prediction in &analysis.predictions {
            if let Guess::Verdict(id) = &prediction.guess {
                let named = |why| format!("prediction `{}`: {why}", prediction.name);
                analysis.claim(id).map_err(|why| AnalysisError(named(why)))?;
            }
        }
        let names: [(&str, Vec<&str>); 4] = [
            ("claims", analysis.claims.iter().map(|one| one.id.as_str()).collect()),
            ("figures", analysis.figures.iter().map(|one| one.name.as_str()).collect()),
            ("columns", analysis.columns.iter().map(|one| one.name.as_str()).collect()),
            (
                "predictions",
                analysis.predictions.iter().map(|one| one.name.as_str()).collect(),
            ),
        ];
        for (kind, names) in names {
            if let Some(twice) = twice(&names) {
                return Err(AnalysisError(format!("two {kind} are called `{twice}`")));
            }
        }
        Ok(analysis)
    }

    /// The claim with this id.
    pub fn claim(&self, id: &str) -> Result<&Claim, String> {
        self.claims.iter().find(|claim| claim.id == id).ok_or_else(|| {
            let known: Vec<&str> =
                self.claims.iter().map(|claim| claim.id.as_str()).collect();
            near::unknown("claim", id, &known)
        })
    }

    /// The figure of this name; the first without a name.
    pub fn figure(&self, name: Option<&str>) -> Result<&Figure, String> {
        let Some(name) = name else {
            return self
                .figures
                .first()
                .ok_or_else(|| "this experiment has no figure".to_owned());
        };
        self.figures.iter().find(|figure| figure.name == name).ok_or_else(|| {
            let known: Vec<&str> =
                self.figures.iter().map(|figure| figure.name.as_str()).collect();
            near::unknown("figure", name, &known)
        })
    }
}

/// Reads the entries of a list; an error names the entry that is wrong.
fn all<E, T>(
    entries: Vec<E>,
    kind: &str,
    name: fn(&E) -> &String,
    read: fn(E) -> Result<T, String>,
) -> Result<Vec<T>, AnalysisError> {
    let one = |entry: E| {
        let name = name(&entry).clone();
        read(entry).map_err(|why| AnalysisError(format!("{kind} `{name}`: {why}")))
    };
    entries.into_iter().map(one).collect()
}

/// A name that stands twice in a list.
pub fn twice<'a>(names: &[&'a str]) -> Option<&'a str> {
    let is_again = |(index, name): (usize, &&'a str)| {
        names[..index].contains(name).then_some(*name)
    };
    names.iter().enumerate().find_map(is_again)
}

#[expect(clippy::needless_pass_by_value, reason = "as the other entries are read")]
fn claim(entry: ClaimEntry) -> Result<Claim, String> {
    let bound = match (entry.at_least, entry.at_most) {
        (Some(bound), None) => Bound::AtLeast(bound),
        (None, Some(bound)) => Bound::AtMost(bound),
        _ => return Err("it needs one bound: `at-least` or `at-most`".to_owned()),
    };
    let mut claim = Claim::new(
        &entry.id,
        &entry.text,
        [entry.of.parse()?, entry.over.parse()?],
        bound,
    );
    if let Some(cores) = entry.min_cores {
        claim = claim.on_cores(cores);
    }
    if let Some(cores) = entry.max_cores {
        claim = claim.on_at_most(cores);
    }
    claim.check()?;
    Ok(claim)
}

fn figure(mut entry: FigureEntry) -> Result<Figure, String> {
    let kind = match entry.kind.as_str() {
        "dots" => Kind::Dots {
            metric: Metric::named(&take(&mut entry.metric, "metric")?),
            axis: take(&mut entry.axis, "axis")?,
        },
        "lines" => Kind::Lines(Sweep {
            over: take(&mut entry.over, "over")?,
            over_axis: take(&mut entry.over_axis, "over-axis")?,
            metric: Metric::named(&take(&mut entry.metric, "metric")?),
            axis: take(&mut entry.axis, "axis")?,
            times_into: entry.times_into.take(),
            fitted: entry.fitted.take().unwrap_or(false),
            predicted: entry.predicted.take().unwrap_or(false),
        }),
        "parts" => Kind::Parts {
            parts: named(take(&mut entry.parts, "parts")?),
            axis: take(&mut entry.axis, "axis")?,
        },
        "percentiles" => Kind::Percentiles {
            rows: take(&mut entry.rows, "rows")?,
            points: named(take(&mut entry.points, "points")?),
            over_axis: entry
                .over_axis
                .take()
                .unwrap_or_else(|| "percentile".to_owned()),
            axis: take(&mut entry.axis, "axis")?,
        },
        "timeline" => Kind::Timeline { rows: some_rows(&mut entry)? },
        "compared" => Kind::Compared { rows: some_rows(&mut entry)? },
        other => {
            let known =
                ["dots", "lines", "parts", "percentiles", "timeline", "compared"];
            return Err(near::unknown("kind of figure", other, &known));
        }
    };
    let left = [
        ("metric", entry.metric.is_some()),
        ("axis", entry.axis.is_some()),
        ("over", entry.over.is_some()),
        ("over-axis", entry.over_axis.is_some()),
        ("times-into", entry.times_into.is_some()),
        ("fitted", entry.fitted.is_some()),
        ("predicted", entry.predicted.is_some()),
        ("rows", entry.rows.is_some()),
        ("parts", entry.parts.is_some()),
        ("points", entry.points.is_some()),
    ];
    match left.iter().find(|(_, is_left)| *is_left) {
        Some((key, _)) => {
            Err(format!("`{key}` says nothing about a figure of {}", entry.kind))
        }
        None => Ok(Figure { name: entry.name, title: String::new(), kind }),
    }
}

fn take<T>(value: &mut Option<T>, key: &str) -> Result<T, String> {
    value.take().ok_or_else(|| format!("it needs `{key}`"))
}

fn some_rows(entry: &mut FigureEntry) -> Result<Vec<String>, String> {
    let rows = take(&mut entry.rows, "rows")?;
    if rows.is_empty() { Err("it names no row".to_owned()) } else { Ok(rows) }
}

fn named(entries: Vec<Named>) -> Vec<(String, Metric)> {
    entries
        .into_iter()
        .map(|entry| (entry.name, Metric::named(&entry.metric)))
        .collect()
}

fn prediction(entry: PredictionEntry) -> Result<Prediction, String> {
    let PredictionEntry { name, text, of, over, order, choose, claim, .. } = entry;
    let metric = Metric::named(entry.metric.as_deref().unwrap_or("wall"));
    let several = |rows: Vec<String>| match rows.len() {
        2..=6 => Ok(rows),
        _ => Err("it needs two to six rows".to_owned()),
    };
    let guess = match (of, over, order, choose, claim) {
        (Some(of), Some(over), None, None, None) => {
            let (of, over) = (of.parse()?, over.parse()?);
            Claim::check_compared(&of, &over)?;
            Guess::Ratio(of, over)
        }
        (None, None, Some(rows), None, None) => Guess::Order(several(rows)?, metric),
        (None, None, None, Some(rows), None) => {
            Guess::Choice { rows: several(rows)?, metric, largest: entry.largest }
        }
        (None, None, None, None, Some(claim)) => Guess::Verdict(claim),
        _ => {
            let kinds = "`of` and `over`, or `order`, or `choose`, or `claim`";
            return Err(format!("it needs one thing to guess: {kinds}"));
        }
    };
    Ok(Prediction { name, text, guess })
}

fn column(entry: ColumnEntry) -> Result<Column, String> {
    let ColumnEntry { name, label, metric } = entry;
    if STATISTICS.contains(&name.as_str()) {
        return Err(
            "it is called as a statistic is: `ROW/NAME` would mean either".to_owned()
        );
    }
    Ok(Column { name, label, metric: Metric::named(&metric) })
}

/// The parser names an unknown key and those that there are; this adds the near one.
fn with_near_key(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted[..] {
        [unknown, ref known @ ..]
            if message.contains("unknown field") && !known.is_empty() =>
        {
            let place: Vec<&str> = message
                .lines()
                .take_while(|line| !line.contains("unknown field"))
                .collect();
            format!("{}\n{}", place.join("\n"), near::unknown("key", unknown, known))
        }
        _ => message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLAIM: &str = "question = \"How?\"\n[[claims]]\nid = \"a\"\n\
        text = \"At least {} times.\"\nof = \"loop\"\nover = \"async\"\nat-least = 2.0\n";

    fn error(text: &str) -> String {
        Analysis::parse(text).expect_err("it is wrong").to_string()
    }

    #[test]
    fn a_claim_a_figure_and_a_column_are_read() {
        let text = format!(
            "{CLAIM}min-cores = 2\n[[figures]]\nname = \"times\"\nkind = \"dots\"\n\
             metric = \"wall\"\naxis = \"time\"\n[[columns]]\nname = \"c\"\nlabel = \"C\"\n\
             metric = \"connect_ns\"\n"
        );
        let analysis = Analysis::parse(&text).expect("valid");
        assert_eq!(analysis.claims[0].text(), "At least 2 times.");
        assert_eq!(analysis.columns[0].metric, Metric::Own("connect_ns"));
        assert!(matches!(analysis.figures[0].kind, Kind::Dots { .. }));
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_near_one() {
        let error = error(&CLAIM.replace("at-least", "at-leest"));
        assert!(error.contains("line 7"), "{error}");
        assert!(error.contains("do you mean `at-least`"), "{error}");
    }

    #[test]
    fn a_text_without_its_bound_and_a_claim_without_one_are_refused() {
        let no_place = error(&CLAIM.replace("{}", "two"));
        assert!(
            no_place.contains("claim `a`") && no_place.contains("{}"),
            "{no_place}"
        );
        let no_bound = error(&CLAIM.replace("at-least = 2.0\n", ""));
        assert!(no_bound.contains("`at-least` or `at-most`"), "{no_bound}");
    }

    #[test]
    fn quantities_that_cannot_be_compared_are_refused() {
        for (from, to) in [
            ("of = \"loop\"", "of = \"ideal\""),
            ("of = \"loop\"", "of = \"loop memory\""),
            ("of = \"loop\"", "of = \"async\""),
            ("of = \"loop\"", "of = \"a b c d\""),
        ] {
            let error = error(&CLAIM.replace(from, to));
            assert!(error.contains("claim `a`"), "{error}");
        }
    }

    #[test]
    fn what_a_kind_of_figure_lacks_or_does_not_know_is_named() {
        let figure = |rest: &str| {
            error(&format!("question = \"\"\n[[figures]]\nname = \"f\"\n{rest}"))
        };
        assert!(figure("kind = \"dots\"\nmetric = \"wall\"").contains("needs `axis`"));
        let unlike = figure("kind = \"timeline\"\nrows = [\"a\"]\naxis = \"time\"");
        assert!(unlike.contains("`axis` says nothing"), "{unlike}");
        assert!(figure("kind = \"dot\"").contains("do you mean `dots`"));
    }

    #[test]
    fn a_column_called_as_a_statistic_is_refused() {
        let column = "question = \"\"\n[[columns]]\nname = \"max\"\nlabel = \"Worst\"\n\
                      metric = \"max_ns\"\n";
        assert!(error(column).contains("column `max`: it is called as a statistic is"));
    }

    #[test]
    fn a_prediction_of_nothing_or_of_two_things_or_of_no_claim_is_refused() {
        let prediction = |rest: &str| {
            error(&format!(
                "{CLAIM}[[predictions]]\nname = \"p\"\ntext = \"?\"\n{rest}"
            ))
        };
        assert!(prediction("").contains("prediction `p`: it needs one thing to guess"));
        let two = prediction("claim = \"a\"\norder = [\"loop\", \"async\"]");
        assert!(two.contains("one thing to guess"), "{two}");
        assert!(prediction("claim = \"b\"").contains("there is no claim `b`"));
        assert!(prediction("order = [\"loop\"]").contains("two to six rows"));
        let unlike = prediction("of = \"loop\"\nover = \"1 KiB\"");
        assert!(unlike.contains("unlike units"), "{unlike}");
    }

    #[test]
    fn a_name_that_stands_twice_is_refused() {
        let again = CLAIM.split_once('\n').expect("a question").1;
        assert!(
            error(&format!("{CLAIM}{again}")).contains("two claims are called `a`")
        );
    }
}
