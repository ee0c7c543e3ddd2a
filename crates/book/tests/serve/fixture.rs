//! A checkout of two chapters, `alpha` and `beta`, in a temporary folder, and readers
//! of its pages.
//!
//! An experiment's numbers are the text of its chapter's file `source` as it was when
//! the measurement began. It is stale while that is another text. A measurement lasts
//! as long as there is a file `hold`.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::Result;
use book::numbers::{self, Experiment, Numbers};
use book::server::{Options, Server, Stop};
use book::{Checkout, Mode};
use serde_json::Value;
use show::standing::{ClaimName, Standing};
use show::tunable::{Kind, Tunable};

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

const CARGO: &str = r#"#!/bin/sh
# build --release --message-format json --package CHAPTER
cd "$(dirname "$0")"
echo "build $6" >> log
if grep -q broken "chapters-code/$6/source"; then
    echo '{"reason":"compiler-message","package_id":"a","target":{"name":"a","kind":["bin"],"crate_types":["bin"],"required-features":[],"src_path":"/a.rs","edition":"2024","doctest":false,"test":true,"doc":true},"message":{"message":"m","code":null,"level":"error","spans":[],"children":[],"rendered":"error: expected <u8>"}}'
    exit 101
fi
"#;

const CHAPTER: &str = r#"#!/bin/sh
# run EXPERIMENT --progress json [FLAGS]
cd "$(dirname "$0")/.."
chapter=$(basename "$0")
experiment=$2
shift 4
# What a reader tries has a folder of its own.
if [ -n "$BOOK_CHARTS" ]; then
    echo "try $chapter $experiment $*" >> log
    echo "$BOOK_CHARTS" > folder
else
    echo "run $chapter $experiment" >> log
fi
echo $$ > process
trap 'echo "interrupt $chapter $experiment" >> log; exit 130' INT
source=$(cat "chapters-code/$chapter/source")
case $source in *stubborn*) trap '' INT;; esac
case $source in *failing*)
    echo '{"event":"failure","row":"pool","message":"it <panicked>"}' >&2
    exit 1
esac
echo '{"event":"round","round":1,"of":3}' >&2
while [ -e hold ]; do sleep 0.01; done
charts=${BOOK_CHARTS:-charts}
mkdir -p "$charts/local/$chapter"
printf %s "$source" > "$charts/local/$chapter/$experiment.json"
"#;

pub(crate) struct Fixture {
    folder: tempfile::TempDir,
}

impl Fixture {
    /// The checkout: nothing is measured yet.
    pub(crate) fn new() -> Self {
        let fixture = Self { folder: tempfile::tempdir().expect("a folder") };
        fixture.write(
            "book.toml",
            "[book]\nsrc = \"book\"\n[preprocessor.chapters]\ncommand = \"false\"\nrecorded = \"elsewhere\"\n[output.html]\n",
        );
        fixture.write(
            "book/SUMMARY.md",
            "# Summary\n\n- [One](one.md)\n- [Two](two.md)\n",
        );
        fixture.write(
            "book/one.md",
            "# One\n\nAlpha: <!-- cmdrun alpha show first number -->\n",
        );
        fixture.write(
            "book/two.md",
            "# Two\n\nBeta: <!-- cmdrun beta show only number -->\n",
        );
        fixture.program("cargo", CARGO);
        for chapter in ["alpha", "beta"] {
            fixture.write(&format!("chapters-code/{chapter}/Cargo.toml"), "");
            fixture.write(&format!("chapters-code/{chapter}/source"), "measured");
            fixture.program(&format!("release/{chapter}"), CHAPTER);
        }
        fixture
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("removed");
    }

    fn program(&self, path: &str, script: &str) {
        self.write(path, script);
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(self.path(path), executable).expect("allowed");
    }

    /// What was built and measured, in order.
    pub(crate) fn log(&self) -> Vec<String> {
        let log = fs::read_to_string(self.path("log")).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }

