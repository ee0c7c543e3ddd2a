//! The chapters with their experiments and records, and how those stand.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use evidence::Analysis;
use evidence::staleness::{self, Expected, Here};
use fingerprint::{Manifest, Workspace};
use record::config::Config;
use record::machine::MachineName;
use record::store::{ReadError, Store};
use record::{Environment, METHOD, Profile, Record, Setting, Settings, near};

use crate::equivalent::Equivalent;
use crate::lent::{self, Lent};
use crate::manifests::{self, Manifests};
use crate::page::Links;
use crate::pages::Pages;
use crate::parts::{self, What};
use crate::records::{self, Stamp};
use crate::shown::Shown;
use crate::tunable::{self, Tunable};
use crate::view::{Format, View};

/// The read side of a checkout: what its chapters measure, and what is recorded.
pub struct Library {
    root: PathBuf,
    store: Store,
    chapters: Vec<ChapterEntry>,
    pages: Pages,
    /// When it was opened: before any of the sources was read.
    opened: SystemTime,
    /// What the sources are now, once somebody wants to know.
    workspace: OnceLock<Result<Workspace, String>>,
    /// The manifests of the chapters' experiments, by chapter.
    sources: Mutex<BTreeMap<String, Arc<Manifests>>>,
    /// Why records are out of date, by machine, chapter and experiment.
    stale: Mutex<BTreeMap<(MachineName, String, String), Vec<String>>>,
    /// What answers depend on, by chapter and experiment: see [`Library::state`].
    states: Mutex<BTreeMap<(String, String), u64>>,
}

/// A chapter that measures something.
pub struct ChapterEntry {
    /// Its crate's name.
    pub name: String,
    /// Its experiments, in the order of its `config.toml`.
    pub experiments: Vec<String>,
    config: Config,
    /// The data files, by experiment.
    analyses: BTreeMap<String, AnalysisFile>,
}

struct AnalysisFile {
    path: PathBuf,
    analysis: Result<Analysis, String>,
}

/// The folder of the checkout around the working directory or, failing that, around
/// the sources that this was built from.
pub fn checkout() -> Result<PathBuf> {
    let here = env::current_dir().context("the working directory is gone")?;
    let built = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_book = |folder: &&Path| {
        folder.join("book.toml").is_file() && folder.join("charts").is_dir()
    };
    here.ancestors().chain(built.ancestors()).find(is_book).map(Path::to_owned).context(
        "no book here: run this within a checkout of the book, or name a folder with --charts",
    )
}

impl Library {
    /// Reads what there is in a checkout, with the records in its folder `charts`.
    pub fn open(root: &Path) -> Result<Self> {
        Self::with_store(root, Store::new(root.join("charts")))
    }

    /// The same with the records in another folder.
    pub fn with_store(root: &Path, store: Store) -> Result<Self> {
        let opened = SystemTime::now();
        let pages = Pages::read(&root.join("book"))?;
        Ok(Self {
            root: root.to_owned(),
            store,
            opened,
            chapters: chapters(root, &pages)?,
            pages,
            workspace: OnceLock::new(),
            sources: Mutex::default(),
            stale: Mutex::default(),
            states: Mutex::default(),
        })
    }

    /// The chapters that measure something, in the order of the book.
    pub fn chapters(&self) -> &[ChapterEntry] {
        &self.chapters
    }

    /// The chapter of this name.
    pub fn chapter(&self, name: &str) -> Result<&ChapterEntry> {
        self.chapters.iter().find(|chapter| chapter.name == name).with_context(|| {
            let known: Vec<&str> =
                self.chapters.iter().map(|chapter| chapter.name.as_str()).collect();
            near::unknown("chapter", name, &known)
        })
    }

    /// The folder of the checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of records.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The pages of the book.
    pub fn pages(&self) -> &Pages {
        &self.pages
    }

    /// How an experiment's record is read.
    pub fn analysis(&self, chapter: &str, experiment: &str) -> Result<&Analysis> {
        let chapter = self.chapter(chapter)?;
        let file = chapter.analyses.get(experiment).with_context(|| {
            let known: Vec<&str> =
                chapter.analyses.keys().map(String::as_str).collect();
            format!(
                "{}: {}; each has a data file beside its code, of its name",
                chapter.name,
                near::unknown("experiment", experiment, &known)
            )
        })?;
        file.analysis.as_ref().map_err(|why| {
            let path = file.path.strip_prefix(&self.root).unwrap_or(&file.path);
            anyhow!("{}: {why}", path.display())
        })
    }

