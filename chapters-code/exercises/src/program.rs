//! A program that checks itself: it runs the learner's functions in child processes of
//! its own, and judges what they did.

use std::env;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::threads;

/// The part that a child process runs.
const PART: &str = "EXERCISE_PART";
/// What it is given, as JSON.
const INPUT: &str = "EXERCISE_INPUT";
/// If set, the verdict is printed as JSON.
pub const AS_JSON: &str = "EXERCISE_JSON";

/// How a line begins that the child tells the judge, on its standard output. All other
/// lines are the learner's.
const TOLD: &str = "\u{1e}";

/// How long a part may take: ten times what any right one needs on a busy machine.
const DEADLINE: Duration = Duration::from_secs(20);

/// How long nothing may move in a program before it is said to hang.
const HANGS: Duration = Duration::from_secs(2);

/// How long the judge waits for news before it concludes that none will come. A right
/// program never makes it wait that long.
pub const PATIENCE: Duration = Duration::from_millis(1_500);

/// What was seen, in a sentence: of a right solution, or of what is wrong with one.
pub type Verdict = Result<String, String>;

type Part = Box<dyn Fn(&Value) -> Value>;

/// An exercise's checks, with the functions to be checked.
pub struct Program {
    judge: fn(&Bench) -> Verdict,
    parts: Vec<(&'static str, Part)>,
}

impl Program {
    /// A program that `judge` judges.
    pub fn new(judge: fn(&Bench) -> Verdict) -> Self {
        Self { judge, parts: Vec::new() }
    }

    /// Adds what the judge can [start](Bench::start) by this name.
    #[must_use]
    pub fn part(
        mut self,
        name: &'static str,
        run: impl Fn(&Value) -> Value + 'static,
    ) -> Self {
        self.parts.push((name, Box::new(run)));
        self
    }

    /// The whole program: the judge or, in a child process, the part that it asks for.
    pub fn main(&self) -> ExitCode {
        if let Ok(name) = env::var(PART) {
            end_with_the_judge();
            self.run(&name);
            return ExitCode::SUCCESS;
        }
        let verdict = (self.judge)(&Bench(()));
        let passed = verdict.is_ok();
        let (Ok(sentence) | Err(sentence)) = verdict;
        if env::var_os(AS_JSON).is_some() {
            println!("{}", json!({ "passed": passed, "sentence": sentence }));
        } else {
            println!("{}: {sentence}", if passed { "done" } else { "not yet" });
        }
        ExitCode::from(u8::from(!passed))
    }

