//! What a program's threads did at each look, added up.
//!
//! A look is taken for what went on since the one before it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::Serialize;

use crate::descriptors::{Connections, Descriptors};
use crate::doing::{Doing, Kind, Wait};
use crate::proc;
use crate::snapshot::{Seen, Snapshot};

/// More different words of memory, or threads, than this are not told apart.
const MOST_KEPT: usize = 4096;

/// When the kernel's tables of sockets are read at first, whatever that costs.
const FIRST_TABLES_NS: [f64; 2] = [0.0, 2e8];

/// After that, reading them may take this share of the time.
const TABLE_SHARE: f64 = 0.001;

/// A thread with less than this share of the computing does none worth the name.
const HARDLY: f64 = 0.02;

/// The looks so far.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    looks: u64,
    /// Time that the looks stand for.
    known_ns: f64,
    /// Of that: no thread ran.
    idle_ns: f64,
    /// Of the idle time, by what was waited for.
    kinds: BTreeMap<Kind, f64>,
    /// Of the idle time: an event queue's next time was all that was waited for.
    queue_timer_ns: f64,
    /// Of the idle time: threads blocked while none was at the event queue that the
    /// process has.
    queue_left_ns: f64,
    /// Waits under way, summed over the idle time in which they can be counted.
    under_way_ns: f64,
    countable_ns: f64,
    most_under_way: u64,
    /// Of the time in which something ran: one thread alone, while others waited for
    /// something outside.
    beside_others_ns: f64,
    running_ns: f64,
    /// Time spent at each word of memory, by thread.
    words: BTreeMap<(i32, u64), BTreeMap<i32, f64>>,
    /// CPU time at the first look and at the last, by thread.
    cpu: BTreeMap<i32, (u64, u64)>,
    descriptors: BTreeMap<i32, Descriptors>,
    connections: Connections,
    /// The sockets that were looked up in the kernel's tables.
    looked_up: BTreeSet<u64>,
    /// How often the kernel's tables of sockets were read, and when they are next.
    tables: u64,
    next_table_ns: f64,
    held_back_tables: u64,
    most_open: Option<(u64, u64)>,
    most_connections: u64,
    most_sockets: u64,
    seen_sockets: BTreeSet<u64>,
    turns: u64,
    quiet_ns: f64,
    last: Vec<Seen>,
}

/// What the looks say in the end. Shares are of the time that they stand for.
#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
pub(crate) struct Waits {
    /// Looks that could see what threads do.
    pub(crate) looks: u64,
    /// The share in which no thread ran.
    pub(crate) idle: f64,
    /// What was waited for, in shares of the idle time, the largest first.
    pub(crate) shares: Vec<(Kind, f64)>,
    /// Waits under way in the idle time, on average; `None` if they cannot be counted.
    pub(crate) under_way: Option<f64>,
    /// At most.
    pub(crate) most_under_way: u64,
    /// Of the idle time: an event queue's next time was all that was waited for.
    pub(crate) queue_timer: f64,
    /// Of the idle time: threads blocked, and none was at the event queue that the
    /// process has.
    pub(crate) queue_left: f64,
    /// Of the time in which something ran: one thread alone, while others waited for
    /// something outside.
    pub(crate) beside_others: f64,
    /// Threads that computed: as many equal ones as explain how their CPU time is spread.
    pub(crate) workers: f64,
    /// How many of them stood at a word of memory that several of them stood at, on
    /// average.
    pub(crate) at_shared_words: f64,
    /// How many of them stood at a word of their own.
    pub(crate) at_own_words: f64,
    /// How many threads, whether they compute or not, stood at words that several stood
    /// at.
    pub(crate) queued: f64,
    /// Different threads that were seen.
    pub(crate) threads_seen: u64,
    /// Connections at once, at most.
    pub(crate) most_connections: u64,
    /// Sockets at once, at most, and different ones that were seen.
    pub(crate) most_sockets: u64,
    pub(crate) sockets_seen: u64,
    /// A process has an event queue.
    pub(crate) has_event_queue: bool,
    /// The share of looks at connections in which one within this machine held back a
    /// few bytes.
    pub(crate) held_back: f64,
    /// Descriptors open at once in one process, at most, and the limit.
    pub(crate) most_open: Option<(u64, u64)>,
    /// For how long no thread had been given a core when it ended.
    pub(crate) quiet_ns: u64,
    /// What the threads waited for in the end, if it was quiet.
    pub(crate) standstill: Vec<String>,
    /// In that standstill: threads that wait for another to change a word, and whether
    /// anything outside could end it.
    #[serde(skip)]
    pub(crate) stuck_at_locks: u64,
    #[serde(skip)]
    pub(crate) sleeping: u64,
    #[serde(skip)]
    pub(crate) outside: u64,
}