    /// What there is on this machine that an experiment needs and does not bring along, as
    /// settings that nobody chooses: the interpreters that run its programs in Python.
    pub fn environment(&self, chapter: &str, experiment: &str) -> Result<Settings> {
        let mut there = Settings::default();
        if let Some(libraries) = &self.analysis(chapter, experiment)?.python {
            let described = interpreters::asked().described(libraries);
            there.set("python", Setting::Text(described));
        }
        Ok(there)
    }

    /// A machine's record of an experiment; `None` where it has none.
    pub fn record(
        &self,
        machine: &MachineName,
        chapter: &str,
        experiment: &str,
    ) -> Result<Option<Arc<Record>>> {
        match records::read(&self.store.path(machine, chapter, experiment)) {
            Ok(record) => Ok(Some(record)),
            Err(ReadError::Missing(_)) => Ok(None),
            Err(error) => {
                // What is wrong comes before what to do about it.
                Err(anyhow!("{error}. {}", advice(chapter, experiment)))
            }
        }
    }

    /// The record that a view shows of an experiment; `None` where no machine that
    /// would do has one.
    pub fn shown(
        &self,
        chapter: &str,
        experiment: &str,
        view: &View,
    ) -> Result<Option<Shown>> {
        let Some((machine, record)) = self.found(chapter, experiment, view)? else {
            return Ok(None);
        };
        let stale = self.stale_on(&machine, &record)?;
        let lent = self.lent_to(view, &machine, &record)?;
        Ok(Some(Shown { record, machine, stale, remarks: Vec::new(), lent }))
    }

    /// The record that a view shows, and whose it is.
    pub(crate) fn found(
        &self,
        chapter: &str,
        experiment: &str,
        view: &View,
    ) -> Result<Option<(MachineName, Arc<Record>)>> {
        let machines = view
            .candidates(&self.store)
            .with_context(|| format!("cannot list {}", self.store.root().display()))?;
        for machine in machines {
            if let Some(record) = self.record(&machine, chapter, experiment)? {
                return Ok(Some((machine, record)));
            }
        }
        Ok(None)
    }

    /// A part of what a view shows of an experiment, without the last newline.
    pub fn part(
        &self,
        chapter: &str,
        experiment: &str,
        what: What,
        key: Option<&str>,
        view: &View,
    ) -> Result<String> {
        let analysis = self.analysis(chapter, experiment)?;
        ensure!(
            view.format != Format::Json || what.is_in_json(),
            "this part is not printed as JSON: grid, claims, claim, predict and number are, \
             and a record is JSON, charts/MACHINE/{chapter}/{experiment}.json"
        );
        if what == What::Question {
            return Ok(analysis.question.clone());
        }
        let shown = self.found(chapter, experiment, view)?;
        if shown.is_none() && view.is_page {
            return Ok(format!(
                "(no value: {chapter} {experiment} is not recorded yet)"
            ));
        }
        let (machine, record) = shown.with_context(|| {
            let whose = match &view.machine {
                Some(machine) if view.strictly => {
                    format!(" on the machine `{machine}`")
                }
                _ => String::new(),
            };
            format!(
                "`{experiment}` was not measured{whose}. {}",
                advice(chapter, experiment)
            )
        })?;
        // To know how a record stands, all sources are read: only where it is shown.
        let (stale, remarks) = if parts::shows_standing(what, key, &record) {
            let equivalent = Equivalent::of(&self.store, &machine)?;
            let (_, remarks) = equivalent.accept(&record.build.depends_on);
            (self.stale_on(&machine, &record)?, remarks)
        } else {
            (Vec::new(), Vec::new())
        };
        let lent = self.lent_to(view, &machine, &record)?;
        let shown = Shown { record, machine, stale, remarks, lent };
        let links = Links::of(&self.pages, view.format);
        let tunable = if what == What::Machine && view.format == Format::Page {
            self.tunable(chapter, experiment, Some(&shown.record.settings))?
        } else {
            Vec::new()
        };
        parts::text(what, key, analysis, &shown, &tunable, links, view.format)
    }

    /// What a recorded machine has of the rows that a machine's record leaves out; nothing
    /// where only that machine's will do.
    pub(crate) fn lent_to(
        &self,
        view: &View,
        machine: &MachineName,
        record: &Record,
    ) -> Result<Option<Lent>> {
        if view.strictly || lent::left_out(record).next().is_none() {
            return Ok(None);
        }
        for other in self.store.recorded_machines()? {
            if other == *machine {
                continue;
            }
            let theirs = self.record(&other, &record.chapter, &record.experiment)?;
            let lent = theirs.and_then(|theirs| Lent::to(record, other, theirs));
            if lent.is_some() {
                return Ok(lent);
            }
        }
        Ok(None)
    }

