//! What stands in the place of each directive.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Result, ensure};
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::Book;
use record::machine::LOCAL;
use show::standing::Standing;

use crate::cache::Cache;
use crate::chapters;
use crate::command::Surroundings;
use crate::directives::{self, Directive};
use crate::explanations::{self, Explanation};
use crate::finish;
use crate::includes;
use crate::numbers::{Experiment, Numbers};

/// The pages that mdBook makes, in the book's order, with the experiments that each
/// shows.
pub(crate) type Shown = Vec<(String, BTreeSet<Experiment>)>;

/// The directives of a book that has no malformed one and no missing include.
pub(crate) struct Directives {
    sources: PathBuf,
    root: PathBuf,
    crates: BTreeSet<String>,
    pages: Vec<Page>,
}

struct Page {
    /// Its file, relative to the book's sources.
    source: PathBuf,
    /// What mdBook makes of it.
    html: String,
    directives: Vec<Directive>,
    explanations: Vec<Explanation>,
}

impl Directives {
    /// Finds the directives, or says all that is wrong with them and the includes.
    pub(crate) fn find(context: &PreprocessorContext, book: &Book) -> Result<Self> {
        let missing = includes::problems(context, book);
        refuse(
            &missing,
            "file or anchor cannot be",
            "files or anchors cannot be",
            "included",
        )?;
        let sources = context.root.join(&context.config.book.src);
        let mut pages = Vec::new();
        let mut malformed = Vec::new();
        for page in includes::pages(book) {
            let Some(source) = page.source_path.clone() else { continue };
            let parsed = directives::parse(&page.content);
            let file = context.config.book.src.join(&source);
            let (explanations, wrong) = explanations::parse(&page.content);
            let of_page = parsed.malformed.into_iter().chain(wrong);
            malformed.extend(of_page.map(|what| format!("{}, {what}", file.display())));
            let html = page.path.as_ref().unwrap_or(&source).with_extension("html");
            let html = html.to_string_lossy().into_owned();
            let directives = parsed.directives;
            pages.push(Page { source, html, directives, explanations });
        }
        refuse(&malformed, "directive cannot be", "directives cannot be", "run")?;
        let crates = chapters::crates(&context.root)?;
        Ok(Self { sources, root: context.root.clone(), crates, pages })
    }

    /// The experiments that each page shows. The book opens with its first page again.
    pub(crate) fn shown(&self) -> Shown {
        let of_page =
            |page: &Page| (page.html.clone(), self.experiments_of(page).collect());
        let mut shown: Shown = self.pages.iter().map(of_page).collect();
        if let Some((_, first)) = shown.first().cloned() {
            shown.push(("index.html".to_owned(), first));
        }
        shown
    }

    /// The experiment that `command` shows: `CHAPTER show EXPERIMENT …`.
    fn shown_by(&self, command: &str) -> Option<Experiment> {
        let mut words = command.split_whitespace();
        let chapter = words.next().filter(|word| self.crates.contains(*word))?;
        (words.next()? == "show").then_some(())?;
        Some(Experiment { chapter: chapter.to_owned(), name: words.next()?.to_owned() })
    }