    /// Serves the book, at `port` if that is free.
    pub(crate) fn serve(&self, port: u16, measures: bool) -> Served {
        // As the program does, so that the tests may run in a script's background: a
        // signal that is ignored here the chapters could not handle.
        static HANDLED: Once = Once::new();
        HANDLED.call_once(|| {
            ctrlc::set_handler(|| std::process::exit(130)).expect("set");
        });
        let root = fs::canonicalize(self.folder.path()).expect("there");
        let server = Server::bind(Options {
            checkout: Checkout {
                cargo: root.join("cargo").into(),
                release: root.join("release"),
                program: env!("CARGO_BIN_EXE_book").into(),
                root,
            },
            mode: Mode::Stale,
            measures,
            port,
            open: |root| Ok(Box::new(Records(root.to_owned()))),
        })
        .expect("bound");
        let (stop, port) = (server.stop(), server.port());
        let token =
            server.address().split_once("#token=").expect("a token").1.to_owned();
        let (opened, open) = mpsc::channel();
        let thread = thread::spawn(move || {
            server.run(move || opened.send(()).expect("awaited")).expect("served");
        });
        open.recv_timeout(PATIENCE).expect("opened");
        Served { port, token, stop, thread: Some(thread) }
    }
}

/// The records of the fixture.
struct Records(PathBuf);

impl Records {
    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.0.join(path)).ok()
    }

    fn record(&self, experiment: &Experiment) -> Option<String> {
        self.read(&format!(
            "charts/local/{}/{}.json",
            experiment.chapter, experiment.name
        ))
    }
}

impl Numbers for Records {
    fn experiments(&self) -> Vec<Experiment> {
        let all = [("alpha", "first"), ("alpha", "second"), ("beta", "only")];
        all.map(|(chapter, name)| Experiment {
            chapter: chapter.into(),
            name: name.into(),
        })
        .to_vec()
    }

    fn stale(&self, experiment: &Experiment) -> Result<Vec<String>> {
        let source = self.read(&format!("chapters-code/{}/source", experiment.chapter));
        let is_stale = self.record(experiment) != source;
        Ok(is_stale
            .then(|| format!("`chapters-code/{}/source` changed", experiment.chapter))
            .into_iter()
            .collect())
    }

    fn answer(&self, command: &str, machine: &str) -> Option<Result<String>> {
        assert_eq!(machine, "local");
        let words: Vec<&str> = command.split(' ').collect();
        let experiment = Experiment { chapter: words[0].into(), name: words[2].into() };
        Some(Ok(self.record(&experiment).unwrap_or_else(|| "recorded".to_owned())))
    }

    fn tunable(&self, _experiment: &Experiment) -> Result<Vec<Tunable>> {
        let requests = Tunable {
            name: "requests".to_owned(),
            kind: Kind::Count,
            value: 100,
            least: 2,
            most: 400,
        };
        let latency = Tunable {
            name: "latency".to_owned(),
            kind: Kind::Duration,
            value: 10_000_000,
            least: 500_000,
            most: 600_000_000,
        };
        Ok(vec![latency, requests])
    }

    fn tried(
        &self,
        experiment: &Experiment,
        charts: &Path,
        words: &str,
    ) -> Result<numbers::Tried> {
        let Experiment { chapter, name } = experiment;
        let record = charts.join(format!("local/{chapter}/{name}.json"));
        let median = fs::read_to_string(record)?;
        let id = format!("chart-{chapter}-{name}-times-wide-title");
        let chart = format!(
            "\n<figure class=\"chart\">\n<svg role=\"img\" aria-labelledby=\"{id}\" viewBox=\"0 0 9 9\">\n\
             <title id=\"{id}\">Times, and {words}</title></svg>\n</figure>\n"
        );
        let table = format!("| Strategy | Median |\n|---|--:|\n| Loop | {median} |");
        let doubts = "Noise: it is made up.".to_owned();
        Ok(numbers::Tried {
            figures: vec![("times".to_owned(), chart)],
            parts: vec![("table", table), ("doubts", doubts)],
        })
    }

