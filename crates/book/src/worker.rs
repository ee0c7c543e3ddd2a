//! The one thread that renders, builds and measures, so that nothing else is built
//! while an experiment is measured.

mod running;
mod strip;
mod trouble;
mod trying;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Result;
use serde_json::json;
use tokio::sync::{oneshot, watch};

use crate::cache::Cache;
use crate::chapters::{self, Compiled};
use crate::checkout::Checkout;
use crate::child::{Child, Output};
use crate::debounce::Debounce;
use crate::expand::Shown;
use crate::mode::Mode;
use crate::numbers::{Experiment, Numbers, Open};
use crate::pages::{Builder, Built, Extent};
use crate::preprocessor::{self, Showing};
use crate::progress::{self, Progress};
use crate::schedule::{End, Job, Schedule};
use crate::status::{Phase, Site, Stale};
use crate::watch::{Concerns, concerns, is_older};

use running::Running;
use strip::Strip;
use trouble::{Subject, Troubles};
use trying::Trying;

pub(crate) use trying::{Refusal, Request};

/// How long nothing may happen before the pages are built as a whole.
const PAUSE: Duration = Duration::from_secs(3);

/// What happens to the worker.
#[derive(Debug)]
pub(crate) enum Event {
    /// Files changed; paths relative to the checkout, or none if it may be any.
    Changed(Vec<PathBuf>),
    /// A reader opened a page, with a number for its closing.
    Opened(u64, String),
    /// A page was closed.
    Closed(u64),
    /// A reader pauses, or resumes.
    Pause(bool),
    /// A reader wants an experiment measured next, and to know whether there is one.
    First(Experiment, oneshot::Sender<bool>),
    /// A reader asks for a try.
    Try(Request),
    /// The reader of a try, by its number, no longer waits for it.
    Left(u64),
    /// The running process did something.
    Child(Output),
    /// The server is to end; a second time: at once.
    Stop,
}

/// See the module.
pub(crate) struct Worker {
    checkout: Checkout,
    mode: Mode,
    measures: bool,
    open_numbers: Open,
    numbers: Arc<dyn Numbers>,
    cache: Arc<Mutex<Cache>>,
    builder: Builder,
    site: watch::Sender<Site>,
    sender: Sender<Event>,
    schedule: Schedule,
    debounce: Debounce,
    /// When the pages are due as a whole, if only changed ones have been built.
    whole: Option<Instant>,
    /// When the last build of the pages began.
    rendered: SystemTime,
    shown: Arc<Mutex<Shown>>,
    pages: Vec<(u64, String)>,
    binaries: BTreeMap<String, PathBuf>,
    running: Option<Running>,
    /// What a reader waits for: nothing else is built or measured meanwhile.
    trying: Option<Trying>,
    is_stopping: bool,
    strip: Strip,
    troubles: Troubles,
}

impl Worker {
    /// A worker that has done nothing yet.
    pub(crate) fn new(
        checkout: Checkout,
        mode: Mode,
        measures: bool,
        open: Open,
        builder: Builder,
        site: watch::Sender<Site>,
        sender: Sender<Event>,
    ) -> Result<Self> {
        Ok(Self {
            numbers: open(&checkout.root)?.into(),
            cache: Arc::new(Mutex::new(Cache::open(&checkout.root))),
            checkout,
            mode,
            measures,
            open_numbers: open,
            builder,
            site,
            sender,
            schedule: Schedule::new(measures),
            debounce: Debounce::default(),
            whole: None,
            rendered: SystemTime::UNIX_EPOCH,
            shown: Arc::default(),
            pages: Vec::new(),
            binaries: BTreeMap::new(),
            running: None,
            trying: None,
            is_stopping: false,
            strip: Strip::new(measures),
            troubles: Troubles::default(),
        })
    }

    /// Builds the pages for the first time, with the numbers that there are.
    pub(crate) fn begin(&mut self) {
        self.render(Extent::Changed);
        self.ask_what_is_stale();
        self.send_status();
    }