    /// What a reader may turn of an experiment, from the values that are `shown`; from
    /// the quick profile's where none is.
    pub fn tunable(
        &self,
        chapter: &str,
        experiment: &str,
        shown: Option<&Settings>,
    ) -> Result<Vec<Tunable>> {
        tunable::tunable(self.chapter(chapter)?.config(), experiment, shown)
    }

    /// The same checkout with the records in another folder, such as those of a try.
    pub fn with_charts(&self, folder: &Path) -> Result<Self> {
        Self::with_store(self.root(), Store::new(folder))
    }

    /// Why this machine's record of an experiment does not stand for what would be
    /// measured now with the quick profile; empty if it does.
    pub fn stale(&self, chapter: &str, experiment: &str) -> Result<Vec<String>> {
        let path = self.store.path(&MachineName::local(), chapter, experiment);
        match records::read(&path) {
            Ok(record) => {
                let machine = MachineName::local();
                let mut reasons = self.stale_on(&machine, &record)?;
                if record.profile < Profile::Quick {
                    reasons.push("measured with the smoke profile".to_owned());
                }
                Ok(reasons)
            }
            Err(ReadError::Missing(_)) => {
                Ok(vec!["not measured on this machine yet".to_owned()])
            }
            Err(error) => Ok(vec![error.to_string()]),
        }
    }

    /// Why a record of a machine is out of date.
    pub fn stale_on(
        &self,
        machine: &MachineName,
        record: &Record,
    ) -> Result<Vec<String>> {
        let key = (machine.clone(), record.chapter.clone(), record.experiment.clone());
        let known = || self.stale.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reasons) = known().get(&key) {
            return Ok(reasons.clone());
        }
        let reasons = self.reasons(machine, record)?;
        known().insert(key, reasons.clone());
        Ok(reasons)
    }

    fn reasons(&self, machine: &MachineName, record: &Record) -> Result<Vec<String>> {
        let config = &self.chapter(&record.chapter)?.config;
        // A missing profile is an error of the configuration, not a reason.
        let mut settings = config.settings(&record.experiment, record.profile)?;
        if machine.is_local() {
            let there = self.environment(&record.chapter, &record.experiment)?;
            settings = settings.overlaid_with(&there);
        }
        let manifests = self.manifests(&record.chapter)?;
        let now = manifests.get(&record.experiment).with_context(|| {
            format!("{} has no experiment `{}`", record.chapter, record.experiment)
        })?;
        let equivalent = Equivalent::of(&self.store, machine)?;
        Ok(staleness::reasons(
            record,
            &Expected {
                changes: changes(record, &equivalent, now),
                here: machine.is_local().then(|| {
                    let (rustc, environment) = here();
                    Here {
                        rustc,
                        rustflags: RUSTFLAGS,
                        opt_level: OPT_LEVEL,
                        environment,
                    }
                }),
                settings: &settings,
                // A page shows whatever it has, however quickly that was measured.
                profile: Profile::Smoke,
            },
        ))
    }

    /// What the numbers of a chapter's experiments depend on, in the sources as they are.
    fn manifests(&self, chapter: &str) -> Result<Arc<Manifests>> {
        let mut known = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(manifests) = known.get(chapter) {
            return Ok(Arc::clone(manifests));
        }
        let analyses = &self.chapter(chapter)?.analyses;
        let data_files: Vec<&Path> =
            analyses.values().map(|file| file.path.as_path()).collect();
        let workspace = || {
            let opened = self.workspace.get_or_init(|| {
                Workspace::open(&self.root).map_err(|why| format!("{why:#}"))
            });
            opened.as_ref().map_err(|why| anyhow!("{why}"))
        };
        let manifests = manifests::of_chapter(
            &self.root,
            chapter,
            &data_files,
            self.opened,
            workspace,
        )?;
        let manifests = Arc::new(manifests);
        known.insert(chapter.to_owned(), Arc::clone(&manifests));
        Ok(manifests)
    }

    /// Changes when anything changes that an answer about this experiment depends on,
    /// from one opening of the library to the next.
    pub fn state(&self, chapter: &str, experiment: &str) -> u64 {
        let key = (chapter.to_owned(), experiment.to_owned());
        let known = || self.states.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(state) = known().get(&key) {
            return *state;
        }
        let state = self.state_now(chapter, experiment);
        known().insert(key, state);
        state
    }

    fn state_now(&self, chapter: &str, experiment: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.pages.state().hash(&mut hasher);
        self.tunable(chapter, experiment, None).ok().hash(&mut hasher);
        let mut machines = self.store.recorded_machines().unwrap_or_default();
        machines.push(MachineName::local());
        for machine in &machines {
            let path = self.store.path(machine, chapter, experiment);
            Stamp::of(&path).hash(&mut hasher);
            if let Ok(record) = records::read(&path) {
                self.stale_on(machine, &record).ok().hash(&mut hasher);
            }
        }
        if let Ok(chapter) = self.chapter(chapter)
            && let Some(file) = chapter.analyses.get(experiment)
        {
            Stamp::of(&file.path).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The same for an answer about all experiments.
    pub fn state_of_all(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for machine in self.store.recorded_machines().unwrap_or_default() {
            let folder = self.store.root().join(machine.as_str());
            Stamp::of(&folder.join("watched.json")).hash(&mut hasher);
        }
        for chapter in &self.chapters {
            for experiment in &chapter.experiments {
                self.state(&chapter.name, experiment).hash(&mut hasher);
            }
        }
        hasher.finish()
    }
}

impl ChapterEntry {
    /// What its experiments are measured with.
    pub fn config(&self) -> &Config {
        &self.config
    }
}

/// What of the sources and of the method has changed since a record, in words.
pub fn changes(
    record: &Record,
    equivalent: &Equivalent,
    now: &Manifest,
) -> Vec<String> {
    let build = &record.build;
    if build.depends_on.is_empty() {
        return vec![
            "measured before records named what they depend on: measure it again"
                .to_owned(),
        ];
    }
    let (then, _) = equivalent.accept(&build.depends_on);
    let mut changes = fingerprint::differences(&then, now);
    if build.method != METHOD {
        changes.push(format!(
            "the method changed: version {} then, {METHOD} now",
            build.method
        ));
    }
    changes
}

fn advice(chapter: &str, experiment: &str) -> String {
    format!("Measure it with `cargo run --release -p {chapter} -- run {experiment}`")
}

/// The level of optimisation of `[profile.release]`, with which numbers are measured.
const OPT_LEVEL: &str = "3";

/// The compiler's flags, with which this crate and the chapters are compiled.
pub const RUSTFLAGS: &str = env!("SHOW_RUSTFLAGS");

/// The compiler and the machine, which do not change while this runs.
fn here() -> &'static (String, Environment) {
    static HERE: LazyLock<(String, Environment)> = LazyLock::new(|| {
        let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let version = Command::new(rustc).arg("--version").output();
        let version =
            version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        (
            version.unwrap_or_default().trim().to_owned(),
            host::environment::environment(),
        )
    });
    &HERE
}