    fn standing(&self, _claims: &[ClaimName], _machine: &str) -> Result<Standing> {
        Ok(Standing::Holds)
    }

    fn state(&self, experiment: Option<&Experiment>) -> u64 {
        let record = experiment.and_then(|one| self.record(one)).unwrap_or_default();
        record.bytes().fold(1, |state, byte| state * 31 % 1_000_007 + u64::from(byte))
    }
}

/// A running server, which ends with this.
pub(crate) struct Served {
    pub(crate) port: u16,
    pub(crate) token: String,
    stop: Stop,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    /// Stops it, and waits for its end.
    pub(crate) fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.stop.stop();
        if let Some(thread) = self.thread.take() {
            thread.join().expect("served");
        }
    }

    /// The address of a page, with the token.
    pub(crate) fn address(&self, page: &str) -> String {
        format!("http://127.0.0.1:{}/{page}#token={}", self.port, self.token)
    }

    /// The answer to a request of a page of the book itself.
    pub(crate) fn get(&self, path: &str) -> Answer {
        ask(
            self.port,
            "GET",
            path,
            &[("Host", &format!("127.0.0.1:{}", self.port))],
            "",
        )
    }

    /// The answer to a press of the strip's button.
    pub(crate) fn press(&self, action: &str) -> Answer {
        self.post(&format!("/-/{action}"), "")
    }

    /// The answer to what a page of the book sends, once it is whole.
    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        let host = format!("127.0.0.1:{}", self.port);
        let headers = [
            ("Host", host.as_str()),
            ("Origin", &format!("http://{host}")),
            ("X-Book-Token", &self.token),
        ];
        ask(self.port, "POST", path, &headers, body)
    }

    /// Asks for a run as a page does, of a body of so many bytes, and waits for nothing.
    pub(crate) fn send(&self, experiment: &str, length: usize, body: &str) -> Tried {
        let mut server =
            TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        server.set_read_timeout(Some(PATIENCE)).expect("set");
        let host = format!("127.0.0.1:{}", self.port);
        write!(
            server,
            "POST /__run/{experiment} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\
             X-Book-Token: {}\r\nContent-Length: {length}\r\n\r\n{body}",
            self.token
        )
        .expect("sent");
        let lines = BufReader::new(server.try_clone().expect("a handle")).lines();
        Tried { server, lines }
    }

    /// Runs an experiment with these settings.
    pub(crate) fn run(&self, experiment: &str, body: &str) -> Tried {
        self.send(experiment, body.len(), body)
    }

    /// Opens a page.
    pub(crate) fn open(&self, page: &str) -> OpenPage {
        let mut server =
            TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        let host = format!("127.0.0.1:{}", self.port);
        write!(server, "GET /-/events?page={page} HTTP/1.1\r\nHost: {host}\r\n\r\n")
            .expect("sent");
        let lines = BufReader::new(server.try_clone().expect("a handle")).lines();
        let (sender, events) = mpsc::channel();
        thread::spawn(move || {
            let mut name = String::new();
            for line in lines.map_while(Result::ok) {
                if let Some(event) = line.strip_prefix("event: ") {
                    event.clone_into(&mut name);
                } else if let Some(data) = line.strip_prefix("data: ") {
                    let _ = sender.send((name.clone(), data.to_owned()));
                }
            }
        });
        OpenPage { server, events }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.end();
    }
}

/// A page that listens to the server.
pub(crate) struct OpenPage {
    server: TcpStream,
    events: Receiver<(String, String)>,
}

impl OpenPage {
    /// Waits for a status of which `holds` is true.
    pub(crate) fn status(&self, holds: impl Fn(&Value) -> bool) -> Value {
        self.event("status", |data| {
            serde_json::from_str(data).ok().filter(|status| holds(status))
        })
    }

