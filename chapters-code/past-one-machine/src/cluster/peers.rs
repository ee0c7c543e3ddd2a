//! The other processes, where this one starts them: this same program, as a helper.
//!
//! They say everything in lines. A process is told on its standard input who it is
//! (an invitation), where all listen, and when to begin. It says on its standard output
//! where it listens, that it is connected, and how it ended. A token is told that way
//! too: what stands on a command line, everybody can read.

use std::env;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::mem;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio, exit};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use measure::counters::Counters;
use program::Program;
use record::Settings;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::configuration::{Built, Configuration};
use super::handshake::{Member, Token};
use super::mesh;
use super::network;
use super::process::{die_with_the_parent, keep_panics, panics};
use super::socket::{Address, Listener};
use super::workers::{self, Event};

/// How long all may take to be connected.
pub const CONNECTING: Duration = Duration::from_secs(10);

/// What another process says when its worker has come to its end; its CPU time follows.
pub const DONE: &str = "done ";

/// The longest folder whose sockets still have a path that the kernel takes.
const LONGEST: usize = 80;

/// What a process is told first.
#[derive(Debug, Serialize, Deserialize)]
struct Invitation {
    index: usize,
    token: Token,
    place: Place,
    settings: Settings,
}

/// Where a process listens.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Place {
    /// At a socket in this folder.
    Folder(PathBuf),
    /// On the loopback.
    Loopback,
    /// In a network of its own, to which it gets a wire.
    Network,
}

/// The other processes, connected and ready. They do not outlive this.
#[derive(Debug, Default)]
pub struct Peers {
    processes: Vec<Child>,
    questions: Vec<ChildStdin>,
    folder: Option<TempDir>,
}

impl Peers {
    /// Starts the processes of a configuration, and connects all with all. Returns what
    /// timely needs for the worker of this process.
    pub fn start<P: Program>(
        configuration: &Configuration,
        settings: &Settings,
        tell: &Sender<Event>,
        told: &Receiver<Event>,
    ) -> Result<(Self, Built)> {
        if configuration.processes() == 1 {
            if matches!(configuration, Configuration::Namespaces(_)) {
                network::enter(0)?;
                network::stay_on_core(0)?;
            }
            return Ok((Self::default(), configuration.build(0, vec![None])?));
        }
        let deadline = Instant::now() + CONNECTING;
        let mut peers = Self::default();
        let place = match configuration {
            Configuration::Unix(_) => {
                let folder = peers.folder.insert(short_folder()?);
                Place::Folder(folder.path().to_owned())
            }
            Configuration::Namespaces(_) => {
                network::enter(0)?;
                Place::Network
            }
            _ => Place::Loopback,
        };
        let token = Token::random()?;
        for index in 1..configuration.processes() {
            let (token, place) = (token.clone(), place.clone());
            let settings = settings.clone();
            let invitation = Invitation { index, token, place, settings };
            peers.spawn(P::PEER, &invitation, tell.clone())?;
        }
        if matches!(place, Place::Network) {
            peers.each_says("entered", told, deadline)?;
            for id in peers.ids() {
                network::wire(id)?;
            }
            peers.tell_all("wired")?;
            network::stay_on_core(0)?; // those that it started have theirs
        }
        let listener = listen(&place, 0)?;
        let mut addresses = vec![listener.address()?];
        for place in peers.each_says("at", told, deadline)? {
            addresses.push(serde_json::from_str(&place)?);
        }
        peers.tell_all(&serde_json::to_string(&addresses)?)?;
        let here = Member::new(0, token);
        let mesh = mesh::connect(listener, &addresses, &here, deadline)?;
        let built = configuration.build(0, mesh.sockets)?;
        if let Err(why) = peers.each_says("ready", told, deadline) {
            mem::forget(built); // its threads would be waited for, and panic
            return Err(why);
        }
        peers.folder = None; // nobody connects any more
        Ok((peers, built))
    }

    fn spawn(
        &mut self,
        helper: &str,
        invitation: &Invitation,
        tell: Sender<Event>,
    ) -> Result<()> {
        let mut process = Command::new(env::current_exe()?)
            .args(["helper", helper])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start a process")?;
        let mut questions = process.stdin.take().context("its input is a pipe")?;
        let answers = process.stdout.take().context("its output is a pipe")?;
        self.processes.push(process);
        let peer = invitation.index;
        thread::spawn(move || {
            for line in BufReader::new(answers).lines().map_while(Result::ok) {
                let _ = tell.send(Event::Said(peer, line));
            }
            let _ = tell.send(Event::Gone(peer));
        });
        writeln!(questions, "{}", serde_json::to_string(invitation)?)?;
        self.questions.push(questions);
        Ok(())
    }