/// The chapters that have settings for experiments, in the order of the book.
fn chapters(root: &Path, pages: &Pages) -> Result<Vec<ChapterEntry>> {
    let folder = root.join("chapters-code");
    let mut chapters = Vec::new();
    if !folder.is_dir() {
        return Ok(chapters);
    }
    let entries = fs::read_dir(&folder)
        .with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let Ok(text) = fs::read_to_string(path.join("config.toml")) else { continue };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let config = Config::parse(&text).with_context(|| name.clone())?;
        let experiments: Vec<String> =
            config.experiments().map(str::to_owned).collect();
        let mut analyses = BTreeMap::new();
        data_files(&path.join("src"), &mut analyses)?;
        chapters.push(ChapterEntry { name, experiments, config, analyses });
    }
    let place = |chapter: &ChapterEntry| {
        let file = format!("{}.md", chapter.name);
        let place = pages.all().iter().position(|page| page.file == file);
        (place.unwrap_or(usize::MAX), chapter.name.clone())
    };
    chapters.sort_by_key(place);
    Ok(chapters)
}

/// The data files below a folder, by the names of their experiments.
fn data_files(folder: &Path, found: &mut BTreeMap<String, AnalysisFile>) -> Result<()> {
    for entry in fs::read_dir(folder)
        .with_context(|| format!("cannot list {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            data_files(&path, found)?;
        } else if path.extension().is_some_and(|kind| kind == "toml") {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let name = stem.replace('_', "-");
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let analysis = Analysis::parse(&text).map_err(|error| error.to_string());
            let file = AnalysisFile { path: path.clone(), analysis };
            if let Some(other) = found.insert(name, file) {
                bail!(
                    "two data files are of the same experiment: {} and {}",
                    other.path.display(),
                    path.display()
                );
            }
        }
    }
    Ok(())
}