    /// How many versions the page was told since it was last asked for one.
    pub(crate) fn versions(&self) -> usize {
        self.events.try_iter().filter(|(name, _)| name == "reload").count()
    }

    /// Waits for the version that the page now has.
    pub(crate) fn version(&self) -> String {
        self.event("reload", |data| Some(data.to_owned()))
    }

    fn event<T>(&self, wanted: &str, read: impl Fn(&str) -> Option<T>) -> T {
        let began = Instant::now();
        let mut last = String::new();
        while let Some(left) = PATIENCE.checked_sub(began.elapsed()) {
            let Ok((name, data)) = self.events.recv_timeout(left) else { break };
            if let Some(found) =
                Some(&data).filter(|_| name == wanted).and_then(|data| read(data))
            {
                return found;
            }
            last = data;
        }
        panic!("no such {wanted}; the last event: {last}");
    }
}

impl Drop for OpenPage {
    fn drop(&mut self) {
        let _ = self.server.shutdown(std::net::Shutdown::Both);
    }
}

/// A run that a page waits for, until it is dropped.
pub(crate) struct Tried {
    server: TcpStream,
    lines: std::io::Lines<BufReader<TcpStream>>,
}

impl Tried {
    /// The status of the answer.
    pub(crate) fn status(&mut self) -> u16 {
        let line = self.lines.next().expect("an answer").expect("text");
        line.split(' ').nth(1).expect("a status").parse().expect("a number")
    }

    /// The next thing that it is told, between the lengths of chunks; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Value> {
        loop {
            let line = self.lines.next()?.expect("text");
            match line.as_str() {
                "0" => return None,
                line if line.starts_with('{') => {
                    return Some(serde_json::from_str(line).expect("JSON"));
                }
                _ => {}
            }
        }
    }

    /// Waits until it is told something with this key.
    pub(crate) fn until(&mut self, key: &str) -> Value {
        loop {
            let said = self.next().unwrap_or_else(|| panic!("it ended without {key}"));
            if !said[key].is_null() {
                return said;
            }
        }
    }
}

impl Drop for Tried {
    fn drop(&mut self) {
        let _ = self.server.shutdown(std::net::Shutdown::Both);
    }
}

/// An answer of the server.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl Answer {
    /// The version in the header that the page's script reads.
    pub(crate) fn version(&self) -> &str {
        let header = self.text.split_once("version;desc=\"").expect("a version").1;
        header.split_once('"').expect("its end").0
    }
}

/// Sends a request as it is written here, and reads the answer.
pub(crate) fn ask(
    port: u16,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut server = TcpStream::connect(("127.0.0.1", port)).expect("connected");
    server.set_read_timeout(Some(PATIENCE)).expect("set");
    let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
    let mut headers: String = headers.collect();
    if !body.is_empty() {
        headers = format!("{headers}Content-Length: {}\r\n", body.len());
    }
    let request =
        format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n{body}");
    // The server may hang up on a body that it does not want.
    let _ = server.write_all(request.as_bytes());
    let mut text = Vec::new();
    // The events have no end: their head is enough.
    if path.starts_with("/-/events") {
        let mut line = String::new();
        let _ = BufReader::new(server).read_line(&mut line);
        text = line.into_bytes();
    } else {
        let _ = server.read_to_end(&mut text);
    }
    let text = String::from_utf8_lossy(&text).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    Answer { status: status.expect("a status"), text }
}

/// Waits until `holds` is true.
pub(crate) fn wait_for(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "{what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// Whether the process whose number is in the file `path` runs.
pub(crate) fn runs(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap_or_default();
    let process = text.trim().parse().map(nix::unistd::Pid::from_raw);
    process.is_ok_and(|process| nix::sys::signal::kill(process, None).is_ok())
}
