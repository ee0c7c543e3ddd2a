//! What failed, until it no longer does.

use std::collections::BTreeMap;

use crate::expand::Shown;
use crate::numbers::Experiment;
use crate::status::Trouble;

/// What a failure is about, in the order in which failures are shown.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// The pages themselves.
    Pages,
    /// A chapter's code.
    Chapter(String),
    /// A measurement.
    Experiment(Experiment),
}

/// The failures that stand, each with a title and the words of what failed.
#[derive(Default)]
pub(super) struct Troubles(BTreeMap<Subject, (String, String)>);

impl Troubles {
    /// `subject` failed.
    pub(super) fn add(&mut self, subject: Subject, title: String, words: String) {
        eprintln!("error: {title}");
        self.0.insert(subject, (title, words));
    }

    /// `subject` does not fail any more.
    pub(super) fn remove(&mut self, subject: &Subject) {
        self.0.remove(subject);
    }

    /// The code of a chapter, or of all, has changed: what failed may not any more.
    pub(super) fn sources_changed(&mut self, chapter: Option<&str>) {
        let concerns = |name: &str| chapter.is_none_or(|chapter| chapter == name);
        self.0.retain(|subject, _| match subject {
            Subject::Pages => true,
            Subject::Chapter(name) => !concerns(name),
            Subject::Experiment(experiment) => !concerns(&experiment.chapter),
        });
    }

    /// The failures, each with the pages that it concerns.
    pub(super) fn on_pages(&self, shown: &Shown) -> Vec<Trouble> {
        let pages = |concerns: &dyn Fn(&Experiment) -> bool| {
            let shown = shown
                .iter()
                .filter(|(_, experiments)| experiments.iter().any(concerns));
            Some(shown.map(|(page, _)| page.clone()).collect())
        };
        let on_pages =
            |(subject, (title, text)): (&Subject, &(String, String))| Trouble {
                title: title.clone(),
                text: text.clone(),
                pages: match subject {
                    Subject::Pages => None,
                    Subject::Chapter(name) => pages(&|one| one.chapter == *name),
                    Subject::Experiment(experiment) => pages(&|one| one == experiment),
                },
            };
        self.0.iter().map(on_pages).collect()
    }
}
