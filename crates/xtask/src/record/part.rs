//! Which experiments to record: `CHAPTER`, or `CHAPTER/EXPERIMENT`.

use std::convert::Infallible;
use std::str::FromStr;

use anyhow::{Result, ensure};

use super::stale::Experiment;

/// A chapter, or one of its experiments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    chapter: String,
    experiment: Option<String>,
}

impl FromStr for Part {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.split_once('/') {
            Some((chapter, one)) => {
                Self { chapter: chapter.to_owned(), experiment: Some(one.to_owned()) }
            }
            None => Self { chapter: text.to_owned(), experiment: None },
        })
    }
}

/// The chapters that these parts name, each with its experiments; all chapters if there
/// are no parts, and an empty list for all experiments.
pub(super) fn select(
    chapters: &[String],
    parts: &[Part],
) -> Result<Vec<(String, Vec<String>)>> {
    for Part { chapter, .. } in parts {
        ensure!(
            chapters.contains(chapter),
            "there is no chapter `{chapter}` that measures anything; there are: {}",
            chapters.join(", ")
        );
    }
    let mut selected = Vec::new();
    for chapter in chapters {
        let mut its = parts.iter().filter(|part| part.chapter == *chapter).peekable();
        if its.peek().is_none() && !parts.is_empty() {
            continue;
        }
        // One part without an experiment is the whole chapter.
        let only: Option<Vec<String>> =
            its.map(|part| part.experiment.clone()).collect();
        selected.push((chapter.clone(), only.unwrap_or_default()));
    }
    Ok(selected)
}

/// The experiments of these names; all if there are no names.
pub(super) fn keep(
    chapter: &str,
    all: Vec<Experiment>,
    only: &[String],
) -> Result<Vec<Experiment>> {
    for name in only {
        ensure!(
            all.iter().any(|experiment| experiment.name == *name),
            "{chapter} has no experiment `{name}`; it has: {}",
            all.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
        );
    }
    let wanted =
        |experiment: &Experiment| only.is_empty() || only.contains(&experiment.name);
    Ok(all.into_iter().filter(wanted).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(parts: &[&str]) -> Result<Vec<(String, Vec<String>)>> {
        let chapters = ["cpu-bound", "io-bound"].map(str::to_owned);
        let Ok(parts) = parts.iter().map(|part| part.parse()).collect();
        let parts: Vec<Part> = parts;
        select(&chapters, &parts)
    }

    #[test]
    fn without_parts_every_chapter_is_wanted_whole() {
        let all = selected(&[]).expect("known");
        assert_eq!(
            all,
            [("cpu-bound".into(), Vec::new()), ("io-bound".into(), Vec::new())]
        );
    }

    #[test]
    fn a_chapter_is_wanted_whole_or_by_experiment() {
        let one = selected(&["io-bound/overview", "io-bound/tail"]).expect("known");
        assert_eq!(one, [("io-bound".into(), vec!["overview".into(), "tail".into()])]);
        let whole = selected(&["io-bound/overview", "io-bound"]).expect("known");
        assert_eq!(whole, [("io-bound".into(), Vec::new())]);
    }

    #[test]
    fn what_there_is_not_is_refused_with_what_there_is() {
        let error = selected(&["gpu-bound"]).expect_err("unknown").to_string();
        assert!(error.contains("cpu-bound, io-bound"), "{error}");
        let overview = || Experiment { name: "overview".into(), stale: Vec::new() };
        let error = keep("io-bound", vec![overview()], &["overwiev".into()]);
        let error = error.expect_err("unknown").to_string();
        assert!(error.contains("it has: overview"), "{error}");
        let kept = keep("io-bound", vec![overview()], &[]).expect("all");
        assert_eq!(kept.len(), 1);
    }
}