    fn run(&self, name: &str) {
        let input = env::var(INPUT).ok().and_then(|text| text.parse().ok());
        let input: Value = input.unwrap_or_default();
        let part = self.parts.iter().find(|(other, _)| *other == name);
        let (_, run) = part.expect("the judge asks for what there is");
        let answer = run(&input);
        tell("returned", &Value::Null);
        tell("answer", &json!({ "answer": answer, "threads": threads_left() }));
    }
}

/// Nobody else ends a part that hangs.
#[cfg(target_os = "linux")]
fn end_with_the_judge() {
    use nix::sys::{prctl, signal::Signal};
    // Without it, a part that hangs while its judge is killed stays: no reason to fail.
    let _ = prctl::set_pdeathsig(Signal::SIGKILL);
}

/// Elsewhere nothing but Ctrl-C reaches it.
#[cfg(not(target_os = "linux"))]
fn end_with_the_judge() {}

/// The threads beside the main one. One that was joined takes a moment to vanish.
fn threads_left() -> Option<usize> {
    let began = Instant::now();
    loop {
        let left = threads::alive()? - 1;
        if left == 0 || began.elapsed() > Duration::from_millis(300) {
            return Some(left);
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Tells the judge something, from a child process.
pub(crate) fn tell(kind: &str, what: &Value) {
    let mut out = io::stdout().lock();
    // A judge that is gone needs no words.
    let _ = writeln!(out, "{TOLD}{kind} {what}").and_then(|()| out.flush());
}

/// Ends a part with what is wrong as the verdict.
pub(crate) fn refuse(why: &str) -> ! {
    tell("refused", &json!(why));
    std::process::exit(1);
}

/// What a judge starts parts with.
pub struct Bench(());

impl Bench {
    /// Starts a part in a process of its own.
    pub fn start(&self, part: &str, input: &Value) -> Running {
        Running::start(part, input).expect("this program can start itself")
    }

    /// Runs a part to its end.
    pub fn run(&self, part: &str, input: &Value) -> Result<End, String> {
        self.start(part, input).end()
    }
}

/// How a part ended.
#[derive(Debug)]
pub struct End {
    /// What it returned.
    pub answer: Value,
    /// Threads that were still there; `None` where the system does not tell.
    pub threads: Option<usize>,
}

#[derive(Default)]
struct Heard {
    told: Vec<(String, Value)>,
    panic: Option<String>,
}

/// A part in its process, which ends with this at the latest.
pub struct Running {
    child: Mutex<Child>,
    id: u32,
    heard: Arc<Mutex<Heard>>,
    readers: Vec<thread::JoinHandle<()>>,
}

impl Running {
    fn start(part: &str, input: &Value) -> io::Result<Self> {
        let mut child = Command::new(env::current_exe()?)
            .args(env::args_os().skip(1))
            .env(PART, part)
            .env(INPUT, input.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let heard = Arc::<Mutex<Heard>>::default();
        let mut readers = Vec::new();
        if let Some(out) = child.stdout.take() {
            let heard = Arc::clone(&heard);
            readers.push(thread::spawn(move || hear_stdout(out, &heard)));
        }
        if let Some(err) = child.stderr.take() {
            let heard = Arc::clone(&heard);
            readers.push(thread::spawn(move || hear_stderr(err, &heard)));
        }
        Ok(Self { id: child.id(), child: Mutex::new(child), heard, readers })
    }

    /// How many threads it has now; `None` where the system does not tell.
    pub fn threads(&self) -> Option<usize> {
        Some(threads::of(self.id)?.len())
    }

    /// Whether one of its threads stands in a call that reads, and so waits for one
    /// socket alone. Where the system does not tell, none does.
    pub fn is_blocked_reading(&self) -> bool {
        let all = threads::of(self.id).unwrap_or_default();
        all.iter().any(|thread| thread.waits && thread.waits_for == threads::READ)
    }

    /// Whether it has ended.
    pub fn has_ended(&self) -> bool {
        self.status().is_some()
    }

    /// What it told so far of this kind.
    pub fn told(&self, kind: &str) -> Vec<Value> {
        let heard = lock(&self.heard);
        let of_kind = heard.told.iter().filter(|(other, _)| other == kind);
        of_kind.map(|(_, what)| what.clone()).collect()
    }

    /// Whether the learner's function has returned.
    pub fn has_returned(&self) -> bool {
        !self.told("returned").is_empty()
    }

    /// Waits until nothing moves in it, or the function has returned. Returns whether
    /// either is so before all patience ends: more than elsewhere, since a machine with much
    /// else to do lets it rest late.
    pub fn wait_until_idle(&self) -> bool {
        let began = Instant::now();
        while began.elapsed() < 3 * PATIENCE {
            // A piece at a time, to see that it has returned.
            let is_still =
                self.watch(Duration::from_millis(100), Duration::from_millis(150));
            if is_still || self.has_returned() || self.has_ended() {
                return true;
            }
        }
        !self.can_be_seen()
    }

    /// Whether the system tells what its threads do.
    fn can_be_seen(&self) -> bool {
        threads::of(self.id).is_some()
    }

    /// Waits for its end. Where that does not come, or is none that was meant: what
    /// happened, in a sentence.
    pub fn end(mut self) -> Result<End, String> {
        let hangs = self.watch(HANGS, DEADLINE);
        let ring = self.told("ring");
        if let Some(ring) = ring.first().and_then(Value::as_str) {
            return Err(format!("a deadlock: {ring}"));
        }
        if self.status().is_none() {
            let seen = threads::of(self.id).map(|all| threads::in_words(&all));
            let seen = seen.map(|words| format!(": {words}")).unwrap_or_default();
            return Err(if hangs {
                format!("it hangs, and nothing in it moves any more{seen}")
            } else {
                format!("it was not done after {} s{seen}", DEADLINE.as_secs())
            });
        }
        for reader in self.readers.drain(..) {
            // It reads to the end of a pipe, and has nothing to panic about.
            let _ = reader.join();
        }
        if let Some(refused) = self.told("refused").first().and_then(Value::as_str) {
            return Err(refused.to_owned());
        }
        match self.told("answer").first() {
            Some(told) => Ok(End {
                answer: told["answer"].clone(),
                threads: told["threads"].as_u64().map(|threads| threads as usize),
            }),
            None => Err(match lock(&self.heard).panic.take() {
                Some(words) => format!("it panicked: {words}"),
                None => "it ended without an answer".to_owned(),
            }),
        }
    }

    /// Waits for its end, or until all its threads have waited for `still`, or until
    /// `deadline`. Returns whether they have.
    fn watch(&self, still: Duration, deadline: Duration) -> bool {
        let began = Instant::now();
        let mut last = (Vec::new(), Instant::now());
        while self.status().is_none() && began.elapsed() < deadline {
            if !self.told("ring").is_empty() {
                return false; // and never ends
            }
            thread::sleep(Duration::from_millis(5));
            let all = threads::of(self.id).unwrap_or_default();
            let moves = all.is_empty() || all.iter().any(|thread| !thread.waits);
            if moves || all != last.0 {
                last = (all, Instant::now());
            } else if last.1.elapsed() > still {
                return true;
            }
        }
        false
    }

    fn status(&self) -> Option<ExitStatus> {
        lock(&self.child).try_wait().ok().flatten()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut child = lock(&self.child);
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn hear_stdout(out: impl io::Read, heard: &Mutex<Heard>) {
    for line in BufReader::new(out).lines().map_while(Result::ok) {
        let told = line.split_once(TOLD).and_then(|(before, told)| {
            let (kind, what) = told.split_once(' ')?;
            Some((before, kind.to_owned(), what.parse().ok()?))
        });
        match told {
            Some((before, kind, what)) => {
                eprint!("{before}"); // the learner printed that without an end of line
                lock(heard).told.push((kind, what));
            }
            None => eprintln!("{line}"),
        }
    }
}

/// Passes on what is printed, and keeps the words of the first panic.
fn hear_stderr(err: impl io::Read, heard: &Mutex<Heard>) {
    let mut place = None;
    for line in BufReader::new(err).lines().map_while(Result::ok) {
        if let Some(place) = place.take() {
            lock(heard).panic.get_or_insert(format!("{line} ({place})"));
        } else if let Some((_, at)) = line.split_once("panicked at ") {
            place = Some(at.trim_end_matches(':').to_owned());
        }
        eprintln!("{line}");
    }
}