impl Waiting {
    /// Adds a look that stands for so much time. Returns how long it took to look sockets
    /// up, which is not to make the next look later.
    pub(crate) fn add(&mut self, snapshot: &Snapshot, lasted_ns: u64) -> Duration {
        let told = |seen: &&Seen| seen.doing != Doing::Unknown;
        if snapshot.doings.iter().filter(told).count() == 0 {
            return Duration::ZERO;
        }
        let took = self.note_open(snapshot);
        self.note(snapshot, lasted_ns);
        took
    }

    fn note(&mut self, snapshot: &Snapshot, lasted_ns: u64) {
        self.looks += 1;
        let lasted = lasted_ns as f64;
        self.known_ns += lasted;
        self.note_turns(snapshot, lasted);
        let running = self.note_threads(snapshot, lasted);
        let waited = self.waits(&snapshot.doings);
        if running > 0 {
            self.running_ns += lasted;
            if running == 1 && !waited.outside.is_empty() {
                self.beside_others_ns += lasted;
            }
            return;
        }
        self.idle_ns += lasted;
        self.note_idle(&waited, lasted);
    }

    /// Whether what processes have open is to be read again: often at first.
    pub(crate) fn wants_open(&self) -> bool {
        self.looks < 16 || self.looks.is_multiple_of(4)
    }

    /// Notes what processes have open. Returns how long it took to look their sockets up
    /// in the kernel's tables, which takes long on any machine, and is done seldom.
    fn note_open(&mut self, snapshot: &Snapshot) -> Duration {
        if snapshot.descriptors.is_empty() {
            return Duration::ZERO;
        }
        self.descriptors.clone_from(&snapshot.descriptors);
        let mut together = Descriptors::default();
        for descriptors in self.descriptors.values() {
            together.sockets.extend(&descriptors.sockets);
            if let Some(limit) = descriptors.limit {
                self.most_open = self.most_open.max(Some((descriptors.open, limit)));
            }
        }
        if self.seen_sockets.len() < MOST_KEPT {
            self.seen_sockets.extend(&together.sockets);
        }
        self.most_sockets = self.most_sockets.max(together.sockets.len() as u64);
        let due = self.known_ns >= self.next_table_ns;
        let Some(pid) = self.descriptors.keys().next().filter(|_| due) else {
            return Duration::ZERO;
        };
        if together.sockets.is_empty() {
            self.connections = Connections::default();
            return Duration::ZERO;
        }
        let began = Instant::now();
        self.connections = proc::connections(*pid, &together);
        self.looked_up = together.sockets;
        let took = began.elapsed();
        self.tables += 1;
        let at_least = FIRST_TABLES_NS.get(self.tables as usize).copied();
        self.next_table_ns = at_least
            .unwrap_or_else(|| self.known_ns + took.as_nanos() as f64 / TABLE_SHARE);
        let now = &self.connections;
        self.held_back_tables += u64::from(now.held_back > 0);
        self.most_connections = self.most_connections.max(now.count());
        took
    }

    fn note_turns(&mut self, snapshot: &Snapshot, lasted: f64) {
        let turns = snapshot.threads.values().filter_map(|thread| thread.turns).sum();
        let same = self.last.len() == snapshot.doings.len() && self.turns == turns;
        self.quiet_ns = if same { self.quiet_ns + lasted } else { 0.0 };
        self.turns = turns;
        self.last.clone_from(&snapshot.doings);
    }