    /// Tells all of them a line.
    pub fn tell_all(&mut self, line: &str) -> Result<()> {
        for (index, questions) in self.questions.iter_mut().enumerate() {
            questions
                .write_all(format!("{line}\n").as_bytes())
                .with_context(|| format!("process {} does not listen", index + 1))?;
        }
        Ok(())
    }

    /// Waits until each has said a line that begins with this word, and returns the
    /// rest of each.
    fn each_says(
        &mut self,
        word: &str,
        told: &Receiver<Event>,
        deadline: Instant,
    ) -> Result<Vec<String>> {
        let mut rest = vec![None; self.processes.len()];
        while let Some(missing) = rest.iter().position(Option::is_none) {
            let left = deadline.saturating_duration_since(Instant::now());
            match told.recv_timeout(left) {
                Ok(Event::Said(peer, line)) => match line.split_once(' ') {
                    Some((first, said)) if first == word => {
                        rest[peer - 1] = Some(said.to_owned());
                    }
                    _ => bail!("process {peer}: {line}"),
                },
                Ok(Event::Gone(peer)) => bail!("{}", self.end_of(peer)),
                Ok(Event::Ended(..)) => {}
                Err(_) => bail!("process {} did not say `{word}` in time", missing + 1),
            }
        }
        Ok(rest.into_iter().flatten().collect())
    }

    /// How a process ended, in words.
    pub fn end_of(&mut self, peer: usize) -> String {
        match self.processes.get_mut(peer - 1).map(Child::wait) {
            Some(Ok(status)) => format!("process {peer} ended: {status}"),
            _ => format!("process {peer} ended"),
        }
    }

    /// The process ids, by index less one.
    pub fn ids(&self) -> Vec<u32> {
        self.processes.iter().map(Child::id).collect()
    }

    /// Ends all of them at once, whatever they do.
    pub fn kill(&mut self) {
        for process in &mut self.processes {
            let _ = process.kill(); // does nothing if it has ended
            let _ = process.wait();
        }
    }

    /// Waits until all have ended, as they do when they have said so.
    pub fn finish(&mut self) {
        self.questions.clear();
        for process in &mut self.processes {
            let _ = process.wait();
        }
        self.processes.clear();
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A folder whose path is short enough for sockets.
fn short_folder() -> Result<TempDir> {
    let own = env::temp_dir();
    let places = [own, PathBuf::from("/tmp"), PathBuf::from("/var/tmp")];
    let short = places.iter().filter(|place| place.as_os_str().len() <= LONGEST);
    let mut folders = short.filter_map(|place| {
        tempfile::Builder::new().prefix("pom").tempdir_in(place).ok()
    });
    folders.next().context("no folder has a path short enough for a Unix socket")
}

fn listen(place: &Place, index: usize) -> Result<Listener> {
    match place {
        Place::Folder(folder) => Listener::unix(folder, index),
        Place::Loopback => Listener::tcp("127.0.0.1:0"),
        Place::Network => Listener::tcp(&format!("{}:0", network::plug_in(index)?)),
    }
}

/// The other side: what a process does that was started as a helper.
pub fn serve<P: Program>(_arguments: &[String]) -> Result<()> {
    die_with_the_parent();
    keep_panics();
    let mut lines = io::stdin().lines();
    let mut hear = || -> Result<String> { Ok(lines.next().context("nobody asks")??) };
    let invitation: Invitation = serde_json::from_str(&hear()?)?;
    let Invitation { index, token, place, settings } = invitation;
    if matches!(place, Place::Network) {
        network::stay_on_core(index)?;
        network::enter(index)?;
        println!("entered ");
        ensure!(hear()? == "wired", "it was told something else");
    }
    let listener = listen(&place, index)?;
    println!("at {}", serde_json::to_string(&listener.address()?)?);
    let program = Arc::new(P::prepare(&settings)?);
    let addresses: Vec<Address> = serde_json::from_str(&hear()?)?;
    let deadline = Instant::now() + CONNECTING;
    let mesh =
        mesh::connect(listener, &addresses, &Member::new(index, token), deadline)?;
    let configuration = Configuration::of(&settings)?;
    let built = configuration.build(index, mesh.sockets)?;
    println!("ready ");
    ensure!(hear()? == "go", "it was told something else");
    let before = Counters::now()?;
    let (tell, told) = mpsc::channel();
    let guards = workers::begin(&program, built, &tell)?;
    match told.recv() {
        Ok(Event::Ended(_, Some(_))) => {}
        _ => {
            println!("failed {}", panics());
            exit(1); // to wait for its threads may be to wait for ever
        }
    }
    drop(guards); // what this process has to say has been sent
    let used = Counters::now()?.since(before);
    println!("{DONE}{}", used.user_ns + used.system_ns);
    Ok(measure::worker::report()?)
}