    /// The experiments that a page shows, or rests on.
    fn experiments_of<'a>(
        &'a self,
        page: &'a Page,
    ) -> impl Iterator<Item = Experiment> + 'a {
        let shown =
            page.directives.iter().filter_map(|one| self.shown_by(&one.command));
        let claims = page.explanations.iter().flat_map(|one| &one.claims);
        shown.chain(claims.map(|claim| Experiment {
            chapter: claim.chapter.clone(),
            name: claim.experiment.clone(),
        }))
    }

    /// Replaces every directive by what its command prints, or names all that fail.
    pub(crate) fn fill(
        &self,
        book: &mut Book,
        numbers: &dyn Numbers,
        surroundings: &Surroundings,
        cache: &Mutex<Cache>,
    ) -> Result<()> {
        let experiments: BTreeSet<Experiment> =
            self.pages.iter().flat_map(|page| self.experiments_of(page)).collect();
        let states =
            experiments.into_iter().map(|one| (one.clone(), numbers.state(Some(&one))));
        let filling = Filling {
            directives: self,
            numbers,
            states: states.collect(),
            state_of_all: numbers.state(None),
            surroundings,
            cache,
        };
        let mut failures = Vec::new();
        let standing: Vec<Vec<Standing>> = self
            .pages
            .iter()
            .map(|page| filling.standing(page, &mut failures))
            .collect();
        let all: Vec<Task<'_>> = self
            .pages
            .iter()
            .zip(&standing)
            .flat_map(|(page, standing)| tasks(page, standing, &surroundings.machine))
            .collect();
        let texts = in_parallel(&all, |task| filling.text(task));
        let mut replaced: BTreeMap<&Path, Vec<(Range<usize>, String)>> =
            BTreeMap::new();
        for (task, text) in all.iter().zip(texts) {
            match text {
                Ok(text) => {
                    let text = task.directive.replacement(&text).to_owned();
                    let of_page = replaced.entry(&task.page.source).or_default();
                    of_page.push((task.directive.range.clone(), text));
                }
                Err(error) => {
                    let place = self.place(task.page, task.nth);
                    let command = &task.directive.command;
                    failures.push(format!("{place}: `{command}`: {error:#}"));
                }
            }
        }
        refuse(&failures, "directive", "directives", "failed")?;
        for (page, standing) in self.pages.iter().zip(&standing) {
            for (explanation, standing) in page.explanations.iter().zip(standing) {
                let of_page = replaced.entry(&page.source).or_default();
                let Explanation { begin, end, .. } = explanation;
                match explanations::marks(standing) {
                    (before, Some(after)) => of_page.extend([
                        (begin.clone(), before),
                        (end.clone(), after.to_owned()),
                    ]),
                    (instead, None) => of_page.push((begin.start..end.end, instead)),
                }
            }
        }
        let shows = |page: &&Page| self.experiments_of(page).next().is_some();
        let showing: BTreeSet<&Path> =
            self.pages.iter().filter(shows).map(|page| &*page.source).collect();
        let has_questions =
            self.pages.iter().any(|page| page.source == Path::new(finish::QUESTIONS));
        book.for_each_chapter_mut(|chapter| {
            let Some(path) = chapter.source_path.as_deref() else { return };
            let mut texts = replaced.remove(path).unwrap_or_default();
            // From the end, so that the ranges before stay valid.
            texts.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
            for (range, text) in texts {
                chapter.content.replace_range(range, &text);
            }
            chapter.content = finish::with_words_in_code(&chapter.content);
            let is_other = path != Path::new(finish::QUESTIONS);
            if has_questions && is_other && showing.contains(path) {
                chapter.content += &finish::see_also(path);
            }
        });
        Ok(())
    }

    /// The file and line of a page's directive, for a person.
    fn place(&self, page: &Page, nth: usize) -> String {
        let file = self.sources.join(&page.source);
        let source = std::fs::read_to_string(&file).unwrap_or_default();
        let shown = file.strip_prefix(&self.root).unwrap_or(&file).display();
        match directives::line_of(&source, &page.directives, nth) {
            Some(line) => format!("{shown}:{line}"),
            None => format!("{shown} (in a file that it includes)"),
        }
    }
}

/// A directive to run, and for whose page.
struct Task<'a> {
    page: &'a Page,
    /// Which of the page's directives it is.
    nth: usize,
    directive: &'a Directive,
    /// The machine whose numbers it shows.
    machine: &'a str,
}

/// The directives of a page that are shown: in a folded explanation, with the numbers of
/// the machine where it holds, and in one that holds nowhere, none.
fn tasks<'a>(
    page: &'a Page,
    standing: &'a [Standing],
    machine: &'a str,
) -> impl Iterator<Item = Task<'a>> {
    page.directives.iter().enumerate().filter_map(move |(nth, directive)| {
        let around = page
            .explanations
            .iter()
            .position(|one| one.contains(directive.range.start));
        let machine = match around.and_then(|place| standing.get(place)) {
            Some(Standing::Otherwise { holds_on, .. }) => holds_on.as_ref()?.as_str(),
            Some(Standing::Holds) | None => machine,
        };
        Some(Task { page, nth, directive, machine })
    })
}