    /// Returns how many threads run.
    fn note_threads(&mut self, snapshot: &Snapshot, lasted: f64) -> usize {
        let mut running = 0;
        for Seen { process, thread, doing } in &snapshot.doings {
            match doing {
                Doing::Running => running += 1,
                Doing::Waits(Wait::Lock { address }) => {
                    let full = self.words.len() >= MOST_KEPT;
                    let key = (*process, *address);
                    if !full || self.words.contains_key(&key) {
                        let word = self.words.entry(key).or_default();
                        *word.entry(*thread).or_default() += lasted;
                    }
                }
                _ => {}
            }
            let cpu = snapshot.threads.get(thread).and_then(|thread| thread.cpu_ns);
            if let Some(cpu) = cpu
                && (self.cpu.len() < MOST_KEPT || self.cpu.contains_key(thread))
            {
                self.cpu.entry(*thread).or_insert((cpu, cpu)).1 = cpu;
            }
        }
        running
    }

    /// What all of these threads wait for.
    fn waits(&self, doings: &[Seen]) -> Waited {
        let mut found = Waited::default();
        let processes: BTreeSet<_> = doings.iter().map(|seen| seen.process).collect();
        let alone = processes.len() == 1;
        for Seen { process, doing, .. } in doings {
            let Doing::Waits(wait) = doing else { continue };
            let (kind, is_outside) = self.kind(*process, *wait, alone);
            let kinds = if is_outside { &mut found.outside } else { &mut found.inside };
            kinds.insert(kind);
            match wait {
                Wait::Events { queue, .. } => {
                    found.at_queue.extend(queue.then_some(*process));
                    found.queue_timer |= *queue && kind == Kind::Timer;
                    found.queue_sockets |= kind == Kind::Socket;
                }
                _ if is_outside => {
                    found.threads += 1;
                    found.blocked.insert(*process);
                }
                _ => {}
            }
        }
        found
    }

    /// What a wait is for, and whether it ends by something outside of the program, alone
    /// in its process or not.
    fn kind(&self, process: i32, wait: Wait, alone: bool) -> (Kind, bool) {
        match wait {
            Wait::Timer => (Kind::Timer, true),
            Wait::Disk => (Kind::Disk, true),
            Wait::Terminal => (Kind::Terminal, true),
            Wait::Other => (Kind::Other, true),
            Wait::Connection => (Kind::Connection, false),
            // The other end of one between processes is most likely with another of them.
            Wait::Pipe { is_input } => (Kind::Pipe, is_input || alone),
            Wait::Lock { .. } | Wait::Join { .. } => (Kind::Lock, false),
            Wait::Child => (Kind::Child, false),
            Wait::Socket { inode } => match self.other_end(inode) {
                Some(kind) => (kind, kind == Kind::Socket),
                None if alone => (Kind::Socket, true),
                None => (Kind::OwnSocket, false),
            },
            Wait::Events { timed, queue } => match self.event(process, timed, queue) {
                Some(kind) => {
                    (kind, !matches!(kind, Kind::OwnSocket | Kind::Connection))
                }
                None => (Kind::Lock, false),
            },
        }
    }

    /// What a socket is at the other end: by the kernel's tables; if it is newer than
    /// those, as most that are in them; `None` if it is no connection of the network.
    fn other_end(&self, inode: u64) -> Option<Kind> {
        let known = &self.connections;
        if known.own.contains(&inode) {
            Some(Kind::OwnSocket)
        } else if known.listening.contains(&inode) {
            Some(Kind::Connection)
        } else if known.all.contains(&inode) {
            Some(Kind::Socket)
        } else if self.looked_up.contains(&inode) {
            None
        } else if known.own.len() * 2 > known.all.len() {
            Some(Kind::OwnSocket)
        } else {
            Some(Kind::Socket)
        }
    }

    /// What a wait for whatever comes first is for, by what its process has open.
    fn event(&self, process: i32, timed: bool, queue: bool) -> Option<Kind> {
        let sockets = self.descriptors.get(&process).map(|of| &of.sockets);
        let ends: BTreeSet<_> = sockets
            .into_iter()
            .flatten()
            .filter_map(|inode| self.other_end(*inode))
            .collect();
        let first = [Kind::Socket, Kind::OwnSocket, Kind::Connection];
        match (timed, queue) {
            _ if !ends.is_empty() => first.into_iter().find(|kind| ends.contains(kind)),
            (true, _) => Some(Kind::Timer),
            (false, true) => None,
            (false, false) => Some(Kind::Other),
        }
    }