    /// Works until it is stopped.
    pub(crate) fn run(mut self, events: &Receiver<Event>) {
        loop {
            if self.is_stopping && self.running.is_none() {
                return;
            }
            self.kill_late();
            let now = Instant::now();
            let is_measuring = matches!(self.schedule.running(), Some(Job::Measure(_)));
            let is_held = is_measuring || self.trying.is_some() || self.is_stopping;
            let due = self.debounce.due().filter(|_| !is_held);
            if due.is_some_and(|due| due <= now) {
                self.debounce.clear();
                self.render(Extent::Changed);
                self.ask_what_is_stale();
                self.send_status();
                continue;
            }
            if due.is_none() && !self.is_stopping {
                self.start_next();
            }
            let is_idle = self.running.is_none() && due.is_none();
            let whole = self.whole.filter(|_| is_idle);
            if whole.is_some_and(|whole| whole <= now) {
                self.render(Extent::Whole);
                self.send_status();
                continue;
            }
            let deadline = self.running.as_ref().and_then(Running::deadline);
            let news = self.strip.due();
            if news.is_some_and(|news| news <= Instant::now()) {
                self.send_status();
                continue;
            }
            let wake = [due, whole, deadline, news].into_iter().flatten().min();
            let wait = wake.map_or(Duration::from_secs(3_600), |wake| {
                wake.saturating_duration_since(Instant::now())
            });
            match events.recv_timeout(wait) {
                Ok(event) => self.take(event),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Changed(files) => self.changed(&files),
            Event::Opened(id, page) => {
                self.pages.push((id, page));
                self.order();
            }
            Event::Closed(id) => {
                self.pages.retain(|(other, _)| *other != id);
                self.order();
            }
            Event::Pause(pause) => {
                self.schedule.pause(pause);
                // A try goes on: its own page stops it.
                if pause && self.trying.is_none() {
                    self.interrupt();
                }
                self.send_status();
            }
            Event::First(experiment, answer) => {
                let is_known = self.put_first(experiment);
                // Who has gone meanwhile has been heard, too.
                let _ = answer.send(is_known);
            }
            Event::Try(request) => self.asked(request),
            Event::Left(id) => self.left(id),
            Event::Child(Output::Stdout(line)) => self.stdout(&line),
            Event::Child(Output::Stderr(line)) => self.stderr(line),
            Event::Child(Output::Ended(status)) => self.ended(status),
            Event::Stop => {
                if self.is_stopping {
                    self.kill();
                }
                self.is_stopping = true;
                self.interrupt();
            }
        }
    }

    fn asked(&mut self, request: Request) {
        let busy = match self.schedule.running() {
            _ if self.is_stopping => Some("The server is about to end.".to_owned()),
            Some(Job::Build(chapter)) => Some(format!("busy: building {chapter}")),
            Some(Job::Measure(one) | Job::Try(one)) => Some(busy_with(one)),
            None => self.trying.as_ref().map(|trying| busy_with(&trying.experiment)),
        };
        if let Some(trying) = Trying::take(request, &*self.numbers, busy) {
            self.schedule.ask(trying.experiment.clone());
            self.trying = Some(trying);
        }
    }

    fn left(&mut self, id: u64) {
        let Some(trying) = self.trying.as_mut().filter(|one| one.id == id) else {
            return;
        };
        trying.is_left = true;
        self.schedule.withdraw();
        match &mut self.running {
            // Its folder stays until it has ended.
            Some(running) => running.abandon(),
            None => self.trying = None,
        }
    }

    fn changed(&mut self, files: &[PathBuf]) {
        if files.is_empty() {
            self.sources_changed(None);
            self.debounce.touch(Instant::now());
        }
        for file in files {
            match concerns(file) {
                Concerns::Pages => {}
                Concerns::Chapter(name) => self.sources_changed(Some(name)),
                Concerns::AllChapters => self.sources_changed(None),
            }
            // What was there when the last build began, it has read.
            if !is_older(&self.checkout.root.join(file), self.rendered) {
                self.debounce.touch(Instant::now());
            }
        }
        self.send_status();
    }

    fn sources_changed(&mut self, chapter: Option<&str>) {
        self.schedule.sources_changed(chapter);
        self.troubles.sources_changed(chapter);
    }

    /// Opens the records again and builds the pages. What is wrong with them is shown
    /// on the pages of the last good build.
    fn render(&mut self, extent: Extent) {
        self.rendered = SystemTime::now();
        let result = (self.open_numbers)(&self.checkout.root).and_then(|numbers| {
            self.numbers = numbers.into();
            let showing = Showing {
                checkout: self.checkout.clone(),
                mode: self.mode,
                numbers: self.numbers.clone(),
                cache: self.cache.clone(),
                shown: self.shown.clone(),
            };
            self.builder.build(showing, extent)
        });
        match result {
            Ok(Built { folder, versions, extent }) => {
                let whole = Instant::now() + PAUSE;
                self.whole = (extent == Extent::Changed).then_some(whole);
                self.troubles.remove(&Subject::Pages);
                self.site.send_modify(|site| {
                    site.folder = Some(folder);
                    site.versions = versions;
                });
                // Not before: no reader waits for that.
                preprocessor::save(&self.cache);
            }
            Err(error) => {
                self.whole = None;
                let title = "The last edit cannot be shown; this is the book before it";
                let words = format!("{error:#}");
                eprintln!("{words}");
                self.troubles.add(Subject::Pages, title.to_owned(), words);
            }
        }
        self.order();
    }

    fn ask_what_is_stale(&mut self) -> Vec<Experiment> {
        let experiments = self.numbers.experiments();
        if self.measures {
            let unbuilt = chapters::without_binary(&self.checkout, &experiments);
            self.schedule.unbuilt(unbuilt.unwrap_or_default());
        }
        let (mut stale, mut known) = (Vec::new(), Vec::new());
        for one in experiments {
            match self.numbers.stale(&one) {
                Ok(why) if why.is_empty() => {}
                Ok(why) => {
                    let Experiment { chapter, name } = one.clone();
                    known.push(Stale { chapter, experiment: name, why });
                    stale.push(one);
                }
                Err(error) => {
                    eprintln!("warning: {} {}: {error:#}", one.chapter, one.name);
                }
            }
        }
        self.strip.status.stale = known;
        self.schedule.update(stale)
    }

    /// Measures an experiment next, if it is stale. Returns whether there is one of this
    /// name.
    fn put_first(&mut self, experiment: Experiment) -> bool {
        let is_known = self.numbers.experiments().contains(&experiment);
        if is_known {
            self.schedule.put_first(experiment);
            self.send_status();
        }
        is_known
    }

    /// Tells the schedule what the open pages show.
    fn order(&mut self) {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let of_page = |page: &str| {
            let found = shown.iter().find(|(other, _)| other == page);
            found.map(|(_, experiments)| experiments.clone()).unwrap_or_default()
        };
        let last_first = self.pages.iter().rev();
        self.schedule.open(last_first.map(|(_, page)| of_page(page)).collect());
    }

    /// Starts the next job that can be started.
    fn start_next(&mut self) {
        while let Some(job) = self.schedule.next() {
            let mut command = self.command(&job);
            self.strip.status.chapter = Some(job.chapter().to_owned());
            (self.strip.status.phase, self.strip.status.experiment) = match &job {
                Job::Build(_) => (Phase::Building, None),
                Job::Measure(one) => (Phase::Measuring, Some(one.name.clone())),
                Job::Try(one) => (Phase::Trying, Some(one.name.clone())),
            };
            if let Some(trying) = &mut self.trying {
                trying.begins(&match &job {
                    Job::Build(chapter) => json!({ "building": chapter }),
                    Job::Measure(one) | Job::Try(one) => {
                        json!({ "measuring": one.name })
                    }
                });
            }
            self.schedule.start(job);
            match Child::start(&mut command, &self.sender, Event::Child) {
                Ok(child) => {
                    self.running = Some(Running::new(child));
                    self.send_status();
                    return;
                }
                Err(error) => self.end(End::Failed, format!("{error:#}")),
            }
        }
    }

    fn command(&self, job: &Job) -> Command {
        match job {
            Job::Build(chapter) => self.checkout.build([chapter.as_str()], "json"),
            Job::Measure(Experiment { chapter, name })
            | Job::Try(Experiment { chapter, name }) => {
                let usual = || self.checkout.release.join(chapter);
                let binary = self.binaries.get(chapter).cloned().unwrap_or_else(usual);
                let mut command = Command::new(binary);
                command.args(["run", name, "--progress", "json"]);
                command.current_dir(&self.checkout.root);
                if matches!(job, Job::Try(_))
                    && let Some(trying) = &self.trying
                {
                    trying.complete(&mut command);
                }
                command
            }
        }
    }

    fn stdout(&mut self, line: &str) {
        match chapters::message(line) {
            Some(Compiled::Binary { name, executable }) => {
                self.binaries.insert(name, executable);
            }
            Some(Compiled::Error(text)) => {
                if let Some(running) = &mut self.running {
                    running.fail(text);
                }
            }
            None => {}
        }
    }

    fn stderr(&mut self, line: String) {
        let Some(running) = &mut self.running else { return };
        match progress::parse(&line) {
            Some(Progress::Round { round, of }) => {
                self.strip.status.round = Some((round, of));
                if let Some(trying) = &mut self.trying {
                    trying.progress(&json!({ "round": round, "of": of }));
                }
            }
            Some(Progress::Failure { row, message }) => {
                running.fail(format!("{row}: {message}"));
            }
            Some(Progress::Other) => return,
            None => {
                self.strip.status.note = Some(line.trim().to_owned());
                if let Some(trying) = &mut self.trying {
                    trying.progress(&json!({ "note": line.trim() }));
                }
                running.say(line);
            }
        }
        self.strip.is_unsent = true;
    }

    fn ended(&mut self, status: Option<ExitStatus>) {
        if let Some(running) = self.running.take() {
            let (end, words) = running.end(status);
            self.end(end, words);
        }
    }

    /// Takes in how the running job ended, and shows its numbers before anything else.
    fn end(&mut self, end: End, words: String) {
        self.strip.status.round = None;
        self.strip.status.note = None;
        let Some((job, counts)) = self.schedule.end(end) else { return };
        let is_tried = matches!(job, Job::Try(_));
        let is_over =
            |trying: &mut Trying| is_tried || end != End::Done || trying.is_left;
        if let Some(trying) = self.trying.take_if(is_over) {
            self.schedule.withdraw();
            trying.end(end, &words, &*self.numbers);
        }
        if is_tried {
            self.send_status();
            return;
        }
        let (subject, title) = match &job {
            Job::Build(chapter) => (
                Subject::Chapter(chapter.clone()),
                format!(
                    "{chapter} does not compile; its pages show the numbers from before"
                ),
            ),
            Job::Measure(experiment) | Job::Try(experiment) => (
                Subject::Experiment(experiment.clone()),
                format!(
                    "{} {} could not be measured",
                    experiment.chapter, experiment.name
                ),
            ),
        };
        if counts && end == End::Failed {
            self.troubles.add(subject, title, words);
        } else {
            self.troubles.remove(&subject);
        }
        // The pages before the next measurement: new numbers, or what a command now
        // prints, or an edit that has waited.
        if self.trying.is_some() {
            // A page that waits for a try is not loaded again under it.
            self.debounce.touch(Instant::now());
        } else if !self.is_stopping && end != End::Interrupted {
            self.debounce.clear();
            self.render(Extent::Changed);
        }
        let stale = self.ask_what_is_stale();
        if let Job::Measure(experiment) = job
            && counts
            && end == End::Done
            && stale.contains(&experiment)
        {
            let reasons = self.numbers.stale(&experiment).unwrap_or_default();
            let title = format!(
                "{} {} was measured, and its record still does not stand",
                experiment.chapter, experiment.name
            );
            self.troubles.add(
                Subject::Experiment(experiment),
                title,
                reasons.join("\n"),
            );
        }
        self.send_status();
    }

    fn interrupt(&mut self) {
        if let Some(running) = &mut self.running {
            running.interrupt();
        }
    }

    fn kill(&mut self) {
        if let Some(running) = &mut self.running {
            running.kill();
        }
    }

    fn kill_late(&mut self) {
        let deadline = self.running.as_ref().and_then(Running::deadline);
        if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            self.kill();
        }
    }

    /// Sends the status, unless the next job starts now: that one sends its own.
    fn send_status(&mut self) {
        self.strip.is_unsent = false;
        let status = &mut self.strip.status;
        if self.running.is_none() {
            if !self.is_stopping && self.schedule.next().is_some() {
                return;
            }
            status.phase = Phase::Idle;
            status.chapter = None;
            status.experiment = None;
        }
        status.paused = self.schedule.is_paused();
        (status.done, status.total) = self.schedule.count();
        let is_measuring = matches!(status.phase, Phase::Measuring | Phase::Trying);
        status.edit_waits = is_measuring && self.debounce.due().is_some();
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        status.trouble = self.troubles.on_pages(&shown);
        drop(shown);
        self.strip.send(&self.site);
    }
}

fn busy_with(Experiment { chapter, name }: &Experiment) -> String {
    format!("busy: measuring {chapter} {name}")
}