/// One replacement of all directives.
struct Filling<'a> {
    directives: &'a Directives,
    numbers: &'a dyn Numbers,
    states: BTreeMap<Experiment, u64>,
    state_of_all: u64,
    surroundings: &'a Surroundings,
    cache: &'a Mutex<Cache>,
}

impl Filling<'_> {
    /// How the explanations of a page stand; what is wrong with one is added to
    /// `failures`.
    fn standing(&self, page: &Page, failures: &mut Vec<String>) -> Vec<Standing> {
        let of = |explanation: &Explanation| {
            self.numbers.standing(&explanation.claims, &self.surroundings.machine)
        };
        let or_failed = |explanation| {
            of(explanation).unwrap_or_else(|error| {
                failures.push(format!("{}: where: {error:#}", page.source.display()));
                Standing::Holds
            })
        };
        page.explanations.iter().map(or_failed).collect()
    }

    /// What a directive prints: as it did before, or as the library answers, or as its
    /// command prints when it is run.
    fn text(&self, task: &Task<'_>) -> Result<String> {
        let command = task.directive.command.as_str();
        let pages_machine = self.surroundings.machine.as_str();
        let is_local = pages_machine == LOCAL;
        if let Some(answer) =
            course::page::answer(&self.directives.root, command, is_local)
        {
            return answer;
        }
        let folder = self.directives.sources.join(&task.page.source);
        let folder = folder.parent().unwrap_or(&self.directives.sources);
        let shown = self.directives.shown_by(command);
        let state = match shown {
            Some(experiment) => {
                self.states.get(&experiment).copied().unwrap_or_default()
            }
            None => self.state_of_all ^ self.surroundings.state(command, folder),
        };
        // The same words print something else in another folder, or for a machine.
        let key = format!("{} {} {command}", folder.display(), task.machine);
        let cache = || self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = cache().get(pages_machine, &key, state) {
            return Ok(text.to_owned());
        }
        let program = command.split_whitespace().next().unwrap_or_default();
        let answer = if is_plain(command) {
            self.numbers.answer(command, task.machine)
        } else {
            None
        };
        let text = match answer {
            Some(answer) => answer?,
            None if self.is_missing(program) => return Ok(not_run(command, program)),
            None => self.surroundings.run(command, folder)?,
        };
        cache().put(pages_machine, &key, state, &text);
        Ok(text)
    }

    /// Whether `program` is a crate of the workspace that is not built.
    fn is_missing(&self, program: &str) -> bool {
        self.directives.crates.contains(program)
            && !self.surroundings.release.join(program).is_file()
    }
}

/// Whether a shell would pass the words on as they are, so that no shell is needed.
fn is_plain(command: &str) -> bool {
    !command.contains([
        '|', '&', ';', '<', '>', '(', ')', '$', '`', '\\', '*', '?', '#', '~',
    ])
}

/// The text in place of what a chapter's command would print, had it been built.
fn not_run(command: &str, chapter: &str) -> String {
    let arguments = command.strip_prefix(chapter).unwrap_or_default();
    format!("(not run here yet: `cargo run --release -p {chapter} --{arguments}`)\n")
}

/// The results of `work` on each of `all`, in order, on as many threads as there are
/// cores.
fn in_parallel<T: Sync, R: Send>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = Mutex::new(all.iter().enumerate());
    let take = || next.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = || {
        let results = std::iter::from_fn(&take).map(|(index, one)| (index, work(one)));
        results.collect::<Vec<_>>()
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut results: Vec<(usize, R)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
        joined
            .flat_map(|done| {
                done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Fails with all the problems, counted, if there are any.
fn refuse(problems: &[String], one: &str, many: &str, what: &str) -> Result<()> {
    let number = problems.len();
    let subject = if number == 1 { one } else { many };
    ensure!(number == 0, "{number} {subject} {what}:\n{}", problems.join("\n"));
    Ok(())
}