    fn note_idle(&mut self, waited: &Waited, lasted: f64) {
        let kinds = if waited.outside.is_empty() {
            let first = INSIDE.into_iter().find(|kind| waited.inside.contains(kind));
            BTreeSet::from([first.unwrap_or(Kind::Child)])
        } else {
            waited.outside.clone()
        };
        for kind in &kinds {
            *self.kinds.entry(*kind).or_default() += lasted / kinds.len() as f64;
        }
        if waited.queue_timer && waited.threads == 0 && kinds.len() == 1 {
            self.queue_timer_ns += lasted;
        } else {
            // Where something outside is waited for, its own connections wait for that.
            let own =
                waited.outside.is_empty() && waited.inside.contains(&Kind::OwnSocket);
            let by_queue =
                if waited.queue_sockets || own { self.connections.count() } else { 0 };
            let under_way = waited.threads.max(by_queue);
            if under_way > 0 {
                self.countable_ns += lasted;
                self.under_way_ns += lasted * under_way as f64;
                self.most_under_way = self.most_under_way.max(under_way);
            }
        }
        let left = |process: &i32| {
            let of = self.descriptors.get(process);
            !waited.at_queue.contains(process)
                && of.is_some_and(|of| of.has_event_queue)
        };
        if waited.blocked.iter().any(left) {
            self.queue_left_ns += lasted;
        }
    }

    /// What they say in the end.
    pub(crate) fn summary(&self) -> Waits {
        let share =
            |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let idle = |part: f64| share(part, self.idle_ns);
        let mut shares: Vec<_> =
            self.kinds.iter().map(|(kind, ns)| (*kind, idle(*ns))).collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        let cpu: BTreeMap<i32, f64> = self
            .cpu
            .iter()
            .map(|(thread, (first, last))| {
                (*thread, last.saturating_sub(*first) as f64)
            })
            .collect();
        let all: f64 = cpu.values().sum();
        let squares: f64 = cpu.values().map(|cpu| cpu * cpu).sum();
        let works =
            |thread: &i32| cpu.get(thread).is_some_and(|cpu| *cpu >= HARDLY * all);
        let (mut shared, mut own, mut queued) = (0.0, 0.0, 0.0);
        for word in self.words.values() {
            if word.len() > 1 {
                queued += word.values().sum::<f64>();
            }
            let at: Vec<f64> = word
                .iter()
                .filter(|(thread, _)| works(thread))
                .map(|(_, ns)| *ns)
                .collect();
            *if at.len() > 1 { &mut shared } else { &mut own } +=
                at.iter().sum::<f64>();
        }
        let is_stuck = |wait: fn(&Wait) -> bool| {
            let doings = self.last.iter();
            doings
                .filter(|seen| matches!(&seen.doing, Doing::Waits(it) if wait(it)))
                .count() as u64
        };
        let waited = self.waits(&self.last);
        let not_timers = waited.outside.iter().filter(|kind| **kind != Kind::Timer);
        let asked = waited.inside.contains(&Kind::Connection);
        Waits {
            looks: self.looks,
            idle: share(self.idle_ns, self.known_ns),
            shares,
            under_way: (self.countable_ns > 0.0)
                .then(|| self.under_way_ns / self.countable_ns),
            most_under_way: self.most_under_way,
            queue_timer: idle(self.queue_timer_ns),
            queue_left: idle(self.queue_left_ns),
            beside_others: share(self.beside_others_ns, self.running_ns),
            workers: share(all * all, squares),
            at_shared_words: share(shared, self.known_ns),
            at_own_words: share(own, self.known_ns),
            queued: share(queued, self.known_ns),
            threads_seen: self.cpu.len() as u64,
            most_connections: self.most_connections,
            most_sockets: self.most_sockets,
            sockets_seen: self.seen_sockets.len() as u64,
            has_event_queue: self.descriptors.values().any(|of| of.has_event_queue),
            held_back: share(self.held_back_tables as f64, self.tables as f64),
            most_open: self.most_open,
            quiet_ns: self.quiet_ns as u64,
            standstill: standstill(&self.last),
            stuck_at_locks: is_stuck(|wait| matches!(wait, Wait::Lock { .. })),
            sleeping: is_stuck(|wait| *wait == Wait::Timer),
            outside: not_timers.count() as u64 + u64::from(asked),
        }
    }
}

/// What a program waits for if nothing outside of it is among that: the first of these.
const INSIDE: [Kind; 5] =
    [Kind::OwnSocket, Kind::Connection, Kind::Pipe, Kind::Lock, Kind::Child];

/// What the threads of one look wait for.
#[derive(Debug, Default)]
struct Waited {
    /// That something outside of the program ends.
    outside: BTreeSet<Kind>,
    /// That its own threads or processes end.
    inside: BTreeSet<Kind>,
    /// Threads that wait for one thing outside each.
    threads: u64,
    /// Processes of those, and processes with a thread at an event queue.
    blocked: BTreeSet<i32>,
    at_queue: BTreeSet<i32>,
    /// A queue waits for a time, or for sockets.
    queue_timer: bool,
    queue_sockets: bool,
}

/// Who waits for what, in lines that name the threads.
fn standstill(doings: &[Seen]) -> Vec<String> {
    let mut words: BTreeMap<u64, Vec<i32>> = BTreeMap::new();
    let mut others: BTreeMap<String, Vec<i32>> = BTreeMap::new();
    for Seen { thread, doing, .. } in doings {
        let what = match doing {
            Doing::Waits(Wait::Lock { address }) => {
                words.entry(*address).or_default().push(*thread);
                continue;
            }
            Doing::Waits(Wait::Join { thread }) => {
                format!("for the end of thread {thread}")
            }
            Doing::Waits(Wait::Events { timed: false, queue: true }) => {
                "at an event queue, where nothing comes".to_owned()
            }
            Doing::Waits(Wait::Timer | Wait::Events { .. }) => "for a time".to_owned(),
            // A shell, or timeout(1), that waits for what is shown beside it.
            Doing::Waits(Wait::Child) | Doing::Running | Doing::Unknown => continue,
            Doing::Waits(_) => "for something outside".to_owned(),
        };
        others.entry(what).or_default().push(*thread);
    }
    let alone = words.values().filter(|threads| threads.len() == 1).flatten().copied();
    let alone: Vec<_> = alone.collect();
    if !alone.is_empty() {
        let each =
            if alone.len() > 1 { "at a lock or a channel each" } else { "at a lock" };
        others.insert(each.to_owned(), alone);
    }
    let at_one = words.into_values().filter(|threads| threads.len() > 1);
    let at_one = at_one.map(|threads| ("at one lock or channel".to_owned(), threads));
    let line = |(what, threads): (String, Vec<i32>)| {
        let names: Vec<_> = threads.iter().map(ToString::to_string).collect();
        match names.as_slice() {
            [one] => format!("thread {one} waits {what}"),
            _ => format!("threads {} wait {what}", names.join(", ")),
        }
    };
    others.into_iter().chain(at_one).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proc::Scheduling;

    const MS: u64 = 1_000_000;

    /// A look at threads of one process, that have computed for so long by now.
    fn look(doings: &[Doing], cpu_ns: &[u64]) -> Snapshot {
        let seen = |(nth, doing): (usize, &Doing)| Seen {
            process: 1,
            thread: nth as i32,
            doing: *doing,
        };
        let thread = |(nth, cpu): (usize, &u64)| {
            let scheduling = Scheduling {
                cpu_ns: Some(*cpu),
                turns: Some(*cpu),
                ..Scheduling::default()
            };
            (nth as i32, scheduling)
        };
        Snapshot {
            doings: doings.iter().enumerate().map(seen).collect(),
            threads: cpu_ns.iter().enumerate().map(thread).collect(),
            ..Snapshot::default()
        }
    }

    fn of(looks: &[Snapshot], prepare: impl FnOnce(&mut Waiting)) -> Waits {
        let mut waiting = Waiting::default();
        prepare(&mut waiting);
        for look in looks {
            waiting.add(look, 100 * MS);
        }
        waiting.summary()
    }

    const TIMER: Doing = Doing::Waits(Wait::Timer);
    const QUEUE: Doing = Doing::Waits(Wait::Events { timed: false, queue: true });

    fn lock(address: u64) -> Doing {
        Doing::Waits(Wait::Lock { address })
    }

    #[test]
    fn waits_for_other_threads_are_none_while_something_outside_is_waited_for() {
        let waits = of(&[look(&[TIMER, lock(8), TIMER], &[])], |_| {});
        assert_eq!(waits.shares, [(Kind::Timer, 1.0)]);
        assert_eq!((waits.under_way, waits.most_under_way), (Some(2.0), 2));
        let alone = of(&[look(&[lock(8), Doing::Waits(Wait::Child)], &[])], |_| {});
        assert_eq!(alone.shares, [(Kind::Lock, 1.0)]);
        assert_eq!(alone.under_way, None);
    }

    #[test]
    fn time_in_which_a_thread_runs_is_no_waiting() {
        let both = [look(&[Doing::Running, TIMER], &[]), look(&[TIMER, TIMER], &[])];
        let waits = of(&both, |_| {});
        assert!(
            (waits.idle - 0.5).abs() < 1e-9 && (waits.beside_others - 1.0).abs() < 1e-9
        );
        let unseen = of(&[look(&[Doing::Unknown], &[])], |_| {});
        assert_eq!((unseen.looks, unseen.shares.len()), (0, 0));
    }

    #[test]
    fn a_word_at_which_several_workers_stand_is_shared() {
        let looks = [
            look(&[Doing::Running, lock(8), lock(16)], &[0, 0, 0]),
            look(&[lock(8), Doing::Running, lock(16)], &[500, 500, 0]),
        ];
        let waits = of(&looks, |_| {});
        assert!((waits.at_shared_words - 1.0).abs() < 1e-9, "{waits:?}");
        assert!((waits.workers - 2.0).abs() < 1e-9, "{waits:?}");
        // The third has computed nothing: it is no worker.
        assert!(waits.at_own_words < 1e-9, "{waits:?}");
    }

    #[test]
    fn a_runtime_whose_threads_block_has_left_its_queue() {
        let prepare = |waiting: &mut Waiting| {
            let has = Descriptors { has_event_queue: true, ..Descriptors::default() };
            waiting.descriptors.insert(1, has);
        };
        let left = of(&[look(&[TIMER, TIMER, lock(8)], &[])], prepare);
        assert!((left.queue_left - 1.0).abs() < 1e-9, "{left:?}");
        let there = of(&[look(&[TIMER, TIMER, QUEUE], &[])], prepare);
        assert!(there.queue_left < 1e-9, "{there:?}");
        let none = of(&[look(&[TIMER, TIMER], &[])], |_| {});
        assert!(none.queue_left < 1e-9, "{none:?}");
    }

    #[test]
    fn a_socket_whose_other_end_is_its_own_is_a_wait_for_itself() {
        let socket = |inode| Doing::Waits(Wait::Socket { inode });
        let own = |waiting: &mut Waiting| {
            waiting.tables = 1;
            waiting.connections.all = BTreeSet::from([1, 2]);
            waiting.connections.own = BTreeSet::from([1, 2]);
        };
        let waits = of(&[look(&[socket(1), socket(2)], &[])], own);
        assert_eq!(waits.shares, [(Kind::OwnSocket, 1.0)]);
        let newer = of(&[look(&[socket(7), TIMER], &[])], own);
        assert_eq!(newer.shares, [(Kind::Timer, 1.0)], "as most are");
        let strange = |waiting: &mut Waiting| {
            waiting.tables = 1;
            waiting.connections.all = BTreeSet::from([1]);
        };
        let waits = of(&[look(&[socket(1)], &[])], strange);
        assert_eq!(waits.shares, [(Kind::Socket, 1.0)]);
    }

    #[test]
    fn it_is_quiet_while_no_thread_gets_a_turn() {
        let looks = [
            look(&[lock(8), lock(16)], &[5, 5]),
            look(&[lock(8), lock(16)], &[5, 6]),
            look(&[lock(8), lock(16)], &[5, 6]),
            look(&[lock(8), Doing::Waits(Wait::Join { thread: 0 })], &[5, 6]),
        ];
        let waits = of(&looks, |_| {});
        assert_eq!(waits.quiet_ns, 200 * MS);
        assert_eq!((waits.stuck_at_locks, waits.outside), (1, 0));
        assert_eq!(
            waits.standstill,
            ["thread 0 waits at a lock", "thread 1 waits for the end of thread 0"]
        );
    }
}
